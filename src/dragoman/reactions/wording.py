"""Wordings: sequences of words in a small notation, compiled once and found in linear time.

    urge      any inflection of the word       =may    only this form
    (a|b c)   one of these                     word?   may be missing, also (a|b)?
    ~  ~6     up to three, six words between   @name   one of a named group
    ^         where the content begins

A gap never leaves its clause, so every wording has a bounded length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from dragoman.errors import KnowledgeError

Forms = frozenset[str]
BREAKS = frozenset(".;:!?|\n")
START = "^"
MOST = 1500
"""Words of a cue or a content that are read: more than any quotation of a newspaper has."""
_GAP = 3
_SHORT = r"(?:s|ll|re|ve|d|m)\b"
_WORD = re.compile(
    rf"""
    ['’]{_SHORT}                                   # we 'll, Russia 's
  | n['’]t\b | can(?=not\b) | [^\W\d_]+?(?=n['’]t\b)   # did n't, can not
  | \d+(?:[.,]\d+)*
  | [^\W\d_]+(?:[-'’](?!{_SHORT})[^\W\d_]+)*
  | \n(?=\s*\n) | [^\s\w] | _
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FULL = {
    "n't": "not", "ca": "can", "wo": "will", "'ll": "will", "'re": "are", "'m": "am",
    "'ve": "have", "'d": "would",
}  # fmt: skip
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a text: in lower case, where it stands, whether a capital begins it."""

    low: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A wording that was found: its label, and the words from `start` to before `end`."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a wording: one of `forms`, one of the `longer` ways, or up to `gap` words.

    The ways are given by the words with which they may begin, the longest first.
    """

    forms: Forms = frozenset()
    longer: Mapping[str, Sequence[tuple[Step, ...]]] = field(default_factory=dict)
    optional: bool = False
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Wording:
    """A compiled wording with the label that it stands for."""

    label: str
    steps: tuple[Step, ...]
    anchored: bool = False


def words(text: str, start: int = 0) -> list[Word]:
    """The first `MOST` words and marks of `text`; `start` is added to their places."""
    found = []
    for match in islice(_WORD.finditer(text), MOST):
        raw = match.group()
        low = raw.lower().replace("’", "'")
        low = _FULL.get(low, low)
        found.append(Word(low, start + match.start(), start + match.end(), raw[0].isupper()))
    return found


@dataclass(frozen=True, slots=True)
class Inflections:
    """The forms of a word: regular ones by rule, the others from the irregular table."""

    irregular: Mapping[str, Sequence[str]]

    def of(self, lemma: str) -> Forms:
        """Every form that the word may take, and likely misforms that no text holds."""
        if lemma in self.irregular:
            return frozenset((lemma, *self.irregular[lemma]))
        if not lemma[-1:].isalpha():
            return frozenset((lemma,))
        spelt = {lemma}
        if lemma.endswith("ise"):
            spelt.add(lemma[:-3] + "ize")
        return frozenset(form for one in spelt for form in _regular(one))


def _regular(lemma: str) -> Iterator[str]:
    yield lemma
    yield lemma + "s"
    if lemma.endswith("e"):
        yield from (lemma + "d", lemma[:-1] + "ing")
        return
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        yield from (lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing")
        return
    yield from (lemma + "es", lemma + "ed", lemma + "ing")
    if lemma[-1] not in _VOWELS and lemma[-2:-1] in _VOWELS:
        yield from (lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing")


@dataclass(frozen=True, slots=True)
class Compiler:
    """Turns the notation into wordings; raises KnowledgeError where it cannot be read."""

    inflections: Inflections
    groups: Mapping[str, Sequence[str]]

    def wording(self, label: str, source: str) -> Wording:
        """One wording from its notation."""
        parts = _split(source, " ")
        anchored = parts[:1] == [START]
        steps = tuple(self._step(part) for part in parts[anchored:])
        if not steps or steps[0].gap or all(step.optional or step.gap for step in steps):
            raise KnowledgeError(f"the wording {source!r} of {label} has no word to begin with")
        return Wording(label, steps, anchored)

    def _step(self, part: str) -> Step:
        if part[0] == "~":
            return Step(gap=int(part[1:] or _GAP))
        optional = part[-1] == "?" and part not in ("?", "=?")
        body = part[:-1] if optional else part
        inner = body[1:-1] if body[0] == "(" else body
        ways = [way for one in _split(inner, "|") for way in self._ways(one)]
        single = frozenset(form for way in ways if _is_single(way) for form in way[0].forms)
        longer = sorted((way for way in ways if not _is_single(way)), key=len, reverse=True)
        return Step(single, _by_beginning(longer), optional)

    def _ways(self, one: str) -> Iterator[tuple[Step, ...]]:
        """The ways to match one alternative, a group being as many as it has members."""
        if one[0] == "@" and " " not in one:
            for member in self._group(one[1:]):
                yield from self._ways(member)
        elif one[0] == "=" and one != "=":
            yield tuple(Step(frozenset((word,))) for word in one[1:].split())
        elif " " in one or "(" in one or one[-1] == "?":
            yield tuple(self._step(part) for part in _split(one, " "))
        else:
            yield (Step(self.inflections.of(one)),)

    def _group(self, name: str) -> Sequence[str]:
        if name not in self.groups:
            raise KnowledgeError(f"a wording names a group of words that is not there: @{name}")
        return self.groups[name]


def _is_single(way: tuple[Step, ...]) -> bool:
    return len(way) == 1 and bool(way[0].forms) and not way[0].longer and not way[0].optional


def _split(source: str, mark: str) -> list[str]:
    """The parts of a notation between the marks that stand outside brackets."""
    parts, depth = [""], 0
    for char in source:
        depth += (char == "(") - (char == ")")
        if char == mark and not depth:
            parts.append("")
        else:
            parts[-1] += char
    if depth:
        raise KnowledgeError(f"the wording {source!r} has a bracket without its partner")
    return [part for part in parts if part]


class Matcher:
    """Finds many wordings in a text, each place tried only with those that can begin there."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        self._first: dict[str, list[Wording]] = {}
        for one in wordings:
            for form in _beginnings(one):
                self._first.setdefault(form, []).append(one)

    def find(self, text: Sequence[Word], start: int, stop: int, content: int = 0) -> list[Hit]:
        """All wordings that begin from `start` and end before `stop`, in order."""
        return [hit for at in range(start, stop) for hit in self._at(text, at, stop, content)]

    def _at(self, text: Sequence[Word], at: int, stop: int, content: int) -> Iterator[Hit]:
        for one in self._first.get(text[at].low, ()):
            if one.anchored and at != content:
                continue
            end = _end(text, one.steps, at, stop)
            if end > at:
                yield Hit(one.label, at, end)


def _beginnings(one: Wording) -> Forms:
    """The forms with which a wording may begin: up to its first part that must be there."""
    forms: set[str] = set()
    for step in one.steps:
        forms.update(step.forms)
        forms.update(step.longer)
        if not step.optional:
            break
    return frozenset(forms)


def _by_beginning(ways: Sequence[tuple[Step, ...]]) -> dict[str, list[tuple[Step, ...]]]:
    found: dict[str, list[tuple[Step, ...]]] = {}
    for way in ways:
        for form in _beginnings(Wording("", way)):
            found.setdefault(form, []).append(way)
    return found


def _end(text: Sequence[Word], steps: tuple[Step, ...], at: int, stop: int) -> int:
    """Where the steps end if they match from `at` on, or -1."""
    if not steps:
        return at
    step, rest = steps[0], steps[1:]
    if step.gap:
        return _over_gap(text, steps, at, stop)
    here = text[at].low if at < stop else ""
    for way in step.longer.get(here, ()):
        end = _end(text, way + rest, at, stop)
        if end >= 0:
            return end
    if here in step.forms:
        end = _end(text, rest, at + 1, stop)
        if end >= 0:
            return end
    return _end(text, rest, at, stop) if step.optional else -1


def _over_gap(text: Sequence[Word], steps: tuple[Step, ...], at: int, stop: int) -> int:
    for here in range(at, min(at + steps[0].gap, stop) + 1):
        end = _end(text, steps[1:], here, stop)
        if end >= 0:
            return end
        if here < stop and text[here].low in BREAKS:
            return -1
    return -1
