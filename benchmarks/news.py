"""Invented news in any amount, from a seed, as text, pages, feeds and WARC; no two articles share a run of words.

Names and places are made up of syllables; what anybody says here nobody ever said. Figures that are measured on it
say so: its sentences are plainer than those of a newspaper, and more of them quote.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from html import escape
from pathlib import Path

_SYLLABLES = (
    "ba", "ko", "ri", "ven", "tal", "mor", "du", "sel", "ga", "nor", "vi", "lan", "tes", "har", "po", "lu",
    "mi", "ran", "do", "sha", "el", "qui", "ze",
)  # fmt: skip
_BODIES = (
    "foreign ministry", "interior ministry", "government", "presidency", "parliament", "army",
    "health ministry",
)  # fmt: skip
_VERBS = (
    "said", "announced", "insisted", "warned", "told reporters", "repeated", "added", "declared", "denied",
    "confirmed",
)  # fmt: skip
_ACTS = (
    "condemned the arrests in", "called for calm in", "demanded the release of prisoners held in",
    "offered to mediate between the sides in", "rejected the report on", "was concerned about the fighting in",
    "would send relief to the people of", "had closed its embassy in", "would not comment on the unrest in",
    "supported the authorities of",
)  # fmt: skip
_FILLERS = (
    "Shops in {a} stayed shut while lorries queued along the road to {b} and the {c} bridge.",
    "Residents of {a} carried water from the {b} well, as the pipes near {c} had burst in the night.",
    "The road between {a} and {b} was open again by noon, though few drivers took it past {c}.",
    "Prices of {a} flour rose in the markets of {b}, and the bakers of {c} baked half as much as before.",
    "Smoke hung over the roofs of {a} until the wind from {b} carried it towards the hills of {c}.",
)
_HOSTS = ("courier", "lantern", "herald", "post", "wire")


@dataclass(frozen=True, slots=True)
class Story:
    """One invented article."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    day: date
    outlet: str

    @property
    def path(self) -> str:
        """Where it lies on its outlet's site."""
        return f"/{self.day:%Y/%m}/{self.number}"

    @property
    def url(self) -> str:
        """Its address."""
        return f"https://{self.outlet}.example{self.path}"

    @property
    def text(self) -> str:
        """Title and paragraphs."""
        return "\n\n".join((self.title, *self.paragraphs))


def name(draw: random.Random) -> str:
    """A name of three or four syllables."""
    return "".join(draw.choices(_SYLLABLES, k=draw.choice((3, 4)))).capitalize()


def story(number: int, seed: int = 0, paragraphs: int = 12) -> Story:
    """The article of a number."""
    draw = random.Random(seed * 1_000_003 + number)
    place = name(draw)
    parts = tuple(_paragraph(draw, place) for _ in range(paragraphs))
    day = date(2031, 1, 1) + timedelta(days=draw.randrange(365))
    return Story(
        number, f"Unrest in {place}: what {name(draw)} said", parts, day, draw.choice(_HOSTS)
    )


def _paragraph(draw: random.Random, place: str) -> str:
    sentences = [_said(draw, place) if draw.random() < 0.45 else _filler(draw) for _ in range(2)]
    return " ".join(sentences)


def _said(draw: random.Random, place: str) -> str:
    who, body, verb = name(draw), draw.choice(_BODIES), draw.choice(_VERBS)
    act = f"{draw.choice(_ACTS)} {draw.choice((place, name(draw)))}"
    if draw.random() < 0.3:
        return f"“We have {act} and the hills of {name(draw)},” the {body} of {who} {verb}."
    return f"The {body} of {who} {verb} that it {act} and {name(draw)} on {draw.randrange(2, 28)} {name(draw)}."


def _filler(draw: random.Random) -> str:
    return draw.choice(_FILLERS).format(a=name(draw), b=name(draw), c=name(draw))


def page(one: Story) -> str:
    """An article as a page, with what pages have around their articles."""
    links = "".join(f'<li><a href="/s/{n}">{one.outlet} section {n}</a></li>' for n in range(12))
    prose = "".join(f"<p>{escape(p)}</p>" for p in one.paragraphs)
    moment = datetime(one.day.year, one.day.month, one.day.day, 8, tzinfo=UTC).isoformat()
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(one.title)}</title>'
        f'<meta property="article:published_time" content="{moment}">'
        f'<meta property="og:site_name" content="{one.outlet.title()}">'
        f'<link rel="canonical" href="{one.url}"></head><body><nav><ul>{links}</ul></nav><main><article>'
        f"<h1>{escape(one.title)}</h1>{prose}</article></main>"
        f"<aside><h2>More</h2><ul>{links}</ul></aside><footer><p>All rights reserved.</p></footer></body></html>"
    )


def stories(count: int, seed: int = 0, paragraphs: int = 12) -> Iterator[Story]:
    """So many articles."""
    return (story(n, seed, paragraphs) for n in range(count))


def folder(into: Path, count: int, seed: int = 0) -> Path:
    """A folder of pages, a thousand in each folder within."""
    for one in stories(count, seed):
        inner = into / f"{one.number // 1000:04d}"
        inner.mkdir(parents=True, exist_ok=True)
        (inner / f"{one.number:07d}.html").write_text(page(one), "utf-8")
    return into


def feed(many: list[Story]) -> str:
    """An RSS feed of articles."""
    items = "".join(
        f"<item><title>{escape(s.title)}</title><link>{{base}}{s.path}</link>"
        f"<pubDate>{s.day:%a, %d %b %Y} 08:00:00 GMT</pubDate></item>"
        for s in many
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Invented</title>{items}</channel></rss>'


def warc(into: Path, count: int, seed: int = 0) -> Path:
    """A packed WARC file of pages."""
    with into.open("wb") as out:
        for one in stories(count, seed):
            body = page(one).encode()
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{one.number:012d}>\r\n"
                f"WARC-Date: {one.day}T08:00:00Z\r\nWARC-Target-URI: {one.url}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
            )
            out.write(gzip.compress(head.encode() + answer + b"\r\n\r\n", 1))
    return into
