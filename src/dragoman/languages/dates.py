"""Which days a phrase of the news means, and where such phrases stand (conventions D1 to D12).

`resolve` reads a phrase, `find` a text. What the conventions leave open is settled so: hours ago
are the day of publication or the day before; early, mid and late in a week are the week; the end
of a month is its last third; a deadline that was over at publication has no beginning.
"""

from __future__ import annotations

from datetime import date

from dragoman.languages._context import Place, is_dated, is_name, tense
from dragoman.languages._cursor import Cursor
from dragoman.languages._grammar import expression
from dragoman.languages._meanings import Tense
from dragoman.languages._tokens import Token, tokenise
from dragoman.records import DateRange, Span

_FILLERS = frozenset(
    ("on", "in", "at", "during", "of", "the", "around", "about", "for", "over", "from", "a", "an")
)


def resolve(phrase: str, published: date, sentence: str = "") -> DateRange | None:
    """The days that `phrase` means in an article of this day; None where it has no bounds.

    `sentence`, which should hold the phrase, tells the tense, and whether May is a month at all.
    """
    tokens, start, stop = _placed(phrase, sentence)
    cursor = Cursor(tokens, stop, loose=True)
    for place in _places(cursor, start):
        if place.meaning.kind != "date" or not _is_meant(place, start):
            continue
        try:
            return place.meaning.resolve(published, _tense(place, sentence, stop - start))
        except (ValueError, OverflowError):  # a day that no calendar holds
            return None
    return None


def find(text: str) -> list[Span]:
    """The date expressions of `text` in order, without overlap, a leading "on" or "in" left off.

    Those that need an anchor ("two days earlier") are among them, habits and vague words are not.
    """
    cursor = Cursor(tokenise(text))
    return [
        Span(place.first.start, place.token(place.end - 1).end)
        for place in _places(cursor, 0)
        if place.meaning.kind != "none" and is_dated(place)
    ]


def _places(cursor: Cursor, at: int) -> list[Place]:
    """The expressions from a token on that are no names, the longest at each place."""
    found = []
    while at < cursor.stop:
        read = expression(cursor, at)
        place = Place(cursor, at, read[1], read[0]) if read else None
        if place is None or is_name(place):
            at += 1
        else:
            found.append(place)
            at = place.end
    return found


def _placed(phrase: str, sentence: str) -> tuple[list[Token], int, int]:
    """The tokens of the sentence with the window of the phrase in it; else those of the phrase."""
    tokens, low = tokenise(sentence), phrase.strip().lower()
    where = sentence.lower().find(low) if low else -1
    while where >= 0:
        inside = [n for n, t in enumerate(tokens) if where <= t.start and t.end <= where + len(low)]
        if inside and [t.low for t in tokens[inside[0] : inside[-1] + 1]] == _lows(phrase):
            return tokens, inside[0], inside[-1] + 1
        where = sentence.lower().find(low, where + 1)
    tokens = tokenise(phrase)
    return tokens, 0, len(tokens)


def _lows(text: str) -> list[str]:
    return [token.low for token in tokenise(text)]


def _is_meant(place: Place, start: int) -> bool:
    """Whether the expression is all of the phrase, or has a sign that it is a date."""
    cursor = place.cursor
    lead = all(cursor.low(n) in _FILLERS for n in range(start, place.at))
    rest = all(cursor.kind(n) in ("mark", "gap") for n in range(place.end, cursor.stop))
    return (lead and rest) or is_dated(place) or _is_epithet(place)


def _is_epithet(place: Place) -> bool:
    """Whether a year stands before a noun: "the 2019 election"."""
    return place.single and place.first.kind == "number" and place.before.low == "the"


def _tense(place: Place, sentence: str, window: int) -> Tense | None:
    """The tense around the expression; of the whole sentence where the phrase is not in it."""
    cursor = place.cursor
    if sentence and len(cursor.tokens) == window:
        cursor = Cursor([*tokenise(sentence), *cursor.tokens])
        return tense(cursor, 0, 0, place.meaning.unit)
    return tense(cursor, place.at, place.end, place.meaning.unit)
