from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dragoman.archive import Memory
from dragoman.records import Issue, Reading
from dragoman.roundup import Request, compose
from dragoman.roundup.page import Roundup, Section
from tests.roundup import story as tale
from tests.roundup.story import MARCH, Do, Say, archive, article, reading

HOST = Request(host="VLD")


def of(text: str, *told: Say | Do, host: str | None = "VLD", **known: object) -> Reading:
    return reading(article(text, **known), *told, host=host)


def says(content: str, actor: str | None, **more: object) -> Say:
    return Say(content, actors=(actor,) if actor else (), **more)  # type: ignore[arg-type]


def codes(sections: tuple[Section, ...]) -> list[str | None]:
    return [s.actor for s in sections]


def texts(section: Section) -> list[str]:
    return [e.fullest.statement.content[0].of(e.fullest.article.text) for e in section.statements]


def section(page: Roundup, actor: str) -> Section:
    return next(s for s in page.sections() if s.actor == actor)


def test_one_article_keeps_the_order_of_first_word_or_deed() -> None:
    page = compose(archive(tale.first()), Request())
    assert codes(page.actors) == ["TSK", "FRA", "UN", "OSM", "JPN"]
    assert codes(page.host_block) == ["VLD", "Garrison Committee"]
    assert [s.name for s in page.others] == ["A shopkeeper near the tower", "Harbour Post"]


def test_a_deed_puts_an_actor_before_its_own_words_and_a_planned_one_does_not() -> None:
    text = "Troops of Osmer crossed. China frowned at that. Osmer shrugged at that."
    words = says("frowned at that", "CHN"), says("shrugged at that", "OSM")
    done = Do("Troops of Osmer crossed", ("OSM",), "deploy")
    told = compose(archive(of(text, *words, done)), HOST)
    planned = compose(archive(of(text, *words, replace(done, modality="planned"))), HOST)
    assert codes(told.actors) == ["OSM", "CHN"]
    assert codes(planned.actors) == ["CHN", "OSM"]


def test_actors_of_one_place_stand_as_they_are_named_there() -> None:
    text = "Both Osmer and China objected to it."
    made = article(text)
    both = reading(
        made,
        Say("objected to it", "Osmer and China", actors=("CHN", "OSM")),
        host="VLD",
        mentions=tale.mentions(made, ("Osmer", "OSM"), ("China", "CHN")),
    )
    assert codes(compose(archive(both), HOST).actors) == ["CHN", "OSM"], "named before the words"
    named = "It was Osmer and China, both, that objected."
    made = article(named)
    within = reading(
        made,
        Say("Osmer and China, both, that objected", actors=("CHN", "OSM")),
        host="VLD",
        mentions=tale.mentions(made, ("Osmer", "OSM"), ("China", "CHN")),
    )
    assert codes(compose(archive(within), HOST).actors) == ["OSM", "CHN"]


def test_several_articles_put_force_first_then_weight_then_sources_then_name() -> None:
    page = compose(tale.story(), HOST)
    assert codes(page.actors) == ["TSK", "OSM", "FRA", "RUS", "GBR", "USA", "UN", "JPN"]


def force(targets: tuple[str, ...], place: str | None = None, modality: str = "asserted") -> Do:
    return Do("Japan moved its ships", ("JPN",), "deploy", targets, modality, place=place)


@pytest.mark.parametrize(
    ("deed", "first"),
    [
        (force(("VLD",)), True),
        (force(()), True),
        (force(("protesters",)), True),
        (force(("CHN",), place="northern Veldoria"), True),
        (force(("CHN",)), False),
        (force(("VLD",), modality="planned"), False),
        (force(("VLD",), modality="denied"), False),
        (replace(force(("VLD",)), type="aid"), False),
    ],
)
def test_force_counts_only_as_a_fact_against_or_in_the_host(deed: Do, first: bool) -> None:
    one = of("Japan moved its ships. Japan explained the move.", says("the move", "JPN"), deed)
    other = of("Osmer next door regretted all this.", says("regretted all this", "OSM"))
    found = codes(compose(archive(one, other), HOST).actors)
    assert found == (["JPN", "OSM"] if first else ["OSM", "JPN"])


def test_copies_of_one_sentence_are_one_independent_source() -> None:
    wire = "China said the talks could wait for spring."
    copies = [of(wire, says("the talks could wait for spring", "CHN"), outlet=o, uri=f"u:{o}")
              for o in ("A", "B", "C")]  # fmt: skip
    own = [of(f"Russia{n} said that ports stay open {n}.", says(f"ports stay open {n}", "RUS"),
              outlet=f"O{n}") for n in (1, 2)]  # fmt: skip
    page = compose(archive(*copies, *own), HOST)
    assert codes(page.actors) == ["RUS", "CHN"]
    assert len(section(page, "CHN").statements) == 1
    assert len(section(page, "CHN").statements[0].sightings) == 3


def test_wire_copies_are_one_entry_with_its_sources_earliest_first() -> None:
    page = compose(tale.story(), HOST)
    entries = [e for e in section(page, "UN").statements if len(e.sightings) > 1]
    assert len(entries) == 1
    outlets = [s.article.outlet for s in entries[0].sightings]
    assert outlets == ["Harbour Post", "Meridian Wire", "Daily Lantern"]


@pytest.mark.parametrize(
    ("first", "second", "merged"),
    [
        (("we will not bend to this", {}), ("We will not bend, to this", {}), True),
        (("we will not bend to this", {}), ("the harbour is closed to trade", {}), False),
        (
            ("we will not bend to this", {"on": MARCH[3]}),
            ("we will not bend to this", {"on": MARCH[4]}),
            False,
        ),
        (("we will not bend to this", {"on": MARCH[3]}), ("we will not bend to this", {}), True),
        (("stay calm", {}), ("stay calm", {}), False),
    ],
)
def test_what_makes_two_utterances_one(
    first: tuple[str, dict[str, date]], second: tuple[str, dict[str, date]], merged: bool
) -> None:
    one = of(f"China told all: {first[0]}.", says(first[0], "CHN", **first[1]), published=MARCH[3])
    two = of(f"At sea, China: {second[0]}!", says(second[0], "CHN", **second[1]),
             published=MARCH[4])  # fmt: skip
    page = compose(archive(one, two), HOST)
    assert len(section(page, "CHN").statements) == (1 if merged else 2)


def test_the_same_words_of_two_actors_stay_two() -> None:
    one = of("China: we will not bend to this.", says("we will not bend to this", "CHN"))
    two = of("Japan: we will not bend to this.", says("we will not bend to this", "JPN"))
    assert codes(compose(archive(one, two), HOST).actors) == ["CHN", "JPN"]


def test_a_joint_statement_stands_under_each_that_joins() -> None:
    page = compose(archive(tale.first()), Request())
    assert texts(section(page, "OSM")) == texts(section(page, "JPN"))
    shown = [s for s in tale.first().statements if not s.in_title]
    assert len(page.entries()) == len(shown)


def test_undecided_speakers_are_shown_by_the_words_of_the_source() -> None:
    one = of(
        "A porter said the gates were open. He said so twice to us. Somebody had called it a lie.",
        Say("the gates were open", "A porter", "said"),
        Say("so twice to us", "He", "said"),
        Say("it a lie"),  # nobody's, and not even quoted: left off
    )
    others = compose(archive(one), HOST).others
    assert [(s.actor, s.name, s.kind) for s in others] == [
        (None, "A porter", None),
        (None, "He", None),
    ]


def test_he_in_two_articles_is_not_one_man_but_a_name_is() -> None:
    def told(sign: str) -> Reading:
        return of(
            f"He said the road {sign}. Tomas Reel said the bakery {sign}.",
            Say(f"the road {sign}", "He", "said"),
            Say(f"the bakery {sign}", "Tomas Reel", "said", name="Tomas Reel"),
        )

    others = compose(archive(told("was cut by water"), told("shone in moonlight")), HOST).others
    assert sorted(s.name for s in others) == ["He", "He", "Tomas Reel"]


@pytest.mark.parametrize(
    ("code", "block"),
    [
        ("VLD", "host_block"),
        ("Sarn", "host_block"),
        ("Garrison Committee", "host_block"),
        ("Veldoria Radio", "others"),
        ("Ilse Marrow", "others"),
        ("Harbour Post", "others"),
        ("Unheard-of Front", "others"),
        ("UN", "actors"),
        ("TSK", "actors"),
    ],
)
def test_blocks(code: str, block: str) -> None:
    page = compose(archive(of("They said it was over.", says("it was over", code))), HOST)
    assert codes(getattr(page, block)) == [code]


def test_who_only_acted_is_listed_apart() -> None:
    one = of("Japan sent grain. China praised that.", says("praised that", "CHN"),
             Do("Japan sent grain", ("JPN",), "aid"))  # fmt: skip
    page = compose(archive(one), HOST)
    assert codes(page.actors) == ["CHN"]
    assert codes(page.also_acting) == ["JPN"]


def test_within_an_actor_one_article_keeps_its_order_and_several_go_by_day() -> None:
    text = "China said it was late. China had said on Monday it was early."
    late = says("it was late", "CHN")
    early = says("it was early", "CHN", on=MARCH[3])
    one = of(text, late, early, published=MARCH[5])
    other = of("Japan said nothing more.", says("nothing more", "JPN"), published=MARCH[5])
    assert texts(section(compose(archive(one), HOST), "CHN")) == ["it was late", "it was early"]
    both = compose(archive(one, other), HOST)
    assert texts(section(both, "CHN")) == ["it was early", "it was late"]


def test_titles_captions_and_furniture_are_left_off_and_headings_are_not() -> None:
    text = "Osmer vows revenge\nOsmer at the border\nRead what Osmer vows\nChina vows peace"
    marks = [("title", "Osmer vows revenge"), ("caption", "Osmer at the border"),
             ("furniture", "Read what Osmer vows"), ("heading", "China vows peace")]  # fmt: skip
    told = reading(
        article(text, marks=marks),
        says("revenge", "OSM"),
        says("at the border", "OSM"),
        says("what Osmer vows", "OSM"),
        says("peace", "CHN"),
        host="VLD",
    )
    assert codes(compose(archive(told), HOST).actors) == ["CHN"]


def test_silent_are_those_with_a_stake_that_neither_spoke_nor_acted() -> None:
    silent = compose(tale.story(), HOST).silent
    assert [(a.actor, a.reason) for a in silent] == [
        ("PLN", "neighbour"),
        ("CHN", "permanent"),
        ("NPO", "organisation"),
    ]


def test_who_may_be_missed_is_told_by_the_day_of_the_page() -> None:
    asked: list[tuple[str, date | None]] = []

    def lookup(code: str, on: date | None) -> None:
        asked.append((code, on))

    store = Memory(lookup)
    store.add(tale.story().readings())
    compose(store, HOST)
    last = max(r.article.published_on for r in store.readings() if r.article.published_on)
    assert (HOST.host, last) in asked


def test_nobody_is_called_silent_on_the_strength_of_one_article_or_without_a_host() -> None:
    assert compose(archive(tale.first()), HOST).silent == ()
    nowhere = [replace(r, host=None) for r in (tale.first(), tale.second())]
    page = compose(archive(*nowhere), Request())
    assert (page.host, page.silent, page.host_block) == (None, (), ())


def test_the_host_is_that_of_most_readings_and_undecided_at_a_tie() -> None:
    def told(sign: str, host: str) -> Reading:
        return of(f"China said it was late {sign}.", says(f"it was late {sign}", "CHN"), host=host)

    two_one = archive(told("a", "VLD"), told("b", "VLD"), told("c", "TSK"))
    assert compose(two_one, Request()).host == "VLD"
    assert compose(archive(told("a", "VLD"), told("b", "TSK")), Request()).host is None
    assert compose(two_one, Request(host="OSM")).host == "OSM"


@pytest.mark.parametrize(
    ("since", "published", "new"),
    [
        (tale.at(12, 4), tale.at(13, 4), True),
        (tale.at(12, 4), tale.at(12, 4), False),
        (tale.at(12, 4), MARCH[4], True),
        (tale.at(12, 4), MARCH[3], False),
        (MARCH[4], tale.at(0, 5), True),
        (tale.at(12, 4), None, False),
        (None, tale.at(13, 4), False),
    ],
)
def test_new_is_what_came_out_after(since: object, published: object, new: bool) -> None:
    one = of("China said it was late.", says("it was late", "CHN"), published=published)
    page = compose(archive(one), Request(host="VLD", since=since))  # type: ignore[arg-type]
    assert [e.new for e in page.entries()] == [new]


def test_a_late_copy_of_old_words_is_not_new() -> None:
    words = "the bridges belong to no army"
    old, late = (
        of(f"China said {words}.", says(words, "CHN"), published=MARCH[d], uri=f"u:{d}")
        for d in (3, 5)
    )
    page = compose(archive(late, old), Request(host="VLD", since=MARCH[4]))
    assert [(len(e.sightings), e.new) for e in page.entries()] == [(2, False)]


def test_only_the_last_revision_of_an_article_is_shown() -> None:
    old = of("China said it was early.", says("it was early", "CHN"), uri="u:1", published=MARCH[3])
    new = of("China said it was late.", says("it was late", "CHN"), uri="u:1", published=MARCH[4])
    page = compose(archive(old, new), HOST)
    assert texts(section(page, "CHN")) == ["it was late"]
    assert len(page.articles) == 1


def test_every_issue_reaches_the_page() -> None:
    one = replace(tale.first(), issues=(Issue("language", "warning", "in no language read"),))
    assert [i.message for _, i in compose(archive(one), HOST).issues] == ["in no language read"]


def test_an_empty_archive_makes_an_empty_page() -> None:
    page = compose(archive(), Request())
    assert (page.articles, page.entries(), page.title) == ((), [], "Who said and did what")


def test_it_is_pure() -> None:
    assert compose(tale.story(), HOST) == compose(tale.story(), HOST)
