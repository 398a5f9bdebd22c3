from __future__ import annotations

from collections import defaultdict

from dragoman.reactions.claims.words import lexicon


def test_no_phrase_says_two_quantities_in_one_role() -> None:
    found: dict[tuple[tuple[str, ...], str], set[str]] = defaultdict(set)
    for phrases in lexicon().phrases.values():
        for one in phrases:
            found[one.words, one.role].add(one.quantity)
    assert {key: said for key, said in found.items() if len(said) > 1} == {}
