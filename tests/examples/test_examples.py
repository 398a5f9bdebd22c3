"""The invented crisis: whole, marked as invented, and its account fits its texts."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dragoman.actors.registry import Registry

EXAMPLES = Path(__file__).parents[2] / "examples"
FIELDS = ["id", "title", "published", "outlet", "url", "text"]
AGENCIES = {"Halyard", "Norrast Wire"}
DAYS = [date(2031, 3, day) for day in (11, 12, 13, 14)]
NEARBY = 500
REAL_NAMES = re.compile(
    r"\b(?:Putin|Lavrov|Peskov|Biden|Trump|Vance|Rubio|Obama|Clinton|Bush|Harris|Macron|Merkel|Scholz"
    r"|Merz|Starmer|Sunak|Truss|Johnson|Cameron|Trudeau|Carney|Xi|Modi|Jaishankar|Lula|Bolsonaro"
    r"|Milei|Zelensky|Zelenskyy|Lukashenko|Erdogan|Erdoğan|Netanyahu|Abbas|Khamenei|Assad|Sisi"
    r"|Ramaphosa|Ruto|Tinubu|Kagame|Abiy|Kishida|Ishiba|Abe|Albanese|Ardern|Guterres|Borrell|Kallas"
    r"|Leyen|Michel|Stoltenberg|Rutte|Orban|Orbán|Meloni|Tokayev|Nazarbayev|Maduro|Kim|Duterte"
    r"|Marcos|Widodo|Prabowo|Tusk|Duda|Sánchez|Sanchez|Vučić|Vucic|Mohamud|Maia Sandu)\b"
)


def _articles() -> dict[str, dict[str, str]]:
    lines = (
        line
        for path in sorted((EXAMPLES / "crisis").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    return {article["id"]: article for article in map(json.loads, lines)}


def _config() -> dict[str, Any]:
    return tomllib.loads((EXAMPLES / "actors.toml").read_text(encoding="utf-8"))


ARTICLES = _articles()
CONFIG = _config()
EXPECTED: dict[str, Any] = json.loads((EXAMPLES / "expected.json").read_text(encoding="utf-8"))
ACCOUNTS: dict[str, Any] = EXPECTED["articles"]
every_article = pytest.mark.parametrize("ident", ARTICLES)
every_account = pytest.mark.parametrize("ident", ACCOUNTS)


def test_thirty_articles_with_ids_and_urls_of_their_own() -> None:
    paths = list((EXAMPLES / "crisis").glob("*.jsonl"))
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)
    assert len(paths) == 6
    assert lines == len(ARTICLES) == 30
    assert len({article["url"] for article in ARTICLES.values()}) == 30


def test_every_outlet_has_a_file_and_a_table() -> None:
    assert {article["outlet"] for article in ARTICLES.values()} == set(CONFIG["outlets"])
    for path in (EXAMPLES / "crisis").glob("*.jsonl"):
        rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        assert {row["outlet"].lower().replace(" ", "-") for row in rows} == {path.stem}


def test_the_crisis_lasts_four_days() -> None:
    days = sorted({_day(article) for article in ARTICLES.values()})
    assert days == DAYS
    for outlet in CONFIG["outlets"]:
        told = [_day(a) for a in ARTICLES.values() if a["outlet"] == outlet]
        assert told == sorted(told)


def _day(article: dict[str, str]) -> date:
    return datetime.fromisoformat(article["published"]).date()


@every_article
def test_an_article_has_its_fields(ident: str) -> None:
    article = ARTICLES[ident]
    assert list(article) == FIELDS
    assert all(isinstance(value, str) and value for value in article.values())
    assert re.fullmatch(r"https://[a-z-]+\.example/2031/03/\d\d/[a-z0-9-]+", article["url"])
    published = datetime.fromisoformat(article["published"])
    assert (published.tzinfo is not None) == (article["outlet"] in AGENCIES)
    assert f"{published:/%Y/%m/%d/}" in article["url"]


@every_article
def test_a_text_ends_with_a_line_that_says_it_is_invented(ident: str) -> None:
    paragraphs = ARTICLES[ident]["text"].split("\n\n")
    assert re.fullmatch(r"\(.*\bInvented\b.*\)", paragraphs[-1])
    assert "\n" not in paragraphs[-1]


@every_article
def test_a_text_is_an_article_of_clean_paragraphs(ident: str) -> None:
    text = ARTICLES[ident]["text"]
    assert 120 <= len(text.split()) <= 350
    assert text == text.strip()
    assert not re.search(r"[ \t]\n|\n{3}|  |\t|\r", text)


@every_article
def test_quotation_marks_are_closed(ident: str) -> None:
    for paragraph in ARTICLES[ident]["text"].split("\n\n"):
        assert paragraph.count("“") == paragraph.count("”")
        assert paragraph.count('"') % 2 == 0


@every_article
def test_nobody_real_is_named(ident: str) -> None:
    article = ARTICLES[ident]
    assert not REAL_NAMES.search(article["title"] + "\n" + article["text"])


@every_article
def test_a_dateline_is_the_day_of_publication(ident: str) -> None:
    article = ARTICLES[ident]
    dateline = re.search(r"^[A-Z ]+, March (\d\d) \(", article["text"], re.MULTILINE)
    assert (dateline is not None) == (article["outlet"] in AGENCIES)
    if dateline:
        assert int(dateline[1]) == _day(article).day


def test_titles_stand_in_some_texts_and_not_in_others() -> None:
    titled = [a["text"].startswith(a["title"] + "\n\n") for a in ARTICLES.values()]
    assert 5 < sum(titled) < 25


@pytest.mark.parametrize("marks", ["“”", '"', "‘’"])
def test_each_kind_of_quotation_mark_occurs(marks: str) -> None:
    assert sum(all(mark in a["text"] for mark in marks) for a in ARTICLES.values()) >= 3


def test_the_registry_takes_the_invented_actors() -> None:
    registry = Registry.load(CONFIG["actors"])
    for code in CONFIG["actors"]:
        actor = registry.actor(code)
        assert actor is not None
        assert actor.name == CONFIG["actors"][code]["name"]
    tesmara = registry.actor("XTS")
    assert tesmara is not None
    assert set(tesmara.neighbours) == {"XNR", "XIL"}
    assert {"UN", "SBC"} <= set(tesmara.memberships)
    assert [h.actor for h in registry.holders("Dorrivane")] == ["XTS"]


def test_codes_of_invented_states_are_those_that_iso_leaves_free() -> None:
    states = [code for code, table in CONFIG["actors"].items() if table["kind"] == "state"]
    assert len(states) == 3
    assert all(re.fullmatch(r"X[A-Z]{2}", code) for code in states)


def test_outlets_are_of_a_known_kind_and_state() -> None:
    for outlet in CONFIG["outlets"].values():
        assert outlet["kind"] in {"agency", "paper", "broadcaster", "state media"}
        assert CONFIG["actors"][outlet["state"]]["kind"] == "state"


@pytest.mark.parametrize("table", CONFIG["actors"].values(), ids=list(CONFIG["actors"]))
def test_everyone_declared_is_in_the_news(table: dict[str, Any]) -> None:
    news = "\n".join(article["text"] for article in ARTICLES.values())
    for key in ("adjectives", "capitals", "seats", "offices"):
        assert all(name in news for name in table.get(key, ()))
    for holder in table.get("holders", ()):
        assert holder["name"] in news


def test_every_word_that_the_account_quotes_stands_in_its_article() -> None:
    assert len(ACCOUNTS) >= 12
    missing = [
        (ident, words)
        for ident, account in ACCOUNTS.items()
        for words in _words(account)
        if words not in ARTICLES[ident]["text"]
    ]
    assert missing == []


def _words(account: dict[str, Any]) -> list[str]:
    found = [deed["evidence"] for deed in account["deeds"]]
    found += [claim["words"] for claim in account["claims"]]
    found += [claim["part_of"] for claim in account["claims"] if "part_of" in claim]
    for statement in account["statements"]:
        found += [*statement["cue"], *statement["content"], *statement.get("via", ())]
        found += [statement["source"]] if statement["source"] else []
    return found


@every_account
def test_source_and_cue_stand_near_their_content(ident: str) -> None:
    text = ARTICLES[ident]["text"]
    for statement in ACCOUNTS[ident]["statements"]:
        around = [
            text[max(0, at.start() - NEARBY) : at.end() + NEARBY]
            for at in re.finditer(re.escape(statement["content"][0]), text)
        ]
        wanted = [*statement["cue"], *([statement["source"]] if statement["source"] else [])]
        assert any(all(words in window for words in wanted) for window in around), statement


@every_account
def test_nested_statements_lie_in_those_that_hold_them(ident: str) -> None:
    statements = {s["id"]: s for s in ACCOUNTS[ident]["statements"]}
    for statement in statements.values():
        if "within" in statement:
            holder = statements[statement["within"]]
            assert statement["id"] != holder["id"]
            assert all(any(c in h for h in holder["content"]) for c in statement["content"])


@every_account
def test_every_double_quotation_belongs_to_a_statement(ident: str) -> None:
    text = ARTICLES[ident]["text"]
    contents = [c for s in ACCOUNTS[ident]["statements"] for c in s["content"]]
    for quotation in re.findall(r"“[^”]+”|\"[^\"]+\"", text.removeprefix(ARTICLES[ident]["title"])):
        assert any(quotation in content for content in contents), quotation


@every_account
def test_days_and_numbers_of_the_account_make_sense(ident: str) -> None:
    published = _day(ARTICLES[ident])
    for statement in ACCOUNTS[ident]["statements"]:
        assert statement["types"]
        if statement["said_on"]:
            assert date.fromisoformat(statement["said_on"]) <= published
    for claim in ACCOUNTS[ident]["claims"]:
        low, high = claim["low"], claim["high"]
        assert claim["bound"] in {"exactly", "about", "at least", "at most"}
        assert (claim["bound"] == "at least") == (high is None)
        assert high is None or low <= high


@pytest.mark.parametrize("copies", EXPECTED["story"]["wire_copies"], ids="-".join)
def test_a_wire_copy_repeats_paragraphs_of_the_agency(copies: list[str]) -> None:
    first, *others = (ARTICLES[ident]["text"] for ident in copies)
    agency = re.sub(r"^[A-Z ]+, March \d\d \(Halyard\) - ", "", first, flags=re.MULTILINE)
    for other in others:
        assert any(len(p) > 100 and p[:150] in other for p in agency.split("\n\n"))
        assert other != first


def test_the_toll_of_every_claimant_rises() -> None:
    for claimant, tolls in EXPECTED["story"]["tolls"].items():
        assert len(tolls) >= 2, claimant
        for (before, fewer), (after, more) in pairwise(tolls):
            assert before < after
            assert fewer < more


def test_the_retracted_figure_stands_before_its_correction() -> None:
    [retraction] = EXPECTED["story"]["retractions"]
    text = ARTICLES[retraction["article"]]["text"]
    assert "a technical error" in text
    assert f"{retraction['from']:,}" in text
    assert f"{retraction['to']:,}" in text
    earlier = [a for a in ARTICLES.values() if _day(a) < _day(ARTICLES[retraction["article"]])]
    assert any(f"{retraction['from']:,} soldiers" in a["text"] for a in earlier)


def test_one_state_changes_its_types_between_the_first_and_the_last_day() -> None:
    [shift] = EXPECTED["story"]["shifts"]
    for end in (shift["from"], shift["to"]):
        account = ACCOUNTS[end["article"]]["statements"]
        mine = {t for s in account if shift["actor"] in s["actors"] for t in s["types"]}
        assert set(end["types"]) <= mine
    assert (shift["from"]["said_on"], shift["to"]["said_on"]) == ("2031-03-11", "2031-03-14")


def test_the_silent_state_has_no_statement_and_is_named_as_silent() -> None:
    assert EXPECTED["story"]["silent"] == ["RUS"]
    for account in ACCOUNTS.values():
        assert all("RUS" not in s["actors"] for s in account["statements"])
    spoken = re.compile(r"\b(?:Moscow|Kremlin|Russian)\b")
    assert not any(spoken.search(article["text"]) for article in ARTICLES.values())
    assert sum("Russia" in article["text"] for article in ARTICLES.values()) == 2


@pytest.mark.parametrize(
    "names",
    [
        ("France", "Germany", "Poland", "Ireland", "Switzerland", "Estonia"),
        ("Washington", "Canada", "Mexico", "Costa Rica", "Caribbean Community"),
        ("Brazil", "Chile", "Colombia", "Argentina"),
        ("Nigeria", "Kenya", "South Africa", "Egypt", "Angola", "African Union"),
        ("Oman", "Qatar", "Jordan", "Saudi Arabia", "Arab League"),
        ("India", "Pakistan", "Bangladesh", "Sri Lanka", "Uzbekistan", "Mongolia"),
        ("China", "Japan", "South Korea", "Indonesia", "Philippines", "ASEAN"),
        ("Australia", "New Zealand", "Fiji", "Papua New Guinea", "Pacific Islands Forum"),
    ],
)
def test_every_region_of_the_world_reacts(names: tuple[str, ...]) -> None:
    news = "\n".join(article["text"] for article in ARTICLES.values())
    assert all(re.search(rf"\b{name}\b", news) for name in names)
