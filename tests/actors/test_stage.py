from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.actors.registry import Registry
from dragoman.actors.stage import Mentions, Speakers
from dragoman.records import Entity, Mark, Reading, Span, Speaker
from dragoman.statements.mention import mentioned
from tests.builders import Said, reading, span

REGISTRY = Registry.load()
Quotes = tuple[Said, ...]


def spoken(text: str, said: Quotes, host: str | None = None, **changes: object) -> list[Speaker]:
    """The speakers of statements, in their order, by the real registry."""
    made = reading(text, said, published=date(2024, 3, 14))
    made = replace(made, statements=tuple(mentioned(made.article, made.statements)))
    made = replace(made, speakers={}, article=replace(made.article, **changes))  # type: ignore[arg-type]
    (made,) = Speakers(REGISTRY)(Mentions(REGISTRY, host)([made]))
    return [made.speakers[s.id] for s in made.statements]


def test_she_is_the_woman_who_came_and_not_the_state_that_spoke() -> None:
    text = "Chad's minister said it rained. Anna Ruiz, a nurse, came. She said it was dry."
    said = (Said("Chad's minister", "said", "it rained"), Said("She", "said", "it was dry"))
    made = replace(reading(text, said), entities=(Entity("person", span(text, "Anna Ruiz"), 0.9),))
    (made,) = Speakers(REGISTRY)(Mentions(REGISTRY)([made]))
    assert [made.speakers[s.id].actors for s in made.statements] == [("TCD",), ("Anna Ruiz",)]


@pytest.mark.parametrize(
    ("later", "content", "expected"),
    [
        ("He said Aune would leave.", "Aune would leave", ()),
        ("He said that Aune’s deputy would leave.", "that Aune’s deputy would leave", ()),
        ("He said the deputy would leave.", "the deputy would leave", ("Peter Aune",)),
    ],
)
def test_he_is_never_whom_his_own_clause_names(
    later: str, content: str, expected: tuple[str, ...]
) -> None:
    text = f"Peter Aune, a farmer, said it rained. {later}"
    said = (Said("Peter Aune", "said", "it rained"), Said("He", "said", content))
    made = replace(reading(text, said), entities=(Entity("person", span(text, "Peter Aune"), 0.9),))
    (made,) = Speakers(REGISTRY)(Mentions(REGISTRY)([made]))
    assert made.speakers["s1"].actors == expected


def who(text: str, *said: Said, host: str | None = None, **changes: object) -> list[str]:
    return ["+".join(s.actors) for s in spoken(text, said, host, **changes)]


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        (  # a short name is the person named in full before
            "Kenyan Foreign Minister Amos Tirop met reporters. Tirop said the road was open.",
            [Said("Tirop", "said", "the road was open")],
            ["KEN"],
        ),
        (  # and after
            "Tirop said the road was open. Amos Tirop, the Kenyan foreign minister, left on Monday.",
            [Said("Tirop", "said", "the road was open")],
            ["KEN"],
        ),
        (  # what stands in commas tells the office
            "Amos Tirop, Kenya's foreign minister, said the road was open.",
            [Said("Amos Tirop", "said", "the road was open")],
            ["KEN"],
        ),
        (  # two persons of one surname
            "Kenyan minister Amos Tirop and Chadian minister Sana Tirop spoke. Sana Tirop said no.",
            [Said("Sana Tirop", "said", "no")],
            ["TCD"],
        ),
        (  # pronouns
            "Chad's ministry said the road was open. It added that the bridge was not.",
            [
                Said("Chad's ministry", "said", "the road was open"),
                Said("It", "added", "that the bridge was not"),
            ],
            ["TCD", "TCD"],
        ),
        (
            "Norway's envoy Liv Aune said it rained. Peru said nothing was wet. “I am wet,” she said.",
            [
                Said("Norway's envoy Liv Aune", "said", "it rained"),
                Said("Peru", "said", "nothing was wet"),
                Said("she", "said", "“I am wet,”"),
            ],
            ["NOR", "PER", "NOR"],
        ),
        (  # "I" is who says the words around it
            "Norway's envoy Liv Aune met Chad's envoy. “I think it rained,” Aune said.",
            [
                Said("I", "think", "it rained"),
                Said("Aune", "said", "“I think it rained,”", form="direct", nth=1),
            ],
            ["NOR", "NOR"],
        ),
        (  # outside a quotation it is the article's author, who is nobody's voice
            "Norway's envoy Liv Aune said it was cold. I think it rained.",
            [
                Said("Norway's envoy Liv Aune", "said", "it was cold"),
                Said("I", "think", "it rained"),
            ],
            ["NOR", ""],
        ),
        (
            "Chad's minister, who said the road was open, left.",
            [Said("who", "said", "the road was open")],
            ["TCD"],
        ),
        (  # a sentence that begins with its verb has no subject there
            "Chad's ministry said rain fell. Did it add anything?",
            [
                Said("Chad's ministry", "said", "rain fell"),
                Said("it", "add", "anything"),
            ],
            ["TCD", "TCD"],
        ),
        (  # a woman is no spokesman
            "Norway's spokesman Per Aune said it rained. “I am wet,” she said.",
            [
                Said("Norway's spokesman Per Aune", "said", "it rained"),
                Said("she", "said", "“I am wet,”"),
            ],
            ["NOR", ""],
        ),
        (  # relative clauses
            "Peru's president, who has accused the miners, left.",
            [Said("who", "has accused", "the miners")],
            ["PER"],
        ),
        (  # a noun that says less than one before it
            "The CSTO secretariat said units had gone. Rain fell. The secretariat said more would go.",
            [
                Said("The CSTO secretariat", "said", "units had gone"),
                Said("The secretariat", "said", "more would go"),
            ],
            ["CSTO", "CSTO"],
        ),
        (  # but never one that says something else
            "Ghana's interior ministry said it was calm.\n\nPeru's people danced.\n\nRain fell.\n\n"
            "The health ministry said 12 beds were free.",
            [
                Said("Ghana's interior ministry", "said", "it was calm"),
                Said("The health ministry", "said", "12 beds were free"),
            ],
            ["GHA", ""],
        ),
        (  # possessives take the actor last named
            "It took Brazil three days. Its foreign ministry said that was enough.",
            [Said("Its foreign ministry", "said", "that was enough")],
            ["BRA"],
        ),
        (  # a state that opens the quotation and does what only its own spokesman tells
            "“Oman hopes for rain,” foreign ministry spokesman Said Harthi said.",
            [Said("foreign ministry spokesman Said Harthi", "said", "“Oman hopes for rain,”")],
            ["OMN"],
        ),
        (  # nobody's: residents, diplomats, sides
            "A resident of Lima said it rained. Diplomats said it snowed. Both sides said it hailed.",
            [
                Said("A resident of Lima", "said", "it rained"),
                Said("Diplomats", "said", "it snowed"),
                Said("Both sides", "said", "it hailed"),
            ],
            ["", "", ""],
        ),
        (  # a private person speaks for himself, and a joint source for each
            "Ute Brandl, a baker, said bread was dear. Peru and Chile said it was not.",
            [
                Said("Ute Brandl", "said", "bread was dear"),
                Said("Peru and Chile", "said", "it was not"),
            ],
            ["Ute Brandl", "PER+CHL"],
        ),
    ],
)
def test_who_speaks(text: str, said: list[Said], expected: list[str]) -> None:
    assert who(text, *said) == expected


def test_a_heading_is_context_for_what_follows() -> None:
    text = "Two lands spoke.\n\nNorway\n\nThe foreign ministry said it rained.\n\nPeru\n\nOfficials said no."
    marks = tuple(Mark("heading", span(text, name)) for name in ("Norway", "Peru"))
    said = (Said("The foreign ministry", "said", "it rained"), Said("Officials", "said", "no"))
    assert who(text, *said, marks=marks) == ["NOR", "PER"]


def test_what_is_named_under_another_heading_is_not_called_back() -> None:
    said_so = "The foreign ministry said"
    text = f"Two lands spoke.\n\nNorway\n\n{said_so} it rained.\n\nPeru\n\n{said_so} no."
    marks = tuple(Mark("heading", span(text, name)) for name in ("Norway", "Peru"))
    said = (
        Said("The foreign ministry", "said", "it rained"),
        Said("The foreign ministry", "said", "no", nth=1),
    )
    assert who(text, *said, marks=marks) == ["NOR", "PER"]


def test_a_heading_that_tells_something_begins_no_section_of_one_actor() -> None:
    text = (
        "Peru's foreign ministry said it rained.\n\nPeru condemns what Norway's army did\n\n"
        "The foreign ministry said no."
    )
    marks = (Mark("heading", span(text, "Peru condemns what Norway's army did")),)
    said = (
        Said("Peru's foreign ministry", "said", "it rained"),
        Said("The foreign ministry", "said", "no"),
    )
    assert who(text, *said, marks=marks) == ["PER", "PER"]


def test_the_host_is_meant_where_nothing_else_is() -> None:
    text = "Police said it was calm."
    assert who(text, Said("Police", "said", "it was calm"), host="GHA") == ["GHA"]
    assert who(text, Said("Police", "said", "it was calm")) == [""]


def test_a_dateline_says_whose_ministry_it_is() -> None:
    text = "ACCRA, March 14 (Wire) - The ministry said Ghana was calm, unlike Togo, Togo and Togo."
    said = Said("The ministry", "said", "Ghana was calm")
    assert who(text, said, host="TGO") == ["GHA"]


def test_name_role_and_the_phrase_that_names_are_kept_apart() -> None:
    text = "Kenyan Foreign Minister Amos Tirop, a former teacher, said no."
    (found,) = spoken(
        text, (Said("Kenyan Foreign Minister Amos Tirop, a former teacher,", "said", "no"),)
    )
    assert (found.name, found.role) == ("Amos Tirop", "Foreign Minister")
    assert found.mention == span(text, "Kenyan Foreign Minister Amos Tirop")


def test_a_bare_quotation_goes_on_and_other_text_does_not() -> None:
    text = "Peru said no. “Never.”\n\nGhana danced.\n\nRain fell.\n\n“Who knows?”"
    said = (
        Said("Peru", "said", "no"),
        Said(None, "", "“Never.”", form="direct"),
        Said(None, "", "“Who knows?”", form="direct"),
    )
    assert who(text, *said) == ["PER", "PER", ""]


def test_the_outlet_speaks_by_its_own_name() -> None:
    text = "The Courier could not confirm this."
    said = Said("The Courier", "could not confirm", "this")
    assert who(text, said, outlet="Courier") == ["Courier"]


def test_the_host_is_the_state_that_the_article_is_most_about() -> None:
    def host(text: str) -> str | None:
        return Mentions(REGISTRY)([reading(text)])[0].host

    assert host("Chad shut its border. Peru and Chile asked Chad to open it.") == "TCD"
    assert host("Peru met Chile.") is None
    assert host("Rain fell.") is None


def test_what_was_not_decided_is_told() -> None:
    made = reading("Somebody said no.", (Said("Somebody", "said", "no"),))
    (found,) = Speakers(REGISTRY)(Mentions(REGISTRY)([made]))
    assert [i.message for i in found.issues] == [
        "of 1 statements, 1 could not be given to an actor"
    ]


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=200), st.integers(0, 200), st.integers(1, 60))
def test_any_source_in_any_text_is_survived(text: str, start: int, length: int) -> None:
    if start + length + 1 > len(text):
        return
    made = reading(text)
    source = Span(start, start + length)
    from dragoman.records import Statement

    one = Statement("s", source, (), (Span(source.end, source.end + 1),), "direct", 0.5)
    found: Reading
    (found,) = Speakers(REGISTRY)(Mentions(REGISTRY)([replace(made, statements=(one,))]))
    mention = found.speakers["s"].mention
    assert mention is None or 0 <= mention.start <= mention.end <= len(text)


@pytest.mark.parametrize(
    ("text", "role", "shown"),
    [
        ("Amos Tirop, a beekeeper, said no.", "beekeeper", "beekeeper"),
        ("Ferryman Amos Tirop said no.", "Ferryman", "Ferryman"),
        ("Amos Tirop said no to a ferryman.", "ferryman", None),
        ("The beekeeper and Amos Tirop said no.", "beekeeper", None),
        ("Amos Tirop met beekeeper Ada Brekke and said no.", "beekeeper", None),
    ],
)
def test_a_role_that_no_rule_knows_is_the_one_the_reader_sees_beside_the_name(
    text: str, role: str, shown: str | None
) -> None:
    made = reading(text, (Said("Amos Tirop", "said", "no"),))
    seen = Entity("role", span(text, role), 0.9)
    made = replace(made, speakers={}, entities=(seen,))
    made = replace(made, statements=tuple(mentioned(made.article, made.statements)))
    (made,) = Speakers(REGISTRY)(Mentions(REGISTRY)([made]))
    (speaker,) = made.speakers.values()
    assert (speaker.name, speaker.role) == ("Amos Tirop", shown)
