"""What a page may hold, checked in one linear scan before any parser sees it.

Every HTML parser can be hung by one page: by a tag of 40,000 attributes or by 20,000 nested
elements. The scan reads tags as the HTML standard's tokeniser does; the count of tags is of
everything that looks like one, also in comments and scripts, so that nothing hides from it.
"""

from __future__ import annotations

import re

from dragoman.errors import Hostile

MAX_BYTES = 5_000_000
MAX_TAGS = 30_000
MAX_ATTRIBUTES = 500
MAX_DEPTH = 250

_OPENS = re.compile(r"<[A-Za-z]")
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)|<!--")
_ATTRIBUTE = re.compile(
    r"[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|(?![\"'])[^\s>]*))?"
)
_TAG_END = re.compile(r"[\s/]*>")
_UNCLOSED_VALUE = re.compile(r"\s*=\s*[\"']")
_COMMENT_END = re.compile("--!?>")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
# Void elements, and those whose end tag may be left out, never count as open.
_UNCOUNTED = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th",
        "thead", "tbody", "tfoot", "colgroup", "rp", "rt", "html", "head", "body",
    )
)  # fmt: skip


def check(html: str, name: str) -> None:
    """Raises Hostile for a page over a cap, or with entities declared in its DOCTYPE."""
    if len(html) > MAX_BYTES:
        raise _over(name, f"is larger than {MAX_BYTES // 1_000_000} MB")
    if sum(1 for _ in _OPENS.finditer(html)) > MAX_TAGS:
        raise _over(name, f"has more than {MAX_TAGS:,} tags")
    _refuse_entities(html, name)
    _check_tags(html, name)


def _over(name: str, what: str) -> Hostile:
    return Hostile(
        f"{name} {what}, more than any article page, and was set aside unread: "
        "save the article's text and give that"
    )


def _refuse_entities(html: str, name: str) -> None:
    lower = html.lower()
    if "<!doctype" in lower and "<!entity" in lower:
        raise _over(name, "declares entities in its DOCTYPE")


def _check_tags(html: str, name: str) -> None:
    open_tags: list[str] = []
    at = 0
    while match := _TAG.search(html, at):
        if match.group() == "<!--":
            at = _after_comment(html, match.end())
            continue
        tag = match.group(2).lower()
        at, attributes, closed = _attributes(html, match.end())
        if attributes > MAX_ATTRIBUTES:
            raise _over(name, f"has a tag of more than {MAX_ATTRIBUTES} attributes")
        if match.group(1):
            _close(open_tags, tag)
        elif tag in _RAW:
            at = _after_raw(html, tag, at)
        elif tag not in _UNCOUNTED and not closed:
            open_tags.append(tag)
        if len(open_tags) > MAX_DEPTH:
            raise _over(name, f"nests elements more than {MAX_DEPTH} deep")


def _attributes(html: str, at: int) -> tuple[int, int, bool]:
    """Where the tag ends, how many attributes it has, and whether it closes itself."""
    count = 0
    while True:
        if end := _TAG_END.match(html, at):
            return end.end(), count, "/" in end.group()
        attribute = _ATTRIBUTE.match(html, at)
        if attribute is None:
            return len(html), count, False
        count += 1
        at = attribute.end()
        if _UNCLOSED_VALUE.match(html, at) or count > MAX_ATTRIBUTES:
            return len(html), count, False


def _close(open_tags: list[str], tag: str) -> None:
    if tag in open_tags:
        while open_tags.pop() != tag:
            pass


def _after_comment(html: str, at: int) -> int:
    """`<!-->` is a whole comment, so that the end may share the opening's hyphens."""
    end = _COMMENT_END.search(html, at - 2)
    return end.end() if end else len(html)


def _after_raw(html: str, tag: str, at: int) -> int:
    closing = re.compile(rf"</{tag}[\s/>]", re.IGNORECASE).search(html, at)
    return closing.start() if closing else len(html)
