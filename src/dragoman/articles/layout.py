"""The parts of a plain text that are not running prose: marked, never cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.articles.furniture import kind_of
from dragoman.records import Mark, MarkKind, Span

_LONGEST_TITLE = 200
_LONGEST_HEADING = 80
_MOST_WORDS = 11
_LONG_LINE = 100
_BYLINES_WITHIN = 8
_LONGEST_RUN = 2
_MOST_TITLE_LINES = 3
_FEWEST_QUESTIONS = 3

_LINE = re.compile(r"[^\n]+")
_MARKDOWN = re.compile(r"#{1,6}\s+\S.*|\*\*[^*]{2,80}\*\*|__[^_]{2,80}__")
_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)]|[IVX]{1,4}\.)\s+(?=[A-Z“‘\"'])")
_SPEAKER = re.compile(r"(?:Q|A|[A-Z][A-Z .’'-]{1,40}|[A-Z][\w .’'-]{1,40}):(?:\s|$)")
_QUESTION = re.compile(
    r"(?:Who|What|Why|How|When|Where|Which|Will|Is|Are|Was|Were|Can|Could|Did|Does|Do|Has|Have|Should"
    r"|WHO|WHAT|WHY|HOW|WHEN|WHERE|WAS|IS|WILL)\b[^.!?“”\"]*\?"
)
_SENTENCE_WITHIN = re.compile(r"[a-z)\]’”\"']{2}[.!?][”’\"']?\s+[A-Z“‘\"]")
_WORD = re.compile(r"[A-Za-z][\w’'-]*")
_SMALL = re.compile(
    r"a|an|and|as|at|but|by|for|from|in|into|is|it|its|nor|of|off|on|or|over|per|so|than|that|the"
    r"|to|up|v|vs|via|with"
)
# Headlines leave out articles and write of the past in the present.
_PROSE_WORD = re.compile(
    r"\b(?:a|an|the|said|told|is|are|was|were|had|has|have|been|did|added|announced|called|warned|he|she"
    r"|they|we|I|this|there|these|those)\b"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not empty, without the space around it; `before` and `after`: blank lines."""

    text: str
    span: Span
    before: bool
    after: bool


def marks(text: str, title: str | None = None) -> tuple[Mark, ...]:
    """The titles, headings, bylines, captions and furniture of a plain text, in order.

    `title` is what is known to be the title: a first line that says the same is marked so. Spans
    are of `text`, each one line without the space around it (a title may be several lines).
    """
    lines = list(_lines(text))
    if not lines:
        return ()
    titled = _title_lines(lines, title)
    found = [Mark("title", Span(lines[0].span.start, lines[titled - 1].span.end))] if titled else []
    kinds = [_kind(lines, at, at - titled) for at in range(titled, len(lines))]
    kinds = _without_lists(_without_questions(kinds, lines[titled:]))
    found += [
        Mark(kind, line.span) for kind, line in zip(kinds, lines[titled:], strict=True) if kind
    ]
    return tuple(found)


def _lines(text: str) -> Iterator[_Line]:
    """Where no line is followed by a blank one, each stands as if blank lines were around it."""
    spaced = re.search(r"\n[^\S\n]*\n", text) is not None
    previous_end = None
    matches = [m for m in _LINE.finditer(text) if m.group().strip()]
    for at, match in enumerate(matches):
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        span = Span(start, start + len(match.group().strip()))
        next_start = matches[at + 1].start() if at + 1 < len(matches) else None
        before = previous_end is None or not spaced or match.start() - previous_end > 1
        after = next_start is None or not spaced or next_start - match.end() > 1
        previous_end = match.end()
        yield _Line(span.of(text), span, before, after)


def _title_lines(lines: Sequence[_Line], known: str | None) -> int:
    """How many of the first lines are the title."""
    first = lines[0].text
    if known:
        return _known_title_lines(lines, _plain(known))
    block = next((n for n, line in enumerate(lines, start=1) if line.after), len(lines))
    if len(lines) == block or kind_of(first):
        return 0
    if block <= _MOST_TITLE_LINES and (
        first.endswith(";") or all(_is_title(line.text) for line in lines[:block])
    ):
        return block
    prose_follows = len(lines[1].text) > _LONG_LINE and not lines[0].after
    return 1 if prose_follows and _is_title(first) else 0


def _known_title_lines(lines: Sequence[_Line], known: str) -> int:
    """A title may run over several lines, and a line may carry the outlet's name behind it."""
    told = ""
    for count, line in enumerate(lines[:_MOST_TITLE_LINES], start=1):
        told = f"{told} {_plain(line.text)}".strip()
        if told == known or (len(line.text) < _LONGEST_TITLE and told.startswith(f"{known} ")):
            return count
        if not known.startswith(told):
            break
    return 0


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lstrip("# ")).strip().casefold()


def _is_title(line: str) -> bool:
    if len(line) > _LONGEST_TITLE or not line[0].isprintable() or line.endswith((":", ",", "—")):
        return False
    if _SPEAKER.match(line) and line.startswith(("Q:", "A:")):
        return False
    if line.endswith("."):
        return _in_capitals(line)
    if line.endswith(("?", "!”", ".”", '."', '!"', "...", "…")):
        return _reads_as_headline(line)
    return not _SENTENCE_WITHIN.search(line) or _reads_as_headline(line)


def _reads_as_headline(line: str) -> bool:
    words = _WORD.findall(line)
    big = [word for word in words if not _SMALL.fullmatch(word.lower())]
    if len(big) > 2 and _in_capitals(line):
        return True
    return len(line) < _LONG_LINE and len(words) > 2 and not _PROSE_WORD.search(line[1:])


def _in_capitals(line: str) -> bool:
    """Whether the words that count begin with capitals, as in a title."""
    big = [word for word in _WORD.findall(line) if not _SMALL.fullmatch(word.lower())]
    return sum(1 for word in big if not word[0].islower()) >= 0.85 * len(big)


def _kind(lines: Sequence[_Line], at: int, after_title: int) -> MarkKind | None:
    line = lines[at]
    kind = kind_of(line.text)
    if kind == "byline" and after_title > _BYLINES_WITHIN and at + 3 < len(lines):
        return None
    return kind or ("heading" if _is_heading(lines, at) else None)


def _is_heading(lines: Sequence[_Line], at: int) -> bool:
    line, following = lines[at], lines[at + 1 :]
    if not following:
        return False
    if _MARKDOWN.fullmatch(line.text):
        return True
    shouted = line.text.isupper() and not following[0].text.isupper()
    leads = line.before and (line.after or shouted or len(following[0].text) > _LONG_LINE)
    return leads and _reads_as_heading(_NUMBERED.sub("", line.text))


def _reads_as_heading(text: str) -> bool:
    if len(text) > _LONGEST_HEADING or len(text.split()) > _MOST_WORDS:
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "‘“'\""):
        return False
    if not any(map(str.isalpha, text)) or _SPEAKER.match(text):
        return False
    if text.endswith("?"):
        return _QUESTION.fullmatch(text) is not None
    return text.rstrip(")’'”\"")[-1:].isalnum()


def _without_questions(
    kinds: list[MarkKind | None], lines: Sequence[_Line]
) -> list[MarkKind | None]:
    """A question in a paragraph of its own may be the writer's; three of them are headings."""
    asked = {
        at
        for at, (kind, line) in enumerate(zip(kinds, lines, strict=True))
        if kind == "heading" and line.text.endswith("?") and not _in_capitals(line.text)
    }
    return [
        None if at in asked and len(asked) < _FEWEST_QUESTIONS else kind
        for at, kind in enumerate(kinds)
    ]


def _without_lists(kinds: list[MarkKind | None]) -> list[MarkKind | None]:
    """Headings that follow one another in a long run are the items of a list."""
    kept = list(kinds)
    start = 0
    for at in range(len(kinds) + 1):
        if at < len(kinds) and kinds[at] == "heading":
            continue
        if at - start > _LONGEST_RUN:
            kept[start : at - 1] = [None] * (at - 1 - start)
        start = at + 1
    return kept
