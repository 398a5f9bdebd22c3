"""Stories of an archive as a user asks for them: lists, pages, diffs, exports, corrections."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.test_keeping import dragoman

EXAMPLES = Path(__file__).parents[1] / "examples"
CONFIG = EXAMPLES / "actors.toml"
OWN = """
[stories.crisis]
title = "The Tesmara crisis"
host = "XTS"
until = 2031-03-13
"""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of nine articles of the examples, and settings with a story of the user's."""
    folder = tmp_path_factory.mktemp("told")
    (folder / "dragoman.toml").write_text(
        OWN + CONFIG.read_text(encoding="utf-8"), encoding="utf-8"
    )
    lines = [
        (EXAMPLES / "crisis" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()[:3]
        for name in ("halyard", "norrast-wire", "longwave")
    ]
    batch = "\n".join(line for held in lines for line in held)
    (folder / "news.jsonl").write_text(batch, encoding="utf-8")
    done = dragoman("add", "news.jsonl", "--host", "XTS", "-q", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def story(kept: Path) -> str:
    rows = [
        json.loads(line) for line in dragoman("stories", "--json", cwd=kept).stdout.splitlines()
    ]
    return str(max(rows, key=lambda row: row.get("articles") or 0)["id"])


def test_stories_are_listed_with_those_of_the_settings(kept: Path) -> None:
    rows = [
        json.loads(line) for line in dragoman("stories", "--json", cwd=kept).stdout.splitlines()
    ]
    assert rows[-1] == {"id": "crisis", "title": "The Tesmara crisis", "host": "XTS", "own": True}
    assert sum(row.get("articles", 0) for row in rows) == 9
    assert any(row["host"] == "XTS" and row["articles"] > 4 for row in rows)


def test_a_page_of_a_story_by_its_id_its_name_or_words(kept: Path) -> None:
    pages = [
        json.loads(dragoman("roundup", *asked, "--format", "json", cwd=kept).stdout)
        for asked in (("--story", story(kept)[:8]), ("--story", "crisis"), ("--query", "Assembly"))
    ]
    assert [one["host"] for one in pages] == ["XTS"] * 3
    assert pages[1]["title"] == "The Tesmara crisis"
    assert all(one["published"] < "2031-03-14" for one in pages[1]["documents"])


def test_a_page_as_of_a_moment_is_the_same_again_after_more_came(
    kept: Path, tmp_path: Path
) -> None:
    for name in ("dragoman.toml", "dragoman.db", "news.jsonl"):
        (tmp_path / name).write_bytes((kept / name).read_bytes())
    name, now = story(kept), datetime.now(UTC).isoformat(timespec="seconds")
    asked = ("roundup", "--story", name, "--as-of", now, "--format", "html")
    before = dragoman(*asked, cwd=tmp_path)
    more = (
        (EXAMPLES / "crisis" / "halvessa-post.jsonl").read_text(encoding="utf-8").splitlines()[:2]
    )
    (tmp_path / "more.jsonl").write_text("\n".join(more), encoding="utf-8")
    import time

    time.sleep(1.1)
    assert dragoman("add", "more.jsonl", "--host", "XTS", "-q", cwd=tmp_path).returncode == 0
    assert dragoman(*asked, cwd=tmp_path).stdout == before.stdout
    changed = dragoman("diff", "--host", "XTS", "--from", now, "--format", "json", cwd=tmp_path)
    told = json.loads(changed.stdout)
    assert told["said"] and told["unsaid"] == []


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["roundup"], "name a PATH"),
        (["roundup", "--story", "nosuch00"], "there is no story nosuch00"),
        (["roundup", "x.txt", "--story", "crisis"], "leave the PATH out"),
        (["diff", "--story", "crisis"], "--from"),
        (["diff", "--story", "crisis", "--from", "2031-03-12", "--format", "pdf"], "no format"),
        (["export", "--format", "nosuch"], "no format"),
        (["export", "--format", "csv", "--story", "crisis"], "whole table"),
        (["import", "nosuch.json"], "nosuch.json"),
        (["import", "news.jsonl"], "no format"),
    ],
)  # fmt: skip
def test_mistakes_are_one_line(kept: Path, asked: list[str], told: str) -> None:
    done = dragoman(*asked, cwd=kept)
    assert done.returncode in (2, 3) and told in done.stderr
    assert "Traceback" not in done.stderr


def test_an_editors_file_goes_out_and_comes_back(kept: Path, tmp_path: Path) -> None:
    for name in ("dragoman.toml", "dragoman.db"):
        (tmp_path / name).write_bytes((kept / name).read_bytes())
    out = dragoman("export", "--format", "brat", "--host", "XTS", "-o", "sent.zip", cwd=tmp_path)
    assert out.returncode == 0, out.stderr
    assert dragoman("import", "sent.zip", "--json", cwd=tmp_path).stdout.startswith(
        '{"corrections": 0'
    )
    with zipfile.ZipFile(tmp_path / "sent.zip") as held:
        files = {name: held.read(name).decode() for name in held.namelist()}
    with zipfile.ZipFile(tmp_path / "sent.zip", "w") as made:
        for name, text in files.items():
            made.writestr(name, text.replace('"actors": ["XNR"]', '"actors": ["XIL"]'))
    assert dragoman("import", "sent.zip", cwd=tmp_path).returncode == 0
    page = json.loads(dragoman("roundup", "--host", "XTS", "--format", "json", cwd=tmp_path).stdout)
    assert all(s["actor"] != "XNR" or not s["statements"] for s in page["actors"])
