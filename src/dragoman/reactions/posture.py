"""Where a statement stands toward the authorities of the host: backs, neutral, critical or none.

After a coup those who took power are the authorities; after one that failed, those it was aimed at.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.reactions.field import Scene
from dragoman.reactions.framing import AUTHORITIES
from dragoman.reactions.lexicon import lexicon
from dragoman.reactions.targets import Aim
from dragoman.reactions.utterance import Utterance
from dragoman.records import Posture

_SILENT = frozenset(("report", "no-comment", "retract", "advise-citizens"))
_HOST_BACKS = frozenset(
    ("justify", "accuse", "condemn", "deny", "threaten", "reject", "non-interference", "support")
)
_HOST_WEIGHS = frozenset(("urge-calm", "urge-dialogue", "demand", "concern"))
_BLAMES = frozenset(("condemn", "accuse", "threaten", "reject"))
_FAVOURS = frozenset(("support", "non-interference"))
_RIVALS = frozenset(("protesters", "opposition"))
_STRANGERS = frozenset(("foreign actors", *_RIVALS))


def posture_of(said: Utterance, aims: Sequence[Aim], scene: Scene) -> Posture:
    """The posture of all acts of a statement together; two that differ make it neutral."""
    if scene.host is None or not aims:
        return "none"
    marks = frozenset(hit.label for hit in lexicon().marks.find(said.words, 0, len(said.words)))
    if any(scene.host in mention.actors for mention in scene.mentions) and "attacked" in marks:
        marks |= {"terror"}
    stands = {_stand(aim, scene, marks) for aim in aims}
    if "backs" in stands:
        return "neutral" if "critical" in stands else "backs"
    if "critical" in stands:
        return "critical"
    return "neutral" if "neutral" in stands else "none"


def settled(taken: Posture, types: frozenset[str], targets: Sequence[str], scene: Scene) -> Posture:
    """A posture that a model tells, where it does not contradict types and targets; else what follows from these.

    Who blames the host's authorities does not back them, and who blames nobody that is named, or supports another
    state alone, is not told to.
    """
    if scene.host is None or scene.host in scene.speaker or taken != "backs":
        return taken
    own = bool({scene.host, AUTHORITIES} & set(targets))
    others = any(one in _STRANGERS or (_is_state(one) and one != scene.host) for one in targets)
    if types & _BLAMES and not types & _FAVOURS and not others:
        return "critical" if own else "none"
    return "neutral" if "support" in types and others and not own else taken


def _stand(aim: Aim, scene: Scene, marks: frozenset[str]) -> Posture:
    kind = aim.act.type
    if kind in _SILENT:
        return "none"
    if scene.host in scene.speaker:
        return _own_stand(kind)
    if kind in ("condemn", "accuse"):
        return _blame(aim, scene, marks)
    if kind in ("support", "welcome", "condole", "offer"):
        return _favour(aim, scene, marks)
    if kind in ("reject", "threaten"):
        return "critical" if _is_host(aim, scene) else "neutral"
    return _demand(aim, scene, marks) if kind == "demand" else "neutral"


def _own_stand(kind: str) -> Posture:
    if kind in _HOST_BACKS:
        return "backs"
    return "neutral" if kind in _HOST_WEIGHS else "none"


def _is_host(aim: Aim, scene: Scene) -> bool:
    return scene.host in aim.targets or AUTHORITIES in aim.targets


def _is_state(code: str) -> bool:
    return len(code) == 3 and code.isupper()


def _blame(aim: Aim, scene: Scene, marks: frozenset[str]) -> Posture:
    if "failed" in marks:
        return "backs"
    if _is_host(aim, scene) or "coup" in marks:
        return "critical"
    if aim.act.type == "accuse":
        return "backs" if _STRANGERS.intersection(aim.targets) else "neutral"
    return "backs" if "terror" in marks and aim.targets else "neutral"


def _favour(aim: Aim, scene: Scene, marks: frozenset[str]) -> Posture:
    kind = aim.act.type
    if kind == "support" and _RIVALS.intersection(aim.targets):
        return "critical"
    if kind == "offer" and "talks" in marks:
        return "neutral"
    if _is_host(aim, scene) or (kind == "welcome" and "failed" in marks):
        return "backs"
    return "backs" if kind == "condole" and "struck" in marks else "neutral"


def _demand(aim: Aim, scene: Scene, marks: frozenset[str]) -> Posture:
    others = [c for c in aim.targets if _is_state(c) and c != scene.host]
    if _is_host(aim, scene) or "perpetrators" in aim.targets:
        return "critical" if "power" in marks else "neutral"
    return "backs" if others and "retreat" in marks else "neutral"
