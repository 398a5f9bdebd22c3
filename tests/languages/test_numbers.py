from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.languages.numbers import find, value

# phrase = the quantities in it: low..high bound; an open end is left out, > marks a strict bound
CASES = """
13 officers = 13..13 exactly
thirteen officers = 13..13 exactly
Twenty-one guards = 21..21 exactly
twenty one guards = 21..21 exactly
one hundred and five people = 105..105 exactly
two hundred and fifty thousand people = 250000..250000 exactly
three thousand two hundred = 3200..3200 exactly
twelve hundred = 1200..1200 exactly
a hundred = 100..100 exactly
a million = 1000000..1000000 exactly
1,200 = 1200..1200 exactly
12 000 refugees = 12000..12000 exactly
12\u00a0000 refugees = 12000..12000 exactly
1.5 million = 1500000..1500000 exactly
3.2bn = 3200000000..3200000000 exactly
$3.2bn = 3200000000..3200000000 exactly
US$1.5 million = 1500000..1500000 exactly
€5m = 5000000..5000000 exactly
10k = 10000..10000 exactly
2 lakh = 200000..200000 exactly
half a million = 500000..500000 exactly
a quarter of a million = 250000..250000 exactly
more than a quarter of a million = 250000.. at least >
a quarter of a loaf = -
in 2014 at least 21 people = 2014..2014 exactly ; 21.. at least
two and a half million = 2500000..2500000 exactly
one and a half billion = 1500000000..1500000000 exactly
a dozen = 12..12 exactly
half a dozen = 6..6 exactly
two dozen = 24..24 exactly
one of them = 1..1 exactly
exactly 40 = 40..40 exactly
only nine = 9..9 exactly
a total of 30 = 30..30 exactly
a couple of soldiers = 2.. at least
several people = 3.. at least
a few people = 3.. at least
a handful of people = 3.. at least
several dozen = 36.. at least
a few dozen = 36.. at least
several hundred people = 300.. at least
a couple of thousand = 2000.. at least
several thousands = 3000.. at least
tens of people = 20.. at least
dozens of people = 24.. at least
scores were hurt = 40.. at least
hundreds = 200.. at least
thousands = 2000.. at least
tens of thousands of marchers = 20000.. at least
hundreds of thousands = 200000.. at least
millions = 2000000.. at least
tens of millions = 20000000.. at least
at least 13 = 13.. at least
At least two dozen = 24.. at least
upwards of 30 = 30.. at least
no fewer than nine = 9.. at least
a minimum of 5 = 5.. at least
13 or more = 13.. at least
20+ = 20.. at least
more than 44 = 44.. at least >
over 2,500 = 2500.. at least >
more than two dozen = 24.. at least >
in excess of $3 million = 3000000.. at least >
well over a hundred = 100.. at least >
up to 40 = ..40 at most
as many as 300 = ..300 at most
at most ten = ..10 at most
no more than 12 = ..12 at most
up to several hundred = ..300 at most
fewer than 50 = ..50 at most >
under 100 = ..100 at most >
about 30 = 30..30 about
some 2,000 people = 2000..2000 about
around a dozen = 12..12 about
roughly half a million = 500000..500000 about
an estimated 1.2 million = 1200000..1200000 about
40 or so = 40..40 about
40-odd people = 40..40 about
some 40-odd people = 40..40 about
nearly 400 = ..400 about
almost a thousand = ..1000 about
close to 90 = ..90 about
just under 70 = ..70 about
90,000-100,000 = 90000..100000 exactly
90 to 100 people = 90..100 exactly
between 20 and 30 = 20..30 exactly
between $3 billion and $4 billion = 3000000000..4000000000 exactly
two or three = 2..3 exactly
3 to 4 million = 3000000..4000000 exactly
$3-4 billion = 3000000000..4000000000 exactly
about 20 to 30 = 20..30 about
anywhere from 20 to 40 = 20..40 exactly
anywhere between 20 and 40 = 20..40 exactly
from 26 to 44 = 26..26 exactly ; 44..44 exactly
rose to 44 from 26 = 44..44 exactly ; 26..26 exactly
six died, 20 were hurt = 6..6 exactly ; 20..20 exactly
a 500-strong force = 500..500 exactly
no one was hurt = -
the fifth and the 5th = -
an F-16, MH17 and G7 = -
COVID-19 = -
the 27-member bloc = -
a two-day visit = -
90mm guns = -
two-thirds = -
one third = -
at 10:30 on 2022-01-06 = -
3pm = -
9/11 = -
news.php?id=37668 = -
the 1990s = -
a man = -
over the weekend = -
some people = -
"""


def _cases() -> list[tuple[str, str]]:
    lines = [line.rpartition(" = ") for line in CASES.strip().splitlines()]
    return [(phrase, expected) for phrase, _, expected in lines]


def _end(number: float | None) -> str:
    return "" if number is None else f"{number:.0f}"


@pytest.mark.parametrize(("text", "expected"), _cases())
def test_quantities_are_read_with_their_bounds(text: str, expected: str) -> None:
    found = [
        f"{_end(q.low)}..{_end(q.high)} {q.bound}{' >' if q.strict else ''}" for q in find(text)
    ]
    assert " ; ".join(found or ["-"]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It said that at least 13 officers died.", ["at least 13"]),
        ("Aid of more than US$3.2bn came.", ["more than US$3.2bn"]),
        ("Between 20 and 30 tents; 13 or more.", ["Between 20 and 30", "13 or more"]),
    ],
)
def test_the_span_covers_the_number_and_its_modifiers(text: str, expected: list[str]) -> None:
    assert [q.text for q in find(text)] == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("more than 44", 45, None), ("fewer than 50", None, 49), ("at least 13", 13, None),
     ("exactly 9", 9, 9)],
)  # fmt: skip
def test_a_strict_bound_of_people_leaves_its_number_out(
    text: str, low: float | None, high: float | None
) -> None:
    counted = find(text)[0].of_people()
    assert (counted.low, counted.high) == (low, high)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("thirteen", 13), ("1,200", 1200), ("two dozen", 24), ("dozens", 24), ("half a million", 5e5),
     ("3.2bn", 3.2e9), ("ninety-nine", 99), ("", None), ("no", None), ("May", None),
     ("two men", None), ("two or three", None)],
)  # fmt: skip
def test_the_value_of_words_that_are_wholly_a_number(words: str, expected: float | None) -> None:
    assert value(words) == expected


_pieces = (
    "two", "hundred", "and", "a", "half", "dozen", "million", "-", "13", "1,200", "bn", "$", "or",
    "more", "than", "several", "tens", "of", "thousands", "between", "to", "about", "m", "9" * 30,
)  # fmt: skip
_texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(_pieces), max_size=14).map(" ".join),
    st.lists(st.sampled_from(_pieces), max_size=14).map("".join),
)


@given(_texts)
def test_any_text_is_read_and_spans_do_not_overlap(text: str) -> None:
    found = find(text)
    assert all(q.span.of(text) == q.text != "" for q in found)
    spans = [q.span for q in found]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for q in found:
        assert q.low is None or q.high is None or q.low <= q.high
    value(text)


@given(st.integers(min_value=0, max_value=10**12))
def test_a_number_in_digits_is_itself(number: int) -> None:
    assert value(str(number)) == number
    assert value(f"{number:,}") == number
