"""The whole way with the shipped model, on invented and on hostile texts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.archive import Memory
from dragoman.errors import InputError
from dragoman.exports.record import record
from dragoman.pipeline import Parts, Pipeline, build, open_articles, parts, run
from dragoman.records import Document, Reading, Span
from dragoman.roundup import FORMATS, Request, compose, render
from dragoman.settings import Settings

EXAMPLES = Path(__file__).parent.parent / "examples"
PIECES = st.sampled_from(
    [
        "Russia", "the ministry", " said ", "told reporters", "“", "”", '"', "‘", "’", "\n\n", "\n", "he",
        "who", "according to", " killed 12 people", "sent troops", "on Thursday", "UN", ", ", ". ", "\u202e",
        "\u0301", "\ud800", "\x00", "🇺🇳", "é" * 40, "a" * 300, "1" * 60, "…" * 30, "“" * 20, "<b>", "&amp;",
        "Kenya’s claim that ", "not", "President Ruvan Aldermoor", "—", "-", "$3.2bn", "doubled",
    ]
)  # fmt: skip


@cache
def loaded() -> tuple[Parts, Pipeline]:
    found = parts(Settings())
    return found, build(found)


def spans(reading: Reading) -> list[Span]:
    found = [s for one in reading.statements for s in (*one.cue, *one.content)]
    found += [one.source for one in reading.statements if one.source]
    found += [one.mention for one in reading.speakers.values() if one.mention]
    found += [m.span for m in reading.mentions] + [d.evidence for d in reading.deeds]
    return found + [c.evidence for c in reading.claims]


def read(text: str) -> Reading | None:
    body = text.encode("utf-8", "surrogatepass")
    try:
        from dragoman import articles

        article, issues = articles.read(Document(None, "text/plain", body))
    except InputError:
        return None
    (reading,) = loaded()[1]([Reading(article, issues=issues)])
    return reading


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=400) | st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_read_or_refused_and_every_span_lies_in_it(text: str) -> None:
    reading = read(text)
    if reading is None:
        return
    assert not [i for i in reading.issues if i.level == "error"]
    assert all(0 <= s.start < s.end <= len(reading.article.text) for s in spans(reading))
    record(reading)
    memory = Memory(loaded()[0].registry.actor)
    memory.add([reading])
    page = compose(memory, Request(with_articles=True))
    assert all(render(page, form) for form in FORMATS)


def test_the_invented_crisis_is_read_the_same_twice() -> None:
    once, again = (
        [
            record(one)
            for one in run(
                loaded()[1], open_articles([str(EXAMPLES / "crisis" / "longwave.jsonl")])
            )
            if isinstance(one, Reading)
        ]
        for _ in range(2)
    )
    assert len(once) == 6
    assert once == again
    assert all(one["statements"] for one in once)


def test_an_article_reads_the_same_alone_and_among_others() -> None:
    path = str(EXAMPLES / "crisis" / "halyard.jsonl")
    opened = [one for one in open_articles([path]) if isinstance(one, Reading)]
    together = loaded()[1](opened)
    alone = loaded()[1]([opened[2]])[0]
    assert record(alone)["statements"] == record(together[2])["statements"]
