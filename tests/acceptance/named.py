"""How many statements with a source phrase stay without a speaker's name and without a nominal head.

    DRAGOMAN_CORPORA=… python -m tests.acceptance.named      on PolNeAR's development articles

Such a statement has neither a name nor an actor, and its mention is nothing or a pronoun alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice
from pathlib import Path

from benchmarks.articles import corpora
from dragoman.actors.phrases import listed, words_of
from dragoman.evaluation.corpus import rows
from dragoman.records import Article, Reading, Speaker
from dragoman.settings import Settings
from tests.acceptance.coreference import through

CORPUS = "attribution/polnear-dev.jsonl.gz"
PUBLISHED = date(2016, 10, 1)
"""PolNeAR's days do not matter to whether a phrase has a head."""
EMPTY = (
    "person_pronouns",
    "thing_pronouns",
    "group_pronouns",
    "first_person",
    "addressed",
    "relative_pronouns",
    "articles",
    "possessives",
)


def read(path: Path, step: int = 1) -> list[Reading]:
    """The articles of a corpus, or one of so many, read up to their speakers."""
    done = [
        Reading(Article(r["id"], r["id"], r["text"], published=PUBLISHED, language="en"))
        for r in islice(rows(path), 0, None, step)
    ]
    return through(done, Settings(), "speakers")


def counts(readings: Iterable[Reading]) -> tuple[int, int]:
    """Of how many statements with a source phrase how many have neither name nor head."""
    found = [
        _is_nobody(r.speakers[s.id], r.article.text)
        for r in readings
        for s in r.statements
        if s.source is not None
    ]
    return sum(found), len(found)


def _is_nobody(one: Speaker, text: str) -> bool:
    if one.name or one.actors:
        return False
    return all(
        listed(word, *EMPTY) for word in words_of(one.mention.of(text) if one.mention else "")
    )


if __name__ == "__main__":
    nobody, all_of_them = counts(read(corpora() / CORPUS))
    print(
        f"{nobody} of {all_of_them} ({nobody / all_of_them:.1%}) without a name and a nominal head"
    )
