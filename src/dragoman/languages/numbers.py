"""Quantities in running text: how many, with the words that bound them.

Dozens are at least 24, nearly 400 is at most 400 and about (the conventions C2 to C4). Dates,
times, ordinals, fractions and numbers inside a name or a compound (F-16, 27-member) are no
quantities. Whether a quantity is a claim at all is for its reader to decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.languages._tokens import Token, tokenise
from dragoman.languages.data import load
from dragoman.records import Bound, Span

_LONGEST_LITERAL = 24
SMALL = 100
"""A count in words below this takes the scale of the one that it ranges to."""
_LARGEST = 1e18
_DASHES = frozenset("-–—‑−")
_BOUNDS: Mapping[str, Bound] = {
    "least": "at least", "over": "at least", "most": "at most", "under": "at most",
    "about": "about", "nearly": "about", "exactly": "exactly",
}  # fmt: skip

Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
"""Token sequences with what they mean, by their first token, longest first."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number phrase with its modifiers: from `low` to `high`, None where an end is open.

    `strict` marks "more than" and "fewer than", which leave the number itself out.
    """

    span: Span
    text: str
    low: float | None
    high: float | None
    bound: Bound
    strict: bool = False

    def of_people(self) -> Quantity:
        """The same for what is counted one by one: more than 44 is 45 or more."""
        if not self.strict:
            return self
        low = None if self.low is None else self.low + 1
        high = None if self.high is None else max(self.high - 1, 0.0)
        return replace(self, low=low, high=high)


@dataclass(frozen=True, slots=True)
class Amount:
    """What a number phrase says without modifiers; `loose` where it only gives a least."""

    low: float
    high: float
    end: int
    loose: bool = False


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The [numbers] section of a language."""

    small: Mapping[str, int]
    scales: Mapping[str, int]
    plurals: Mapping[str, int]
    loose: Phrases
    before: Phrases
    after: Phrases
    lists: Mapping[str, frozenset[str]]
    starts: frozenset[str]

    def listed(self, token: str, name: str) -> bool:
        """Whether a token is in the word list [numbers.words] of this name."""
        return token in self.lists[name]


def _phrases(table: Mapping[str, Sequence[str]]) -> Phrases:
    pairs = [(_lows(text), name) for name, texts in table.items() for text in texts]
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, name in sorted(pairs, key=lambda pair: -len(pair[0])):
        found.setdefault(words[0], []).append((words, name))
    return found


def _lows(text: str) -> tuple[str, ...]:
    return tuple(token.low for token in tokenise(text))


@cache
def _number_words(code: str = "en") -> NumberWords:
    language = load(code)
    small, scales, plurals, loose, bounds, after = (
        language.table("numbers", name)
        for name in ("small", "scales", "plurals", "loose", "bounds", "after")
    )
    lists = language.words("numbers", "words")
    before = _phrases(bounds)
    counts = set(loose.values())
    open_counts = _phrases({str(n): [text for text in loose if loose[text] == n] for n in counts})
    starts = {
        *small,
        *plurals,
        *before,
        *open_counts,
        *lists["articles"],
        *lists["half"],
        *lists["currency"],
    }
    return NumberWords(
        small, scales, plurals, open_counts, before, _phrases(after), lists, frozenset(starts)
    )


class _Reader:
    """Reads number phrases from tokens by index; reads nothing from `stop` on."""

    def __init__(self, tokens: Sequence[Token], stop: int | None = None):
        self.tokens = tokens
        self.stop = len(tokens) if stop is None else stop
        self.words = _number_words()

    def low(self, at: int) -> str:
        return self.tokens[at].low if 0 <= at < self.stop else ""

    def kind(self, at: int) -> str:
        return self.tokens[at].kind if 0 <= at < self.stop else ""

    def adjacent(self, at: int) -> bool:
        """Whether no space stands between the token and the one before."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def phrase(self, at: int, phrases: Phrases) -> tuple[str, int] | None:
        """The longest of these phrases that stands here, with the index after it."""
        for words, meaning in phrases.get(self.low(at), ()):
            if all(self.low(at + n) == word for n, word in enumerate(words)):
                return meaning, at + len(words)
        return None

    def scale(self, at: int) -> tuple[int, int] | None:
        """A scale (hundred, million, bn), also after a hyphen."""
        at += self.low(at) in _DASHES and self.adjacent(at)
        number = self.words.scales.get(self.low(at))
        if number is None:
            return None
        attached = self.words.listed(self.low(at), "attached")
        return None if attached and not self.adjacent(at) else (number, at + 1)

    def scaled(self, value: float, at: int) -> tuple[float, int]:
        """A value times the scales that follow it."""
        while (found := self.scale(at)) and value < _LARGEST:
            value, at = value * found[0], found[1]
        return value, at

    def literal(self, at: int) -> tuple[float, int] | None:
        """A number in digits."""
        token = self.low(at)
        if self.kind(at) not in ("number", "count") or len(token) > _LONGEST_LITERAL:
            return None
        value, end = float("".join(c for c in token if c in ".0123456789")), at + 1
        while token.isdigit() and len(token) <= 3 and self._group(end):
            value, end = value * 1000 + float(self.low(end)), end + 1
        return value, end

    def _group(self, at: int) -> bool:
        """Whether three digits after a space continue a number, as the UN writes 12 000."""
        token = self.low(at)
        gap = self.tokens[at].start - self.tokens[at - 1].end if at < self.stop else 0
        return gap == 1 and len(token) == 3 and self.kind(at) == "number" and at < self.stop

    def cardinal(self, at: int) -> tuple[float, int] | None:
        """An exact number in digits or words, with its scale."""
        if self.words.listed(self.low(at), "half") and self._article(at + 1):
            found = self.scale(at + 2)
            return (found[0] / 2, found[1]) if found else None
        if self._article(at) and self.low(at + 1) == "quarter" and self.low(at + 2) == "of":
            found = self.scale(at + 4) if self._article(at + 3) else None
            return (found[0] / 4, found[1]) if found else None
        if self._article(at):
            return self.scaled(1.0, at + 1) if self.scale(at + 1) else None
        literal = self.literal(at)
        if literal is None:
            return self.spelled(at)
        value, end = self._and_a_half(*literal)
        return self.scaled(value, end)

    def _article(self, at: int) -> bool:
        return self.words.listed(self.low(at), "articles")

    def _and_a_half(self, value: float, at: int) -> tuple[float, int]:
        joined = self.words.listed(self.low(at), "joins") and self._article(at + 1)
        if joined and self.words.listed(self.low(at + 2), "half"):
            return value + 0.5, at + 3
        return value, at

    def spelled(self, at: int) -> tuple[float, int] | None:
        """A number in words: two hundred and fifty thousand."""
        total, current, end = 0.0, self.words.small.get(self.low(at)), at + 1
        if current is None:
            return None
        value: float = current
        while total + value < _LARGEST:
            step = self._below_hundred(value, end) or self._scale_step(value, end)
            if step is None:
                break
            value, end, closed = step
            if closed:
                total, value = total + value, 0.0
        return total + value, end

    def _below_hundred(self, value: float, at: int) -> tuple[float, int, bool] | None:
        """The number plus a smaller one that may follow it ("twenty" and "one")."""
        start, tens = at, value % 100 >= 20 and value % 10 == 0
        hyphen = self.low(at) in _DASHES and self.adjacent(at) and self.adjacent(at + 1)
        joined = self.words.listed(self.low(at), "joins") and value % 100 == 0
        at += joined or (hyphen and tens)
        small = self.words.small.get(self.low(at))
        if small is None or (at > start and small >= 100) or value % 1:
            return None
        fits = value % 100 == 0 or (tens and small < 10)
        return (value + small, at + 1, False) if fits else None

    def _scale_step(self, value: float, at: int) -> tuple[float, int, bool] | None:
        value, at = self._and_a_half(value, at)
        found = self.scale(at)
        if found is None or value == 0:
            return None
        return value * found[0], found[1], found[0] >= 1000

    def open_count(self, at: int) -> Amount | None:
        """A count that gives a least only: several hundred, dozens, tens of thousands."""
        if found := self.phrase(at, self.words.loose):
            value, end = self.scaled(float(found[0]), found[1])
            plural = self.words.scales.get(self.low(end).removesuffix("s"), 0)
            if plural >= 12 and end == found[1]:
                value, end = value * plural, end + 1
            return Amount(value, value, end, loose=True)
        plural = self.words.plurals.get(self.low(at), 0)
        if not plural:
            return None
        value, end = float(plural), at + 1
        further = self.words.scales.get(self.low(end + 1).removesuffix("s"), 0)
        if self.low(end) == "of" and further >= 1000 and self.low(end + 1).endswith("s"):
            value, end = value * further, end + 2
        return Amount(value, value, end, loose=True)

    def amount(self, at: int) -> Amount | None:
        """A count or a range of counts, without modifiers."""
        between = self.low(at) == "between"
        start = self._currency(at + between)
        if not between and (found := self.open_count(at)):
            return found
        first = self.counted(start)
        if first is None:
            return None
        changed = self.low(at - 1) == "from" and self.low(at - 2) not in ("anywhere", "anything")
        if not changed and (found := self._range(start, first, between)):
            return found
        return None if between else Amount(first[0], first[0], first[1])

    def _range(self, start: int, first: tuple[float, int], between: bool) -> Amount | None:
        low, end = first
        joining = "joins" if between else "range"
        if not self.words.listed(self.low(end), joining):
            return None
        second = self.counted(self._currency(end + 1))
        if second is None:
            return None
        bare = self.literal(start) == first
        scale = self.scaled(1, self.literal_end(end + 1))[0] if bare else 1.0
        if not bare and low < SMALL:  # "two to three thousand"
            scale = self.words.scales.get(self.low(second[1] - 1), 1.0)
        low = low * scale if low * scale < second[0] else low
        return Amount(low, second[0], second[1]) if low < second[0] else None

    def literal_end(self, at: int) -> int:
        """The index after a currency sign and a number in digits, `at` where there is none."""
        found = self.literal(self._currency(at))
        return found[1] if found else at

    def counted(self, at: int) -> tuple[float, int] | None:
        """A cardinal that counts something: no part of a name, a compound or a fraction."""
        found = self.cardinal(at)
        return None if found is None or self._named(at) or self._compound(found[1]) else found

    def _named(self, at: int) -> bool:
        """Whether the number hangs on a word before it (G7, COVID-19, 9/11) or is a pronoun."""
        before = self.low(at - 1)
        if self.low(at) == "one":
            return self.words.listed(before, "pronoun_before")
        if not self.adjacent(at):
            return False
        if before in _DASHES and self.adjacent(at - 1):
            return self.kind(at - 2) == "word" and not self.words.listed(before, "currency")
        letters = self.kind(at - 1) == "word"
        return letters or before in ("/", ":", "#", "_", ".", ",", "=", "&", "?")

    def _compound(self, at: int) -> bool:
        """Whether the number goes on into a word (27-member, 90mm, two thirds)."""
        if self.words.listed(self.low(at), "fractions"):
            return True
        if not self.adjacent(at):
            return False
        if self.low(at) in _DASHES and self.kind(at + 1) == "word" and self.adjacent(at + 1):
            word = self.low(at + 1)
            number = word in self.words.small or word in self.words.scales
            return not number and not self.words.listed(word, "suffixes")
        slashed = self.low(at) == "/" and self.kind(at + 1) == "number"
        return slashed or self.kind(at) == "word" or self.low(at) in ("°", "_")

    def _currency(self, at: int) -> int:
        """The index after a currency sign and the letters before it (US$)."""
        letters = at + self.words.listed(self.low(at), "currency_letters")
        return letters + 1 if self.words.listed(self.low(letters), "currency") else at

    def quantity(self, at: int, text: str) -> tuple[Quantity, int] | None:
        """The quantity that begins here, with the index after it."""
        modifier, start = "exactly", at
        while found := self.phrase(start, self.words.before):
            if self.low(start) == "over" and self.words.listed(self.low(at - 1), "with_over"):
                return None  # "handed over nine soldiers": the number begins behind it
            modifier = found[0] if start == at else modifier
            start = found[1]
        amount = self.amount(self._currency(start))
        if amount is None:
            return None
        end = amount.end
        after = self.phrase(end, self.words.after)
        if after and self.amount(after[1]) is None:  # "in 2014 at least 21" bounds the second
            modifier, end = after
        span = Span(self.tokens[at].start, self.tokens[end - 1].end)
        return _bounded(amount, modifier, span, text), end

    def first(self, at: int) -> bool:
        """Whether a quantity may begin with this token."""
        low, kind = self.low(at), self.kind(at)
        letters = self.words.listed(low, "currency_letters") and self.adjacent(at + 1)
        starts = low in self.words.starts or low == "between"
        return kind in ("number", "count") or starts or letters


def _bounded(amount: Amount, modifier: str, span: Span, text: str) -> Quantity:
    low: float | None = amount.low
    high: float | None = amount.high
    bound = _BOUNDS[modifier]
    if amount.loose and modifier in ("about", "exactly"):
        bound, high = "at least", None
    elif bound == "at least":
        high = None
    elif bound == "at most" or modifier == "nearly":
        low = None
    return Quantity(span, span.of(text), low, high, bound, modifier in ("over", "under"))


def find(text: str) -> list[Quantity]:
    """The quantities of `text` in order, without overlap; offsets are characters of `text`.

    "from 26 to 44" gives two quantities, since a count that changed is no range.
    """
    reader, found, at = _Reader(tokenise(text)), [], 0
    while at < reader.stop:
        read = reader.quantity(at, text) if reader.first(at) else None
        if read is None:
            at += 1
        else:
            found.append(read[0])
            at = read[1]
    return found


def cardinal(tokens: Sequence[Token], at: int, stop: int) -> tuple[float, int] | None:
    """The exact number that begins at a token, with the index of the token after it."""
    return _Reader(tokens, stop).cardinal(at)


def value(words: str) -> float | None:
    """The number that `words` are, the least for open counts ("dozens"); None for anything else."""
    reader = _Reader(tokenise(words))
    amount = reader.amount(0)
    whole = amount is not None and amount.end == reader.stop and amount.low == amount.high
    return amount.low if amount and whole else None
