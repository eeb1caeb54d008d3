"""Texts and what must be said of their numbers, one case a phenomenon (spec.yaml)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from corpora.document import Document
from corpora.structure import analyse
from extractors.observations import load_catalogue, observe

_CASES = yaml.safe_load((Path(__file__).parent / "spec.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", _CASES, ids=[c["name"] for c in _CASES])
def test_case(case: dict[str, Any]) -> None:
    document = Document("spec.txt", "0" * 16, "text/plain", f"{case['title']}\n{case['text']}")
    found = observe(document, analyse(document), case.get("doc_type", "work_report"), load_catalogue())
    by_id = {o.id: o for o in found}
    wrong = [] if case["expect"] else [f"nothing expected, got {o.quote}" for o in found]
    for quote, fields in case["expect"].items():
        matching = [o for o in found if o.quote == quote]
        assert len(matching) == 1, f"{quote}: {[o.quote for o in found]}"
        observation = matching[0]
        for name, wanted in fields.items():
            got = (
                getattr(observation, name)
                if name != "of"
                else getattr(by_id.get(observation.part_of or ""), "quote", None)
            )
            if got != wanted:
                wrong.append(f"{quote} {name}: wanted {wanted!r}, got {got!r}")
    assert not wrong, "\n".join(wrong)


def test_every_number_stands_where_it_says() -> None:
    for case in _CASES:
        text = f"{case['title']}\n{case['text']}"
        document = Document("spec.txt", "0" * 16, "text/plain", text)
        for o in observe(document, analyse(document), "work_report", load_catalogue()):
            assert text[o.start : o.end] == o.quote
