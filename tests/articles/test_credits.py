from __future__ import annotations

import pytest

from dragoman.articles.credits import credits
from dragoman.records import Mark, Span

PROSE = "The minister told Reuters that the port was open, AFP reported from the quay.\n\n"


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ("Reuters contributed to this report.", ("Reuters",)),
        ("AFP and the Associated Press contributed reporting", ("AFP", "AP")),
        ("(Reporting by Jana Holt; additional reporting by DPA)", ("DPA",)),
        ("With reporting by Reuters and AFP", ("Reuters", "AFP")),
        ("Source: Xinhua", ("Xinhua",)),
        ("© 2031 AFP", ("AFP",)),
        ("Copyright 2031 The Associated Press. All rights reserved.", ("AP",)),
        ("— AP", ("AP",)),
        ("Reuters", ("Reuters",)),
        ("With files from The Canadian Press", ("Canadian Press",)),
        ("The port stays open, the minister told Reuters.", ()),
        ("Ask your pa.", ()),
    ],
)
def test_last_lines_credit_and_prose_does_not(last: str, told: tuple[str, ...]) -> None:
    assert credits(PROSE + last, (), ()) == told


def test_bylines_and_datelines_credit() -> None:
    assert credits(PROSE, (), ("Jana Holt", "AFP")) == ("AFP",)
    text = (
        "By Ana Belo and Reuters\n\nPORT ANSEL, March 3 (AP) — The port shut.\n\nIt opened again."
    )
    byline = Mark("byline", Span(0, text.index("\n")))
    assert credits(text, (byline,), ()) == ("Reuters", "AP")
