from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = (
    "The foreign ministry of France said on Monday that it was following the talks in Chad closely.\n\n"
    "“All sides should show restraint,” a spokesman told reporters in Paris.\n"
)


def dragoman(*args: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from dragoman.cli import main; main()", *args],
        input=stdin, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_read_prints_the_contract(article: Path) -> None:
    done = dragoman("read", str(article), "--published", "2024-03-14", "--json")
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    found = json.loads(line)
    assert set(found) == {
        "id", "article", "host", "statements", "entities", "deeds", "claims", "issues", "made_by",
    }  # fmt: skip
    text = found["article"]["text"]
    assert text == TEXT
    first, second = found["statements"]
    assert set(first) == {
        "id", "source", "cue", "content", "form", "within", "in_title", "actors", "speaker", "said_on",
        "said_earliest", "said_latest", "said_precision", "channel", "venue", "addressee", "via",
        "types", "targets", "target_words", "posture", "posture_words", "confidence",
    }  # fmt: skip
    assert (first["actors"], first["said_on"], second["form"]) == (["FRA"], "2024-03-11", "direct")
    assert text[slice(*second["content"][0])] == "“All sides should show restraint,”"


def test_a_batch_keeps_order_and_ids_and_goes_on_after_a_bad_line(tmp_path: Path) -> None:
    batch = tmp_path / "a.jsonl"
    rows = [{"id": "x", "text": TEXT, "published": "2024-03-14"}, {"id": "z", "text": TEXT}]
    lines = [json.dumps(rows[0]), "{not json", json.dumps(rows[1])]
    batch.write_text("\n".join(lines), encoding="utf-8")
    done = dragoman("read", str(batch), "--json")
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["x", "z"]
    assert "line 2" in done.stderr


@pytest.mark.parametrize("form", ["txt", "md", "html", "json"])
def test_the_page_is_written_in_every_format(article: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"page.{form}"
    done = dragoman(
        "roundup", str(article), "--published", "2024-03-14", "--format", form, "-o", str(out)
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    page = out.read_text(encoding="utf-8")
    assert "France" in page
    assert "All sides should show restraint" in page


def test_a_reader_that_has_seen_enough_is_no_failure(tmp_path: Path) -> None:
    batch = tmp_path / "a.jsonl"
    batch.write_text("\n".join([json.dumps({"text": TEXT * 60})] * 40), encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-c", "from dragoman.cli import main; main()", "extract", str(batch)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stdout and running.stderr
    running.stdout.readline()
    running.stdout.close()
    told = running.stderr.read()
    assert (running.wait(timeout=60), "Traceback" in told) == (0, False)


def test_standard_input_is_read() -> None:
    done = dragoman("extract", "-", "--json", stdin=TEXT)
    assert json.loads(done.stdout)["text"] == TEXT


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (["read", "{tmp}/none.txt"], 3, "there is no file"),
        (["read", "{tmp}/empty.txt"], 3, "is empty"),
        (["read", "{tmp}/image.txt"], 3, "is a PNG image"),
        (["read", "{tmp}/noise.txt"], 3, "no encoding that can be told"),
        (["read", "{tmp}/none.txt", "{tmp}/empty.txt"], 1, "is empty"),
        (["read", "{tmp}/a.txt", "--published", "soon"], 2, "is no date"),
        (["read", "{tmp}/a.txt", "--host", "QQQ"], 2, "no actor has the code"),
        (["read", "{tmp}/a.txt", "--config", "{tmp}/none.toml"], 2, "there is no settings file"),
        (["roundup", "{tmp}/none.txt"], 3, "there is no file"),
        (["roundup", "{tmp}/a.txt", "--format", "pdf"], 2, "no format 'pdf'"),
        (["roundup", "{tmp}/a.txt", "-o", "{tmp}/no/page.html"], 2, "cannot be written"),
        (["when", "Monday"], 2, "needs --published"),
        (["when", "Monday", "--published", "2024-13-01"], 2, "is no date"),
        (["evaluate", "{tmp}/none.jsonl"], 3, "there is no file"),
        (["read", "ftp://example.org/a"], 3, "no http or https address"),
        (["frobnicate"], 2, "No such command"),
    ],
)
def test_a_mistake_is_one_line_with_its_exit_code(
    tmp_path: Path, args: list[str], code: int, told: str
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 4)
    done = dragoman(*(arg.replace("{tmp}", str(tmp_path)) for arg in args))
    assert done.returncode == code, done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_single_questions_and_lines_of_them() -> None:
    one = dragoman("actor", "the Kremlin", "--json")
    assert json.loads(one.stdout)["actor"] == "RUS"
    lines = '{"name": "Brussels"}\n[]\n{"name": "residents of Oslo"}\n{"name": "Peru and Chile"}\n'
    done = dragoman("actor", "-", stdin=lines)
    assert done.returncode == 1
    assert [json.loads(x)["actor"] for x in done.stdout.splitlines()] == [
        "EU",
        None,
        ["PER", "CHL"],
    ]
    day = dragoman("when", "late Wednesday", "--published", "2022-01-06", "--json")
    assert json.loads(day.stdout)["earliest"] == "2022-01-05"
    rows = '{"phrase": "recently", "published": "2022-01-06"}\n{"phrase": "Monday"}\n'
    done = dragoman("when", "-", stdin=rows)
    assert done.returncode == 1
    assert json.loads(done.stdout.splitlines()[0])["earliest"] is None


def test_doctor_is_content_with_what_is_shipped() -> None:
    done = dragoman("doctor")
    assert done.returncode == 0, done.stdout
    assert "FAILED" not in done.stdout


def test_a_damaged_model_is_told(tmp_path: Path) -> None:
    from dragoman.errors import ModelError
    from dragoman.inference import Model

    for name in ("model.bin", "heads.npz", "tokenizer.json", "model.json"):
        folder = tmp_path / name.replace(".", "_")
        shutil.copytree(Model().folder, folder)
        (folder / name).write_bytes(b"no model")
        model = Model(folder)
        with pytest.raises(ModelError, match="missing or damaged"):
            _ = list(model.encode([TEXT])), model.heads


@pytest.mark.parametrize(
    "command", ["read", "roundup", "extract", "actor", "when", "evaluate", "doctor"]
)
def test_every_help_has_an_example(command: str) -> None:
    assert f"Example: dragoman {command}" in dragoman(command, "--help").stdout


def test_progress_shows_only_what_takes_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from dragoman import console

    for patience, told in ((60.0, ""), (0.0, "articles read: 1\narticles read: 2\n")):
        monkeypatch.setattr(console, "PATIENCE", patience)
        monkeypatch.setattr(console, "EVERY_IN_LOGS", 60.0)
        with console.Progress("articles read") as progress:
            progress.step()
            progress.step()
        assert capsys.readouterr().err == told
