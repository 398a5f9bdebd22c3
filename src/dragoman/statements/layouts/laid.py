"""What a layout shows: words, whose they are, and how they join what the encoder found."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.records import Article, Span, Statement
from dragoman.statements.assemble import made
from dragoman.statements.byplace import ByPlace, line_of
from dragoman.statements.layouts.lines import said
from dragoman.statements.phrases import lists

HALF = 0.5


@dataclass(frozen=True, slots=True)
class Laid:
    """Words that a layout gives to one who speaks.

    `label` stands right before the content, as a source does; `mention` is what names the speaker,
    wherever it stands. `own` are words of nobody else although no quotation marks say so: an answer,
    a post, a signed text.
    """

    content: tuple[Span, ...]
    mention: Span | None
    confidence: float
    label: Span | None = None
    cue: tuple[Span, ...] = ()
    own: bool = False

    def statement(self, article: Article) -> Statement:
        content = tuple(said(article.text, span) for span in self.content)
        one = made(article, self.label, self.cue, content, confidence=self.confidence)
        return replace(one, mention=self.mention, form="direct" if self.own else one.form)


@dataclass(frozen=True, slots=True)
class Layout:
    """All that the layouts of one article show.

    `asked` are the words of an outlet's own questions, which are no statement of anybody's; `labels`
    all that stands before the turns of a transcript.
    """

    laid: tuple[Laid, ...] = ()
    asked: tuple[tuple[Span, ...], ...] = ()
    labels: tuple[Span, ...] = ()


def merged(article: Article, statements: Sequence[Statement], layout: Layout) -> list[Statement]:
    """The statements with those of the layout, none over the same words twice, in order.

    One without a source of its own inside a laid one is a part of it and goes; one by somebody else
    stands within it. Where the words are not one's own by the layout alone, a source found wins over it.
    """
    if not layout.laid:
        return list(statements)
    laid = list(_apart(layout.laid))
    statements = _without_strays(article, statements, [*layout.asked, *(o.content for o in laid)])
    places = ByPlace(article.text, statements)
    held = {s.id: s for s in statements}
    labels = sorted(layout.labels)
    for spans in layout.asked:
        for one in _inside(places, statements, spans):
            if _is_speaker(article.text, one, labels):
                del held[one.id]
    for each in laid:
        inside = _inside(places, statements, each.content)
        if not each.own and any(s.source for s in inside):
            continue
        named = [s for s in (each.label, each.mention) if s]
        parts = [s for s in inside if _is_speaker(article.text, s, labels, named)]
        whole = _with_cue(each, parts).statement(article)
        for part in parts:
            del held[part.id]
        held |= {s.id: replace(s, within=whole.id) for s in inside if s not in parts}
        held[whole.id] = whole
    return sorted(held.values(), key=lambda s: s.content[0].start)


def _apart(laid: Iterable[Laid]) -> Iterator[Laid]:
    """Those of which no words were laid before."""
    taken: set[Span] = set()
    for one in laid:
        if taken.isdisjoint(one.content):
            taken.update(one.content)
            yield one


def _without_strays(
    article: Article, statements: Sequence[Statement], spoken: Sequence[tuple[Span, ...]]
) -> list[Statement]:
    """The statements without parts in somebody's words that are told by a source or cue elsewhere.

    Links over paragraphs are the encoder's weakest, and these words have their speaker.
    """
    places = ByPlace(article.text, statements)
    strays: dict[int, set[Span]] = {}
    for spans in spoken:
        lines = [line_of(article.text, span) for span in spans]
        around = Span(lines[0].start, lines[-1].end)
        for content, number in (found for span in spans for found in places.touching(span)):
            one = statements[number]
            told = (*one.cue, *((one.source,) if one.source else ()))
            if told and not any(around.contains(span) for span in told):
                strays.setdefault(number, set()).add(content)
    kept = ((s, strays.get(n, set())) for n, s in enumerate(statements))
    return [_without(article, s, gone) for s, gone in kept if len(gone) < len(s.content)]


def _without(article: Article, one: Statement, gone: set[Span]) -> Statement:
    if not gone:
        return one
    content = tuple(span for span in one.content if span not in gone)
    return made(article, one.source, one.cue, content, confidence=one.confidence)


def _inside(
    places: ByPlace, statements: Sequence[Statement], spans: Sequence[Span]
) -> list[Statement]:
    """The statements of which half or more lies in the spans."""
    covered: Counter[int] = Counter()
    for span in spans:
        for content, number in places.touching(span):
            covered[number] += min(content.end, span.end) - max(content.start, span.start)
    return [
        statements[n]
        for n, shared in sorted(covered.items())
        if shared >= HALF * sum(map(len, statements[n].content))
    ]


def _is_speaker(
    text: str, one: Statement, labels: Sequence[Span], named: Sequence[Span] = ()
) -> bool:
    """Whether a source is none, "I", a label (these are in order) or what names the speaker."""
    source = one.source
    if source is None or source.of(text).lower() in lists("layouts")["first_person"]:
        return True
    before = bisect_left(labels, Span(source.end, source.end))
    return any(source.overlaps(s) for s in (*labels[max(0, before - 1) : before], *named))


def _with_cue(laid: Laid, parts: Sequence[Statement]) -> Laid:
    """The laid words with the cue of an encoder's statement by the same label, and the surer of both."""
    for part in parts:
        if laid.label and part.source and part.source.overlaps(laid.label):
            sure = max(laid.confidence, part.confidence)
            return replace(laid, cue=laid.cue or part.cue, confidence=sure)
    return laid
