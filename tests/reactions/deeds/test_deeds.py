from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reactions.deeds.lexicon import lexicon
from dragoman.reactions.deeds.stage import LONGEST, Deeds
from dragoman.records import Deed, Mark, Mention, Reading, Span
from tests.builders import Said, article, reading, span
from tests.growth import LINEAR, growth
from tests.reactions.deeds.cases import Case, cases, marked, told

SENTENCES = [case for name in ("seen", "unseen", "blind") for case in cases(name)]
TYPES = {
    "deploy", "withdraw", "aid", "evacuate", "agree", "mediate", "coerce", "assault", "protest",
    "sanction", "concede", "recognise", "consult", "request-help",
}  # fmt: skip


def read(one: Reading) -> Reading:
    return Deeds()([one])[0]


def deeds(
    line: str, host: str | None = None, published: date | None = date(2024, 3, 14)
) -> list[Deed]:
    return list(read(marked(line, host, published)).deeds)


def plain(line: str) -> str:
    return marked(line).article.text


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case.line[:60])
def test_invented_sentences(case: Case) -> None:
    assert {told(deed) for deed in read(case.reading).deeds} == case.expected


def test_the_sentences_cover_every_type_and_every_modality() -> None:
    expected = [deed for case in SENTENCES for deed in case.expected]
    assert {deed[0] for deed in expected} == TYPES
    assert {deed[3] for deed in expected} == {"asserted", "planned", "denied", "hypothetical"}


@pytest.mark.parametrize(
    ("line", "evidence"),
    [
        (
            "On Monday [Kenya|KEN] sent 300 officers to [Haiti|HTI], an envoy told reporters.",
            ["Kenya sent 300 officers to Haiti"],
        ),
        (
            "The convoy left at noon because [Iraqi|IRQ|demonym] troops had shelled the village.",
            ["Iraqi troops had shelled the village"],
        ),
        (
            "[Peru|PER] closed its border with [Chile|CHL] and expelled two [Chilean|CHL|demonym]"
            " diplomats.",
            ["Peru closed its border with Chile", "expelled two Chilean diplomats"],
        ),
        (
            "He said the deployment of [Ghanaian|GHA|demonym] soldiers in [Togo|TGO] was legal.",
            ["the deployment of Ghanaian soldiers in Togo"],
        ),
        (
            "Aid workers said tents were delivered to [Nepal|NPL] by the [Indian|IND|demonym] army"
            " while roads were shut.",
            ["tents were delivered to Nepal by the Indian army"],
        ),
        (
            "“Soldiers of [Ruritania|Ruritania] were sent to [Malta|MLT] for a week,” he said.",
            ["Soldiers of Ruritania were sent to Malta for a week"],
        ),
        (
            "[Oman|OMN] sent jets to [Iraq|IRQ] at the request of the [Iraqi|IRQ|demonym] premier,"
            " who had warned of attacks.",
            ["Oman sent jets to Iraq", "at the request of the Iraqi premier"],
        ),
    ],
)
def test_evidence_is_the_clause_that_states_the_deed(line: str, evidence: list[str]) -> None:
    text = plain(line)
    assert [deed.evidence.of(text) for deed in deeds(line)] == evidence


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("[Kenya|KEN] sent police to [Haiti|HTI] on Monday.", date(2024, 3, 11)),
        ("On Tuesday, [Kenya|KEN] sent police to [Haiti|HTI].", date(2024, 3, 12)),
        ("[Kenya|KEN] will send police to [Haiti|HTI] on Monday.", date(2024, 3, 18)),
        (
            "[Kenya|KEN] sent police to [Haiti|HTI] yesterday, a paper said on Thursday.",
            date(2024, 3, 13),
        ),
        ("[Kenya|KEN] sent police to [Haiti|HTI], the ministry said on Tuesday.", None),
        ("[Kenya|KEN] sent police to [Haiti|HTI] after Monday's vote.", None),
        ("[Kenya|KEN] sent police to [Haiti|HTI].", None),
    ],
)
def test_the_day_is_the_one_of_the_clause(words: str, day: date | None) -> None:
    found = deeds(words)[0].on
    assert (found.day if found else None) == day


def test_without_a_day_of_publication_no_day_is_told() -> None:
    assert deeds("[Kenya|KEN] sent police to [Haiti|HTI] on Monday.", published=None)[0].on is None


def test_what_is_told_in_the_present_of_a_day_to_come_is_planned() -> None:
    line = "[Kenyan|KEN|demonym] officials are meeting [Ugandan|UGA|demonym] officials on 18 March."
    assert deeds(line)[0].modality == "planned"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("[Mali|MLI] arrested two bloggers in Gao on Friday.", "Gao"),
        ("[Turkey|TUR] deployed troops near Port Lanza.", "Port Lanza"),
        ("[Turkey|TUR] sent troops to [Libya|LBY].", "Libya"),
        ("[Spain|ESP] imposed sanctions on Ana Ruzic.", None),
        ("[Spain|ESP] expelled two [Syrian|SYR|demonym] envoys on Friday.", None),
    ],
)
def test_place(line: str, place: str | None) -> None:
    assert [deed.place for deed in deeds(line)] == [place]


def test_coordinated_actors_stand_together_in_one_deed() -> None:
    line = (
        "Units from [Chad|TCD], [Benin|BEN] and [Togo|TGO] were also being sent, the office said."
    )
    assert [deed.actors for deed in deeds(line)] == [("TCD", "BEN", "TGO")]


def test_also_repeats_the_target_of_the_last_deed_of_its_kind() -> None:
    line = "[Kenya|KEN] sent troops to [Haiti|HTI]. [Chad|TCD] has also sent soldiers."
    assert [deed.targets for deed in deeds(line)] == [("HTI",), ("HTI",)]


def test_mentions_of_one_act_are_one_deed_with_the_fullest_evidence() -> None:
    line = (
        "[Russia|RUS] deploys paratroopers. In the north [Russia|RUS] sent troops to its ally"
        " [Belarus|BLR] on Monday. The [Russian|RUS|demonym] army has sent more units."
    )
    found = deeds(line)
    assert [deed.evidence.of(plain(line)) for deed in found] == [
        "Russia sent troops to its ally Belarus on Monday"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "[Mali|MLI] expelled the [French|FRA|demonym] envoy. It was [Mali|MLI] that closed its"
        " airspace. [Mali|MLI] imposed sanctions on [France|FRA].",
        "[Iran|IRN] bombed a camp in Basra. [Iran|IRN] bombed a base in Erbil.",
        "[Iran|IRN] bombed a camp on Monday. [Iran|IRN] bombed a camp on Wednesday.",
        "[Iran|IRN] sent aid to [Iraq|IRQ]. [Iran|IRN] sent aid to [Yemen|YEM].",
        "[Iran|IRN] freed 20 prisoners. [Iran|IRN] will free 20 prisoners.",
    ],
)
def test_different_acts_stay_apart(line: str) -> None:
    assert len(deeds(line)) >= 2


@pytest.mark.parametrize(
    "line",
    [
        "[Germany|DEU] sent its warmest thanks to [Chile|CHL].",
        "[Germany|DEU] fired its trade minister on Monday.",
        "[Germany|DEU] attacked the ruling as unjust.",
        "[Germany|DEU] attacked [Hungary|HUN] over its press law.",
        "[Germany|DEU] withdrew from the treaty.",
        "[Germany|DEU] released a report on [Hungary|HUN].",
        "[Germany|DEU] lifted its growth forecast.",
        "[Germany|DEU] recognised the difficulties.",
        "[Germany|DEU] met all its targets.",
        "[Germany|DEU] visited by millions of guests a year.",
        "[Germany|DEU] launched a charm offensive in [Egypt|EGY].",
        "[Germany|DEU] captured the imagination of children.",
        "[Germany|DEU] struck a sombre tone in [Egypt|EGY].",
        "[Germany|DEU] signed the book of condolence.",
        "[Germany|DEU] called on [Egypt|EGY] to free all prisoners.",
        "[Germany|DEU] demanded that [Egypt|EGY] free all prisoners.",
        "[Germany|DEU] must send more troops to [Mali|MLI].",
        "[Germany|DEU] accused [Egypt|EGY] of bombing a camp in [Libya|LBY].",
        "[Germany|DEU] warned that any deployment of [Egyptian|EGY|demonym] troops would fail.",
        "A [German|DEU|demonym] bank froze the assets of two firms.",
        "[German|DEU|demonym] tourists attacked a guard in [Egypt|EGY].",
        "[German|DEU|demonym] opposition leaders met [Egyptian|EGY|demonym] officials.",
        "The former [German|DEU|demonym] president met [Egyptian|EGY|demonym] officials.",
        "[German|DEU|demonym] protesters marched in the capital.",
        "The [Cairo|EGY|capital] police arrested a thief.",
        "[Germany|DEU] has kept a plan of the last government to ban strikes.",
        "Police arrested 20 protesters.",
        "Troops were sent to [Mali|MLI].",
        "During the 1973 war [Egypt|EGY] attacked [Israel|ISR].",
        "In March 2011 [Egypt|EGY] sent troops to [Libya|LBY].",
        "Years ago [Egypt|EGY] sent troops to [Libya|LBY].",
        "[Egypt|EGY] beat [Ghana|GHA] when its striker struck in the second half of the match.",
    ],
)
def test_what_is_no_deed(line: str) -> None:
    assert deeds(line) == []


@pytest.mark.parametrize(
    ("line", "modality"),
    [
        ("[Chad|TCD] has begun sending troops to [Niger|NER].", "asserted"),
        ("[Chad|TCD] has agreed to send troops to [Niger|NER].", "planned"),
        ("[Chad|TCD] is expected to send troops to [Niger|NER].", "planned"),
        ("[Chad|TCD] announced the deployment of 50 troops to [Niger|NER].", "planned"),
        ("[Chad|TCD]'s decision to send troops to [Niger|NER] angered its people.", "planned"),
        ("[Chad|TCD] said it would send troops to [Niger|NER].", "planned"),
        ("[Chad|TCD] would send troops to [Niger|NER] if asked.", "hypothetical"),
        ("[Chad|TCD] was the first state to send troops to [Niger|NER].", "asserted"),
        ("[Chad|TCD] is ready to send troops to [Niger|NER].", "hypothetical"),
        ("[Chad|TCD] could send troops to [Niger|NER].", "hypothetical"),
        ("Trade will stop if [Chad|TCD] sends troops to [Niger|NER].", "hypothetical"),
        ("[Chad|TCD] refused to send troops to [Niger|NER].", "denied"),
        ("[Chad|TCD] denied that it had sent troops to [Niger|NER].", "denied"),
        ("[Chad|TCD] never sent troops to [Niger|NER].", "denied"),
        ("[Chad|TCD] is not sending troops to [Niger|NER].", "denied"),
        ("No troops were sent to [Niger|NER] by [Chad|TCD].", "denied"),
    ],
)
def test_modality(line: str, modality: str) -> None:
    assert [(d.type, d.actors, d.targets, d.modality) for d in deeds(line)] == [
        ("deploy", ("TCD",), ("NER",), modality)
    ]


def test_local_organs_without_an_adjective_are_those_of_the_host() -> None:
    assert deeds("Police detained 30 protesters.", host="LKA")[0].actors == ("LKA",)
    assert deeds("Ohio police detained 30 protesters.", host="LKA") == []
    assert deeds("Demonstrators attacked the police station.", host="LKA") == []


def test_the_country_is_the_host() -> None:
    found = deeds("[Kenya|KEN] sent troops to the former French colony and republic.", host="TCD")
    assert found[0].targets == ("TCD",)


def test_we_in_a_quotation_is_whoever_is_quoted() -> None:
    text = "“We have expelled three diplomats,” the ministry said."
    said = Said("the ministry", "said", "“We have expelled three diplomats,”", ("DNK",), "direct")
    assert [deed.actors for deed in read(reading(text, (said,))).deeds] == [("DNK",)]


def test_a_meeting_that_someone_tells_of_is_his_statement() -> None:
    text = "Ghana met Togolese officials on Friday, the palace said."
    named = (("Ghana", "GHA"), ("Togolese", "TGO", "demonym"))
    said = Said("the palace", "said", "Ghana met Togolese officials on Friday")
    assert [deed.type for deed in read(reading(text, named=named)).deeds] == ["consult"]
    assert read(reading(text, (said,), named)).deeds == ()


def test_a_reported_deed_is_one_of_whoever_did_it() -> None:
    text = "Ghana sent troops to Togo, the palace said."
    said = Said("the palace", "said", "Ghana sent troops to Togo", ("NGA",))
    found = read(reading(text, (said,), (("Ghana", "GHA"), ("Togo", "TGO")))).deeds
    assert [(d.type, d.actors, d.targets) for d in found] == [("deploy", ("GHA",), ("TGO",))]


def test_titles_and_furniture_are_not_read() -> None:
    line = "[Ghana|GHA] sends troops to [Togo|TGO]\n\nA calm day."
    one = marked(line)
    assert read(one).deeds
    title = Mark("title", span(one.article.text, "Ghana sends troops to Togo"))
    assert read(replace(one, article=replace(one.article, marks=(title,)))).deeds == ()


def test_another_language_is_left_alone() -> None:
    one = marked("[Ghana|GHA] sent troops to [Togo|TGO].")
    other = replace(one, article=replace(one.article, language="fr"))
    assert Deeds()([other]) == [other]


def test_the_stage_leaves_the_order_of_readings() -> None:
    ones = [marked(f"[Ghana|GHA] sent {n} troops to [Togo|TGO].") for n in (100, 200)]
    done = Deeds()(ones)
    assert [r.article for r in done] == [r.article for r in ones]
    assert Deeds().version == Deeds().version != ""


def test_ids_come_from_the_inputs_alone() -> None:
    line = "[Ghana|GHA] sent troops to [Togo|TGO] and expelled two [Malian|MLI|demonym] envoys."
    first, again = deeds(line), deeds(line)
    assert [d.id for d in first] == [d.id for d in again]
    assert len({d.id for d in first}) == 2


def test_a_sentence_too_long_is_an_issue() -> None:
    one = marked("[Ghana|GHA] sent troops to " + "Togo and " * (LONGEST // 9) + "[Benin|BEN].")
    done = read(one)
    assert done.deeds == ()
    assert [issue.stage for issue in done.issues] == ["deeds"]


WORDS = st.sampled_from(
    [*sorted(lexicon().triggers)[::7], "sent", "troops", "by", "to", "of", "and", ",", "who", "(",
     ")", "that", "said", "it", "not", "has", "been", "on", "Monday", "“", "”", ".", "if", "the",
     "Xand", "airstrikes", "request", "at", "’s", "in", "for", "-", "officials", "considering",
     "denied"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=40), st.sampled_from([None, "XAN"]))
def test_any_order_of_telling_words_is_read_within_the_text(
    words: list[str], host: str | None
) -> None:
    text = " ".join(words)
    starts = [at for at in range(len(text)) if text.startswith("Xand", at)]
    mentions = tuple(Mention(Span(at, at + 4), ("XAN",), "name", at % 2 == 0) for at in starts)
    _assert_sound(Reading(article(text), mentions=mentions, host=host))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    mentions = (Mention(Span(0, min(3, len(text))), ("XAN",), "name"),) if text else ()
    _assert_sound(Reading(article(text + " sent troops to Xand."), mentions=mentions, host="XAN"))


def _assert_sound(one: Reading) -> None:
    for deed in read(one).deeds:
        assert 0 <= deed.evidence.start < deed.evidence.end <= len(one.article.text)
        assert deed.actors
        assert deed.type in TYPES
        assert 0 < deed.confidence <= 1
        assert deed.place is None or deed.place in one.article.text


def test_time_grows_with_the_text_alone() -> None:
    line = "[Ghana|GHA] sent troops to [Togo|TGO] and expelled envoys of [Mali|MLI] on Monday. "

    def work(times: int) -> Callable[[], object]:
        made = marked(line * times)
        return lambda: read(made)

    assert growth(work, 100) < LINEAR
