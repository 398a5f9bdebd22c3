"""An invented crisis for tests: a mutiny in Veldoria, told by four invented outlets over four days.

Veldoria, Tarsk, Osmer and every name are invented; real states appear by office alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dragoman.archive import Memory
from dragoman.ids import digest
from dragoman.records import (
    Actor,
    Aimed,
    Article,
    Circumstances,
    Claim,
    Coded,
    DateRange,
    Deed,
    Form,
    Issue,
    Mark,
    MarkKind,
    Mention,
    Posture,
    Reaction,
    Reading,
    Span,
    Speaker,
    Statement,
    Via,
)
from tests.builders import span

ACTORS = {
    a.code: a
    for a in (
        Actor("VLD", "state", "Veldoria", ("TSK", "OSM", "PLN"), ("UN", "NPO")),
        Actor("TSK", "state", "Tarsk", ("VLD",)),
        Actor("OSM", "state", "Osmer", ("VLD",)),
        Actor("PLN", "state", "Pelland", ("VLD",)),
        Actor("USA", "state", "United States"),
        Actor("CHN", "state", "China"),
        Actor("RUS", "state", "Russia"),
        Actor("GBR", "state", "United Kingdom"),
        Actor("FRA", "state", "France"),
        Actor("JPN", "state", "Japan"),
        Actor("UN", "igo", "United Nations"),
        Actor("NPO", "igo", "Northern Pact Organisation"),
        Actor("Sarn", "substate", "Sarn city council", state="VLD"),
        Actor("Garrison Committee", "nonstate", "Garrison Committee", state="VLD"),
        Actor("Veldoria Radio", "media", "Veldoria Radio", state="VLD"),
        Actor("Harbour Post", "media", "Harbour Post"),
        Actor("Ilse Marrow", "person", "Ilse Marrow"),
    )
}


@dataclass(frozen=True)
class Say:
    """A statement in words; `content` may be in parts, `within` is the content of its parent."""

    content: str | list[str]
    source: str | None = None
    cue: str | None = None
    actors: tuple[str, ...] = ()
    form: Form = "indirect"
    types: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    posture: Posture = "none"
    name: str | None = None
    role: str | None = None
    on: date | None = None
    within: str | None = None
    in_title: bool = False
    nth: int = 0
    told: Mapping[str, Any] = field(default_factory=dict)
    """Channel, venue, addressee and via."""


@dataclass(frozen=True)
class Do:
    """A deed in words."""

    evidence: str
    actors: tuple[str, ...]
    type: str
    targets: tuple[str, ...] = ()
    modality: Any = "asserted"
    on: date | None = None
    place: str | None = None


@dataclass(frozen=True)
class Num:
    """A claim in words; `part_of` and `supersedes` are the words of another's evidence."""

    evidence: str
    quantity: str
    text: str
    low: float | None
    high: float | None
    bound: Any = "exactly"
    population: str | None = None
    place: str | None = None
    claimant: str | None = None
    part_of: str | None = None
    supersedes: str | None = None
    as_of: date | None = None
    via: tuple[str, ...] = ()


def article(text: str, **known: Any) -> Article:
    """An article whose ids come from its text; `marks` holds (kind, words)."""
    marks = tuple(Mark(kind, span(text, words)) for kind, words in known.pop("marks", ()))
    return Article(
        digest(known.get("uri") or text), digest(text, "revision"), text, marks=marks, **known
    )


def reading(made: Article, *told: Say | Do | Num, **more: Any) -> Reading:
    """A Reading of what is told of an article."""
    text = made.text
    says = [t for t in told if isinstance(t, Say)]
    statements = {_words(s): _statement(made, s) for s in says}
    for say in says:
        if say.within:
            parent = statements[say.within].id
            statements[_words(say)] = _within(statements[_words(say)], parent)
    speakers = {statements[_words(s)].id: _speaker(text, s, statements[_words(s)]) for s in says}
    named = [m for m in speakers.values() if m.actors or m.name or m.role]
    coded = [s for s in says if s.types or s.posture != "none"]
    return Reading(
        made,
        tuple(statements.values()),
        speakers={s.statement: s for s in named},
        reactions={statements[_words(s)].id: _reaction(statements[_words(s)], s) for s in coded},
        deeds=tuple(_deed(made, t) for t in told if isinstance(t, Do)),
        claims=tuple(_claim(made, t) for t in told if isinstance(t, Num)),
        **more,
    )


def _words(say: Say) -> str:
    return say.content if isinstance(say.content, str) else say.content[0]


def _statement(made: Article, say: Say) -> Statement:
    parts = [say.content] if isinstance(say.content, str) else say.content
    content = tuple(span(made.text, p, say.nth) for p in parts)
    cue = (_near(made.text, say.cue, content[0]),) if say.cue else ()
    source = _near(made.text, say.source, content[0]) if say.source else None
    places = [(s.start, s.end) for s in (*cue, *content)]
    name = digest(made.revision, "statement", places)
    return Statement(name, source, cue, content, say.form, 0.93, in_title=say.in_title)


def _near(text: str, words: str, to: Span) -> Span:
    """Where `words` stand nearest to a span."""
    found = [span(text, words, n) for n in range(text.count(words))]
    return min(found, key=lambda s: min(abs(s.end - to.start), abs(s.start - to.end)))


def _within(one: Statement, parent: str) -> Statement:
    return Statement(
        one.id, one.source, one.cue, one.content, one.form, one.confidence, parent, one.in_title
    )


def _range(day: date | None) -> DateRange | None:
    return DateRange(day, day, "day") if day else None


def _speaker(text: str, say: Say, one: Statement) -> Speaker:
    told = dict(say.told)
    via = tuple(Via(v, span(text, v)) for v in told.pop("via", ()))
    method = "test" if say.actors else "undecided"
    return Speaker(
        one.id, say.actors, say.name, say.role, one.source, method, 0.9 if say.actors else 0.0,
        Circumstances(_range(say.on), via=via, **told),
    )  # fmt: skip


def _reaction(one: Statement, say: Say) -> Reaction:
    shown = one.cue[0] if one.cue and say.posture != "none" else None
    types = tuple(Coded(t, 0.9) for t in say.types)
    named = tuple(Aimed(target, one.content[0]) for target in say.targets)
    return Reaction(one.id, types, say.targets, say.posture, named, shown)


def _deed(made: Article, do: Do) -> Deed:
    where = span(made.text, do.evidence)
    return Deed(
        digest(made.revision, "deed", do.type, where, do.actors), do.actors, do.type, where, 0.9,
        do.targets, do.modality, _range(do.on), do.place,
    )  # fmt: skip


def _claim_id(made: Article, evidence: str) -> str:
    return digest(made.revision, "claim", span(made.text, evidence))


def _claim(made: Article, num: Num) -> Claim:
    return Claim(
        _claim_id(made, num.evidence), num.quantity, num.text, span(made.text, num.evidence),
        num.low, num.high, num.bound, num.population, place=num.place, as_of=_range(num.as_of),
        claimant=num.claimant, via=tuple(Via(v, None) for v in num.via),
        part_of=_claim_id(made, num.part_of) if num.part_of else None,
        supersedes=_claim_id(made, num.supersedes) if num.supersedes else None,
    )  # fmt: skip


def archive(*readings: Reading) -> Memory:
    """A store of readings that knows the invented actors."""
    store = Memory(lambda code, _: ACTORS.get(code))
    store.add(readings)
    return store


def mentions(made: Article, *named: tuple[str, str]) -> tuple[Mention, ...]:
    """Where an article names actors: (words, actor)."""
    return tuple(Mention(span(made.text, words), (actor,), "name") for words, actor in named)


def marks(*found: tuple[MarkKind, str]) -> dict[str, Any]:
    """Marks as `article` takes them."""
    return {"marks": found}


def at(hour: int, day: int) -> datetime:
    """An hour of March 2031 in UTC."""
    return datetime(2031, 3, day, hour, tzinfo=UTC)


def _text(name: str) -> str:
    return (Path(__file__).parent / "mutiny" / f"{name}.txt").read_text(encoding="utf-8")


MARCH = {n: date(2031, 3, n) for n in range(1, 8)}

FIRST = article(
    _text("first"),
    uri="https://harbour-post.example/world/mutiny?id=7",
    outlet="Harbour Post",
    title="Mutiny in Veldoria: how its neighbours answered",
    published=at(18, 3),
    language="en",
    marks=[("title", "Mutiny in Veldoria: how its neighbours answered")],
)

SECOND = article(
    _text("second"),
    uri="https://meridian-wire.example/2031/03/03/veldoria-un",
    outlet="Meridian Wire",
    title="UN asks Veldoria to admit observers",
    published=at(20, 3),
    language="en",
)

THIRD = article(
    _text("third"),
    uri="https://lantern.example/veldoria/toll",
    outlet="Daily Lantern",
    title="Veldoria doubles its count of the dead",
    published=MARCH[4],
    language="en",
)

FOURTH = article(
    _text("fourth"),
    uri="https://harbour-post.example/world/tarsk-turns",
    outlet="Harbour Post",
    title="Tarsk turns on its ally",
    published=at(9, 6),
    language="en",
)


def story() -> Memory:
    """The whole crisis."""
    return archive(first(), second(), third(), fourth())


def first() -> Reading:
    return reading(
        FIRST,
        Say(
            "Soldiers of the garrison in Sarn seized the telegraph tower before dawn on Monday",
            "the interior ministry of Veldoria", "said", ("VLD",), types=("report",),
            role="interior ministry", on=MARCH[3],
        ),
        Say(
            "six guards had been killed", "the interior ministry of Veldoria", "adding that",
            ("VLD",), types=("report",), role="interior ministry", on=MARCH[3],
        ),
        Say(
            "“Order will be restored by nightfall, and those who laid down their arms will be"
            " heard,”",
            "Interior Minister Orsolo Vant", "said in an address", ("VLD",), "direct",
            ("pledge", "threaten"), ("perpetrators",), "backs", "Orsolo Vant", "Interior Minister",
            told={"channel": "broadcast", "via": ("Veldoria Radio",)},
        ),
        Say(
            "40 people had died", "The Garrison Committee", "said that", ("Garrison Committee",),
            types=("report",),
        ),
        Say(
            "its men had been “fired on without warning”", "The Garrison Committee", "said that",
            ("Garrison Committee",), "mixed", ("accuse",), ("authorities",), "critical",
        ),
        Say(
            "the force would guard bridges and grain stores, and nothing else",
            "Its defence ministry", "said", ("TSK",), types=("justify",), targets=("VLD",),
            posture="backs", role="defence ministry",
        ),
        Say(
            "it was “deeply worried” by the reports", "The French foreign ministry", "said",
            ("FRA",), "mixed", ("concern",), (), "neutral", role="foreign ministry", on=MARCH[3],
            nth=0,
        ),
        Say(
            "all sides to lay down their arms", "The French foreign ministry", "asked", ("FRA",),
            "indirect", ("urge-calm",), ("all sides",), "neutral", role="foreign ministry",
            on=MARCH[3],
        ),
        Say(
            "“We call on the authorities to let in observers,”",
            "the United Nations secretary-general", "said in New York", ("UN",), "direct",
            ("demand",), ("authorities",), "critical", role="secretary-general",
            told={"venue": "New York"},
        ),
        Say(
            "“A country cannot be governed from a barracks,”", "he", "added", ("UN",), "direct",
            ("condemn",), ("authorities",), "critical", role="secretary-general",
            told={"venue": "New York"},
        ),
        Say(
            "they would not recognise a government formed by force", "Osmer and Japan",
            "said in a joint statement that", ("OSM", "JPN"), types=("reject",),
            posture="backs", told={"channel": "statement"},
        ),
        Say("the shooting lasted until noon", "A shopkeeper near the tower", "said"),
        Say(
            "no sign that the telegraph works", "Harbour Post", "has seen", ("Harbour Post",),
            types=("report",), nth=0,
        ),
        Say(
            "how its neighbours answered", None, None, in_title=True,
        ),
        Do(
            "Tarsk sent two battalions across the border", ("TSK",), "deploy", ("VLD",),
            place="the border",
        ),
        Num(
            "six guards had been killed", "killed", "six", 6, 6, population="guards",
            place="Sarn", claimant="VLD",
        ),
        Num(
            "40 people had died", "killed", "40", 40, 40, population="people",
            claimant="Garrison Committee",
        ),
        host="VLD",
        issues=(Issue("dates", "info", "two days are possible for one phrase"),),
    )  # fmt: skip


def second() -> Reading:
    return reading(
        SECOND,
        Say(
            "“We call on the authorities to let in observers,”",
            "the United Nations secretary-general", "said", ("UN",), "direct", ("demand",),
            ("authorities",), "critical", role="secretary-general", on=MARCH[3],
        ),
        Say(
            "it was following events in Veldoria closely", "The United States", "said it",
            ("USA",), types=("monitor",), targets=("VLD",),
        ),
        Say(
            "its citizens to stay indoors", "The United States", "had asked", ("USA",),
            types=("advise-citizens",), targets=("own citizens",),
        ),
        Say(
            "Osmer of arming the mutineers", "Russia’s foreign ministry", "accused", ("RUS",),
            types=("accuse",), targets=("OSM",), posture="backs", role="foreign ministry",
        ),
        Say(
            "“a tale told to frighten children”",
            "Osmer’s government", "called", ("OSM",), "direct", ("deny",), ("RUS",),
        ),
        Say(
            "the committee’s claim that no mutineer had fired first", "Its envoy", "repeated",
            ("OSM",), types=("support",), targets=("Garrison Committee",), posture="critical",
            role="envoy",
        ),
        Say(
            "no mutineer had fired first", "the committee’s", "claim that",
            ("Garrison Committee",), types=("deny",),
            within="the committee’s claim that no mutineer had fired first",
        ),
        host="VLD",
    )  # fmt: skip


def third() -> Reading:
    return reading(
        THIRD,
        Say(
            "“We call on the authorities to let in observers,”",
            "the United Nations secretary-general", "said", ("UN",), "direct", ("demand",),
            ("authorities",), "critical", role="secretary-general", on=MARCH[3],
        ),
        Say(
            "18 people had been killed, including four children",
            "Veldoria’s health ministry", "said", ("VLD",), types=("report", "retract"),
            role="health ministry", on=MARCH[4], nth=0,
        ),
        Say(
            "the number of dead at more than 60", "The Garrison Committee", "put",
            ("Garrison Committee",), types=("report",),
        ),
        Say(
            "“A council of old men cannot count its own dead,”", "Ilse Marrow", "said",
            ("Ilse Marrow",), "direct", name="Ilse Marrow", role="teaches history in Pelland",
        ),
        Num(
            "18 people had been killed", "killed", "18", 18, 18, population="people",
            claimant="VLD", as_of=MARCH[4], supersedes="earlier figure of 12",
        ),
        Num(
            "including four children", "killed", "four", 4, 4, population="children",
            claimant="VLD", as_of=MARCH[4], part_of="18 people had been killed",
        ),
        Num(
            "earlier figure of 12", "killed", "12", 12, 12, population="people",
            claimant="VLD", as_of=MARCH[3],
        ),
        Num(
            "the number of dead at more than 60", "killed", "more than 60", 61, None, "at least",
            population="people", claimant="Garrison Committee", as_of=MARCH[4],
        ),
        host="VLD",
    )  # fmt: skip


def fourth() -> Reading:
    return reading(
        FOURTH,
        Say(
            "“The arrests of the harbour masters were a grave mistake, and we have told Sarn so,”",
            "its foreign minister, Pell Adrik", "told parliament", ("TSK",), "direct",
            ("condemn", "consult"), ("VLD",), "critical", "Pell Adrik", "foreign minister",
            on=MARCH[6], told={"channel": "parliament"},
        ),
        Say(
            "it would “consider its own measures” if the harbour masters were not freed",
            "Britain’s Foreign Office", "said", ("GBR",), "mixed", ("threaten",), ("VLD",),
            "critical", role="Foreign Office",
        ),
        Say(
            "the markets had reopened", "Sarn’s city council", "said", ("Sarn",),
            types=("report",),
        ),
        Do("Tarsk withdrew one battalion on Thursday", ("TSK",), "withdraw", ("VLD",), on=MARCH[6]),
        Do(
            "The arrests of the harbour masters", ("VLD",), "coerce", ("Sarn",),
        ),
        host="VLD",
    )  # fmt: skip
