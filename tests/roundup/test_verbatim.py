"""For any text: what every format shows of an article is the article's own characters."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.ids import digest
from dragoman.records import (
    Article,
    Circumstances,
    Claim,
    Coded,
    Deed,
    Form,
    Reaction,
    Reading,
    Span,
    Speaker,
    Statement,
)
from dragoman.roundup import Request, Roundup, compose, render
from dragoman.safe import printable
from tests.roundup.shown import flat, read_html, read_markdown
from tests.roundup.story import archive

HOSTILE = st.sampled_from(
    [
        '"', "“", "”", "'", "’", "«", "»", "<script>alert(1)</script>", "</style>", "<!--", "]]>",
        "&amp;", "&#0;", "{{ 7*7 }}", "{% raw %}", "\u202e", "\u2066", "\u200f", "אבג ", "\n",
        "\n\n", "\r", "\t", "    ", "\x00", "\x1b[31m", "\x85", "\u2028", "\ud800", "\ufffe",
        "# ", "- ", "1. ", "1) ", "+ ", "=== ", "--- ", "* ", "> ", "| a | b |", "[x](y)",
        "![x](y)", "[^1]", "`code`", "``` ", "~~~ ", "\\", "**b**", "_i_", "~~s~~", "<b>", "$x$",
        "www.a.example ", "said ", "that it would stay. ", "Osmer ", "e\u0301", "👩‍👩‍👧 ", ". ",
    ]
)  # fmt: skip
TEXTS = st.lists(HOSTILE | st.text(max_size=6), min_size=1, max_size=30).map("".join)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = draw(TEXTS.filter(bool))
    made = Article(
        digest(text, draw(st.integers(0, 3))), digest(text, "revision"), text,
        uri=draw(st.none() | TEXTS | st.just("https://a.example/x")),
        outlet=draw(st.none() | TEXTS),
        title=draw(st.none() | TEXTS), language=draw(st.sampled_from([None, "en", '"><b>'])),
    )  # fmt: skip
    said = [draw(statements(made, n)) for n in range(draw(st.integers(1, 4)))]
    words = TEXTS | st.none()
    speakers = {
        s.id: Speaker(
            s.id, draw(st.sampled_from([(), ("OSM",), ("VLD", "JPN"), ('<"x">',)])), draw(words),
            draw(words), s.source, circumstances=Circumstances(venue=draw(words)),
        )
        for s in said
        if draw(st.booleans())
    }  # fmt: skip
    reactions = {s.id: Reaction(s.id, (Coded("deny", 0.5),), ("<b>",), "backs") for s in said[:1]}
    where = draw(spans(text))
    deed = Deed(digest(made.revision, "d"), ("TSK",), "deploy", where, 0.5)
    claim = Claim(digest(made.revision, "c"), "killed", where.of(text), where, 1, None, "at least")
    return Reading(
        made, tuple(said), host="VLD", speakers=speakers, reactions=reactions, deeds=(deed,),
        claims=(claim,),
    )  # fmt: skip


@st.composite
def statements(draw: st.DrawFn, made: Article, number: int) -> Statement:
    text = made.text
    form: Form = draw(st.sampled_from(["direct", "indirect", "mixed"]))
    content = tuple(sorted(draw(st.lists(spans(text), min_size=1, max_size=3))))
    cue = tuple(draw(st.lists(spans(text), max_size=1)))
    source = draw(st.none() | spans(text))
    within = digest(made.revision, draw(st.integers(0, 3))) if draw(st.booleans()) else None
    return Statement(digest(made.revision, number), source, cue, content, form, 0.5, within)


PAGES = st.builds(
    lambda found, full: compose(archive(*found), Request("VLD", with_articles=full)),
    st.lists(readings(), min_size=1, max_size=2),
    st.booleans(),
)


def quotations(page: Roundup) -> list[str]:
    return [w.text for e in page.entries() for w in e.fullest.words]


@settings(deadline=None, max_examples=150)
@given(PAGES)
def test_html(page: Roundup) -> None:
    written = render(page, "html")
    written.encode("utf-8")
    found = read_html(written)
    texts = {a.id: a.text for a in page.articles}
    for one in found.stretches:
        assert one.text == printable(texts[one.article][one.start : one.end])
    shown = [one.text for one in found.stretches]
    assert all(printable(words) in shown for words in quotations(page))
    assert not {"script", "img", "link", "iframe", "object"} & {tag for tag, _ in found.tags}
    assert len(found.ids()) == len(set(found.ids()))
    assert {link[1:] for link in found.links() if link.startswith("#")} <= set(found.ids())
    assert all(link.startswith(("#", "https://")) for link in found.links())


@settings(deadline=None, max_examples=150)
@given(PAGES)
def test_json(page: Roundup) -> None:
    written = render(page, "json")
    written.encode("utf-8")
    texts = {a.id: a.text for a in page.articles}
    told = json.loads(written)
    blocks = (told["host_block"], told["actors"], told["also_acting"], told["others"])
    for section in (s for block in blocks for s in block):
        for one in section["statements"]:
            text = texts[one["article"]]
            assert one["quotes"] == [text[s:e] for s, e in one["content"]]
            assert one["text"] in text
            assert one["context"] == text[slice(*one["context_span"])]
            assert all(w["text"] == text[slice(*w["span"])] for w in one["words"])
        for one in section["deeds"]:
            assert one["text"] == texts[one["article"]][slice(*one["evidence"])]


@settings(deadline=None, max_examples=150)
@given(PAGES)
def test_text(page: Roundup) -> None:
    written = render(page, "txt")
    written.encode("utf-8")
    assert not any((ord(c) < 0x20 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0 for c in written)
    shown = flat(written)
    assert all(flat(printable(words)) in shown for words in quotations(page))


@settings(deadline=None, max_examples=150)
@given(PAGES)
def test_markdown(page: Roundup) -> None:
    written = render(page, "md")
    written.encode("utf-8")
    shown = read_markdown(written)
    assert all(flat(printable(words)) in shown for words in quotations(page))
