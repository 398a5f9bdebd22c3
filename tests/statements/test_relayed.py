from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.statements.relayed import relayed
from tests.builders import Said, reading


def told(text: str, *said: Said) -> list[tuple[str, list[str], list[str]]]:
    made = reading(text, said)
    return [
        (
            one.source.of(text) if one.source else "",
            [cue.of(text) for cue in one.cue],
            [content.of(text) for content in one.content],
        )
        for one in relayed(made.article, made.statements)
    ]


@pytest.mark.parametrize(
    ("content", "who", "rest"),
    [
        (("“We hold the bridge,”", "her as saying"), "her", ["“We hold the bridge,”"]),
        (
            ('the foreign minister as saying: "Ships may pass."',),
            "the foreign minister",
            ['"Ships may pass."'],
        ),
        (
            ("Minister Ida Holm as telling that the road was mined",),
            "Minister Ida Holm",
            ["that the road was mined"],
        ),
        (("as saying that the road was mined",), "The Norland agency", ["that the road was mined"]),
    ],
)
def test_who_is_quoted_is_the_source(content: tuple[str, ...], who: str, rest: list[str]) -> None:
    before = "".join(f"{one} " for one in content[:-1])
    text = f"{before}The Norland agency quoted {content[-1]}."
    (one,) = told(text, Said("The Norland agency", "quoted", list(content)))
    as_saying = "as telling" if "telling" in content[-1] else "as saying"
    assert one == (who, ["quoted", as_saying], rest)


@pytest.mark.parametrize(
    "content",
    [
        "that the bridge was as good as new",
        "them as liars",
        "her as saying",
        "as saying",
        "the sea",
    ],
)
def test_what_quotes_nobody_stays(content: str) -> None:
    text = f"The Norland agency quoted {content}."
    (one,) = told(text, Said("The Norland agency", "quoted", content))
    assert one == ("The Norland agency", ["quoted"], [content])


@given(
    st.lists(
        st.sampled_from(["her", "as", "saying", ":", "“", "that", "it rained", " "]), max_size=9
    )
)
def test_no_word_is_lost_and_none_stands_twice(words: list[str]) -> None:
    content = "x" + " ".join(words) + " y"
    text = f"The agency quoted {content}."
    made = reading(text, (Said("The agency", "quoted", content),))
    (one,) = relayed(made.article, made.statements)
    spans = sorted([*one.cue, *one.content, *([one.source] if one.source else [])])
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
    assert "".join(s.of(text) for s in spans[-1:]).endswith("y")
