"""The first tables, the index of words, and the views."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

VIEWS = {
    "v_articles": """
            SELECT a.id, a.revision, a.uri, a.outlet, a.title, a.language, a.published, a.published_at,
                   a.fetched_at, a.recorded_at, a.cluster,
                   (SELECT o.id FROM articles o WHERE o.cluster = a.cluster
                    ORDER BY coalesce(o.published_at, '9999'), o.id LIMIT 1) AS original
            FROM articles a""",
    "v_statements": """
            SELECT s.id, r.article, r.revision, a.outlet, a.uri, a.published, s.day, s.speaker, s.role,
                   s.words, s.posture, s.form, s.confidence, s.number, r.version
            FROM statements s JOIN readings r ON r.id = s.reading
            JOIN articles a ON a.id = r.article AND a.revision = r.revision
            WHERE r.current = 1""",
    "v_reactions": """
            SELECT s.id AS statement, r.article, a.outlet, a.published, s.day, w.value AS actor,
                   t.value AS type, t.confidence, s.posture, s.words
            FROM statements s JOIN readings r ON r.id = s.reading
            JOIN articles a ON a.id = r.article AND a.revision = r.revision
            JOIN labels w ON w.number = s.number AND w.kind = 'actor'
            JOIN labels t ON t.number = s.number AND t.kind = 'type'
            WHERE r.current = 1""",
    "v_targets": """
            SELECT s.id AS statement, r.article, s.day, t.value AS target
            FROM statements s JOIN readings r ON r.id = s.reading
            JOIN labels t ON t.number = s.number AND t.kind = 'target'
            WHERE r.current = 1""",
    "v_deeds": """
            SELECT d.id, r.article, r.revision, a.outlet, a.uri, a.published, d.day, d.place, d.actors,
                   d.type, d.targets, d.modality, d.words, d.confidence
            FROM deeds d JOIN readings r ON r.id = d.reading
            JOIN articles a ON a.id = r.article AND a.revision = r.revision
            WHERE r.current = 1""",
    "v_claims": """
            SELECT c.id, r.article, r.revision, a.outlet, a.uri, a.published, c.quantity, c.population,
                   c.low, c.high, c.bound, c.place, c.as_of, c.claimant, c.words
            FROM claims c JOIN readings r ON r.id = c.reading
            JOIN articles a ON a.id = r.article AND a.revision = r.revision
            WHERE r.current = 1""",
    "v_copies": """SELECT one, other, similarity FROM copies""",
    "v_issues": """
            SELECT i.source, i.state, i.message, i.tries, i.recorded_at
            FROM inputs i WHERE i.state IN ('failed', 'aside')""",
}


def upgrade() -> None:
    """Makes them."""
    _tables()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE statement_words USING fts5"
            "(words, tags, content='', tokenize=\"unicode61 remove_diacritics 0\")"
        )
    else:
        op.execute("ALTER TABLE statements ADD COLUMN terms tsvector")
        op.execute("CREATE INDEX statements_by_terms ON statements USING gin (terms)")
    for name, query in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query}")


def _tables() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("revision", sa.Text(), primary_key=True),
        sa.Column("uri", sa.Text()),
        sa.Column("place", sa.Text()),
        sa.Column("outlet", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("published", sa.Text()),
        sa.Column("published_at", sa.Text()),
        sa.Column("updated_at", sa.Text()),
        sa.Column("fetched_at", sa.Text()),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("cluster", sa.Text(), nullable=False),
    )
    op.create_index("articles_by_cluster", "articles", ["cluster"])
    op.create_index("articles_by_day", "articles", ["published_at"])
    op.create_index("articles_by_outlet", "articles", ["outlet"])
    op.create_index("articles_by_place", "articles", ["place"])
    op.create_table(
        "bands",
        sa.Column("band", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("article", sa.Text(), primary_key=True),
        sa.Column("revision", sa.Text(), primary_key=True),
    )
    op.create_index("bands_by_article", "bands", ["article"])
    op.create_table(
        "chores",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("recorded_at", sa.Text(), nullable=False),
    )
    op.create_table(
        "copies",
        sa.Column("one", sa.Text(), primary_key=True),
        sa.Column("other", sa.Text(), primary_key=True),
        sa.Column("similarity", sa.Float(), nullable=False),
    )
    op.create_index("copies_by_other", "copies", ["other"])
    op.create_table(
        "fetches",
        sa.Column("place", sa.Text(), primary_key=True),
        sa.Column("etag", sa.Text()),
        sa.Column("modified", sa.Text()),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("fetched_at", sa.Text(), nullable=False),
    )
    op.create_table(
        "forgotten",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("recorded_at", sa.Text(), nullable=False),
    )
    op.create_table(
        "inputs",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("place", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("article", sa.Text()),
        sa.Column("revision", sa.Text()),
        sa.Column("message", sa.Text()),
        sa.Column("recorded_at", sa.Text(), nullable=False),
    )
    op.create_index("inputs_by_article", "inputs", ["article"])
    op.create_index("inputs_by_place", "inputs", ["place"])
    op.create_index("inputs_by_state", "inputs", ["state"])
    op.create_table(
        "sketches",
        sa.Column("article", sa.Text(), primary_key=True),
        sa.Column("revision", sa.Text(), primary_key=True),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "readings",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article", "revision"], ["articles.id", "articles.revision"]),
    )
    op.create_index("readings_by_article", "readings", ["article", "revision"])
    op.create_table(
        "claims",
        sa.Column("reading", sa.Text(), primary_key=True),
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Text(), nullable=False),
        sa.Column("population", sa.Text()),
        sa.Column("low", sa.Float()),
        sa.Column("high", sa.Float()),
        sa.Column("bound", sa.Text(), nullable=False),
        sa.Column("place", sa.Text()),
        sa.Column("as_of", sa.Text()),
        sa.Column("claimant", sa.Text()),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"]),
    )
    op.create_table(
        "deeds",
        sa.Column("reading", sa.Text(), primary_key=True),
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("actors", sa.Text(), nullable=False),
        sa.Column("targets", sa.Text(), nullable=False),
        sa.Column("day", sa.Text()),
        sa.Column("place", sa.Text()),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"]),
    )
    op.create_table(
        "statements",
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text()),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text()),
        sa.Column("role", sa.Text()),
        sa.Column("posture", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.UniqueConstraint("reading", "id", name="statements_once"),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"]),
    )
    op.create_table(
        "labels",
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("value", sa.Text(), primary_key=True),
        sa.Column("confidence", sa.Float()),
        sa.ForeignKeyConstraint(["number"], ["statements.number"]),
    )
    op.create_index("labels_by_value", "labels", ["kind", "value", "number"])
