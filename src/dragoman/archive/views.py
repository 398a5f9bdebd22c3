"""The views of an archive, by name: what Datasette, BI tools and exports read.

A column of a view is never renamed or taken away. Migrations hold their text.
"""

VIEWS = (
    "v_articles",
    "v_statements",
    "v_reactions",
    "v_targets",
    "v_deeds",
    "v_claims",
    "v_copies",
    "v_issues",
    "v_stories",
    "v_story_articles",
    "v_corrections",
)
