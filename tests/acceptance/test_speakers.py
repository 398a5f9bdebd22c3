from __future__ import annotations

from collections import Counter

import pytest

from tests.acceptance import coreference, named, speakers
from tests.acceptance.floors import FLOORS, corpus, missed

SETS = sorted(name for name in FLOORS if name.startswith("tests/actors/gold/"))
GUM = "coreference/gum-selected.conllu.gz"
POLNEAR = "attribution/polnear-dev.jsonl.gz"


@pytest.mark.parametrize("labelled", SETS)
def test_labelled_phrases(labelled: str) -> None:
    name = corpus(labelled).stem.removeprefix("speakers-")
    found = {f"{key} accuracy": one.recall for key, one in speakers.counts(name).items()}
    assert missed(labelled, found) == {}


def test_pronouns_that_speak_on_documents_from_which_nothing_was_learnt() -> None:
    corpus(GUM)
    told = coreference.verdicts(coreference.GENRES, only_held_out=True)
    counts = Counter(verdict for verdict, _ in told)
    assert missed(GUM, {f"pronouns {verdict}": counts[verdict] for verdict in counts}) == {}


def test_few_sources_stay_without_a_name_and_a_noun() -> None:
    nobody, all_of_them = named.counts(named.read(corpus(POLNEAR), step=3))
    assert nobody / all_of_them <= 0.05
