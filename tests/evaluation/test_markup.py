from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import InputError, NotFound
from dragoman.evaluation import corpus, markup
from dragoman.evaluation.spans import Attribution

EXAMPLE = """=== one | wire | title
{s1:Norland}{c1::} {t1:bridge is open}
{s2:{m2:Ana Kel}, {r2:foreign minister} of Norland}, {c2:said} on Monday {t2:that it was open}.

{t3:“We waited for a year,”} {s3,m4:Kel} {c3:said}. {t3:“That is enough.”} {s4:She} {c4:plans} {t4:to rest}.
=== two | roundup
{m1:Tesmara}
{t1:“{s2:Norland} {c2:says} {t2:{s3:we} {c3:promised} {t3:to wait}}.”}

"""

Write = Callable[[str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        path = tmp_path / "a.txt"
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return write


def words(record: dict[str, Any], number: int, part: str) -> Any:
    found = record["attributions"][number][part]
    if found and isinstance(found[0], int):
        return record["text"][slice(*found)]
    return found and [record["text"][s:e] for s, e in found]


def test_the_text_is_left_without_marks_and_offsets_point_into_it(written: Write) -> None:
    one, two = markup.read(written(EXAMPLE))
    assert one["text"].startswith(
        "Norland: bridge is open\nAna Kel, foreign minister of Norland, said"
    )
    assert one["text"].endswith(
        ".\n\n“We waited for a year,” Kel said. “That is enough.” She plans to rest."
    )
    assert (one["id"], one["layout"], two["id"], two["layout"]) == ("one", "wire", "two", "roundup")
    assert words(one, 1, "source") == ["Ana Kel, foreign minister of Norland"]
    assert words(one, 1, "mention") == "Ana Kel"
    assert words(one, 1, "role") == "foreign minister"
    assert words(one, 0, "cue") == [":"]
    assert words(one, 2, "content") == ["“We waited for a year,”", "“That is enough.”"]
    assert one["attributions"][2]["mention"] is None


def test_a_span_may_serve_several_statements_as_different_parts(written: Write) -> None:
    one, _ = markup.read(written(EXAMPLE))
    assert words(one, 2, "source") == ["Kel"]
    assert words(one, 3, "mention") == "Kel"


def test_only_what_stands_in_the_title_is_in_the_title(written: Write) -> None:
    one, two = markup.read(written(EXAMPLE))
    assert [a["in_title"] for a in one["attributions"]] == [True, False, False, False]
    assert not any(a["in_title"] for a in two["attributions"])


def test_a_statement_lies_within_the_smallest_content_around_it(written: Write) -> None:
    _, two = markup.read(written(EXAMPLE))
    assert [a["within"] for a in two["attributions"]] == [None, 0, 1]


def test_a_cue_outside_the_content_keeps_a_statement_out_of_it(written: Write) -> None:
    [one] = markup.read(written("=== a | wire\n{t1:A {t2:B}} {c1:said} {s1:C} as {c2:did} {s2:D}."))
    assert [a["within"] for a in one["attributions"]] == [None, None]


def test_two_statements_with_the_same_content_do_not_hold_each_other(written: Write) -> None:
    [one] = markup.read(written("=== a | roundup\n{t1,2:“Peace.”}"))
    assert [a["within"] for a in one["attributions"]] == [None, None]


def test_a_folder_is_read_file_by_file_and_the_scorer_takes_its_records(tmp_path: Path) -> None:
    for name in ("b", "a"):
        text = f"=== {name} | wire\n{{s1:It}} {{c1:said}} {{t1:so}}."
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    records = list(corpus.rows(tmp_path))
    assert [r["id"] for r in records] == ["a", "b"]
    assert list(corpus.rows(tmp_path / "b.txt")) == records[1:]
    assert Attribution.of(records[0]["attributions"][0]) == Attribution(
        ((0, 2),), ((3, 7),), ((8, 10),)
    )


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(written: Write) -> None:
    plain = list(markup.read(written(EXAMPLE)))
    assert list(markup.read(written("\ufeff" + EXAMPLE.replace("\n", "\r\n")))) == plain


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        ("Text.\n", 1, "without a header"),
        ("=== a\nText.", 1, "no header"),
        ("=== a | wire | titel\nText.", 1, "no header"),
        ("=== a | wire\n\n=== b | wire\nText.", 1, "a has no text"),
        ("=== a | wire\nText.\n=== a | wire\nText.", 3, "a stands in"),
        ("=== a | wire\nX.\n{x1:He} said.", 3, "{x1 begins no mark"),
        ("=== a | wire\n{He} said.", 2, "{He begins no mark"),
        ("=== a | wire\n{t1:He said.", 2, "t1 is not closed"),
        ("=== a | wire\n{t1:He\nsaid.}", 2, "t1 is not closed"),
        ("=== a | wire\nHe} said.", 2, "} closes nothing"),
        ("=== a | wire\n{s1:He }said.", 2, "s1 is empty or ends in a space"),
        ("=== a | wire\n{s1:} said.", 2, "s1 is empty"),
        ("=== a | wire\n{t1:He {t1:said}}.", 2, "t1 stands within itself"),
        ("=== a | wire\n{m1:He} {m1:said}.", 2, "m1 stands twice"),
        ("=== a | wire\n\n{s7:He} {c7:said}.", 1, "statement 7 of a has no content"),
    ],
)
def test_a_fault_is_named_with_its_file_and_line(
    written: Write, text: str, line: int, fault: str
) -> None:
    path = written(text)
    with pytest.raises(InputError) as raised:
        list(markup.read(path))
    assert f"{path}, line {line}: " in str(raised.value)
    assert fault in str(raised.value)


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no file or folder"):
        list(markup.read(tmp_path / "none.txt"))
    with pytest.raises(NotFound, match=r"no \.txt file"):
        list(markup.read(tmp_path))
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(InputError, match="UTF-8"):
        list(markup.read(tmp_path / "a.txt"))


Tree = list[Any]
"""Words and marked parts, each part a pair of labels and a tree."""

WORDS = st.text(st.sampled_from("abcß “”„«’:,=é🙂"), min_size=1, max_size=12).filter(
    lambda word: word == word.strip() and not word.startswith("=")
)
LABELS = st.lists(
    st.tuples(st.sampled_from("sctmr"), st.integers(0, 99)), min_size=1, max_size=3, unique=True
)
TREES = st.recursive(
    st.lists(WORDS, min_size=1, max_size=3),
    lambda inner: st.lists(st.one_of(WORDS, st.tuples(LABELS, inner)), min_size=1, max_size=4),
    max_leaves=8,
)


def write(tree: Tree, used: set[tuple[str, int]], at: int = 0) -> tuple[str, str, list[Any]]:
    """The tree as marked text, as plain text, and its marks in the order in which they close.

    A label that was used before is left out, so that no mark stands within itself or twice.
    """
    marked, plain = "", ""
    found: list[Any] = []
    for number, part in enumerate(tree):
        space = " " if number else ""
        if isinstance(part, str):
            marked, plain = marked + space + part, plain + space + part
            continue
        labels = [label for label in part[0] if label not in used]
        used.update(labels)
        start = at + len(plain + space)
        inner, words_, marks = write(part[1], used, start)
        written_ = ",".join(f"{kind}{number}" for kind, number in labels)
        marked += space + (f"{{{written_}:{inner}}}" if labels else inner)
        plain += space + words_
        found += marks + [(label, [start, start + len(words_)]) for label in labels]
    return marked, plain, found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(TREES, min_size=1, max_size=3))
def test_what_was_written_is_read_again(tmp_path: Path, paragraphs: list[Tree]) -> None:
    used: set[tuple[str, int]] = set()
    lines, text, marks = [], "", []
    for tree in paragraphs:
        line, plain, found = write(tree, used, len(text))
        lines.append(line)
        text += plain + "\n"
        marks += found
    numbers = sorted({number for (_, number), _ in marks})
    without = [n for n in numbers if ("t", n) not in used]
    lines.append("".join(f"{{t{n}:end}}" for n in without) or "end")
    path = tmp_path / "a.txt"
    path.write_text("=== a | wire\n" + "\n".join(lines), encoding="utf-8")

    [record] = markup.read(path)
    assert record["text"] == text + ("end" * len(without) or "end")
    names = {**markup.SEVERAL, **markup.SINGLE}
    for (kind, number), ends in marks:
        found = record["attributions"][numbers.index(number)][names[kind]]
        assert found == (ends if kind in markup.SINGLE else [ends])
