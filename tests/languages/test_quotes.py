from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.languages.quotes import (
    INSIDE,
    MARK,
    MARKS,
    over_paragraphs,
    quotation_map,
    quotations,
)
from tests.growth import LINEAR, growth


def quoted(text: str) -> list[str]:
    """The quotations of a text, each with its marks."""
    found, at = [], 0
    for line in text.split("\n"):
        found += [q.span.of(text) for q in quotations(text, at, at + len(line))]
        at += len(line) + 1
    return found


# each text with its quotations in square brackets
CASES = [
    "[“We will stay,”] she said.",
    '["We will stay,"] she said. ["And win."]',
    "[‘We’ll stay,’] she said. [‘We have won.’]",
    "['We'll stay,'] she said.",
    "The soldiers' claim and the envoys’ words are no quotations.",
    "[‘The envoys’ words are false,’] he said.",
    "They called them [‘patriots’] and [‘heroes’].",
    "Of the [‘hostages’] the army said, [‘None was hurt.’]",
    "In the ’90s, the '80s and ‘79 it was open; rock ’n’ roll and 'em all.",
    "[„Wir bleiben“], sagte sie. [„Und ihr?”]",
    "[„Er sagte ‚nein‘, das war alles“], sagte sie.",
    "Sie sagte: [»Wir bleiben«] und ging.",
    "[« Nous restons »], a dit la ministre. [«Oui.»]",
    "[» Nous avons dit « non » hier. »]",
    "[”Vi stannar,”] sade hon.",
    "[''We will stay,''] he said. [``No,''] she said.",
    "[“We’ll stay,“] he said, [“if they ask.“]",
    "[“He told me ‘go’ and I went,”] she said.",
    "[‘He told me “go” and I went,’] she said.",
    "A 15\" gun, 6' tall, stood there.",
    '[" We stay , "] he said.',
    '[". . . and we stayed,"] he said.',
    "[“We will stay, he said.]",
    "Words of one paragraph, ”closed from nowhere.",
]


@pytest.mark.parametrize("case", CASES)
def test_the_marks_of_all_kinds_are_known(case: str) -> None:
    text = case.replace("[", "").replace("]", "")
    wanted = [part.split("]")[0] for part in case.split("[")[1:]]
    assert quoted(text) == wanted


def test_an_open_quotation_ends_with_its_paragraph() -> None:
    text = "“We will stay, she said.\nNobody left."
    found = quotation_map(text)
    assert INSIDE not in found[text.index("\n") :]
    assert found[text.index("will")] == INSIDE
    assert found[0] == MARK


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("“We stay.\n\n“We wait.\n\n“We win,” she said.", ["“We stay.", "“We wait.", "“We win,”"]),
        ('"We stay.\n"We win," she said.', ['"We stay.', '"We win,"']),
        ("‘We stay.\n\n‘We win,’ she said.", ["‘We stay.", "‘We win,’"]),
        ("«Nous restons.\n\n»Nous gagnons.»", ["«Nous restons.", "»Nous gagnons.»"]),
        ("“So,” she said. “We stay.\n\n“We win.”", ["“We stay.", "“We win.”"]),
    ],
)
def test_paragraphs_opened_anew_are_one_quotation(text: str, parts: list[str]) -> None:
    assert [[p.of(text) for p in chain] for chain in over_paragraphs(text)] == [parts]


@pytest.mark.parametrize(
    "text",
    [
        "“We stay.”\n\n“We win.”",
        "“We stay.\n\nNobody left.\n\n“We win.”",
        "“We stay.\n\nShe said: “We win.”",
        "“We stay.\n\n‘We win,’ she said.",
        "the players’ ‘union.\n\nRain fell.",
    ],
)
def test_other_paragraphs_are_not(text: str) -> None:
    assert over_paragraphs(text) == ()


ALPHABET = st.sampled_from([*MARKS, *"aS .,\n5", "\n\n", " ‘A", "s’ a", "“B", "” "])
TEXTS = st.lists(ALPHABET, max_size=60).map("".join)


@given(TEXTS)
def test_the_map_covers_the_text_and_no_line_reaches_into_another(text: str) -> None:
    found = quotation_map(text)
    assert len(found) == len(text)
    assert set(found) <= {0, INSIDE, MARK}
    assert all(found[at] != INSIDE for at, char in enumerate(text) if char == "\n")


@given(TEXTS)
def test_quotations_stand_apart_in_order_and_begin_with_a_mark(text: str) -> None:
    line = text.replace("\n", " ")
    end = 0
    for one in quotations(line, 0, len(line)):
        assert end <= one.span.start < one.span.end <= len(line)
        assert line[one.span.start] in MARKS
        assert one.closed == (one.span.end < len(line) or line[one.span.end - 1] in MARKS) or (
            not one.closed and one.span.end == len(line)
        )
        end = one.span.end


@given(TEXTS)
def test_the_parts_of_a_long_quotation_are_quotations_of_their_lines(text: str) -> None:
    for chain in over_paragraphs(text):
        assert len(chain) > 1
        for part in chain:
            assert part.of(text) in quoted(text)
            assert "\n" not in part.of(text)
        assert list(chain) == sorted(chain)


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    assert len(quotation_map(text)) == len(text)
    over_paragraphs(text)


@pytest.mark.parametrize(
    "part", ["‘A ", "'a ", "“", "“a ‘b ", "s’ a ", "‘A s’ a ", "»a ", "''", '"a ', "\n‘A"]
)
def test_time_grows_with_the_length_alone(part: str) -> None:
    def work(length: int) -> Callable[[], object]:
        text = part * (length // len(part))
        return lambda: (quotation_map.__wrapped__(text), over_paragraphs.__wrapped__(text))

    assert growth(work, 20_000) < LINEAR
