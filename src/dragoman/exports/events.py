"""Events in the columns of other projects: PLOVER as POLECAT publishes it, and GDELT's 61.

Types without an event in PLOVER or CAMEO are left out, as those projects would. What Dragoman does not measure
(intensity, tone, Goldstein's scale, coordinates) stays empty. POLECAT: Halterman et al. 2023; GDELT: Event
Codebook 2.0.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from dragoman.exports.csv import harmless
from dragoman.exports.told import Event, Told, events
from dragoman.ids import digest
from dragoman.reactions import codebook

POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW",
    "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw",
    "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude",
    "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People",
    "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
GDELT = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR), *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
QUADS = {
    "verbal cooperation": frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE"}),
    "material cooperation": frozenset({"COOPERATE", "AID", "RETREAT"}),
    "verbal conflict": frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"}),
    "material conflict": frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}),
}
"""PLOVER's four quads by root; their order is that of the codes 1 to 4."""
STATES = ("state", "territory")


def quad(root: str) -> int:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    return next(n for n, roots in enumerate(QUADS.values(), 1) if root in roots)


def write_plover(told: Told, stream: BinaryIO) -> int:
    """CSV with POLECAT's names of columns."""
    rows = (_polecat(told, one) for one in events(told))
    return _write([row for row in rows if row], POLECAT, stream, ",", header=True)


def _polecat(told: Told, one: Event) -> Mapping[str, Any] | None:
    kind = codebook.load().types[one.type]
    if kind.root is None:
        return None
    actor, target = told.actor(one.actor), told.actor(one.target) if one.target else None
    return {
        "Event ID": digest(one.id, one.actor, one.type, one.target or ""),
        "Event Date": one.day.isoformat() if one.day else "",
        "Event Type": kind.root,
        "Event Mode": kind.mode or "",
        "Quad Code": list(QUADS)[quad(kind.root) - 1].upper(),
        "Actor Name": told.name(one.actor),
        "Actor Country": one.actor
        if actor and actor.kind in STATES
        else (actor and actor.state) or "",
        "Recipient Name": told.name(one.target) if one.target else "",
        "Recipient Country": one.target if target and target.kind in STATES else "",
        "Placename": one.place or "",
        "Raw Placename": one.place or "",
        "Source": one.article.outlet or one.article.uri or "",
        "Publication Date": one.article.published_on.isoformat()
        if one.article.published_on
        else "",
        "Language": one.article.language or "",
        "Version": "Dragoman",
    }


def write_gdelt(told: Told, stream: BinaryIO) -> int:
    """Tab-separated rows of 61 columns without a header, as GDELT publishes them."""
    rows = (_gdelt(told, one) for one in events(told))
    return _write([row for row in rows if row], GDELT, stream, "\t", header=False)


def _gdelt(told: Told, one: Event) -> Mapping[str, Any] | None:
    kind = codebook.load().types[one.type]
    if kind.cameo is None or one.day is None:
        return None
    day, root = one.day, kind.cameo
    spent = (day.timetuple().tm_yday - 1) / 365
    number = int(digest(one.id, one.actor, one.type, one.target or ""), 16) % 10**10
    added = one.article.published_on or day
    return {
        "GLOBALEVENTID": number,
        "SQLDATE": f"{day:%Y%m%d}",
        "MonthYear": f"{day:%Y%m}",
        "Year": day.year,
        "FractionDate": f"{day.year + spent:.4f}",
        **_party("Actor1", told, one.actor),
        **(_party("Actor2", told, one.target) if one.target else {}),
        "IsRootEvent": 1,
        "EventCode": root,
        "EventBaseCode": root,
        "EventRootCode": root,
        "QuadClass": quad(kind.root) if kind.root else 1,
        "NumMentions": 1,
        "NumSources": 1,
        "NumArticles": 1,
        "ActionGeo_FullName": one.place or "",
        "DATEADDED": f"{added:%Y%m%d}000000",
        "SOURCEURL": one.article.uri or "",
    }


def _party(who: str, told: Told, code: str) -> dict[str, Any]:
    known = told.actor(code)
    is_state = known is not None and known.kind in STATES
    return {
        f"{who}Code": code,
        f"{who}Name": told.name(code).upper(),
        f"{who}CountryCode": code if is_state else (known and known.state) or "",
        f"{who}Type1Code": "GOV"
        if is_state
        else "IGO"
        if known and known.kind in ("igo", "bloc")
        else "",
    }


def _write(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    stream: BinaryIO,
    mark: str,
    *,
    header: bool,
) -> int:
    text = io.TextIOWrapper(
        stream, encoding="utf-8", errors="replace", newline="", write_through=True
    )
    out = csv.writer(text, delimiter=mark, lineterminator="\n")
    if header:
        out.writerow(columns)
    for row in rows:
        out.writerow([harmless(_flat(row.get(name, ""))) for name in columns])
    text.detach()
    return len(rows)


def _flat(value: Any) -> Any:
    """A value in one line: neither tab nor line end stands in a cell."""
    return " ".join(value.split()) if isinstance(value, str) else value
