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

SHORT = 90
"""Words up to which a page that says one must pay is a stub, whatever it says besides."""
STUB = 220
"""Words up to which a page that asks for payment, or for consent, is one."""
CONSENTING = 0.5
"""Share of a cookie wall's sentences that speak of consent."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def refuse_walls(text: str, title: str | None, name: str, *, free: bool) -> None:
    """Raises NoArticle for a page's text that is no article; `free` is False where the page says one must pay."""
    words = len(text.split())
    if words > STUB:
        return
    low = f"{title or ''}\n{text}".replace("’", "'").lower()
    sentences = [one for one in _SENTENCE.split(low) if one.strip()]
    asks = _told(low, "payment") >= 1
    if _told("\n".join(sentences[:3]), "error"):
        raise NoArticle(f"{name} is an error page or a check for robots: fetch it again later")
    if _consenting(sentences):
        raise NoArticle(
            f"{name} is a cookie wall without the article: save the article's text and give that"
        )
    if (asks and words <= STUB) or (not free and words <= SHORT):
        raise NoArticle(
            f"{name} is the beginning of an article for subscribers: give the whole text"
        )


def _consenting(sentences: list[str]) -> bool:
    told = sum(1 for one in sentences if _told(one, "consent"))
    kinds = _told("\n".join(sentences), "consent")
    return kinds >= 2 and told >= CONSENTING * len(sentences)


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
