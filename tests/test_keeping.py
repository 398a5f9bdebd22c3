"""The commands around an archive, as a user types them."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources.site import Page, Site, served

TEXT = (
    "The foreign ministry of {who} said on Monday that it was following the talks in Chad closely.\n\n"
    "“All sides should show restraint,” a spokesman told reporters in {city}.\n"
)
PAGE = (
    "<html><head><title>{who} on Chad</title><meta property='article:published_time' "
    "content='2024-03-14T09:00:00+01:00'></head><body><article><h1>{who} on Chad</h1>{prose}</article>"
    "</body></html>"
)
STATES = (("France", "Paris"), ("Norway", "Oslo"), ("Kenya", "Nairobi"))


def page(who: str, city: str) -> bytes:
    prose = "".join(
        f"<p>{line}</p>" for line in TEXT.format(who=who, city=city).splitlines() if line
    )
    return PAGE.format(who=who, prose=prose).encode()


def dragoman(*args: str, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """A command in a process of its own; what reads starts one reader, for others run beside it."""
    alone = (
        ("--jobs", "1") if args[0] in ("add", "reread", "watch") and "--dry-run" not in args else ()
    )
    return subprocess.run(
        [sys.executable, "-c", "from dragoman.cli import main; main()", *args, *alone],
        input=stdin, capture_output=True, text=True, check=False, timeout=180, cwd=cwd,
    )  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of three articles, and one that could not be read."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / "news").mkdir()
    for who, city in STATES:
        (folder / "news" / f"{who}.html").write_bytes(page(who, city))
    (folder / "news" / "empty.txt").write_text(" ")
    done = dragoman("add", "news", "--json", cwd=folder)
    assert done.returncode == 1, done.stderr
    assert len(done.stdout.splitlines()) == 3
    assert "empty.txt is empty" in done.stderr
    return folder


def rows(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_same_again_is_known_and_told_in_one_line(kept: Path) -> None:
    done = dragoman("add", "-q", "news", cwd=kept)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "4 known: dragoman.db\n")


def test_statements_are_found_by_actor_and_words(kept: Path) -> None:
    found = rows(dragoman("search", "restraint", "--json", cwd=kept))
    assert {tuple(one["actors"]) for one in found} == {("FRA",), ("NOR",), ("KEN",)}  # type: ignore[arg-type]
    done = dragoman("search", '"talks in Chad"', "--actor", "NOR", cwd=kept)
    (line,) = done.stdout.splitlines()
    assert "\tNOR\t" in line
    assert dragoman("search", "nothing", cwd=kept).stdout == ""
    wrong = dragoman("search", "?!", cwd=kept)
    assert (wrong.returncode, "holds no word" in wrong.stderr) == (2, True)


def test_tables_are_exported_in_each_format(kept: Path) -> None:
    done = dragoman("export", "--table", "reactions", cwd=kept)
    read = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["actor"] for row in read} == {"FRA", "NOR", "KEN"}
    assert rows(dragoman("export", "--format", "jsonl", "--table", "articles", cwd=kept))[0][
        "published"
    ]
    done = dragoman("export", "--format", "parquet", "-o", "a.parquet", cwd=kept)
    assert "6 rows" in done.stderr
    for wrong in (["--format", "xls"], ["--table", "x"], ["-o", "no/such/folder/a.csv"]):
        assert dragoman("export", *wrong, cwd=kept).returncode == 2


def test_the_archive_tells_what_it_holds_and_sqlite_reads_its_views(kept: Path) -> None:
    (told,) = rows(dragoman("archive", "--json", cwd=kept))
    assert (told["articles"], told["statements"], told["failed"]) == (3, 6, 1)
    with sqlite3.connect(kept / "dragoman.db") as connection:
        found = connection.execute("SELECT count(*) FROM v_statements").fetchone()
    assert found == (6,)


def test_a_dry_run_tells_and_reads_nothing(kept: Path, tmp_path: Path) -> None:
    (kept / "news2").mkdir(exist_ok=True)
    (kept / "news2" / "new.txt").write_text(TEXT.format(who="Chad", city="Abeche"))
    done = dragoman("add", "news", "news2", "missing.txt", "--dry-run", cwd=kept)
    states = [line.split("\t")[0] for line in done.stdout.splitlines()]
    assert sorted(states) == ["done", "done", "done", "due", "failed", "failed"]
    (told,) = rows(dragoman("archive", "--json", cwd=kept))
    assert told["articles"] == 3


def test_takedown_backup_and_history(kept: Path) -> None:
    assert dragoman("backup", "b.db", cwd=kept).returncode == 0
    assert dragoman("backup", "b.db", cwd=kept).returncode == 3
    (article, *_) = rows(dragoman("export", "--format", "jsonl", "--table", "articles", cwd=kept))
    key = str(article["id"])
    (found,) = rows(dragoman("history", key, "--archive", "b.db", "--json", cwd=kept))
    assert found["revision"] == article["revision"]
    assert dragoman("history", "nowhere", "--archive", "b.db", cwd=kept).returncode == 3
    (gone,) = rows(dragoman("forget", key, "--archive", "b.db", "--json", cwd=kept))
    assert gone["articles"] == 1
    (told,) = rows(dragoman("archive", "--archive", "b.db", "--json", cwd=kept))
    assert told["articles"] == 2


def test_a_new_setting_is_another_reading_beside_the_old(kept: Path) -> None:
    assert dragoman("backup", "c.db", cwd=kept).returncode == 0
    done = dragoman("reread", "-q", "--archive", "c.db", "--host", "TCD", cwd=kept)
    assert (done.returncode, done.stderr) == (0, "3 new: c.db\n")
    assert (
        dragoman("reread", "-q", "--archive", "c.db", "--host", "TCD", cwd=kept).stderr
        == "nothing new: c.db\n"
    )
    (told,) = rows(dragoman("archive", "--archive", "c.db", "--json", cwd=kept))
    assert (told["articles"], told["readings"]) == (3, 6)
    assert len(rows(dragoman("search", "restraint", "--archive", "c.db", "--json", cwd=kept))) == 3


def test_mistakes_are_told_in_one_line(tmp_path: Path) -> None:
    for args, code, told in (
        (["search", "x"], 3, "there is no archive"),
        (["add"], 2, "nothing to add"),
        (["add", "x.csv", "--columns", "text"], 2, "--columns 'text' is not"),
        (["add", "nowhere.txt"], 3, "there is no file"),
        (["add", "--archive", "mysql://x", "a"], 3, "is no archive"),
    ):
        done = dragoman(*args, cwd=tmp_path)
        assert (done.returncode, told in done.stderr) == (code, True), done.stderr
        assert "Traceback" not in done.stderr


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as made:
        yield made


def configured(folder: Path, site: Site) -> None:
    (folder / "dragoman.toml").write_text(
        f"[fetch]\ndelay = 0\nprivate_hosts = ['{site.host}']\n"
        f"[outlets.'The Courier']\nkind = 'paper'\nfeeds = ['{site.address}/feed.xml']\n"
    )


def feed(site: Site, *paths: str, changed: str = "") -> Page:
    items = "".join(
        f"<item><title>x</title><link>{site.address}{path}</link>{changed}</item>" for path in paths
    )
    rss = f'<rss version="2.0"><channel><title>C</title>{items}</channel></rss>'
    return Page(rss.encode(), "application/rss+xml")


def test_an_outlets_feed_is_read_and_asked_again_politely(tmp_path: Path, site: Site) -> None:
    configured(tmp_path, site)
    site.pages["/feed.xml"] = feed(site, "/a", "/b", "/shut/c", "/gone")
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /shut\n", "text/plain")
    site.pages["/a"] = Page(page(*STATES[0]), headers={"ETag": '"1"'})
    site.pages["/b"] = Page(page(*STATES[1]))
    done = dragoman("watch", "--once", "--json", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert len(done.stdout.splitlines()) == 2
    assert "robots.txt" in done.stderr
    assert "nothing at" in done.stderr
    (article, *_) = rows(
        dragoman("export", "--format", "jsonl", "--table", "articles", cwd=tmp_path)
    )
    assert article["outlet"] == "The Courier"
    site.asked.clear()
    site.pages["/feed.xml"] = feed(site, "/a", "/b")
    assert dragoman("watch", "-q", "--once", cwd=tmp_path).stderr == "nothing new: dragoman.db\n"
    assert site.paths() == ["/robots.txt", "/feed.xml"]
    later = "<pubDate>Tue, 04 Mar 2099 08:00:00 GMT</pubDate>"
    site.pages["/feed.xml"] = feed(site, "/a", changed=later)
    site.pages["/a"] = lambda handler: Page(
        status=304 if handler.headers.get("If-None-Match") == '"1"' else 500
    )
    assert dragoman("add", f"{site.address}/feed.xml", cwd=tmp_path).returncode == 0
    assert site.paths()[-1] == "/a"
    planned = dragoman("add", f"{site.address}/feed.xml", "--dry-run", cwd=tmp_path)
    assert planned.stdout == f"due\t{site.address}/a\n"


def test_what_changed_at_an_address_is_kept_and_shown(tmp_path: Path, site: Site) -> None:
    configured(tmp_path, site)
    site.pages["/a"] = Page(page(*STATES[0]))
    assert dragoman("add", f"{site.address}/a", cwd=tmp_path).returncode == 0
    site.pages["/a"] = Page(page("France", "Lyon"))
    assert dragoman("add", f"{site.address}/a", cwd=tmp_path).returncode == 0
    done = dragoman("history", f"{site.address}/a", cwd=tmp_path)
    assert (
        "- “All sides should show restraint,” a spokesman told reporters in Paris." in done.stdout
    )
    assert "+ “All sides should show restraint,” a spokesman told reporters in Lyon." in done.stdout


def test_an_interrupt_ends_it_with_a_word_and_the_next_run_goes_on(tmp_path: Path) -> None:
    batch = "\n".join(
        json.dumps(
            {
                "text": TEXT.format(who=who, city=f"{city} {n}"),
                "id": n * 3 + k,
                "published": "2024-03-14",
            }
        )
        for n in range(10)
        for k, (who, city) in enumerate(STATES)
    )
    (tmp_path / "a.jsonl").write_text(batch)
    run = subprocess.Popen(
        [sys.executable, "-c", "from dragoman.cli import main; main()", "add", "a.jsonl", "--json"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert run.stdout is not None
    first = run.stdout.readline()
    os.killpg(run.pid, signal.SIGINT)
    rest, errors = run.communicate(timeout=60)
    if run.returncode != 0:  # it may have been done already
        assert (run.returncode, "Traceback" in errors, "stopped" in errors) == (130, False, True)
    told = [json.loads(line)["id"] for line in [first, *rest.splitlines()]]
    time.sleep(0.2)
    assert dragoman("add", "a.jsonl", cwd=tmp_path).returncode == 0
    (found,) = rows(dragoman("archive", "--json", cwd=tmp_path))
    assert found["articles"] == 30
    assert len(set(told)) == len(told)
