from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from dragoman.records import DateRange
from dragoman.roundup import FORMATS, Request, compose, render, words
from tests.roundup import story as tale
from tests.roundup.shown import read_html
from tests.roundup.story import MARCH, Do, Num, Say, archive, article, reading

GOLDEN = Path(__file__).parent.parent / "golden"
ASKED = Request(host="VLD", as_of=tale.at(12, 6), since=tale.at(0, 5))
PAGE = compose(tale.story(), ASKED)
FULL = compose(tale.story(), Request(host="VLD", with_articles=True))
CONTRACT = [
    "title", "host", "as_of", "documents", "host_block", "actors", "others", "claims", "disputes",
    "silent", "new",
]  # fmt: skip


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_golden(format: str) -> None:
    """To accept a change on purpose, run this file as a program."""
    assert render(PAGE, format) == _golden(format).read_text(encoding="utf-8")


def _golden(format: str) -> Path:
    return GOLDEN / f"roundup.{format}"


def test_json_keeps_the_contract() -> None:
    told = json.loads(render(PAGE, "json"))
    assert [key for key in told if key in CONTRACT] == CONTRACT
    assert told["as_of"] == "2031-03-06T12:00:00+00:00"
    keys = ["actor", "name", "kind", "posture", "statements", "deeds", "shift", "dissents"]
    assert all(list(section) == keys for section in told["actors"] + told["others"])
    tarsk = told["actors"][0]
    assert (tarsk["actor"], tarsk["kind"], tarsk["posture"]) == ("TSK", "state", "critical")
    assert (tarsk["shift"]["from"], tarsk["shift"]["to"]) == ("backs", "critical")
    assert {one["id"] for one in tarsk["statements"]} == set(tarsk["shift"]["statements"])
    assert [one["record"] for one in told["new"]].count("statement") == 3
    assert "text" not in told["documents"][0]


def test_whole_articles_only_when_asked_for() -> None:
    line = "A shopkeeper near the tower said"
    for format in FORMATS:
        assert render(FULL, format).count(line) > render(PAGE, format).count(line)
    assert json.loads(render(FULL, "json"))["documents"][0]["text"] == tale.FIRST.text


def test_html_allows_its_own_style_and_nothing_else() -> None:
    page = render(PAGE, "html")
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert len(style) == 1
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    metas = [held for tag, held in read_html(page).tags if tag == "meta"]
    policy = next(m["content"] for m in metas if m.get("http-equiv"))
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"<script|\sstyle=|\son\w+=|url\(|@import", page)


def test_html_headings_go_down_one_at_a_time_and_landmarks_stand_once() -> None:
    tags = read_html(render(FULL, "html")).tags
    levels = [int(tag[1]) for tag, _ in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    names = [tag for tag, _ in tags]
    assert all(names.count(one) == 1 for one in ("main", "header", "nav", "footer"))
    assert dict(tags[[t for t, _ in tags].index("html")][1])["lang"] == "en"
    labelled = {held["aria-labelledby"] for _, held in tags if held.get("aria-labelledby")}
    assert labelled <= set(read_html(render(FULL, "html")).ids())


def test_html_links_lead_somewhere_and_every_statement_to_its_sentence() -> None:
    found = read_html(render(FULL, "html"))
    ids = set(found.ids())
    assert {link[1:] for link in found.links() if link.startswith("#")} <= ids
    assert {f"s-{e.fullest.statement.id}" for e in FULL.entries()} <= ids
    direct = "%E2%80%9CWe%20call%20on%20the%20authorities%20to%20let%20in%20observers%2C%E2%80%9D"
    assert f"https://lantern.example/veldoria/toll#:~:text={direct}" in found.links()


def test_a_file_on_disk_is_named_and_not_linked() -> None:
    made = article("Osmer said it was late.", uri="javascript:alert(1)", outlet="Post")
    page = compose(archive(reading(made, Say("it was late", "Osmer", "said", ("OSM",)))), ASKED)
    for format in ("html", "md"):
        assert not re.search(r'href="javascript|\]\(<?javascript', render(page, format))
    assert "(javascript:alert(1))" in render(page, "html")


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lit = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * lit[0] + 0.7152 * lit[1] + 0.0722 * lit[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "soft", "link", "backs", "neutral", "critical"])
@pytest.mark.parametrize("ground", ["paper", "faint"])
def test_colours_keep_the_contrast_of_wcag_aa(scheme: int, ink: str, ground: str) -> None:
    blocks = re.findall(r":root \{(.*?)\}", render(PAGE, "html"), re.DOTALL)
    colours = dict(re.findall(r"--(\w+): (#\w{6});", blocks[scheme]))
    bright, dim = sorted((_luminance(colours[ink]), _luminance(colours[ground])), reverse=True)
    assert (bright + 0.05) / (dim + 0.05) >= 4.5


def test_five_hundred_statements_stay_under_a_megabyte() -> None:
    line = (
        "“The government of {n} considers that the crossing at mile {n} must be opened to relief"
        " columns before the first snow, and says so without any reserve,” the foreign minister"
        " told reporters in the capital on Monday after a meeting of the whole cabinet."
    )
    told = []
    for number in range(25):
        lines = [line.format(n=number * 20 + k) for k in range(20)]
        uri = f"https://lantern.example/world/2031/03/03/a-long-address-of-a-page-{number}"
        made = article("\n\n".join(lines), uri=uri, outlet="Daily Lantern", title="A day of words")
        says = [
            Say(
                each[: each.index("”") + 1], "the foreign minister", "told reporters",
                ("FRA", "JPN", "USA", "UN")[k % 4 : k % 4 + 1], "direct", ("demand", "urge-calm"),
                ("authorities",), "critical", "Orla Quint", "foreign minister", MARCH[3],
            )
            for k, each in enumerate(lines)
        ]  # fmt: skip
        told.append(reading(made, *says, host="VLD"))
    page = compose(archive(*told), ASKED)
    assert len(page.entries()) == 500
    assert len(render(page, "html").encode()) < 1_000_000


def test_markdown_front_matter_is_yaml() -> None:
    page = compose(tale.story(), Request(host="VLD", title='A "title": with\ttraps # and ünicode'))
    held = yaml.safe_load(render(page, "md").split("---\n")[1])
    assert held["title"] == 'A "title": with\ttraps # and ünicode'
    assert (held["host"], held["as_of"]) == ("VLD", None)
    assert held["documents"] == [a.uri for a in page.articles]


def test_text_fits_a_terminal() -> None:
    lines = render(FULL, "txt").splitlines()
    assert max(map(len, lines)) <= 100


def test_undecided_speakers_are_called_so_in_every_format() -> None:
    for format in ("txt", "md", "html"):
        assert "not decided" in render(PAGE, format)
    others = json.loads(render(PAGE, "json"))["others"]
    assert (others[0]["actor"], others[0]["name"]) == (None, "A shopkeeper near the tower")


def test_the_page_adds_no_quotation_marks_of_its_own() -> None:
    quoted = re.findall(r"[“”„«»]", "".join(read_html(render(PAGE, "html")).texts))
    stored = [s.text for s in read_html(render(PAGE, "html")).stretches]
    assert len(quoted) == sum(len(re.findall(r"[“”„«»]", text)) for text in stored)
    plain = re.sub(r"<[^>]*>", "", render(PAGE, "html").split("</style>")[1])
    assert "&#34;" not in plain


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (MARCH[3], MARCH[3], "3 March 2031"),
        (MARCH[3], MARCH[6], "3 to 6 March 2031"),
        (date(2031, 2, 28), MARCH[3], "28 February to 3 March 2031"),
        (date(2030, 12, 31), date(2031, 1, 1), "31 December 2030 to 1 January 2031"),
    ],
)
def test_days(first: date, last: date, shown: str) -> None:
    assert words.between(first, last) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, None),
        (DateRange(None, None, "day"), None),
        (DateRange(MARCH[3], None, "range"), "from 3 March 2031"),
        (DateRange(None, MARCH[3], "range"), "until 3 March 2031"),
    ],
)
def test_open_days(value: DateRange | None, shown: str | None) -> None:
    assert words.when(value) == shown


@pytest.mark.parametrize(
    ("low", "high", "bound", "shown"),
    [
        (18, 18, "exactly", "18"),
        (2000, None, "at least", "at least 2,000"),
        (None, 400, "at most", "at most 400"),
        (40, 40, "about", "about 40"),
        (40, 60, "exactly", "40 to 60"),
        (1.3, 1.3, "exactly", "1.3"),
        (None, None, "exactly", "not given"),
    ],
)
def test_numbers(low: float | None, high: float | None, bound: str, shown: str) -> None:
    made = article("They counted many.")
    one = reading(made, Num("many", "killed", "many", low, high, bound))
    assert words.quantity(one.claims[0]) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "0 articles"), (1, "1 article"), (1200, "1,200 articles")]
)
def test_counts(number: int, shown: str) -> None:
    assert words.count(number, "article") == shown


def test_the_standfirst_is_counts_alone() -> None:
    assert words.standfirst(PAGE) == (
        "11 governments and organisations, 24 statements and 3 deeds from 4 articles by 3 outlets,"
        " 3 to 6 March 2031"
    )
    assert words.standfirst(compose(archive(), ASKED)) == (
        "0 governments and organisations, 0 statements from 0 articles"
    )


def test_those_who_acted_together_share_a_line_and_their_links_still_lead_there() -> None:
    text = "Ships of Osmer and Tarsk and grain of Japan came in."
    told = reading(
        article(text, published=tale.at(9, 6)),
        Do("Ships of Osmer and Tarsk", ("OSM",), "deploy"),
        Do("Ships of Osmer and Tarsk", ("TSK",), "deploy"),
        Do("grain of Japan", ("JPN",), "aid"),
        host="VLD",
    )
    page = compose(archive(told), ASKED)
    assert [s.name for s in words.together(page.also_acting)] == ["Osmer, Tarsk", "Japan"]
    found = read_html(render(page, "html"))
    assert {link[1:] for link in found.links() if link.startswith("#")} <= set(found.ids())
    assert len(found.ids()) == len(set(found.ids()))


def test_a_code_without_a_label_is_shown_as_it_is() -> None:
    assert words.label("types", "shrug-off") == "shrug off"


if __name__ == "__main__":
    for each in FORMATS:
        _golden(each).write_text(render(PAGE, each), encoding="utf-8")
