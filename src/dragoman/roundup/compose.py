"""From what was read to what a page holds: pure, and the same for every format.

1. one reading for each article; 2. what it says, does and counts; 3. the same utterance, deed or
number made one; 4. put under actors; 5. blocks and their order; 6. who is not heard from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from dragoman.archive import View
from dragoman.records import Actor, Article, Issue, Reading
from dragoman.roundup import words
from dragoman.roundup.dissent import dissents
from dragoman.roundup.entries import Told, acts, entries, every, left_out, newest, told
from dragoman.roundup.ledger import disputes, ledger
from dragoman.roundup.order import ALLIANCES, FORCE, Stakes, by_text, by_weight
from dragoman.roundup.page import Absent, Act, Entry, Request, Roundup, Row, Section, normal
from dragoman.roundup.relations import answers, folds
from dragoman.roundup.sections import NAMED, Lookup, sections
from dragoman.roundup.subjects import Subjects


def compose(view: View, request: Request) -> Roundup:
    """The page of everything that the view holds, as the request wants it."""
    readings = newest(view.readings())
    host = request.host or _usual_host(readings)
    known = view.actor(host, _last_day(readings)) if host else None
    articles = [told(r) for r in readings]
    said = entries(articles, request.since)
    done = acts(articles, request.since)
    stakes = _stakes(known or (Actor(host, "state", host) if host else None), view, said, done)
    found = sections(said, done, view.actor, by_day=len(readings) > 1)
    named = {r.article.id: r.mentions for r in readings}
    apart = dissents(found, view.actor, named)
    marked = [replace(s, dissents=apart.get(s.actor or "", ())) for s in found]
    blocks = _Blocks([_sided(s, host) for s in marked], host, view.actor)
    name = (known.name if known else host) if host else None
    subjects = Subjects(host, name, view.actor, named)
    rows = ledger(articles, request.since, subjects)
    ordered = _Order(readings, stakes)
    abroad = ordered(s for s in blocks.abroad() if s.statements)
    page = Roundup(
        title=request.title or words.headline(name),
        host=host,
        host_name=name,
        request=request,
        articles=tuple(r.article for r in readings),
        host_block=ordered.host_first(blocks.of_host()),
        actors=abroad,
        also_acting=ordered(s for s in blocks.abroad() if not s.statements),
        others=ordered(blocks.others()),
        claims=rows,
        disputes=disputes(_flat(rows), subjects),
        silent=_silent(stakes, blocks.all, view.actor) if len(readings) > 1 else (),
        folds=folds(abroad) if len(readings) > 1 else (),
        answers=answers(said),
        issues=tuple(_issues(articles, said)),
    )
    return _with_names(page, view.actor)


def _issues(articles: Sequence[Told], said: Sequence[Entry]) -> Iterator[tuple[Article, Issue]]:
    """What was not read of each article, and how much of it is too unsure for a page."""
    unsure = left_out(articles, said)
    for one in (article.reading for article in articles):
        yield from ((one.article, issue) for issue in one.issues)
        count = unsure[one.article.id]
        if count:
            what = "statement is" if count == 1 else "statements are"
            message = (
                f"{count} {what} left out, rather misread than not: see `dragoman read --json`"
            )
            yield one.article, Issue("roundup", "info", message, one.article.id)


def _last_day(readings: Sequence[Reading]) -> date | None:
    """The day of the page: to what the host belonged then is who may be missed on it."""
    return max((day for r in readings if (day := r.article.published_on)), default=None)


def _sided(section: Section, host: str | None) -> Section:
    """A posture is toward the host's authorities: without a host there is none to tell, and the host's own
    turns are none."""
    if host is None:
        return replace(section, posture="none", shift=None)
    return replace(section, shift=None) if section.actor == host else section


def _usual_host(readings: Sequence[Reading]) -> str | None:
    """The host of most readings; None where two have as many."""
    counts = Counter(r.host for r in readings if r.host).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]


FEWEST_WORDS = 3
"""Words of a saying below which nobody is heard by it: "a word", "these words"."""
FEWEST_ASKED = 2
"""How many must ask something of an actor, or blame it, before its own word is missed."""


def _stakes(host: Actor | None, view: View, said: Sequence[Entry], done: Sequence[Act]) -> Stakes:
    """Who has a stake: allies of the host that are named, and those that are asked, blamed or struck."""
    if host is None:
        return Stakes(None)
    asked: dict[str, set[str]] = {}
    for one in said:
        for code in one.fullest.reaction.targets if one.fullest.reaction else ():
            asked.setdefault(code, set()).update(one.actors)
    used = [a.first.deed for a in done if a.first.deed.type in FORCE]
    parties = {code for d in used if host.code in d.actors for code in d.targets}
    parties |= {code for d in used if host.code in d.targets for code in d.actors}
    parties |= {c for c, by in asked.items() if len(by - {c}) >= FEWEST_ASKED}
    bound = ALLIANCES & set(host.memberships)
    named = {m for r in view.readings() for mention in r.mentions for m in mention.actors}
    known = {c: found for c in sorted(parties | named) if (found := view.actor(c))}
    allies = [c for c, found in known.items() if bound & set(found.memberships)]
    own = [c for c, found in known.items() if c in parties and _may_speak(found, host.code)]
    return Stakes(host, tuple(allies), tuple(own))


def _may_speak(one: Actor, host: str) -> bool:
    """Whether an actor is one whose silence is news: none of the host's own, no people and no paper."""
    return one.kind in ("state", "igo", "bloc") and host not in (one.state, one.code)


class _Blocks:
    """Sections told apart by the block of the page in which they stand."""

    def __init__(self, found: Sequence[Section], host: str | None, actor: Lookup) -> None:
        self.all = found
        self._host = host
        self._actor = actor

    def of_host(self) -> Iterator[Section]:
        return (s for s in self.all if self._is_host(s))

    def abroad(self) -> Iterator[Section]:
        return (s for s in self.all if s.kind in NAMED and not self._is_host(s))

    def others(self) -> Iterator[Section]:
        return (s for s in self.all if s.kind not in NAMED and not self._is_host(s))

    def _is_host(self, section: Section) -> bool:
        """Whether it is the host, or belongs to it and is no newsroom."""
        if section.actor is None or self._host is None:
            return False
        known = self._actor(section.actor)
        held = known is not None and known.state == self._host and known.kind != "media"
        return section.actor == self._host or held


class _Order:
    """The order of sections: of the text where there is one article, else of weight."""

    def __init__(self, readings: Sequence[Reading], stakes: Stakes) -> None:
        self._readings = readings
        self._stakes = stakes

    def __call__(self, found: Iterable[Section]) -> tuple[Section, ...]:
        sections = list(found)
        if len(self._readings) == 1:
            return tuple(by_text(sections, self._readings[0].mentions))
        return tuple(by_weight(sections, self._stakes))

    def host_first(self, found: Iterable[Section]) -> tuple[Section, ...]:
        host = self._stakes.host
        ordered = self(found)
        return tuple(sorted(ordered, key=lambda s: host is None or s.actor != host.code))


def _flat(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        yield row
        yield from _flat(row.parts)


def _silent(stakes: Stakes, found: Sequence[Section], actor: Lookup) -> tuple[Absent, ...]:
    """Those with a stake that neither spoke nor acted."""
    heard = {
        s.actor for s in found if any(map(_says, s.statements)) or any(a.asserted for a in s.deeds)
    }
    absent = []
    for code in stakes.expected():
        reason = stakes.reason(code)
        if code not in heard and reason:
            known = actor(code)
            name, kind = (known.name, known.kind) if known else (code, None)
            absent.append(Absent(code, name, kind, reason))
    return tuple(absent)


def _says(entry: Entry) -> bool:
    """Whether more is said than that nothing will be said, or nothing was."""
    reaction = entry.fullest.reaction
    if len(normal(entry.fullest.said).split()) < FEWEST_WORDS:
        return False
    return reaction is None or any(coded.type != "no-comment" for coded in reaction.types)


def _with_names(page: Roundup, actor: Lookup) -> Roundup:
    """The page with the names of all actors that its lines point to."""
    codes: set[str] = set()
    for entry in every(page.entries()):
        codes.update(entry.actors)
        codes.update(t for s in entry.sightings if s.reaction for t in s.reaction.targets)
    for act in page.acts():
        codes.update(act.first.deed.actors, act.first.deed.targets)
    codes.update(r.first.claim.claimant for r in page.rows() if r.first.claim.claimant)
    known = ((code, actor(code)) for code in sorted(codes))
    return replace(page, names=tuple((code, found.name) for code, found in known if found))
