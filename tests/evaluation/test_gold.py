from __future__ import annotations

import csv
import re
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import Any

from dragoman.actors.entries import name_key
from dragoman.actors.tables import HOLDER_FILES
from dragoman.evaluation import markup
from dragoman.languages.sentences import sentences
from dragoman.records import Span

GOLD = Path(__file__).parents[1] / "gold"
RECORDS = list(markup.read(GOLD))
SHORTEST = 4
"""Shorter surnames are words of many languages."""
HEADS = re.compile(
    r"(acting )?(president|prime minister|monarch|king|chief of state|head of government)"
)


def attributions() -> list[tuple[str, dict[str, Any]]]:
    return [(record["text"], one) for record in RECORDS for one in record["attributions"]]


def test_the_counts_are_those_of_the_page() -> None:
    page = (GOLD / "README.md").read_text(encoding="utf-8")
    told = {
        name: (layout, int(documents), int(statements))
        for name, layout, documents, statements in re.findall(
            r"^\| `(\w+\.txt)` \| (\w+) \|.*\| (\d+) \| (\d+) \|$", page, re.MULTILINE
        )
    }
    held = {}
    for file in sorted(GOLD.glob("*.txt")):
        records = list(markup.read(file))
        [layout] = {record["layout"] for record in records}
        held[file.name] = (layout, len(records), sum(len(r["attributions"]) for r in records))
    assert told == held


def test_the_set_is_as_large_and_as_varied_as_the_page_says() -> None:
    silent = Counter[bool]()
    for record in RECORDS:
        told = [Span(*ends) for a in record["attributions"] for ends in a["content"] + a["cue"]]
        for sentence in sentences(record["text"]):
            if re.search(r"[.!?][”\"’'»“]?$", sentence.of(record["text"])):
                silent[not any(sentence.overlaps(span) for span in told)] += 1
    assert silent.total() > 550
    assert 0.25 < silent[True] / silent.total() < 0.33
    found = [one for _, one in attributions()]
    assert sum(one["within"] is not None for one in found) == 29
    assert sum(not one["source"] and one["mention"] is None for one in found) == 21
    assert sum(not one["source"] and one["mention"] is not None for one in found) == 24


def test_no_span_is_cut_at_a_space_or_within_a_word() -> None:
    for text, one in attributions():
        single = [one[name] for name in ("mention", "role") if one[name]]
        for start, end in [*one["source"], *one["cue"], *one["content"], *single]:
            words = text[start:end]
            assert words == words.strip()
            assert not (text[start - 1 : start] + words[0]).isalnum() or start == 0, words
            assert not (words[-1] + text[end : end + 1]).isalnum() or end == len(text), words


def test_a_pronoun_has_a_mention_and_an_apposition_no_closing_comma() -> None:
    relative = {"who", "which", "he", "she", "it", "its", "his", "her"}
    for text, one in attributions():
        for start, end in one["source"]:
            assert text[end - 1] != ","
            assert one["mention"] or text[start:end].lower() not in relative, text[start - 40 : end]


def terms(*files: str) -> list[dict[str, str]]:
    folder = resources.files("dragoman").joinpath("actors", "data")
    tables = (folder.joinpath(file).read_text("utf-8").splitlines() for file in files)
    readers = (csv.DictReader(t, delimiter="\t", quoting=csv.QUOTE_NONE) for t in tables)
    return [row for reader in readers for row in reader]


def called(row: dict[str, str]) -> list[str]:
    return [name for name in (row["name"], *(row["also"] or "").split("|")) if name.strip()]


def test_nobody_who_has_held_an_office_is_made_to_speak() -> None:
    well_known = terms("holders.tsv", "holders-reviewed.tsv")
    well_known += [row for row in terms("holders-known.tsv") if HEADS.fullmatch(row["office"])]
    surnames = {name.split()[-1] for row in well_known for name in called(row)}
    for text, one in attributions():
        for start, end in [*one["source"], *([one["mention"]] if one["mention"] else [])]:
            words = re.findall(rf"[^\W\d_][\w-]{{{SHORTEST - 1},}}", text[start:end])
            assert not {word for word in words if word[0].isupper()} & surnames


def test_no_invented_speaker_has_an_office_holders_full_name() -> None:
    held = {name_key(name) for row in terms(*HOLDER_FILES) for name in called(row)}
    assert name_key("Boris Johnson") in held
    for text, one in attributions():
        for start, end in [*one["source"], *([one["mention"]] if one["mention"] else [])]:
            words = re.findall(r"[\w’'-]+", text[start:end])
            runs = (words[a:b] for a in range(len(words)) for b in range(a + 2, len(words) + 1))
            assert not {name_key(" ".join(run)) for run in runs} & held
