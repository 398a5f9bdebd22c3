from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.records import Mention, Reading
from tests.builders import span
from tests.roundup.test_relations import of, page, says

PACT_SAID = "the count of the votes must be made again in the presence of all"


def test_a_member_that_speaks_against_its_body_dissents_and_no_member_of_the_world_does() -> None:
    both = [
        says("the pact stands by the elected council", "NPO", "support"),
        says("the pact decided this without asking us", "OSM", "reject", targets=("NPO",)),
        says("the world must act", "UN", "demand"),
        says("the world body sleeps", "OSM", "condemn", targets=("UN",)),
    ]
    text = " ".join(f"{one.source} said {one.content}." for one in both)
    found = {s.actor: s.dissents for s in page(of(1, text, *both)).sections() if s.dissents}
    assert {code: [d.body for d in held] for code, held in found.items()} == {"OSM": ["NPO"]}


def told(words: str, named: tuple[str, str] = ("pact", "NPO")) -> Reading:
    """The pact speaks, and then Osmer, of whom the article says `words`."""
    text = f"The pact said {PACT_SAID}. {words}."
    start = words.index("Osmer") + 6
    cue = words[start:].split(" ", maxsplit=1)[0]
    pact = replace(says(PACT_SAID, "NPO", "demand"), source="The pact")
    own = replace(says(words[start + len(cue) + 1 :], "OSM", "reject"), source="Osmer", cue=cue)
    made = of(1, text, pact, own)
    at = [m for n in range(text.count(named[0])) if (m := span(text, named[0], n))]
    return replace(made, mentions=tuple(Mention(one, (named[1],), "name") for one in at))


@pytest.mark.parametrize(
    ("words", "apart"),
    [
        ("Osmer said it did not associate itself with the paragraph on the votes", True),
        ("Osmer said it could not associate itself with that text of all", True),
        ("Osmer said it dissociated itself from the declaration read out", True),
        ("Osmer said that it had voted against the statement of the pact", True),
        ("Osmer said that it would not join the appeal of the pact", True),
        ("Osmer said that it had refused to sign the text of the pact", True),
        ("Osmer said it fully associates itself with the paragraph on the votes", False),
        ("Osmer said it did not vote against the statement of the pact", False),
        ("Osmer said it might not sign the text of the pact", False),
        ("Osmer said it would not join the march of the pact", False),
        ("Osmer said it was not asked about the text of the pact", False),
        ("Osmer said that in May it voted against the statement of the pact", True),
        ("Osmer said its government could not join the text of the pact", True),
        ("Osmer said the pact voted against the motion of the rebels", False),
        ("Osmer said the pact did not join the appeal of the bishops", False),
        ("Osmer said the rebels had rejected the draft of the pact", False),
        ("Osmer said it did not hesitate to sign the text of the pact", False),
        ("Osmer said without hesitation it would join the appeal of the pact", False),
        ("Osmer said it did not only sign the declaration of the pact but paid", False),
        ("Osmer said it could not go back on the declaration of the pact", False),
        ("Osmer said it saw not a sign of consensus in the pact", False),
        ("Osmer said at the meeting of the pact it rejected the sentence of the court", False),
    ],
)
def test_a_member_that_keeps_out_of_a_text_dissents(words: str, apart: bool) -> None:
    made = page(told(words))
    found = {s.actor: s.dissents for s in made.sections() if s.dissents}
    assert bool(found) is apart
    if apart:
        (one,) = found["OSM"]
        assert one.body == "NPO"
        assert one.body_says is not None


def test_a_text_may_be_anybodys_unless_the_body_is_named_or_the_words_are_of_common_texts() -> None:
    words = "Osmer said it would not join the appeal of the bishops"
    assert not any(s.dissents for s in page(told(words, ("bishops", "BSH"))).sections())
    formula = "Osmer said it did not associate itself with the appeal of all"
    assert any(s.dissents for s in page(told(formula, ("votes", "BSH"))).sections())


def test_who_tells_of_anothers_dissent_does_not_dissent() -> None:
    words = "Osmer said Tarsk did not associate itself with the paragraph on the votes"
    assert not any(s.dissents for s in page(told(words, ("Tarsk", "TSK"))).sections())
