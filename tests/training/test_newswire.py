from __future__ import annotations

from training.newswire import article

ROW = {
    "id": "x_1",
    "sentences": [
        [["https://example.org/a", "O"]],
        [
            ["\"", "O"], ["Never", "O"], ["again", "O"], ["\"", "O"], [",", "O"], ["said", "O"],
            ["Ada", "B-Person"], ["Brekke", "I-Person"], ["(", "O"], ["Norland", "B-Location"],
            [")", "O"], [".", "O"],
        ],
        [["A", "O"], ["Vesk", "B-NORP"], ["-", "O"], ["based", "O"], ["man", "O"], ["’", "O"], ["s", "O"]],
        [["Belgrevo", "B-Location"], ["Upper", "B-Location"], ["Town", "I-Location"]],
    ],
}  # fmt: skip


def test_words_become_print_again() -> None:
    made = article(ROW)
    assert made["text"].split("\n") == [
        '"Never again", said Ada Brekke (Norland).',
        "A Vesk-based man’s",
        "Belgrevo Upper Town",
    ]


def test_entities_stand_where_their_words_stand() -> None:
    made = article(ROW)
    found = [(kind, made["text"][start:end]) for kind, start, end in made["entities"]]
    assert found == [
        ("person", "Ada Brekke"),
        ("location", "Norland"),
        ("norp", "Vesk"),
        ("location", "Belgrevo"),
        ("location", "Upper Town"),
    ]
