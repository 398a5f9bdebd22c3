"""Who is counted: a number, or an article before one person, with its noun phrase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.reactions.claims.words import QUOTES, Sentence
from dragoman.records import Bound

Noun = Literal["people", "things", "unknown", "none"]

_REACH = 8


@dataclass(frozen=True, slots=True)
class Count:
    """A noun phrase that counts, as atoms from `start` to `end`.

    `single` is set where an article counts one, `partitive` for "of them";
    `whole` is the start of the count of which this is a part ("two of the five").
    """

    start: int
    end: int
    low: float | None
    high: float | None
    bound: Bound
    noun: Noun
    population: str | None = None
    single: Literal["", "indefinite", "definite"] = ""
    partitive: bool = False
    whole: int | None = None

    @property
    def numbered(self) -> int:
        """The index after the number, or after the article."""
        return self.start + 1


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase without its number: where it ends, what it names, in which words."""

    end: int
    noun: Noun
    population: str | None


def counts(s: Sentence) -> list[Count]:
    """The counts of a sentence in order, without overlap."""
    found: list[Count] = []
    at = 0
    while at < len(s):
        one = _numbered(s, at) if s.kind(at) == "number" else _single(s, at)
        if one is not None:
            found.append(one)
        at = one.end if one is not None else at + 1
    return found


def _numbered(s: Sentence, at: int) -> Count | None:
    atom = s.atoms[at]
    if atom.unit or atom.number is None or _of_family(s, at):
        return None
    number = atom.number.of_people()
    count = Count(at, at + 1, number.low, number.high, number.bound, "none")
    return _with_noun(s, count, at + 1)


def _of_family(s: Sentence, at: int) -> bool:
    """Whether the number says how many children someone has: a mother of four."""
    return s.low(at - 1) == "of" and s.has("grammar.family", at - 2)


def _with_noun(s: Sentence, count: Count, at: int) -> Count:
    while s.has("grammar.more", at):
        at += 1
    partitive, whole = False, None
    if s.low(at) == "of":
        at += 1
        partitive = s.has("grammar.partitive", at)
        at += s.has("grammar.determiners", at) and not partitive
        whole = at if s.kind(at) == "number" else None
    if partitive or whole is not None:
        end = at + 1 if partitive else at
        phrase = _named_part(s, end) if partitive else Phrase(end, "none", None)
        return _made(count, phrase, partitive, whole)
    return _made(count, noun_phrase(s, at), partitive, whole)


def _named_part(s: Sentence, at: int) -> Phrase:
    """Who the part of them is: three of them children, one of them a nurse."""
    one = _single(s, at) if s.has("grammar.indefinite", at) else None
    named = Phrase(one.end, "people", one.population) if one else noun_phrase(s, at)
    return named if named.noun == "people" else Phrase(at, "none", None)


def _made(count: Count, phrase: Phrase, partitive: bool, whole: int | None) -> Count:
    return Count(
        count.start, max(phrase.end, count.end), count.low, count.high, count.bound, phrase.noun,
        phrase.population, count.single, partitive, whole,
    )  # fmt: skip


def noun_phrase(s: Sentence, at: int) -> Phrase:
    """The noun phrase that begins at an atom, its number left off."""
    unknown: list[int] = []
    for k in range(at, min(at + _REACH, len(s))):
        if s.low(k) in QUOTES:
            continue
        if s.kind(k) != "word":
            break
        if (s.person(k) and not _modifies(s, k) and not _qualifying(s, k)) or s.thing(k):
            return _chain(s, k)
        if _closed(s, k) or (_is_verb(s, k) and not _adjective(s, k)):
            break
        unknown.append(k)
    return _unknown(s, at, unknown)


def _closed(s: Sentence, k: int) -> bool:
    lists = ("prepositions", "be", "have", "modal", "stops", "relatives", "joins", "adverbs",
             "pronouns", "determiners", "indefinite", "negative", "reporting")  # fmt: skip
    if s.low(k).endswith("ly"):
        return False
    return any(s.has(f"grammar.{name}", k) for name in lists) or s.phrase("grammar.parts", k) > 0


def _modifies(s: Sentence, k: int) -> bool:
    """Whether a possessive follows, so that the noun is not the head."""
    return s.low(k).endswith(("'s", "s'"))


def _qualifying(s: Sentence, k: int) -> bool:
    """Whether a singular qualifies the word after it: two Russian squadrons, a spy network."""
    return s.single(k) and plain(s, k + 1) and not s.low(k + 1).endswith(("ed", "ing"))


def plain(s: Sentence, k: int) -> bool:
    """Whether a word stands here that is neither of the grammar nor a verb of the lexicon."""
    return s.kind(k) == "word" and not _closed(s, k) and not _is_verb(s, k)


def _is_verb(s: Sentence, k: int) -> bool:
    return s.hit(k, "object", "passive", "subject", "after") is not None


def _adjective(s: Sentence, k: int) -> bool:
    """Whether a participle stands before its noun: 14 missing sailors."""
    after = k + 1
    return s.hit(k, "before") is not None and any(
        s.person(n) and not any(_closed(s, m) for m in range(after, n)) for n in (after, after + 1)
    )


def _chain(s: Sentence, at: int) -> Phrase:
    """Nouns in a row from a noun on: police officers, school children, police vehicles."""
    end = s.person(at) or at + 1
    last = at
    while end < len(s) and _goes_on(s, end):
        last, end = end, s.person(end) or end + 1
    if not s.person(last):
        return Phrase(end, "things", _words(s, at, end))
    if s.low(end) == "of" and s.has("nouns.groups", end - 1):
        return _members(s, end + 1, Phrase(end, "people", _words(s, at, end)))
    if s.low(end) == "and" and s.low(end + 1) in s.words.people and _bare_pair(s, end + 1):
        end = s.person(end + 1)
    return Phrase(end, "people", _words(s, at, end))


def _goes_on(s: Sentence, at: int) -> bool:
    """Whether a further noun of the row stands here, and no predicate: workers hostage."""
    noun = s.kind(at) == "word" and (s.person(at) > 0 or s.thing(at))
    return noun and not s.phrase("grammar.results", at)


def _bare_pair(s: Sentence, at: int) -> bool:
    """Whether a second plural joins the first without a number of its own: women and children."""
    return {s.low(at), s.low(at - 2)} <= {"women", "children", "men", "boys", "girls"}


def _members(s: Sentence, at: int, outer: Phrase) -> Phrase:
    """The body whose members are counted."""
    at += s.has("grammar.determiners", at)
    inner = noun_phrase(s, at)
    return inner if inner.noun == "people" else outer


def _words(s: Sentence, start: int, end: int) -> str:
    return s.span(start, end).of(s.text)


def _unknown(s: Sentence, at: int, unknown: list[int]) -> Phrase:
    """A noun that the lexicon does not know: a plural, or a name as of a people."""
    for k in unknown:
        if s.low(k).endswith("s") and not s.low(k).endswith(("ss", "'s", "us", "is")):
            noun = "unknown" if s.atoms[k].text.islower() else "people"
            return Phrase(k + 1, noun, _words(s, k, k + 1))  # type: ignore[arg-type]
    return Phrase(at, "none", None)


def _single(s: Sentence, at: int) -> Count | None:
    """One person after an article or a possessive, or "another" alone."""
    kind = _article(s, at)
    if not kind:
        return None
    if s.low(at) == "another" and (_is_verb(s, at + 1) or s.has("grammar.be", at + 1)):
        return Count(at, at + 1, 1.0, 1.0, "exactly", "none", None, kind)
    return _singular(s, at, kind)


def _singular(s: Sentence, at: int, kind: Literal["indefinite", "definite"]) -> Count | None:
    """The noun for one person that an article leads to."""
    for k in range(at + 1, min(at + 6, len(s))):
        if s.kind(k) != "word" or _closed(s, k):
            return None
        if s.single(k) and not _modifies(s, k) and not _qualifies(s, k):
            if (
                s.low(k + 1) == "of"
                and s.kind(k + 2) == "number"
                and not s.has("grammar.family", k)
            ):
                return None
            end = k + 1
            return Count(at, end, 1.0, 1.0, "exactly", "people", _words(s, k, end), kind)
        if s.thing(k) and not s.person(k + 1):
            return None
    return None


def _qualifies(s: Sentence, k: int) -> bool:
    """Whether a noun for one person stands before another noun: a labour group, a minister X."""
    return plain(s, k + 1) and not s.low(k + 1).endswith(("ed", "ing"))


def _article(s: Sentence, at: int) -> Literal["", "indefinite", "definite"]:
    if s.has("grammar.indefinite", at):
        return "indefinite"
    return "definite" if s.low(at) == "the" or s.has("grammar.possessives", at) else ""
