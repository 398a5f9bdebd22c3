from __future__ import annotations

import pytest

from tests.builders import Said
from tests.statements.layouts.told import Told, statements, told

PROSE = "The Council opened a fund for Velmar on Monday. It holds 20 million crowns."


@pytest.mark.parametrize(
    ("sign", "mention"),
    [
        ("– Commissioner Ida Holm", "Commissioner Ida Holm"),
        ("— Ada Brekke, Prime Minister of Norland", "Ada Brekke"),
        ("- The mayor of Velmar", "The mayor of Velmar"),
    ],
)
def test_a_signature_names_who_is_quoted_above(sign: str, mention: str) -> None:
    expected = [Told(None, mention, ("“Nobody should be cold.”",))]
    assert told(f"{PROSE}\n\n“Nobody should be cold.”\n{sign}\n\n{PROSE}") == expected
    assert told(f"{PROSE}\n\n“Nobody should be cold.” {sign}\n\n{PROSE}") == expected


def test_a_quotation_over_paragraphs_is_signed_as_one() -> None:
    text = (
        f"{PROSE}\n\n“Nobody should be cold.\n\n“Nobody should be wet.”\n\n– Commissioner Ida Holm"
    )
    parts = ("“Nobody should be cold.", "“Nobody should be wet.”")
    assert told(text, Said(None, "", parts[0])) == [Told(None, "Commissioner Ida Holm", parts)]


def test_a_letter_is_its_signers() -> None:
    text = "\n\n".join(
        [
            "To all who cross the bridge at Velmar",
            "After nine winters I hand back the keys. The bridge stands.",
            "I beg you to drive slowly on it.",
            "Velmar, in the first week of May",
            "– Ada Brekke, ambassador of Norland",
        ]
    )
    (found,) = statements(text, Said("I", "beg", "you to drive slowly on it"))
    assert (found.source, found.form, len(found.content)) == (None, "direct", 2)
    assert found.mention is not None
    assert found.mention.of(text) == "Ada Brekke"


@pytest.mark.parametrize(
    ("head", "mention"),
    [
        (
            "Statement by the spokesperson of the foreign ministry on Velmar",
            "the spokesperson of the foreign ministry",
        ),
        (
            "Joint statement by the governments of Norland and Ostrania",
            "the governments of Norland and Ostrania",
        ),
        ("STATEMENT BY PRIME MINISTER ADA BREKKE", "PRIME MINISTER ADA BREKKE"),
    ],
)
def test_a_text_headed_as_a_statement_is_one(head: str, mention: str) -> None:
    body = [
        "Norland condemns the raid.",
        "It calls on all sides to wait.",
        "ENDS",
        "Contact: press office",
    ]
    (found,) = told("\n\n".join([head, *body]))
    assert (found.source, found.mention) == (None, mention)
    assert found.content == ("Norland condemns the raid", "It calls on all sides to wait")


def test_a_text_that_quotes_others_is_news_and_no_statement() -> None:
    text = (
        "Statement by the foreign ministry\n\n“We stay,” the ministry said.\n\nIt rained all day."
    )
    assert told(text, Said("the ministry", "said", "“We stay,”", form="direct")) == [
        Told("the ministry", "the ministry", ("“We stay,”",), ("said",))
    ]


@pytest.mark.parametrize(
    ("lines", "mention", "content"),
    [
        (["We are home. — Ada Brekke (@adabrekke) March 3, 2031"], "Ada Brekke", "We are home"),
        (["We are home.", "— Ada Brekke (@adabrekke) March 3"], "Ada Brekke", "We are home"),
        (["Ada Brekke ✔ @adabrekke · 2h", "all home"], "Ada Brekke", "all home"),
        (
            ["“The lamps work.” — Velmar Works (@velmarworks) 6 May 2031"],
            "Velmar Works",
            "“The lamps work.”",
        ),
    ],
)
def test_a_post_is_signed_by_its_account(lines: list[str], mention: str, content: str) -> None:
    text = "\n\n".join([PROSE, "\n".join(lines), PROSE])
    assert told(text) == [Told(None, mention, (content,))]


@pytest.mark.parametrize(
    "lines",
    [
        # who reported
        ["It rained all day.", "– Ida Holm, Courier correspondent"],
        ["“We stay.”", "– Ida Holm"],
        ["“We stay.”", "— Halyard, with Courier staff"],
        ["It rained all day.", "— Ada Brekke contributed to this report"],
        # a signature under prose that is not in the first person
        ["It rained all day.", "– Commissioner Ida Holm"],
        # asides and lists
        ["It rained – Commissioner Ida Holm stayed dry – all day."],
        [
            "Three came:",
            "– Commissioner Ida Holm",
            "– Ada Brekke, Prime Minister of Norland",
            "They met.",
        ],
        # a post whose words are gone
        [
            "The minister was late for the talks on Monday, which is rare.",
            "— Ada Brekke (@adabrekke) March 3",
        ],
        # a headline about a statement
        ["Statement by the foreign ministry angers Velmar", "It rained all day."],
    ],
)
def test_other_lines_sign_nothing(lines: list[str]) -> None:
    assert told("\n\n".join([PROSE, *lines])) == []
