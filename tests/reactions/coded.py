"""The invented examples of `examples.tsv` as readings: {source} [cue] <content>, coded by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from dragoman.evaluation.cases import unmarked
from dragoman.ids import digest
from dragoman.records import Article, Mention, Reaction, Reading, Span, Speaker

PLAIN = 228
FILE = Path(__file__).with_name("examples.tsv")
NAMES = {
    "AFG": "Kabul Afghan", "AGO": "Luanda", "ARE": "Emirati", "ARG": "Argentina Argentine",
    "ARM": "Armenia Yerevan Armenian", "AU": "African_Union", "AUS": "Australia Canberra",
    "AZE": "Azerbaijan Azerbaijani Baku", "BEL": "Belgium", "BGD": "Dhaka",
    "BLR": "Belarus Minsk", "BOL": "Bolivia", "BRA": "Brazil Brazilian Brasilia",
    "CAN": "Canada Ottawa Canadian", "CHL": "Santiago", "CHN": "China Beijing Chinese",
    "CMR": "Cameroon Cameroonian", "COD": "Kinshasa", "COM": "Moroni",
    "CRI": "Costa_Rica San_José", "CUB": "Havana", "DEU": "Germany German",
    "DNK": "Denmark Copenhagen", "DOM": "Santo_Domingo", "DZA": "Algiers", "ECOWAS": "ECOWAS",
    "ECU": "Ecuador", "EGY": "Egypt Cairo Egyptian", "ERI": "Asmara Eritrea",
    "ESP": "Spain Spanish", "ETH": "Addis_Ababa", "EU": "EU Brussels European_Union",
    "FJI": "Suva", "FRA": "France Paris French", "GBR": "Britain London British",
    "GEO": "Georgia Georgian", "GRC": "Athens Greek", "GRL": "Greenland", "HKG": "Hong_Kong",
    "HTI": "Haiti Port-au-Prince", "HUN": "Budapest", "IDN": "Jakarta Indonesia",
    "IND": "India Indian New_Delhi Delhi", "IRL": "Irish", "IRN": "Iran Iranian Tehran",
    "IRQ": "Iraq", "ISR": "Israel Israeli", "ITA": "Rome Italy", "JOR": "Jordan Jordanian Amman",
    "JPN": "Japan Japanese", "KAZ": "Kazakhstan Kazakh", "KEN": "Kenya Nairobi", "KGZ": "Kyrgyz",
    "KOR": "South_Korea South_Korean Seoul", "KWT": "Kuwait", "LBN": "Lebanon Lebanese",
    "LKA": "Colombo", "LSO": "Maseru", "LTU": "Vilnius", "MAR": "Morocco", "MDA": "Moldova",
    "MDV": "Maldives", "MEX": "Mexico", "MLI": "Bamako", "MMR": "Myanmar", "MOZ": "Mozambican",
    "MYS": "Malaysia", "NAM": "Windhoek", "NER": "Niger Niamey", "NGA": "Nigeria Abuja",
    "NIC": "Nicaragua Managua", "NLD": "The_Hague", "NOR": "Norway", "NZL": "Wellington",
    "OAS": "OAS", "OMN": "Muscat", "PAK": "Pakistan", "PAN": "Panama", "PER": "Lima",
    "PHL": "Manila", "PNG": "Papua_New_Guinea", "POL": "Warsaw", "PRK": "Pyongyang",
    "PRT": "Lisbon Portuguese", "PSE": "Gaza", "QAT": "Doha Qatar", "ROU": "Bucharest",
    "RUS": "Russia Moscow Russian Kremlin", "RWA": "Rwanda Kigali", "SAU": "Riyadh",
    "SDN": "Sudan", "SEN": "Dakar Senegal", "SGP": "Singapore", "SLB": "Honiara",
    "SLV": "El_Salvador", "SOM": "Somalia Somali Mogadishu", "SRB": "Serbia Belgrade",
    "SSD": "South_Sudan", "SVK": "Bratislava", "SWE": "Sweden", "SYR": "Damascus Syrian",
    "TCD": "Chadian", "TON": "Tonga", "TUN": "Tunisia", "TUR": "Turkey Ankara Turkish",
    "TZA": "Tanzania", "UGA": "Uganda Ugandan", "UKR": "Ukraine Ukrainian Kyiv",
    "UN": "UN United_Nations",
    "USA": "US United_States Washington White_House Americans Pentagon", "UZB": "Tashkent",
    "VEN": "Venezuela Caracas", "VNM": "Hanoi", "XKX": "Pristina", "ZAF": "Pretoria",
    "ZMB": "Lusaka", "ZWE": "Zimbabwe",
}  # fmt: skip
_ADJECTIVES = ("an", "ish", "ese", "ian", "eli", "ali", "rati", "French", "Greek", "yz", "Irish")
_NOT = ("Jordan", "Taiwan", "Pakistan", "Azerbaijan", "Japan", "Abidjan", "Milan")


@dataclass(frozen=True)
class Example:
    """One sentence with its coding by hand."""

    number: int
    reading: Reading
    types: tuple[str, ...]
    targets: tuple[str, ...]
    posture: str

    @property
    def text(self) -> str:
        return self.reading.article.text


@cache
def examples() -> tuple[Example, ...]:
    """All examples, the plain ones first."""
    rows = FILE.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(_example(number, row.split("\t")) for number, row in enumerate(rows))


def plain() -> tuple[Example, ...]:
    """Those in the usual words of ministries and news, which must all be coded right."""
    return examples()[:PLAIN]


def oblique() -> tuple[Example, ...]:
    """Those that say it in a way of their own, of which most must be."""
    return examples()[PLAIN:]


def _example(number: int, row: list[str]) -> Example:
    host, speaker, marked, types, targets, posture = row
    made = reading_of(marked, speaker, None if host == "-" else host)
    return Example(number, made, _listed(types), _listed(targets), posture)


def _listed(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split(","))


def reading_of(marked: str, speaker: str, host: str | None) -> Reading:
    """A reading of one marked sentence, spoken by the actor."""
    text, one = unmarked(marked)
    one = replace(one, id="s0", confidence=0.9)
    made = Article(digest(text), digest(text, "r"), text, language="en")
    spoken = Speaker("s0", (speaker,), mention=one.source, method="test", confidence=1.0)
    return Reading(made, (one,), mentions(text), host, speakers={"s0": spoken})


def mentions(text: str) -> tuple[Mention, ...]:
    """Every place where a name of the table stands."""
    found: list[Mention] = []
    for code, every in NAMES.items():
        for name in every.replace("_", "\0").split():
            words = name.replace("\0", " ")
            for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
                found.append(_mention(text, Span(*match.span()), code))
    found.sort(key=lambda m: (m.span.start, -m.span.end))
    return tuple(
        m for m in found if not any(o.span != m.span and o.span.contains(m.span) for o in found)
    )


def _mention(text: str, span: Span, code: str) -> Mention:
    words = span.of(text)
    adjective = words.endswith(_ADJECTIVES) and words not in _NOT
    following = text[span.end : span.end + 2]
    adjective = adjective and following[:1] == " " and following[1:].islower()
    return Mention(span, (code,), "demonym" if adjective else "name", not adjective)


def f1(pairs: list[tuple[frozenset[str], frozenset[str]]]) -> float:
    """Micro-averaged F1 over pairs of found and wanted sets."""
    right = sum(len(found & wanted) for found, wanted in pairs)
    total = sum(len(found) + len(wanted) for found, wanted in pairs)
    return 2 * right / total if total else 1.0


def types_in(reaction: Reaction) -> frozenset[str]:
    return frozenset(one.type for one in reaction.types)
