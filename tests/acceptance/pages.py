"""How well real pages become articles: text, headings and day against what their editors' own parsers take.

    DRAGOMAN_CORPORA=… python -m tests.acceptance.pages [--worst 10] [--show OUTLET_DATE]

The pages and their gold bodies are fundus's (`pages/`); an outlet's JSON holds its versions in the order of its
pages' dates. Tokens are words and numbers of the text without title, bylines, captions and furniture, against
those of the gold summary, headlines and paragraphs, as bags. Headings count where they are the same but for case
and punctuation. A day is right where it is the day of the gold moment in UTC or in the zone that the page states.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dragoman.articles import read
from dragoman.errors import InputError
from dragoman.records import Article, Document

LEFT_OUT = frozenset({"title", "byline", "caption", "furniture"})
_WORD = re.compile(r"\w+(?:[’']\w+)*")
_VERSION = re.compile(r"V(\d+)(?:_(\d+))?")


@dataclass
class Counts:
    """Right, gold and found."""

    right: int = 0
    gold: int = 0
    found: int = 0

    def add(self, gold: Counter[str], found: Counter[str]) -> Counts:
        self.right += (gold & found).total()
        self.gold += gold.total()
        self.found += found.total()
        return self

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.gold + self.found)


@dataclass
class Measured:
    """All pages together, and each with its own token F1."""

    tokens: Counts = field(default_factory=Counts)
    headings: Counts = field(default_factory=Counts)
    days: int = 0
    pages: int = 0
    each: dict[str, float] = field(default_factory=dict)
    wrong_days: list[str] = field(default_factory=list)
    headed: dict[str, tuple[int, int, int]] = field(default_factory=dict)


def pages(folder: Path) -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """Each page's name, its HTML, and its gold."""
    for told in sorted(folder.glob("*/*.json")):
        held = sorted(told.parent.glob(f"{told.stem}_*.html.gz"))
        versions = json.loads(told.read_text("utf-8"))
        named = sorted(versions, key=_number)
        if len(held) == len(named):
            for page, version in zip(held, named, strict=True):
                yield page.name.split(".")[0], gzip.decompress(page.read_bytes()), versions[version]


def _number(version: str) -> tuple[int, int]:
    found = _VERSION.fullmatch(version)
    return (int(found[1]), int(found[2] or 0)) if found else (0, 0)


def tokens(text: str) -> Counter[str]:
    """The words of a text, in lower case, with one kind of apostrophe."""
    return Counter(w.replace("’", "'") for w in _WORD.findall(text.casefold()))


def body(article: Article) -> str:
    """The text without title, bylines, captions and furniture."""
    kept, at = [], 0
    for mark in article.marks:
        if mark.kind in LEFT_OUT:
            kept.append(article.text[at : mark.span.start])
            at = mark.span.end
    return "\n".join([*kept, article.text[at:]])


def headings(texts: list[str]) -> Counter[str]:
    """Headings without case and punctuation."""
    return Counter(plain for t in texts if (plain := " ".join(_WORD.findall(t.casefold()))))


def gold_of(told: dict[str, Any]) -> tuple[str, list[str]]:
    """The gold text and its headlines."""
    whole = told["body"]
    lines = list(whole["summary"])
    heads: list[str] = []
    for section in whole["sections"]:
        heads += section["headline"]
        lines += [*section["headline"], *section["paragraphs"]]
    return "\n".join(lines), heads


def is_day(article: Article, told: dict[str, Any]) -> bool:
    """Whether the publication is on the gold day."""
    gold = datetime.fromisoformat(told["publishing_date"])
    when = article.published
    if isinstance(when, datetime):
        moment = when if when.tzinfo else when.replace(tzinfo=UTC)
        return gold.astimezone(UTC).date() in (moment.astimezone(UTC).date(), when.date())
    return when == gold.date()


def measured(folder: Path) -> Measured:
    """Every page counted."""
    done = Measured()
    for name, html, told in pages(folder):
        done.pages += 1
        text, heads = gold_of(told)
        try:
            article, _ = read(Document(f"file:///{name}.html", "text/html", html))
        except InputError as error:
            done.each[name] = 0.0
            done.wrong_days.append(f"{name}: {error}")
            done.tokens.add(tokens(text), Counter())
            done.headings.add(headings(heads), Counter())
            continue
        gold, found = tokens(text), tokens(body(article))
        done.tokens.add(gold, found)
        done.each[name] = Counts().add(gold, found).f1
        own = [m.span.of(article.text) for m in article.marks if m.kind == "heading"]
        one = Counts().add(headings(heads), headings(own))
        done.headings.add(headings(heads), headings(own))
        done.headed[name] = (one.right, one.gold, one.found)
        if is_day(article, told):
            done.days += 1
        else:
            done.wrong_days.append(f"{name}: {article.published} for {told['publishing_date']}")
    return done


def shown(folder: Path, wanted: str) -> None:
    """Prints where one page's text and the gold differ, line by line."""
    for name, html, told in pages(folder):
        if name != wanted:
            continue
        article, _ = read(Document(f"file:///{name}.html", "text/html", html))
        text, heads = gold_of(told)
        ours = [line for line in body(article).splitlines() if line.strip()]
        gold = [line for line in text.splitlines() if line.strip()]
        for line in gold:
            if line.strip() not in {o.strip() for o in ours}:
                print(f"- {line[:160]}")
        for line in ours:
            if line.strip() not in {g.strip() for g in gold}:
                print(f"+ {line[:160]}")
        own = [m.span.of(article.text) for m in article.marks if m.kind == "heading"]
        print("gold headings:", heads, "\nown headings:", own)


def main() -> None:
    """Prints the figures and the worst pages."""
    import os

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--worst", type=int, default=10)
    options.add_argument("--show")
    given = options.parse_args()
    root = Path(os.environ["DRAGOMAN_CORPORA"])
    folder = (root / "data" if (root / "data").is_dir() else root) / "pages"
    if given.show:
        shown(folder, given.show)
        return
    done = measured(folder)
    print(f"{done.pages} pages")
    print(f"token F1     {done.tokens.f1:.3f}")
    print(f"heading F1   {done.headings.f1:.3f} ({done.headings})")
    print(f"day right    {done.days / max(1, done.pages):.3f}")
    for line in done.wrong_days:
        print(f"  {line}")
    for name, value in sorted(done.each.items(), key=lambda one: one[1])[: given.worst]:
        print(f"  {value:.3f} {name}")
    for name, (right, gold, found) in done.headed.items():
        if right < max(gold, found):
            print(f"  headings {right} of {gold} gold, {found} found: {name}")


if __name__ == "__main__":
    main()
