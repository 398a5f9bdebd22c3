"""A hundred hostile payloads in every field of a page: none runs in a real browser, none is a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from dragoman.archive.selected import Selected
from dragoman.exports import EXPORTS, WHOLE
from dragoman.exports.told import Told
from dragoman.ids import digest
from dragoman.records import (
    Actor,
    Article,
    Circumstances,
    Claim,
    Coded,
    Deed,
    Issue,
    Mention,
    Reaction,
    Reading,
    Span,
    Speaker,
    Statement,
    Via,
)
from dragoman.roundup import Request, compose, render
from dragoman.roundup.differ import differ, show
from dragoman.roundup.page import Roundup
from tests.roundup.payloads import PAYLOADS
from tests.roundup.test_chromium import BROWSER, chromium

RAN = 'data-run="1"'


def planted(number: int, bad: str) -> Reading:
    """A reading with one payload in its text and in every field beside it."""
    text = f"{bad} said {bad} of {number}. 7 people {bad} were hurt at {bad}."
    half = Span(0, len(bad))
    said = Span(len(bad) + 6, len(text) - 1)
    key = digest(number, "s")
    article = Article(
        digest(number), digest(text), text, uri=bad, published=date(2031, 3, 4), outlet=bad, title=bad,
        section=bad, authors=(bad,), credits=(bad,), language=bad,
    )  # fmt: skip
    told = Circumstances(None, bad, bad, bad, (Via(bad, half),))
    return Reading(
        article,
        (Statement(key, half or None, (Span(0, 1),), (said,), "direct", 0.9),),
        mentions=(Mention(half, (bad,), "name"),),
        host="VLD",
        speakers={key: Speaker(key, (bad,), bad, bad, half, bad, 0.9, told)},
        reactions={key: Reaction(key, (Coded("condemn", 0.9),), (bad,), "critical")},
        deeds=(Deed(digest(key, "d"), (bad,), "deploy", said, 0.9, (bad,), place=bad),),
        claims=(
            Claim(digest(key, "c"), "killed", bad, said, 7, 7, "exactly", bad, bad, bad, None, bad),
        ),
        issues=(Issue(bad, "warning", bad),),
    )


def known(code: str, on: object = None) -> Actor:
    return Actor(code, "state", code)


@cache
def page() -> Roundup:
    readings = [planted(n, bad) for n, bad in enumerate(PAYLOADS)]
    whole = compose(Selected(readings, known), Request(host="VLD", with_articles=True))
    return replace(whole, title=" ".join(PAYLOADS))


def test_there_are_a_hundred() -> None:
    assert len(set(PAYLOADS)) == 100


@pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on this machine")
@pytest.mark.parametrize("policy", [True, False])
def test_nothing_runs_in_a_browser_with_or_without_the_policy(tmp_path: Path, policy: bool) -> None:
    pages = {"page": render(page(), "html")}
    pages["diff"] = show(differ(replace(page(), host_block=(), actors=()), page()), "html")
    for name, text in pages.items():
        html = text.encode("utf-8", "replace").decode()
        if not policy:
            at = html.index("<meta http-equiv=")
            html = html[:at] + html[html.index(">", at) + 1 :]
        file = tmp_path / f"{name}.html"
        file.write_text(html, encoding="utf-8")
        shown = chromium("--virtual-time-budget=2000", "--dump-dom", file.as_uri())
        assert "<h1" in shown and RAN not in shown


@pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on this machine")
def test_the_payloads_do_run_where_they_are_not_escaped(tmp_path: Path) -> None:
    file = tmp_path / "bad.html"
    file.write_text(f"<!doctype html><h1>x</h1>{PAYLOADS[1]}", encoding="utf-8")
    assert RAN in chromium("--virtual-time-budget=2000", "--dump-dom", file.as_uri())


@pytest.mark.parametrize("form", ["csv-safe", "plover", "gdelt"])
def test_no_cell_is_a_formula(form: str) -> None:
    out = io.BytesIO()
    readings = [planted(n, bad) for n, bad in enumerate(PAYLOADS)]
    if form == "csv-safe":
        rows = [{"a": bad, "b": f"{bad}x"} for bad in PAYLOADS if "\ud800" not in bad]
        EXPORTS[form](rows, ["a", "b"], out)
    else:
        kept = [r for r in readings if "\ud800" not in r.article.text]
        WHOLE[form](Told(kept, known), out)
    mark = "\t" if form == "gdelt" else ","
    text = out.getvalue().decode().replace("\x00", "")
    cells = [c for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) for c in row]
    assert cells and not [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r"))]
