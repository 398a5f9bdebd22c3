"""Vectors and hosts of readings, stories with the steps by which they came to be, and editors' corrections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

VIEWS = {
    "v_stories": """
            SELECT s.id, s.title, s.host, s.articles, s.first_at, s.last_at
            FROM stories s WHERE s.merged_into IS NULL""",
    "v_story_articles": """
            SELECT t.article, t.story, t.recorded_at
            FROM story_steps t WHERE t.article IS NOT NULL AND t.step =
                 (SELECT max(o.step) FROM story_steps o WHERE o.article = t.article)""",
    "v_corrections": """
            SELECT c.id, c.article, c.revision, c.recorded_at, c.body FROM corrections c""",
}


def upgrade() -> None:
    """Makes them; what was read before waits to be put into stories."""
    op.add_column("readings", sa.Column("vectors", sa.LargeBinary()))
    op.add_column("readings", sa.Column("host", sa.Text()))
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    told = "json_extract(body, '$.host')" if is_sqlite else "CAST(body AS json) ->> 'host'"
    op.execute(f"UPDATE readings SET host = {told}")
    op.create_index("readings_by_host", "readings", ["host"])
    op.create_table("unlinked", sa.Column("article", sa.Text(), primary_key=True))
    op.execute("INSERT INTO unlinked (article) SELECT DISTINCT article FROM readings")
    _stories()
    _corrections()
    for name, query in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query}")


def _stories() -> None:
    op.create_table(
        "stories",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("title", sa.Text()),
        sa.Column("host", sa.Text()),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.Text(), nullable=False),
        sa.Column("last_at", sa.Text(), nullable=False),
        sa.Column("merged_into", sa.Text()),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("vectors", sa.LargeBinary()),
    )
    op.create_index("stories_by_last", "stories", ["last_at"])
    op.create_table(
        "story_steps",
        sa.Column("step", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("article", sa.Text()),
        sa.Column("other", sa.Text()),
    )
    for column in ("story", "article", "other"):
        op.create_index(f"story_steps_by_{column}", "story_steps", [column])


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_index("corrections_by_article", "corrections", ["article", "revision"])
