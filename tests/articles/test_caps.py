from __future__ import annotations

import time
from contextlib import suppress

import pytest

from dragoman.articles.caps import MAX_ATTRIBUTES, MAX_BYTES, MAX_DEPTH, MAX_TAGS, check
from dragoman.errors import InputError
from tests.articles.pages import PAGES

ATTRIBUTES = " ".join(f"a{n}='{n}'" for n in range(MAX_ATTRIBUTES + 1))


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_usual_pages_pass(page: str) -> None:
    check(page, "page")


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * MAX_DEPTH + "</div>" * MAX_DEPTH,
        "<p>word" * (MAX_DEPTH * 3),
        "<div><br><img src=a></div>" * (MAX_DEPTH * 3),
        "<script>" + "if (a <b && c <d) ;" * (MAX_DEPTH * 2) + "</script>",
        "<!-- " + "<div>" * (MAX_DEPTH * 2) + " -->",
        '<p data-x="' + "word " * 2_000 + '">x</p>',
        "<svg>" + "<path d='M0 0'/>" * (MAX_DEPTH * 2) + "</svg>",
        "<div>" + "<span>" * 5 + "</div>",
    ],
)
def test_what_only_looks_like_too_much_passes(page: str) -> None:
    check(page, "page")


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("x" * (MAX_BYTES + 1), "5 MB"),
        ("<p>" * (MAX_TAGS + 1), "tags"),
        ("<div>" * (MAX_DEPTH + 1), "deep"),
        ("<!-->" + "<div>" * (MAX_DEPTH + 1), "deep"),
        ("<!-- --!>" + "<div>" * (MAX_DEPTH + 1), "deep"),
        ("<script></script>" + "<b>" * (MAX_DEPTH + 1), "deep"),
        (f"<p {ATTRIBUTES}>", "attributes"),
        (f"<p title='>' {ATTRIBUTES}>", "attributes"),
        (f'<p x"> {ATTRIBUTES}', ""),
        (f"<p {ATTRIBUTES.replace(' ', '/')}>", "attributes"),
        ('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>&b;</p>', "entities"),
    ],
)
def test_pages_over_a_cap_are_refused(page: str, message: str) -> None:
    if not message:
        check(page, "the page")
        return
    with pytest.raises(InputError, match=f"the page .*{message}"):
        check(page, "the page")


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<a b='", '<a b="', "<script>", "<a ", "< ", "</", "<a/", "=", "<a =", "\"'<a b=c"],
)
def test_the_scan_is_linear(piece: str) -> None:
    page = piece * (1_000_000 // len(piece))
    start = time.monotonic()
    with suppress(InputError):
        check(page, "page")
    assert time.monotonic() - start < 5
