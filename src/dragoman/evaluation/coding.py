"""How well statements, deeds and claims are coded, on labelled cases (`cases`).

A statement is given with source, cue and content: types and targets are counted as pairs of case and
label (micro F1; macro F1 is the mean over the types that the labels have), posture as the share of
cases. `authorities` and the host's code are one target. Deeds and claims are read from the bare text.

A deed found is the labelled one where type and actors are the same and its evidence shares a character
with the labelled words, each used once; modality is the share of those of one type and place, whoever
acts. Actors without a code are the same where they share a word.

A claim found is the labelled one where quantity, value, bound and claimant are all as labelled and its
number shares a character with the labelled one. Conventions C1 to C4 accept more than one reading of
some wordings: "more than 44" people is at least 45 or 44, "nearly 400" at most or about 400, "dozens" at
least 24 or about 24 to 99. A trap is a case without a claim; false are those in which one is found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dragoman.evaluation.cases import Case, Counted, Done
from dragoman.evaluation.confusion import cells
from dragoman.evaluation.reliability import Judged
from dragoman.evaluation.spans import Counts
from dragoman.evaluation.speakers import Share
from dragoman.languages import numbers
from dragoman.pipeline import Parts, Stage, build
from dragoman.reactions.framing import hosted
from dragoman.records import Claim, Deed, Reaction, Reading

KEYS = ("quantity", "value", "bound", "claimant")
SAME = {"evacuated": "displaced", "money": "aid", "price": "price change"}
"""Quantities that conventions take for one."""
BOUNDS = {"exact": "exactly"}
VAGUE = {
    "dozen": 99, "ten": 99, "scores": 199, "hundreds": 999, "thousands": 9_999,
    "tens of thousands": 99_999, "hundreds of thousands": 999_999, "millions": 9_999_999,
    "several": 9, "few": 9, "handful": 9, "couple": 9,
}  # fmt: skip
"""What a word that counts roughly ends at, if it is read as a range."""
_ABOVE = ("more than", "over", "exceed", "passed", "above")
_BELOW = ("fewer than", "less than", "under", "below")
_NEAR = ("nearly", "almost", "close to", "just under", "nigh")
CLOSE = 0.011
"""How far a factor may be off: "by a third" is 1.33."""


def _kinds() -> dict[str, Counter[tuple[str, str]]]:
    return {"types": Counter(), "posture": Counter()}


@dataclass
class Coding:
    """What was counted, case by case."""

    cases: int = 0
    types: dict[str, Counts] = field(default_factory=dict)
    confused: dict[str, Counter[tuple[str, str]]] = field(default_factory=_kinds)
    """For types and posture how often something labelled (first) was found as something (second)."""
    judged: dict[str, list[Judged]] = field(default_factory=lambda: {"types": [], "deeds": []})
    """The confidences of types and deeds, and which of them were right."""
    targets: Counts = field(default_factory=Counts)
    posture: Share = field(default_factory=Share)
    shown: Share = field(default_factory=Share)
    """Of the right postures with labelled words those whose found words share a character with them."""
    deeds: Counts = field(default_factory=Counts)
    modality: Share = field(default_factory=Share)
    deed_targets: Counts = field(default_factory=Counts)
    claims: Counts = field(default_factory=Counts)
    keys: dict[str, Share] = field(default_factory=lambda: {key: Share() for key in KEYS})
    traps: Share = field(default_factory=Share)

    @property
    def micro(self) -> Counts:
        """All types together."""
        total = Counts()
        for one in self.types.values():
            total.add(one.right, one.gold, one.found)
        return total

    @property
    def macro(self) -> float:
        """The mean F1 of the types that the labels have."""
        there = [one.f1 for one in self.types.values() if one.gold]
        return sum(there) / len(there) if there else 0.0


class Coder:
    """Reads cases with a pipeline for each host."""

    def __init__(self, loaded: Parts) -> None:
        self._loaded = loaded
        self._stages: dict[str | None, Sequence[Stage]] = {}

    def __call__(self, case: Case) -> Reading:
        """All layers of a case; its marked statement stands in place of what the reader would find."""
        if case.host not in self._stages:
            settings = replace(self._loaded.settings, host=case.host)
            self._stages[case.host] = build(
                replace(self._loaded, settings=settings), "claims"
            ).stages
        reading = Reading(case.article)
        for stage in self._stages[case.host]:
            if stage.provides == "statements" and case.said:
                (encoding,) = self._loaded.model.encode([case.article.text])
                given = (case.said.statement,)
                reading = replace(reading, statements=given, encoding=encoding)
            else:
                (reading,) = stage([reading])
        return reading


def measure(cases: Iterable[Case], coder: Coder, step: Callable[[], None] = lambda: None) -> Coding:
    """What is coded right in some cases; `step` is called for each."""
    done = Coding()
    for case in cases:
        add(done, case, coder(case))
        step()
    return done


def add(done: Coding, case: Case, reading: Reading) -> None:
    """Counts one case."""
    done.cases += 1
    if case.said:
        _add_reaction(done, case, reading.reactions[case.said.statement.id])
    if case.deeds is not None:
        _add_deeds(done, case, reading.deeds)
    if case.claims is not None:
        _add_claims(done, case, reading.claims)


def _add_reaction(done: Coding, case: Case, found: Reaction) -> None:
    said = case.said
    assert said is not None
    given = {one.type for one in found.types}
    for name in said.types | given:
        one = done.types.setdefault(name, Counts())
        one.add(name in said.types & given, name in said.types, name in given)
    done.confused["types"].update(cells(said.types, frozenset(given)))
    done.confused["posture"][said.posture, found.posture] += 1
    done.judged["types"] += [Judged(t.confidence, t.type in said.types) for t in found.types]
    wanted, aimed = aims_of(said.targets, case.host), aims_of(found.targets, case.host)
    done.targets.add(len(wanted & aimed), len(wanted), len(aimed))
    done.posture.add(found.posture == said.posture, 1)
    if found.posture == said.posture and said.words and found.posture_words:
        done.shown.add(said.words.overlaps(found.posture_words), 1)


def aims_of(targets: Iterable[str], host: str | None) -> frozenset[str]:
    """Targets with the host's code for its authorities: the two are one."""
    return frozenset(hosted(targets, host))


# Deeds


def _add_deeds(done: Coding, case: Case, found: Sequence[Deed]) -> None:
    assert case.deeds is not None
    pairs = paired_deeds(case.deeds, found)
    same = [(g, f) for g, f in pairs if same_actors(g.actors, f.actors)]
    done.deeds.add(len(same), len(case.deeds), len(found))
    hit = {id(f) for _, f in same}
    done.judged["deeds"] += [Judged(f.confidence, id(f) in hit) for f in found]
    done.modality.add(sum(g.modality == f.modality for g, f in pairs), len(pairs))
    for wanted, given in pairs:
        aims, aimed = aims_of(wanted.targets, case.host), aims_of(given.targets, case.host)
        right = len(aims) if same_actors(aims, aimed) else len(aims & aimed)
        done.deed_targets.add(right, len(aims), len(aimed))


def paired_deeds(wanted: Sequence[Done], found: Sequence[Deed]) -> list[tuple[Done, Deed]]:
    """Labelled deeds with what was found of their type in their place; those of the same actors first."""
    fitting = [
        (not same_actors(g.actors, f.actors), i, j)
        for i, g in enumerate(wanted)
        for j, f in enumerate(found)
        if g.type == f.type and g.words.overlaps(f.evidence)
    ]
    return [(wanted[i], found[j]) for i, j in _once(sorted(fitting))]


def _once(ranked: Iterable[tuple[object, int, int]]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    for _, i, j in ranked:
        if all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def same_actors(wanted: Iterable[str], found: Iterable[str]) -> bool:
    """Whether codes are the same, and names without a code share a word one by one."""
    codes, given = _codes(wanted), _codes(found)
    others, named = list(set(wanted) - codes), list(set(found) - given)
    if codes != given or len(others) != len(named):
        return False
    return all(any(_words(one) & _words(other) for other in named) for one in others)


def _codes(names: Iterable[str]) -> set[str]:
    return {one for one in names if one[:1].isupper()}


def _words(name: str) -> set[str]:
    return {w.lower().rstrip("s") for w in name.split() if len(w) > 2}


# Claims


def _add_claims(done: Coding, case: Case, found: Sequence[Claim]) -> None:
    wanted, text = case.claims, case.article.text
    assert wanted is not None
    if not wanted:
        done.traps.add(bool(found), 1)
        return
    agreed = [
        (agreements(one, other, text), i, j)
        for i, one in enumerate(wanted)
        for j, other in enumerate(found)
        if one.words.overlaps(other.evidence)
    ]
    ranked = sorted(agreed, key=lambda a: (-sum(a[0].values()), a[1:]))
    by_pair = {(i, j): keys for keys, i, j in ranked}
    pairs = _once((sum(keys.values()), i, j) for keys, i, j in ranked)
    done.claims.add(sum(all(by_pair[p].values()) for p in pairs), len(wanted), len(found))
    for key in KEYS:
        done.keys[key].add(sum(by_pair[p][key] for p in pairs), len(wanted))


def agreements(wanted: Counted, found: Claim, text: str) -> dict[str, bool]:
    """In which of the keys a found claim is as labelled, by what the conventions accept."""
    readings = accepted(wanted, text)
    value = any(_near(low, found.low) and _near(high, found.high) for low, high, _ in readings)
    bound = any(
        found.bound == told and _near(low, found.low) and _near(high, found.high)
        for low, high, told in readings
    )
    return {
        "quantity": _quantity(wanted.quantity) == _quantity(found.quantity),
        "value": value,
        "bound": bound or (not value and found.bound in {told for _, _, told in readings}),
        "claimant": _same_claimant(wanted.claimant, found.claimant),
    }


def _quantity(name: str) -> str:
    return SAME.get(name, name)


def _near(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= CLOSE if max(abs(a), abs(b)) < 10 else a == b


def _same_claimant(wanted: str | None, found: str | None) -> bool:
    if wanted is None or found is None:
        return wanted is found
    return wanted == found or bool(_words(wanted) & _words(found))


Range = tuple[float | None, float | None, str]


def accepted(one: Counted, text: str) -> set[Range]:
    """The low ends, high ends and bounds that the conventions take for a labelled number."""
    low, high, bound = one.low, one.high, BOUNDS.get(one.bound, one.bound)
    near = text[max(0, one.words.start - 24) : one.words.end].lower()
    out: set[Range] = {(low, high, bound)}
    told = _stated(one.words.of(text))
    if bound == "at least" and low is not None and any(w in near for w in _ABOVE):
        out |= {(end, None, bound) for end in (told, told + 1) if abs(end - low) <= 1}
    if bound == "at most" and high is not None and any(w in near for w in _BELOW):
        out |= {(low, end, bound) for end in (told, told - 1) if abs(end - high) <= 1}
    if high is not None and any(w in near for w in _NEAR):
        out |= {(end, high, told) for end in (high, None) for told in ("about", "at most")}
    if bound == "at least" and low is not None:
        ends = (VAGUE[w] for w in _vague(one.words.of(text).lower()))
        out |= {(low, float(end), "about") for end in ends}
    ranged = low is not None and high is not None and low < high
    if bound == "exactly" and (ranged or "dozen" in near):
        out.add((low, high, "about"))
    if bound == "about" and ranged:
        out.add((low, high, "exactly"))
    return out


def _stated(words: str) -> float:
    """The number that a label's words state, without what "more than" adds; infinite where none is read."""
    found = numbers.find(words)
    ends = [end for end in (found[0].low, found[0].high) if end is not None] if found else []
    return ends[0] if ends else float("inf")


def _vague(words: str) -> Sequence[str]:
    """The rough words in a number, the longest alone."""
    there = [w for w in VAGUE if w in words]
    return [max(there, key=len)] if there else []


def figures(done: Coding) -> Mapping[str, float]:
    """Every figure of which there is something to count, by name."""
    told: dict[str, tuple[float, int]] = {
        "types micro F1": (done.micro.f1, done.micro.gold),
        "types macro F1": (done.macro, done.micro.gold),
        "targets F1": (done.targets.f1, done.targets.gold),
        "posture accuracy": (done.posture.value, done.posture.total),
        "posture words": (done.shown.value, done.shown.total),
        "deeds F1": (done.deeds.f1, done.deeds.gold),
        "modality accuracy": (done.modality.value, done.modality.total),
        "deed targets F1": (done.deed_targets.f1, done.deed_targets.gold),
        "claims recall": (done.claims.recall, done.claims.gold),
        "claims precision": (done.claims.precision, done.claims.gold),
        **{f"claims {key}": (one.value, one.total) for key, one in done.keys.items()},
        "false claims on traps": (done.traps.value, done.traps.total),
    }
    return {name: value for name, (value, of) in told.items() if of}
