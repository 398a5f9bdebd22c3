from __future__ import annotations

from dataclasses import replace

from dragoman.records import Reading
from dragoman.roundup import compose, render
from tests.roundup.shown import read_html
from tests.roundup.story import Say, archive
from tests.roundup.test_compose import HOST, of, says, section, texts


def nested() -> Reading:
    inner = "the dam had been mined"
    outer = f"Tarsk’s claim that {inner}"
    return of(
        f"China echoed {outer}, and left.",
        Say(outer, "China", "echoed", ("CHN",), types=("support",)),
        Say(inner, "Tarsk", "claim that", ("TSK",), types=("report",), within=outer),
    )


def test_nested_words_stand_in_their_parent_and_under_an_actor_else_unheard() -> None:
    page = compose(archive(nested()), HOST)
    outer = section(page, "CHN").statements[0]
    assert [e.actors for e in outer.nested] == [("TSK",)]
    assert [e.told_by for e in section(page, "TSK").statements] == ["China"]


def test_nested_words_stand_once_where_their_actor_speaks_for_itself() -> None:
    own = of("Tarsk: the dam is whole and well.", says("the dam is whole and well", "TSK"))
    page = compose(archive(nested(), own), HOST)
    assert texts(section(page, "TSK")) == ["the dam is whole and well"]


def test_what_others_print_by_itself_stands_by_itself_and_where_it_is_repeated() -> None:
    own = of("Tarsk said the dam had been mined.", says("the dam had been mined", "TSK"))
    page = compose(archive(nested(), own), HOST)
    (entry,) = section(page, "TSK").statements
    assert entry.told_by is None
    assert len(entry.sightings) == 2
    assert entry.fullest.article.id == own.article.id
    (inner,) = section(page, "CHN").statements[0].nested
    assert [s.article.id for s in inner.sightings] != [own.article.id]
    asked = replace(HOST, with_articles=True)
    places = read_html(render(compose(archive(nested(), own), asked), "html")).ids()
    assert len(places) == len(set(places))


def test_a_ring_of_parents_loses_nobody() -> None:
    one = nested()
    first, second = one.statements
    ring = replace(one, statements=(replace(first, within=second.id), second))
    shown = compose(archive(ring), HOST)
    assert {s.actor for s in shown.actors} == {"CHN", "TSK"}


def test_what_is_rather_misread_than_not_is_left_out_and_counted_quotations_are_not() -> None:
    text = "Osmara said it was worried. It said “we ask for calm”. Taskara said it was glad."
    one = of(
        text,
        says("it was worried", "OSM", source="Osmara", cue="said"),
        says("“we ask for calm”", "OSM", source="It", cue="said", form="direct"),
        says("it was glad", "TSK", source="Taskara", cue="said"),
    )
    sure = {"it was worried": 0.2, "“we ask for calm”": 0.2, "it was glad": 0.9}
    told = tuple(replace(s, confidence=sure[s.content[0].of(text)]) for s in one.statements)
    page = compose(archive(replace(one, statements=told)), HOST)
    assert [t for s in page.sections() for t in texts(s)] == ["“we ask for calm”", "it was glad"]
    ((_, issue),) = [i for i in page.issues if i[1].stage == "roundup"]
    assert issue.message.startswith("1 statement is left out")


def test_what_may_be_misread_stands_where_another_article_surely_says_the_same() -> None:
    words = "the bridge at Darl stays closed to lorries until the frost has gone"
    text = f"Osmara said {words}. It said it was worried."
    doubted = of(
        text,
        says(words, "OSM", source="Osmara", cue="said"),
        says("it was worried", "OSM", source="It", cue="said"),
    )
    told = tuple(replace(s, confidence=0.2) for s in doubted.statements)
    doubted = replace(doubted, statements=told)
    sure = of(f"On Monday Osmara said {words}.", says(words, "OSM", source="Osmara", cue="said"))
    alone = compose(archive(doubted), HOST)
    both = compose(archive(doubted, replace(sure, article=replace(sure.article, id="b"))), HOST)
    assert texts(section(both, "OSM")) == [words]
    assert [len(e.sightings) for e in section(both, "OSM").statements] == [2]
    assert not alone.entries()
    left = [[i.message[:1] for _, i in page.issues] for page in (alone, both)]
    assert left == [["2"], ["1"]]
