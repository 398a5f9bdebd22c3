"""What stands before a verb: its voice, its modality, and where its subject is to be looked for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.reactions.deeds.clauses import Line, Range
from dragoman.reactions.deeds.inflections import Form
from dragoman.records import Modality

_ORDER: tuple[Modality, ...] = ("asserted", "planned", "hypothetical", "denied")
_ADVERBIAL = frozenset(("after", "before", "by", "when", "while", "since", "despite", "following"))
_LONGEST_CHAIN = 4


@dataclass(frozen=True, slots=True)
class Group:
    """A verb with what governs it: `start` of the group, its voice, its modality, its subject."""

    verb: int
    form: Form
    start: int
    passive: bool = False
    modality: Modality = "asserted"
    subject: Range | None = None

    def turned(self, modality: Modality) -> Group:
        """The same with the stronger of both modalities."""
        stronger = max(self.modality, modality, key=_ORDER.index)
        return replace(self, modality=stronger)


def groups(line: Line, verb: int) -> list[Group]:
    """The readings of a word as a verb that tells something: none where it only is wished for."""
    found = []
    for form in line.forms(verb):
        group = _read(line, Group(verb, form, verb), 0)
        if group is not None:
            found.append(_in_complement(line, _negated(line, group)))
    return [group for group in found if group is not None]


def _read(line: Line, group: Group, depth: int) -> Group | None:
    """Follows auxiliaries and governing verbs to the left, then finds the subject."""
    start, lows = _auxiliaries(line, group.start)
    if depth > _LONGEST_CHAIN or _has(line, lows, "obliged"):
        return None
    group = _auxiliary_modality(line, replace(group, start=start), lows)
    shape = group.form.shape
    if depth == 0 and shape == "part":
        return _participle(line, group, lows, depth)
    if shape == "ing" and not _has(line, lows, "be"):
        return _gerund(line, group, depth)
    if shape == "base" or line.low(start) in ("be", "being"):
        return _base(line, group, lows, depth)
    return _finite(line, group, lows)


def _finite(line: Line, group: Group, lows: list[str]) -> Group | None:
    shape, bare = group.form.shape, line.finite(group.verb)
    perfect = _has(line, lows, "have")
    helped = any(line.auxiliary(at) for at in range(group.start, group.verb))
    if (shape == "s" and not bare) or (shape == "past" and not perfect and (helped or not bare)):
        return None
    return replace(group, subject=line.subject(group.start))


def _participle(line: Line, group: Group, lows: list[str], depth: int) -> Group | None:
    """A past participle: of a perfect, of a passive, or behind its noun with its agent."""
    perfect = _has(line, lows, "have") and not _has(line, lows, "be")
    if not perfect and not _is_passive(line, group.verb, lows):
        return None
    group = replace(group, passive=not perfect)
    if not lows:
        return _reduced(line, group)
    if line.low(group.start) in ("be", "being"):
        return _base(line, group, lows, depth)
    return replace(group, subject=line.subject(group.start))


def _has(line: Line, lows: list[str], *names: str) -> bool:
    return any(low in line.lexicon.grammar[name] for low in lows for name in names)


def _auxiliaries(line: Line, verb: int) -> tuple[int, list[str]]:
    """The start of the run of auxiliaries, adverbs and negations before a verb, and its words."""
    start = line.group_start(verb)
    while start < verb and (line.is_adverb(start) and not line.auxiliary(start)):
        start += 1
    return start, [line.low(at) for at in range(start, verb)]


def _auxiliary_modality(line: Line, group: Group, lows: list[str]) -> Group:
    grammar = line.lexicon.grammar
    if any(low in grammar["negations"] or low.endswith(("n't", "n’t")) for low in lows):
        group = group.turned("denied")
    if _has(line, lows, "planned"):
        group = group.turned("planned")
    if _has(line, lows, "hypothetical"):
        group = group.turned("hypothetical")
    if _has(line, lows, "conditional"):
        group = group.turned("planned" if _is_reported(line, group.start) else "hypothetical")
    return group


def _is_reported(line: Line, at: int) -> bool:
    """Whether "would" only is "will" seen from a past verb of saying, without a condition."""
    if any(
        low in line.lexicon.grammar["conditions"] for low in line.lows(Range(0, len(line.words)))
    ):
        return False
    return any(line.lexicon.governs(line.low(i), "reporting") for i in range(at))


def _is_passive(line: Line, verb: int, lows: list[str]) -> bool:
    if _has(line, lows, "be"):
        return True
    return not lows and line.low(verb + 1) == "by"


def _reduced(line: Line, group: Group) -> Group | None:
    """A participle behind its noun: "a force deployed by the alliance"."""
    subject = line.subject(group.start)
    return replace(group, subject=subject) if subject else None


def _gerund(line: Line, group: Group, depth: int) -> Group | None:
    before = line.skip_back(group.start)
    low = line.low(before)
    if before < 0:
        found = _fronted(line, group)
    elif low == "without" or low in _ADVERBIAL:
        found = _adverbial(line, group.turned("denied") if low == "without" else group)
    elif low == "for":
        found = _presupposed(line, group, before)
    elif low == ",":
        found = replace(group, subject=line.shared_subject(before))
    elif line.has(before, "conjunctions"):
        found = _beside(line, group, before, depth)
    else:
        found = _governed(line, group, before, depth)
    return found


def _fronted(line: Line, group: Group) -> Group | None:
    """The subject of a participle that opens the sentence stands behind the next comma."""
    comma = line.phrase_end(group.verb)
    while comma < len(line.words) and line.low(comma) != ",":
        comma += 1
    end = comma + 1
    while end < len(line.words) and not line.finite(end):
        end += 1
    if comma + 1 >= end or end >= len(line.words):
        return None
    return replace(group, subject=Range(comma + 1, end, shared=True))


def _adverbial(line: Line, group: Group) -> Group | None:
    verb = line.verb_before(group.start)
    if verb is None:
        return _fronted(line, group)
    found = line.subject(line.group_start(verb))
    return replace(group, subject=Range(found.lo, found.hi, shared=True)) if found else None


def _presupposed(line: Line, group: Group, at: int) -> Group | None:
    """ "condemned X for shelling Y" takes for granted that X did."""
    verb = line.verb_before(at)
    if verb is None or not line.lexicon.governs(line.low(verb), "presupposing"):
        return None
    return replace(group, subject=Range(verb + 1, at))


def _beside(line: Line, group: Group, joint: int, depth: int) -> Group | None:
    """A form joined to one of its own kind is governed as that one is."""
    for at in range(joint - 1, max(-1, joint - 16), -1):
        if any(f.shape == group.form.shape for f in line.forms(at)):
            twin = _read(line, Group(at, Form("", group.form.shape), at), depth + 1)
            if twin is None:
                return None
            subject = twin.subject and replace(twin.subject, shared=True)
            return replace(group.turned(twin.modality), subject=subject)
    return None


def _base(line: Line, group: Group, lows: list[str], depth: int) -> Group | None:
    """An infinitive: behind a modal verb, behind "to", or joined to another one."""
    if _has(line, lows, "planned", "hypothetical", "conditional", "do"):
        return replace(group, subject=line.subject(group.start))
    before = line.skip_back(group.start)
    if before >= 0 and line.low(before) == "to":
        return _governed(line, replace(group, start=before), line.skip_back(before), depth)
    if before >= 0 and line.has(before, "conjunctions"):
        return _beside(line, group, before, depth)
    if before >= 0 and any(form.lemma == "help" for form in line.forms(before)):
        return _governed(line, group, before, depth)
    return _present(line, group, before)


def _present(line: Line, group: Group, before: int) -> Group | None:
    """A plural subject right before a bare form: "Ruritanian forces arrest a man"."""
    plural = before >= 0 and line.low(before).endswith(("s", "police", "troops"))
    classes, organs = line.lexicon.classes, line.lexicon.organs
    acting = line.low(before) in classes["forces"] | organs["state"] | organs["forces"]
    if (
        group.verb != group.start
        or not (plural and acting)
        or not _leads_object(line, group.verb + 1)
    ):
        return None
    return replace(group, subject=line.noun_phrase(before + 1))


def _leads_object(line: Line, at: int) -> bool:
    if at >= len(line.words):
        return False
    word = line.words[at]
    return line.has(at, "determiners", "owners") or word.mention is not None or word.low.isdigit()


def _governed(line: Line, group: Group, at: int, depth: int) -> Group | None:
    """A gerund or infinitive that the word at `at` governs: "plans to send", "denied sending"."""
    if at < 0 or (group.form.shape == "base" and line.words[at].mention is not None):
        return None
    low, governs = line.low(at), line.lexicon.governs
    if low == "out" and at and governs(line.low(at - 1), "denied_out"):
        return _climb(line, group.turned("denied"), at - 1, depth)
    noun = _governing_noun(line, at)
    if line.has(at, "negations"):
        found = _governed(line, group.turned("denied"), at - 1, depth)
    elif noun:
        found = replace(group.turned(noun), start=at, subject=line.noun_phrase(at))
    elif low in ("is", "are", "was", "were"):
        found = replace(group.turned("planned"), start=at, subject=line.subject(at))
    else:
        found = _by_kind(line, group, at, depth)
    return found


def _by_kind(line: Line, group: Group, at: int, depth: int) -> Group | None:
    for kind in ("denied", "hypothetical", "planned", "asserted"):
        if line.lexicon.governs(line.low(at), kind):
            return _climb(line, group.turned(_modality(kind)), at, depth)
    if line.words[at].mention is not None and group.form.shape == "ing":
        return replace(group, subject=line.noun_phrase(at + 1))
    return None


def _modality(kind: str) -> Modality:
    return next(modality for modality in _ORDER if modality == kind)


def _governing_noun(line: Line, at: int) -> Modality | None:
    before = line.words[at - 1] if at else None
    owned = before is not None and (before.mention is not None or before.low in ("'s", "’s"))
    if not owned:
        return None
    if line.low(at) in line.lexicon.verbs["planned_nouns"]:
        return "planned"
    return "hypothetical" if line.low(at) in line.lexicon.verbs["hypothetical_nouns"] else None


def _climb(line: Line, group: Group, at: int, depth: int) -> Group | None:
    """Goes on with the governing word as the verb."""
    forms = [f for f in line.forms(at) if f.shape != "part"] or list(line.forms(at))
    for form in forms:
        if form.shape == "part" and not line.finite(at):
            continue
        found = _read(line, Group(at, form, at), depth + 1)
        if found is not None and found.subject is not None:
            return replace(group.turned(found.modality), start=found.start, subject=found.subject)
    noun = line.low(at) in line.lexicon.verbs["asserted"] or not forms or line.has(at - 1, "be")
    if at and noun and not line.finite(at):
        return _predicative(line, group, at)
    if any(form.shape == "part" for form in line.forms(at)):  # "is expected to", "set to"
        start = line.group_start(at)
        return replace(group, start=start, subject=line.subject(start))
    return None


def _predicative(line: Line, group: Group, at: int) -> Group | None:
    """What stands behind "is" or "became": "is ready to", "became the first state to"."""
    for back in range(at - 1, max(-1, at - 8), -1):
        becomes = any(form.lemma == "become" for form in line.forms(back))
        if becomes or line.has(back, "be"):
            start = line.group_start(back)
            return replace(group, start=start, subject=line.subject(start))
        if line.finite(back):
            break
    return None


def _negated(line: Line, group: Group) -> Group:
    """ "No troops were sent" denies; a subordinate "if" supposes."""
    subject = group.subject
    if subject is None:
        return group
    if line.low(subject.lo) in ("no", "neither", "none"):
        group = group.turned("denied")
    before = line.skip_back(subject.lo)
    if before >= 0 and line.has(before, "conditions") and not subject.shared:
        group = replace(group, modality="hypothetical")
    return group


def _in_complement(line: Line, group: Group) -> Group | None:
    """What "denied that", "demanded that" and "feared that" make of the clause behind them."""
    if group.subject is None:
        return group
    at = line.skip_back(group.subject.lo)
    spelled = at >= 0 and line.low(at) == "that"
    at = line.skip_back(at) if spelled else at
    if at < 0 or group.subject.shared:
        return group
    low, governs = line.low(at), line.lexicon.governs
    if governs(low, "accusing") or (governs(low, "demanding") and not governs(low, "reporting")):
        return None
    if low in ("claims", "reports", "allegations", "rumours", "claim", "report", "suggestions"):
        verb = line.verb_before(at)
        refuted = verb is not None and governs(line.low(verb), "denied")
        return group.turned("denied") if refuted else None
    denying = governs(low, "denied") and (spelled or low in ("denied", "denies", "deny"))
    return group.turned("denied") if denying else group
