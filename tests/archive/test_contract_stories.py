"""What every archive does with stories and corrections: memory, SQLite and PostgreSQL alike."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dragoman.archive.base import Correction, StoryRow, StoryStep
from dragoman.archive.selected import When, select
from dragoman.records import ARTICLE
from tests.archive.news import told
from tests.archive.test_contract import Fresh, fresh

__all__ = ["fresh"]
EARLY = datetime(2031, 3, 1, tzinfo=UTC)


def row(
    name: str, articles: int = 1, last: str = "2031-03-04T00:00:00", into: str | None = None
) -> StoryRow:
    return StoryRow(name, f"title of {name}", "XVE", articles, last, last, into, "{}", b"\x01\x02")


def ids(*numbers: int) -> list[str]:
    return sorted(told(n).article.id for n in numbers)


def test_new_articles_wait_until_they_are_in_a_story(fresh: Fresh) -> None:
    archive = fresh()
    archive.add([told(1), told(2)])
    assert sorted(archive.stories.waiting(9)) == ids(1, 2)
    seen, states = archive.stories.states(EARLY)
    assert (seen, states) == (0, [])
    steps = [StoryStep("join", "s1", one) for one in ids(1, 2)]
    assert archive.stories.note(steps, [row("s1", 2)], seen)
    assert archive.stories.waiting(9) == []
    assert archive.stories.states(EARLY) == (2, [row("s1", 2)])
    assert archive.stories.articles("s1") == ids(1, 2)
    archive.add([told(1, "another text", text="Velmar, 1\n\nAna Belo said another text.")])
    assert archive.stories.waiting(9) == [], "a new text of an article is no new article"


def test_of_two_that_note_at_once_one_begins_again(fresh: Fresh) -> None:
    archive = fresh()
    archive.add([told(1), told(2)])
    one, two = ids(1, 2)
    assert archive.stories.note([StoryStep("join", "s1", one)], [row("s1")], 0)
    assert not archive.stories.note([StoryStep("join", "s2", two)], [row("s2")], 0)
    assert archive.stories.waiting(9) == [two]


def test_a_story_stands_as_it_stood_at_any_past_moment(fresh: Fresh) -> None:
    archive = fresh()
    archive.add([told(1), told(2), told(3)])
    a, b, c = (told(n).article.id for n in (1, 2, 3))
    assert archive.stories.note(
        [StoryStep("join", "s1", a), StoryStep("join", "s2", b)], [row("s1"), row("s2")], 0
    )
    moments = [_recorded(archive)]
    assert archive.stories.note(
        [StoryStep("merge", "s1", None, "s2")], [row("s1", 2), row("s2", 1, into="s1")], 2
    )
    moments.append(_recorded(archive))
    assert archive.stories.note(
        [StoryStep("join", "s1", c), StoryStep("split", "s3", a, "s1")],
        [row("s1", 2), row("s3")],
        3,
    )
    assert archive.stories.articles("s1", moments[0]) == [a]
    assert archive.stories.articles("s1", moments[1]) == sorted([a, b])
    assert archive.stories.articles("s1") == sorted([b, c])
    assert archive.stories.articles("s3") == [a]
    assert archive.stories.named("s2") == ["s1"]
    assert archive.stories.named("s") in (["s1"], ["s1", "s3"])
    assert [one.id for one in archive.stories.listed()] == ["s1", "s3"]


def _recorded(archive: object) -> datetime:
    """The present of an archive whose clock goes on a minute each time it is asked."""
    now: datetime = archive._now()  # type: ignore[attr-defined]
    return now


def test_what_is_forgotten_leaves_its_stories_to_be_told_anew(fresh: Fresh) -> None:
    archive = fresh()
    archive.add([told(1), told(2), told(3)])
    a, b, c = (told(n).article.id for n in (1, 2, 3))
    steps = [
        StoryStep("join", "s1", a),
        StoryStep("join", "s2", b),
        StoryStep("merge", "s2", None, "s1"),
        StoryStep("join", "s9", c),
    ]
    assert archive.stories.note(steps, [row("s1", into="s2"), row("s2", 2), row("s9")], 0)
    assert archive.forget("https://post.example/1") == 1
    assert archive.stories.waiting(9) == [b]
    assert [one.id for one in archive.stories.listed()] == ["s9"]
    assert archive.stories.articles("s9") == [c]


@pytest.mark.parametrize("kind", [b"", b"\x07"])
def test_vectors_are_kept_and_are_no_part_of_the_digest(fresh: Fresh, kind: bytes) -> None:
    archive, other = fresh(), fresh()
    bare = told(1)
    key = bare.statements[0].id
    whole = replace(bare, vectors={ARTICLE: b"\x01\xff", key: b"\x02\x03" + kind})
    archive.add([whole])
    other.add([bare])
    (found,) = archive.readings()
    assert dict(found.vectors) == whole.vectors
    assert archive.contents().digest == other.contents().digest


def test_readings_of_some_articles_and_of_a_host(fresh: Fresh) -> None:
    archive = fresh()
    archive.add([told(1), replace(told(2), host="XLI")])
    assert [r.article.id for r in archive.readings_of(ids(2))] == ids(2)
    assert archive.of_host("XLI") == ids(2)
    assert archive.readings_of(ids(1, 2), EARLY) == []


def correction(n: int, **fields: object) -> Correction:
    reading = told(n)
    spans = [[s.start, s.end] for s in reading.statements[0].content]
    body = json.dumps({"op": "set", "content": spans, **fields})
    return Correction(f"c{n}{len(body)}", reading.article.id, reading.article.revision, body)


def test_corrections_survive_a_new_reading_and_are_known_by_when_they_came(fresh: Fresh) -> None:
    archive = fresh()
    archive.add([told(1)])
    before = _recorded(archive)
    put = correction(1, actors=["XLI"], types=["warn"], posture="none")
    assert (archive.correct([put]), archive.correct([put])) == (1, 0)
    archive.add([told(1, made_by="2")])
    (found,) = select(archive, ids(1)).readings()
    (one,) = found.statements
    assert found.speakers[one.id].actors == ("XLI",)
    assert found.speakers[one.id].method == "editor"
    assert [c.type for c in found.reactions[one.id].types] == ["warn"]
    (old,) = select(archive, ids(1), When(before)).readings()
    assert old.speakers[one.id].actors == ("XVE",)
    assert archive.forget("https://post.example/1") == 1
    assert archive.corrections(ids(1)) == []


def test_what_was_taken_back_can_be_put_right_again(fresh: Fresh) -> None:
    archive = fresh()
    archive.add([told(1)])
    backs, critical = correction(1, posture="backs"), correction(1, posture="critical")
    counts = [archive.correct([one]) for one in (backs, critical, critical, backs)]
    assert counts == [1, 1, 0, 1]
    (reading,) = select(archive, ids(1)).readings()
    assert reading.reactions[reading.statements[0].id].posture == "backs"


def test_who_links_while_words_are_forgotten_begins_again(fresh: Fresh) -> None:
    archive = fresh()
    archive.add([told(1), told(2), told(3)])
    a, b, c = (told(n).article.id for n in (1, 2, 3))
    joined = [StoryStep("join", "s1", a), StoryStep("join", "s2", b)]
    assert archive.stories.note(joined, [row("s1"), row("s2")], 0)
    seen, _ = archive.stories.states(EARLY)
    assert archive.forget("https://post.example/1") == 1
    assert not archive.stories.note([StoryStep("join", "s1", c)], [row("s1", 2)], seen)
    assert archive.stories.articles("s1") == []


def test_a_story_that_was_merged_later_stands_under_its_own_name_before(fresh: Fresh) -> None:
    archive = fresh()
    archive.add([told(1), told(2)])
    a, b = (told(n).article.id for n in (1, 2))
    joined = [StoryStep("join", "s1", a), StoryStep("join", "s2", b)]
    assert archive.stories.note(joined, [row("s1"), row("s2")], 0)
    before = _recorded(archive)
    merged = [StoryStep("merge", "s2", None, "s1")]
    assert archive.stories.note(merged, [row("s1", into="s2"), row("s2", 2)], 2)
    assert archive.stories.named("s1", follow=False) == ["s1"]
    assert archive.stories.articles("s1", before) == [a]


@pytest.mark.parametrize(("days", "found"), [(0, 1), (-2, 0)])
def test_a_page_may_leave_out_what_came_later(fresh: Fresh, days: int, found: int) -> None:
    archive = fresh()
    archive.add([told(1)])
    published = told(1).article.published_on
    assert published
    view = select(archive, ids(1), When(None, published + timedelta(days=days)))
    assert len(view.readings()) == found
