"""From a statement's mention to the phrase that names its speaker in full, and to whom that means.

The statements stage says where the sentence or the layout names the speaker. Tried in order: that
phrase itself, with what stands in commas behind it; the fuller phrase of a short name; for a pronoun
the last speaker of its kind; for "the ministry" the last speaker so called; then the article's context
(section heading, last speaker, host). What none of these decides stays open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from dragoman.actors.introduced import by_predicate, for_pronoun, named_by_role
from dragoman.actors.phrases import WORD, is_name, listed, words_of
from dragoman.actors.resolve import Resolution, points_back
from dragoman.actors.scene import BY_CONTEXT, LOOK_BACK, Decided, Scene, gender, is_person, is_same
from dragoman.records import Span, Statement

UNDECIDED = Resolution((), None, 0.0, "undecided", None, None)
CARRIED = 0.9
"""What a link to an earlier phrase leaves of that phrase's confidence."""
LONGEST_SUBJECT = 90
"""Characters of a subject that is looked at as a whole."""
OPENING = 25
"""Characters within which the subject of a sentence begins."""


def decide(scene: Scene, statement: Statement) -> Decided | None:
    """The speaker of a statement; None where nothing in it or near it names one."""
    found = _mentioned(scene, statement)
    direct = found is not None and statement.form == "direct"
    return replace(found, words=statement.content) if found and direct else found


def _mentioned(scene: Scene, statement: Statement) -> Decided | None:
    at = statement.mention or statement.source
    if at is None:
        return _unsourced(scene, statement)
    words = words_of(at.of(scene.text))
    if not words or (len(words) == 1 and listed(words[0], "relative_pronouns", "articles")):
        return None
    if len(words) == 1 and listed(words[0], "person_pronouns", "thing_pronouns", "group_pronouns"):
        return _pronoun(scene, at, words[0])
    named = _named(scene, at, statement)
    if statement.source is None and at < statement.content[0]:
        sure = named.found.actors or " " in (named.found.name or "")
        return named if sure else None  # a heading may name a matter
    return named


def _decided(at: Span, mention: Span, found: Resolution, phrase: str) -> Decided:
    return Decided(at, mention, found, is_person(phrase, found), gender(phrase))


def _carried(before: Decided, at: Span, how: str, word: str) -> Decided:
    found = replace(
        before.found, confidence=round(before.found.confidence * CARRIED, 3), method=how
    )
    return Decided(at, before.mention, found, before.person, gender(word) or before.gender)


def _pronoun(scene: Scene, at: Span, word: str) -> Decided | None:
    person = listed(word, "person_pronouns")
    before = scene.last(at.start, person=person, gender=gender(word) if person else None)
    near = _subject(scene, at, person)
    near = None if is_same(near, scene.speaking(at.start)) else near
    if near is None and before is None and person:
        near = for_pronoun(scene, at, word)
    if near and (before is None or before.at.start < near.at.start):
        return _carried(near, at, "pronoun", word)
    return _carried(before, at, "pronoun", word) if before else None


def _subject(scene: Scene, at: Span, person: bool) -> Decided | None:
    """The actor that opens the pronoun's sentence, or the sentence before, and fits the pronoun."""
    for sentence in _sentence_and_before(scene, at):
        opened = None if person else _opening(scene, sentence, at)
        if opened:
            return opened
        stop = min(at.start, sentence.start + OPENING)
        for mention in scene.before(stop, sentence.start):
            if mention.head and (mention.form == "person") == person:
                full, found = _in_full(scene, mention.span, None)
                if person and not found.role:
                    found = by_predicate(scene, mention.span) or found
                if found.actors:
                    return Decided(mention.span, full, found, person, None)
    return None


def _opening(scene: Scene, sentence: Span, at: Span) -> Decided | None:
    """The body or the bodies whose name opens a sentence: "Kenya's disaster agency was asked"."""
    words = WORD.finditer(scene.text, sentence.start, sentence.end)
    verb = next((w for w in words if listed(w.group(), "auxiliaries")), None)
    if verb is None or not sentence.start < verb.start() <= sentence.start + LONGEST_SUBJECT:
        return None
    subject = Span(sentence.start, len(scene.text[: verb.start()].rstrip()))
    found = scene.resolve(subject.of(scene.text))
    known = found.actors and subject.end < at.start
    return Decided(subject, subject, found, False, None) if known else None


def _sentence_and_before(scene: Scene, at: Span) -> Iterator[Span]:
    here = scene.sentence(at.start)
    yield here
    if here.start and scene.text.count("\n", max(0, here.start - 2), here.start) == 0:
        yield scene.sentence(here.start - 1)


def _named(scene: Scene, mention: Span, statement: Statement) -> Decided:
    at = _place(scene, mention, statement.source)
    mention, found = _in_full(scene, mention, statement.source)
    phrase = mention.of(scene.text)
    if found.actors:
        return _decided(at, mention, named_by_role(scene, at, found), phrase)
    before = _same_person(scene, mention) or _same_body(scene, at, found)
    if before:
        return _carried(before, at, "same", at.of(scene.text))
    for actors in chain(_owners(scene, at), _own(scene, statement), _contexts(scene, at)):
        guess = scene.resolve(phrase, actors)
        if guess.actors:
            guess = named_by_role(scene, at, guess)
            sure = replace(guess, confidence=round(min(guess.confidence, BY_CONTEXT), 3))
            return _decided(at, mention, sure, phrase)
    return _decided(at, mention, found, phrase)


def _place(scene: Scene, mention: Span, source: Span | None) -> Span:
    """Where a speaker stands in the order of the text: with its source, where another line names it."""
    if source is None:
        return mention
    low, high = sorted((mention, source))
    return source if "\n" in scene.text[low.end : high.start] else mention


def _in_full(scene: Scene, mention: Span, source: Span | None) -> tuple[Span, Resolution]:
    """The phrase, in full where it is a short name; and who it is, by all of its source if need be."""
    phrase = mention.of(scene.text)
    if is_name(phrase) and scene.is_surname(mention):
        return scene.full(phrase, mention.start) or (mention, scene.resolve_person(mention))
    found = scene.outlet(phrase) or scene.resolve_person(mention)
    if not found.actors and source and source != mention and source.contains(mention):
        described = scene.resolve(source.of(scene.text))
        found = described if described.actors or described.role else found
    known = scene.at(mention.start) is not None and found.method == "undecided"
    short = is_name(phrase) and not known and found.method in ("holder", "person", "undecided")
    if short or (found.name and not found.role and not found.actors):
        return scene.full(found.name or phrase, mention.start) or (mention, found)
    return mention, found


def _same_person(scene: Scene, mention: Span) -> Decided | None:
    """The last decision about the very phrase that names a person in full."""
    told = (
        d for d in reversed(scene.decided[-LOOK_BACK:]) if d.mention == mention and d.found.actors
    )
    return next(told, None)


def _same_body(scene: Scene, at: Span, found: Resolution) -> Decided | None:
    """The last speaker whom "the ministry" may call back."""
    phrase = at.of(scene.text)
    first = words_of(phrase)[0]
    if found.name or not listed(first, "definite") or listed(first, "possessives"):
        return None
    return scene.same_noun(phrase, at.start)


def _owners(scene: Scene, at: Span) -> Iterator[tuple[str, ...]]:
    """To whom "its army" or "the bloc's envoy" belongs."""
    words = [w.removesuffix("’s").removesuffix("'s") for w in words_of(at.of(scene.text))]
    if points_back(scene.registry, at.of(scene.text)) or is_name(at.of(scene.text)):
        yield scene.recent(at.start)
    if listed(words[0], "possessives"):
        yield scene.owner(at.start)


def _own(scene: Scene, statement: Statement) -> Iterator[tuple[str, ...]]:
    """The actor that opens the content and does there what only its own spokesman tells."""
    for content in statement.content:
        opening = content.of(scene.text)
        start = content.start + len(opening) - len(opening.lstrip("“\"‘'"))
        mention = scene.at(start)
        if mention is None:
            continue
        behind = words_of(scene.text[mention.span.end : mention.span.end + 24])[:1]
        if behind and listed(behind[0], "own_verbs"):
            yield mention.actors


def _contexts(scene: Scene, at: Span) -> Iterator[tuple[str, ...]]:
    """What an open phrase may mean: its sentence's actors, the last speaker, heading, home, host."""
    sentence = scene.sentence(at.start)
    here = scene.before(at.start, sentence.start)
    if here:
        yield here[-1].actors
    last = scene.decided[-1] if scene.decided else None
    if last and last.found.actors and last.at.start < at.start and scene.near(last.at, at):
        yield last.found.actors
    heading = scene.heading_actors(at.start)
    if heading:
        yield heading
    for code in (scene.home, scene.host):
        if code:
            yield (code,)
    if scene.home is None and scene.host is None:
        sole = scene.sole(at.start)
        if sole:
            yield (sole,)


def _unsourced(scene: Scene, statement: Statement) -> Decided | None:
    """Who is named right before the cue; a bare quotation is by the speaker before it, if near."""
    for cue in statement.cue:
        for mention in scene.before(cue.start)[-1:]:
            between = scene.text[mention.span.end : cue.start]
            if mention.head and between and between.isspace():
                return _named(scene, mention.span, statement)
    last = scene.decided[-1] if scene.decided else None
    here = statement.content[0]
    if statement.form != "direct" or last is None or last.at.start > here.start:
        return None
    return _carried(last, here, "continued", "") if scene.near(last.at, here) else None
