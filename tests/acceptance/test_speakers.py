from __future__ import annotations

from collections import Counter

from tests.acceptance import coreference, named, speakers
from tests.acceptance.floors import corpus, missed

LABELLED = "tests/actors/gold"
GUM = "coreference/gum-selected.conllu.gz"
POLNEAR = "attribution/polnear-dev.jsonl.gz"


def test_the_open_half_of_the_labelled_phrases() -> None:
    corpus(LABELLED)
    found = {f"{key} accuracy": one.recall for key, one in speakers.counts("open").items()}
    assert missed(LABELLED, found) == {}


def test_pronouns_that_speak_on_documents_from_which_nothing_was_learnt() -> None:
    corpus(GUM)
    told = coreference.verdicts(coreference.GENRES, only_held_out=True)
    counts = Counter(verdict for verdict, _ in told)
    assert missed(GUM, {f"pronouns {verdict}": counts[verdict] for verdict in counts}) == {}


def test_few_sources_stay_without_a_name_and_a_noun() -> None:
    nobody, all_of_them = named.counts(named.read(corpus(POLNEAR)))
    assert nobody / all_of_them <= 0.05
