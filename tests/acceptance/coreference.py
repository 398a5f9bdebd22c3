"""Whom a pronoun that speaks means, on texts whose coreference people have marked.

    DRAGOMAN_CORPORA=… python -m tests.acceptance.coreference [--genres news interview] [--wrong]

Reads GUM's documents (Zeldes 2017) as articles. A statement counts whose source is a pronoun of the third
person that GUM marks, and stands for something that was named before. Right is a speaker whose mention
overlaps one of the same entity, the pronouns aside; open is a speaker who is not decided; the rest is wrong.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from benchmarks.articles import corpora
from dragoman.actors.phrases import listed, words_of
from dragoman.pipeline import build, parts
from dragoman.records import Article, Reading, Span
from dragoman.settings import Settings

CORPUS = "coreference/gum-selected.conllu.gz"
GENRES = ("news", "interview", "bio", "court", "speech", "letter")
PRONOUNS = ("person_pronouns", "thing_pronouns", "group_pronouns")
_PIECE = re.compile(r"\((\d+)(?:-[^()]*)?\)|\((\d+)(?:-[^()]*)?|(\d+)\)")


@dataclass(slots=True)
class Document:
    """A document of GUM: its text, and the spans of each entity that it marks."""

    name: str
    published: date | None = None
    text: str = ""
    entities: dict[str, list[Span]] = field(default_factory=dict)
    _open: list[tuple[str, int]] = field(default_factory=list)

    def word(self, form: str, misc: dict[str, str]) -> None:
        """Appends a token, and opens and closes the mentions that it bears."""
        start = len(self.text)
        self.text += form
        for single, opened, closed in _PIECE.findall(misc.get("Entity", "")):
            if single:
                self._mark(single, start)
            elif opened:
                self._open.append((opened, start))
            else:
                at = max(i for i, one in enumerate(self._open) if one[0] == closed)
                self._mark(*self._open.pop(at))
        if misc.get("SpaceAfter") != "No":
            self.text += " "

    def _mark(self, entity: str, start: int) -> None:
        self.entities.setdefault(entity, []).append(Span(start, len(self.text)))

    def entity(self, span: Span) -> str | None:
        """The entity of which these very words are a mention."""
        return next((e for e, spans in self.entities.items() if span in spans), None)


def documents(path: Path, genres: Sequence[str]) -> Iterator[Document]:
    """The documents of these genres, a paragraph a line."""
    one = Document("")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id = "):
                if one.text:
                    yield one
                one = Document(line.split(" = ")[1].strip())
            elif line.startswith("# meta::dateCreated = "):
                one.published = _day(line.split(" = ")[1].strip())
            elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
                one.text = one.text.rstrip() + "\n\n" if one.text else ""
            elif line[0].isdigit() and one.name.split("_")[1] in genres:
                number, form, *_, misc = line.rstrip("\n").split("\t")
                if number.isdigit():
                    one.word(form, dict(p.split("=", 1) for p in misc.split("|") if "=" in p))
    if one.text:
        yield one


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read(documents: Sequence[Document]) -> list[Reading]:
    """The documents as articles, read up to their speakers."""
    done = [
        Reading(Article(d.name, d.name, d.text, published=d.published, language="en"))
        for d in documents
    ]
    for stage in build(parts(Settings())).stages:
        done = list(stage(done))
        if stage.name == "speakers":
            break
    return done


def judged(document: Document, reading: Reading) -> Iterator[tuple[str, str]]:
    """Each statement by a pronoun: right, open or wrong, and what to show of it."""
    for statement in reading.statements:
        source = statement.source
        words = words_of(source.of(document.text)) if source else []
        if source is None or len(words) != 1 or not listed(words[0], *PRONOUNS):
            continue
        if listed(words[0], "first_person"):
            continue
        if listed(words[0], "first_person"):
            continue
        spans = document.entities.get(document.entity(source) or "", [])
        named = [s for s in spans if s.start < source.start and not _is_pronoun(document, s)]
        if not named:
            continue
        one = reading.speakers[statement.id]
        found = one.mention if one.mention != source else None
        verdict = "right" if found and any(found.overlaps(s) for s in named) else "wrong"
        if found is None or _is_pronoun(document, found):
            verdict = "open"
        told = found.of(document.text) if found else "-"
        shown = f"{words[0]} = {named[-1].of(document.text)!r}, told {told!r} ({one.method})"
        yield verdict, f"{document.name}:{source.start} {shown}"


def _is_pronoun(document: Document, span: Span) -> bool:
    words = words_of(span.of(document.text))
    return len(words) == 1 and listed(words[0], *PRONOUNS, "possessives", "relative_pronouns")


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the counts, and with --wrong each that is not right."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--genres", nargs="+", default=list(GENRES))
    asked.add_argument("--wrong", action="store_true")
    options = asked.parse_args(arguments)
    marked = list(documents(corpora() / CORPUS, options.genres))
    told = [one for d, r in zip(marked, read(marked), strict=True) for one in judged(d, r)]
    if options.wrong:
        print(*(f"{verdict:5} {shown}" for verdict, shown in told if verdict != "right"), sep="\n")
    for genre in options.genres:
        counts = Counter(v for v, shown in told if shown.startswith(f"GUM_{genre}_"))
        print(f"{genre:10} {counts.total():4} statements by a pronoun: {dict(counts)}")


if __name__ == "__main__":
    main()
