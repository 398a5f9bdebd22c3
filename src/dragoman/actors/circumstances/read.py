"""When, through which channel, where, to whom and through whom one statement was made.

Only what hangs on the saying counts: words beside the cue, a frame that opens the sentence, a
phrase right behind the content. What one statement establishes holds for the next of the same
speaker as long as nothing tells of another occasion. Where the text is silent, the field is None.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from dragoman.actors.circumstances.channels import Found, cue_channel, source_channel
from dragoman.actors.circumstances.frames import (
    Frame,
    Token,
    anchor,
    dates,
    frame,
    listed,
    paragraph,
    parents,
    plain,
    position,
    sentence,
)
from dragoman.actors.circumstances.outlets import shipped
from dragoman.actors.circumstances.relays import relays, words_of
from dragoman.actors.circumstances.walks import walk
from dragoman.languages.dates import resolve
from dragoman.records import Circumstances, DateRange, Reading, Span, Speaker, Statement

_OPENERS = (",", ";", "“", '"', "—", "–", "and", "but", "while")
"""What a frame may follow within a sentence."""
REACH = 8
"""How many statements back the one that establishes the circumstances may be."""
_REST = 6
"""How many words of a speaker's phrase may stand between a frame and the source span."""


Established = dict[str, tuple[Frame, Found, Circumstances]]
"""What the words around each statement of one reading say, by the statement's id: read once, asked often."""


def circumstances(
    reading: Reading,
    statement: Statement,
    mention: Span | None = None,
    known: Established | None = None,
    state_media: frozenset[str] | None = None,
) -> Circumstances:
    """The circumstances of one statement; `mention` is the phrase that names its speaker.

    `known` keeps what was read for the other statements of the same reading; `state_media` are the names
    of media that a state runs (`outlets.state_media`), those that ship where none are given.
    """
    held = {} if known is None else known
    around, own, told = _established(reading, statement, held)
    via = relays(
        around, statement.source, mention, shipped() if state_media is None else state_media
    )
    if _is_silent(told) and not own.dates and not own.framed:
        told = _carried(reading, statement, around, held) or told
    return replace(told, via=via)


def _told(reading: Reading, own: Found, around: Frame) -> Circumstances:
    text, near = around.text, around.tokens[max(0, around.cue - 2) : around.after]
    modal = "will" if any(listed(t.low, "future") for t in near) else ""
    return Circumstances(
        said=_said(own.dates, reading.article.published_on, modal),
        channel=own.channel(),
        venue=words_of(text, own.venue) if own.venue else None,
        addressee=words_of(text, own.addressee) if own.addressee else None,
    )


def _is_silent(told: Circumstances) -> bool:
    return not (told.said or told.channel or told.venue or told.addressee)


def _said(
    found: Sequence[tuple[Token, str]], published: date | None, modal: str
) -> DateRange | None:
    """The days of the first date that hangs on the saying, past unless the cue is of the future."""
    if not found or published is None:
        return None
    token, before = found[0]
    first = [w for w in token.low.lower().split() if not listed(w, "determiners")][:1]
    if first and listed(first[0], "not_a_day"):
        return None
    phrase = token.low.removesuffix("’s").removesuffix("'s")
    return resolve(
        phrase,
        published,
        f"They {modal or 'had'} {'say' if modal else 'said'} so {before or 'on'} {phrase}.",
    )


def _own(reading: Reading, statement: Statement, around: Frame) -> Found:
    """What the words around a statement's own source and cue say."""
    found = Found()
    for zone in (_before_cue, _after_cue, _opening, _behind):
        found.merge(zone(around))
    if statement.source:
        found.merge(_source(reading, statement.source))
    channel = cue_channel(around.cue_words())
    if channel and not found.channels:
        found.channels.append(channel)
    return found


def _before_cue(around: Frame) -> Found:
    """Between source and cue: "Lusaka on Monday said", "the envoy, speaking in Oslo, said"."""
    tokens, source = around.tokens, around.first("source")
    if around.cue >= len(tokens):
        return Found()
    low = 0 if source is None or source > around.cue else source + 1
    for start in range(max(low, 1), around.cue):
        opens = start == low
        if not opens and tokens[start - 1].low not in (
            (",", "and", "but") if low else ("and", "but")
        ):
            continue
        reached, found = walk(tokens, start, around.cue)
        if reached >= around.cue:
            return _without_place(tokens, start, found) if opens else found
    return Found()


def _without_place(tokens: Sequence[Token], start: int, found: Found) -> Found:
    """A place right behind the source belongs to it: "the embassy in Oslo said"."""
    if tokens[start].kind == "word" and listed(tokens[start].low, "place_before"):
        found.venue = None if not found.framed else found.venue
    return found


def _after_cue(around: Frame) -> Found:
    tokens = around.tokens
    _, found = walk(tokens, around.cue, len(tokens), hard=around.after)
    return found


def _opening(around: Frame) -> Found:
    """The frame that opens the clause after what another says in the sentence, else the sentence."""
    said = [n for n, t in enumerate(around.tokens[: around.begin]) if t.kind == "content"]
    own = _opens(around.tokens, said[-1] + 1, around.begin) if said else None
    return own or _opens(around.tokens, 0, around.lead) or Found()


def _opens(tokens: Sequence[Token], first: int, stop: int) -> Found | None:
    """The frame that begins from `first` on and leads up to a source or a quotation at `stop`."""
    for start in range(first, stop):
        if start and tokens[start - 1].low not in _OPENERS:
            continue
        reached, found = walk(tokens, start, stop)
        if reached == start or not _leads_up(tokens[reached:stop]):
            continue
        content_first = stop < len(tokens) and tokens[stop].kind == "content"
        return found if found.framed or not content_first else Found()
    return None


def _leads_up(rest: Sequence[Token]) -> bool:
    """Whether the words left before the source can be no more than the start of its phrase."""
    if len(rest) > _REST or any(t.kind != "word" for t in rest):
        return False
    lows = [t.low for t in rest]
    return not any(listed(w, "clause_breaks", "finite") or w.endswith("ed") for w in lows)


def _behind(around: Frame) -> Found:
    """Right behind a content that follows the cue: "condemned the raid on Friday"."""
    tokens = around.tokens
    places = [n for n, t in enumerate(tokens) if t.kind == "content" and n >= around.after]
    if not places or any(t.kind == "source" for t in tokens[places[0] :]):
        return Found()
    start = places[0] + 1
    while start < len(tokens) and tokens[start].kind == "content":
        start += 1
    reached, found = walk(tokens, start, len(tokens))
    other_verb = any(listed(t.low, "tell", "issue") for t in tokens[start:reached])
    loose = reached > start and tokens[start].low == "," and not _is_phrase(tokens[start + 1 :])
    loose = loose and not (found.framed or found.channels)
    return Found() if other_verb or loose else found


def _is_phrase(tokens: Sequence[Token]) -> bool:
    """Whether words begin as in "in a note handed to the envoy"."""
    return len(tokens) > 1 and tokens[0].low in ("in", "at") and listed(tokens[1].low, "owners")


def _source(reading: Reading, source: Span) -> Found:
    """A source that is itself a statement, a document or an unnamed source, with its day."""
    found, text = Found(), reading.article.text
    channel = source_channel(plain(text, source))
    if channel is None:
        return found
    found.channels.append(channel)
    if channel != "unnamed-source":
        found.dates = list(_dates_in(text, source))
    return found


def _dates_in(text: str, span: Span) -> Iterator[tuple[Token, str]]:
    for one in dates(text, span):
        yield Token("date", one.of(text), one.start, one.end), ""


def _carried(
    reading: Reading, statement: Statement, around: Frame, known: Established
) -> Circumstances | None:
    """What a neighbour of the same speaker established, if it still holds."""
    if _is_elsewhere(around):
        return None
    at = position(reading, statement)
    for earlier in reversed(reading.statements[max(0, at - REACH) : at]):
        if not _is_near(reading, earlier, statement):
            break
        if _is_part(earlier, statement):
            continue
        if not _same_speaker(reading, earlier, statement):
            if parents(reading, earlier):
                continue
            break
        there, _, told = _established(reading, earlier, known)
        if not _is_silent(told):
            return told
        if _is_elsewhere(there):
            return None
    return _from_main_verb(reading, statement, around, known)


def _established(
    reading: Reading, statement: Statement, known: Established
) -> tuple[Frame, Found, Circumstances]:
    """A statement's frame, and what the words in it tell of its circumstances."""
    if statement.id not in known:
        around = frame(reading, statement)
        own = _own(reading, statement, around)
        known[statement.id] = around, own, _told(reading, own, around)
    return known[statement.id]


def _from_main_verb(
    reading: Reading, statement: Statement, around: Frame, known: Established
) -> Circumstances | None:
    """For "calling it a crime, he told parliament": what the sentence's later verb establishes."""
    if not any(w.endswith("ing") for w in around.cue_words()) or statement.source is None:
        return None
    at = position(reading, statement)
    for later in reading.statements[at + 1 : at + 3]:
        if later.source == statement.source and anchor(later).start < around.whole.end:
            told = _established(reading, later, known)[2]
            return None if _is_silent(told) else told
    return None


def _is_elsewhere(around: Frame) -> bool:
    """Whether the words tell of another occasion: "earlier", "has said", "later told"."""
    near = around.tokens[: around.lead]
    cue = around.tokens[max(0, around.cue - 2) : around.after]
    return any(t.kind == "word" and listed(t.low, "elsewhere") for t in (*near, *cue))


def _is_near(reading: Reading, earlier: Statement, later: Statement) -> bool:
    """Whether two statements stand in one paragraph or in neighbouring ones."""
    text = reading.article.text
    between = paragraph(text, anchor(later).start) - paragraph(text, anchor(earlier).start)
    return 0 <= between <= 1


def _is_part(outer: Statement, inner: Statement) -> bool:
    """Whether one statement is nested in the other."""
    place = anchor(inner)
    return inner.within == outer.id or any(c.contains(place) for c in outer.content)


def _same_speaker(reading: Reading, earlier: Statement, later: Statement) -> bool:
    """Whether the later statement plainly goes on with the speaker of the earlier one."""
    text = reading.article.text
    together = sentence(text, anchor(earlier).start) == sentence(text, anchor(later).start)
    if later.source is None and together:
        return any(_last_word(c.of(text)).endswith("ing") for c in later.cue if len(c))
    if later.source == earlier.source and later.source is not None:
        return True
    one, other = reading.speakers.get(earlier.id), reading.speakers.get(later.id)
    if one is None or other is None or _differ(one, other):
        return False
    same_phrase = one.mention is not None and one.mention == other.mention
    if later.source is None or _points_back(text, later.source):
        return same_phrase or (one.name is not None and one.name == other.name)
    if _is_definite(text, later.source):
        return same_phrase or (
            one.actors == other.actors != () and _share_head(text, earlier, later)
        )
    near = paragraph(text, anchor(earlier).start) == paragraph(text, anchor(later).start)
    return near and (same_phrase or (one.name is not None and one.name == other.name))


def _last_word(phrase: str) -> str:
    return phrase.lower().split()[-1] if phrase.split() else ""


def _differ(one: Speaker, other: Speaker) -> bool:
    actors = bool(one.actors and other.actors and one.actors != other.actors)
    return actors or bool(one.name and other.name and one.name != other.name)


def _points_back(text: str, source: Span) -> bool:
    return listed(source.of(text).strip(" ,").lower(), "subject_pronouns")


def _is_definite(text: str, source: Span) -> bool:
    """Whether a source is "the ministry" or the like: an article and no name."""
    tokens = plain(text, source)
    return (
        bool(tokens)
        and listed(tokens[0].low, "definite")
        and not any(t.capital for t in tokens[1:])
    )


def _share_head(text: str, earlier: Statement, later: Statement) -> bool:
    """Whether "the ministry" ends in a noun of the earlier source."""
    if later.source is None or earlier.source is None:
        return False
    head = plain(text, later.source)[-1].low
    return any(t.low == head for t in plain(text, earlier.source))
