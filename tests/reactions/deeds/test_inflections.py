from __future__ import annotations

import pytest

from dragoman.reactions.deeds.inflections import Form, Shape, forms
from dragoman.reactions.deeds.lexicon import lexicon

IRREGULAR = {"send": ["sent", "sent"], "withdraw": ["withdrew", "withdrawn"], "cut": ["cut", "cut"]}
DOUBLED = frozenset({"expel", "ban", "cancel", "cut"})


@pytest.mark.parametrize(
    ("lemma", "third", "gerund", "past", "participle"),
    [
        ("deploy", "deploys", "deploying", "deployed", "deployed"),
        ("deny", "denies", "denying", "denied", "denied"),
        ("free", "frees", "freeing", "freed", "freed"),
        ("seize", "seizes", "seizing", "seized", "seized"),
        ("dispatch", "dispatches", "dispatching", "dispatched", "dispatched"),
        ("veto", "vetoes", "vetoing", "vetoed", "vetoed"),
        ("expel", "expels", "expelling", "expelled", "expelled"),
        ("ban", "bans", "banning", "banned", "banned"),
        ("send", "sends", "sending", "sent", "sent"),
        ("withdraw", "withdraws", "withdrawing", "withdrew", "withdrawn"),
        ("cut", "cuts", "cutting", "cut", "cut"),
    ],
)
def test_forms(lemma: str, third: str, gerund: str, past: str, participle: str) -> None:
    found = forms([lemma], IRREGULAR, DOUBLED)
    shapes: tuple[Shape, ...] = ("base", "s", "ing", "past", "part")
    words = (lemma, third, gerund, past, participle)
    assert all(Form(lemma, shape) in found[word] for word, shape in zip(words, shapes, strict=True))
    assert set(found) - {"expeling", "expeled"} == set(words)


def test_both_spellings_of_a_doubled_l_are_known() -> None:
    found = forms(["cancel"], IRREGULAR, DOUBLED)
    assert {"cancelled", "canceled", "cancelling", "canceling"} <= set(found)


def test_a_word_may_be_a_form_of_two_verbs() -> None:
    found = forms(["lie", "lay"], {"lie": ["lay", "lain"], "lay": ["laid", "laid"]}, DOUBLED)
    assert set(found["lay"]) == {Form("lie", "past"), Form("lay", "base")}


def test_every_frame_can_be_told() -> None:
    words = lexicon()
    for frame in words.frames:
        assert frame.verbs or frame.nouns
        known = {*words.classes, "actor", "name", "human", "membership"}
        assert set(frame.objects) | set(frame.subjects) <= known


@pytest.mark.parametrize("word", ["withdrawn", "struck", "froze", "shipped", "overran", "shot"])
def test_the_shipped_lexicon_knows_the_verbs_of_the_news(word: str) -> None:
    assert word in lexicon().triggers
