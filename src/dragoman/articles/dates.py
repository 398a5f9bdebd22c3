"""Publication dates as they are written by users, batches and pages."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from dragoman.errors import BadDate

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO = re.compile(r"\d{4}-?\d{2}-?\d{2}[T ]\d{2}")
_EARLIEST_YEAR = 1600


def parse_published(value: str) -> date | datetime:
    """The day, or the moment with its zone, of an ISO 8601 string; raises BadDate."""
    text = value.strip()
    found: date | datetime | None = None
    with suppress(ValueError):
        if _DAY.fullmatch(text):
            found = date.fromisoformat(text)
        elif _ISO.match(text):
            found = datetime.fromisoformat(text)
    if found is None or found.year < _EARLIEST_YEAR:
        raise BadDate(
            f"{value!r} is no date: write it as 2022-01-06 or 2022-01-06T09:30:00+06:00 (ISO 8601)"
        )
    return found


def lenient(value: str) -> date | datetime | None:
    """A date as pages write it (ISO 8601 or RFC 2822), or None."""
    try:
        return parse_published(value)
    except BadDate:
        pass
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
