from __future__ import annotations

import pytest

from tests.builders import Said
from tests.statements.layouts.told import Told, statements, told

LEAD = (
    "Ada Brekke, prime minister of Norland, spoke to The Courier on Monday. It was cut for length."
)


def test_each_answer_is_one_statement_and_questions_are_nobodys() -> None:
    text = "\n\n".join(
        [
            LEAD,
            "The Courier: Will the bridge open?",
            "Brekke: It will. I was there this morning.",
            "We have counted every bolt.",
            "The Courier: And the tunnel?",
            "Brekke: No.",
        ]
    )
    assert told(text) == [
        Told(
            "Brekke",
            "Ada Brekke",
            ("It will. I was there this morning", "We have counted every bolt"),
        ),
        Told("Brekke", "Ada Brekke", ("No",)),
    ]
    assert {one.form for one in statements(text)} == {"direct"}


@pytest.mark.parametrize(
    ("asks", "answers", "source", "mention"),
    [
        ("Q:", "A:", "A", "Ada Brekke"),
        ("Q.", "A.", "A", "Ada Brekke"),
        ("INTERVIEWER:", "BREKKE:", "BREKKE", "Ada Brekke"),
        ("**Interviewer:**", "**Ada Brekke:**", "Ada Brekke", "Ada Brekke"),
        ("QUESTION (HALYARD):", "SPOKESWOMAN:", "SPOKESWOMAN", "SPOKESWOMAN"),
        ("Courier:", "Ada Brekke (by telephone):", "Ada Brekke", "Ada Brekke"),
    ],
)
def test_labels_of_many_kinds(asks: str, answers: str, source: str, mention: str) -> None:
    text = "\n".join(
        [LEAD, f"{asks} Is it over?", f"{answers} It is.", f"{asks} Sure?", f"{answers} We are."]
    )
    found = told(text, outlet="The Courier")
    assert [(one.source, one.mention, one.content) for one in found] == [
        (source, mention, ("It is",)),
        (source, mention, ("We are",)),
    ]


def test_the_first_label_may_hold_the_full_name() -> None:
    text = "\n".join(
        [
            "HOLM: Good evening. Is it over?",
            "ADA BREKKE, PRIME MINISTER OF NORLAND: I think so.",
            "HOLM: And then?",
            "BREKKE: We go home.",
        ]
    )
    assert {one.mention for one in told(text)} == {"ADA BREKKE, PRIME MINISTER OF NORLAND"}


def test_one_who_asks_is_known_by_asking() -> None:
    lines = ["Lene Aas: Is it over?", "Brekke: I hope so.", "Lene Aas: Why?", "Brekke: It rains."]
    assert [one.content for one in told("\n\n".join([LEAD, *lines]))] == [
        ("I hope so",),
        ("It rains",),
    ]


def test_without_one_who_asks_all_speak() -> None:
    lines = [
        "Faber: I say no.",
        "Maike: We say yes.",
        "Faber: Then we vote.",
        "Maike: My vote is yes.",
    ]
    lead = "Two councillors met on Radio Velmar: Dirk Faber and Lea Maike."
    assert [one.source for one in told("\n".join([lead, *lines]))] == [
        "Faber",
        "Maike",
        "Faber",
        "Maike",
    ]


def test_answers_below_questions_without_labels() -> None:
    text = "\n\n".join(
        [
            "Lea Maike has kept the lock at Velmar since the flood, with two dogs.",
            "When do you open the gates?",
            "At six. I ask the dogs.",
            "Who pays you?",
            "I wish somebody did.",
            "I sell eggs.",
            "Will you stay?",
            "As long as my knees do.",
            "The gates were shut on Friday.",
        ]
    )
    assert [(one.mention, one.content) for one in told(text)] == [
        ("Lea Maike", ("At six. I ask the dogs",)),
        ("Lea Maike", ("I wish somebody did", "I sell eggs")),
        ("Lea Maike", ("As long as my knees do",)),
    ]


def test_what_the_encoder_found_is_not_doubled() -> None:
    text = "\n\n".join(
        [
            LEAD,
            "Courier: The union says you lied.",
            "Brekke: I did not. Ostrania told us on Monday that it was safe.",
            "Courier: Who else?",
            "Brekke: I will not say.",
        ]
    )
    found = statements(
        text,
        Said("Courier", ":", "The union says you lied", nth=1),
        Said("The union", "says", "you lied"),
        Said("Brekke", ":", "I did not", nth=1),
        Said("Ostrania", "told", "that it was safe"),
        Said("Brekke", ":", "Who else?", nth=1),
        Said("I", "will not say", "Who else"),
        outlet="The Courier",
    )
    whole = "I did not. Ostrania told us on Monday that it was safe"
    assert [(s.source.of(text) if s.source else None, s.content[0].of(text)) for s in found] == [
        ("The union", "you lied"),
        ("Brekke", whole),
        ("Ostrania", "that it was safe"),
        ("Brekke", "I will not say"),
    ]
    assert found[2].within == found[1].id
    assert found[0].within is None


def test_the_outlet_is_not_taken_for_the_speaker() -> None:
    text = "\n\n".join(
        [
            LEAD,
            "Q: Is it over?",
            "A: I think so.",
            "Brekke laughs and opens the window.",
            "Q: Why?",
            "A: We are tired.",
            "The palace did not answer our call.",
        ]
    )
    assert [one.content for one in told(text)] == [("I think so",), ("We are tired",)]


@pytest.mark.parametrize(
    "lines",
    [
        # an outlet's own questions and answers
        [
            "Q: What is the Compact?",
            "A: A bloc of three states.",
            "Q: Since when?",
            "A: Since 1990.",
        ],
        # lists
        ["Norland: 3 dead.", "Velmar: 7 dead.", "Norland: 2 missing.", "Velmar: 1 missing."],
        ["Pros: cheap.", "Cons: loud.", "Pros: fast.", "Cons: red."],
        # who is who
        ["Ada Brekke: Prime minister since 2020.", "Ida Holm: Her rival.", "Lea Maike: A judge."],
        # a dialogue in a feature
        ["“Is it over?” the man asked.", "“No.”", "“Why?”", "“It rains.”"],
        # questions as headings of an explainer
        ["What happened?", "The dam broke.", "Why?", "It rained.", "What now?", "Nobody knows."],
    ],
)
def test_other_lines_are_no_transcript(lines: list[str]) -> None:
    text = "\n\n".join(["The dam of Velmar broke on Monday, after weeks of rain.", *lines])
    assert told(text) == []
