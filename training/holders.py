"""Writes the dated holders of office of the registry: `python -m training.holders`.

Reads the folder `actors` below the one that DRAGOMAN_CORPORA names (leaders.tsv: texts of the
factbook, each with the days on which it was first and last seen; leaders-wikidata.tsv: years;
foreign-ministers.tsv: days) and writes src/dragoman/actors/data/holders.tsv. A term ends on the eve
of the next one only where the next was seen soon after; where the texts leave a gap it ends on the
day when it was last seen, so that no gap is given to the wrong person. What holders-reviewed.tsv
and holders-known.tsv say of a person wins: such terms are left out here.
"""

from __future__ import annotations

import csv
import html
import os
import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

from rapidfuzz.distance import JaroWinkler

from dragoman.actors.entries import name_key
from dragoman.actors.registry import Registry

TARGET = Path(__file__).parent.parent / "src/dragoman/actors/data/holders.tsv"
BY_HAND = [TARGET.with_name(f"holders-{name}.tsv") for name in ("reviewed", "known")]
COLUMNS = ("actor", "office", "name", "from", "to", "source", "also")
FIRST_DAY = date(2010, 1, 1)
LAST_SNAPSHOT = date(2025, 12, 1)
"""Who was seen after this day is taken to be in office still."""
GAP = timedelta(days=200)
WIKIDATA_SEEN = date(2022, 12, 31)

_COUNTRIES = {"Congo (Brazzaville)": "COG", "Burma": "MMR", "Holy See (Vatican City)": "VAT"}
_CUT = re.compile(r"\bnotes?\b|\bformer\b|\bformerly\b|\brepresented\b|\bco-chiefs\b|\bwas\b", re.I)
_TERM = re.compile(r"([^;()]{3,90})\(([^()]*)")
_SINCE = re.compile(r"^(?:chair\w+ )?since ?((?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4})\b")
_CAPS = re.compile(r"^(?:[a-z]+[-'’])?[^\Wa-z\d_]{2,}(?:[-'’]\w+)*,?$")
_SKIP = re.compile(
    r"\b(vice|elect|designate|appointed|serves|spelled|deputy|deputies|co-prince|governor"
    r"|commissioner|lord of mann)\b",
    re.I,
)
_ACTING = re.compile(r"\b(acting|interim|caretaker|transition\w*)\b", re.I)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_MONARCH = re.compile(r"\b(King|Queen|Emperor|Sultan|Amir|Grand Duke|Prince|Pope|Dragon King)\b")
_OFFICES = (
    (re.compile(r"\bPope\b"), "pope"),
    (re.compile(r"\bTaoiseach\b"), "taoiseach"),
    (re.compile(r"\bChancellor\b"), "chancellor"),
    (re.compile(r"\bPrime Minister\b|\bPremier\b"), "prime minister"),
    (re.compile(r"\bPresident\b"), "president"),
    (_MONARCH, "monarch"),
)
_TITLE_WORDS = """
    acting adm administration administrator admiral affairs afghanistan air amir amirul and
    appointed army assembly authority brig brother cabinet cardinal caretaker chair chairman
    chairperson chancellor chief chief-executive chief-of-staff cnsp cochair col colonel
    commander commission confederation corps council crown dame defense designated dr dragon
    duke elect emperor executive facto federal field first for force foreign french gen general
    gnu governing government grand head house in interim interior islamic island judge justice
    king leader leadership lt maj major marshal mayor military minister minister-designate
    ministers national of or people's political polynesia pope premier presidency president
    president-elect presidential prime prince privy queen regent representatives republic
    secretary shaykh sheikh sir sovereign speaker sr st state sultan supreme swiss taoiseach
    territorial the transition transitional tuanku
"""
_TITLES = frozenset(_TITLE_WORDS.split())


@dataclass(frozen=True)
class Term:
    """One person's time in one office, as a source tells it."""

    actor: str
    office: str
    name: str
    surname: str
    since: date
    until: date | None
    source: str
    seen: tuple[date, date]
    also: tuple[str, ...] = ()

    @property
    def person(self) -> tuple[str, str, str]:
        return self.actor, name_key(self.surname), name_key(self.name)[:2]

    def row(self) -> tuple[str, ...]:
        until = self.until.isoformat() if self.until else ""
        also = "|".join(sorted(set(self.also) - {self.name}))
        return self.actor, self.office, self.name, self.since.isoformat(), until, self.source, also


def main() -> None:
    """Reads the sources below DRAGOMAN_CORPORA and writes holders.tsv."""
    place = Path(os.environ["DRAGOMAN_CORPORA"])
    folder = next(f for f in (place / "data" / "actors", place / "actors") if f.is_dir())
    registry = Registry.load()
    told = factbook(folder / "leaders.tsv", registry)
    spelled = list(wikidata(folder / "leaders-wikidata.tsv", registry))
    told = [with_accents(term, spelled) for term in told]
    told += [term for term in spelled if not any(same(term, other) for other in told)]
    told += foreign_ministers(folder / "foreign-ministers.tsv", registry)
    kept = [t for t in told if t.until is None or t.until >= FIRST_DAY]
    fresh = without_known(kept)
    rows = sorted({term.row() for term in fresh}, key=lambda row: (row[0], row[1], row[3], row[2]))
    lines = ("\t".join(row) for row in (COLUMNS, *rows))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} terms of {len({row[0] for row in rows})} actors")


def code_of(registry: Registry, country: str) -> str | None:
    """The state or territory that a source calls by a name."""
    plain = html.unescape(country).replace("The Dominican", "Dominican Republic")
    for name in (plain, plain.split(" (")[0]):
        if plain in _COUNTRIES:
            return _COUNTRIES[plain]
        for claim in registry.names().get(name, ()):
            actor = registry.actor(claim.actor)
            if claim.form == "name" and actor and actor.kind in ("state", "territory"):
                return claim.actor
    return None


def factbook(path: Path, registry: Registry) -> list[Term]:
    """The terms of heads of state and government."""
    offices: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for row in csv.DictReader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        code = code_of(registry, row["country"])
        actor = registry.actor(code) if code else None
        if code is None or actor is None:
            continue
        if row["office"] == "chief of state" and actor.kind == "territory":
            continue
        if re.search(r"\brepresented\b", row["text"]) and row["office"] == "chief of state":
            continue
        seen = date.fromisoformat(row["first_seen"]), date.fromisoformat(row["last_seen"])
        term = first_term(row["text"], code, row["office"], seen)
        if term:
            offices[code, row["office"]].append(term)
    ended = [t for terms in offices.values() for t in closed(joined(plausible(terms)))]
    best: dict[tuple[tuple[str, str, str], date], Term] = {}
    for term in sorted(ended, key=lambda t: t.until or date.max):
        best[term.person, term.since] = term
    return list(best.values())


def first_term(text: str, code: str, office: str, seen: tuple[date, date]) -> Term | None:
    """The term that a factbook text names first; None where it names no person with a day."""
    plain = " ".join(html.unescape(text).replace("\xa0", " ").replace('"', "").split())
    match = _TERM.match(_CUT.split(plain)[0])
    if match is None or _SKIP.search(match[1]):
        return None
    since, named = _SINCE.match(match[2]), person(match[1])
    if since is None or named is None:
        return None
    title = next((told for pattern, told in _OFFICES if pattern.search(match[1])), office)
    if _ACTING.search(match[1]):
        title = f"acting {title}"
    first = first_day(since[1])
    if first is None:
        return None
    return Term(code, title, named[0], named[1], first, None, "factbook", seen, named[2])


def person(lead: str) -> tuple[str, str, tuple[str, ...]] | None:
    """Name, surname and other names in a factbook phrase, which sets the surname in capitals."""
    words = [w.strip(",") for w in lead.split() if w.strip(",.") not in ("Jr", "Sr", "Dr", "")]
    first = next((i for i, w in enumerate(words) if _CAPS.match(w) and w != "GNU"), 0)
    titled = [i for i, w in enumerate(words[:first]) if name_key(w).strip(".") in _TITLES]
    names = words[titled[-1] + 1 :] if titled else words
    at = [i for i, w in enumerate(names) if _CAPS.match(w) and not set(w) <= set("IVX")]
    if not at or not names[0][0].isalpha():
        return None
    cased = [lowered(word) if i in at else word for i, word in enumerate(names)]
    family = " ".join(cased[at[0] : at[-1] + 1])
    patronymic = not {"bin", "ibn", "ibni", "bint", "Al", "al"}.isdisjoint(names)
    also = [] if patronymic or _MONARCH.search(lead) else [family, cased[at[-1]]]
    if at[0] > 1:
        also.append(f"{cased[0]} {family}")
    return " ".join(cased), family, tuple(dict.fromkeys(also))


def lowered(word: str) -> str:
    """A word in capitals as a name is written: Kim, Al-Thani, N'Dour."""
    if word in ("II", "III", "IV", "VI", "X"):
        return word
    return re.sub(r"[^\W\d_]{2,}", lambda m: m[0].capitalize() if m[0].isupper() else m[0], word)


def first_day(text: str) -> date | None:
    """The day on which a term surely runs: the last one of a month or a year without a day."""
    *before, year = text.split()
    months = [
        month
        for month in range(1, 13)
        for word in before
        if _MONTHS[4 * month - 4 : 4 * month - 1] == word[:3]
    ]
    if before and not months:
        return None
    month = months[0] if months else 12
    last = monthrange(int(year), month)[1]
    return date(int(year), month, min(int(before[0]), last) if len(before) == 2 else last)


def plausible(terms: list[Term]) -> Iterator[Term]:
    """The terms without those that begin before the day of someone who was already gone."""
    for term in terms:
        gone = (o for o in terms if o.seen[1] < term.seen[0] and o.person != term.person)
        if all(other.since <= term.since for other in gone):
            yield term


def joined(terms: Iterable[Term]) -> list[Term]:
    """One term for each stretch of one person in one office, in the order of their first days."""
    out: list[Term] = []
    for term in sorted(terms, key=lambda t: (t.since, t.seen)):
        last = out[-1] if out else None
        if last and (last.person == term.person or _respelled(last, term)):
            seen = min(last.seen[0], term.seen[0]), max(last.seen[1], term.seen[1])
            also = (*last.also, *term.also, term.name)
            newer = term if term.seen[1] >= last.seen[1] else last
            out[-1] = replace(last, seen=seen, also=also, name=newer.name, office=newer.office)
        elif last and last.since == term.since:
            out.append(replace(term, since=max(term.since, term.seen[0])))
        else:
            out.append(term)
    return out


def _respelled(one: Term, other: Term) -> bool:
    """Whether two terms of one office and one day differ by the spelling of the name alone."""
    alike = JaroWinkler.similarity(name_key(one.surname), name_key(other.surname))
    return one.since == other.since and alike >= 0.7 and one.name[0] == other.name[0]


def closed(terms: list[Term]) -> Iterator[Term]:
    """The terms with their ends."""
    for term, following in zip(terms, [*terms[1:], None], strict=True):
        end = None if term.seen[1] >= LAST_SNAPSHOT else term.seen[1]
        if following and following.seen[0] - term.seen[1] < GAP:
            end = following.since - timedelta(days=1)
        if end is None or end >= term.since:
            yield replace(term, until=end)


def wikidata(path: Path, registry: Registry) -> Iterator[Term]:
    """Terms by years, narrowed to the days that surely belong to them."""
    for row in csv.DictReader(path.open(encoding="utf-8"), delimiter="\t"):
        code = code_of(registry, row["country"])
        name, start, end = row["officeholderLabel"], row["start_year"], row["end_year"]
        titled = re.search(r"governor|monarch|co-prince|Member|Captain", row["positionLabel"], re.I)
        if code in (None, "ESH") or titled or not start or re.fullmatch(r"Q\d+", name):
            continue
        since = date(int(start) + 1, 1, 1)
        until = date(int(end) - 1, 12, 31) if end else WIKIDATA_SEEN
        office = re.split(r" of ", row["positionLabel"])[0].lower()
        surname = name.split()[-1]
        if since <= until:
            seen = since, until
            yield Term(code, office, name, surname, since, until, "wikidata", seen)


def with_accents(term: Term, spelled: Iterable[Term]) -> Term:
    """The term under the name that wikidata gives the same person."""
    for other in spelled:
        if same(other, term):
            also = (*term.also, term.name)
            return replace(term, name=other.name, also=also)
    return term


def same(short: Term, full: Term) -> bool:
    """Whether two terms of an actor tell of one person: all of the shorter name is in the other."""
    if short.actor != full.actor:
        return False
    words, others = name_key(short.name).split(), " ".join((full.name, *full.also))
    return words[-1] in name_key(others).split() and words[0][0] == name_key(full.name)[0]


def foreign_ministers(path: Path, registry: Registry) -> Iterator[Term]:
    """Terms with the day of their start, up to the day when they were last seen."""
    for row in csv.DictReader(path.open(encoding="utf-8"), delimiter="\t"):
        code = code_of(registry, row["country"])
        if code is None or len(row["start"]) != 10:
            continue
        since, until = date.fromisoformat(row["start"]), date.fromisoformat(row["last_seen"])
        surname = row["name"].split()[-1]
        office, seen = "foreign minister", (since, until)
        yield Term(code, office, row["name"], surname, since, until, "wikidata", seen)


def without_known(terms: Iterable[Term]) -> Iterator[Term]:
    """The terms that overlap none that a list made by hand gives the same person."""
    told: dict[str, list[tuple[frozenset[str], str, str]]] = defaultdict(list)
    tables = (csv.DictReader(path.open(encoding="utf-8"), delimiter="\t") for path in BY_HAND)
    for row in chain.from_iterable(tables):
        for name in (row["name"], *row["also"].split("|")):
            words = frozenset(name_key(name).split())
            if len(words) > 1:
                told[row["actor"]].append((words, row["from"], row["to"] or "9999"))
    for term in terms:
        since, until = term.since.isoformat(), term.until.isoformat() if term.until else "9999"
        words = frozenset(name_key(" ".join((term.name, term.surname, *term.also))).split())
        found = (span for span in told[term.actor] if span[0] <= words)
        if not any(since < end and start < until for _, start, end in found):
            yield term


if __name__ == "__main__":
    main()
