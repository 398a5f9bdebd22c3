"""Who is meant by a phrase, measured by the conventions A1 to A17."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dragoman.actors.registry import Registry
from dragoman.actors.resolve import resolve

DAY = date(2022, 1, 7)
REGISTRY = Registry.load()
INVENTED = Registry.load(
    {
        "ZUB": {
            "kind": "state",
            "name": "Zubrovia",
            "adjectives": ["Zubrovian"],
            "capitals": ["Lutz"],
            "seats": ["Amber House"],
            "offices": ["Lord Steward"],
            "holders": [
                {
                    "office": "president",
                    "name": "Ada Vellin",
                    "from": date(2015, 3, 1),
                    "to": date(2020, 2, 29),
                },
                {"office": "president", "name": "Tomas Orlik", "from": date(2020, 3, 1)},
                {"office": "foreign minister", "name": "Sergei Brandin", "from": date(2018, 1, 1)},
                {"office": "king", "name": "Otokar", "from": date(2010, 1, 1)},
            ],
        },
        "KRV": {
            "kind": "state",
            "name": "Kravonia",
            "adjectives": ["Kravonian"],
            "holders": [
                {"office": "prime minister", "name": "Ilse Orlik", "from": date(2019, 1, 1)},
                {"office": "president", "name": "Jordan Hale", "from": date(2019, 1, 1)},
                {"office": "prime minister", "name": "Otokar Finn", "from": date(2019, 1, 1)},
            ],
        },
        "Red Sash": {
            "kind": "nonstate",
            "name": "Red Sash",
            "holders": [{"office": "leader", "name": "Bruno Kest", "from": date(2019, 1, 1)}],
        },
    }
)


def _cases() -> list[tuple[str, str, list[str], date]]:
    rows = []
    for line in Path(__file__).with_name("phrases.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            phrase, wanted, *rest = (part.strip() for part in line.split("|"))
            context = rest[0].split() if rest else []
            day = date.fromisoformat(rest[1]) if len(rest) > 1 else DAY
            rows.append((phrase, wanted, context, day))
    return rows


@pytest.mark.parametrize(("phrase", "wanted", "context", "on"), _cases())
def test_actors(phrase: str, wanted: str, context: list[str], on: date) -> None:
    found = resolve(REGISTRY, phrase, on, context)
    accepted = {one.replace("\\", "/") for one in wanted.split("/")}
    assert ("+".join(found.actors) or "-") in accepted, found


@pytest.mark.parametrize(
    ("phrase", "on", "actors", "method"),
    [
        ("Ada Vellin", date(2016, 1, 1), ("ZUB",), "holder"),
        ("Ada Vellin", date(2020, 2, 29), ("ZUB",), "holder"),
        ("Ada Vellin", date(2020, 3, 1), (), "person"),
        ("Ada Vellin", date(2014, 1, 1), (), "person"),
        ("Vellin", date(2016, 1, 1), ("ZUB",), "holder"),
        ("Mr Vellin", date(2016, 1, 1), ("ZUB",), "holder"),
        ("President Vellin", date(2016, 1, 1), ("ZUB",), "holder"),
        ("President Vellin", date(2021, 1, 1), (), "undecided"),
        ("Zubrovian President Ada Vellin", date(2021, 1, 1), ("ZUB",), "demonym"),
        ("Kravonian Finance Minister Ada Vellin", date(2016, 1, 1), ("KRV",), "demonym"),
        ("former president Ada Vellin", date(2016, 1, 1), (), "former"),
        ("Ada Vellin, the former president", date(2016, 1, 1), (), "former"),
        ("president-elect Ada Vellin", date(2016, 1, 1), (), "former"),
        ("Zubrovia's Vellin", date(2016, 1, 1), ("ZUB",), "holder"),
        ("Zubrovia's Vellin", date(2021, 1, 1), (), "person"),
        ("Kravonia's Vellin", date(2016, 1, 1), (), "person"),
        ("Vellin's spokesman", date(2016, 1, 1), ("ZUB",), "holder"),
        ("the Vellin administration", date(2016, 1, 1), ("ZUB",), "holder"),
        ("Sergey Brandin", DAY, ("ZUB",), "holder"),
        ("S. Brandin", DAY, ("ZUB",), "holder"),
        ("Maria Brandin", DAY, (), "person"),
        ("Orlik", DAY, (), "person"),
        ("President Orlik", DAY, ("ZUB",), "holder"),
        ("Prime Minister Orlik", DAY, ("KRV",), "holder"),
        ("King Otokar", DAY, ("ZUB",), "holder"),
        ("Jordan Hale", DAY, ("KRV",), "holder"),
        ("President Jordan Hale", DAY, ("KRV",), "holder"),
        ("Zubrovian commander Bruno Kest", DAY, ("Red Sash",), "holder"),
        ("the Lord Steward", DAY, ("ZUB",), "office"),
        ("Amber House", DAY, ("ZUB",), "seat"),
        ("Amber House spokeswoman Pia Lund", DAY, ("ZUB",), "seat"),
        ("Lutz", DAY, ("ZUB",), "capital"),
        ("the mayor of Lutz", DAY, (), "local"),
        ("Red Sash fighters", DAY, ("Red Sash",), "name"),
        ("Red Sash supporters", DAY, (), "undecided"),
    ],
)  # fmt: skip
def test_office_by_day(phrase: str, on: date, actors: tuple[str, ...], method: str) -> None:
    found = resolve(INVENTED, phrase, on)
    assert (found.actors, found.method) == (actors, method)


@pytest.mark.parametrize(
    ("phrase", "context", "actors"),
    [
        ("Orlik", ["KRV"], ("KRV",)),
        ("Orlik", ["ZUB"], ("ZUB",)),
        ("President Orlik", ["KRV"], ("ZUB",)),
        ("Foreign Minister Pia Lund", ["ZUB"], ("ZUB",)),
        ("Foreign Minister Sergei Brandin", ["KRV"], ("ZUB",)),
        ("Kravonian officials", ["ZUB"], ("KRV",)),
        ("the ambassador to Zubrovia", ["ZUB"], ()),
        ("the ambassador to Zubrovia", ["KRV"], ("KRV",)),
        ("Pia Lund, a resident", ["ZUB"], ()),
        ("Pia Lund", ["ZUB"], ()),
    ],
)
def test_person_outranks_context(phrase: str, context: list[str], actors: tuple[str, ...]) -> None:
    assert resolve(INVENTED, phrase, DAY, context).actors == actors


@pytest.mark.parametrize(
    ("phrase", "name", "role"),
    [
        ("Department of State spokesman Pia Lund", "Pia Lund", "Department of State spokesman"),
        ("the Kremlin spokesman, Ivo Lund", "Ivo Lund", "Kremlin spokesman"),
        ("Ivo Lund, the Kremlin spokesman", "Ivo Lund", "Kremlin spokesman"),
        ("French Foreign Minister Pia Le Roux", "Pia Le Roux", "Foreign Minister"),
        ("UN spokesman Ivo de la Cruz", "Ivo de la Cruz", "spokesman"),
        ("White House press secretary Pia Lund", "Pia Lund", "White House press secretary"),
        ("Kazakh officials", None, "officials"),
        ("the CSTO secretariat", None, "secretariat"),
        ("Moscow", None, None),
        ("Mr Pia Lund", "Pia Lund", None),
        ("Germany's foreign minister, Pia Lund", "Pia Lund", "foreign minister"),
        ("Foreign Minister Israel Lund", "Israel Lund", "Foreign Minister"),
        ("Pia Lund, an analyst at a bank", "Pia Lund", "analyst at a bank"),
    ],
)
def test_name_and_role(phrase: str, name: str | None, role: str | None) -> None:
    found = resolve(REGISTRY, phrase, DAY)
    assert (found.name, found.role) == (name, role)


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("Kenya", "state"),
        ("Greenland's premier", "territory"),
        ("the African Union", "igo"),
        ("Hamas", "nonstate"),
        ("Reuters", "media"),
        ("Human Rights Watch", "ngo"),
        ("Gazprom", "company"),
        ("Scotland's first minister", "substate"),
        ("residents of Lagos", "people"),
        ("Pia Lund", "person"),
        ("former minister Pia Lund", "person"),
        ("the Harbour Gazette", "media"),
        ("Kenya Airways", "company"),
    ],
)
def test_kind(phrase: str, kind: str) -> None:
    assert resolve(REGISTRY, phrase, DAY).kind == kind


def test_confidence_falls_with_what_is_less_certain() -> None:
    sure = resolve(INVENTED, "Zubrovia", DAY).confidence
    context = resolve(INVENTED, "the ministry", DAY, ["ZUB"]).confidence
    surname = resolve(INVENTED, "Brandin", DAY).confidence
    no_day = resolve(INVENTED, "Brandin").confidence
    assert sure > surname > no_day > 0
    assert sure > context > 0
    assert resolve(INVENTED, "the ministry", DAY).confidence == 0


@pytest.mark.parametrize(
    "phrase", ["", " ", "...", "'s", "and", "and and,", "the", ", ,", "of", "(UN)"]
)
def test_nothing_to_resolve(phrase: str) -> None:
    assert resolve(REGISTRY, phrase, DAY).actors == ()


def test_enormous_phrase_is_read_in_time() -> None:
    assert resolve(REGISTRY, "Kenya and " * 100_000, DAY).actors == ("KEN",)


WORDS = st.sampled_from(
    ["the", "a", "of", "for", "and", ",", "’s", "Kenya", "Kenyan", "Moscow", "Putin",
     "president", "ministry", "foreign", "officials", "in", "UN", "EU", "to",
     "ambassador", "residents",
     "former", "city", "state", "television", "Ana", "Ruiz", "Mr", "al-", "-", "-led", "(", ")",
     "Georgia", "who"]
)  # fmt: skip


@given(
    st.lists(WORDS, max_size=14).map(" ".join),
    st.lists(st.sampled_from(["KAZ", "EU", "Hamas", "?"])),
)
@example("’s ’s and of", [])
def test_any_words_give_known_actors_and_honest_numbers(phrase: str, context: list[str]) -> None:
    found = resolve(REGISTRY, phrase, DAY, context)
    assert 0 <= found.confidence <= 1
    assert (found.confidence > 0) == bool(found.actors)
    assert len(set(found.actors)) == len(found.actors)
    if found.actors and found.kind not in ("media", "company", "ngo"):
        assert all(REGISTRY.actor(code) for code in found.actors)
    if found.name:
        assert all(word in phrase for word in found.name.split())


@given(st.text(max_size=200), st.none() | st.dates())
def test_no_text_crashes(phrase: str, on: date | None) -> None:
    assert resolve(REGISTRY, phrase, on, ["KAZ"]).confidence >= 0


PRIVATE = (
    "residents", "the analyst", "protesters", "the opposition", "lawyers for the families",
    "a rights group", "local media", "the opposition's spokesman", "aid workers", "a lawmaker",
    "the central bank", "a former minister", "a Western diplomat", "the mayor", "church leaders",
)  # fmt: skip


@pytest.mark.parametrize("context", ["KAZ", "PER", "FRA"])
@pytest.mark.parametrize("phrase", PRIVATE)
def test_context_never_makes_private_voices_a_state(phrase: str, context: str) -> None:
    assert resolve(REGISTRY, phrase, DAY, [context]).actors == ()
