"""A noun phrase as the items that it is made of: names, words of a class, and other words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dragoman.actors.entries import Name
from dragoman.actors.lexicon import Found, Lexicon

_WORD = re.compile(r"[^\W_]+(?:[-'’.&‑][^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"['’]s(?![^\W_])|(?<=[sS])['’](?![^\W_])|['’]S(?![^\W_])")
_OFFICES = frozenset(f"heads.{kind}" for kind in ("office", "organ", "envoy", "member", "rank"))
_LETTERS = re.compile(r"[^\W\d_]+")
_INITIAL = re.compile(r"[^\W\d_a-z]\.(?!\w)")
_OWNER = re.compile(r"['’]s$", re.IGNORECASE)
_FULL_NAME = re.compile(
    r"[^\W\d_a-z][\w’'-]*\.?(?: (?:[a-z]{1,3} )?[^\W\d_A-Z]*[^\W\d_a-z][\w’'-]*\.?){1,4}"
)
_LED = ("-led", "-run")
_HYPHENS = "-‑–"
_LONGEST = 400
_ASIDE = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a phrase; `compound` marks a hyphened word such as "Moscow-backed",
    `mask` a name that only holds an actor's, `known` the full name of one who held an office."""

    text: str
    start: int
    end: int
    names: tuple[Name, ...] = ()
    classes: frozenset[str] = frozenset()
    possessive: bool = False
    compound: bool = False
    mask: bool = False
    known: bool = False

    def of(self, *classes: str) -> bool:
        """Whether it belongs to one of the classes of words."""
        return not self.classes.isdisjoint(classes)

    @property
    def key(self) -> str:
        return self.text.casefold().replace("-", " ").replace("’", "'")

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def head(self) -> bool:
        """Whether it can be the head of a phrase that means someone."""
        return any(name.startswith(("heads.", "nominals.")) for name in self.classes)

    @property
    def demonym(self) -> bool:
        return bool(self.names) and all(n.form in ("demonym", "people") for n in self.names)

    @property
    def capital_city(self) -> bool:
        return bool(self.names) and all(n.form == "capital" for n in self.names)

    @property
    def namelike(self) -> bool:
        """Whether it can be a part of a person's name."""
        if self.mask or self.compound:
            return False
        if self.known:
            return True
        if self.of("words.courtesy", "words.particles"):
            return True
        if self.names or self.classes:
            return False
        bare = self.text.split("-", 1)
        prefixed = len(bare) == 2 and bare[0].islower() and bare[1][:1].isupper()
        return self.capital or (prefixed and len(bare[0]) <= 3)


def items(phrase: str, lexicon: Lexicon) -> list[Item]:
    """The items of a phrase in order; what stands in brackets is left out."""
    text = _ASIDE.sub(lambda match: " " * len(match.group()), phrase[:_LONGEST])
    return _Scanner(text, lexicon).run()


class _Scanner:
    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.lower = not any(c.isupper() for c in text)
        self.found: list[Item] = []

    def run(self) -> list[Item]:
        at = 0
        while at < len(self.text):
            at = self._step(at)
        return self.found

    def _step(self, at: int) -> int:
        char = self.text[at]
        if char in ",;:–—" or (char == "-" and self._spaced(at)):
            self.found.append(Item(",", at, at + 1, classes=frozenset({"comma"})))
            return at + 1
        owned = _POSSESSIVE.match(self.text, at)
        if owned and self.found:
            self.found[-1] = replace(self.found[-1], possessive=True)
            return owned.end()
        if not (char.isalnum() or char == "&"):
            return at + 1
        item = self._item(at)
        self.found.append(item)
        return item.end

    def _spaced(self, at: int) -> bool:
        return at > 0 and self.text[at - 1].isspace()

    def _name(self, at: int) -> Found | None:
        """The name at a place, in its letter case; in any case where the text's tells nothing."""
        found = self.lexicon.at(self.text, at)
        if (found and self.lower) or not (self.lower or self._shouted(at)):
            return found
        other = self.lexicon.at(self.text, at, folded=True)
        if other is None or (found and found.end >= other.end):
            return found
        surface = self.text[at : other.end]
        return found if self.lexicon.careful(surface, capitals=not self.lower) else other

    def _shouted(self, at: int) -> bool:
        """Whether a word here is set in capitals."""
        word = _LETTERS.match(self.text, at)
        return bool(word and word.group().isupper() and len(word.group()) > 1)

    def _known_person(self, at: int) -> Item | None:
        """The full name of one who held an office, where it stands here."""
        run = _FULL_NAME.match(self.text, at)
        words = run.group().split(" ") if run else []
        for count in range(len(words), 1, -1):
            text = _OWNER.sub("", " ".join(words[:count]))
            first = self.lexicon.words.at(text, 0)
            titled = first is not None and any(c in _OFFICES for c in first.classes)
            if not titled and self.lexicon.holders(text):
                return Item(text, at, at + len(text), known=True)
        return None

    def _item(self, at: int) -> Item:
        person = self._known_person(at)
        if person:
            return person
        name = self._owner_of(at, self._name(at))
        word = self.lexicon.words.at(self.text, at)
        whole = _WORD.match(self.text, at)
        end = max(name.end if name else 0, word.end if word else 0)
        if whole and _INITIAL.match(self.text, at):
            return Item(whole.group(), at, whole.end())
        if whole and end and whole.end() > end and self._hyphened(whole, end):
            surname = self.text[end + 1].isupper() and not self._of_name(whole.group())
            led = name.names if name and whole.group().endswith(_LED) else ()
            return Item(whole.group(), at, whole.end(), led, compound=not surname)
        if not end:
            end = at + len(_OWNER.sub("", whole.group())) if whole else at + 1
            text = self.text[at:end]
            return Item(text, at, end, compound=text.endswith("-based") or self._of_name(text))
        names = name.names if name and name.end == end else ()
        classes = word.classes if word and word.end == end else frozenset[str]()
        if not classes and any(n.form in ("office", "seat") for n in names):
            classes = self._titles(at, end)
        mask = bool(name and name.end == end and not names and not classes)
        return Item(self.text[at:end], at, end, names, classes, mask=mask)

    def _owner_of(self, at: int, name: Found | None) -> Found | None:
        """The actor alone, where a name is that of an actor and a title: "UN spokesman"."""
        space = self.text.find(" ", at, name.end) if name else -1
        if name is None or space < 0:
            return name
        first = self.lexicon.at(self.text[at:space], 0)
        title = self.lexicon.words.at(self.text, space + 1)
        titled = title is not None and any(c in _OFFICES for c in title.classes)
        split = first and title and titled and first.end == space - at and title.end == name.end
        if split and first and {n.actor for n in first.names} >= {n.actor for n in name.names}:
            return Found(space, first.names)
        return name

    def _titles(self, at: int, end: int) -> frozenset[str]:
        """The classes of the noun at an end of an office's own name."""
        last = self.text.rfind(" ", at, end) + 1
        for start in (last, at):
            found = self.lexicon.words.at(self.text, start) if start >= at else None
            if found and found.end <= end and any(c in _OFFICES for c in found.classes):
                return found.classes
        return frozenset()

    def _hyphened(self, whole: re.Match[str], end: int) -> bool:
        """Whether what stands here is only the first part of a compound."""
        if self.text[end] not in _HYPHENS:
            return False
        rest = self.lexicon.words.at(self.text, end + 1)
        named = self._name(whole.start())
        return rest is None or bool(named and named.names and not rest.classes)

    def _of_name(self, text: str) -> bool:
        """Whether a hyphened word ends in a name: pro-Russian, Franco-German."""
        at = text.rfind("-") + 1
        found = self.lexicon.at(text, at) if at else None
        return bool(found and found.names and found.end == len(text))
