from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dragoman.languages.dates import find, resolve
from dragoman.records import DateRange
from tests.growth import LINEAR, growth

THURSDAY = "2022-01-06"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PIECES = (
    *WEEKDAYS, "May", "march", "5", "6 January", "2022", "the", "week", "of", "to", "since", "and",
    "early", "last", "two", "days", "ago", "before", "overnight", "night", "-", ",", "31", "1990s",
    "past", "half", "a", "until", "that", "between", "Q2", "from", "first", "year", "Christmas",
    "29 February", "9999", "0001-01-01", "99999999", "hundred", "in", "next", "end", "hours",
)  # fmt: skip

Case = tuple[str, str, str, str]


def _cases() -> list[Case]:
    """Phrase, sentence, day of publication and expected days of each line of the table."""
    found = []
    for line in (Path(__file__).parent / "dates.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        said, _, expected = line.rpartition(" = ")
        phrase, _, sentence = said.partition(" | ")
        days, _, published = expected.partition(" @ ")
        found.append((phrase, sentence, published or THURSDAY, days))
    return found


def _days(value: DateRange | None) -> str:
    if value is None:
        return "-"
    return str(value.day or f"{value.earliest} .. {value.latest}")


@pytest.mark.parametrize(("phrase", "sentence", "published", "expected"), _cases())
def test_a_phrase_means_these_days(
    phrase: str, sentence: str, published: str, expected: str
) -> None:
    assert _days(resolve(phrase, date.fromisoformat(published), sentence)) == expected


@pytest.mark.parametrize(
    ("phrase", "precision"),
    [
        ("Thursday", "day"),
        ("Thursday night", "night"),
        ("overnight", "night"),
        ("the weekend", "weekend"),
        ("last week", "week"),
        ("May 2021", "month"),
        ("Q2 2021", "quarter"),
        ("the summer of 2019", "season"),
        ("the first half of 2021", "half"),
        ("2019", "year"),
        ("the 1990s", "decade"),
        ("since Monday", "range"),
        ("late January", "range"),
    ],
)
def test_the_precision_is_the_unit_of_the_phrase(phrase: str, precision: str) -> None:
    found = resolve(phrase, date(2022, 1, 6))
    assert found is not None
    assert found.precision == precision


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Officials said on Tuesday that nine guards had died overnight.",
            ["Tuesday", "overnight"],
        ),
        ("The army, in power since Feb. 1, 2021, spoke late Sunday.", ["since Feb. 1, 2021",
                                                                        "late Sunday"]),
        ("Ms May told the Sunday Herald that May would stay.", []),
        ("In March 2019 they marched; they march again in June.", ["March 2019", "June"]),
        ("He said that Monday's vote stands. He was held that Monday.", ["Monday", "that Monday"]),
        ("He came on Thursday, 9 June, at 10:30 GMT.", ["Thursday, 9 June, at 10:30 GMT"]),
        ("Two days later, a day before the 9 May parade.", ["Two days later",
                                                           "a day before the 9 May"]),
        ("Every Friday since January they met; on Fridays they rest.", ["since January"]),
        ("Resolution 2254 and 2,000 people, 2000 troops, COVID-19, room 12.", []),
        ("Between 2003 and 2006, and in the week to 5 March.", ["Between 2003 and 2006",
                                                                "the week to 5 March"]),
        ("It was the worst day in a decade, in his 30s, twice a week.", []),
        ("Overnight into Friday? Or early on Friday?", ["Overnight into Friday",
                                                        "early on Friday"]),
        ("Rain fell on 5 January.\n\nMonday was dry.", ["5 January", "Monday"]),
        ("Prices fall, then spring back in spring; over the winter they rise to fall.",
         ["spring", "the winter"]),
        ("They killed 20 in two days but will leave in three weeks.", ["in three weeks"]),
        ("", []),
    ],
)  # fmt: skip
def test_expressions_are_found_in_running_text(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in find(text)] == expected


def test_what_no_calendar_holds_has_no_days() -> None:
    assert resolve("yesterday", date.min) is None
    assert resolve("tomorrow", date.max) is None
    assert resolve("two million years ago", date(2022, 1, 6)) is None
    assert resolve("next year", date.max) is None


def test_a_deadline_before_publication_has_no_beginning() -> None:
    assert resolve("until 2019", date(2022, 1, 6)) == DateRange(None, date(2019, 12, 31), "range")


_texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
)


@given(_texts, st.dates(), st.one_of(st.just(""), _texts))
@example("Friday and Saturday", date.min, "")
@example("the week to 31 December 9999", date.max, "It will end.")
@example("½ ² ٣ ago \ud800 İ ſ", date(2022, 1, 6), "İ")
def test_any_text_resolves_or_does_not_but_never_fails(
    phrase: str, published: date, sentence: str
) -> None:
    found = resolve(phrase, published, sentence)
    if found is not None and found.earliest and found.latest:
        assert found.earliest <= found.latest


@given(_texts)
def test_found_spans_stand_in_the_text_and_do_not_overlap(text: str) -> None:
    spans = find(text)
    assert all(span.of(text).strip() == span.of(text) != "" for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(st.sampled_from(WEEKDAYS), st.dates(min_value=date(1, 2, 1), max_value=date(9999, 11, 1)))
def test_a_bare_weekday_is_one_of_the_last_seven_days(weekday: str, published: date) -> None:
    found = resolve(weekday, published)
    assert found is not None and found.day is not None
    assert timedelta(0) <= published - found.day < timedelta(7)
    assert found.day.weekday() == WEEKDAYS.index(weekday)


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2199, 12, 31)), st.dates())
def test_a_written_date_is_itself(day: date, published: date) -> None:
    for written in (
        day.isoformat(),
        f"{day.day} {day:%B} {day.year}",
        f"{day:%b}. {day.day}, {day.year}",
    ):
        found = resolve(written, published)
        assert found is not None and found.day == day


@pytest.mark.parametrize("piece", ["a day before ", "the first day of ", "Monday and ", "May "])
def test_long_runs_of_date_words_take_time_that_grows_with_their_length(piece: str) -> None:
    assert growth(lambda times: lambda: find(piece * times), 250) < LINEAR
