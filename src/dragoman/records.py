"""The nouns of Dragoman, in the order in which they come to be. Read this page first.

    Document -> Article -> Statement -> Speaker -> Reaction, Deed, Claim    all together: a Reading

Text is immutable once it is an Article. Every later layer points into `Article.text` with spans:
characters from its start, end exclusive. Records are frozen; a stage returns new ones.
The terms source, cue and content are those of PARC (Pareti 2012) and PolNeAR (Newell et al. 2018).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from types import MappingProxyType
from typing import Any, Literal

Form = Literal["direct", "indirect", "mixed"]
MarkKind = Literal["title", "heading", "byline", "caption", "furniture"]
Posture = Literal["backs", "neutral", "critical", "none"]
Modality = Literal["asserted", "planned", "denied", "hypothetical"]
Bound = Literal["exactly", "about", "at least", "at most"]
Level = Literal["info", "warning", "error"]
ActorKind = Literal[
    "state", "territory", "igo", "bloc", "substate", "nonstate", "media", "ngo", "company",
    "church", "person", "people",
]  # fmt: skip


def instant(when: date | datetime, at: time = time.min) -> datetime:
    """A day or time as a moment: a bare day is its start, or `at` of it; no zone is UTC."""
    if not isinstance(when, datetime):
        return datetime.combine(when, at, UTC)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Article.text`: characters, end exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end}]")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The exact characters that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days that a phrase may mean: both ends inclusive, and how exact the phrase was.

    `precision` is the unit of the phrase: day, night, weekend, week, month, quarter, season, half,
    year, decade or range. An end is None where the text leaves it open.
    """

    earliest: date | None
    latest: date | None
    precision: str

    @property
    def day(self) -> date | None:
        """The one day that is meant, or None where it may be several."""
        return self.earliest if self.earliest == self.latest else None


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as they came from a source, with what the source said of them."""

    uri: str | None
    media_type: str
    body: bytes
    fetched_at: datetime | None = None
    given: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What the user or the source states: id, title, published, outlet, url."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of an article's text that is not running prose."""

    kind: MarkKind
    span: Span


@dataclass(frozen=True, slots=True)
class Dated:
    """A time at which a page says it was published or updated, and where it says so: "json-ld", "meta:date"."""

    kind: Literal["published", "updated"]
    when: datetime | date
    origin: str


@dataclass(frozen=True, slots=True)
class Article:
    """Clean text with what is known of its publication.

    `id` is a hex digest of the canonical URL (of the text where there is none), `revision` one of
    the text, `given_id` the id that the user's batch gave it. `dates` are all candidates for the two times,
    the chosen ones first; `credits` the agencies that the article says it has its text from.
    """

    id: str
    revision: str
    text: str
    uri: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: datetime | date | None = None
    language: str | None = None
    marks: tuple[Mark, ...] = ()
    given_id: str | int | None = None
    fetched_at: datetime | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    updated: datetime | date | None = None
    dates: tuple[Dated, ...] = ()
    credits: tuple[str, ...] = ()

    @property
    def published_on(self) -> date | None:
        """The day of publication in the outlet's own zone."""
        value = self.published
        return value.date() if isinstance(value, datetime) else value

    def marked(self, span: Span) -> MarkKind | None:
        """The kind of the mark that covers the start of `span`, if any does."""
        for mark in self.marks:
            if mark.span.start <= span.start < mark.span.end:
                return mark.kind
        return None


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, place, body or another named thing (`kind` as in `layers.ENTITIES`), or a "role".

    `confidence` is the chance that kind and both ends are right.
    """

    kind: str
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution: who (source), by which words (cue), what (content).

    `source` is as PolNeAR marks it, next to the cue; `mention` is what the sentence or the layout
    shows to name the speaker: the antecedent of "who", the noun phrase without its appositions, an
    interview's label, the heading over a quotation, a signature. It is None where nothing does.
    """

    id: str
    source: Span | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: Form
    confidence: float
    within: str | None = None
    in_title: bool = False
    mention: Span | None = None

    @property
    def extent(self) -> Span:
        """From the first to the last character of its cue and content."""
        spans = self.content + self.cue
        return Span(min(s.start for s in spans), max(s.end for s in spans))


@dataclass(frozen=True, slots=True)
class Via:
    """One who stands between claimant and reader, in the words of the text."""

    name: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When, where, to whom and through whom something was said; None where the text is silent."""

    said: DateRange | None = None
    channel: str | None = None
    venue: str | None = None
    addressee: str | None = None
    via: tuple[Via, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who made one statement, in which role, for which actors, and how that was decided.

    `mention` is the noun phrase that names the speaker, wherever in the article it stands; `role`
    is as written, without the name. `actors` is empty where nothing could be decided, and holds
    several for a joint statement. `method` names the rule or model that decided.
    """

    statement: str
    actors: tuple[str, ...] = ()
    name: str | None = None
    role: str | None = None
    mention: Span | None = None
    method: str = "undecided"
    confidence: float = 0.0
    circumstances: Circumstances = Circumstances()


@dataclass(frozen=True, slots=True)
class Actor:
    """A state (ISO 3166-1 alpha-3), an organisation (its usual acronym), or another body."""

    code: str
    kind: ActorKind
    name: str
    neighbours: tuple[str, ...] = ()
    memberships: tuple[str, ...] = ()
    state: str | None = None
    """The state that runs it (state media) or holds it (a substate entity)."""
    homes: tuple[str, ...] = ()
    """The states where an armed group or a party is at home, by whose adjective it may be called."""
    members: tuple[str, ...] = ()
    """Who belongs to it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the article names actors, and by what kind of phrase.

    `form`: name, demonym, capital, seat, body, title, person, nominal, pronoun, list. `head` is
    False where the phrase only modifies another noun ("Kazakh" in "Kazakh protesters").
    """

    span: Span
    actors: tuple[str, ...]
    form: str
    head: bool = True


@dataclass(frozen=True, slots=True)
class Coded:
    """One type of the codebook with the confidence that it applies."""

    type: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Aimed:
    """A target of a statement, and the words of the article that name it."""

    target: str
    words: Span


@dataclass(frozen=True, slots=True)
class Reaction:
    """What a statement does, by the codebook: its types, whom it is aimed at, its posture.

    The evidence of its types is the statement itself. `aimed` has the words that name a target, for each
    target that is named; `posture_words` are those that show the posture most, None where it is none.
    """

    statement: str
    types: tuple[Coded, ...]
    targets: tuple[str, ...] = ()
    posture: Posture = "none"
    aimed: tuple[Aimed, ...] = ()
    posture_words: Span | None = None
    method: str = ""
    """"editor" where a person decided it."""


SEEN = 0.4
"""The most that a deed is worth which the coder alone sees; pages leave such deeds out."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One real-world act of one or more actors, with the span that is its evidence."""

    id: str
    actors: tuple[str, ...]
    type: str
    evidence: Span
    confidence: float
    targets: tuple[str, ...] = ()
    modality: Modality = "asserted"
    on: DateRange | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity that someone asserts: what, of whom, how many, where, as of when."""

    id: str
    quantity: str
    text: str
    evidence: Span
    low: float | None
    high: float | None
    bound: Bound
    population: str | None = None
    currency: str | None = None
    place: str | None = None
    as_of: DateRange | None = None
    claimant: str | None = None
    via: tuple[Via, ...] = ()
    part_of: str | None = None
    supersedes: str | None = None
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that could not be read or decided; the user sees every one."""

    stage: str
    level: Level
    message: str
    subject: str | None = None


ARTICLE = ""
"""The key of an article's own vector among those of its statements."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with the layers read so far.

    `entities` are names of any kind and roles, by their words alone; `mentions` are the places that
    name actors. Both are in order; `host` is the state in whose country the
    crisis is, given or guessed, `home` the one whose "ministry" and "police" the article means where
    it names none. `speakers` and `reactions` are keyed by statement id. `encoding` is what the one
    encoder pass left for later stages; it is dropped before a reading is stored. `made_by` maps each
    stage to the version of the model or knowledge that made its layer. `vectors` tell what the article (key
    `ARTICLE`) and each statement (its id) are about: int8 numbers, which `stories.similar` compares.
    """

    article: Article
    statements: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    host: str | None = None
    home: str | None = None
    entities: tuple[Entity, ...] = ()
    speakers: Mapping[str, Speaker] = field(default_factory=lambda: MappingProxyType({}))
    reactions: Mapping[str, Reaction] = field(default_factory=lambda: MappingProxyType({}))
    deeds: tuple[Deed, ...] = ()
    claims: tuple[Claim, ...] = ()
    issues: tuple[Issue, ...] = ()
    vectors: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    made_by: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    encoding: Any = None
