"""A sentence as words, marks and numbers, with every word of the lexicon that stands in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.languages import dates, numbers
from dragoman.languages.data import load
from dragoman.languages.numbers import Quantity
from dragoman.records import Span

PEOPLE = (
    "killed", "injured", "casualties", "missing", "arrested", "released", "abducted",
    "displaced", "evacuated", "troops", "protesters",
)  # fmt: skip
"""The quantities that count people."""

NOTHING = "nothing"
"""The quantity of phrases that only look like a claim: held accountable."""

QUOTES = frozenset("\"“”‘’'«»")

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*|[^\s\w]|_")
_PLURALS = (
    ("women", "woman"), ("men", "man"), ("ies", "y"), ("wives", "wife"), ("sses", "ss"),
    ("ches", "ch"), ("s", ""),
)  # fmt: skip
_PERSONAL = ("ers", "ors", "ists", "ians", "ants", "ees", "men", "women", "eans", "keepers")


@dataclass(frozen=True, slots=True)
class Atom:
    """A word, a mark or a whole number phrase; `unit` tells why a number counts no people."""

    kind: str
    text: str
    low: str
    start: int
    end: int
    number: Quantity | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the lexicon in the sentence: what it says, and which part it plays."""

    start: int
    end: int
    quantity: str
    role: str


@dataclass(frozen=True, slots=True)
class Link:
    """A quantity with the atoms that say it; `how` names the pattern that was read."""

    quantity: str
    start: int
    end: int
    how: str


def linked(hit: Hit, how: str) -> Link:
    """The link that a phrase of the lexicon makes."""
    return Link(hit.quantity, hit.start, hit.end, how)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the lexicon as words, with its quantity and role."""

    words: tuple[str, ...]
    quantity: str
    role: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The section [claims] of a language: phrases by their first word, and sets of words."""

    phrases: Mapping[str, Sequence[Phrase]]
    sets: Mapping[str, frozenset[str]]
    opened: Mapping[str, Mapping[str, Sequence[tuple[str, ...]]]]
    """The entries of each set as words, the longest first, by their first word."""
    people: frozenset[str]
    singular: frozenset[str]
    things: frozenset[str]

    def has(self, name: str, word: str) -> bool:
        return word in self.sets[name]


def words_of(phrase: str) -> tuple[str, ...]:
    """The words and marks of a phrase in lower case."""
    return tuple(m.group() for m in _WORD.finditer(phrase.lower()))


def _inflected(verb: str) -> tuple[list[str], str]:
    """The forms of a regular verb that take an object, and its participle."""
    base, _, rest = verb.partition(" ")
    tail = f" {rest}" if rest else ""
    stem = base.removesuffix("e")
    if base.endswith(("ap", "ab")):
        stem += base[-1]
    past = stem[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeo" else stem + "ed"
    third = base + ("es" if base.endswith(("sh", "ch", "s")) else "s")
    forms = [base, third, past, (base if base.endswith("y") else stem) + "ing"]
    return [form + tail for form in forms], past + tail


_ROLES = {
    "active": "object", "passive": "passive", "subject": "subject", "after": "after",
    "before": "before", "nouns": "noun", "weak": "weak", "acts": "act", "tolls": "toll",
}  # fmt: skip


def _phrases(quantity: str, table: Mapping[str, Sequence[str]]) -> list[Phrase]:
    found = [
        Phrase(words_of(text), quantity, role)
        for name, role in _ROLES.items()
        for text in table.get(name, ())
    ]
    for verb in table.get("verbs", ()):
        forms, past = _inflected(verb)
        found += [Phrase(words_of(form), quantity, "object") for form in forms]
        found.append(Phrase(words_of(past), quantity, "passive"))
    return found


def _singulars(plural: str) -> list[str]:
    end, new = next((pair for pair in _PLURALS if plural.endswith(pair[0])), ("", ""))
    return [plural.removesuffix(end) + new] if end else []


@cache
def lexicon(code: str = "en") -> Lexicon:
    """The words of claims of one language."""
    language = load(code)
    by_first: dict[str, list[Phrase]] = {}
    for quantity in (*PEOPLE, NOTHING):
        for phrase in _phrases(quantity, language.table("claims", quantity)):
            by_first.setdefault(phrase.words[0], []).append(phrase)
    nouns = language.words("claims", "nouns")
    sets = {
        f"{part}.{name}": words
        for part in (
            "units",
            "grammar",
            "zero",
            "revision",
            "nouns",
            "places",
            "referring",
            "troops",
        )
        for name, words in language.words("claims", part).items()
    }
    singular = {word for plural in nouns["people"] for word in _singulars(plural)}
    return Lexicon(
        {word: sorted(ps, key=lambda p: -len(p.words)) for word, ps in by_first.items()},
        sets,
        {name: _opened(entries) for name, entries in sets.items()},
        nouns["people"],
        frozenset(singular - nouns["people"] | nouns["singular"]),
        nouns["things"] | nouns["things_singular"],
    )


def _opened(entries: frozenset[str]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted((tuple(text.split(" ")) for text in entries), key=len, reverse=True):
        found.setdefault(words[0], []).append(words)
    return found


@lru_cache(maxsize=4096)
def _compounded(low: str) -> bool:
    """Whether a word ends in a noun for one person: a schoolteacher, a dockworker."""
    singular = lexicon().singular
    return any(low[n:] in singular for n in range(3, len(low) - 5))


class Sentence:
    """One sentence, cut into atoms, with the phrases of the lexicon by the atom they begin at.

    `told` is what the coder says that a number counts, by the character at which the number begins.
    """

    def __init__(self, text: str, told: Mapping[int, str] | None = None):
        self.text = text
        self.told: Mapping[int, str] = told or {}
        self.words = lexicon()
        self.atoms = _atoms(text)
        self.hits = {n: found for n in range(len(self.atoms)) if (found := self._hits(n))}
        self.offsets = [a.start for a in self.atoms]
        self.all_lows = frozenset(a.low for a in self.atoms)

    def __len__(self) -> int:
        return len(self.atoms)

    def low(self, at: int) -> str:
        return self.atoms[at].low if 0 <= at < len(self.atoms) else ""

    def kind(self, at: int) -> str:
        return self.atoms[at].kind if 0 <= at < len(self.atoms) else ""

    def has(self, name: str, at: int) -> bool:
        """Whether the atom is in the word list of this name ("grammar.be")."""
        return self.low(at) in self.words.sets[name]

    def any(self, name: str) -> bool:
        """Whether any word of the sentence is in the list."""
        return not self.all_lows.isdisjoint(self.words.sets[name])

    def phrase(self, name: str, at: int) -> int:
        """The index after the longest phrase of a list that begins here; 0 where none does."""
        for words in self.words.opened[name].get(self.low(at), ()):
            if self.spells(words, at):
                return at + len(words)
        return 0

    def spells(self, words: Sequence[str], at: int) -> bool:
        return all(self.low(at + n) == word for n, word in enumerate(words))

    def hit(self, at: int, *roles: str) -> Hit | None:
        """The longest phrase of one of these roles that begins here."""
        return next((h for h in self.hits.get(at, ()) if h.role in roles), None)

    def ending(self, at: int, *roles: str) -> Hit | None:
        """The longest phrase of one of these roles that ends before this atom."""
        for start in range(max(0, at - 8), at):
            for hit in self.hits.get(start, ()):
                if hit.end == at and hit.role in roles:
                    return hit
        return None

    def ending_of(self, name: str, at: int) -> bool:
        """Whether a phrase of a list ends before this atom."""
        return any(self.phrase(name, start) == at for start in range(max(0, at - 4), at))

    def within(self, span: Span) -> range:
        """The atoms that begin inside a span of the text."""
        return range(bisect_left(self.offsets, span.start), bisect_left(self.offsets, span.end))

    def denies(self, at: int) -> bool:
        """Whether a word of denial stands here: not, never, didn't."""
        return self.has("grammar.negative", at) or self.low(at).endswith("n't")

    def back(self, at: int) -> int:
        """The index before which determiners and adverbs are passed over, a few of them."""
        least = max(0, at - 6)
        while at > least and (self.has("grammar.skipped", at - 1) or self.low(at - 1) in QUOTES):
            at -= 1
        return at

    def span(self, start: int, end: int) -> Span:
        return Span(self.atoms[start].start, self.atoms[end - 1].end)

    def person(self, at: int) -> int:
        """The index after a noun for people that begins here; 0 where none does."""
        two = f"{self.low(at)} {self.low(at + 1)}"
        if two in self.words.people:
            return at + 2
        low = self.low(at)
        known = low in self.words.people or low in self.words.singular
        made = low.endswith(_PERSONAL) and low not in self.words.things and len(low) > 5
        return at + 1 if known or made or _compounded(low) else 0

    def single(self, at: int) -> bool:
        """Whether a noun for one person stands here."""
        return self.low(at) in self.words.singular or _compounded(self.low(at))

    def thing(self, at: int) -> bool:
        return self.low(at) in self.words.things

    def _hits(self, at: int) -> list[Hit]:
        if at and self.has("grammar.months", at) and self.atoms[at].text[0].isupper():
            return []
        return [
            Hit(at, at + len(p.words), p.quantity, p.role)
            for p in self.words.phrases.get(self.low(at), ())
            if self.spells(p.words, at)
        ]


def _atoms(text: str) -> list[Atom]:
    found: list[Atom] = []
    quantities = numbers.find(text)
    days = dates.find(text) if quantities else []
    at = 0
    for quantity in quantities:
        found += _plain(text, at, quantity.span.start)
        found.append(_number(quantity, days))
        at = quantity.span.end
    found += _plain(text, at, len(text))
    return [_measured(found, n) for n in range(len(found))]


def _plain(text: str, start: int, end: int) -> list[Atom]:
    return [
        Atom("word" if m.group()[0].isalnum() else "mark", m.group(), _lower(text, m), *m.span())
        for m in _WORD.finditer(text, start, end)
    ]


def _lower(text: str, match: re.Match[str]) -> str:
    """The word in lower case; a hyphen between spaces is a dash."""
    if match.group() == "-" and text[match.start() - 1 : match.end() + 1] == " - ":
        return "–"
    return match.group().lower().replace("’", "'")


def _number(quantity: Quantity, days: Sequence[Span]) -> Atom:
    """The atom of a quantity; one inside a date is marked as such."""
    near = bisect_right(days, quantity.span) - 1
    dated = any(
        d.overlaps(quantity.span) and quantity.span.start >= d.start
        for d in days[max(0, near) : near + 2]
    )
    span = quantity.span
    unit = "date" if dated else ""
    return Atom(
        "number", quantity.text, quantity.text.lower(), span.start, span.end, quantity, unit
    )


def _measured(atoms: Sequence[Atom], at: int) -> Atom:
    atom = atoms[at]
    unit = atom.unit or (_unit(atoms, at) if atom.number else "")
    return (
        atom
        if unit == atom.unit
        else Atom(atom.kind, atom.text, atom.low, atom.start, atom.end, atom.number, unit)
    )


def _unit(atoms: Sequence[Atom], at: int) -> str:
    """Why a number counts no people: a measure after it, a name before it, an age, a score."""
    words = lexicon()
    before, after = _near(atoms, at - 1), _near(atoms, at + 1)
    bare = atoms[at].number is not None and atoms[at].text.isdigit()
    if words.has("units.after", after) or words.has("units.after", after.partition("-")[0]):
        return "measure"
    if words.has("units.before", before) or (bare and _labelled(atoms, at)):
        return "name"
    if before == "(" and after == ")":
        return "age"
    if before == "," and after in (",", ".") and bare and len(atoms[at].text) <= 3:
        return "age" if _near(atoms, at - 2).isalpha() else ""
    if bare and "-" in (before, after) and (_digits(atoms, at - 2) or _digits(atoms, at + 2)):
        return "score"
    return ""


def _labelled(atoms: Sequence[Atom], at: int) -> bool:
    """Whether initials or "no." make the number a name: COP 15, no. 290."""
    before = atoms[at - 1].text if at else ""
    initials = len(before) > 1 and before.isalpha() and before.isupper()
    shouted = at + 1 < len(atoms) and atoms[at + 1].text.isupper()
    point = before == "." and lexicon().has("units.before", _near(atoms, at - 2))
    return (initials and not shouted) or point


def _near(atoms: Sequence[Atom], at: int) -> str:
    return atoms[at].low if 0 <= at < len(atoms) else ""


def _digits(atoms: Sequence[Atom], at: int) -> bool:
    return 0 <= at < len(atoms) and atoms[at].text.isdigit()
