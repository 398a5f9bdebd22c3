"""What the sentence shows to name the speaker: `Statement.mention`.

For "who" and "which" it is the noun phrase that they take up, for a full noun phrase the same without
its appositions and closing comma. A pronoun shows nobody: its antecedent is sought by the actors stage.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dragoman.records import Article, Span, Statement
from dragoman.statements.phrases import either, ending_at, is_person, lists

_WORD = re.compile(r"[^\W\d_](?:[\w’'.-]*\w)?\.?")
_BEFORE_RELATIVE = re.compile(r"(?:\s\([^()\n]{1,40}\))?[^\S\n]*[,–—-]{0,2}[^\S\n]*$")
ASIDE = 60
"""Characters before a relative pronoun or a noun within which what belongs to it is sought."""


def mentioned(article: Article, statements: Sequence[Statement]) -> list[Statement]:
    """The statements with the mention of each that has a source; those the layout gave stay."""
    return [
        replace(one, mention=mention(article.text, one.source))
        if one.source and one.mention is None
        else one
        for one in statements
    ]


def mention(text: str, source: Span) -> Span | None:
    """The phrase that names the speaker of a source as PolNeAR marks it; None where none does."""
    at = trimmed(text, source)
    words = _words(at.of(text))
    if not words:
        return None
    if len(words) > 1:
        return head_phrase(text, at)
    if words[0] in lists("sources")["persons"] | lists("sources")["things"]:
        return antecedent(text, at.start, person=words[0] in lists("sources")["persons"])
    return None if words[0] in lists("sources")["pronouns"] else at


def trimmed(text: str, span: Span) -> Span:
    """The span without the marks and spaces at its ends (corpora leave commas there)."""
    start, end = span.start, span.end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ".’'\")"):
        end -= 1
    return Span(start, end)


def head_phrase(text: str, span: Span) -> Span:
    """A phrase without the appositions or relative clause that a comma opens in it.

    A name in apposition stays ("the minister, Ada Brekke,"), for without it nobody is named; so do
    the members of a list ("Norland, the Isles and Velmar").
    """
    phrase = span.of(text)
    comma = phrase.find(",")
    if comma < 0:
        return span
    behind = _words(phrase[comma:])[:2]
    closed = text[span.end : span.end + 1] in (",", ":") or phrase.rstrip().endswith(",")
    if not closed and _is_list(phrase):
        return span
    opens = behind and (
        behind[0] in lists("sources")["appositives"]
        or any(word in lists("sources")["relatives"] for word in behind)
    )
    if closed and not opens and _is_full_name(phrase[comma + 1 :].strip(" ,")):
        return trimmed(text, span)
    return Span(span.start, span.start + comma) if closed or opens else span


def antecedent(text: str, start: int, *, person: bool) -> Span | None:
    """The noun phrase before a relative pronoun at `start`, without an apposition between.

    A person is the head of the whole phrase ("a spokesman for the ministry, who"), a thing may be
    what "for" or "of" joins to one ("a spokesman for the ministry, which").
    """
    before = _BEFORE_RELATIVE.search(text, max(0, start - ASIDE), start)
    end = before.start() if before else start
    found = _with_article(text, ending_at(text, 0, end), end)
    if person:
        return _without_apposition(text, found, end)
    return found and _thing(text, found)


def _with_article(text: str, found: Span | None, end: int) -> Span | None:
    """ "the monitoring group", "the voters": from an article to a noun that has none or is not known."""
    start = found.start if found else end
    if found and not text[start].islower():
        return found
    if found and _words(found.of(text))[0] in lists("nouns")["determiners"]:
        return found
    led = _led().search(text, max(0, start - ASIDE), start)
    known = found or (led and led.group() == led.group().rstrip())
    return Span(led.start(), end) if led and known else found


@cache
def _led() -> re.Pattern[str]:
    words = lists("nouns")
    articles = either(words["determiners"])
    stops = either(words["joins"] | words["openers"] | words["determiners"])
    word = rf"(?!(?:{stops})\b)[a-z][a-z-]*"
    return re.compile(rf"(?<![\w’'-])(?i:{articles})(?:\s{word}){{1,3}}\s?$")


def _without_apposition(text: str, found: Span | None, end: int) -> Span | None:
    """ "Ada Brekke, 41, the commissioner for trade, who": the name before the commas."""
    low = max(text.rfind("\n", 0, end) + 1, end - 120)
    whole = found
    while aside := _aside().search(text, low, end):
        if not (aside["led"] or (found and aside.start("said") == found.start)):
            break
        end = aside.start()
        found = ending_at(text, 0, end)
        if found and _is_named(text, found):
            return found
    return whole


@cache
def _aside() -> re.Pattern[str]:
    words = lists("nouns")
    led = either(words["determiners"] | words["joins"])
    short = rf"(?:[^,;:.!?“”\"\n()]|(?i:(?<=\s)(?:{either(words['courtesy'])})\.))"
    return re.compile(rf",\s+(?P<said>(?P<led>\d{{1,3}}(?=,|$)|(?:{led})\s)?{short}{{0,80}}),?$")


def _thing(text: str, found: Span) -> Span:
    """The body in a phrase that begins with a person."""
    start = found.start
    while join := _join().search(text, start, found.end):
        head = _words(text[start : join.start()])[-1:]
        if not head or not is_person(head[0]):
            break
        start = join.end()
    return Span(start, found.end)


@cache
def _join() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{either(lists('nouns')['joins'])})\s")


def _words(phrase: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(phrase)]


def _is_named(text: str, span: Span) -> bool:
    """Whether a phrase is no common noun and ends in a name of two words."""
    words = _WORD.findall(span.of(text))
    common = words[0].lower() in lists("nouns")["determiners"]
    return not common and _is_full_name(" ".join(words[-2:]))


def _is_full_name(phrase: str) -> bool:
    words = _WORD.findall(phrase)
    while words and words[0].lower().rstrip(".") in lists("nouns")["courtesy"]:
        words = words[1:]
    titled = len(words) < len(_WORD.findall(phrase))
    capitals = all(w[0].isupper() or w.lower() in lists("nouns")["particles"] for w in words)
    return (1 if titled else 2) <= len(words) <= 5 and capitals


def _is_list(phrase: str) -> bool:
    last = phrase[phrase.rfind(",") + 1 :].split()
    return any(word.lower() in lists("sources")["and"] for word in last[1:])
