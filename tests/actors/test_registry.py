from __future__ import annotations

import csv
import tomllib
from collections import Counter
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.actors.entries import Holder, name_key
from dragoman.actors.registry import Registry
from dragoman.actors.tables import HOLDER_FILES
from dragoman.errors import KnowledgeError, UnknownActor

DATA = files("dragoman.actors").joinpath("data")
ENTRY_FILES = ("states.toml", "organisations.toml", "others.toml")
_MEMBERS = """
AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB
BRN BTN BWA CAF CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA
ECU EGY ERI ESP EST ETH FIN FJI FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI
HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA
LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM
NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY QAT ROU RUS RWA SAU SDN
SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON TTO
TUN TUR TUV TZA UGA UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE
"""
UN_MEMBERS = _MEMBERS.split()
OBSERVERS = ("PSE", "VAT")
DISPUTED = ("ESH", "TWN", "XKX")
_TERRITORIES = """
ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM FLK FRO GGY GIB GLP GRL GUF GUM HKG HMD
IMN IOT JEY MAC MAF MNP MSR MTQ MYT NCL NFK NIU PCN PRI PYF REU SGS SHN SJM SPM SXM TCA TKL UMI VGB
VIR WLF
"""
TERRITORIES = _TERRITORIES.split()


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


def tables() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for file in ENTRY_FILES:
        found |= tomllib.loads(DATA.joinpath(file).read_text(encoding="utf-8"))
    return found


def holder_rows() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for file in HOLDER_FILES:
        lines = DATA.joinpath(file).read_text(encoding="utf-8").splitlines()
        rows += csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return rows


def means(registry: Registry, text: str, on: date | None = None) -> set[str]:
    """Whom a form means on a day: the actors of which it is not ambiguous, else all."""
    valid = [name for name in registry.names().get(text, ()) if name.valid(on)]
    return {n.actor for n in valid if not n.ambiguous} or {n.actor for n in valid}


# The data as a whole


def test_every_member_of_the_united_nations_is_a_state(registry: Registry) -> None:
    assert len(UN_MEMBERS) == 193
    states = {code for code in registry.codes() if registry.entry(code).kind == "state"}
    assert states == {*UN_MEMBERS, *OBSERVERS, *DISPUTED}
    assert set(registry.entry("UN").members) == set(UN_MEMBERS)


def test_every_other_iso_code_is_a_territory(registry: Registry) -> None:
    assert len(TERRITORIES) == 52
    held = {code for code in registry.codes() if registry.entry(code).kind == "territory"}
    assert held == set(TERRITORIES)
    for code in held - {"ATA"}:
        state = registry.entry(code).state
        assert state is not None and registry.entry(state).kind == "state"


def test_no_actor_stands_twice() -> None:
    counted = Counter[str]()
    for file in ENTRY_FILES:
        counted.update(tomllib.loads(DATA.joinpath(file).read_text(encoding="utf-8")).keys())
    assert [code for code, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("file", ENTRY_FILES)
def test_entries_stand_in_order(file: str) -> None:
    codes = list(tomllib.loads(DATA.joinpath(file).read_text(encoding="utf-8")))
    assert codes == sorted(codes, key=lambda code: (code.casefold(), code))


def test_enough_organisations_are_held(registry: Registry) -> None:
    kinds = Counter(registry.entry(code).kind for code in registry.codes())
    assert kinds["igo"] + kinds["bloc"] >= 90


def test_no_form_is_claimed_by_two_actors_at_one_time(registry: Registry) -> None:
    for text, names in registry.names().items():
        for one in names:
            for other in names:
                if one.actor < other.actor and not (one.ambiguous or other.ambiguous):
                    starts = [d for d in (one.since, other.since) if d]
                    ends = [d for d in (one.until, other.until) if d]
                    assert starts and ends and max(starts) > min(ends), text


def test_a_form_has_at_most_one_meaning_that_is_not_ambiguous(registry: Registry) -> None:
    for text in registry.names():
        for on in (date(2012, 6, 1), date(2019, 6, 1), date(2024, 6, 1)):
            sure = {n.actor for n in registry.names()[text] if n.valid(on) and not n.ambiguous}
            assert len(sure) <= 1, text


def test_no_form_is_empty_or_padded(registry: Registry) -> None:
    for text in registry.names():
        assert text == " ".join(text.split()) and any(c.isalpha() for c in text), text


def test_dates_of_names_are_ordered(registry: Registry) -> None:
    for names in registry.names().values():
        for name in names:
            assert name.since is None or name.until is None or name.since <= name.until


def test_ambiguous_words_are_forms_of_their_entry() -> None:
    for code, table in tables().items():
        forms = {table["name"]}
        for key in ("names", "adjectives", "people", "capitals", "seats", "offices"):
            forms |= {f if isinstance(f, str) else f["name"] for f in table.get(key, ())}
        assert set(table.get("ambiguous", ())) <= forms, code


def test_neighbours_are_mutual_in_the_files_and_no_state_is_its_own() -> None:
    held = tables()
    for code, table in held.items():
        for other in table.get("neighbours", ()):
            assert code in held[other]["neighbours"], (code, other)
            assert code != other


def test_members_and_states_exist_and_are_named_once() -> None:
    held = tables()
    for code, table in held.items():
        members = table.get("members", ())
        assert set(members) <= set(held) and len(set(members)) == len(members), code
        assert table.get("state", code) in held


def test_who_belongs_to_a_state_says_so(registry: Registry) -> None:
    for code in registry.codes():
        entry = registry.entry(code)
        if entry.kind == "substate":
            assert entry.state in {*UN_MEMBERS, *OBSERVERS, *DISPUTED}, code
        if entry.kind in ("state", "igo", "bloc"):
            assert entry.state is None, code


@pytest.mark.parametrize("row", range(0, 2000, 400))
def test_rows_of_holders_are_sound(registry: Registry, row: int) -> None:
    for one in holder_rows()[row : row + 400]:
        assert one["actor"] in registry.codes(), one
        assert one["name"] and one["office"] == one["office"].strip() != "", one
        assert one["source"] in ("factbook", "wikidata", "common knowledge")
        since = date.fromisoformat(one["from"])
        assert not one["to"] or since <= date.fromisoformat(one["to"]), one


def test_holders_are_many_and_none_stands_twice() -> None:
    rows = [tuple(row.values()) for row in holder_rows()]
    assert len(rows) > 1500 and len(set(rows)) == len(rows)


@pytest.mark.parametrize("file", HOLDER_FILES)
def test_holders_stand_in_order(file: str) -> None:
    lines = DATA.joinpath(file).read_text(encoding="utf-8").splitlines()[1:]
    actors = [line.split("\t")[0] for line in lines]
    assert actors == sorted(actors)


# What single words mean


@pytest.mark.parametrize(
    ("text", "actor", "form"),
    [
        ("Kazakh", "KAZ", "demonym"),
        ("Nur-Sultan", "KAZ", "capital"),
        ("Akorda", "KAZ", "seat"),
        ("Türkiye", "TUR", "name"),
        ("Turkish", "TUR", "demonym"),
        ("Ivory Coast", "CIV", "name"),
        ("Ivorian", "CIV", "demonym"),
        ("Burma", "MMR", "name"),
        ("Swaziland", "SWZ", "name"),
        ("Cabo Verde", "CPV", "name"),
        ("Czech Republic", "CZE", "name"),
        ("Timor-Leste", "TLS", "name"),
        ("Kiev", "UKR", "capital"),
        ("DPRK", "PRK", "name"),
        ("ROK", "KOR", "name"),
        ("Congo Republic", "COG", "name"),
        ("DR Congo", "COD", "name"),
        ("Kinshasa", "COD", "capital"),
        ("Nigerien", "NER", "demonym"),
        ("Nigerian", "NGA", "demonym"),
        ("Batswana", "BWA", "people"),
        ("Basotho", "LSO", "people"),
        ("Emirati", "ARE", "demonym"),
        ("Bissau-Guinean", "GNB", "demonym"),
        ("Filipino", "PHL", "demonym"),
        ("Élysée", "FRA", "seat"),
        ("Quai d'Orsay", "FRA", "seat"),
        ("Downing Street", "GBR", "seat"),
        ("Foreign Secretary", "GBR", "office"),
        ("DFAT", "AUS", "office"),
        ("Taoiseach", "IRL", "office"),
        ("Bundestag", "DEU", "office"),
        ("Knesset", "ISR", "office"),
        ("IRGC", "IRN", "office"),
        ("Itamaraty", "BRA", "seat"),
        ("Islamic Republic", "IRN", "name"),
        ("Brussels", "EU", "capital"),
        ("CEDEAO", "ECOWAS", "name"),
        ("Ecowas", "ECOWAS", "name"),
        ("OTAN", "NATO", "name"),
        ("Mercosul", "MERCOSUR", "name"),
        ("Arab League", "LAS", "name"),
        ("Organization of the Islamic Conference", "OIC", "name"),
        ("world body", "UN", "office"),
        ("UN nuclear watchdog", "IAEA", "name"),
        ("U.N. refugee agency", "UNHCR", "name"),
        ("European Commission", "EU", "office"),
        ("Council of Europe", "CoE", "name"),
        ("ECB", "ECB", "name"),
        ("Hong Kong", "HKG", "name"),
        ("Malvinas", "FLK", "name"),
        ("Scotland", "Scotland", "name"),
        ("South Ossetia", "South Ossetia", "name"),
        ("TTP", "TTP", "name"),
        ("Ansar Allah", "Houthis", "name"),
        ("Vatican", "VAT", "name"),
        ("Xinhua", "Xinhua", "name"),
    ],
)
def test_a_form_means_an_actor(registry: Registry, text: str, actor: str, form: str) -> None:
    assert means(registry, text) == {actor}
    assert form in {name.form for name in registry.names()[text] if name.actor == actor}


@pytest.mark.parametrize(
    ("text", "on", "actor"),
    [
        ("Taliban", date(2021, 8, 14), "Taliban"),
        ("Taliban", date(2021, 8, 15), "AFG"),
        ("Sanaa", date(2014, 9, 1), "YEM"),
        ("Sanaa", date(2015, 9, 1), "Houthis"),
        ("Yangon", date(2004, 1, 1), "MMR"),
        ("Soviet", date(1988, 1, 1), "RUS"),
    ],
)
def test_meanings_change_with_time(registry: Registry, text: str, on: date, actor: str) -> None:
    assert means(registry, text, on) == {actor}


@pytest.mark.parametrize(
    ("text", "on"), [("Soviet", date(2020, 1, 1)), ("Yangon", date(2020, 1, 1))]
)
def test_meanings_end(registry: Registry, text: str, on: date) -> None:
    assert means(registry, text, on) == set()


@pytest.mark.parametrize("text", ["Georgia", "Jordan", "Chad", "Turkey", "Congo", "Jersey", "PA"])
def test_names_that_are_other_things_too_are_ambiguous(registry: Registry, text: str) -> None:
    assert all(name.ambiguous for name in registry.names()[text])


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Congo", {"COD", "COG"}),
        ("Dominican", {"DMA", "DOM"}),
        ("Korean", {"KOR", "PRK"}),
        ("Quad", {"Quad"}),
        ("RSF", {"RSF", "Reporters Without Borders"}),
    ],
)
def test_shared_names_keep_all_meanings(registry: Registry, text: str, actors: set[str]) -> None:
    assert {name.actor for name in registry.names()[text]} == actors


@pytest.mark.parametrize("text", ["turkey", "china", "us", "male", "jordan", "who", "un", "the"])
def test_common_words_are_no_names(registry: Registry, text: str) -> None:
    assert text not in registry.names()


@pytest.mark.parametrize(
    ("code", "inside", "outside"),
    [
        ("NATO", ("FIN", "SWE", "TUR"), ("AUT", "UKR", "RUS")),
        ("EU", ("HRV", "CYP", "MLT"), ("GBR", "NOR", "CHE")),
        ("CSTO", ("KAZ", "RUS", "ARM"), ("UZB", "AZE")),
        ("ECOWAS", ("NGA", "GHA"), ("MLI", "NER", "BFA")),
        ("AES", ("MLI", "NER", "BFA"), ("TCD",)),
        ("P5", ("CHN", "USA"), ("DEU",)),
        ("ASEAN", ("TLS", "MMR"), ("PNG",)),
    ],
)
def test_memberships_follow_from_members(
    registry: Registry, code: str, inside: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    for state in inside:
        actor = registry.actor(state)
        assert actor is not None and code in actor.memberships
    for state in outside:
        actor = registry.actor(state)
        assert actor is not None and code not in actor.memberships


@pytest.mark.parametrize(
    ("code", "group", "before", "after"),
    [
        ("GBR", "EU", date(2020, 1, 31), date(2020, 2, 1)),
        ("RUS", "CoE", date(2022, 3, 1), date(2022, 3, 17)),
        ("MLI", "ECOWAS", date(2024, 6, 1), date(2025, 2, 1)),
        ("UZB", "CSTO", date(2012, 6, 1), date(2013, 1, 1)),
    ],
)
def test_who_left_belonged_until_that_day(
    registry: Registry, code: str, group: str, before: date, after: date
) -> None:
    assert group in registry.memberships(code, before)
    assert code in registry.members(group, before)
    assert group not in registry.memberships(code, after)
    assert code not in registry.members(group, after)


@pytest.mark.parametrize(
    ("code", "group", "joined"),
    [
        ("FIN", "NATO", date(2023, 4, 4)),
        ("HRV", "EU", date(2013, 7, 1)),
        ("IRN", "SCO", date(2023, 7, 4)),
        ("AUS", "AUKUS", date(2021, 9, 15)),
    ],
)
def test_who_joined_belongs_from_that_day_on(
    registry: Registry, code: str, group: str, joined: date
) -> None:
    assert group not in registry.memberships(code, joined - timedelta(days=1))
    assert group in registry.memberships(code, joined)
    assert group in registry.memberships(code)


def test_an_actor_as_a_record(registry: Registry) -> None:
    actor = registry.actor("KGZ")
    assert actor is not None
    assert (actor.kind, actor.name, actor.state) == ("state", "Kyrgyzstan", None)
    assert set(actor.neighbours) == {"CHN", "KAZ", "TJK", "UZB"}
    greenland = registry.actor("GRL")
    assert greenland is not None and greenland.state == "DNK"


def test_unknown_codes(registry: Registry) -> None:
    assert registry.actor("XXX") is None
    with pytest.raises(UnknownActor, match="XXX"):
        registry.entry("XXX")


# Holders


@pytest.mark.parametrize(
    ("name", "on", "actors"),
    [
        ("Emmanuel Macron", date(2020, 5, 1), {"FRA"}),
        ("Macron", date(2020, 5, 1), {"FRA"}),
        ("macron", date(2016, 5, 1), set()),
        ("Recep Tayyip Erdogan", date(2012, 5, 1), {"TUR"}),
        ("ERDOĞAN", date(2022, 5, 1), {"TUR"}),
        ("Zelenskiy", date(2023, 5, 1), {"UKR"}),
        ("António Guterres", date(2014, 5, 1), {"UNHCR"}),
        ("Antonio Guterres", date(2021, 5, 1), {"UN"}),
        ("Jens Stoltenberg", date(2012, 5, 1), {"NOR"}),
        ("Jens Stoltenberg", date(2022, 5, 1), {"NATO"}),
        ("Kaja Kallas", date(2023, 5, 1), {"EST"}),
        ("Kaja Kallas", date(2025, 5, 1), {"EU"}),
        ("Donald Trump", date(2019, 5, 1), {"USA"}),
        ("Donald Trump", date(2022, 5, 1), set()),
        ("Wang Wenbin", date(2022, 1, 10), {"CHN"}),
        ("Xi", date(2015, 5, 1), {"CHN"}),
        ("Mohammed bin Salman", date(2019, 5, 1), {"SAU"}),
        ("al-Sisi", date(2019, 5, 1), {"EGY"}),
        ("Sisi", date(2019, 5, 1), {"EGY"}),
        ("Luiz Inacio Lula da Silva", date(2015, 5, 1), set()),
        ("Lula", date(2024, 5, 1), {"BRA"}),
        ("Robert Mugabe", date(2017, 10, 1), {"ZWE"}),
        ("Robert Mugabe", date(2018, 10, 1), set()),
        ("Pope Francis", date(2018, 10, 1), {"VAT"}),
    ],
)
def test_a_name_means_the_office_of_the_day(
    registry: Registry, name: str, on: date, actors: set[str]
) -> None:
    assert {h.actor for h in registry.holders(name) if h.valid(on)} == actors


def test_well_known_holders_of_a_surname_come_first(registry: Registry) -> None:
    terms = registry.holders("Guterres")
    ranks = [term.prominent for term in terms]
    assert terms[0].actor in ("UN", "UNHCR") and ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize("name", ["", "II", "VI", "no such person", "\u0301", "-"])
def test_names_that_call_nobody(registry: Registry, name: str) -> None:
    assert registry.holders(name) == ()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Nicolás MADURO", "nicolas maduro"),
        ("Lars Løkke Rasmussen", "lars lokke rasmussen"),
        ("Jean-Yves Le Drian", "jean yves le drian"),
        ("Edgars  Rinkēvičs ", "edgars rinkevics"),
        ("Gideon Sa’ar", "gideon sa'ar"),
    ],
)
def test_keys_of_names(name: str, key: str) -> None:
    assert name_key(name) == key


@given(st.text(max_size=60))
def test_keys_are_stable_and_never_fail(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)
    assert isinstance(Registry.load().holders(name), tuple)


@given(st.dates(), st.dates(), st.dates())
def test_a_term_is_valid_from_its_first_to_its_last_day(one: date, other: date, on: date) -> None:
    first, last = sorted((one, other))
    term = Holder("QQQ", "president", "Ada Quill", first, last)
    assert term.valid(first) and term.valid(last)
    assert term.valid(on) == (first <= on <= last)
    if first > date.min:
        assert not term.valid(first - timedelta(days=1))


# A user's own actors

QUORVIA: dict[str, Any] = {
    "kind": "state",
    "name": "Quorvia",
    "adjectives": ["Quorvian"],
    "capitals": ["Velm", {"name": "Old Velm", "to": date(2015, 1, 1)}],
    "neighbours": ["KAZ"],
    "memberships": ["UN", "OSCE"],
    "holders": [{"office": "president", "name": "Ada Quill", "from": date(2020, 1, 1)}],
}


def test_an_invented_state_is_added() -> None:
    registry = Registry.load({"QUO": QUORVIA})
    actor, neighbour = registry.actor("QUO"), registry.actor("KAZ")
    assert actor is not None and neighbour is not None
    assert actor.memberships == ("UN", "OSCE") and actor.neighbours == ("KAZ",)
    assert "QUO" in neighbour.neighbours and "QUO" in registry.entry("OSCE").members
    assert means(registry, "Quorvian") == means(registry, "Velm") == {"QUO"}
    assert means(registry, "Old Velm", date(2020, 1, 1)) == set()
    assert [h.actor for h in registry.holders("quill")] == ["QUO"]
    assert means(registry, "Kazakh") == {"KAZ"}


def test_an_actor_is_told_with_the_memberships_of_a_day() -> None:
    registry = Registry.load()
    british = [registry.actor("GBR", date(year, 1, 1)) for year in (2012, 2024)]
    assert ["EU" in actor.memberships for actor in british if actor] == [True, False]


def test_what_a_user_adds_stays_the_users() -> None:
    before = Registry.load()
    added = Registry.load({"QUO": QUORVIA})
    assert added.version != before.version == Registry.load().version
    assert Registry.load().actor("QUO") is None
    assert Registry.load({"QUO": QUORVIA}).version == added.version
    assert Registry.load({"QUO": {**QUORVIA, "name": "Quorvia Land"}}).version != added.version


def test_fields_of_a_shipped_actor_are_overridden_one_by_one() -> None:
    registry = Registry.load({"MCO": {"capitals": ["Larvotto"]}})
    assert [name.text for name in registry.entry("MCO").capitals] == ["Larvotto"]
    assert registry.entry("MCO").name == "Monaco" and means(registry, "Monegasque") == {"MCO"}
    assert registry.names().get("Monte Carlo") is None


def test_an_actor_may_share_a_name_that_it_lists_as_ambiguous() -> None:
    shared = {"kind": "company", "name": "Kremlin", "ambiguous": ["Kremlin"]}
    registry = Registry.load({"Kremlin Ltd": shared})
    assert means(registry, "Kremlin") == {"RUS"}
    assert {n.actor for n in registry.names()["Kremlin"]} == {"RUS", "Kremlin Ltd"}


def test_a_whole_entry_may_be_bounded_in_time() -> None:
    front = {"kind": "nonstate", "name": "Velm Front", "from": date(2018, 1, 1), "names": ["VFQ"]}
    registry = Registry.load({"VFQ": front})
    assert means(registry, "VFQ", date(2017, 1, 1)) == set()
    assert means(registry, "Velm Front", date(2019, 1, 1)) == {"VFQ"}


@pytest.mark.parametrize(
    "table",
    [
        "Quorvia",
        {},
        {"kind": "state"},
        {"kind": "kingdom", "name": "Quorvia"},
        {"kind": ["state"], "name": "Quorvia"},
        {"kind": "state", "name": ""},
        {"kind": "state", "name": "Quorvia", "capital": "Velm"},
        {"kind": "state", "name": "Quorvia", "capitals": "Velm"},
        {"kind": "state", "name": "Quorvia", "capitals": [1]},
        {"kind": "state", "name": "Quorvia", "capitals": [""]},
        {"kind": "state", "name": "Quorvia", "capitals": [{"text": "Velm"}]},
        {"kind": "state", "name": "Quorvia", "neighbours": ["ZZZ"]},
        {"kind": "state", "name": "Quorvia", "neighbours": ["QUO"]},
        {"kind": "state", "name": "Quorvia", "neighbours": [["KAZ"]]},
        {"kind": "igo", "name": "Quorvia", "members": ["ZZZ"]},
        {"kind": "state", "name": "Quorvia", "memberships": ["ZZZ"]},
        {"kind": "igo", "name": "Quorvia", "left": {"ZZZ": date(2020, 1, 1)}},
        {"kind": "igo", "name": "Quorvia", "left": ["KAZ"]},
        {"kind": "igo", "name": "Quorvia", "left": {"KAZ": "2020"}},
        {"kind": "igo", "name": "Quorvia", "joined": {"KAZ": date(2020, 1, 1)}},
        {"kind": "igo", "name": "Quorvia", "members": ["KAZ"], "left": {"KAZ": date(2020, 1, 1)}},
        {"kind": "media", "name": "Quorvia", "state": "ZZZ"},
        {"kind": "media", "name": "Quorvia", "state": ["KAZ"]},
        {"kind": "state", "name": "Quorvia", "from": "2020"},
        {"kind": "state", "name": "Quorvia", "from": date(2021, 1, 1), "to": date(2020, 1, 1)},
        {
            "kind": "state",
            "name": "Quorvia",
            "names": [{"name": "Q", "from": date(2021, 1, 1), "to": date(2020, 1, 1)}],
        },
        {"kind": "state", "name": "Quorvia", "holders": [{"name": "Ada Quill"}]},
        {"kind": "state", "name": "Quorvia", "holders": "Ada Quill"},
        {"kind": "state", "name": "Quorvia", "capitals": ["Moscow"]},
        {"kind": "state", "name": "Russia"},
    ],
)
def test_contradictions_name_the_entry(table: Any) -> None:
    with pytest.raises(KnowledgeError, match="QUO"):
        Registry.load({"QUO": table})


@pytest.mark.parametrize(
    ("code", "near"),
    [("FRX", "FRA"), ("kaz", "KAZ"), ("Kazakhstan", "KAZ"), ("Burma", "MMR"), ("NAT0", "NATO")],
)
def test_an_unknown_code_is_told_the_nearest(registry: Registry, code: str, near: str) -> None:
    with pytest.raises(UnknownActor, match=rf"{code}.*\b{near}\b"):
        registry.entry(code)


def test_a_code_like_no_other_is_told_where_to_look(registry: Registry) -> None:
    with pytest.raises(UnknownActor, match="dragoman actor NAME"):
        registry.entry("zzzzzzzz")
