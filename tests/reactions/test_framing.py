from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dragoman.reactions.framing import SIGNS, Told, framed, known_names, signed
from dragoman.records import Article, Mention, Reading, Span, Speaker, Statement

TEXT = "It rained. Kyiv said on Friday that Warsaw had been generous. Snow fell."
TOLD = Told("Ukraine", "Ukraine", "state", frozenset({"welcome"}), "none")


def _span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def _reading() -> tuple[Reading, Statement]:
    said = Statement(
        "s",
        _span("Kyiv"),
        (_span("said"),),
        (_span("that Warsaw had been generous"),),
        "indirect",
        1.0,
    )
    mentions = (
        Mention(_span("Kyiv"), ("UKR",), "capital"),
        Mention(_span("Warsaw"), ("POL",), "capital"),
    )
    article = Article("a", "a", TEXT, published=date(2020, 1, 1), language="en")
    speakers = {"s": Speaker("s", ("UKR",))}
    return Reading(
        article, statements=(said,), mentions=mentions, speakers=speakers, host="UKR"
    ), said


def test_a_statement_is_read_in_its_sentence_with_signs() -> None:
    one = framed(*_reading(), TOLD)
    assert one.before == "Ukraine / Ukraine"
    assert one.text == "@ Kyiv @ # said # on Friday < that Warsaw had been generous <."


def test_those_that_may_be_aimed_at_are_named_and_not_the_speaker() -> None:
    one = framed(*_reading(), TOLD)
    assert [(span.of(one.text), mention.actors) for span, mention in one.named] == [
        ("Warsaw", ("POL",))
    ]


def test_what_others_say_in_the_sentence_is_left_out_and_nobody_in_it_is_aimed_at() -> None:
    reading, said = _reading()
    other = Statement("o", None, (_span("on Friday"),), (_span("that Warsaw"),), "indirect", 1.0)
    own = replace(said, content=(_span("had been generous"),))
    one = framed(replace(reading, statements=(own, other)), own, TOLD)
    assert [span.of(one.text) for span in one.others] == ["on Friday", "that Warsaw"]
    assert one.named == ()
    nested = replace(other, content=(_span("been generous"),), cue=(_span("had"),))
    assert framed(replace(reading, statements=(said, nested)), said, TOLD).others == ()


def test_what_is_known_stands_beside_it_in_order() -> None:
    known = dict(zip(known_names(), framed(*_reading(), TOLD).known, strict=True))
    assert known["speaks for the host"] == known["state"] == known["worded as welcome"] == 1.0
    assert known["names the host"] == known["organisation"] == 0.0
    assert known["names another"] == 1.0


@given(st.text("ab c", min_size=1, max_size=30), st.data())
def test_signs_move_characters_and_lose_none(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    places = [
        (Span(a, b), sign)
        for (a, b), sign in zip(
            zip(cuts[::2], cuts[1::2], strict=False), SIGNS.values(), strict=False
        )
    ]
    out, moved = signed(text, places)
    assert all(out[moved(at)] == char for at, char in enumerate(text))
    assert all(moved.back(moved(at)) == at for at in range(len(text)))


def test_words_of_the_article_are_found_in_what_is_read_and_back() -> None:
    one = framed(*_reading(), TOLD)
    for words in ("Warsaw had been", "Kyiv said", "on Friday that"):
        place = one.place(_span(words))
        assert one.text[place.start] == words[0] and one.text[place.end - 1] == words[-1]
        assert one.origin(place).of(TEXT) == words
