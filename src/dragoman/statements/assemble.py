"""Spans put together: each cue with its contents and its source makes one Statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.ids import digest
from dragoman.inference import Encoding, Floats, Ints
from dragoman.labelling import Found, of_kind
from dragoman.languages.quotes import INSIDE, MARK, quotation_map
from dragoman.records import Article, Form, Span, Statement
from dragoman.statements.links import Places, choose

ELSEWHERE = 2.0
"""What a candidate in another paragraph loses in score where one stands in the same: links that the
biaffine layer makes across a page for want of better are its commonest error."""
DIRECT_SHARE = 0.85
BLOCK = 128
REACH = 3000
"""Words: what stands further off is no candidate, so that cost grows with the text alone."""


@dataclass(frozen=True, slots=True)
class Group:
    """One attribution as found spans; `confidence` is the product of its parts and links.

    Of contents it is the mean, each by its square root: a content is right when half of it overlaps,
    so that its exact ends, of which its own confidence tells, count for less.
    """

    source: Found | None
    cue: Found | None
    contents: tuple[Found, ...]
    confidence: float


def group(encoding: Encoding, found: Sequence[Found], heads: dict[str, Floats]) -> list[Group]:
    """Each content joins the cue that it chooses, each cue the source that it chooses."""
    cues, contents = of_kind(found, "cue"), of_kind(found, "content")
    sources = of_kind(found, "source")
    places = Places(encoding.vectors, encoding.words.paragraph)
    to_cue = _links(heads, "content", (contents, cues), places)
    to_source = _links(heads, "cue", (cues, sources), places)
    held: dict[int, list[tuple[Found, float]]] = {i: [] for i in range(len(cues))}
    alone: list[Group] = []
    for content, (number, chance) in zip(contents, to_cue, strict=True):
        if number is None:
            alone.append(Group(None, None, (content,), content.confidence**0.5))
        else:
            held[number].append((content, chance))
    groups = [_group(cue, held[i], sources, to_source[i]) for i, cue in enumerate(cues) if held[i]]
    return sorted(groups + alone, key=lambda g: g.contents[0].first)


def _group(
    cue: Found,
    contents: list[tuple[Found, float]],
    sources: list[Found],
    link: tuple[int | None, float],
) -> Group:
    number, chance = link
    source = None if number is None else sources[number]
    sure = cue.confidence * chance * (source.confidence if source else 1.0)
    told = [found.confidence**0.5 * linked for found, linked in contents]
    return Group(source, cue, tuple(f for f, _ in contents), sure * sum(told) / len(told))


def _links(
    heads: dict[str, Floats], kind: str, spans: tuple[list[Found], list[Found]], places: Places
) -> list[tuple[int | None, float]]:
    choosers, candidates = spans
    if not choosers:
        return []
    if not candidates:
        return [(None, 1.0)] * len(choosers)
    firsts = np.array([f.first for f in candidates])
    out: list[tuple[int | None, float]] = []
    for at in range(0, len(choosers), BLOCK):
        block = choosers[at : at + BLOCK]
        low = int(np.searchsorted(firsts, block[0].first - REACH))
        high = int(np.searchsorted(firsts, block[-1].first + REACH, side="right"))
        scores = _scores(heads, kind, (block, candidates[low:high]), places)
        out += [(None if n is None else low + n, chance) for n, chance in _best(scores)]
    return out


def _scores(
    heads: dict[str, Floats], kind: str, spans: tuple[list[Found], list[Found]], places: Places
) -> Floats:
    """How well each candidate suits each chooser; the last column is for none."""
    choosers, candidates = spans
    if not candidates:
        return np.zeros((len(choosers), 1), dtype=np.float32)
    scores = choose(heads, kind, (_ends(choosers), _ends(candidates)), places)
    scores[:, :-1] -= ELSEWHERE * _elsewhere(choosers, candidates, places.paragraph)
    return scores


def _best(scores: Floats) -> Iterator[tuple[int | None, float]]:
    """The column that each row chooses, None for the last, with its probability."""
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    for row, best in enumerate(chances.argmax(axis=1).tolist()):
        yield (None if best == scores.shape[1] - 1 else best), float(chances[row, best])


def _elsewhere(choosers: list[Found], candidates: list[Found], paragraph: Ints) -> Floats:
    """1 (choosers, candidates) for a candidate in another paragraph where one is in the same."""
    rows = paragraph[[f.first for f in choosers]][:, None]
    other = rows != paragraph[[f.first for f in candidates]][None, :]
    out: Floats = (other & ~other.all(axis=1, keepdims=True)).astype(np.float32)
    return out


def _ends(found: list[Found]) -> Ints:
    return np.array([(f.first, f.last) for f in found], dtype=np.int64)


def statement(article: Article, encoding: Encoding, one: Group) -> Statement:
    """The Statement of a group, with its id and form."""
    offsets = encoding.words.offsets

    def span(found: Found) -> Span:
        return Span(int(offsets[found.first, 0]), int(offsets[found.last, 1]))

    source = span(one.source) if one.source else None
    cue = (span(one.cue),) if one.cue else ()
    content = tuple(span(f) for f in one.contents)
    return made(article, source, cue, content, confidence=one.confidence)


def made(
    article: Article,
    source: Span | None,
    cue: tuple[Span, ...],
    content: tuple[Span, ...],
    *,
    confidence: float,
) -> Statement:
    """A Statement with the id that its spans give it; `within` is left to nesting."""
    places = [(s.start, s.end) for s in (*((source,) if source else ()), *cue, *content)]
    return Statement(
        id=digest(article.revision, "statement", places),
        source=source,
        cue=cue,
        content=content,
        form=form(article.text, content),
        confidence=round(confidence, 4),
        in_title=article.marked(content[0]) == "title",
    )


def form(text: str, content: Sequence[Span]) -> Form:
    """Direct if nearly all letters stand inside quotation marks, mixed if some do, else indirect."""
    quoted = quotation_map(text)
    states = Counter(
        state
        for span in content
        for character, state in zip(
            text[span.start : span.end], quoted[span.start : span.end], strict=True
        )
        if not character.isspace()
    )
    inside, total = states[INSIDE], states.total() - states[MARK]
    if not inside:
        return "indirect"
    return "direct" if inside >= DIRECT_SHARE * total else "mixed"
