"""The coder's third task: which numbers of a sentence are claims, and of what."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from dragoman.reactions.claims.seen import QUANTITIES
from dragoman.reactions.deeds.framing import Sentence
from dragoman.reactions.pieces import Pieces
from training.labelled import Numbered


class Quantities(nn.Module):
    """The label layer of numbers: the mean of a number's wordpieces beside the row's first vector."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.drop = nn.Dropout(0.1)
        self.quantity = nn.Linear(2 * width, 1 + len(QUANTITIES))

    def scores(self, vectors: Tensor, places: Tensor, row: Tensor) -> Tensor:
        """The scores (numbers, quantities) of numbers at `places` (numbers, width) of rows."""
        named = torch.einsum("nw,nwh->nh", places, vectors[row])
        named = named / places.sum(1, keepdim=True).clamp(min=1)
        found: Tensor = self.quantity(self.drop(torch.cat([named, vectors[row, 0]], -1)))
        return found


def rows_of(pieces: Pieces, part: Sequence[Numbered]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids (rows, width), places (numbers, width), the row and the answer of each number."""
    rows = [pieces.acting(Sentence("", one.text, ())) for one in part]
    width = max(len(row.ids) for row in rows)
    ids = torch.tensor([row.ids + [0] * (width - len(row.ids)) for row in rows])
    found = [
        (n, place, told)
        for n, (row, one) in enumerate(zip(rows, part, strict=True))
        for span, told in one.numbers
        if (place := row.at(span))
    ]
    places = torch.zeros(len(found), width)
    for at, (_, (first, last), _) in enumerate(found):
        places[at, first:last] = 1.0
    row_of = torch.tensor([n for n, _, _ in found], dtype=torch.long)
    return ids, places, row_of, torch.tensor([told for _, _, told in found], dtype=torch.long)
