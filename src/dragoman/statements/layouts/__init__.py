"""Statements that a layout shows and no sentence tells: round-ups, interviews, signatures, posts, labels.

Each kind is one short file that yields what it is sure of; `laid` joins it to what the encoder found.
The confidence of each kind is a constant, by how seldom the layout means something else; none is
measured yet. A wrong mouth is worse than a missing line, so that all are strict.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.records import Article, Statement
from dragoman.statements.layouts.headed import headed
from dragoman.statements.layouts.labels import labelled
from dragoman.statements.layouts.laid import Layout, merged
from dragoman.statements.layouts.lines import lines_of
from dragoman.statements.layouts.names import Known
from dragoman.statements.layouts.posts import posted
from dragoman.statements.layouts.signed import signed
from dragoman.statements.layouts.transcripts import transcript


def laid_out(article: Article, statements: Sequence[Statement]) -> list[Statement]:
    """The statements with those that the layout shows, none over the same words twice, in order."""
    lines = lines_of(article)
    known = Known(line.text for line in lines)
    turns = transcript(article, lines, known)
    if turns.laid:
        return merged(article, statements, turns)
    found = (
        *labelled(article, lines, known),
        *headed(article, lines),
        *posted(article, lines),
        *signed(article, lines, statements, known),
    )
    return merged(article, statements, Layout(found))
