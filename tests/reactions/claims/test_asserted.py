"""Who asserts a number, where the coder says so: a stand-in answers with words that it is given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from dragoman.reactions.claims import Claims
from dragoman.reactions.coder import Asserter, Coder
from dragoman.records import Claim, Reading, Span
from tests.builders import Said, reading


class Stub:
    """Says that the words `named` assert every number, or that nobody does; keeps the texts it was asked about."""

    version = "stub"

    def __init__(self, named: str | None, sure: float = 0.9) -> None:
        self.named, self.sure = named, sure
        self.texts: list[str] = []

    def quantities(
        self, texts: Sequence[str], numbers: Sequence[Sequence[Span]]
    ) -> list[list[int | None]]:
        return [[None for _ in spans] for spans in numbers]

    def claimants(
        self, texts: Sequence[str], numbers: Sequence[Sequence[Span]]
    ) -> list[list[Asserter | None]]:
        self.texts += texts
        return [
            [self._one(text) for _ in spans] for text, spans in zip(texts, numbers, strict=True)
        ]

    def _one(self, text: str) -> Asserter:
        at = text.find(self.named) if self.named else -1
        words = Span(at, at + len(self.named)) if self.named and at >= 0 else None
        return Asserter(words, self.sure)


def names(phrase: str, on: date | None, context: Sequence[str]) -> str | None:
    del on, context
    return {"the Velmar health ministry": "XVE"}.get(phrase)


def told(stub: Stub, made: Reading) -> Claim:
    (claim,) = Claims(coder=cast(Coder, stub), names=names)([made])[0].claims
    return claim


COUNT = "A union put the dead at nine men, and the Velmar health ministry gave no figure."


def test_the_words_that_the_coder_is_sure_of_name_the_claimant() -> None:
    assert told(Stub("A union"), reading(COUNT)).claimant == "A union"
    assert told(Stub("the Velmar health ministry"), reading(COUNT)).claimant == "XVE"


def test_what_it_is_not_sure_of_leaves_the_rules_alone() -> None:
    said = Said("A union", "put", "the dead at nine men", ("XUN",))
    assert told(Stub("the Velmar health ministry", 0.2), reading(COUNT, (said,))).claimant == "XUN"


def test_the_source_of_a_statement_speaks_for_the_statements_actors() -> None:
    said = (
        Said("A union", "put", "the dead at nine men", ("XUN",)),
        Said("the Velmar health ministry", "gave", "no figure", ("XVE",)),
    )
    assert told(Stub("the Velmar health ministry"), reading(COUNT, said)).claimant == "XVE"
    assert told(Stub("A union"), reading(COUNT, said)).statement == "s0"


def test_nobody_asserts_what_the_reporter_tells_but_a_statement_keeps_its_speaker() -> None:
    text = "Velmar mourned as 14 sailors had drowned off Port Salim."
    assert told(Stub(None), reading(text, (), (("Velmar", "XVE"),))).claimant is None
    said = Said("A union", "put", "the dead at nine men", ("XUN",))
    assert told(Stub(None), reading(COUNT, (said,))).claimant == "XUN"


def test_a_pronoun_is_nobodys_name() -> None:
    text = "He spoke at the quay and 14 sailors had drowned."
    assert told(Stub("He"), reading(text)).claimant is None


def test_the_sentence_before_is_read_with_it_in_one_paragraph_alone() -> None:
    stub = Stub("The mayor")
    text = "The mayor gave the first details. Nine sailors had drowned."
    assert told(stub, reading(text)).claimant == "mayor"
    assert stub.texts == [text]
    stub = Stub("The mayor")
    told(stub, reading(text.replace(". ", ".\n\n")))
    assert stub.texts == ["Nine sailors had drowned."]
