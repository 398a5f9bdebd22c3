from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.articles.dates import lenient, parse_published
from dragoman.errors import BadDate


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022-01-06", date(2022, 1, 6)),
        (" 2022-01-06 ", date(2022, 1, 6)),
        (
            "2022-01-06T09:30:00+06:00",
            datetime(2022, 1, 6, 9, 30, tzinfo=timezone(timedelta(hours=6))),
        ),
        ("2022-01-06T09:30:00Z", datetime(2022, 1, 6, 9, 30, tzinfo=UTC)),
        ("2022-01-06 09:30", datetime(2022, 1, 6, 9, 30)),
        ("2022-01-06T09:30:00.123456+0000", datetime(2022, 1, 6, 9, 30, 0, 123456, tzinfo=UTC)),
    ],
)
def test_iso_dates_and_moments_are_read_with_their_zone(value: str, expected: date) -> None:
    found = parse_published(value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    "value",
    ["", "yesterday", "06/01/2022", "2022-13-01", "2022-02-30", "2022", "0001-01-01", "٢٠٢٢"],
)
def test_anything_else_is_a_bad_date_that_names_the_value(value: str) -> None:
    with pytest.raises(BadDate, match="ISO 8601") as error:
        parse_published(value)
    assert repr(value) in str(error.value)


def test_pages_may_write_mail_dates() -> None:
    assert lenient("Thu, 06 Jan 2022 09:30:00 GMT") == datetime(2022, 1, 6, 9, 30, tzinfo=UTC)
    assert lenient("soon") is None


@given(st.text(max_size=30))
def test_any_string_is_a_date_or_none(value: str) -> None:
    assert lenient(value) is None or isinstance(lenient(value), date)
