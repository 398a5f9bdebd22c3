"""Whole readings in the formats of other programs, and what comes back from an editor."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.archive import Memory
from dragoman.archive.selected import select
from dragoman.errors import InputError
from dragoman.exports import WHOLE, brat, studio
from dragoman.exports.events import GDELT, POLECAT, QUADS
from dragoman.exports.marked import Marked, corrections, marked
from dragoman.exports.returned import IMPORTS, form_of
from dragoman.exports.told import Told
from dragoman.reactions import codebook
from dragoman.reactions.codebook import ROOTS
from dragoman.records import Actor, Reading, Span
from tests.archive.news import told

HOSTILE = "=cmd|'/C calc'!A0\t<script>alert(1)</script>]]>\x0b\x00\ud800 [[x]] “q”"


def known(code: str) -> Actor | None:
    return {"XVE": Actor("XVE", "state", "Velmar"), "XLI": Actor("XLI", "state", "=Lirr")}.get(code)


def written(form: str, *readings: Reading) -> bytes:
    out = io.BytesIO()
    WHOLE[form](Told(readings, known, "Velmar & co"), out)
    return out.getvalue()


def hostile() -> Reading:
    body = f"Velmar, 1\n\nAna Belo said {HOSTILE}. Troops left, and 7 people were hurt."
    one = told(3, HOSTILE, text=body)
    return replace(one, article=replace(one.article, title=HOSTILE, outlet=HOSTILE))


def test_every_root_has_a_quad() -> None:
    assert {root for held in QUADS.values() for root in held} == set(ROOTS)
    assert all(t.root in ROOTS for t in codebook.load().types.values() if t.root)


def test_plover_has_polecats_columns_and_only_what_is_an_event() -> None:
    rows = list(csv.DictReader(io.StringIO(written("plover", told(1)).decode(), newline="")))
    assert tuple(rows[0]) == POLECAT
    assert {(r["Event Type"], r["Actor Country"], r["Recipient Country"]) for r in rows} == {
        ("REQUEST", "XVE", "XLI"), ("RETREAT", "XVE", "XLI"),
    }  # fmt: skip


def test_gdelt_has_61_columns() -> None:
    assert len(GDELT) == 61
    rows = [line.split("\t") for line in written("gdelt", told(1)).decode().splitlines()]
    assert rows and all(len(row) == 61 for row in rows)
    assert all(row[GDELT.index("SQLDATE")] == "20310304" for row in rows)


@pytest.mark.parametrize("form", ["plover", "gdelt"])
def test_no_cell_is_a_formula_or_breaks_its_line(form: str) -> None:
    text = written(form, hostile()).decode()
    mark = "\t" if form == "gdelt" else ","
    cells = [c for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) for c in row]
    assert not [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_annotations_quote_the_words_with_what_stands_around_them() -> None:
    page = json.loads(written("web-annotation", told(1)))
    (item,) = page["items"]
    quote, place = item["target"]["selector"]
    text = told(1).article.text
    assert text[place["start"] : place["end"]] == quote["exact"]
    assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
    assert "actor:XVE" in [body["value"] for body in item["body"]]


def test_quotations_are_of_direct_speech_alone_and_name_the_speaker() -> None:
    indirect = told(1)
    direct = replace(indirect, statements=(replace(indirect.statements[0], form="direct"),))
    assert json.loads(written("quotation", indirect))["@graph"] == []
    (one,) = json.loads(written("quotation", direct))["@graph"]
    assert (one["@type"], one["creator"]["name"]) == ("Quotation", "Ana Belo")
    assert one["isPartOf"]["url"].startswith("https://post.example/1#:~:text=")


def test_feeds_are_well_formed_whatever_is_in_them() -> None:
    feed = ElementTree.fromstring(written("atom", hostile(), told(2)))
    space = "{http://www.w3.org/2005/Atom}"
    assert len(feed.findall(f"{space}entry")) == 2
    assert all(e.find(f"{space}updated") is not None for e in feed.iter(f"{space}entry"))
    told_of = json.loads(written("json-feed", hostile(), told(2)))
    assert told_of["version"].endswith("1.1") and len(told_of["items"]) == 2


def test_notes_are_one_an_actor_and_link_to_others() -> None:
    with zipfile.ZipFile(io.BytesIO(written("obsidian", told(1)))) as held:
        assert held.namelist() == ["Velmar.md"]
        note = held.read("Velmar.md").decode()
    assert note.startswith('---\ncode: "XVE"')
    assert "[[=Lirr]]" in note and "> the café on the quay stays shut" in note


@pytest.mark.parametrize("form", sorted(WHOLE))
def test_the_same_readings_give_the_same_bytes(form: str) -> None:
    assert written(form, told(1), hostile()) == written(form, told(1), hostile())


def sent(form: str, tmp_path: Path, *readings: Reading) -> Path:
    path = tmp_path / f"sent.{'zip' if form == 'brat' else 'json'}"
    path.write_bytes(written(form, *readings))
    return path


@pytest.mark.parametrize("form", sorted(IMPORTS))
def test_what_is_sent_out_and_not_changed_corrects_nothing(form: str, tmp_path: Path) -> None:
    archive = Memory()
    archive.add([told(1), hostile()])
    path = sent(form, tmp_path, *archive.readings())
    assert form_of(path) == form
    if form == "label-studio":
        tasks = json.loads(path.read_text())
        path.write_text(json.dumps([{**t, "annotations": t["predictions"]} for t in tasks]))
    found = IMPORTS[form](path, archive)
    assert (list(found.corrections), found.articles, list(found.issues)) == ([], 2, [])


def change_brat(path: Path, change: Callable[[str], str]) -> None:
    with zipfile.ZipFile(path) as held:
        files = {name: held.read(name).decode() for name in held.namelist()}
    with zipfile.ZipFile(path, "w") as made:
        for name, text in files.items():
            made.writestr(name, change(text) if name.endswith(".ann") else text)


def test_an_editors_corrections_come_back_from_brat(tmp_path: Path) -> None:
    archive = Memory()
    archive.add([told(1)])
    path = sent("brat", tmp_path, *archive.readings())
    change_brat(
        path, lambda text: text.replace('"XVE"', '"XLI"').replace('"concern", "demand"', '"warn"')
    )
    assert archive.correct(IMPORTS["brat"](path, archive).corrections) == 1
    (reading,) = select(archive, [told(1).article.id]).readings()
    (one,) = reading.statements
    assert reading.speakers[one.id].actors == ("XLI",)
    assert [c.type for c in reading.reactions[one.id].types] == ["warn"]
    change_brat(path, lambda _: "")
    archive.correct(IMPORTS["brat"](path, archive).corrections)
    assert select(archive, [told(1).article.id]).readings()[0].statements == ()


def test_an_editors_new_statement_comes_back_from_label_studio(tmp_path: Path) -> None:
    archive = Memory()
    archive.add([told(1)])
    path = sent("label-studio", tmp_path, *archive.readings())
    (task,) = json.loads(path.read_text())
    at = task["data"]["text"].index("7 people")
    region = {"start": at, "end": at + 8, "labels": ["Content"]}
    result = task["predictions"][0]["result"]
    task["annotations"] = [{"result": [*result, {"id": "n", "type": "labels", "value": region}]}]
    path.write_text(json.dumps([task]))
    archive.correct(IMPORTS["label-studio"](path, archive).corrections)
    (reading,) = select(archive, [told(1).article.id]).readings()
    assert [s.of(reading.article.text) for one in reading.statements for s in one.content] == [
        "the café on the quay stays shut", "7 people",
    ]  # fmt: skip


def test_a_task_that_nobody_annotated_or_that_was_skipped_corrects_nothing(tmp_path: Path) -> None:
    archive = Memory()
    archive.add([told(1)])
    path = sent("label-studio", tmp_path, *archive.readings())
    tasks = json.loads(path.read_text())
    for made in ([], [{"was_cancelled": True, "result": []}]):
        path.write_text(json.dumps([{**tasks[0], "annotations": made}]))
        assert list(IMPORTS["label-studio"](path, archive).corrections) == []


def test_a_type_that_is_none_is_told_and_the_article_left(tmp_path: Path) -> None:
    archive = Memory()
    archive.add([told(1)])
    path = sent("brat", tmp_path, *archive.readings())
    change_brat(path, lambda text: text.replace('"concern"', '"concren"'))
    found = IMPORTS["brat"](path, archive)
    assert list(found.corrections) == [] and "concren" in found.issues[0]


@pytest.mark.parametrize(
    "text", ["", "[", "{}", '[{"data": {}}]', '[{"data": {"article": "a"}}]', "\x00"]
)
def test_what_no_editor_sends_is_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(InputError, match=r"x\.json"):
        IMPORTS["label-studio"](path, Memory())
    with pytest.raises(InputError):
        IMPORTS["brat"](path, Memory())


def test_an_article_that_changed_or_is_not_there_is_left_as_it_is(tmp_path: Path) -> None:
    archive = Memory()
    archive.add(
        [told(1, text="Velmar, 1\n\nAna Belo said the café on the quay stays shut. It was late.")]
    )
    found = IMPORTS["brat"](sent("brat", tmp_path, told(1), told(2)), archive)
    assert [("changed" in one, "does not have" in one) for one in found.issues] == [
        (True, False), (False, True),
    ]  # fmt: skip


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda t: Span(t[0], t[0] + t[1]))


@settings(max_examples=80, deadline=None)
@given(
    st.text(min_size=60, max_size=60),
    st.lists(
        st.tuples(
            st.lists(SPANS, min_size=1, max_size=2), st.none() | SPANS, st.lists(SPANS, max_size=2)
        ),
        max_size=4,
    ),
)
def test_marks_come_back_from_both_formats_as_they_were(
    text: str, drawn: list[tuple[list[Span], Span | None, list[Span]]]
) -> None:
    codes = {"actors": ["XVE"], "types": ["warn"], "targets": [], "posture": "none"}
    held = [
        Marked(tuple(sorted(set(content))), source, tuple(sorted(set(cue))), codes)
        for content, source, cue in drawn
    ]
    assert brat.parse(brat.standoff(text, held), text) == held
    result = [r for n, one in enumerate(held) for r in studio._regions(f"s{n}", one, text)]
    back = studio.parse(json.loads(json.dumps({"annotations": [{"result": result}]})), text)
    assert back == held


def test_corrections_are_few_and_stable() -> None:
    reading = told(1)
    (mark,) = marked(reading)
    moved = replace(mark, source=None)
    first, again = corrections(reading, [moved]), corrections(reading, [moved])
    assert [one.id for one in first] == [one.id for one in again]
    assert json.loads(first[0].body)["source"] is None
    assert [json.loads(c.body)["op"] for c in corrections(reading, [])] == ["drop"]
