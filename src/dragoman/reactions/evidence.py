"""The words of the article that show whom a statement is aimed at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.records import Aimed, Mention, Span


def aimed(
    targets: Sequence[str], pointed: Sequence[Mention], named: Iterable[tuple[str, Span]]
) -> tuple[Aimed, ...]:
    """The words for each target that has some: a mention of it, names before pronouns, else where it is named.

    `pointed` are mentions in the order in which they count, `named` codes with their words.
    """
    places: dict[str, Span] = {}
    for one in sorted(pointed, key=lambda mention: mention.form == "pronoun"):
        for code in one.actors:
            places.setdefault(code, one.span)
    for code, span in named:
        places.setdefault(code, span)
    return tuple(Aimed(target, places[target]) for target in targets if target in places)
