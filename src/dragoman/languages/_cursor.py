"""The tokens of a text with the words of dates looked up: what the rules of the grammar read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.languages._meanings import Meaning
from dragoman.languages._tokens import Token, tokenise
from dragoman.languages.data import load
from dragoman.languages.numbers import cardinal

Parsed = tuple[Meaning, int]
"""A meaning and the index of the first token after its words."""

Rule = Callable[["Cursor", int], Parsed | None]

DASHES = frozenset("-–—‑−")
_DEEPEST = 5
_REACH = 6
_TIME_KINDS = frozenset(("iso", "ymd", "dmy", "decade", "short", "ordinal"))


@dataclass(frozen=True, slots=True)
class DateWords:
    """The [dates] section of a language; each field is a table of its file."""

    weekdays: dict[str, int]
    months: dict[str, int]
    relative: dict[str, int]
    dayparts: dict[str, str]
    units: dict[str, str]
    seasons: dict[str, int]
    ordinals: dict[str, int]
    decades: dict[str, int]
    thirds: dict[str, int]
    lists: dict[str, frozenset[str]]
    tense: dict[str, frozenset[str]]
    names: dict[str, frozenset[str]]
    holidays: dict[tuple[str, ...], tuple[int, int]]
    easter: dict[tuple[str, ...], int]
    holidays_by_word: dict[str, list[tuple[str, ...]]]


@cache
def date_words(code: str = "en") -> DateWords:
    """The words of dates in one language."""
    language = load(code)
    plain = ("weekdays", "months", "relative", "dayparts", "units", "seasons", "ordinals")
    tables = {name: language.table("dates", name) for name in (*plain, "decades", "thirds")}
    holidays = {_name(k): (v[0], v[1]) for k, v in language.table("dates", "holidays").items()}
    easter = {_name(k): v for k, v in language.table("dates", "easter").items()}
    by_word: dict[str, list[tuple[str, ...]]] = {}
    for name in (*holidays, *easter):
        by_word.setdefault(name[0], []).append(name)
    return DateWords(
        **tables,
        lists=language.words("dates", "words"),
        tense=language.words("dates", "tense"),
        names=language.words("dates", "names"),
        holidays=holidays,
        easter=easter,
        holidays_by_word=by_word,
    )


def _name(words: str) -> tuple[str, ...]:
    """The words of a holiday's name without apostrophes, which writers leave out."""
    return tuple(t.low for t in tokenise(words) if t.kind == "word")


@cache
def _time_vocabulary() -> frozenset[str]:
    words = date_words()
    names = {name[0] for name in (*words.holidays, *words.easter)}
    tables = (words.weekdays, words.months, words.relative, words.dayparts, words.units,
              words.seasons, words.decades)  # fmt: skip
    small = {"overnight", "weekend", "eve", "half", "hours", "q", "h"}
    return frozenset(names.union(small, *tables))


@cache
def _amount_words() -> frozenset[str]:
    """The words with which an amount begins: nearly all others are passed over quickly."""
    lists = date_words().lists
    numerals = {*load("en").table("numbers", "small"), *load("en").table("numbers", "scales")}
    small = {"more", "less", "at", "up", "half", "a", "an", "quarter", "couple"}
    return frozenset(small | numerals | lists["approximate"] | lists["vague"])


class Cursor:
    """Reads tokens by index; the rules may look at any token but read none from `stop` on."""

    def __init__(self, tokens: Sequence[Token], stop: int | None = None, loose: bool = False):
        self.tokens = tokens
        self.stop = len(tokens) if stop is None else stop
        self.loose = loose
        self.words = date_words()
        self.depth = 0
        self.time_words = self._time_words()
        self.someone: frozenset[str] | None = None
        self.read: dict[tuple[Rule, int, int], Parsed | None] = {}

    def _time_words(self) -> list[bool]:
        """For each token whether it, or one of the next few, is a word or number of dates."""
        words, near, left = _time_vocabulary(), [], 0
        for token in reversed(self.tokens):
            long = token.kind == "number" and len(token.low) in (4, 8)
            hit = long or token.low in words or token.kind in _TIME_KINDS
            left = _REACH if hit else left - 1
            near.append(left > 0)
        return near[::-1]

    def near_time_word(self, at: int) -> bool:
        """Whether a word or number of dates stands here or among the next few tokens."""
        return 0 <= at < self.stop and self.time_words[at]

    def low(self, at: int) -> str:
        """The token in lower case, empty outside."""
        return self.tokens[at].low if 0 <= at < self.stop else ""

    def kind(self, at: int) -> str:
        return self.tokens[at].kind if 0 <= at < self.stop else ""

    def around(self, at: int) -> Token | None:
        """The token at an index, also beyond `stop`; for context, not for reading."""
        return self.tokens[at] if 0 <= at < len(self.tokens) else None

    def one_of(self, at: int, name: str) -> bool:
        """Whether the token is in the word list [dates.words] of this name."""
        return self.low(at) in self.words.lists[name]

    def adjacent(self, at: int) -> bool:
        """Whether no space stands between the token and the one before."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def skip(self, at: int, *words: str) -> int:
        """The index after the token if it is one of these."""
        return at + 1 if self.low(at) in words else at

    def skip_any(self, at: int, words: frozenset[str], limit: int = 3) -> int:
        """The index after at most `limit` tokens that are in a word list."""
        end = at + limit
        while at < end and self.low(at) in words:
            at += 1
        return at

    def follows(self, at: int, *words: str) -> int:
        """The index after these words, -1 if they do not stand here."""
        for offset, word in enumerate(words):
            if self.low(at + offset) != word:
                return -1
        return at + len(words)

    def abbreviation(self, at: int) -> int:
        """The index after the word at `at` and the dot of an abbreviation."""
        dot = self.low(at + 1) == "." and self.adjacent(at + 1)
        return at + 2 if dot and len(self.low(at)) <= 5 else at + 1

    def weekday(self, at: int) -> tuple[int, int] | None:
        """A weekday (Monday is 0)."""
        number = self.words.weekdays.get(self.low(at))
        return None if number is None else (number, self._dotted(at, len(self.low(at)) < 6))

    def month(self, at: int) -> tuple[int, int] | None:
        """A month (January is 1)."""
        number = self.words.months.get(self.low(at))
        whole = self.one_of(at, "whole_months") and self.day_number(at + 2) is None
        short = len(self.low(at)) < 5 and not whole
        return None if number is None else (number, self._dotted(at, short))

    def _dotted(self, at: int, short: bool) -> int:
        return self.abbreviation(at) if short else at + 1

    def unit(self, at: int) -> str | None:
        """The unit that a word names ("weeks" is week)."""
        return self.words.units.get(self.low(at))

    def ordinal(self, at: int) -> tuple[int, int] | None:
        """An ordinal in digits or words, up to 31."""
        if self.kind(at) == "ordinal":
            return int(self.low(at)[:-2]), at + 1
        number = self.words.ordinals.get(self.low(at))
        if number is not None:
            return number, at + 1
        tens = {"twenty": 20, "thirty": 30}.get(self.low(at), 0)
        dash = at + 1 + (self.low(at + 1) in DASHES)
        small = self.words.ordinals.get(self.low(dash), 10)
        return (tens + small, dash + 1) if tens and small < 10 else None

    def day_number(self, at: int) -> tuple[int, int] | None:
        """A day of the month, 6 or 6th or sixth; it need not exist."""
        if self.kind(at) == "number" and len(self.low(at)) <= 2:
            return int(self.low(at)), at + 1
        return self.ordinal(at)

    def year(self, at: int) -> tuple[int, int] | None:
        """A year in four digits, or in two after an apostrophe."""
        text = self.low(at)
        if self.kind(at) == "number" and len(text) == 4 and 1000 <= int(text) < 2200:
            return int(text), at + 1
        if self.kind(at) == "short":
            return _century(int(text[1:])), at + 1
        return None

    def amount(self, at: int) -> tuple[float | None, int] | None:
        """How many: a number, "a", "a couple of"; None as the number where it is vague."""
        if self.low(at) not in _amount_words() and self.kind(at) not in ("number", "count"):
            return None
        return self._amount(at)

    def _amount(self, at: int) -> tuple[float | None, int] | None:
        at = self.skip_any(at, self.words.lists["approximate"], 2)
        for phrase in (("more", "than"), ("less", "than"), ("at", "least"), ("up", "to")):
            at = max(at, self.follows(at, *phrase))
        if (half := self.follows(at, "half", "a")) > 0 and self.unit(half):
            return 0.5, half
        article = at + (self.low(at) in ("a", "an"))
        if (quarter := self.follows(article, "quarter", "of", "a")) > 0:
            return 0.25, quarter
        for words in (("couple", "of"), ("couple",)):
            if (end := self.follows(article, *words)) > 0:
                return 2.0, end
        if (end := self.skip_any(article, self.words.lists["vague"], 2)) > article:
            return None, end
        if (found := cardinal(self.tokens, at, self.stop)) is not None:
            half = self.follows(found[1], "and", "a", "half")
            return (found[0] + 0.5, half) if half > 0 else found
        return (1.0, article) if article > at else None

    def deeper(self, rule: Rule, at: int) -> Parsed | None:
        """What a rule reads inside another; nothing where expressions are nested too deep."""
        if self.depth >= _DEEPEST:
            return None
        key = (rule, at, self.depth)
        if key not in self.read:
            self.depth += 1
            self.read[key] = rule(self, at)
            self.depth -= 1
        return self.read[key]


def _century(short: int) -> int:
    """The year that a newspaper means by two digits."""
    return short + (2000 if short < 50 else 1900)


def longest(cursor: Cursor, at: int, rules: Sequence[Rule]) -> Parsed | None:
    """The reading that takes most tokens; the first of equals."""
    best: Parsed | None = None
    for rule in rules:
        found = rule(cursor, at)
        if found and (best is None or found[1] > best[1]):
            best = found
    return best
