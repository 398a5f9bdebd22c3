"""The tables of an archive, the same in SQLite and PostgreSQL, and the views that other programs read.

An article is a row for each revision of its text. A reading is what one set of models and settings made of one
revision: re-reading adds another and leaves the old one, so that an old page can be rebuilt. `body` columns hold
the whole record (`codec`); the columns beside it are what is searched, filtered and shown. Times are ISO 8601
text; those named `…_at` are in UTC and sort. `number` of a statement grows with its day: the newest stand last.
`place` is a digest of an address: what a takedown leaves behind.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("revision", Text, primary_key=True),
    Column("uri", Text),
    Column("place", Text),
    Column("outlet", Text),
    Column("title", Text),
    Column("language", Text),
    Column("published", Text),
    Column("published_at", Text),
    Column("updated_at", Text),
    Column("fetched_at", Text),
    Column("recorded_at", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("cluster", Text, nullable=False),
    Index("articles_by_day", "published_at"),
    Index("articles_by_outlet", "outlet"),
    Index("articles_by_cluster", "cluster"),
    Index("articles_by_place", "place"),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("article", Text, nullable=False),
    Column("revision", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("current", Integer, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("vectors", LargeBinary),
    Column("host", Text),
    ForeignKeyConstraint(["article", "revision"], ["articles.id", "articles.revision"]),
    Index("readings_by_article", "article", "revision"),
    Index("readings_by_host", "host"),
)

statements = Table(
    "statements",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("reading", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("day", Text),
    Column("words", Text, nullable=False),
    Column("speaker", Text),
    Column("role", Text),
    Column("posture", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("body", Text, nullable=False),
    ForeignKeyConstraint(["reading"], ["readings.id"]),
    UniqueConstraint("reading", "id", name="statements_once"),
)

labels = Table(
    "labels",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("confidence", Float),
    ForeignKeyConstraint(["number"], ["statements.number"]),
    Index("labels_by_value", "kind", "value", "number"),
)

deeds = Table(
    "deeds",
    metadata,
    Column("reading", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("modality", Text, nullable=False),
    Column("actors", Text, nullable=False),
    Column("targets", Text, nullable=False),
    Column("day", Text),
    Column("place", Text),
    Column("words", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("body", Text, nullable=False),
    ForeignKeyConstraint(["reading"], ["readings.id"]),
)

claims = Table(
    "claims",
    metadata,
    Column("reading", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("quantity", Text, nullable=False),
    Column("population", Text),
    Column("low", Float),
    Column("high", Float),
    Column("bound", Text, nullable=False),
    Column("place", Text),
    Column("as_of", Text),
    Column("claimant", Text),
    Column("words", Text, nullable=False),
    Column("body", Text, nullable=False),
    ForeignKeyConstraint(["reading"], ["readings.id"]),
)

inputs = Table(
    "inputs",
    metadata,
    Column("key", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("place", Text),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("article", Text),
    Column("revision", Text),
    Column("message", Text),
    Column("recorded_at", Text, nullable=False),
    Index("inputs_by_article", "article"),
    Index("inputs_by_place", "place"),
    Index("inputs_by_state", "state"),
)

bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("article", Text, primary_key=True),
    Column("revision", Text, primary_key=True),
    Index("bands_by_article", "article"),
)

sketches = Table(
    "sketches",
    metadata,
    Column("article", Text, primary_key=True),
    Column("revision", Text, primary_key=True),
    Column("sketch", LargeBinary, nullable=False),
)

copies = Table(
    "copies",
    metadata,
    Column("one", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    Column("similarity", Float, nullable=False),
    Index("copies_by_other", "other"),
)

fetches = Table(
    "fetches",
    metadata,
    Column("place", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("status", Integer, nullable=False),
    Column("fetched_at", Text, nullable=False),
)

chores = Table(
    "chores",
    metadata,
    Column("name", Text, primary_key=True),
    Column("recorded_at", Text, nullable=False),
)
"""What a commit left to be done after it, until it is done."""

forgotten = Table(
    "forgotten",
    metadata,
    Column("key", Text, primary_key=True),
    Column("recorded_at", Text, nullable=False),
)

unlinked = Table(
    "unlinked",
    metadata,
    Column("article", Text, primary_key=True),
)
"""Articles that are in no story yet."""

stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text),
    Column("host", Text),
    Column("articles", Integer, nullable=False),
    Column("first_at", Text, nullable=False),
    Column("last_at", Text, nullable=False),
    Column("merged_into", Text),
    Column("body", Text, nullable=False),
    Column("vectors", LargeBinary),
    Index("stories_by_last", "last_at"),
)
"""What a story holds is in `story_steps`; `body` and `vectors` are what the next article is weighed against."""

story_steps = Table(
    "story_steps",
    metadata,
    Column("step", BigInteger, primary_key=True, autoincrement=False),
    Column("recorded_at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("story", Text, nullable=False),
    Column("article", Text),
    Column("other", Text),
    Index("story_steps_by_story", "story"),
    Index("story_steps_by_article", "article"),
    Index("story_steps_by_other", "other"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("revision", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("corrections_by_article", "article", "revision"),
)
"""What an editor put right in a reading; it stays when the article is read again."""

WORDS = "statement_words"
"""The index of words: an FTS5 table of SQLite without the words themselves, a column in PostgreSQL."""
