"""From a statement's mention to the phrase that names its speaker in full, and to whom that means.

The statements stage says where the sentence or the layout names the speaker. Tried in order: that
phrase itself, with what stands in commas behind it; the fuller phrase of a short name; for a pronoun
what `pronouns` says; for "the ministry" the last speaker so called; then the article's context
(section heading, last speaker, host). What none of these decides stays open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from dragoman.actors import bodies
from dragoman.actors.introduced import (
    by_noun,
    carried,
    decided_at,
    in_full,
    introduced,
    named_by_role,
)
from dragoman.actors.pairs import calls_two, one_of_two, pair
from dragoman.actors.phrases import first_word, is_name, listed, words_of
from dragoman.actors.pronouns import is_pronoun, pronoun
from dragoman.actors.ranker import Ranker
from dragoman.actors.resolve import Resolution, points_back
from dragoman.actors.scene import (
    BY_CONTEXT,
    LOOK_BACK,
    RECENT,
    Decided,
    Scene,
)
from dragoman.records import Span, Statement

THERE = " there"
GAP = 2
"""Characters between a verb and its subject before it, its object behind it."""
UNDECIDED = Resolution((), None, 0.0, "undecided", None, None)


def decide(scene: Scene, statement: Statement, ranker: Ranker | None) -> Decided | None:
    """The speaker of a statement; None where nothing in it or near it names one.

    Without a ranker, rules alone tell what a pronoun means.
    """
    words = own_words(statement)
    scene.barred = (*words, *_subject_before(statement))
    found = _mentioned(scene, statement, ranker)
    return replace(found, words=words) if found and words else found


def own_words(statement: Statement) -> tuple[Span, ...]:
    """What was said, where it was said in these words: nobody named there is who says it."""
    return statement.content if statement.form == "direct" else ()


def _subject_before(statement: Statement) -> Iterator[Span]:
    """Where the subject ends whose verb has the speaker for its object: nobody quotes himself as "him"."""
    source = statement.source
    for cue in statement.cue if source else ():
        if source and 0 <= source.start - cue.end <= GAP:
            yield Span(max(0, cue.start - GAP), cue.start)


def _mentioned(scene: Scene, statement: Statement, ranker: Ranker | None) -> Decided | None:
    at = statement.mention or statement.source
    if at is None:
        return _unsourced(scene, statement)
    words = words_of(at.of(scene.text))
    if not words or (len(words) == 1 and listed(words[0], "articles")):
        return None
    if is_pronoun(words):
        return pronoun(scene, at, ranker)
    named = _named(scene, at, statement)
    if statement.source is None and at < statement.content[0]:
        sure = named.found.actors or " " in (named.found.name or "")
        return named if sure else None  # a heading may name a matter
    return named


def _named(scene: Scene, mention: Span, statement: Statement) -> Decided:
    at = _place(scene, mention, statement.source)
    pointed = _pointed(scene, at)
    if pointed:
        return pointed
    mention, found = in_full(scene, mention, statement.source)
    phrase = mention.of(scene.text)
    if _is_a_guess(scene, found):
        return decided_at(at, mention, replace(found, actors=(), confidence=0.0), phrase)
    if found.method == "default" and not found.name:
        near = scene.resolve(phrase, scene.heading_actors(at.start))
        found = near if near.method == "context" else found
    if found.actors:
        return decided_at(at, mention, named_by_role(scene, at, found), phrase)
    called = _called_back(scene, mention, at, found)
    if called:
        return called
    own = listed(first_word(phrase), "possessives")  # "its president" is nobody else's
    around = () if own else _contexts(scene, at)
    for actors in chain(_owners(scene, at), _own(scene, statement), around):
        guess = scene.resolve_person(mention, actors)
        if own and not guess.actors:
            guess = _owned(scene, phrase, actors)
        if guess.actors:
            guess = named_by_role(scene, at, guess)
            sure = replace(guess, confidence=round(min(guess.confidence, BY_CONTEXT), 3))
            return decided_at(at, mention, sure, phrase)
    return decided_at(at, mention, found, phrase)


def _pointed(scene: Scene, at: Span) -> Decided | None:
    """Whom words that only point mean: "the two governments", "the latter", "officials there"."""
    if calls_two(scene, at):
        return pair(scene, at) or Decided(at, at, UNDECIDED, False, None)
    return _there(scene, at) or one_of_two(scene, at)


def _is_a_guess(scene: Scene, found: Resolution) -> bool:
    """Whether an office that many states have was taken for one's, of which the article tells nothing.

    "The foreign secretary, Ana Lee" is Britain's where Britain is spoken of, or where she held the office.
    """
    if found.method != "default" or not found.name:
        return False
    named = {code for mention in scene.mentions for code in mention.actors}
    return not set(found.actors) & (named | {scene.host, scene.home})


def _there(scene: Scene, at: Span) -> Decided | None:
    """ "officials there": those of the state, or the capital, that was named last."""
    phrase = at.of(scene.text)
    if not phrase.endswith(THERE):
        return None
    said = Span(at.start, at.end - len(THERE))
    for mention in reversed(scene.before(at.start)[-RECENT:]):
        for code in mention.actors:
            found = scene.resolve(said.of(scene.text), (_state_of(scene, code),))
            if found.actors and mention.form != "demonym":
                sure = replace(found, confidence=round(min(found.confidence, BY_CONTEXT), 3))
                return decided_at(at, said, sure, said.of(scene.text))
    return Decided(at, said, scene.resolve(said.of(scene.text)), False, None)


def _owned(scene: Scene, phrase: str, actors: tuple[str, ...]) -> Resolution:
    """Who "its mission" is with the owner's name for the pronoun: "the OSCE's mission"."""
    behind = phrase.partition(" ")[2]
    for code in actors:
        actor = scene.registry.actor(code, scene.on)
        found = scene.resolve(f"{actor.name}’s {behind}") if actor else UNDECIDED
        if found.actors:
            return found
    return UNDECIDED


def _called_back(scene: Scene, mention: Span, at: Span, found: Resolution) -> Decided | None:
    """The person or the body, named before, that a phrase calls back by name or by a noun."""
    before = _same_person(scene, mention)
    called = None if before else by_noun(scene, at)
    before = before or (None if called else _same_body(scene, at, found))
    return carried(before, at, "same", at.of(scene.text)) if before else called


def _place(scene: Scene, mention: Span, source: Span | None) -> Span:
    """Where a speaker stands in the order of the text: with its source, where another line names it."""
    if source is None:
        return mention
    low, high = sorted((mention, source))
    return source if "\n" in scene.text[low.end : high.start] else mention


def _same_person(scene: Scene, mention: Span) -> Decided | None:
    """The last decision about the very phrase that names a person in full."""
    told = (
        d for d in reversed(scene.decided[-LOOK_BACK:]) if d.mention == mention and d.found.actors
    )
    return next(told, None)


def _same_body(scene: Scene, at: Span, found: Resolution) -> Decided | None:
    """The last speaker, or the last body named, whom "the ministry" may call back."""
    phrase = at.of(scene.text)
    first = first_word(phrase)
    if found.name or not listed(first, "definite") or listed(first, "possessives"):
        return None
    spoke, named = scene.same_noun(phrase, at.start), bodies.by_noun(scene, at)
    if spoke and named:
        return max(spoke, named, key=lambda one: one.at.start)
    return spoke or named


def _owners(scene: Scene, at: Span) -> Iterator[tuple[str, ...]]:
    """To whom "its army" or "the bloc's envoy" belongs."""
    words = [w.removesuffix("’s").removesuffix("'s") for w in words_of(at.of(scene.text))]
    titled = any(listed(word, "before_name") for word in words)
    if (is_name(at.of(scene.text)) and not titled) or points_back(
        scene.registry, at.of(scene.text)
    ):
        yield scene.recent(at.start)
    if words and listed(words[0], "possessives"):
        if listed(words[0], "person_pronouns"):
            told = (one.actors for _, one in introduced(scene, at, 2) if one.actors)
            yield next(told, ())
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
        here = {scene.host, scene.home} - {None}
        stranger = here and not here & set(mention.actors) and here & set(scene.recent(start))
        if behind and listed(behind[0], "own_verbs") and not stranger:
            yield mention.actors


def _contexts(scene: Scene, at: Span) -> Iterator[tuple[str, ...]]:
    """What an open phrase may mean: its sentence's actors, the last speaker, heading, home, host."""
    sentence = scene.sentence(at.start)
    named = scene.before(at.start, sentence.start)
    here = [m for m in named if m.head or m.form == "capital"]
    if here:
        yield tuple(_state_of(scene, code) for code in here[-1].actors)
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


def _state_of(scene: Scene, code: str) -> str:
    """The state whose "officials" are meant where a part of it is named: a province has none so called."""
    actor = scene.registry.actor(code)
    return actor.state if actor and actor.kind == "substate" and actor.state else code


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
    return carried(last, here, "continued", "") if scene.near(last.at, here) else None
