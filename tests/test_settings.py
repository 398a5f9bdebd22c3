from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.settings import Settings


def written(folder: Path, text: str, name: str = "a.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_all_is_as_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings.load(environ={}) == Settings()


def test_a_named_file_wins_over_the_environment_and_that_over_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, 'host = "XAA"', "dragoman.toml")
    assert Settings.load(environ={}).host == "XAA"
    other = written(tmp_path, 'host = "XBB"', "b.toml")
    assert Settings.load(environ={"DRAGOMAN_CONFIG": str(other)}).host == "XBB"
    named = written(tmp_path, 'host = "XCC"\nthreads = 1', "c.toml")
    found = Settings.load(named, {"DRAGOMAN_CONFIG": str(other)})
    assert (found.host, found.threads, found.origin) == ("XCC", 1, named)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("host = ", "cannot be read"),
        ("hots = 'KAZ'", "hots, which is no setting"),
        ("host = 3", "host must be a str"),
        ("actors = 'KAZ'", "actors must be a dict"),
        ("reader = 3", "reader must be a str"),
    ],
)
def test_a_wrong_file_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told) as caught:
        Settings.load(written(tmp_path, text))
    assert str(tmp_path) in str(caught.value)


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no settings file"):
        Settings.load(tmp_path / "none.toml")


@pytest.mark.parametrize("line", ["threads = -1", "threads = true", "threads = 1.5"])
def test_threads_are_a_number_of_cores(tmp_path: Path, line: str) -> None:
    with pytest.raises(UsageError, match="threads"):
        Settings.load(written(tmp_path, line))


def test_another_reader_than_those_shipped_is_told_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no reader is called 'slow': use accurate or fast"):
        Settings.load(written(tmp_path, "reader = 'slow'"))
    assert Settings.load(written(tmp_path, "reader = 'fast'")).reader == "fast"
