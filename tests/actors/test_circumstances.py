"""When, how, where, to whom and through whom: invented attributions with what they must give."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.actors.circumstances import circumstances
from dragoman.actors.circumstances.outlets import state_media
from dragoman.actors.registry import Registry
from dragoman.records import Circumstances, Reading, Span, Speaker, Statement
from tests.builders import Said, article, reading

HERE = Path(__file__).parent
FIELDS = ("said", "channel", "venue", "addressee", "via")
_MARK = re.compile(r"\[(?P<kind>[scz])(?P<number>\d?)(?:(?P<how>[@=])(?P<of>\d))? |\]")


@dataclass(frozen=True)
class Case:
    """One text with its statements and, for each, the fields that are expected."""

    name: str
    reading: Reading
    expected: dict[str, dict[str, str]]


def _marked(source: str) -> tuple[str, list[tuple[re.Match[str], Span]]]:
    text, at = "", 0
    found: list[tuple[re.Match[str], Span]] = []
    opened: list[tuple[re.Match[str], int]] = []
    for mark in _MARK.finditer(source):
        text += source[at : mark.start()]
        at = mark.end()
        if mark.group() == "]":
            opening, start = opened.pop()
            found.append((opening, Span(start, len(text))))
        else:
            opened.append((mark, len(text)))
    return text + source[at:], found


def _read(source: str) -> Reading:
    """The Reading of a marked text; a speaker's mention is its own source unless it points back."""
    text, found = _marked(source.replace(" ¶ ", "\n\n"))
    numbers = sorted({m["number"] for m, _ in found})
    statements, speakers = [], {}
    shared = {m["number"]: m["of"] for m, _ in found if m["how"]}
    sources = {m["number"]: s for m, s in found if m["kind"] == "s"}
    for number in numbers:
        spans = sorted((s, m["kind"]) for m, s in found if m["number"] == number)
        cue = tuple(s for s, kind in spans if kind == "c")
        content = tuple(s for s, kind in spans if kind == "z")
        source_span = sources.get(number) or sources.get(shared.get(number, ""))
        one = Statement(number, source_span, cue, content, "indirect", 1.0)
        statements.append(one)
        holder = shared.get(number, number)
        speakers[number] = Speaker(number, (f"A{holder}",), mention=sources.get(holder))
    statements.sort(key=lambda s: s.content[0])
    return Reading(article(text), tuple(statements), speakers=speakers)


def _fields(line: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in line.split(";") if part.strip())


def cases(name: str) -> list[Case]:
    """The cases of a table."""
    lines = (HERE / name).read_text(encoding="utf-8").split("\n\n")
    found = []
    for block in lines:
        kept = [line for line in block.splitlines() if not line.startswith("#")]
        if not kept:
            continue
        expected = {}
        for line in kept[1:]:
            key, _, rest = line.removeprefix("=").partition(" ")
            expected[key] = _fields(rest)
        found.append(Case(kept[0][:60], _read(kept[0]), expected))
    return found


def told(case: Case, number: str) -> dict[str, str]:
    """What the reader makes of one statement, in the words of the tables."""
    statement = next(s for s in case.reading.statements if s.id == number)
    mention = case.reading.speakers[number].mention
    return as_words(circumstances(case.reading, statement, mention))


def as_words(found: Circumstances) -> dict[str, str]:
    """Circumstances in the words of the tables; empty fields left out."""
    said = found.said
    days = "" if said is None else f"{said.day or f'{said.earliest}..{said.latest}'}"
    via = ", ".join(v.name for v in found.via)
    values = (days, found.channel, found.venue, found.addressee, via)
    return {name: value for name, value in zip(FIELDS, values, strict=True) if value}


TABLES = tuple(f"circumstances_{name}.txt" for name in ("seen", "unseen", "hard", "fresh"))
ALL = [case for table in TABLES for case in cases(table)]


@pytest.mark.parametrize("case", ALL, ids=lambda c: c.name)
def test_attributions(case: Case) -> None:
    assert {n: told(case, n) for n in case.expected} == case.expected


def test_tables_are_whole() -> None:
    assert len(ALL) >= 220
    for case in ALL:
        assert set(case.expected) == {s.id for s in case.reading.statements}
        for fields in case.expected.values():
            assert set(fields) <= set(FIELDS)


def _one(text: str, said: Said, published: date | None = date(2024, 3, 14)) -> Circumstances:
    made = reading(text, (said,), published=published)
    return circumstances(made, made.statements[0], made.statements[0].source)


def test_without_a_day_of_publication_no_day_is_told() -> None:
    text = "The ministry said in a statement on Monday that the port was shut."
    found = _one(text, Said("The ministry", "said", "that the port was shut"), None)
    assert found == Circumstances(channel="statement")


def test_names_over_a_line_end_are_joined() -> None:
    text = (
        "The river was high again in spring after weeks of rain in\n"
        "the north, and roads were shut. Speaking to reporters in New\n"
        "York on Monday, the envoy said talks had begun."
    )
    found = _one(text, Said("the envoy", "said", "talks had begun"))
    assert (found.venue, found.addressee) == ("New York", "reporters")


def test_a_pronoun_for_a_state_medium_relays() -> None:
    text = "State television showed the ruins. It said nine people had died."
    made = reading(text, (Said("It", "said", "nine people had died"),))
    mention = Span(0, len("State television"))
    found = circumstances(made, made.statements[0], mention)
    assert [(v.name, v.span) for v in found.via] == [("State television", mention)]
    assert not circumstances(made, made.statements[0], made.statements[0].source).via


def test_a_relayer_that_holds_the_statement() -> None:
    text = "Interfax reported that the convoy, the general said, had turned back."
    outer = Said("Interfax", "reported", text[text.index("that") : -1])
    inner = Said("the general", "said", ["the convoy", "had turned back"])
    made = reading(text, (outer, inner))
    assert as_words(circumstances(made, made.statements[1])) == {"via": "Interfax"}
    assert as_words(circumstances(made, made.statements[0])) == {}


CARRY = (
    "The ministry said in a statement on Monday that the dam had burst.{between}{next} had drowned."
)


@pytest.mark.parametrize(
    ("between", "follows", "source", "cue", "carried"),
    [
        (" ", "It said a village", "It", "said", True),
        ("\n\n", "It added that a village", "It", "added", True),
        (" ", "The ministry said a village", "The ministry", "said", True),
        ("\n\n", "Earlier it said a village", "it", "said", False),
        (" ", "It has said a village", "It", "has said", False),
        (" ", "It later said a village", "It", "said", False),
        (" ", "On Tuesday it said a village", "it", "said", False),
        ("\n\nUnited Kingdom\n\n", "It said a village", "It", "said", False),
        ("\n\nRain fell.\n\n", "It said a village", "It", "said", False),
    ],
)
def test_what_holds_for_the_next_statement(
    between: str, follows: str, source: str, cue: str, carried: bool
) -> None:
    text = CARRY.format(between=between, next=follows)
    contents = (text[text.index("that the dam") : text.index(".")], "a village had drowned")
    first = Said("The ministry", "said", contents[0])
    made = reading(text, (first,))
    at = text.index(follows)
    start = text.index(source, at)
    told_at = text.index(cue, start)
    content = text.index("a village", at)
    second = Statement(
        "second",
        Span(start, start + len(source)),
        (Span(told_at, told_at + len(cue)),),
        (Span(content, len(text) - 1),),
        "indirect",
        1.0,
    )
    mention = made.statements[0].source
    speakers = {s.id: Speaker(s.id, ("AAA",), mention=mention) for s in (*made.statements, second)}
    both = replace(made, statements=(*made.statements, second), speakers=speakers)
    found = as_words(circumstances(both, second, mention))
    expected = {"said": "2024-03-11", "channel": "statement"}
    assert (found == expected) is carried
    assert carried or found in ({}, {"said": "2024-03-12"})


@pytest.mark.parametrize("case", ALL, ids=lambda c: c.name)
def test_fields_are_words_of_the_text(case: Case) -> None:
    text = case.reading.article.text
    for statement in case.reading.statements:
        found = circumstances(case.reading, statement)
        for field in (found.venue, found.addressee):
            assert field is None or field in text
        for via in found.via:
            assert via.span is not None and via.span.of(text) == via.name


@pytest.mark.parametrize("case", ALL[::3], ids=lambda c: c.name)
def test_what_stands_before_does_not_matter(case: Case) -> None:
    before = "The river rose on Friday. It is raining in Lima.\n\n"
    moved = _moved(case.reading, before)
    for one, other in zip(case.reading.statements, moved.statements, strict=True):
        here = circumstances(case.reading, one, case.reading.speakers[one.id].mention)
        there = circumstances(moved, other, moved.speakers[one.id].mention)
        assert as_words(here) == as_words(there)


def _moved(made: Reading, before: str) -> Reading:
    by = len(before)

    def on(span: Span | None) -> Span | None:
        return span and Span(span.start + by, span.end + by)

    def all_on(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(s.start + by, s.end + by) for s in spans)

    statements = tuple(
        replace(s, source=on(s.source), cue=all_on(s.cue), content=all_on(s.content))
        for s in made.statements
    )
    speakers = {key: replace(s, mention=on(s.mention)) for key, s in made.speakers.items()}
    return Reading(article(before + made.article.text), statements, speakers=speakers)


_VOCABULARY = """
said told reporters in on at Paris Monday the a statement Interfax reported quoted by as saying , .
“ ” ’s according to state television with BBC speaking and that he late of it letter Friday’s was
addressing 3 May next week condition anonymity
"""
_WORDS = st.sampled_from([*_VOCABULARY.split(), "\n", "\n\n", "\u00a0", "İ", "’"])
_TEXTS = st.one_of(st.text(max_size=120), st.lists(_WORDS, max_size=60).map(" ".join))


@st.composite
def _readings(draw: st.DrawFn) -> Reading:
    text = draw(_TEXTS)
    places = st.integers(0, len(text))
    spans = st.tuples(places, places).map(lambda p: Span(min(p), max(p)))
    statements, speakers = [], {}
    for number in range(draw(st.integers(1, 5))):
        source = draw(st.none() | spans)
        cue = tuple(draw(st.lists(spans, max_size=2)))
        content = tuple(draw(st.lists(spans, min_size=1, max_size=2)))
        within = draw(st.none() | st.sampled_from(["0", "1"]))
        statements.append(Statement(str(number), source, cue, content, "indirect", 1.0, within))
        speakers[str(number)] = Speaker(str(number), ("AAA",), mention=draw(st.none() | spans))
    return Reading(article(text), tuple(statements), speakers=speakers)


@settings(max_examples=300, deadline=None)
@given(_readings())
def test_any_text_and_any_spans(made: Reading) -> None:
    text = made.article.text
    plain = " ".join(text.split())
    for statement in made.statements:
        found = circumstances(made, statement, made.speakers[statement.id].mention)
        assert found == circumstances(made, statement, made.speakers[statement.id].mention)
        for field in (found.venue, found.addressee):
            assert field is None or field in plain
        for via in found.via:
            assert via.span is not None and via.span.end <= len(text)
            assert " ".join(via.span.of(text).split()) == via.name
        if found.said and found.said.earliest and found.said.latest:
            assert found.said.earliest <= found.said.latest


def test_a_paragraph_without_end_is_read_in_time() -> None:
    sentence = "the mayor said on Monday in Oslo that it rained, "
    text = sentence * 3000
    size = len(sentence)
    statements = tuple(
        Statement(
            str(n),
            Span(n * size, n * size + 9),
            (Span(n * size + 10, n * size + 14),),
            (Span(n * size + 33, n * size + 47),),
            "indirect",
            1.0,
        )
        for n in range(3000)
    )
    made = Reading(article(text), statements)
    started = process_time()
    found = [circumstances(made, s) for s in statements[::30]]
    assert process_time() - started < 10
    assert {c.venue for c in found} == {"Oslo"}


REGISTRY = Registry.load()
STATE_MEDIA = sorted(
    entry.name
    for entry in map(REGISTRY.entry, REGISTRY.state_media)
    if "(" not in entry.name and len(REGISTRY.names()[entry.name]) == 1
)


@pytest.mark.parametrize("name", STATE_MEDIA)
def test_every_medium_of_a_state_relays_what_it_says_under_its_own_name(name: str) -> None:
    text = f"{name} said on Monday that the pass was shut."
    assert _one(text, Said(name, "said", "that the pass was shut")).via[0].name == name


def test_a_users_medium_of_a_state_relays_and_a_private_one_does_not() -> None:
    text = "Zubwire said that the pass was shut."
    made = reading(text, (Said("Zubwire", "said", "that the pass was shut"),))
    told = [
        circumstances(made, made.statements[0], made.statements[0].source, None, names).via
        for names in (
            state_media(REGISTRY, {"Zubwire": {"kind": "media", "state": "ZUB"}}),
            state_media(REGISTRY, {"Zubwire": {"kind": "media"}}),
        )
    ]
    assert [len(via) for via in told] == [1, 0]


@pytest.mark.parametrize("name", ["The AA", "Fars province", "The herald"])
def test_whoever_only_shares_a_mediums_name_relays_nothing(name: str) -> None:
    text = f"{name} said on Monday that the pass was shut."
    assert _one(text, Said(name, "said", "that the pass was shut")).via == ()
