"""Phrases that hang on a saying: to whom, where, on which day, through which channel.

`walk` reads phrase after phrase from one place of a frame and stops at the first that it does not
know, so that only what hangs on the saying is taken.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.circumstances.channels import (
    Found,
    audience,
    bare,
    last_of,
    longest_channel,
    lookup,
    opens_clause,
    phrase_end,
    whole_phrase,
    words,
)
from dragoman.actors.circumstances.frames import Token, listed
from dragoman.actors.circumstances.outlets import is_media, of_the_press

_SHARED = ("call", "meeting", "interview")
_HOPS = 9
_ANSWERS = ("response", "reply", "reaction", "answer")


def told(tokens: Sequence[Token], at: int, stop: int, found: Found) -> int:
    """Reads the one spoken to after "told" or "to"; the index behind it."""
    end = phrase_end(tokens, at, stop)
    if end > at and found.addressee is None and not listed(tokens[end - 1].low, "no_addressee"):
        found.addressee = bare(tokens, at, end)
        found.audience = audience(tokens[at:end])
    return end


def walk(tokens: Sequence[Token], at: int, stop: int, hard: int | None = None) -> tuple[int, Found]:
    """Reads phrases from `at` on; words before `hard`, those of the cue, may be unknown."""
    found = Found()
    while at < stop:
        after = _step(tokens, at, stop, found)
        if after is None or after <= at:
            if hard is None or at >= hard:
                break
            after = at + 1
        at = after
    return at, found


def _step(tokens: Sequence[Token], at: int, stop: int, found: Found) -> int | None:
    token, after = tokens[at], _at(tokens, at + 1, stop)
    if token.kind == "date":
        found.dates.append((token, ""))
        return at + 1
    if token.kind == "source" or token.low == "," or (token.low, after) == ("when", "asked"):
        return at + 1
    if token.kind != "word" or (token.low, after) == ("as", "saying"):
        return at + 2 if token.kind == "word" else None
    for read in _READERS:
        reached = read(tokens, at, stop, found)
        if reached is not None:
            return reached
    return at + 1 if listed(token.low, "skip") else None


def _date(tokens: Sequence[Token], at: int, stop: int, found: Found) -> int | None:
    if tokens[at].low not in ("on", "in", "at", "during", "over", "of", "late", "early", "around"):
        return None
    if at + 1 < stop and tokens[at + 1].kind == "date" and not tokens[at + 1].capital:
        found.dates.append((tokens[at + 1], tokens[at].low))
        return at + 2
    return None


def _phrase(tokens: Sequence[Token], at: int, stop: int, found: Found) -> int | None:
    """A whole phrase of the lexicon: "on condition of anonymity"."""
    channel, end = whole_phrase(tokens, at, stop)
    if channel is None:
        return None
    found.channels.append(channel)
    return _past_clause(tokens, end, stop) if channel == "unnamed-source" else end


def _past_clause(tokens: Sequence[Token], at: int, stop: int) -> int:
    """To the end of a clause that hangs on a phrase: at a mark, a content, or "that"."""
    while at < stop and tokens[at].kind in ("word", "date") and tokens[at].low != "that":
        at += 1
    return at


def _channel(tokens: Sequence[Token], at: int, stop: int, found: Found) -> int | None:
    """A preposition with a noun that names a channel, and with what hangs on that noun."""
    if not listed(tokens[at].low, "channel_before"):
        return None
    end = phrase_end(tokens, at + 1, stop)
    low, size = words(tokens, at + 1, end), end - at - 1
    channel, size = longest_channel(low)
    if channel is None or (tokens[at].low == "by" and channel != "call"):
        return None
    if tokens[at].low == "from" and channel not in ("document", "statement", "letter"):
        return None
    if tokens[at].low == "on" and channel == "broadcast" and is_media(tokens[at + 1 : end]):
        size = end - at - 1
    found.channels.append(channel)
    found.framed = True
    inner = range(at + 1, at + 1 + size)
    found.dates += [(tokens[n], "") for n in inner if tokens[n].kind == "date"]
    return _hung(tokens, at + 1 + size, stop, found, two_sided=channel in _SHARED)


def _hung(
    tokens: Sequence[Token], at: int, stop: int, found: Found, *, two_sided: bool = False
) -> int:
    """What hangs on a channel's noun: "with the BBC", "to the nation", "by the ministry"."""
    if at + 1 >= stop or tokens[at + 1].kind != "word":
        return at
    low = tokens[at].low
    if low in ("to", "before") or (low == "with" and two_sided):
        return told(tokens, at + 1, stop, found)
    if low in ("by", "with"):
        whole = _phrase(tokens, at, stop, Found())  # "talks by phone"
        return phrase_end(tokens, at + 1, stop) if whole is None else at
    return _past_clause(tokens, at, stop) if opens_clause(tokens, at, max(0, at - 3)) else at


def _participle(tokens: Sequence[Token], at: int, stop: int, found: Found) -> int | None:
    """ "released on its website", "carried by the agency": how a statement came out.

    Where it came out is no sign of its own, unless it has no other and that is a social medium.
    """
    if not listed(tokens[at].low, "after_noun"):
        return None
    at += 1 + (_at(tokens, at + 1, stop) == "out")
    if at + 1 >= stop or tokens[at + 1].kind != "word":
        return at
    end = phrase_end(tokens, at + 1, stop)
    where = last_of(words(tokens, at + 1, end), lookup("nouns"))
    if tokens[at].low == "on" and where in ("social-media", "statement"):
        found.channels += [] if found.channels else [where]
        return end
    return end if tokens[at].low in ("by", "with") else at


def _aired(tokens: Sequence[Token], at: int, stop: int, found: Found) -> int | None:
    """ "on CNN", "on RTX, the state broadcaster"."""
    if tokens[at].low != "on":
        return None
    end = phrase_end(tokens, at + 1, stop)
    name = tokens[at + 1 : end]
    if name and not is_media(name) and all(t.capital for t in name):
        beside = phrase_end(tokens, end + 1, stop) if _at(tokens, end, stop) == "," else end
        name, end = tokens[end + 1 : beside], beside
    if not name or not (is_media(name) or of_the_press(name)):
        return None
    found.channels.append("broadcast")
    found.framed = True
    return end


def _frame(tokens: Sequence[Token], at: int, stop: int, found: Found) -> int | None:
    """Participles that open a frame: speaking, addressing, asked about."""
    low = tokens[at].low
    if not listed(low, "frame", "frame_verbs"):
        return None
    found.framed = True
    if listed(low, "frame_verbs"):
        return told(tokens, at + 1, stop, found)
    return _hop(tokens, at + 1, stop) if listed(low, "answers") else at + 1


def _hop(tokens: Sequence[Token], at: int, stop: int) -> int | None:
    """From "asked about the raid" to the phrase that says where it was asked."""
    for n in range(at, min(stop, at + _HOPS)):
        if tokens[n].kind != "word":
            return n
        trial = Found()
        if _channel(tokens, n, stop, trial) is not None or _spoken(tokens, n, stop, trial):
            return n
    return None


def _spoken(tokens: Sequence[Token], at: int, stop: int, found: Found) -> int | None:
    """ "to reporters", "with the BBC", after words of speaking or where an audience is named."""
    low, before = tokens[at].low, tokens[at - 1].low if at else ""
    end = phrase_end(tokens, at + 1, stop)
    if low not in ("to", "with", "by", "before") or listed(before, "messages") or end == at + 1:
        return None
    shown = audience(tokens[at + 1 : end]) is not None
    noun = tokens[at + 1].capital or listed(tokens[at + 1].low, "owners")
    speaking = listed(before, "frame")
    heard = {
        "to": shown or speaking or (noun and listed(before, "frame_to")),
        "with": shown or speaking,
        "before": shown and speaking,
        "by": shown and before == "asked",
    }
    return told(tokens, at + 1, stop, found) if heard[low] else None


def _told(tokens: Sequence[Token], at: int, stop: int, found: Found) -> int | None:
    """ "told reporters"; other verbs only before an audience ("warned lawmakers")."""
    if listed(tokens[at].low, "tell") and (
        not at or tokens[at - 1].low not in ("was", "were", "been")
    ):
        return told(tokens, at + 1, stop, found)
    if listed(tokens[at].low, "tell_audience"):
        end = phrase_end(tokens, at + 1, stop)
        if audience(tokens[at + 1 : end]):
            return told(tokens, at + 1, stop, found)
    return None


def _place(tokens: Sequence[Token], at: int, stop: int, found: Found) -> int | None:
    if not listed(tokens[at].low, "place_before"):
        return None
    end = _place_end(tokens, at + 1, stop)
    if end is None:
        return None
    last = end
    while last + 1 < stop and listed(tokens[last].low, "place_joins"):
        longer = _place_end(tokens, last + 1, stop)
        if longer is None:
            break
        last = longer
    found.venue = found.venue or bare(tokens, at + 1, last, keep_name=True)
    return _past_apposition(tokens, last, stop)


def _place_end(tokens: Sequence[Token], at: int, stop: int) -> int | None:
    """Where the name of a place ends, if one begins at `at`."""
    end = phrase_end(tokens, at, stop)
    phrase = [t for t in tokens[at:end] if t.kind == "word"]
    if not phrase or len(phrase) < end - at or listed(phrase[0].low, "no_place"):
        return None
    low = [t.low for t in phrase]
    size = low.index("of") if "of" in low else len(low)
    last = phrase[max(0, size - 1)]
    opens_clause = low[0].endswith("ing") and not phrase[0].capital
    if opens_clause or is_media(phrase) or any(listed(w, "no_place_at_all") for w in low):
        return None
    if len(low) == 1 and listed(low[0], "vague_places"):
        return None
    if len(low) == 2 and listed(low[0], "determiners") and listed(low[1], "vague_places"):
        return None
    if (
        longest_channel(low)[0]
        or last_of(low, lookup("audiences"))
        or last.low[-2:] in ("’s", "'s")
    ):
        return None
    head = last.capital and not listed(last.low, "no_place")
    return end if head or listed(last.low, "place_nouns") else None


def _past_apposition(tokens: Sequence[Token], at: int, stop: int) -> int:
    """Past the ", Ethiopia," that follows a city."""
    if at + 2 < stop and tokens[at].low == "," and tokens[at + 1].capital:
        end = at + 1
        while end < stop and tokens[end].kind == "word" and tokens[end].capital and end < at + 4:
            end += 1
        if end < stop and (tokens[end].low == "," or tokens[end].kind == "date"):
            return end
    return at


def _after_meeting(tokens: Sequence[Token], at: int, stop: int, found: Found) -> int | None:
    """ "after talks with the president": no channel, but day and place of the words follow."""
    if not listed(tokens[at].low, "after_meeting"):
        return None
    end = phrase_end(tokens, at + 1, stop)
    met = _at(tokens, at + 1, stop) == "meeting" and end > at + 2
    if end == at + 1 or not (met or listed(tokens[end - 1].low, "meeting_nouns")):
        return None
    found.framed = True
    return phrase_end(tokens, end + 1, stop) if _at(tokens, end, stop) in ("with", "of") else end


def _visit(tokens: Sequence[Token], at: int, stop: int, found: Found) -> int | None:
    """ "during a visit to Nairobi" tells the place."""
    if tokens[at].low not in ("during", "on"):
        return None
    end = phrase_end(tokens, at + 1, stop)
    if end == at + 1 or not listed(tokens[end - 1].low, "visit_nouns"):
        return None
    if _at(tokens, end, stop) != "to":
        return end
    last = _place_end(tokens, end + 1, stop)
    if last is None:
        return None
    found.venue = found.venue or bare(tokens, end + 1, last, keep_name=True)
    return last


def _passed(tokens: Sequence[Token], at: int, stop: int, found: Found) -> int | None:
    """ "through its embassy", "at a festival": known, but nothing that is asked for."""
    if tokens[at].low == "in" and _at(tokens, at + 1, stop) in _ANSWERS:
        at += 1 + (_at(tokens, at + 2, stop) == "to")
    elif not listed(tokens[at].low, "passed"):
        owned = listed(_at(tokens, at + 1, stop), "owners")
        if not owned or tokens[at].low not in ("in", "at"):
            return None
    end = phrase_end(tokens, at + 1, stop)
    inner = range(at + 1, end)
    found.dates += [(tokens[n], "") for n in inner if tokens[n].kind == "date"]
    return end if end > at + 1 else None


def _issued(tokens: Sequence[Token], at: int, stop: int, found: Found) -> int | None:
    """ "issued a statement", "wrote to the council"."""
    if tokens[at].low in ("wrote", "writing") and _at(tokens, at + 1, stop) == "to":
        found.channels.append("letter")
        return told(tokens, at + 2, stop, found)
    if not listed(tokens[at].low, "issue"):
        return None
    end = phrase_end(tokens, at + 1, stop)
    channel, _ = longest_channel(words(tokens, at + 1, end))
    if channel is None or not listed(_at(tokens, at + 1, stop), "owners"):
        return None
    found.channels.append(channel)
    found.framed = True
    return _hung(tokens, end, stop, found)


def _at(tokens: Sequence[Token], at: int, stop: int) -> str:
    return tokens[at].low if at < stop else ""


_READERS = (
    _date, _phrase, _channel, _aired, _issued, _participle, _frame, _spoken, _told, _visit, _place,
    _after_meeting, _passed,
)  # fmt: skip
"""Tried in this order at each place."""
