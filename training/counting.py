"""The coder's third task: which numbers of a sentence are claims, of what, and who asserts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from dragoman.reactions.claims.seen import QUANTITIES
from dragoman.reactions.deeds.framing import Sentence
from dragoman.reactions.pieces import NOWHERE, Pieces, between
from training.labelled import Numbered

HIDDEN = 128


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


class Claimants(nn.Module):
    """The label layers of claimants: for a number, where the words begin and end that name who asserts it.

    Each wordpiece is seen beside the mean of the number's and how they lie to each other; the row's first
    wordpiece stands for nobody (pointers: Vinyals et al. 2015).
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.drop = nn.Dropout(0.1)
        self.inner = nn.Linear(2 * width + 3, HIDDEN)
        self.ends = nn.Linear(HIDDEN, 2)

    def loss(self, vectors: Tensor, task: Asserted) -> Tensor:
        """What a batch costs."""
        held = vectors[task.row]
        named = torch.einsum("nw,nwh->nh", task.places, held)
        named = named / task.places.sum(1, keepdim=True).clamp(min=1)
        beside = named[:, None].expand(-1, held.shape[1], -1)
        inner = torch.tanh(self.inner(self.drop(torch.cat([held, beside, task.near], -1))))
        scores = self.ends(inner).masked_fill(~task.open[..., None], -1e4)
        cost: Tensor = nn.functional.cross_entropy(scores[..., 0], task.first)
        return cost + nn.functional.cross_entropy(scores[..., 1], task.last)


@dataclass(frozen=True)
class Asserted:
    """Numbers with their claimants: places and open (numbers, width), row, near (numbers, width, 3), ends."""

    places: Tensor
    open: Tensor
    row: Tensor
    near: Tensor
    first: Tensor
    last: Tensor


def asserted_of(pieces: Pieces, part: Sequence[Numbered], width: int) -> Asserted | None:
    """The numbers of texts whose claimants were marked; None where there are none."""
    found: list[tuple[int, tuple[int, int], tuple[int, int], int, int]] = []
    for n, one in enumerate(part):
        row = pieces.acting(Sentence("", one.text, ()))
        for span, words in one.asserted:
            place, said = row.at(span), row.at(words) if words else NOWHERE
            if place and said:
                found.append((n, place, said, row.start, len(row.ids) - 1))
    if not found:
        return None
    places = torch.zeros(len(found), width)
    allowed = torch.zeros(len(found), width, dtype=torch.bool)
    near = torch.zeros(len(found), width, 3)
    for at, (_, (first, last), _, start, end) in enumerate(found):
        places[at, first:last] = 1.0
        allowed[at, 0] = True
        allowed[at, start:end] = True
        near[at] = torch.tensor([between((first, last), (w, w + 1)) for w in range(width)])
    rows = torch.tensor([n for n, *_ in found])
    ends = [torch.tensor([said[n] - n for _, _, said, _, _ in found]) for n in (0, 1)]
    return Asserted(places, allowed, rows, near, *ends)


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
