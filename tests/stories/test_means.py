from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.stories.means import WIDTH, Means


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 90), st.booleans()), max_size=200))
def test_rows_are_found_by_name_whatever_came_and_went(drawn: list[tuple[int, bool]]) -> None:
    means, held = Means(), dict[str, int]()
    for number, goes in drawn:
        name = f"s{number}"
        if goes and name in held:
            means.take_out(name)
            del held[name]
        elif not goes:
            row = np.zeros(WIDTH, dtype=np.float32)
            row[number] = 1
            means.put(name, row)
            held[name] = number
    for name, number in held.items():
        asked = np.zeros(WIDTH, dtype=np.float32)
        asked[number] = 1
        assert means.nearest(asked, 3)[0] == name
    assert len(means.nearest(np.ones(WIDTH, dtype=np.float32), 500)) == len(held)
