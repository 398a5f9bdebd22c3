"""A web page to an article's text: which blocks are the article, and what kind each is.

trafilatura and the page's own data say which words belong to the article; the page's elements say
where its paragraphs and headings begin and end, which extraction alone loses on many pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from dragoman.articles.blocks import Block, blocks, clean
from dragoman.articles.caps import check
from dragoman.articles.furniture import is_button, kind_of, opens_links
from dragoman.articles.metadata import Page, metadata
from dragoman.errors import NotText
from dragoman.records import Mark, MarkKind, Span

_SHINGLE = 4
_SHARE = 0.6
_LONG_PARAGRAPH = 120
_LONGEST_HEADING = 120
_LEAST_DOUBLE = 30
_MOST_LINKED_WORDS = 4
_TOP = 8
_EDGE = 4

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article's text with its marks, and what the page said of itself."""

    text: str
    marks: tuple[Mark, ...]
    page: Page


def extract(html: str, name: str, uri: str | None) -> Extracted:
    """The article of a page; raises InputError over a cap and NotText where there is no article."""
    check(html, name)
    tree = _parse(html, name)
    everything = blocks(tree)
    page = metadata(tree, uri)
    paragraphs = _paragraphs(tree)
    chosen = _chosen(everything, paragraphs, page)
    text, marks = _set(_tidied(chosen, page), page)
    if not text.strip():
        raise NotText(f"{name} holds no article text: save the article's text and give that")
    return Extracted(text, marks, page)


def _parse(html: str, name: str) -> Any:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    with suppress(etree.LxmlError, ValueError, AssertionError):
        return lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    raise NotText(f"{name} cannot be read as HTML: save the article's text and give that")


def _paragraphs(tree: Any) -> list[str]:
    """What trafilatura takes for the article; its slow way where the fast one finds little."""
    found = _trafilatura(tree, fast=True)
    if len(found) < 3:
        found = max(found, _trafilatura(tree, fast=False), key=len)
    return found


def _trafilatura(tree: Any, *, fast: bool) -> list[str]:
    from trafilatura import bare_extraction  # noqa: PLC0415  slow to import

    with suppress(Exception):  # a page that breaks the extractor is read by its own data instead
        found: Any = bare_extraction(tree, fast=fast, include_comments=False)
        if found is not None and found.body is not None:
            elements = found.body.iter("p", "head", "item", "quote", "cell", "code")
            texts = (clean(" ".join(element.itertext())) for element in elements)
            return [text for text in texts if text]
    return []


def _chosen(everything: Sequence[Block], paragraphs: Sequence[str], page: Page) -> list[Block]:
    """The page's blocks that hold the article's words, with the headings among them."""
    evidence = [*paragraphs, *page.body.splitlines()]
    shingles = {shingle for text in evidence for shingle in _shingles(text)}
    exact = {_plain(text) for text in evidence}
    kept = [_is_evident(block, shingles, exact) for block in everything]
    _recover_headings(everything, kept)
    chosen = [block for block, keep in zip(everything, kept, strict=True) if keep]
    missing = sum(map(len, evidence[: len(paragraphs)])) > 3 * sum(len(b.text) for b in chosen)
    told = page.body if len(page.body) > 1.5 * sum(len(b.text) for b in chosen) else ""
    if told:
        return [Block(clean(text)) for text in told.splitlines() if clean(text)]
    return [Block(text) for text in paragraphs] if missing else chosen


def _shingles(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return [tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)]


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _is_evident(block: Block, shingles: set[tuple[str, ...]], exact: set[str]) -> bool:
    if _plain(block.text) in exact:
        return True
    own = _shingles(block.text)
    return bool(own) and sum(1 for each in own if each in shingles) >= _SHARE * len(own)


def _recover_headings(everything: Sequence[Block], kept: list[bool]) -> None:
    """A heading right before a paragraph of the article is the article's, whoever dropped it; one
    that is a whole headline and a link leads to another article."""
    first = kept.index(True) if True in kept else len(kept)
    for at in range(len(kept) - 2, first, -1):
        block, below = everything[at], everything[at + 1]
        if block.level and block.linked and len(block.text.split()) > _MOST_LINKED_WORDS:
            kept[at] = False
        elif not kept[at] and kept[at + 1] and any(kept[max(0, at - _EDGE) : at]):
            kept[at] = block.level > 1 and (len(below.text) > 60 or below.level > 1)


def _tidied(chosen: list[Block], page: Page) -> list[Block]:
    """Without the title, what stands above it, buttons, lists of links, and doubled blocks."""
    titles = {_plain(title) for title in page.titles}
    top = [at for at, block in enumerate(chosen[:_TOP]) if _plain(block.text) in titles]
    start = top[-1] + 1 if top else 0
    lead = [block for block in chosen[:start] if len(block.text) > _LONG_PARAGRAPH]
    body = [block for block in lead + chosen[start:] if _plain(block.text) not in titles]
    return _without_doubles(_without_links([b for b in body if not is_button(b.text)]))


def _without_links(body: Sequence[Block]) -> list[Block]:
    """ "More from us" and the headlines under it, up to the next real paragraph."""
    kept: list[Block] = []
    linking = False
    for block in body:
        if opens_links(block.text):
            linking = True
        elif len(block.text) > _LONG_PARAGRAPH and not block.level:
            linking = False
        if not linking:
            kept.append(block)
    return kept


def _without_doubles(body: Sequence[Block]) -> list[Block]:
    """A pull quote repeats words of a paragraph, a list of links those of headings: these stay."""
    plain = [_plain(block.text) for block in body]
    whole = "\n".join(plain)
    headings = {words for block, words in zip(body, plain, strict=True) if block.level}
    kept = []
    seen: set[str] = set()
    for block, words in zip(body, plain, strict=True):
        long = len(words) > _LEAST_DOUBLE
        double = long and (words in seen or (not block.level and _is_within(words, whole)))
        if double or (not block.level and words in headings):
            continue
        seen.add(words)
        kept.append(block)
    return kept


def _is_within(words: str, whole: str) -> bool:
    """Whether the words (at least one character) stand in a longer line of `whole`."""
    at = whole.find(words)
    while at >= 0:
        end = at + len(words)
        if (at and whole[at - 1] != "\n") or (end < len(whole) and whole[end] != "\n"):
            return True
        at = whole.find(words, end)
    return False


def _set(body: Sequence[Block], page: Page) -> tuple[str, tuple[Mark, ...]]:
    """The text, the title first, a blank line between blocks, and its marks."""
    lines: list[tuple[str, MarkKind | None]] = [(page.title, "title")] if page.title else []
    prose_begun = False
    for at, block in enumerate(body):
        kind = _kind(block, prose_begun, edge=at < _EDGE or at >= len(body) - _EDGE, page=page)
        prose_begun = prose_begun or kind is None
        lines.append((block.text, kind))
    if lines and lines[-1][1] == "heading":
        lines.pop()
    return _joined(lines)


def _kind(block: Block, prose_begun: bool, *, edge: bool, page: Page) -> MarkKind | None:
    kind = kind_of(block.text)
    if edge and block.text.removeprefix("By ") in page.authors:
        kind = "byline"
    if kind == "byline" and not edge:
        kind = None
    if kind or not (block.level or block.strong) or len(block.text) > _LONGEST_HEADING:
        return kind
    if not block.level:
        return "heading" if prose_begun and _is_bold_heading(block.text) else None
    is_deck = not prose_begun and len(block.text.split()) > 7
    return None if is_deck else "heading"


def _is_bold_heading(text: str) -> bool:
    return len(text.split()) <= 12 and text[-1].isalnum() and text[0].isupper()


def _joined(lines: Sequence[tuple[str, MarkKind | None]]) -> tuple[str, tuple[Mark, ...]]:
    marks = []
    at = 0
    for line, kind in lines:
        if kind:
            marks.append(Mark(kind, Span(at, at + len(line))))
        at += len(line) + 2
    return "\n\n".join(line for line, _ in lines), tuple(marks)
