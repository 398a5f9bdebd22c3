"""Stories in memory: the twin of `storying`, by the plainest means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from dragoman.archive.base import StoryRow, StoryStep
from dragoman.archive.rows import moment_of


class MemoryStories:
    """Steps in a list; what a story holds is told by going through them."""

    def __init__(self, published: Callable[[str], str], stamp: Callable[[], str]) -> None:
        self._published, self._stamp = published, stamp
        self._waiting: set[str] = set()
        self._steps: list[tuple[int, str, StoryStep]] = []
        self._held: dict[str, StoryRow] = {}

    def wait(self, article: str) -> None:
        """Notes that a new article is in no story yet."""
        self._waiting.add(article)

    def waiting(self, limit: int) -> list[str]:
        """Articles that are in no story, the earliest published first."""
        return sorted(self._waiting, key=lambda one: (self._published(one), one))[:limit]

    def states(self, since: datetime) -> tuple[int, list[StoryRow]]:
        """The last step, and the stories that something came to since then."""
        own = (s for s in self._held.values() if s.merged_into is None)
        at = str(moment_of(since))
        return self._number(), sorted((s for s in own if s.last_at >= at), key=lambda s: s.id)

    def note(self, steps: Sequence[StoryStep], changed: Sequence[StoryRow], seen: int) -> bool:
        """Keeps what happened since step `seen`; nothing, and False, where another was faster."""
        if self._number() != seen:
            return False
        stamp = self._stamp()
        self._steps += [(seen + n, stamp, one) for n, one in enumerate(steps, 1)]
        self._held.update({one.id: one for one in changed})
        self._waiting -= {one.article for one in steps if one.article}
        return True

    def listed(self, since: datetime | None = None, limit: int = 100) -> list[StoryRow]:
        """Stories, the one that something came to last first."""
        at = moment_of(since) or ""
        own = [s for s in self._held.values() if s.merged_into is None and s.last_at >= at]
        own.sort(key=lambda s: s.id)
        return sorted(own, key=lambda s: s.last_at, reverse=True)[:limit]

    def named(self, beginning: str, follow: bool = True) -> list[str]:
        """The stories whose ids begin so, at most two; merged ones lead to what they are in now, if wanted."""
        found = []
        for one in sorted(key for key in self._held if key.startswith(beginning))[:2]:
            own = self._held[one]
            while own.merged_into and follow:
                own = self._held[own.merged_into]
            found.append(own.id)
        return list(dict.fromkeys(found))

    def articles(self, story: str, until: datetime | None = None) -> list[str]:
        """The articles of a story, as it stood at a moment."""
        limit = moment_of(until)
        steps = [one for _, at, one in self._steps if not limit or at <= limit]
        within, grew = {story}, True
        while grew:
            held = {s.other for s in steps if s.kind == "merge" and s.story in within and s.other}
            grew = bool(held - within)
            within |= held
        last = {s.article: s.story for s in steps if s.article}
        return sorted(one for one, own in last.items() if own in within)

    def take_out(self, articles: Iterable[str]) -> None:
        """Takes articles out of all stories; those that held them are told anew."""
        gone, last = set(articles), self._number()
        self._waiting -= gone
        touched, grew = {s.story for _, _, s in self._steps if s.article in gone}, True
        while grew:
            above = {s.story for _, _, s in self._steps if s.kind == "merge" and s.other in touched}
            grew = bool(above - touched)
            touched |= above
        for story in touched:
            self._waiting |= set(self.articles(story)) - gone
        self._steps = [
            held
            for held in self._steps
            if held[2].story not in touched
            and held[2].article not in gone
            and not (held[2].kind == "merge" and held[2].other in touched)
        ]
        for story in touched:
            self._held.pop(story, None)
        if gone:
            self._steps.append((last + 1, self._stamp(), StoryStep("forget", "")))

    def _number(self) -> int:
        return self._steps[-1][0] if self._steps else 0
