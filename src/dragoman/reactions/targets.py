"""Whom a statement is aimed at: who is asked, blamed, backed, warned or condoled with.

The object of the act comes first ("called on Russia to"), then who stands where the content puts
such a one ("restraint from all parties", "Tehran's claims"). Where nobody is sure, nobody is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.reactions.field import Field, Named
from dragoman.reactions.lexicon import listed
from dragoman.reactions.types import Act

_DIRECT = 3


@dataclass(frozen=True, slots=True)
class Aim:
    """One act with whom it is aimed at."""

    act: Act
    targets: tuple[str, ...]


Reader = Callable[[Field, Act], Sequence[str]]


def aims_of(field: Field, acts: Sequence[Act]) -> tuple[Aim, ...]:
    """Each act with its targets among those who are named, never the speaker itself."""
    return tuple(Aim(act, _of(field, act)) for act in acts)


def _of(field: Field, act: Act) -> tuple[str, ...]:
    reader = _READERS.get(act.type)
    found = reader(field, act) if reader else ()
    return tuple(code for code in dict.fromkeys(found) if code not in field.scene.speaker)


def targets_of(aims: Iterable[Aim]) -> tuple[str, ...]:
    """All targets of a statement, each once, in order."""
    return tuple(dict.fromkeys(code for aim in aims for code in aim.targets))


def _asked(field: Field, act: Act) -> list[str]:
    if act.how == "says":
        return _subject(field, act)
    heard = field.object_of(act.verb, frozenset(("to", "not")))
    direct = [one for one in heard if one.before not in ("of", "in", "between")]
    if _is_object(field, act, direct):
        return field.codes(direct)
    hoped = field.object_of(act.verb, listed("modals"))
    if field.said.low(act.verb) == "that" and hoped:
        return field.codes(one for one in hoped if not one.follows("inner"))
    led = field.led_by(act.verb, field.rest(act), "from", "on", "by", "between", "among")
    if led or act.start < field.said.content:
        return field.codes(led)
    return _subject(field, act)


def _is_object(field: Field, act: Act, direct: Sequence[Named]) -> bool:
    """Whether those are asked: they come at once after the verb and something to do follows."""
    if not direct or direct[0].start - act.verb > 3:
        return False
    last = direct[-1].end
    near = range(last, min(last + 8, len(field.said.words)))
    return any(field.said.low(i) in ("to", "not", "for", "over") for i in near) or (
        direct[0].start == act.verb
    )


def _subject(field: Field, act: Act) -> list[str]:
    return field.codes(field.subject_of(act.start))


def _condemned(field: Field, act: Act) -> Sequence[str]:
    stop = field.rest(act)
    after = field.within(act.start, stop)
    owners = [one for one in after if one.owner and _is_free(one, act)]
    direct = [one for one in after if one.start - act.start <= _DIRECT and _is_free(one, act)]
    led = field.led_by(act.start, stop, "by", "with", "condemned", "criticised")
    named = direct if act.how in ("cue", "own") else []
    chosen = owners[:1] or named[:1] or led
    found = field.codes(chosen)
    if found:
        return found
    if field.has("repression", act):
        return field.authorities()
    words = field.said.words
    begin = field.said.content if act.how == "says" else act.start
    crime = any(h.label == "crime" for h in field.lexicon.posture.find(words, begin, stop))
    return ("perpetrators",) if crime else ()


def _is_free(one: Named, act: Act) -> bool:
    """Whether no preposition of place leads to them, save one of the verb: "called in the …"."""
    return not one.follows("places") or one.start <= act.start + _DIRECT


def _accused(field: Field, act: Act) -> Sequence[str]:
    if act.how in ("cue", "own"):
        direct = field.object_of(act.start + 1, frozenset(("of", "for", "that", "on", "over")))
        found = field.codes(one for one in direct if not one.follows("places"))
        if found:
            return found
        if field.said.low(act.verb) == "that":
            return field.codes(field.object_of(act.verb + 1, frozenset(("of", "for")))[:1])
        return field.codes(field.led_by(act.verb, field.rest(act), "to", "on", "by")[:1])
    inside = field.within(act.start, act.end)
    strangers = [one for one in inside if one.codes[0] in ("foreign actors", "opposition")]
    led = field.led_by(act.start, field.rest(act), "by")
    return field.codes(strangers or led or field.subject_of(act.start) or inside[:1])


def _accuser(field: Field, act: Act) -> list[str]:
    after = field.within(act.start, field.rest(act))
    near = [one for one in after if one.start < act.end + _DIRECT]
    first = [
        one for one in near if one.owner or (one.start < act.end and not one.follows("places"))
    ]
    return field.codes(first[:1] or field.led_by(act.start, act.end + 6, "by"))


def _refused(field: Field, act: Act) -> Sequence[str]:
    direct = [
        one
        for one in field.within(act.start, field.rest(act))
        if one.owner or one.before in ("by", "from", "with", "recognise", "recognize", "in")
    ]
    direct = direct or [
        n
        for n in field.within(act.start, act.end + 4)
        if not n.follows("places") and n.end < act.end
    ]
    found = field.codes(direct[:1])
    words = field.said.words
    hits = field.lexicon.marks.find(words, act.start, min(act.end + 2, len(words)))
    return found or (field.authorities() if any(h.label == "votes" for h in hits) else ())


def _left_alone(field: Field, act: Act) -> Sequence[str]:
    words = field.said.words
    hits = field.lexicon.marks.find(words, act.start, min(act.end + 1, len(words)))
    if not any(hit.label == "meddling" for hit in hits):
        named = field.within(field.said.content, len(words))
        states = [c for c in field.codes(named) if c.isupper()]
        return states[:1] or field.authorities()
    asked = [
        one for one in field.within(0, act.end) if one.before in ("tell", "told", "on", "warned")
    ]
    asked += [
        one for one in field.within(0, field.said.content + 3) if one.start == field.said.content
    ]
    found = [c for c in field.codes(asked) if c not in ("foreign actors", field.scene.host)]
    return found or ("foreign actors",)


def _backed(field: Field, act: Act) -> list[str]:
    stop = field.rest(act)
    after = [one for one in field.within(act.start, stop) if one.before != "by"]
    if act.how == "says" and not after:
        return _subject(field, act)
    before = field.subject_of(act.start) if act.how == "says" else []
    if before and before[-1].before != "of":
        return field.codes(before)
    chosen = list(after[:1])
    for one in after[1:]:
        if one.start - chosen[-1].end > 3 or one.before not in ("and", ",", "of"):
            break
        chosen.append(one)
    return [c for c in field.codes(chosen) if c not in ("victims", "citizens") or len(chosen) == 1]


def _praised(field: Field, act: Act) -> list[str]:
    direct = [
        one
        for one in field.within(act.start, field.rest(act))
        if (one.owner or one.start == act.verb) and not one.follows("inner")
    ]
    return field.codes(direct[:1])


def _mourned(field: Field, act: Act) -> Sequence[str]:
    after = field.within(act.start, field.rest(act))
    found = ["victims" if c == "citizens" else c for c in field.codes(after)]
    kept = [c for c in found if c == "victims" or c.isupper()]
    return kept or ("victims",)


def _met(field: Field, act: Act) -> list[str]:
    start, stop = act.start, field.rest(act)
    led = field.led_by(start, stop, "with", "between", "consult", "meet", "met", "to", "her", "his")
    owners = [one for one in field.within(start, stop) if one.owner and one.before == "'s"]
    if any(field.said.low(i) == "travel" for i in range(start, act.end)):
        led = [one for one in led if one.before != "to"]
    return field.codes(led or owners)


def _warned(field: Field, act: Act) -> list[str]:
    if act.how == "says":
        return []
    direct = field.object_of(act.start + 1, listed("ends") - {"as"})
    return field.codes(one for one in direct if not one.follows("places"))


def _threatened(field: Field, act: Act) -> list[str]:
    direct = [one for one in field.object_of(act.start + 1) if not one.follows("places")]
    if act.how == "cue" and direct:
        return field.codes(direct)
    stop = field.rest(act)
    led = field.led_by(act.start, stop, "against", "on", "unless", "punish", "sanction", "if")
    return field.codes(led) or _subject(field, act) if act.how == "says" else field.codes(led)


def _questioned(field: Field, act: Act) -> Sequence[str]:
    led = field.led_by(act.start, field.rest(act), "from", "by", "ask", "asked", "to")
    return field.codes(led[:1]) or field.authorities()


def _given(field: Field, act: Act) -> list[str]:
    stop = min(field.rest(act), act.end + 12)
    start = act.start if act.how == "says" else act.verb
    after = [one for one in field.within(start, stop) if one.owner or not one.follows("away")]
    return [c for c in field.codes(after[:2]) if c != "all sides"]


def _helper(field: Field, act: Act) -> list[str]:
    direct = [one for one in field.object_of(act.verb) if one.start - act.verb <= 3]
    led = field.led_by(act.start, field.rest(act), "from", "to")
    return field.codes(direct or led)


def _own_citizens(_: Field, __: Act) -> tuple[str, ...]:
    return ("own citizens",)


_READERS: Mapping[str, Reader] = {
    "urge-calm": _asked,
    "urge-dialogue": _asked,
    "demand": _asked,
    "question": _questioned,
    "request-help": _helper,
    "condemn": _condemned,
    "accuse": _accused,
    "deny": _accuser,
    "reject": _refused,
    "non-interference": _left_alone,
    "support": _backed,
    "welcome": _praised,
    "condole": _mourned,
    "pledge": _given,
    "offer": _given,
    "consult": _met,
    "warn": _warned,
    "threaten": _threatened,
    "advise-citizens": _own_citizens,
}
