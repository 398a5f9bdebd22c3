from __future__ import annotations

import pytest

from tests.builders import Said
from tests.statements.layouts.told import Told, statements, told

PROSE = "The talks between Norland and Ostrania ended on Monday. Few in Velmar knew of it."


@pytest.mark.parametrize(
    ("line", "source", "content"),
    [
        ("Norland: “We are done.”", "Norland", "“We are done.”"),
        ("Prime Minister Ada Brekke: ‘We’re done.’", "Prime Minister Ada Brekke", "‘We’re done.’"),
        ('The foreign ministry of Ostrania: "No."', "The foreign ministry of Ostrania", '"No."'),
        ("Ida Holm, trade minister: “Let us talk.”", "Ida Holm, trade minister", "“Let us talk.”"),
        ("The Northern League in a statement: “No.”", "The Northern League", "“No.”"),
        (
            "Prime Minister Ada Brekke: We will not go.",
            "Prime Minister Ada Brekke",
            "We will not go.",
        ),
    ],
)
def test_a_label_in_running_news_is_the_source(line: str, source: str, content: str) -> None:
    (found,) = told(f"{PROSE} The Northern League met.\n\n{line}")
    assert (found.source, found.cue) == (source, ())
    assert found.content[0].rstrip(".") == content.rstrip(".")
    assert found.mention in (source, source.split(",", maxsplit=1)[0])


@pytest.mark.parametrize(
    ("line", "source", "content"),
    [
        ("Ada Brekke (@adabrekke) on X: “We are done.”", "Ada Brekke", "“We are done.”"),
        ("Ada Brekke (@adabrekke): tea, then talks", "Ada Brekke", "tea, then talks"),
        ("@NorlandMFA: the embassy is open again", "@NorlandMFA", "the embassy is open again"),
    ],
)
def test_posts_have_their_account_as_source(line: str, source: str, content: str) -> None:
    (found,) = statements(f"{PROSE}\n\n{line}")
    text = f"{PROSE}\n\n{line}"
    assert found.source is not None
    assert (found.source.of(text), found.content[0].of(text)) == (source, content)
    assert found.form == "direct"


def test_words_of_saying_before_the_colon_are_the_cue() -> None:
    assert told(f"{PROSE}\n\nPresident Lea Maike wrote on Telegram: “Velmar is ours.”") == [
        Told("President Lea Maike", "President Lea Maike", ("“Velmar is ours.”",), ("wrote",))
    ]


def test_two_labelled_quotations_vouch_for_each_other() -> None:
    lines = ["Ada Brekke: “We stay.”", "Ida Holm: “We go.”"]
    assert [one.source for one in told("\n\n".join([PROSE, *lines]))] == ["Ada Brekke", "Ida Holm"]
    assert told("\n\n".join([PROSE, lines[0]])) == []


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("Norland: talks are over", "Norland"),
        ("Prime minister: talks are over", "Prime minister"),
        ("Norland: ‘We are done’", "Norland"),
        ("Norland: how the talks ended", None),
        ("Norland crisis: talks are over", None),
        ("Norland: a country on the edge", None),
        ("Analysis: talks are over", None),
    ],
)
def test_a_label_in_a_title_before_a_clause(title: str, source: str | None) -> None:
    body = "The prime minister said little to those who asked her in Norland, and left by the side door."
    found = statements(f"{title}\n\n{body}\n\n{PROSE}")
    assert [s.source.of(title) if s.source else None for s in found] == ([source] if source else [])
    assert all(s.in_title for s in found)


@pytest.mark.parametrize(
    "line",
    [
        "There was one problem: rain.",
        "There was one problem: “rain”.",
        "Photo: Ida Holm for the Courier",
        "Photo: “The dam”",
        "By Ida Holm: our reporter in Velmar",
        "Verdict: “not proven”",
        "Motto: “Stay dry.”",
        "The reason is simple: we do not know.",
        "He added: “Stay dry.”",
        "In Velmar: we saw nothing.",
        "Prime minister: Ada Brekke",
        "Government: The army has ruled since 2019.",
        "Ada Brekke: The prime minister, who has ruled since 2020.",
        "Norland: Floods on Monday, talks on Tuesday.",
        "Bring these: bread, salt, water.",
        "Editor’s note: We have changed a name.",
        "19:10: Norland closes its border",
        "Source: ministry of health",
        "Norland, it turned out: “closed”",
        "Ostrania in winter: we went and saw.",
    ],
)
def test_other_colons_are_no_labels(line: str) -> None:
    assert told(f"{PROSE}\n\n{line}\n\n{PROSE}") == []


def test_what_the_encoder_found_stays() -> None:
    line = "Norland: “We are done.”"
    text = f"{PROSE}\n\n{line}"
    assert told(text, Said("Norland", ":", "“We are done.”", nth=1)) == [
        Told("Norland", "Norland", ("“We are done.”",), (":",))
    ]
    assert told(text, Said(None, "", "“We are done.”")) == [
        Told("Norland", "Norland", ("“We are done.”",))
    ]
    other = f"{PROSE}\n\nNorland: “We are done.” The talks failed, Holm said."
    assert told(other, Said("Holm", "said", "The talks failed")) == [
        Told("Holm", "Holm", ("The talks failed",), ("said",))
    ]
