"""Pages that stand where an article should: error pages, cookie walls, the stub before a paywall.

Each is short, and says what it is; an article that writes about cookies or subscriptions is longer, or says it
less often. What is set aside is told, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from dragoman.errors import NoArticle
from dragoman.languages.data import load

PROSE = 60
"""Words of prose, without the sentences that say what is missing, from which on a page has its article."""
STUB = 100
"""The same where the page asks for payment: the first paragraphs stand before its wall."""
LINE = 14
"""Words of a line that may tell an error; a longer one is a sentence about one."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def refuse_walls(text: str, title: str | None, name: str, *, free: bool) -> None:
    """Raises NoArticle for a page's text that is no article; `free` is False where the page says one must pay."""
    low = f"{title or ''}\n{text}".replace("’", "'").lower()
    sentences = [one for one in _SENTENCE.split(low) if one.strip()]
    if _prose(sentences, ()) > 10 * STUB:
        return
    first = [one for one in sentences[:3] if len(one.split()) <= LINE]
    if _told("\n".join(first), "error") and _prose(sentences, ("error",)) < PROSE:
        raise NoArticle(f"{name} is an error page or a check for robots: fetch it again later")
    if _told("\n".join(sentences), "consent") >= 2 and _prose(sentences, ("consent",)) < PROSE // 2:
        raise NoArticle(
            f"{name} is a cookie wall without the article: save the article's text and give that"
        )
    asks = bool(_told(low, "payment"))
    left = _prose(sentences, ("payment",))
    if (asks and left < STUB) or (not free and left < PROSE):
        raise NoArticle(
            f"{name} is the beginning of an article for subscribers: give the whole text"
        )


def _prose(sentences: list[str], kinds: tuple[str, ...]) -> int:
    """The words of the sentences that hold no phrase of these kinds."""
    return sum(len(s.split()) for s in sentences if not any(_told(s, kind) for kind in kinds))


def _told(text: str, kind: str) -> int:
    """How many of the phrases of a kind stand in a text in lower case."""
    return len({match.group() for match in _phrases()[kind].finditer(text)})


@cache
def _phrases() -> Mapping[str, re.Pattern[str]]:
    lists = load("en").words("articles", "walls")
    return {
        kind: re.compile(
            rf"\b(?:{'|'.join(map(re.escape, sorted(listed, key=len, reverse=True)))})\b"
        )
        for kind, listed in lists.items()
    }
