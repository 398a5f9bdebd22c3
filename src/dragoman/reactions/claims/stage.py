"""The stage that keeps the ledger of an article's numbers: who claims what, of whom, as of when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.ids import digest
from dragoman.languages.data import is_read, knowledge
from dragoman.languages.sentences import of_text
from dragoman.reactions.claims.asserted import asserters
from dragoman.reactions.claims.core import Found, read_claims
from dragoman.reactions.claims.referring import referred
from dragoman.reactions.claims.seen import claims_of
from dragoman.reactions.claims.sources import Names, Sources
from dragoman.reactions.claims.words import Sentence
from dragoman.reactions.coder import Asserter, Coder
from dragoman.records import Claim, Reading, Span, Via

__all__ = ["Claims", "Found", "read_claims"]

LOGIC = "4"
UNREAD = frozenset({"furniture", "byline"})
TITLES = frozenset({"title", "heading", "caption"})


class Claims:
    """Fills `claims` with the quantities that an article asserts."""

    name = "claims"
    requires: tuple[str, ...] = ("statements", "speakers", "mentions")
    provides = "claims"

    def __init__(
        self,
        state_of: Callable[[str | None], str | None] = lambda _: None,
        coder: Coder | None = None,
        names: Names = lambda *_: None,
    ) -> None:
        self._state_of = state_of
        self._coder = coder
        self._names = names
        told = f"-{coder.version}" if coder else ""
        self.version = f"{LOGIC}-{knowledge('claims', 'numbers')}{told}"

    def __call__(self, readings: Sequence[Reading]) -> list[Reading]:
        read = [n for n, one in enumerate(readings) if is_read(one.article.language)]
        spans = [_sentences(readings[n]) for n in read]
        asked = [
            Sentence(span.of(readings[n].article.text))
            for n, held in zip(read, spans, strict=True)
            for span in held
        ]
        before = [last for held in spans for last in (None, *held)[: len(held)]]
        found = referred(asked, claims_of(asked, self._coder), [one is None for one in before])
        places = [
            (readings[n].article.text, span)
            for n, held in zip(read, spans, strict=True)
            for span in held
        ]
        heard = [(text, span, told) for (text, span), told in zip(places, found, strict=True)]
        told = iter(zip(found, asserters(heard, before, self._coder), strict=True))
        done = list(readings)
        for n, held in zip(read, spans, strict=True):
            done[n] = self._one(readings[n], [_Heard(span, *next(told)) for span in held])
        return done

    def _one(self, reading: Reading, heard: Sequence[_Heard]) -> Reading:
        found = _superseding(_tied(_untitled(reading, _ledger(reading, heard, self._names))))
        claims = tuple(one.claim for one in found)
        return replace(reading, claims=self._owned(reading, claims))

    def _owned(self, reading: Reading, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """What a state medium tells without another source, its state claims, and it relays (C10)."""
        outlet = reading.article.outlet
        state = self._state_of(outlet)
        if state is None or outlet is None:
            return tuple(claims)
        relayed = (Via(outlet, None),)
        return tuple(
            replace(one, claimant=state, via=relayed) if _is_bare(one) else one for one in claims
        )


def _is_bare(claim: Claim) -> bool:
    return claim.claimant is None and claim.statement is None


@dataclass(frozen=True, slots=True)
class _Entry:
    """A claim that may be part of an earlier one, with the older number that it comes after."""

    claim: Claim
    partial: bool
    replaces: float | None


@dataclass(frozen=True, slots=True)
class _Heard:
    """A sentence that is read: where it stands, and its claims."""

    span: Span
    found: Sequence[Found]
    asserted: Sequence[Asserter | None]


def _sentences(reading: Reading) -> list[Span]:
    article = reading.article
    return [s for s in of_text(article.text) if article.marked(s) not in UNREAD]


def _ledger(reading: Reading, heard: Sequence[_Heard], names: Names) -> list[_Entry]:
    """The claims of the article in order, each id once."""
    sources = Sources(reading, names)
    found: dict[str, _Entry] = {}
    for sentence in heard:
        for entry in _in_sentence(reading, sources, sentence):
            found.setdefault(entry.claim.id, entry)
    return list(found.values())


def _in_sentence(reading: Reading, sources: Sources, heard: _Heard) -> Iterator[_Entry]:
    sentence = heard.span
    found = heard.found
    if not found:
        return
    near = sources.around(sentence)
    made = [_claim(reading, one, sentence) for one in found]
    for one, claim, asserted in zip(found, made, heard.asserted, strict=True):
        told = sources.of(claim, near, asserted)
        whole = made[one.part_of].id if one.part_of is not None else None
        yield _Entry(
            replace(
                claim,
                place=claim.place or sources.state_in(claim.evidence, near),
                as_of=sources.as_of(claim, near, told),
                claimant=told.claimant,
                via=told.via,
                part_of=whole,
                statement=told.statement,
            ),
            one.partial,
            one.replaces,
        )


def _claim(reading: Reading, one: Found, sentence: Span) -> Claim:
    start = sentence.start
    evidence = Span(start + one.evidence.start, start + one.evidence.end)
    parts = (one.quantity, evidence.start, evidence.end, one.text)
    return Claim(
        digest(reading.article.revision, "claim", *parts),
        one.quantity,
        one.text,
        evidence,
        one.low,
        one.high,
        one.bound,
        one.population,
        one.currency,
        one.place,
    )


def _untitled(reading: Reading, found: list[_Entry]) -> list[_Entry]:
    """The claims without those of titles and captions that the text itself makes too."""
    titled = {e.claim.id for e in found if reading.article.marked(e.claim.evidence) in TITLES}
    told = {_sense(e.claim) for e in found if e.claim.id not in titled}
    dropped = {e.claim.id for e in found if e.claim.id in titled and _sense(e.claim) in told}
    return [e for e in found if e.claim.id not in dropped and e.claim.part_of not in dropped]


def _sense(claim: Claim) -> tuple[str, float | None, float | None]:
    return claim.quantity, claim.low, claim.high


def _tied(found: list[_Entry]) -> list[_Entry]:
    """The claims with those tied to a total that stands in an earlier sentence."""
    out: list[_Entry] = []
    totals: dict[str, Claim] = {}
    for entry in found:
        claim, total = entry.claim, totals.get(entry.claim.quantity)
        if entry.partial and total is not None and _fits(claim, total):
            claim = replace(claim, part_of=total.id)
        elif claim.part_of is None and not entry.partial:
            totals[claim.quantity] = claim
        out.append(replace(entry, claim=claim))
    return out


def _fits(part: Claim, total: Claim) -> bool:
    """Whether a part is no larger than its total."""
    return total.high is None or part.low is None or part.low <= total.high


def _superseding(found: list[_Entry]) -> list[_Entry]:
    """The claims tied to the older claim of the article that they say they replace."""
    return [replace(e, claim=replace(e.claim, supersedes=_older(e, found))) for e in found]


def _older(entry: _Entry, found: list[_Entry]) -> str | None:
    if entry.replaces is None:
        return None
    same = [
        e.claim.id
        for e in found
        if e.claim.quantity == entry.claim.quantity
        and e.claim.low == entry.replaces
        and e.claim.id != entry.claim.id
    ]
    return same[-1] if same else None
