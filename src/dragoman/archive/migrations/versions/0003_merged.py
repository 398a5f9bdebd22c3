"""The articles of a story that took in others are those of all of them."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

VIEW = """
    WITH RECURSIVE within (story, whole) AS (
         SELECT s.id, s.id FROM stories s WHERE s.merged_into IS NULL
         UNION
         SELECT s.id, w.whole FROM stories s JOIN within w ON s.merged_into = w.story)
    SELECT t.article, w.whole AS story, t.recorded_at
    FROM story_steps t JOIN within w ON w.story = t.story
    WHERE t.article IS NOT NULL AND t.step =
         (SELECT max(o.step) FROM story_steps o WHERE o.article = t.article)"""


def upgrade() -> None:
    """Makes the view anew; its columns stay."""
    op.execute("DROP VIEW v_story_articles")
    op.execute(f"CREATE VIEW v_story_articles AS {VIEW}")
