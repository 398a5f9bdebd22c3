from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reactions.claims import Claims, read_claims
from dragoman.records import (
    Circumstances,
    Claim,
    DateRange,
    Mark,
    Reading,
    Span,
    Speaker,
    Via,
)
from tests.builders import Said, reading, span


def ledger(made: Reading) -> tuple[Claim, ...]:
    return Claims()([made])[0].claims


def only(made: Reading) -> Claim:
    (claim,) = ledger(made)
    return claim


FIRE = "The coastguard said on Tuesday that 14 sailors had drowned off Port Salim."
SAID = Said("The coastguard", "said", "14 sailors had drowned off Port Salim", ("MLT",))


def test_a_claim_has_its_claimant_its_statement_and_its_place() -> None:
    claim = only(reading(FIRE, (SAID,)))
    assert (claim.quantity, claim.low, claim.high, claim.bound) == ("killed", 14, 14, "exactly")
    assert (claim.claimant, claim.statement, claim.via) == ("MLT", "s0", ())
    assert (claim.population, claim.place, claim.text) == ("sailors", "Port Salim", "14")
    assert claim.evidence.of(FIRE) == "14 sailors had drowned"


def test_a_source_without_an_actor_is_the_claimant_in_the_words_of_the_text() -> None:
    said = Said("The coastguard", "said", "14 sailors had drowned off Port Salim")
    assert only(reading(FIRE, (said,))).claimant == "The coastguard"


def test_a_pronoun_without_an_actor_is_no_claimant() -> None:
    text = "They said 14 sailors had drowned."
    assert only(reading(text, (Said("They", "said", "14 sailors had drowned"),))).claimant is None


def test_the_innermost_statement_tells_the_claimant() -> None:
    text = "Kenya said that Uganda had reported that 30 people were arrested."
    said = (
        Said("Kenya", "said", "Uganda had reported that 30 people were arrested", ("KEN",)),
        Said("Uganda", "reported", "30 people were arrested", ("UGA",)),
    )
    claim = only(reading(text, said))
    assert (claim.claimant, claim.statement) == ("UGA", "s1")


def test_a_claim_outside_every_statement_has_no_claimant() -> None:
    text = "Floods killed 40 people. The minister said help was coming."
    said = (Said("The minister", "said", "help was coming", ("PAK",)),)
    claim = only(reading(text, said))
    assert (claim.claimant, claim.statement, claim.via) == (None, None, ())


def test_whoever_relays_and_the_day_of_saying_come_from_the_speaker() -> None:
    via = Via("State radio", span(FIRE, "The coastguard"))
    day = DateRange(date(2024, 3, 12), date(2024, 3, 12), "day")
    made = reading(FIRE, (SAID,))
    speaker = Speaker("s0", ("MLT",), circumstances=Circumstances(said=day, via=(via,)))
    claim = only(replace(made, speakers={"s0": speaker}))
    assert (claim.via, claim.as_of) == ((via,), day)


def test_the_day_in_the_clause_comes_before_the_day_of_saying() -> None:
    text = "The army said on Thursday that 12 soldiers were killed on Tuesday."
    said = (Said("The army", "said", "12 soldiers were killed on Tuesday", ("MLI",)),)
    claim = only(reading(text, said))
    assert claim.as_of is not None
    assert claim.as_of.day == date(2024, 3, 12)


def test_a_day_of_saying_alone_is_not_the_day_of_the_clause() -> None:
    text = "Twelve soldiers were killed, the army said on Tuesday."
    assert only(reading(text, published=date(2024, 3, 14))).as_of is None


@pytest.mark.parametrize(
    ("text", "named", "claimant"),
    [
        ("According to the coastguard, 14 sailors drowned.", (("the coastguard", "MLT", "body"),),
         "MLT"),
        ("Health ministry: 9 killed in shelling", (("Health ministry", "SDN", "body"),), "SDN"),
        ("Health ministry: 9 killed in shelling", (), "Health ministry"),
        ("The UN puts the death toll at 70.", (("The UN", "UN"),), "UN"),
        ("Nigeria: 9 killed in shelling", (("Nigeria", "NGA"),), None),
        ("Ferry disaster: 48 feared dead", (), None),
        ("Troops seize 70 in border raid", (("Troops", "SDN", "nominal"),), None),
    ],
)  # fmt: skip
def test_a_claimant_that_no_statement_tells(
    text: str, named: tuple[tuple[str, str], ...], claimant: str | None
) -> None:
    assert only(reading(text, (), named)).claimant == claimant


def test_parts_are_tied_to_their_total() -> None:
    text = "The blast killed 20 people, among them five women and two boys."
    total, *parts = ledger(reading(text))
    assert total.low == 20 and total.part_of is None
    assert [(p.low, p.population, p.part_of) for p in parts] == [
        (5, "women", total.id),
        (2, "boys", total.id),
    ]


def test_a_part_is_tied_to_the_total_of_an_earlier_sentence() -> None:
    text = "The blast killed 20 people. Among the dead were five women."
    total, part = ledger(reading(text))
    assert part.part_of == total.id


def test_a_part_larger_than_the_earlier_total_stays_alone() -> None:
    text = "The blast killed three people. Among the dead were five women."
    assert [c.part_of for c in ledger(reading(text))] == [None, None]


def test_a_raised_toll_supersedes_the_claim_of_the_old_one() -> None:
    text = "The fire killed 26 people.\n\nThe ministry raised the toll from 26 to 44."
    old, new = ledger(reading(text))
    assert (new.low, new.supersedes, old.supersedes) == (44, old.id, None)


def test_a_raised_toll_whose_old_one_nobody_claimed_supersedes_nothing() -> None:
    claim = only(reading("The ministry raised the toll from 26 to 44."))
    assert (claim.low, claim.supersedes) == (44, None)


def test_a_title_that_the_text_repeats_makes_no_claim_of_its_own() -> None:
    text = "Fire kills 26\n\nA fire killed 26 people in a market."
    made = reading(text)
    titled = replace(made, article=replace(made.article, marks=(Mark("title", Span(0, 13)),)))
    assert [c.evidence.start for c in ledger(titled)] == [text.index("killed")]


def test_a_title_that_stands_alone_is_read() -> None:
    made = reading("Fire kills 26")
    titled = replace(made, article=replace(made.article, marks=(Mark("title", Span(0, 13)),)))
    assert [c.low for c in ledger(titled)] == [26]


def test_furniture_is_not_read() -> None:
    made = reading("Read more: fire kills 26")
    marked = replace(made, article=replace(made.article, marks=(Mark("furniture", Span(0, 24)),)))
    assert ledger(marked) == ()


def test_an_article_in_another_language_is_left_as_it_is() -> None:
    made = reading("Fire kills 26")
    foreign = replace(made, article=replace(made.article, language="fr"))
    assert Claims()([foreign]) == [foreign]


def test_ids_are_stable_and_differ() -> None:
    text = "Shells killed 12 people and wounded 30. Shells killed 12 people and wounded 30."
    first, second = ledger(reading(text)), ledger(reading(text))
    assert first == second
    assert len({c.id for c in first}) == len(first) == 4


def test_the_stage_says_what_it_needs_and_which_knowledge_it_has() -> None:
    assert Claims().requires == ("statements", "speakers", "mentions")
    assert Claims().version == Claims().version != ""


def test_the_state_inside_the_evidence_is_the_place_where_no_other_is_named() -> None:
    text = "Thirteen members of Mali's security forces had died."
    claim = only(reading(text, (), (("Mali's", "MLI"),)))
    assert (claim.place, claim.population) == ("Mali", "security forces")


_words = (
    "12", "dozens", "of", "people", "were", "killed", "and", "wounded", ",", "including", "two",
    "children", "from", "26", "to", "44", "the", "death", "toll", "rose", "by", "$", "3m", "in",
    "aid", "prices", "doubled", "no", "nobody", "was", "hurt", "a", "soldier", "all", "survived",
    "none", "with", "(", ")", "-", "—", ".", "“", "them", "one", "percent", "up", "another", "his",
)  # fmt: skip
_texts = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(_words), max_size=24).map(" ".join),
)


@given(_texts)
@settings(max_examples=200, deadline=None)
def test_any_sentence_is_read_and_everything_points_into_it(text: str) -> None:
    found = read_claims(text)
    for n, one in enumerate(found):
        assert 0 <= one.evidence.start < one.evidence.end <= len(text)
        assert one.text and one.text in text
        assert one.low is None or one.high is None or one.low <= one.high
        assert one.part_of is None or (0 <= one.part_of < len(found) and one.part_of != n)
        assert one.part_of is None or found[one.part_of].quantity == one.quantity
        assert one.place is None or one.place in text


@given(_texts)
@settings(max_examples=60, deadline=None)
def test_any_article_is_read_and_ties_lead_to_claims_of_it(text: str) -> None:
    claims = ledger(reading(text))
    ids = {c.id for c in claims}
    assert len(ids) == len(claims)
    for claim in claims:
        assert claim.evidence.end <= len(text)
        assert claim.part_of is None or claim.part_of in ids - {claim.id}
        assert claim.supersedes is None or claim.supersedes in ids - {claim.id}


@pytest.mark.parametrize(
    "piece",
    [
        "killed 12, ",
        "12 and ",
        "(",
        "the ",
        "no ",
        "from 2 to ",
        "a ",
        "including two children, ",
        "his wife killed and ",
        "nobody was hurt, ",
        "$3m in aid ",
    ],
)
def test_a_long_sentence_is_read_in_time_linear_in_its_length(piece: str) -> None:
    assert isinstance(read_claims(piece * 3000), list)


@pytest.mark.parametrize(
    ("text", "lows"),
    [
        ("Shells hit the clinic, killing 19 people, its director said.", [19]),
        ("The blast killed four miners, a foreman said.", [4]),
        ("We have 11 bodies here and not one of them wore a uniform.", [11]),
    ],
)
def test_a_speaker_is_no_victim(text: str, lows: list[float]) -> None:
    assert sorted(c.low or 0 for c in read_claims(text)) == sorted(lows)


def test_what_a_state_medium_tells_by_itself_its_state_claims() -> None:
    made = reading("Two soldiers were killed in the valley.")
    made = replace(made, article=replace(made.article, outlet="Velmar Radio"))
    (claim,) = Claims(lambda outlet: "XVE" if outlet == "Velmar Radio" else None)([made])[0].claims
    assert (claim.claimant, [v.name for v in claim.via]) == ("XVE", ["Velmar Radio"])
    (claim,) = Claims()([made])[0].claims
    assert (claim.claimant, claim.via) == (None, ())


@pytest.mark.parametrize(
    ("tail", "claimant"),
    [
        ("” put about by the so-called Harbour Committee were a fantasy", "Harbour Committee"),
        ("” that were spread by the Harbour Committee were a fantasy", "Harbour Committee"),
        ("” were a fantasy, spread as it was", "MLT"),
        ("”, found by the coastguard, were a fantasy", "MLT"),
        ("” claimed by the Harbour Committee on Monday were a fantasy", "Harbour Committee"),
        ("” reported by the harbour master were right", "MLT"),
        ("”, named by the families as farmers, were buried", "MLT"),
    ],
)
def test_who_spread_a_number_asserts_it_and_not_who_tells_of_it(tail: str, claimant: str) -> None:
    text = f"The coastguard said that the “40 people killed{tail}."
    content = text[text.index("that the") : -1]
    (claim,) = ledger(reading(text, (Said("The coastguard", "said", content, ("MLT",)),)))
    assert (claim.low, claim.claimant) == (40, claimant)
