from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.articles import PUBLISHED, Given, given, name, read, stream


def test_rows_of_every_corpus_become_text() -> None:
    assert given({"text": "Velmar waits.", "published": "2015-11-11"}) == Given(
        "Velmar waits.", "2015-11-11"
    )
    told = {"article_content": "Velmar waits.", "date": "Mon 4 May", "published": "4 May"}
    assert given(told) == Given("Velmar waits.", PUBLISHED)
    words = ["Velmar", ",", "which", "waits", "(", "for", "now", ")", ",", "agreed", "."]
    one = [[word, "O"] for word in words]
    assert given({"sentences": [one] * 4}).text == (
        "Velmar, which waits (for now), agreed. Velmar, which waits (for now), agreed. "
        "Velmar, which waits (for now), agreed.\n\nVelmar, which waits (for now), agreed."
    )


def test_corpora_may_be_packed(tmp_path: Path) -> None:
    line = json.dumps({"text": "Velmar waits."})
    (tmp_path / "a.jsonl").write_text(line + "\n", "utf-8")
    with gzip.open(tmp_path / "a.jsonl.gz", "wt", encoding="utf-8") as packed:
        packed.write(line)
    assert list(read(tmp_path / "a.jsonl")) == list(read(tmp_path / "a.jsonl.gz"))
    with pytest.raises(SystemExit, match="there is no file"):
        list(read(tmp_path / "b.jsonl"))


def test_no_two_articles_of_a_stream_are_the_same() -> None:
    rows = list(stream([Given("Velmar waits.\nOstrania too."), Given("Norland sleeps.")], 300))
    assert len({row["id"] for row in rows}) == len({row["text"] for row in rows}) == 300
    assert rows[2]["text"] == f"{name(2)} Velmar waits.\nOstrania too."
    assert rows[299]["text"].endswith(" Norland sleeps.")


def test_names_are_many() -> None:
    assert len({name(number) for number in range(0, 20_000_000, 1999)}) == 10_006
    assert name(7).istitle()
