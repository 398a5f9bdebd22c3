"""Words, numbers and marks of a text, with their places: what dates and numbers are read from."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?P<iso>(?<![0-9])[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])
        (?:[T\ ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?
            (?:\ ?Z\b|[+-][0-9]{2}:?[0-9]{2})?)?)
  | (?P<ymd>(?<![0-9])[0-9]{4}(?P<_y>[./])[0-9]{1,2}(?P=_y)[0-9]{1,2}(?![0-9]))
  | (?P<dmy>(?<![0-9])[0-9]{1,2}(?P<_d>[./-])[0-9]{1,2}(?P=_d)
        (?:[0-9]{4}|[0-9]{2})(?![0-9]|[./-][0-9]))
  | (?P<time>(?<![0-9])[0-9]{1,2}(?:[:.][0-9]{2}){0,2}\s?[ap]\.?m\b\.?
        | (?<![0-9])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9]))
  | (?P<ordinal>(?<![0-9])[0-9]{1,2}(?:st|nd|rd|th)\b)
  | (?P<decade>(?<![0-9])(?:[0-9]{3}0|['’‘]?[0-9]0)['’]?s\b)
  | (?P<count>(?<![0-9])(?:[0-9]{1,3}(?:[,\u00a0\u2009\u202f][0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]+)
        (?![0-9]))
  | (?P<short>(?<![\w])['’][0-9]{2}(?![\w]))
  | (?P<number>[0-9]+)
  | (?P<possessive>['’]s\b)
  | (?P<word>[^\W\d_]+)
  | (?P<gap>\n[^\S\n]*\n\s*)
  | (?P<mark>[^\s])
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Token(NamedTuple):
    """One word, number or mark: its kind, its text as written and in lower case, its place."""

    kind: str
    text: str
    low: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital letter."""
        return self.kind == "word" and self.text[0].isupper()


def tokenise(text: str) -> list[Token]:
    """The tokens of `text` in order; offsets are characters of `text`, white space is left out."""
    tokens = []
    for match in _TOKEN.finditer(text):
        kind, found = match.lastgroup or "mark", match.group()
        tokens.append(Token(kind, found, found.lower(), match.start(), match.end()))
    return tokens
