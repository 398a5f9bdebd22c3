"""Which state an article is about, and which it is written in: whose "ministry" is meant where it names none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dragoman.actors.registry import Registry
from dragoman.actors.resolve import resolve
from dragoman.records import Article, Mention, Reading

TITLE_WEIGHT = 4
OPENING_WEIGHT = 2
OPENING = 800
DATELINE = re.compile(
    r"^(?P<city>[^\W\d_a-z](?:[^\W\d_a-z]|[ .'’/-]){2,40})(?:,[^\n–—-]{2,40})? ?(?:\([^)\n]{2,30}\) ?)?"
    r" ?[-–—]{1,2} ",
    re.MULTILINE,
)
"""ACCRA, March 14 (Wire) - : the place from which an article is written, in capitals."""
DATELINE_WITHIN = 1500
STATE_MEDIA = "state media"
HOST_KINDS = frozenset({"state", "territory"})


def host_of(article: Article, mentions: Sequence[Mention], registry: Registry) -> str | None:
    """The state that the article is about: named most often, title and opening counted more.

    None where two are named alike, or none is named twice and early.
    """
    counted: Counter[str] = Counter()
    times: Counter[str] = Counter()
    early: set[str] = set()
    for mention in mentions:
        titled = article.marked(mention.span) == "title"
        opening = mention.span.start < OPENING
        for code in mention.actors:
            counted[code] += TITLE_WEIGHT if titled else OPENING_WEIGHT if opening else 1
            times[code] += 1
            early.update([code] if titled or opening else [])
    fitting = [c for c in early if times[c] > 1 and is_state(registry, c)]
    ranked = sorted(fitting, key=lambda c: -counted[c])
    if not ranked or (len(ranked) > 1 and counted[ranked[0]] == counted[ranked[1]]):
        return None
    return ranked[0]


def home_of(reading: Reading, registry: Registry, outlets: Mapping[str, Any]) -> str | None:
    """The state whose "ministry" and "police" an article means where it names none.

    That of its dateline, if the article's opening names the state too; else the state that runs the
    outlet; else the host.
    """
    article = reading.article
    found = DATELINE.search(article.text, 0, DATELINE_WITHIN)
    otherwise = state_of_outlet(article.outlet, registry, outlets) or reading.host
    if found is None:
        return otherwise
    opening = {code for m in reading.mentions if m.span.start < OPENING for code in m.actors}
    city = found["city"].split("/")[0].strip().title()
    place = resolve(registry, city, article.published_on)
    state = place.actors[0] if place.method == "capital" else None
    named = (m.actors[0] for m in reading.mentions if found.start() < m.span.start < found.end())
    codes = [state, *named]
    return next((c for c in codes if c in opening and is_state(registry, c)), otherwise)


def state_of_outlet(
    outlet: str | None, registry: Registry, outlets: Mapping[str, Any]
) -> str | None:
    """The state that runs an outlet: by the user's own word, else by the registry."""
    known = outlets.get(outlet or "")
    if isinstance(known, Mapping):
        return (
            str(known["state"]) if known.get("kind") == STATE_MEDIA and "state" in known else None
        )
    actor = registry.actor(outlet) if outlet else None
    return actor.state if actor and actor.kind == "media" else None


def is_state(registry: Registry, code: str | None) -> bool:
    """Whether a code is a state's or a territory's."""
    actor = registry.actor(code) if code else None
    return actor is not None and actor.kind in HOST_KINDS
