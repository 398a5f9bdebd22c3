"""A reader that takes no model: each line "NAME said WORDS." is a statement. Some words make it die or fail."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Sequence
from dataclasses import replace

from dragoman.ids import digest
from dragoman.records import Coded, Reaction, Reading, Span, Speaker, Statement
from dragoman.runners.base import Read
from dragoman.settings import Settings

SAID = re.compile(r"(?P<who>[A-Z]\w+) (?P<cue>said) (?P<what>[^.\n]+)\.")
KILLS, FAILS, SLOW = "a word that kills", "a word that fails", "a slow word"


def make(settings: Settings) -> Read:
    """The stub."""
    del settings
    return read


def read(readings: Sequence[Reading]) -> list[Reading]:
    """Each reading with its statements."""
    return [_one(reading) for reading in readings]


def _one(reading: Reading) -> Reading:
    text = reading.article.text
    if KILLS in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if FAILS in text:
        raise ValueError("a word that fails")
    if SLOW in text:
        time.sleep(0.05)
    statements, speakers, reactions = [], {}, {}
    for found in SAID.finditer(text):
        spans = [Span(*found.span(name)) for name in ("who", "cue", "what")]
        key = digest(reading.article.revision, *spans)
        statements.append(Statement(key, spans[0], (spans[1],), (spans[2],), "indirect", 0.9))
        speakers[key] = Speaker(key, (found["who"][:3].upper(),), found["who"], confidence=0.8)
        reactions[key] = Reaction(key, (Coded("concern", 0.7),), ("XVE",), "neutral")
    return replace(
        reading,
        statements=tuple(statements),
        speakers=speakers,
        reactions=reactions,
        made_by={"stub": "1"},
    )
