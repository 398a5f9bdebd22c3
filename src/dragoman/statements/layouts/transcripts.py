"""Interviews and transcripts: each answer is one statement over its paragraphs.

What the outlet asks is no statement of anybody that we report. A transcript is known by labels that
return, and by one who asks or by words in the first person: a list of countries or of terms is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile

from dragoman.records import Article
from dragoman.statements.layouts.cast import Cast, cast_of, interviewee
from dragoman.statements.layouts.laid import Laid, Layout
from dragoman.statements.layouts.lines import Line, first_person, is_question
from dragoman.statements.layouts.names import Known
from dragoman.statements.layouts.turns import Turn, key_of, own_words, turns_of
from dragoman.statements.phrases import lists

ANSWERED = 0.9
"""A turn behind its speaker's label: text is set so for hardly any other purpose."""
FEWEST = 3
MOST_VOICES = 40
"""More labels than that are a list."""
OWN = 1 / 3
"""So many of the answers hold "I" or "we", where nothing else tells that they are answers."""


def transcript(article: Article, lines: Sequence[Line], known: Known) -> Layout:
    """The answers of an interview or transcript, and what is asked; empty for any other text."""
    turns = turns_of(lines)
    if len(turns) < FEWEST - 1 or len({t.key for t in turns}) > MOST_VOICES:
        return _unlabelled(article, lines)
    cast = cast_of(article, turns, lines)
    if not _is_transcript(article.text, turns, cast, known):
        return Layout()
    answers = (
        own_words(article.text, t, _name(article.text, cast, t), last=t is turns[-1])
        for t in turns
        if t.key not in cast.askers
    )
    asked = (t for t in turns if t.key in cast.askers)
    return Layout(
        tuple(Laid(t.said, cast.named.get(t.key), ANSWERED, t.label, own=True) for t in answers),
        tuple(t.said for t in asked),
        tuple(t.label for t in turns),
    )


def _name(text: str, cast: Cast, turn: Turn) -> str:
    """The surname of the one whose turn it is, where the text names one whose label does not."""
    return key_of(cast.named[turn.key].of(text)) if turn.key in cast.named else ""


def _unlabelled(article: Article, lines: Sequence[Line]) -> Layout:
    """The answers below questions that stand alone, where the lines before name who is asked."""
    asked = [n for n, line in enumerate(lines) if line.kind != "title" and is_question(line.text)]
    if len(asked) < FEWEST:
        return Layout()
    mention = interviewee(article, lines[: asked[0]])
    parts = [list(lines[a + 1 : b]) for a, b in pairwise([*asked, len(lines)])]
    answers = [_answer(part, last=part is parts[-1]) for part in parts]
    own = sum(any(first_person(line.text) for line in part) for part in answers)
    if mention is None or not all(answers) or own < OWN * len(answers):
        return Layout()
    spans = (tuple(line.span for line in part) for part in answers)
    return Layout(tuple(Laid(said, mention, ANSWERED, own=True) for said in spans))


def _answer(part: Sequence[Line], *, last: bool) -> list[Line]:
    """The paragraphs of an answer; behind the last, as in a turn, the outlet may go on."""
    prose = list(takewhile(lambda line: line.kind is None, part))
    own = (
        takewhile(lambda line: first_person(line.text, alone=True), prose[1:])
        if last
        else prose[1:]
    )
    return [*prose[:1], *own]


def _is_transcript(text: str, turns: Sequence[Turn], cast: Cast, known: Known) -> bool:
    answers = [t for t in turns if t.key not in cast.askers]
    count = Counter(t.key for t in turns)
    if not answers or len(count) < 2:
        return False
    own = sum(first_person(t.said[0].of(text)) for t in answers) >= OWN * len(answers)
    letters = count.keys() <= lists("layouts")["askers"] | lists("layouts")["answerers"]
    if letters:
        return own or bool(cast.named)
    if len(turns) < FEWEST or max(count.values()) < 2:
        return False
    vouched = all(_is_vouched(text, t, cast, known) for t in answers)
    return vouched and (bool(cast.askers) or own)


def _is_vouched(text: str, turn: Turn, cast: Cast, known: Known) -> bool:
    """Whether a label is surely a name: in capitals, of several words, or by the rest of the text."""
    label = turn.label.of(text)
    fuller = cast.named.get(turn.key, turn.label) != turn.label
    return label.isupper() or " " in label or fuller or known.vouches(label)
