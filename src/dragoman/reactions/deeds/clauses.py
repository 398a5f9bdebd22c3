"""Clauses without a parser: where the noun phrases around a verb begin and end.

A sentence is read as a line of words; each word knows the mention that it stands in. What bounds a
clause are marks, conjunctions, and other verbs that are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.languages import dates
from dragoman.reactions.deeds.inflections import Form
from dragoman.reactions.deeds.lexicon import Lexicon, lexicon
from dragoman.records import Mention, Span

_WORD = re.compile(
    r"['’]s\b|(?:[^\W\d_]\.){2,}|[0-9]+(?:[.,][0-9]+)+|[^\W_]+(?:(?:[-.&]|['’](?!s\b))[^\W_]+)*|[^\w\s]|_"
)
_ASIDE = re.compile(r"\([^()\n]{1,60}\)")
_SCARE = re.compile(r"“[^“”\n,]{1,30}”|\"[^\"\n,]{1,30}\"")
_DEEPEST = 6
_LOOK_AHEAD = 9
HARD = frozenset('();:“”"«»—–-.!?[]…|')
EMPTY: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a sentence, with the mention it stands in and whether it tells a day."""

    text: str
    low: str
    start: int
    end: int
    mention: Mention | None = None
    dated: bool = False

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Range:
    """Words of a line from `lo` to `hi`, exclusive; `shared` if it is another verb's subject."""

    lo: int
    hi: int
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one sentence."""

    text: str
    span: Span
    words: tuple[Word, ...]
    dates: tuple[Span, ...]
    lexicon: Lexicon

    def low(self, at: int) -> str:
        return self.words[at].low if 0 <= at < len(self.words) else ""

    def lows(self, part: Range) -> list[str]:
        return [word.low for word in self.words[part.lo : part.hi]]

    def has(self, at: int, *names: str) -> bool:
        """Whether the word stands in one of the lists of [deeds.grammar]."""
        low = self.low(at)
        return any(low in self.lexicon.grammar[name] for name in names)

    def forms(self, at: int) -> tuple[Form, ...]:
        """What the word may be as a verb; nothing inside a mention or for a capitalised name."""
        word = self.words[at]
        if word.mention is not None or (word.capital and at > 0):
            return EMPTY
        found = self.lexicon.forms.get(word.low, EMPTY)
        if not found and len(word.low) > 4 and word.low.endswith("ed"):
            return (Form(word.low, "past"), Form(word.low, "part"))
        return found

    def auxiliary(self, at: int) -> bool:
        names = ("be", "have", "do", "planned", "hypothetical", "conditional", "obliged")
        return self.has(at, *names) and not (self.words[at].capital and at > 0)

    def finite(self, at: int) -> bool:
        """Whether the word is a verb that bounds a clause."""
        if self.auxiliary(at):
            return True
        shapes = {form.shape for form in self.forms(at)}
        if shapes & {"past", "part"}:
            return not self._adjectival(at)
        return "s" in shapes and self._after_name(at)

    def _adjectival(self, at: int) -> bool:
        """Whether a participle stands before its noun: "the disputed bill"."""
        before = self.words[at - 1] if at else None
        follows = self.low(at + 1)
        loose = (
            follows in self.lexicon.grammar["prepositions"] | self.lexicon.grammar["determiners"]
        )
        if before is None or loose or not follows or not follows[0].isalpha():
            return False
        grammar = self.lexicon.grammar
        articles = grammar["determiners"] | grammar["owners"] | {"'s", "’s"}
        pointed = before.low in articles and before.low not in ("that", "these", "those")
        demonym = before.mention is not None and not before.mention.head
        return (
            pointed
            or demonym
            or self._takes_object(at - 1)
            or before.low in ("of", "by", "with", "from")
        )

    def _takes_object(self, at: int) -> bool:
        """Whether the word is itself a verb, behind which a participle belongs to a noun."""
        if self.auxiliary(at):
            return False
        shapes = {form.shape for form in self.forms(at)}
        return bool(shapes & {"ing", "past"}) or ("base" in shapes and self.low(at - 1) == "to")

    def _after_name(self, at: int) -> bool:
        """Whether the subject of a form in -s can end right before it: "Moscow deploys"."""
        before = at - 1
        while before >= 0 and self.is_adverb(before):
            before -= 1
        if before < 0:
            return False
        word = self.words[before]
        if word.mention is not None:
            return word.mention.head
        if self.low(at) in self.lexicon.nouns:
            return self.has(before, "relatives", "pronouns")
        state = (
            word.low in self.lexicon.organs["state"] or word.low in self.lexicon.classes["forces"]
        )
        return word.capital or state or self.has(before, "relatives", "pronouns")

    def is_adverb(self, at: int) -> bool:
        word = self.words[at]
        manner = word.low.endswith("ly") and len(word.low) > 4 and not word.capital
        return (manner and word.mention is None) or self.has(at, "adverbs") or word.dated

    def list_comma(self, at: int) -> bool:
        """Whether a comma stands between the members of a list of actors."""
        if not 0 < at < len(self.words) - 1:
            return False
        after = at + 1
        while after < len(self.words) - 1 and (
            self.has(after, "conjunctions") or self.low(after) == "the"
        ):
            after += 1
        return self.words[at - 1].mention is not None and self.words[after].mention is not None

    def verb_before(self, at: int) -> int | None:
        """The nearest main verb before a word."""
        for i in range(at - 1, -1, -1):
            if self.finite(i) and not self.auxiliary(i):
                return i
        return None

    def skip_back(self, at: int) -> int:
        """The last word before `at` that is no adverb and no day, "on" before a day left off."""
        at -= 1
        while at >= 0 and (self.is_adverb(at) or self._leads_to_date(at)):
            at -= 1
        return at

    def _leads_to_date(self, at: int) -> bool:
        dated = at + 1 < len(self.words) and self.words[at + 1].dated
        return dated and self.low(at) in (
            "on",
            "in",
            "at",
            "during",
            "the",
            "late",
            "early",
            "since",
        )

    def subject(self, end: int, depth: int = 0) -> Range | None:
        """The noun phrase that is the subject of the verb group which begins at `end`."""
        at = self.skip_back(end)
        if at < 0 or depth > _DEEPEST:
            return None
        if self.has(at, "conjunctions"):
            return self.shared_subject(at, depth)
        if self.low(at) == ",":
            return self._over_comma(at, depth)
        if self.has(at, "relatives") and self.words[at].mention is None:
            return self._antecedent(at)
        return self.noun_phrase(at + 1)

    def shared_subject(self, at: int, depth: int = 0) -> Range | None:
        verb = self.verb_before(at)
        found = None if verb is None else self.subject(self.group_start(verb), depth + 1)
        return Range(found.lo, found.hi, shared=True) if found else None

    def group_start(self, verb: int) -> int:
        """Where the auxiliaries and adverbs before a verb begin."""
        at = verb
        while at > 0 and (
            self.auxiliary(at - 1) or self.is_adverb(at - 1) or self.has(at - 1, "negations")
        ):
            at -= 1
        return at

    def _over_comma(self, comma: int, depth: int) -> Range | None:
        """Past what stands between two commas; without a first comma the verb shares a subject."""
        first = comma - 1
        while first >= 0 and self.low(first) not in (",", *HARD):
            first -= 1
        relative = self.has(first + 1, "relatives") or self._is_participial(first + 1, comma)
        verbs = any(self.finite(i) for i in range(first + 1, comma))
        if first < 0 or self.low(first) != "," or (verbs and not relative):
            return self.shared_subject(comma, depth)
        if self.list_comma(first):
            return self.noun_phrase(comma)
        return self.subject(first, depth + 1)

    def _is_participial(self, lo: int, hi: int) -> bool:
        """Whether an aside begins with its participle: ", backed by drones,"."""
        led = self.has(lo + 1, "prepositions") and bool(self.forms(lo))
        return led and not any(self.finite(at) for at in range(lo + 1, hi))

    def _antecedent(self, at: int) -> Range | None:
        end = at - 1 if self.low(at - 1) == "," else at
        verb = self.verb_before(at) if self.low(at) == "that" else None
        spoken = verb is not None and self.lexicon.governs(self.low(verb), "reporting")
        return None if spoken else self.noun_phrase(end)

    def noun_phrase(self, hi: int) -> Range | None:
        """The noun phrase that ends before `hi`, with what depends on it by prepositions."""
        at, stopped = hi - 1, False
        while at >= 0 and not self._bounds(at):
            if self.finite(at) and self.low(at + 1) != "by":
                stopped = not self.lexicon.governs(self.low(at), "reporting")
                break
            at -= 1
        lo = self._after_joint(at + 1, hi) if stopped else at + 1
        return Range(lo, hi) if lo < hi else None

    def _bounds(self, at: int) -> bool:
        low, free = self.low(at), self.words[at].mention is None
        if (low in HARD and free) or (low == "," and not self.list_comma(at)):
            return True
        return free and not self.words[at].dated and self.has(at, "subordinators", "relatives")

    def _after_joint(self, lo: int, hi: int) -> int:
        """After a verb and its object, a new clause begins behind the last "and"."""
        for at in range(hi - 1, lo - 1, -1):
            if self.has(at, "conjunctions") and not self._joins_names(at):
                return at + 1
        return lo

    def _joins_names(self, at: int) -> bool:
        before, after = (
            self.words[at - 1] if at else None,
            self.words[min(at + 1, len(self.words) - 1)],
        )
        return bool(before and before.mention and after.mention)

    def phrase_end(self, verb: int) -> int:
        """Where the verb phrase ends that begins with a verb (or a noun that tells an act)."""
        at = verb + 1
        while at < len(self.words) and not self._ends(at):
            at += 1
        while at > verb + 1 and self._weak(at - 1):
            at -= 1
        return at

    def _weak(self, at: int) -> bool:
        """Whether no phrase ends in this word."""
        word = self.words[at]
        if word.dated or word.mention:
            return False
        lists = ("prepositions", "conjunctions", "determiners", "owners")
        return self.has(at, *lists) or self.is_adverb(at) or word.low in (",", "'", "’")

    def _ends(self, at: int) -> bool:
        word = self.words[at]
        if word.mention is not None or word.dated:
            ends = False
        elif word.low in HARD or self.has(at, "subordinators"):
            ends = True
        elif word.low == ",":
            ends = not self.list_comma(at)
        elif self.has(at, "relatives"):
            ends = word.low != "that" or not self.has(at - 1, "prepositions")
        elif self.has(at, "conjunctions"):
            ends = self._opens_clause(at)
        elif word.low == "to":
            ends = self._purpose(at)
        else:
            ends = self._is_request(at) or self.finite(at) or self._gerund(at)
        return ends

    def _is_request(self, at: int) -> bool:
        """Whether "at the request of" begins, which tells an act of its own."""
        asked = self.lexicon.noise["request"]
        return self.low(at) == "at" and any(self.low(i) in asked for i in (at + 1, at + 2))

    def _gerund(self, at: int) -> bool:
        shapes = {form.shape for form in self.forms(at)}
        return "ing" in shapes and self.low(at - 1) not in self.lexicon.grammar["determiners"]

    def _opens_clause(self, at: int) -> bool:
        """Whether a conjunction begins another verb, and does not join nouns."""
        base_before = self._purpose_before(at)
        for i in range(at + 1, min(len(self.words), at + _LOOK_AHEAD)):
            low = self.low(i)
            if low in HARD or low == "," or self.has(i, "prepositions", "subordinators"):
                return False
            bare = i == at + 1 and base_before and any(f.shape == "base" for f in self.forms(i))
            if self.finite(i) or bare:
                return True
        return False

    def _purpose_before(self, at: int) -> bool:
        modal = ("planned", "hypothetical", "conditional", "obliged", "do")
        return any(self.low(i) == "to" or self.has(i, *modal) for i in range(max(0, at - 12), at))

    def _purpose(self, at: int) -> bool:
        """Whether "to" begins an infinitive, other than one that says whom it helps."""
        after = at + 1
        while after < len(self.words) and self.is_adverb(after):
            after += 1
        if after >= len(self.words):
            return True
        if any(form.shape == "base" for form in self.forms(after)):
            return self.low(after) not in ("help", "support")
        word = self.words[after]
        bare = word.low.isalpha() and not word.capital and not word.mention
        return bare and not self._leads_noun(after) and self._leads_noun(after + 1)

    def _leads_noun(self, at: int) -> bool:
        """Whether a noun phrase begins with this word, as it does behind a verb."""
        if at >= len(self.words):
            return False
        return self.has(at, "determiners", "owners") or self.words[at].dated


def line(text: str, span: Span, mentions: Sequence[Mention]) -> Line:
    """The sentence at `span` as words; `mentions` are those that stand in it.

    Short asides in brackets are left out, and so are quotation marks around a few words.
    """
    days = tuple(
        Span(span.start + one.start, span.start + one.end) for one in dates.find(span.of(text))
    )
    starts = sorted(mentions, key=lambda m: (m.span.start, -m.span.end))
    words = []
    for match in _WORD.finditer(text, span.start, span.end):
        place = Span(match.start(), match.end())
        mention = next((m for m in starts if m.span.contains(place)), None)
        dated = any(day.contains(place) for day in days)
        words.append(Word(match[0], match[0].lower(), *match.span(), mention, dated))
    asides = {at for pattern in (_ASIDE, _SCARE) for at in _left_out(pattern, text, span)}
    kept = tuple(word for word in words if word.start not in asides)
    return Line(text, span, kept, days, lexicon())


def _left_out(pattern: re.Pattern[str], text: str, span: Span) -> Iterator[int]:
    for match in pattern.finditer(text, span.start, span.end):
        if pattern is _ASIDE:
            yield from range(*match.span())
        else:
            yield from (match.start(), match.end() - 1)
