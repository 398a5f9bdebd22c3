"""Those who stand between claimant and reader: who quotes, carries or reports what another said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.actors.circumstances.channels import bare, phrase_end
from dragoman.actors.circumstances.frames import Frame, Token, listed, plain
from dragoman.actors.circumstances.outlets import is_media, is_state_media, media_words
from dragoman.actors.circumstances.walks import walk
from dragoman.records import Span, Via

_JOINS = (",", "as", "”", '"')
_FARTHEST = 6
"""How many words may stand between "carried" and "by", or a reporter and its verb."""


def relays(
    frame: Frame, source: Span | None, mention: Span | None, state_media: frozenset[str]
) -> tuple[Via, ...]:
    """The relayers of one statement in the order of the text, each once.

    `state_media` are the names of media that a state runs, in lower case.
    """
    spans = [
        *_own(frame, source, mention, state_media),
        *_outer(frame),
        *_by(frame),
        *_according(frame, source),
        *_subjects(frame),
    ]
    kept: list[Span] = []
    for span in spans:
        taken = source is not None and span.overlaps(source) and span not in spans[:1]
        if not taken and not any(span.overlaps(k) for k in kept):
            kept.append(span)
    return tuple(Via(words_of(frame.text, s), s) for s in sorted(kept))


def words_of(text: str, span: Span) -> str:
    """The words of a span as written, a line's end between them made a space."""
    return " ".join(span.of(text).split())


def _own(
    frame: Frame, source: Span | None, mention: Span | None, state_media: frozenset[str]
) -> Iterator[Span]:
    """A state medium that is the source itself: its state claims, it relays (rule 12)."""
    if source is None:
        return
    tokens = plain(frame.text, source)
    if len(tokens) == 1 and listed(tokens[0].low, "subject_pronouns") and mention:
        tokens = plain(frame.text, mention)
    if is_state_media(_head(tokens), state_media) and (span := _media_span(tokens)):
        yield span


def _head(tokens: Sequence[Token]) -> Sequence[Token]:
    return tokens[: phrase_end(tokens, 0, len(tokens))]


def _media_span(tokens: Sequence[Token]) -> Span | None:
    return bare(tokens, 0, len(_head(tokens)))


def _outer(frame: Frame) -> Iterator[Span]:
    """The media that are the sources of the statements in which this one stands."""
    for outer in frame.parents:
        if outer.source is None:
            continue
        tokens = plain(frame.text, outer.source)
        if is_media(_head(tokens)) and (span := _media_span(tokens)):
            yield span


def _by(frame: Frame) -> Iterator[Span]:
    """ "quoted by Xinhua", "a statement carried by KCNA", "as reported by AFP"."""
    tokens = frame.tokens
    for n, token in enumerate(tokens):
        if token.low not in media_words()["relay"] or token.kind != "word" or not _relays(frame, n):
            continue
        by = _next_by(tokens, n + 1)
        if by is None or (tokens[by].low == "on" and token.low not in media_words()["airs"]):
            continue
        end = phrase_end(tokens, by + 1, len(tokens))
        known = is_media(tokens[by + 1 : end])
        if (known or token.low in media_words()["quote"]) and (span := bare(tokens, by + 1, end)):
            yield span


def _relays(frame: Frame, at: int) -> bool:
    """Whether a participle tells how these words came out, by what it hangs on or as the cue."""
    before = frame.tokens[at - 1].low if at else ""
    is_cue = frame.cue <= at < frame.after
    return is_cue or before == "as" or before in media_words()["relayed"]


def _next_by(tokens: Sequence[Token], at: int) -> int | None:
    """The next "by" or "on" with nothing but words of the same phrase before it."""
    for n in range(at, min(len(tokens), at + _FARTHEST)):
        if tokens[n].low in ("by", "on") and n + 1 < len(tokens) and tokens[n + 1].kind == "word":
            return n
        if tokens[n].kind not in ("word", "date") or tokens[n].low in media_words()["report"]:
            return None
        if listed(tokens[n].low, "ends") and tokens[n].low not in ("as", "saying"):
            return None
    return None


def _according(frame: Frame, source: Span | None) -> Iterator[Span]:
    """ "according to state television", where that is not the cue of the statement itself."""
    tokens = frame.tokens
    for n in range(len(tokens) - 2):
        if tokens[n].low != "according" or tokens[n + 1].low != "to":
            continue
        if frame.cue <= n < frame.after or (source and tokens[n + 2].span.overlaps(source)):
            continue
        end = phrase_end(tokens, n + 2, len(tokens))
        phrase = tokens[n + 2 : end]
        known = is_media(phrase) or any(t.low in media_words()["relayers"] for t in phrase)
        if known and _touches(frame, n, end) and (span := bare(tokens, n + 2, end)):
            yield span


def _touches(frame: Frame, start: int, end: int) -> bool:
    """Whether nothing but circumstances stands between these words and the statement's own."""
    tokens = frame.tokens
    if start >= frame.own:
        while start > frame.own and tokens[start - 1].low in _JOINS:
            start -= 1
        return start <= frame.own or walk(tokens, frame.own, start)[0] >= start
    reached = walk(tokens, end, frame.begin)[0]
    while reached < frame.begin and tokens[reached].low in ("that", *_JOINS):
        reached += 1
    return reached >= frame.begin


def _ends_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb of reporting that stands last has no clause of its own behind it."""
    if at >= len(tokens) or tokens[at].kind in ("mark", "date"):
        return True
    return tokens[at].kind == "word" and listed(tokens[at].low, "channel_before", "skip")


def _subjects(frame: Frame) -> Iterator[Span]:
    """Media before a verb of reporting, and who quotes: "Interfax quoted him", "…, he said, Interfax reported"."""
    tokens, own = frame.tokens, range(frame.cue, frame.after)
    source = frame.first("source")
    for n, token in enumerate(tokens):
        if token.kind != "word" or token.low not in media_words()["report"]:
            continue
        quoting = token.low in media_words()["quote"] and (source is None or source > n)
        if n in own and not quoting:
            continue
        start, end = _before(tokens, n)
        closes = start < frame.own or _ends_clause(tokens, n + 1)
        near = n in own or (closes and _touches(frame, start, n + 1))
        relays = is_media(tokens[start:end]) or (quoting and n in own and start < end)
        if near and relays and (span := bare(tokens, start, end)):
            yield span


def _before(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """The noun phrase that ends before a verb; for a participle behind a comma, the subject's."""
    end = at
    while end and (listed(tokens[end - 1].low, "skip") or tokens[end - 1].low == "has"):
        end -= 1
    if end and tokens[end - 1].low == "," and tokens[at].low.endswith("ing"):
        end -= 1
        while end and tokens[end - 1].low not in media_words()["report"]:
            end -= 1
        end -= 1 if end else 0
    start = end
    while start and tokens[start - 1].kind == "word" and end - start < _FARTHEST:
        low = tokens[start - 1].low
        if (listed(low, "ends") or low in ("and", "but")) and not tokens[start - 1].capital:
            break
        start -= 1
    return start, end
