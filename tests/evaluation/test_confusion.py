"""The confusion matrix: which cells a statement counts in, and a drawing that any reader of XML takes."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from dragoman.evaluation.confusion import NOTHING, cells, matrices

NAMES = st.frozensets(st.sampled_from(("warn", "threaten", "offer", "report")), max_size=4)


def test_what_is_missed_stands_with_what_was_found_in_its_place() -> None:
    assert cells(frozenset({"warn", "offer"}), frozenset({"offer", "threaten"})) == {
        ("offer", "offer"): 1, ("warn", "threaten"): 1,
    }  # fmt: skip


def test_what_has_nothing_beside_it_stands_under_nothing() -> None:
    assert cells(frozenset({"warn"}), frozenset()) == {("warn", NOTHING): 1}
    assert cells(frozenset(), frozenset({"warn"})) == {(NOTHING, "warn"): 1}


@given(NAMES, NAMES)
def test_each_label_has_its_row_and_each_answer_its_column(
    wanted: frozenset[str], found: frozenset[str]
) -> None:
    counted = cells(wanted, found)
    assert {a for a, _ in counted} - {NOTHING} == wanted
    assert {b for _, b in counted} - {NOTHING} == found


def test_a_drawing_holds_every_count_and_escapes_its_caption() -> None:
    counted = {"types": Counter({("warn", "threaten"): 7, ("offer", NOTHING): 3})}
    image = matrices(counted, ("warn", "threaten", "offer"), "a <b> & c")
    tree = ElementTree.fromstring(image)
    words = [one.text for one in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert {"7", "3", "a <b> & c", NOTHING} <= set(words)
    titles = [one.text or "" for one in tree.iter("{http://www.w3.org/2000/svg}title")]
    assert "warn, found as threaten: 7" in titles
