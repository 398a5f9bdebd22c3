"""What a store of results can do. Pages and exports read through `View` alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from dragoman.archive.rows import Rows, place_of
from dragoman.records import Actor, Reading

State = Literal["done", "failed", "tried", "aside"]
"""done: read and kept; failed: no article in it, told why; tried: it stopped its reader, and is tried again;
aside: it did so too often."""
TRIES = 3
"""How often an input may stop its reader before it is set aside."""


class View(Protocol):
    """Results as they stand at one moment."""

    def readings(self) -> Sequence[Reading]:
        """Every reading, in the order of publication where known, else as added."""

    def actor(self, code: str, on: date | None = None) -> Actor | None:
        """What is known of an actor, as it was on a day; None for one that no registry holds."""


class Writer(Protocol):
    """Takes results in; the same article revision twice changes nothing."""

    def add(self, readings: Iterable[Reading]) -> int:
        """Keeps readings; returns how many were new."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: its rows, or why there are none.

    `key` is a digest of what came in, `source` says in words where it came from. `sketch` is what tells near
    copies of the article (`copies`).
    """

    key: str
    source: str
    state: State
    rows: Rows | None = None
    message: str | None = None
    tries: int = 0
    sketch: bytes | None = None

    @property
    def place(self) -> str:
        """What stands for where it came from once that may not be kept."""
        return place_of(self.source)


@dataclass(frozen=True, slots=True)
class Query:
    """Which statements are looked for; what is None or empty is not asked about.

    `words` as a user types them: all must stand in the statement, "…" in this order. `since` and `until` are days,
    both inclusive. The newest stand first.
    """

    words: str = ""
    actor: str | None = None
    type: str | None = None
    target: str | None = None
    posture: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that was found, with where it stands."""

    statement: str
    article: str
    revision: str
    outlet: str | None
    uri: str | None
    published: str | None
    day: str | None
    speaker: str | None
    role: str | None
    actors: tuple[str, ...]
    types: tuple[str, ...]
    targets: tuple[str, ...]
    posture: str
    words: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One text that stood at an address, and when the archive came to know it."""

    article: str
    revision: str
    title: str | None
    recorded_at: str
    text: str


@dataclass(frozen=True, slots=True)
class Contents:
    """How much an archive holds, and a digest of all of it that no order of adding changes."""

    articles: int
    readings: int
    statements: int
    deeds: int
    claims: int
    failed: int
    aside: int
    copies: int
    digest: str


@dataclass(frozen=True, slots=True)
class StoryRow:
    """What is kept of a story: what a list shows, and what the next article is weighed against."""

    id: str
    title: str | None
    host: str | None
    articles: int
    first_at: str
    last_at: str
    merged_into: str | None
    body: str
    vectors: bytes | None


@dataclass(frozen=True, slots=True)
class StoryStep:
    """An article joined a story, another story was merged into it, or an article was parted from another to it."""

    kind: str
    story: str
    article: str | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What an editor put right in a text: `body` as `corrections` reads it."""

    id: str
    article: str
    revision: str
    body: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """What is known of the last time that an address was fetched."""

    url: str
    status: int
    fetched_at: datetime
    etag: str | None = None
    modified: str | None = None


class Stories(Protocol):
    """The stories of an archive, and the steps by which they came to be."""

    def waiting(self, limit: int) -> list[str]:
        """Articles that are in no story, the earliest published first."""

    def states(self, since: datetime) -> tuple[int, list[StoryRow]]:
        """The last step, and the stories that something came to since then."""

    def note(self, steps: Sequence[StoryStep], changed: Sequence[StoryRow], seen: int) -> bool:
        """Keeps what happened since step `seen`; nothing, and False, where another was faster."""

    def listed(self, since: datetime | None = None, limit: int = 100) -> list[StoryRow]:
        """Stories, the one that something came to last first."""

    def named(self, beginning: str, follow: bool = True) -> list[str]:
        """The stories whose ids begin so, at most two; merged ones lead to what they are in now, if wanted."""

    def articles(self, story: str, until: datetime | None = None) -> list[str]:
        """The articles of a story, as it stood at a moment."""


class Archive(View, Writer, Protocol):
    """A store that outlives the command; the in-memory twin keeps the same contract."""

    @property
    def stories(self) -> Stories:
        """Its stories."""

    def readings_of(self, articles: Sequence[str], when: datetime | None = None) -> list[Reading]:
        """What stands of some articles, or stood at a time, in the order of publication."""

    def of_host(self, host: str) -> list[str]:
        """The articles whose crisis is in a state's country, by what stands."""

    def correct(self, corrections: Sequence[Correction]) -> int:
        """Keeps what an editor put right; returns how many are new."""

    def corrections(
        self, articles: Sequence[str], when: datetime | None = None
    ) -> list[Correction]:
        """What was put right in some articles, in the order in which that was recorded."""

    def known(self, keys: Sequence[str]) -> Mapping[str, tuple[State, int]]:
        """State and tries of those inputs that the archive has met."""

    def commit(self, outcomes: Sequence[Outcome]) -> int:
        """Keeps outcomes, all or none; returns how many readings were new. The same again changes nothing."""

    def search(self, query: Query) -> list[Hit]:
        """Statements of current readings, the newest first; raises UsageError where words hold none."""

    def revisions(self, address: str) -> list[Revision]:
        """Every text that stood at an address (or an article's id), in the order in which they were recorded."""

    def as_of(self, when: datetime) -> list[Reading]:
        """The readings that were current at a time, by when they were recorded."""

    def contents(self) -> Contents:
        """How much there is, counted from the rows themselves."""

    def fetched(self, url: str) -> Fetched | None:
        """The last fetch of an address."""

    def note_fetches(self, fetches: Sequence[Fetched]) -> None:
        """Keeps when addresses were fetched, for the next conditional request."""

    def refresh(self, seen: Mapping[str, datetime]) -> None:
        """Inputs, by key, that were fetched again as they were: what stood at their address stands again."""

    def forget(self, what: str) -> int:
        """Takes all articles of an address or outlet out, for good; returns how many. No text is left."""

    def is_forgotten(self, uri: str | None, outlet: str | None, article: str | None = None) -> bool:
        """Whether a takedown keeps this out, by its address, its outlet or its id."""

    def close(self) -> None:
        """Lets go of files and connections."""
