"""The registry's files: each table is what the schema says, and an error tells file and line."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from dragoman.actors.entries import KINDS, read_entry
from dragoman.actors.knowledge import gather
from dragoman.actors.registry import Registry
from dragoman.actors.tables import ENTRY_FILES, HOLDER_FILES, Tables, shipped_texts
from dragoman.errors import KnowledgeError

SCHEMA = json.loads(
    files("dragoman.actors").joinpath("data", "actor.schema.json").read_text("utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def plain(value: Any) -> Any:
    """A value of TOML as one of JSON."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["properties"]["kind"]["enum"]) == KINDS


@pytest.mark.parametrize("file", ENTRY_FILES)
def test_all_tables_are_as_the_schema_says(file: str) -> None:
    tables = tomllib.loads(shipped_texts()[file])
    wrong = {code: e.message for code in tables for e in VALIDATOR.iter_errors(plain(tables[code]))}
    assert len(tables) > 100 and wrong == {}


WORDS = st.sampled_from(["Quorvia", "Velm", "", " ", "KAZ"])
DAY = st.sampled_from([date(2011, 5, 1), date(2019, 1, 1)])
NO_NAME = st.one_of(st.integers(), st.booleans(), st.lists(st.integers(), max_size=1))
ODD = st.one_of(NO_NAME, WORDS, DAY)
FORM = st.one_of(
    WORDS, st.fixed_dictionaries({"name": WORDS}, optional={"from": DAY, "x": WORDS}), NO_NAME
)
TERM = st.fixed_dictionaries({"office": WORDS}, optional={"name": WORDS, "also": st.lists(WORDS)})
TABLE = st.fixed_dictionaries(
    {"kind": st.sampled_from(["state", "media", "planet"]), "name": WORDS},
    optional={
        "names": st.one_of(st.lists(FORM, max_size=2, unique_by=repr), ODD),
        "capitals": st.lists(FORM, max_size=2, unique_by=repr),
        "members": st.one_of(st.lists(WORDS, max_size=2, unique=True), ODD),
        "joined": st.one_of(st.dictionaries(st.just("KAZ"), DAY), ODD),
        "holders": st.one_of(st.lists(TERM, max_size=1), ODD),
        "from": st.one_of(DAY, ODD),
        "motto": WORDS,
    },
)


@settings(max_examples=300)
@given(TABLE)
def test_the_loader_takes_what_the_schema_takes_and_nothing_else(table: dict[str, Any]) -> None:
    # a quoted day is one to JSON, which has no dates, and none to the loader
    try:
        read_entry("QUO", table)
    except KnowledgeError:
        taken = False
    else:
        taken = True
    assert taken == VALIDATOR.is_valid(plain(table))


def with_text(file: str, old: str, new: str) -> Tables:
    texts = dict(shipped_texts())
    assert texts[file].count(old) == 1
    texts[file] = texts[file].replace(old, new)
    return Tables.of(texts)


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_a_clash_tells_both_places() -> None:
    text = shipped_texts()["states.toml"]
    tables = with_text("states.toml", '"Quai d\'Orsay",', '"Quai d\'Orsay", "Foggy Bottom",')
    places = (line_of(text, "Quai d'Orsay"), line_of(text, "Foggy Bottom"))
    with pytest.raises(KnowledgeError, match="Foggy Bottom") as told:
        gather(tables, "")
    assert all(f"states.toml:{line}" in str(told.value) for line in places)


def test_a_member_that_came_later_needs_its_day() -> None:
    tables = with_text("organisations.toml", "joined = { SSD = 2011-11-25 }\n", "")
    with pytest.raises(KnowledgeError, match=r"^organisations\.toml:\d+: actor IGAD: SSD began"):
        gather(tables, "")


def test_an_actor_that_is_none_is_told_with_its_line() -> None:
    tables = with_text("organisations.toml", "joined = { MNE = 2017", "joined = { XQQ = 2017")
    line = line_of(tables.texts["organisations.toml"], "XQQ")
    with pytest.raises(KnowledgeError, match=rf"^organisations\.toml:{line}: actor NATO: 'XQQ'"):
        gather(tables, "")


def test_a_row_that_is_none_is_told_with_its_line() -> None:
    texts = dict(shipped_texts())
    texts[HOLDER_FILES[0]] += "AFG\tking\n"
    line = texts[HOLDER_FILES[0]].count("\n")
    with pytest.raises(KnowledgeError, match=rf"^{HOLDER_FILES[0]}:{line}: "):
        gather(Tables.of(texts), "")
    texts[HOLDER_FILES[0]] = shipped_texts()[HOLDER_FILES[0]] + "XQQ\tking\tAda\t\t\t\t\n"
    with pytest.raises(KnowledgeError, match=rf"^{HOLDER_FILES[0]}:{line}: 'XQQ'"):
        gather(Tables.of(texts), "")


def test_a_code_that_stands_twice_is_told_with_both_lines() -> None:
    texts = dict(shipped_texts())
    texts["others.toml"] += '\n[FRA]\nkind = "media"\nname = "Fra"\n'
    with pytest.raises(
        KnowledgeError, match=r"^others\.toml:\d+: actor FRA stands at states\.toml:\d+"
    ):
        Tables.of(texts)


@pytest.mark.parametrize("prefix", ["actors.", ""])
def test_a_users_file_is_told_with_its_line(tmp_path: Path, prefix: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        f'[{prefix}XTS]\nkind = "state"\nname = "Quorvia"\n\n'
        f'[{prefix}FRA]\n# ours\nneighbours = [\n    "DEU",\n    "XQQ",\n]\n',
        encoding="utf-8",
    )
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    with pytest.raises(KnowledgeError, match=r"own\.toml:9: actor FRA: 'XQQ'|names 'XQQ'") as told:
        Registry.load(tables["actors"] if prefix else tables, file)
    assert "own.toml:9" in str(told.value)


def test_a_users_table_without_a_file_is_told_by_its_code() -> None:
    with pytest.raises(KnowledgeError, match=r"^actor QUO: needs a kind"):
        Registry.load({"QUO": {"name": "Quorvia"}})


@pytest.mark.parametrize(
    ("code", "name"), [("XAA", "The China"), ("XAA", "Cote d'Ivoire"), ("XAA", "Côte d’Ivoire")]
)
def test_a_users_name_that_is_looked_up_as_another_actors_is_a_clash(code: str, name: str) -> None:
    table = {code: {"kind": "company", "name": name}}
    with pytest.raises(KnowledgeError, match="both claim"):
        gather(Tables.of(shipped_texts()).laid_over(table, None), "own")
