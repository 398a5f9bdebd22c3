"""Stretches of an article that a page prints: a statement's words, and their context."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from dragoman.languages.quotes import quotations
from dragoman.languages.sentences import sentences
from dragoman.records import Article, Span, Statement
from dragoman.roundup.page import Passage

BRIDGE = 60
"""Characters between two printed stretches that are printed too; a longer gap is left out."""
AROUND = 500
"""The longest stretch printed on one side of what is marked."""
SLACK = 3
"""How far a mark of quotation may stand from the words it belongs to: a comma, a stop."""


class Cutter:
    """Cuts passages out of one article; its sentences are found once."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._sentences = sentences(article.text)
        self._starts = [s.start for s in self._sentences]
        self._ends = [s.end for s in self._sentences]
        self._quoted: dict[int, list[Span]] = {}

    def passage(self, span: Span, marked: Iterable[Span] = ()) -> Passage:
        """The characters of `span` with the marks that lie in it."""
        inside = tuple(m for m in joined(marked, 0) if m.overlaps(span))
        return Passage(self.article.id, span, span.of(self.article.text), inside)

    def words(self, statement: Statement, others: Sequence[Span] = ()) -> tuple[Passage, ...]:
        """What to print as the quotation, what was said marked in it.

        Direct speech stands by itself. Indirect speech keeps the article's own words for who says
        it, where they are of the same sentence; a source that follows after a gap is left to the
        byline. `others` are the words of other statements, never printed to join two parts.
        """
        said = self._whole_quotations(joined(statement.content, 0))
        shown = list(said)
        if statement.form != "direct":
            lead = (*statement.cue, *((statement.source,) if statement.source else ()))
            shown += [s for s in lead if self._beside(s, said)]
        runs = self._bridged(shown, others)
        while not any(runs[-1].overlaps(s) for s in said):
            runs.pop()
        return tuple(self.passage(run, said) for run in runs)

    def context(self, marked: Sequence[Span], extent: Span, named: Span | None = None) -> Passage:
        """The sentences that `extent` touches with their neighbours in the paragraph.

        Where the speaker is `named` in one of the two sentences before, it begins there.
        """
        first = bisect_right(self._ends, extent.start)
        last = bisect_left(self._starts, extent.end) - 1
        if first > last:
            return self.passage(extent, marked)
        start, end = self._sentences[first].start, self._sentences[last].end
        for before in self._sentences[max(0, first - 1) : first]:
            if "\n" not in self.article.text[before.start : start]:
                start = before.start
        for after in self._sentences[last + 1 : last + 2]:
            if "\n" not in self.article.text[end : after.end]:
                end = after.end
        if named and first - 2 <= self._sentence(named.start) - 1 < first:
            start = min(start, self._sentences[self._sentence(named.start) - 1].start)
        start = self._near(min(start, extent.start), extent.start, -1)
        return self.passage(Span(start, self._near(max(end, extent.end), extent.end, 1)), marked)

    def _near(self, edge: int, core: int, step: int) -> int:
        """`edge`, or a word's edge nearer to `core` where it lies too far off."""
        if abs(edge - core) <= AROUND:
            return edge
        cut = core + step * AROUND
        text = self.article.text
        while cut != core and not text[cut - (step < 0)].isspace():
            cut -= step
        return cut

    def _sentence(self, at: int) -> int:
        return bisect_right(self._starts, at)

    def _beside(self, span: Span, said: Sequence[Span]) -> bool:
        at = self._sentence(span.start)
        return any(
            self._sentence(s.start) <= at <= self._sentence(max(s.start, s.end - 1)) for s in said
        )

    def _bridged(self, spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
        """Spans joined over short gaps that hold no line end and no words of others."""
        found: list[Span] = []
        for span in joined(spans, 0):
            if found and self._is_bridge(found[-1].end, span.start, others):
                found[-1] = Span(found[-1].start, span.end)
            else:
                found.append(span)
        return found

    def _is_bridge(self, start: int, end: int, others: Sequence[Span]) -> bool:
        if end - start > BRIDGE or "\n" in self.article.text[start:end]:
            return False
        return not any(o.start < end and start < o.end for o in others)

    def _whole_quotations(self, spans: Sequence[Span]) -> list[Span]:
        """Spans that stop short of their own quotation marks, carried out to them."""
        found = []
        for span in spans:
            start, end = span.start, span.end
            for one in self._quotations(span.start):
                near = one.start >= span.start - SLACK and one.end <= span.end + SLACK
                if near and one.overlaps(span):
                    start, end = min(start, one.start), max(end, one.end)
            found.append(Span(start, end))
        return joined(found, 0)

    def _quotations(self, at: int) -> list[Span]:
        """The quotations of the line that holds `at`; each line is read once."""
        text = self.article.text
        start = text.rfind("\n", 0, at) + 1
        if start not in self._quoted:
            stop = text.find("\n", start)
            found = quotations(text, start, stop if stop >= 0 else len(text))
            self._quoted[start] = [q.span for q in found]
        return self._quoted[start]


def joined(spans: Iterable[Span], gap: int) -> list[Span]:
    """Spans in order, those joined that overlap or stand within `gap` characters."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end + gap:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
