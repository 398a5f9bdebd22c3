"""The articles that are measured on: corpora as they lie there, and a stream of any length."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORPORA = "DRAGOMAN_CORPORA"
STREAMED = (
    "attribution/polnear-train.jsonl.gz",
    "entities/worldwide-newswire.jsonl.gz",
    "claims/syria-war-half.jsonl.gz",
)
"""The corpora that a stream is made of, in the folder that `CORPORA` names."""
PUBLISHED = "2016-06-01"
"""The day of articles whose corpus gives none in ISO 8601."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SENTENCES = 3
"""Sentences a paragraph, of texts whose corpus keeps sentences alone."""
_JOINED = re.compile(r"\s+(?=[.,;:!?%)\]’”])|(?<=[(\[“$£])\s+")
_SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]


@dataclass(frozen=True, slots=True)
class Given:
    """An article of a corpus: its text, and the day of publication in ISO 8601."""

    text: str
    published: str = PUBLISHED


def read(path: Path) -> Iterator[Given]:
    """The articles of a JSONL file, gzipped or not; SystemExit where there is no such file."""
    if not path.is_file():
        raise SystemExit(f"there is no file {path}: name one, or set {CORPORA} to the corpora")
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield given(json.loads(line))


def given(row: dict[str, Any]) -> Given:
    """The article of a corpus's row: its text as it is, or made of the words of its sentences."""
    text = row.get("text") or row.get("article_content") or _of_words(row["sentences"])
    day = str(row.get("published") or "")
    return Given(text, day if _DAY.fullmatch(day) else PUBLISHED)


def _of_words(sentences: Sequence[Sequence[Sequence[str]]]) -> str:
    """Running text of sentences whose words stand with a tag each."""
    told = [_JOINED.sub("", " ".join(word for word, _ in one)) for one in sentences]
    rows = (told[at : at + _SENTENCES] for at in range(0, len(told), _SENTENCES))
    return "\n\n".join(" ".join(row) for row in rows)


def corpora() -> Path:
    """The folder of corpora; SystemExit where the environment names none."""
    folder = os.environ.get(CORPORA)
    if not folder:
        raise SystemExit(f"{CORPORA} is not set: name the folder of corpora")
    within = Path(folder) / "data"
    return within if within.is_dir() else Path(folder)


def stream(articles: Sequence[Given], count: int) -> Iterator[dict[str, str]]:
    """`count` articles as a batch has them, out of fewer: none has the id or the text of another.

    Each time a new name opens the first line, as new names keep coming in the news: what keeps all
    that it has ever seen grows.
    """
    for number in range(count):
        one = articles[number % len(articles)]
        text = f"{name(number)} {one.text}"
        yield {"id": f"article-{number}", "text": text, "published": one.published}


def name(number: int) -> str:
    """An invented name for each number below 24 millions."""
    places = (number // len(_SYLLABLES) ** power % len(_SYLLABLES) for power in (3, 2, 1, 0))
    return "".join(_SYLLABLES[place] for place in places).capitalize()
