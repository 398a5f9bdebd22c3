"""Document to Article: the one place where text is made, and the last where it changes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from dragoman import ids
from dragoman.articles.credits import credits
from dragoman.articles.dates import lenient, parse_published
from dragoman.articles.dating import chosen
from dragoman.articles.decode import decode, normalise, refuse_empty
from dragoman.articles.language import language
from dragoman.articles.layout import marks
from dragoman.articles.walls import refuse_walls
from dragoman.errors import BadDate, BadRecord
from dragoman.languages import dates
from dragoman.languages.data import READ, is_read
from dragoman.records import Article, Dated, Document, Issue, Level, Mark, Span

STAGE = "articles"
DATELINE_WITHIN = 3000
LONGEST = 500_000
"""Characters of an article that are read: a book is no article, and would fill the memory."""
BATCH_TYPE = "application/vnd.dragoman.article+json"

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DATELINE = re.compile(
    r"^[A-Z][A-Z .,/’'-]{2,40}[,:]?\s+(?:[A-Z][a-z]+ )?\(?"
    rf"(?P<day>{_MONTH}\.? \d{{1,2}}|\d{{1,2}} {_MONTH})\b(?:,? (?P<year>\d{{4}})\b)?[^\n]{{0,40}}?[-–—:]",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a format's reader gives: the text and what it found beside it."""

    text: str
    marks: tuple[Mark, ...]
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    dates: tuple[Dated, ...] = ()
    authors: tuple[str, ...] = ()
    section: str | None = None
    unreadable: int = 0
    left_out: int = 0
    given_id: str | int | None = None


def read(
    document: Document, published: date | datetime | None = None
) -> tuple[Article, tuple[Issue, ...]]:
    """The Article of a document, and what could not be read of it.

    `published`, then what the document was given, win over what the page says. Raises NotText for
    what is empty, binary or in no known encoding, NoArticle for a paywall's stub, a cookie wall or an error
    page, Hostile for a page over a cap, BadRecord for a batch's line without text.
    """
    given = {key: normalise(value) for key, value in document.given.items()}
    draft = _shortened(_draft(replace(document, given=given)))
    issues: list[Issue] = []
    told = _dates(draft, published, _given_date(given, issues), given.get("listed"))
    found = language(draft.text)
    when, updated = (chosen(told, kind) for kind in ("published", "updated"))
    article = Article(
        id=ids.digest(draft.url or draft.text),
        revision=ids.digest(draft.text),
        text=draft.text,
        uri=draft.url or (normalise(document.uri) if document.uri else None),
        outlet=given.get("outlet") or draft.outlet,
        title=given.get("title") or draft.title or _marked_title(draft),
        published=when.when if when else None,
        language=found[0] if found else None,
        marks=draft.marks,
        given_id=given.get("id") if draft.given_id is None else draft.given_id,
        fetched_at=document.fetched_at,
        authors=draft.authors,
        section=draft.section,
        updated=updated.when if updated else None,
        dates=told,
        credits=credits(draft.text, draft.marks, draft.authors),
    )
    issues += _notes(article, draft)
    return article, tuple(issues)


def _dates(
    draft: _Draft,
    asked: date | datetime | None,
    given: date | datetime | None,
    listed: str | None,
) -> tuple[Dated, ...]:
    """Every candidate for the times of publication and update: what the user says wins over what came with the
    document, that over the page, the page over the feed that led to it, and that over a dateline."""
    stated = ((asked, "user"), (given, "given"))
    told = [Dated("published", when, origin) for when, origin in stated if when]
    day = _dateline_day(draft.text)
    last = [Dated("published", day, "dateline")] if day else []
    return tuple(dict.fromkeys([*told, *draft.dates, *_of_list(listed), *last]))


def _of_list(listed: str | None) -> list[Dated]:
    """The day that a feed or sitemap states."""
    when = lenient(listed) if listed else None
    return [Dated("published", when, "feed")] if when else []


def _draft(document: Document) -> _Draft:
    media_type = document.media_type.partition(";")[0].strip().lower()
    if media_type == BATCH_TYPE:
        return _from_record(document)
    name = _name(document)
    if media_type == "application/pdf":
        return _from_pdf(document, name)
    if media_type == "message/rfc822":
        return _from_mail(document, name)
    decoded = decode(document.body, name, document.media_type)
    if media_type in ("text/html", "application/xhtml+xml"):
        return _from_page(decoded.text, name, document, decoded.unreadable)
    return _from_text(decoded.text, document.given, document.uri, decoded.unreadable)


def _shortened(draft: _Draft) -> _Draft:
    """The draft up to the last space within what is read, where it is longer."""
    if len(draft.text) <= LONGEST:
        return draft
    end = max(draft.text.rfind(space, 0, LONGEST) for space in " \n")
    end = end if end > 0 else LONGEST
    kept = tuple(
        replace(mark, span=Span(mark.span.start, min(mark.span.end, end)))
        for mark in draft.marks
        if mark.span.start < end
    )
    return replace(draft, text=draft.text[:end], marks=kept, left_out=len(draft.text) - end)


def _name(document: Document) -> str:
    return document.given.get("id") or document.uri or "the input"


def _from_text(text: str, given: Mapping[str, str], uri: str | None, unreadable: int = 0) -> _Draft:
    found = marks(text, given.get("title"))
    return _Draft(text, found, url=_web_address(given.get("url") or uri), unreadable=unreadable)


def _from_record(document: Document) -> _Draft:
    name = _name(document)
    try:
        record: Any = json.loads(document.body)
    except (ValueError, RecursionError) as error:
        raise BadRecord(f"{name} is not JSON ({error}): give an object with a text") from error
    text = record.get("text") if isinstance(record, dict) else None
    if not isinstance(text, str):
        raise BadRecord(f'{name} holds no object with a string "text": add one')
    text = normalise(text)
    refuse_empty(text, name)
    draft = _from_text(text, document.given, document.uri)
    told = record.get("id")
    given_id = normalise(told) if isinstance(told, str) else told
    return replace(draft, given_id=given_id if isinstance(given_id, str | int) else None)


def _from_page(html: str, name: str, document: Document, unreadable: int) -> _Draft:
    from dragoman.articles.html import extract  # noqa: PLC0415  lxml, only where there is a page

    given = document.given.get("url")
    found = extract(html, name, given or document.uri)
    page = found.page
    url = _web_address(given) or page.url
    refuse_walls(found.text, page.title, name, free=page.free)
    return _Draft(
        found.text,
        found.marks,
        page.title,
        page.outlet,
        url,
        page.dates,
        page.authors,
        page.section,
        unreadable,
    )


def _from_pdf(document: Document, name: str) -> _Draft:
    from dragoman.articles.pdf import printed  # noqa: PLC0415  only where there is one

    found = printed(document.body, name)
    title = document.given.get("title") or found.title
    draft = _from_text(
        normalise(found.text), {**document.given, "title": title or ""}, document.uri
    )
    dates = (Dated("published", found.created, "pdf"),) if found.created else ()
    return replace(draft, dates=dates, authors=(found.author,) if found.author else ())


def _from_mail(document: Document, name: str) -> _Draft:
    from dragoman.articles.mail import letter  # noqa: PLC0415  only where there is one

    found = letter(document.body, name)
    inner = replace(document, body=found.body, media_type=found.media_type)
    draft = _draft(inner)
    if found.subject and not found.media_type.startswith("text/html"):
        text = f"{found.subject}\n\n{draft.text}"
        draft = _from_text(text, {**document.given, "title": found.subject}, document.uri)
    sent = (Dated("published", found.sent, "mail"),) if found.sent else ()
    return replace(
        draft,
        title=found.subject or draft.title,
        outlet=draft.outlet or found.sender,
        dates=(*sent, *draft.dates),
    )


def _web_address(address: str | None) -> str | None:
    if not address or not address.lower().startswith(("http://", "https://")):
        return None
    return ids.canonical(address)


def _marked_title(draft: _Draft) -> str | None:
    first = draft.marks[0] if draft.marks and draft.marks[0].kind == "title" else None
    return " ".join(first.span.of(draft.text).lstrip("# ").split()) if first else None


def _given_date(given: Mapping[str, str], issues: list[Issue]) -> date | datetime | None:
    if not given.get("published"):
        return None
    try:
        return parse_published(given["published"])
    except BadDate as error:
        issues.append(_issue("warning", f"the publication date was not read: {error}"))
        return None


def _issue(level: Level, message: str, subject: str | None = None) -> Issue:
    return Issue(stage=STAGE, level=level, message=message, subject=subject)


def _notes(article: Article, draft: _Draft) -> list[Issue]:
    notes = []
    if not is_read(article.language):
        notes.append(
            _issue(
                "warning",
                f"the article is in {article.language!r}; Dragoman reads {', '.join(READ)} only, "
                "so that no statements are taken from it",
                article.id,
            )
        )
    if draft.unreadable:
        notes.append(
            _issue(
                "warning",
                f"{draft.unreadable} damaged bytes or characters stand as U+FFFD: "
                "save the file as UTF-8",
                article.id,
            )
        )
    if draft.left_out:
        notes.append(
            _issue(
                "warning",
                f"the last {draft.left_out} of {len(article.text) + draft.left_out} characters are "
                "left out: split what holds several articles",
                article.id,
            )
        )
    if article.published is None:
        notes.append(_issue("info", _undated(article.text), article.id))
    return notes


def _dateline_day(text: str) -> date | None:
    """The day of a dateline that holds its year: "ACCRA, 14 March 2024 (Wire) -"."""
    dateline = _DATELINE.search(text[:DATELINE_WITHIN])
    if dateline is None or not dateline["year"]:
        return None
    phrase = f"{dateline['day'].replace('.', '')} {dateline['year']}"
    found = (
        dates.resolve(phrase, date(int(dateline["year"]), 12, 31))
        if int(dateline["year"])
        else None
    )
    return found.day if found else None


def _undated(text: str) -> str:
    dateline = _DATELINE.search(text[:DATELINE_WITHIN])
    hint = f"; its dateline says {dateline['day']!r}, without a year" if dateline else ""
    return (
        f"the article has no publication date{hint}: give one with --published, "
        'so that days such as "on Thursday" can be told'
    )
