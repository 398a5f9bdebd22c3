"""What the rules on layout make of a text, in words: no encoder is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.articles.layout import marks
from dragoman.records import Statement
from dragoman.statements.stage import structured
from tests.builders import Said, reading


@dataclass(frozen=True)
class Told:
    """A statement by its words; `mention` names the speaker, `content` holds one string a part."""

    source: str | None
    mention: str | None
    content: tuple[str, ...]
    cue: tuple[str, ...] = ()


def statements(text: str, *said: Said, outlet: str | None = None) -> list[Statement]:
    """The statements of a text, of which the encoder is said to have found some."""
    made = reading(text, said)
    article = replace(made.article, marks=marks(text), outlet=outlet)
    return structured(article, made.statements)


def told(text: str, *said: Said, outlet: str | None = None) -> list[Told]:
    """The same in words."""
    return [
        Told(
            one.source.of(text) if one.source else None,
            one.mention.of(text) if one.mention else None,
            tuple(part.of(text) for part in one.content),
            tuple(part.of(text) for part in one.cue),
        )
        for one in statements(text, *said, outlet=outlet)
    ]
