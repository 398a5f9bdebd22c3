from __future__ import annotations

from datetime import UTC, datetime

from dragoman.records import ARTICLE, Article, Entity, Mention, Reading, Span
from dragoman.stories.sketch import plain, sketch

TEXT = "Sarn shuts its bridge\n\nThe mayor of Sarn, Ana Belo, shut the bridge. Sarn’s bakers complained."


def test_names_and_words_of_an_article_are_told_apart() -> None:
    at = [i for i in range(len(TEXT)) if TEXT.startswith("Sarn", i)]
    entities = [Entity("location", Span(i, i + 4), 0.9) for i in at]
    entities.append(Entity("person", Span(TEXT.index("Ana"), TEXT.index("Ana") + 8), 0.9))
    entities.append(Entity("date", Span(0, 4), 0.9))
    article = Article("a", "r", TEXT, title="Sarn shuts its bridge")
    reading = Reading(
        article,
        entities=tuple(entities),
        mentions=(Mention(Span(0, 4), ("XVE",), "capital"),),
        host="XVE",
        vectors={ARTICLE: b"\x01\x02"},
    )
    found = sketch(reading, datetime(2031, 3, 4, tzinfo=UTC))
    assert set(found.names) == {"sarn", "ana belo", "@XVE"}
    assert found.names["sarn"] > 2 * found.names["ana belo"], "named thrice, and in the title"
    assert "bridge" in found.words and "sarn" not in found.words and "the" not in found.words
    assert (found.host, found.vector) == ("XVE", b"\x01\x02")


def test_a_name_is_compared_without_case_article_and_possessive() -> None:
    assert plain("The  Daily Lantern’s") == plain("daily lantern")
