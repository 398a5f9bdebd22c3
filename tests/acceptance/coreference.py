"""Whom a pronoun that speaks means, on texts whose coreference people have marked.

    DRAGOMAN_CORPORA=… python -m tests.acceptance.coreference [--genres news interview] [--held-out] [--wrong]

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
GENRES = ("news", "interview", "bio", "court", "speech", "letter", "academic", "essay")
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


def held_out(folder: Path) -> frozenset[str]:
    """The documents of GUM's dev and test splits, from which nothing is learnt."""
    splits = (folder / "coreference" / "gum-splits.md").read_text(encoding="utf-8").split("\n## ")
    kept = [part for part in splits if part.startswith(("dev", "test\n"))]
    return frozenset(re.findall(r"GUM_\w+", " ".join(kept)))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read(documents: Sequence[Document], last: str = "speakers") -> list[Reading]:
    """The documents as articles, read up to a stage."""
    done = [
        Reading(Article(d.name, d.name, d.text, published=d.published, language="en"))
        for d in documents
    ]
    return through(done, Settings(), last)


def through(readings: Sequence[Reading], settings: Settings, last: str) -> list[Reading]:
    """Readings after all stages up to one."""
    done = list(readings)
    for stage in build(parts(settings)).stages:
        done = list(stage(done))
        if stage.name == last:
            break
    return done


def judged(document: Document, reading: Reading) -> Iterator[tuple[str, str]]:
    """Each statement by a pronoun: right, open or wrong, and what to show of it."""
    for statement in reading.statements:
        source = statement.source
        words = words_of(source.of(document.text)) if source else []
        if source is None or len(words) != 1 or not listed(words[0], *PRONOUNS):
            continue
        spans = document.entities.get(document.entity(source) or "", [])
        named = [s for s in spans if s.start < source.start and not is_pronoun(document, s)]
        if not named:
            continue
        one = reading.speakers[statement.id]
        found = one.mention if one.mention != source else None
        verdict = "right" if found and any(found.overlaps(s) for s in named) else "wrong"
        if found is None or is_pronoun(document, found):
            verdict = "open"
        told = found.of(document.text) if found else "-"
        shown = f"{words[0]} = {named[-1].of(document.text)!r}, told {told!r} ({one.method})"
        yield verdict, f"{document.name}:{source.start} {shown}"


def is_pronoun(document: Document, span: Span) -> bool:
    words = words_of(span.of(document.text))
    return len(words) == 1 and listed(
        words[0], *PRONOUNS, "first_person", "addressed", "possessives", "relative_pronouns"
    )


def verdicts(genres: Sequence[str], *, only_held_out: bool) -> list[tuple[str, str]]:
    """What becomes of each statement by a pronoun in the documents, in their order."""
    closed = held_out(corpora())
    marked = list(documents(corpora() / CORPUS, genres))
    if only_held_out:
        marked = [one for one in marked if one.name in closed]
    return [one for d, r in zip(marked, read(marked), strict=True) for one in judged(d, r)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the counts, and with --wrong each that is not right."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--genres", nargs="+", default=list(GENRES))
    asked.add_argument("--wrong", action="store_true")
    asked.add_argument("--held-out", action="store_true", help="only GUM's dev and test splits")
    options = asked.parse_args(arguments)
    told = verdicts(options.genres, only_held_out=options.held_out)
    if options.wrong:
        print(*(f"{verdict:5} {shown}" for verdict, shown in told if verdict != "right"), sep="\n")
    for genre in options.genres:
        counts = Counter(v for v, shown in told if shown.startswith(f"GUM_{genre}_"))
        print(f"{genre:10} {counts.total():4} statements by a pronoun: {dict(counts)}")
    print(f"{'all':10} {len(told):4} statements by a pronoun: {dict(Counter(v for v, _ in told))}")


if __name__ == "__main__":
    main()
