"""Every place of a text that names an actor: by name, demonym, capital, seat, title or person.

One pass over the words of the text against the compiled lexicon, longest match first. Neighbouring
words tell whether a name is a person's or a paper's (Michael Jordan, the Kyiv Post), and whether it
only modifies another noun.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache

from dragoman.actors.entries import Name
from dragoman.actors.lexicon import Lexicon, lexicon, words
from dragoman.actors.meanings import Meanings, Voice
from dragoman.actors.nouns import Item
from dragoman.actors.people import holding
from dragoman.actors.registry import Registry
from dragoman.languages.data import load
from dragoman.records import Mention, Span

_WORD = re.compile(r"[^\W_]+")
_NEXT = re.compile(r"[ \u00a0]([^\W\d_][\w’'-]*)")
_PLACE = re.compile(r", ([^\W\d_][\w.]*(?: [^\W\d_]\w*)?)")
_WINDOW = 32
_RUN = re.compile(
    r"(?<![\w’'-])[^\W\d_a-z][\w’'-]*"
    r"(?:[ \u00a0](?:[a-z]{1,3}[ \u00a0]|[a-z]{2}-)?[^\W\d_a-z][\w’'-]*\.?){1,4}"
)
_HYPHENS = ("-", "‑")
_POSSESSIVE = re.compile(r"['’]s?(?![\w])", re.IGNORECASE)
_ENDS = '.!?:;\n"“”(‘•–—'
_TITLES = frozenset({"heads.office", "heads.rank", "heads.envoy", "heads.member", "words.courtesy"})
_LOCAL = frozenset({"heads.local", "heads.lawmaker"})
_SHORT_LINE = 8
_FORMS = {"people": "demonym", "office": "body"}


def find(
    registry: Registry, text: str, on: date | None, persons: Sequence[Span] = ()
) -> list[Mention]:
    """The mentions of actors in a text, in order and without overlap.

    `persons` are the names of people that the reader sees: no state is meant by a word of them.
    """
    return list(_Finder(registry, text, on, PersonNames.of(text, persons)).run())


@dataclass(frozen=True, slots=True)
class PersonNames:
    """Where words of full names begin, where short names stand, and from where on a part of one is known."""

    inside: frozenset[int] = frozenset()
    short: frozenset[int] = frozenset()
    surnames: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, persons: Sequence[Span]) -> PersonNames:
        """From spans in order."""
        inside: set[int] = set()
        short: set[int] = set()
        surnames: dict[str, int] = {}
        for span in persons:
            words = list(_WORD.finditer(text, span.start, span.end))
            if len(words) == 1:
                short.add(words[0].start())
            elif words:
                inside.update(word.start() for word in words)
                surnames.setdefault(words[-1].group(), span.end)
                surnames.setdefault(words[0].group(), span.end)
        return cls(frozenset(inside), frozenset(short), surnames)

    def hold(self, start: int, word: str) -> bool:
        """Whether a word is one of a person's full name, or the surname or given name of one named before."""
        known = self.surnames.get(word)
        return start in self.inside or (start in self.short and known is not None and known < start)


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    return load("en").words("actors", "mentions")


@dataclass(slots=True)
class _Finder:
    registry: Registry
    text: str
    on: date | None
    persons: PersonNames
    lexicon: Lexicon = field(init=False)
    meanings: Meanings = field(init=False)
    known: dict[str, Voice] = field(default_factory=dict)
    people: dict[str, str | None] = field(default_factory=dict)
    surnames: dict[str, tuple[int, str]] = field(default_factory=dict)
    recent: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lexicon = lexicon(self.registry)
        self.meanings = Meanings(self.registry, self.on)

    def run(self) -> Iterator[Mention]:
        people = {m.span.start: m for m in self._people()}
        lines = _capital_lines(self.text)
        cased, folded = self.lexicon.cased, self.lexicon.folded
        done = 0
        for match in _WORD.finditer(self.text):
            start = match.start()
            if start < done:
                continue
            word = match.group()
            if start in people:
                yield people[start]
                done = people[start].span.end
            elif word in cased or word in self.surnames:
                mention, done = self._at(start, word, capitals=_inside(lines, start))
                if mention:
                    yield mention
            elif lines and word.casefold() in folded and _inside(lines, start):
                mention, done = self._at(start, word, capitals=True)
                if mention:
                    yield mention

    def _people(self) -> Iterator[Mention]:
        """Those named in full who hold an office on the day."""
        for run in _RUN.finditer(self.text):
            parts = [m.span() for m in re.finditer(r"\S+", run.group())]
            at = 0
            while at < len(parts) - 1:
                found = self._person(run, parts, at)
                if found:
                    yield found
                    end = found.span.end - run.start()
                    at = next(n for n, part in enumerate(parts, 1) if part[1] >= end)
                else:
                    at += 1

    def _person(self, run: re.Match[str], parts: list[tuple[int, int]], at: int) -> Mention | None:
        for last in range(min(len(parts), at + 4) - 1, at, -1):
            name = run.group()[parts[at][0] : parts[last][1]]
            bare = re.sub(r"['’]s?$", "", name).rstrip(".")
            code = self._holder(bare)
            if code:
                start = run.start() + parts[at][0]
                self.surnames.setdefault(bare.split()[-1], (start, code))
                head = not _POSSESSIVE.match(self.text, start + len(bare))
                return Mention(Span(start, start + len(bare)), (code,), "person", head)
        return None

    def _holder(self, name: str) -> str | None:
        """The actor of a full name on the day; each name is looked up once."""
        if name not in self.people:
            known = self.registry.holders(name)
            self.people[name] = holding(self.registry, name, self.on)[0] if known else None
        return self.people[name]

    def _at(self, start: int, word: str, *, capitals: bool) -> tuple[Mention | None, int]:
        """The mention that begins here, if one does, and where to read on."""
        found = self.lexicon.at(self.text, start)
        if capitals and (found is None or not found.names):
            found = self.lexicon.at(self.text, start, folded=True)
        if found is None:
            return self._surname(start, word)
        surface = self.text[start : found.end]
        if not found.names or (capitals and self.lexicon.careful(surface, capitals=True)):
            return None, found.end
        if not capitals and self._is_other(start, found.end, found.names):
            return None, found.end
        voice = self._meaning(surface, found.names)
        if not voice.actors:
            return None, found.end
        self.recent.pop(voice.actors[0], None)
        self.recent[voice.actors[0]] = None
        span = Span(start, found.end)
        form = _form(voice, surface, found.names)
        head = self._is_head(span, found.names)
        return Mention(span, voice.actors, form, head), span.end

    def _surname(self, start: int, word: str) -> tuple[Mention | None, int]:
        end = start + len(word)
        first, code = self.surnames.get(word, (len(self.text), ""))
        before = self._before(start)
        if start <= first or (before and _namelike(before) and not self._opener(before)):
            return None, end
        head = not _POSSESSIVE.match(self.text, end)
        return Mention(Span(start, end), (code,), "person", head), end

    def _meaning(self, surface: str, names: tuple[Name, ...]) -> Voice:
        """What a form means on the day; one of several actors as the text used it before."""
        if surface not in self.known:
            item = Item(surface, 0, len(surface), names)
            voice = self.meanings.means(item)
            if len({n.actor for n in names}) > 1 or item.key in words().lists["shared"]:
                return self.meanings.within(tuple(reversed(self.recent))).means(item)
            self.known[surface] = voice
        return self.known[surface]

    def _is_other(self, start: int, end: int, names: tuple[Name, ...]) -> bool:
        """Whether the name is here a part of another: of a person, a paper, a company, a town."""
        surface = self.text[start:end]
        after, before = self._after(end), self._before(start)
        bodied = bool(after and after[0].isupper() and after.casefold() in _bodies())
        if bodied or " " in surface or surface.isupper():
            return bodied
        if self.persons.hold(start, surface) and names[0].form in ("name", "capital"):
            return True
        follows = bool(after and _namelike(after) and after.casefold() not in _lists()["places"])
        if follows and before and _classes(before) & _TITLES and names[0].form != "demonym":
            return True
        careful = surface.casefold() in self.lexicon.words.care["also_words"]
        if not (careful or any(n.ambiguous or n.form == "capital" for n in names)):
            return False
        if before and _namelike(before):
            return not self._opener(before) or follows
        local = bool(after and _classes(after) & _LOCAL)
        lower = careful and self._opening(start) and self._ordinary(surface, names, after)
        return follows or local or lower or self._in_province(end)

    def _opening(self, start: int) -> bool:
        """Whether a sentence or line begins here, so that its first word has a capital anyway."""
        before = self.text[max(0, start - 64) : start].rstrip(" ")
        return not before or before[-1] in _ENDS

    def _ordinary(self, surface: str, names: tuple[Name, ...], after: str | None) -> bool:
        """Whether a form that is a common word too is used as one: "Polish the silver"."""
        if all(n.form == "demonym" for n in names):
            return after is not None and after.casefold() in _lists()["articles"]
        return surface.casefold() in _lists()["openers_too"]

    def _in_province(self, end: int) -> bool:
        """Whether a town's province follows: "Moscow, Idaho"."""
        found = _PLACE.match(self.text, end, end + 40)
        if found is None:
            return False
        place = found[1].casefold().rstrip(".")
        return not _lists()["provinces"].isdisjoint((place, place.split(maxsplit=1)[0]))

    def _before(self, start: int) -> str | None:
        """The word that stands before a place on its line, if only a space is between."""
        near = self.text[max(0, start - _WINDOW) : start]
        if near[-1:] not in (" ", "\u00a0"):
            return None
        word = near[:-1].rsplit(None, 1)[-1:]
        bare = word[0].lstrip("(“\"‘'") if word else ""
        return bare if bare[:1].isalpha() and bare[-1] not in ',;:)”"' else None

    def _after(self, end: int) -> str | None:
        found = _NEXT.match(self.text, end)
        return found[1] if found else None

    def _opener(self, word: str) -> bool:
        """Whether a word has its capital from opening a sentence and is no name."""
        low = word.casefold()
        return (
            low in self.lexicon.words.care["openers"]
            or low in self.lexicon.words.lists["adjectives"]
        )

    def _is_head(self, span: Span, names: tuple[Name, ...]) -> bool:
        """Whether the name stands for the actor and does not only modify what follows."""
        around = (
            self.text[span.end : span.end + 1],
            self.text[max(0, span.start - 1) : span.start],
        )
        if _POSSESSIVE.match(self.text, span.end) or any(c in _HYPHENS for c in around if c):
            return False
        after = self._after(span.end)
        return after is None or _stands(span.of(self.text), after, {n.form for n in names})


def _stands(surface: str, after: str, forms: set[str]) -> bool:
    """Whether a name stands on its own before the word that follows."""
    low = after.casefold()
    people = forms <= {"demonym", "people"}
    if low in _lists()["functions"]:
        return not (people and low in ("and", "or"))
    if forms & {"office", "seat"} and after[0].isupper() and not _classes(after):
        return True
    if people or _classes(after) & _nouns() or low in _lists()["modified"]:
        return forms == {"people"}
    return not ("demonym" in forms or surface.isupper()) or _verbal(low)


def _form(voice: Voice, surface: str, names: tuple[Name, ...]) -> str:
    form = next((n.form for n in names if n.actor in voice.actors), names[0].form)
    if form == "office":
        last_word = surface[surface.rfind(" ") + 1 :].casefold()
        last = words().at(last_word, 0)
        if last and last.classes & _TITLES and last_word not in words().lists["institutions"]:
            return "title"
    return _FORMS.get(form, form)


def _verbal(word: str) -> bool:
    return word.endswith(("ed", "s")) or word in _lists()["verbs"]


@cache
def _nouns() -> frozenset[str]:
    kinds = ("office", "rank", "organ", "envoy", "member", "sent", "fighter", "local", "lawmaker",
             "private", "media")  # fmt: skip
    return frozenset(f"heads.{kind}" for kind in kinds) | {
        "nominals.group",
        "nominals.state",
        "nominals.armed",
    }


@cache
def _bodies() -> frozenset[str]:
    lists = words().lists
    return lists["media_names"] | lists["company_names"] - lists["branches"]


@lru_cache(maxsize=8192)
def _classes(word: str) -> frozenset[str]:
    found = words().at(word, 0)
    return found.classes if found and found.end == len(word) else frozenset()


def _namelike(word: str) -> bool:
    return (
        word[0].isupper()
        and not word.isupper()
        and not word.endswith(("'s", "’s"))
        and not _classes(word)
        and word.casefold() not in words().care["openers"]
    )


def _capital_lines(text: str) -> list[Span]:
    """The lines that are set in capitals alone."""
    lines, at = [], 0
    for line in text.split("\n"):
        if len(line) >= _SHORT_LINE and line.isupper() and " " in line.strip():
            lines.append(Span(at, at + len(line)))
        at += len(line) + 1
    return lines


def _inside(lines: list[Span], at: int) -> bool:
    place = bisect_right(lines, at, key=lambda line: line.start) - 1
    return place >= 0 and at < lines[place].end
