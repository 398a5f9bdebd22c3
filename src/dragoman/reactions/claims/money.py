"""Aid that a sentence counts: money with its currency, and goods."""

from __future__ import annotations

from functools import cache

from dragoman.languages.data import load
from dragoman.reactions.claims.found import Found
from dragoman.reactions.claims.words import Sentence, words_of

_NEAR = 14


def aid(s: Sentence) -> list[Found]:
    """The claims of aid in a sentence, in order."""
    words = load("en").words("claims", "aid")
    against = any(_stands(s, word) for word in words["against"])
    found: list[Found] = []
    for at in range(len(s)):
        if s.kind(at) == "number" and s.atoms[at].unit in ("", "measure"):
            one = _money(s, at, words) if not against else None
            one = one or _goods(s, at, words)
            if one:
                found.append(one)
    return found


def _stands(s: Sentence, phrase: str) -> bool:
    words = words_of(phrase)
    return words[0] in s.all_lows and any(s.spells(words, at) for at in range(len(s)))


@cache
def _coins() -> tuple[dict[str, str], tuple[str, ...]]:
    """Currencies by name and sign, and the signs, longest first."""
    codes = load("en").table("claims", "currency")
    signs = sorted((c for c in codes if not c[-1].isalpha()), key=len, reverse=True)
    return codes, tuple(signs)


def currency(s: Sentence, at: int) -> tuple[str | None, int] | None:
    """The currency of the number at an atom (None where many share its name), and where it ends."""
    codes, signs = _coins()
    text = s.atoms[at].text.lower().replace(" ", "")
    for sign in signs:
        if sign in text:
            return codes[sign], at + 1
    for width in (3, 2, 1):
        name = " ".join(s.low(at + n) for n in range(1, width + 1))
        if name in codes and not (name == "real" or (name == "won" and s.person(at + 2))):
            return codes[name] or None, at + 1 + width
    before = s.low(at - 1)
    if before in codes and len(before) <= 3 and before.isalpha() and before not in ("won", "lei"):
        return codes[before] or None, at + 1
    return None


def _money(s: Sentence, at: int, words: dict[str, frozenset[str]]) -> Found | None:
    number, coin = s.atoms[at].number, currency(s, at)
    if number is None or coin is None:
        return None
    if not (
        _any(s, words["strong"], at - 8, at + 6)
        or (
            _any(s, words["verbs"], at - _NEAR, at + 6)
            and _any(s, words["words"], at - 10, at + 12)
        )
        or _any(s, words["words"], at - 3, coin[1] + 5)
        or _any(s, words["donating"], at - 3, at)
    ):
        return None
    span = s.span(*_reach(s, at, coin[1], words))
    return Found(
        "aid", number.text, span, number.span, number.low, number.high, number.bound, None, coin[0]
    )


def _any(s: Sentence, words: frozenset[str], start: int, end: int) -> bool:
    """Whether one of the words stands between two atoms."""
    return any(s.low(k) in words for k in range(max(0, start), min(end, len(s))))


def _reach(s: Sentence, at: int, end: int, words: dict[str, frozenset[str]]) -> tuple[int, int]:
    """From the verb before the amount, if it is near, to the amount's end."""
    for k in range(at - 1, max(-1, at - 6), -1):
        if s.low(k) in words["verbs"]:
            return k, end
    return at, end


def _goods(s: Sentence, at: int, words: dict[str, frozenset[str]]) -> Found | None:
    number = s.atoms[at].number
    named = _noun(s, at + 1, words)
    if number is None or named is None or not words["arms"].isdisjoint(s.all_lows):
        return None
    noun, end = named
    asked = _any(s, words["asking"], at - _NEAR, at + _NEAR) and not words["words"].isdisjoint(
        s.all_lows
    )
    if not asked and not _any(s, words["giving"], at - _NEAR, at + _NEAR):
        return None
    if s.low(noun) in words["laden"] and words["words"].isdisjoint(s.all_lows):
        return None
    start, end = _reach(s, at, end, words)
    population = s.span(at + 1, end).of(s.text)
    return Found(
        "aid",
        number.text,
        s.span(start, end),
        number.span,
        number.low,
        number.high,
        number.bound,
        population,
    )


def _noun(s: Sentence, at: int, words: dict[str, frozenset[str]]) -> tuple[int, int] | None:
    """The goods counted: the last word of them within three, with what they consist of."""
    for k in range(at, min(at + 3, len(s))):
        if s.kind(k) != "word" or s.has("grammar.prepositions", k):
            return None
        if s.low(k) in words["goods"]:
            filled = s.low(k + 1) == "of" and s.kind(k + 2) == "word"
            return k, k + 3 if filled else k + 1
    return None
