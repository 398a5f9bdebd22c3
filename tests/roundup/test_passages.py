from __future__ import annotations

import time

import pytest

from dragoman.records import Span, Statement
from dragoman.roundup.passages import AROUND, Cutter
from tests.builders import span
from tests.roundup.story import article


def statement(
    text: str, form: str, content: list[str], cue: str = "", source: str = ""
) -> Statement:
    return Statement(
        "s",
        span(text, source) if source else None,
        (span(text, cue),) if cue else (),
        tuple(span(text, c) for c in content),
        form,  # type: ignore[arg-type]
        0.9,
    )


@pytest.mark.parametrize(
    "told",
    [
        (
            "“We stay,” the consul said on Monday.",
            "direct", ["“We stay,”"], "said", "the consul",
            ["“We stay,”"],
        ),
        (
            "“We stay,” the consul said on Monday.",
            "direct", ["We stay"], "said", "the consul",
            ["“We stay,”"],
        ),
        (
            "Osmer said on Monday that it would stay.",
            "indirect", ["it would stay"], "said", "Osmer",
            ["Osmer said on Monday that it would stay"],
        ),
        (
            "The port was shut, the harbour master said.",
            "indirect", ["The port was shut"], "said", "the harbour master",
            ["The port was shut, the harbour master said"],
        ),
        (
            "The consul, who has served in nine capitals under four governments of every colour"
            " there is, warned of worse.",
            "indirect", ["of worse"], "warned", "The consul",
            ["The consul", "warned of worse"],
        ),
        (
            "The consul spoke. He said nothing of it.",
            "indirect", ["nothing of it"], "said", "The consul",
            ["said nothing of it"],
        ),
        (
            "“We stay,” he said. “And we mean it.”",
            "direct", ["“We stay,”", "“And we mean it.”"], "said", "he",
            ["“We stay,” he said. “And we mean it.”"],
        ),
        (
            "“We stay,” he said.\n“And we mean it.”",
            "direct", ["“We stay,”", "“And we mean it.”"], "said", "he",
            ["“We stay,”", "“And we mean it.”"],
        ),
    ],
)  # fmt: skip
def test_words(told: tuple[str, str, list[str], str, str, list[str]]) -> None:
    text, form, content, cue, source, shown = told
    made = Cutter(article(text))
    assert [w.text for w in made.words(statement(text, form, content, cue, source))] == shown


def test_the_words_of_another_statement_are_left_out() -> None:
    text = "Osmer said it was appalled and asked for calm."
    one = statement(text, "indirect", ["for calm"], "asked", "Osmer")
    shown = Cutter(article(text)).words(one, [span(text, "it was appalled")])
    assert [w.text for w in shown] == ["Osmer", "asked for calm"]


CONTEXT = """The harbour lies in fog. The consul came early.

He said the ships would wait. Nobody believed him. The rest is rumour.

Prices rose."""


@pytest.mark.parametrize(
    ("words", "named", "shown"),
    [
        ("the ships would wait", "He", "He said the ships would wait. Nobody believed him."),
        (
            "the ships would wait",
            "The consul",
            "The consul came early.\n\nHe said the ships would wait. Nobody believed him.",
        ),
        ("Prices rose", None, "Prices rose."),
        (
            "believed",
            None,
            CONTEXT[49:-14],
        ),
        ("Prices rose", "The harbour", "Prices rose."),
    ],
)
def test_context(words: str, named: str | None, shown: str) -> None:
    where = span(CONTEXT, words)
    name = span(CONTEXT, named) if named else None
    assert Cutter(article(CONTEXT)).context([where], where, name).text == shown


def test_a_sentence_without_end_is_cut_between_words() -> None:
    text = "and so on " * 1000 + "here it is " + "and so on " * 1000
    where = span(text, "here it is")
    context = Cutter(article(text)).context([where], where)
    assert len(context.text) <= 2 * AROUND + len(where)
    assert context.text.split()[0] in {"and", "so", "on"}
    assert context.span.contains(where)


def test_parts_are_the_passage_in_order_with_marks_cut_out() -> None:
    text = "one two three four"
    made = Cutter(article(text)).passage(Span(0, 13), [span(text, "two"), span(text, "three four")])
    assert list(made.parts()) == [("one ", False), ("two", True), (" ", False), ("three", True)]


def test_many_statements_on_one_line_take_linear_time() -> None:
    text = "“Yes,” he said. " * 8000
    found = Cutter(article(text))
    begun = time.process_time()
    for at in range(0, len(text) - 20, 160):
        one = Statement("s", None, (), (Span(at + 1, at + 5),), "direct", 0.9)
        assert found.words(one)[0].text.startswith("“Yes")
    assert time.process_time() - begun < 20
