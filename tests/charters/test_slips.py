"""Slips of one character (scanning, typing) in the official sentences, at every place of them."""

from __future__ import annotations

from extractors.charters.review import judge_text

PARTY = "本会坚持中国共产党的全面领导，根据中国共产党章程的规定，设立中国共产党的组织，开展党的活动，为党组织的活动提供必要条件。"
VALUES = "本会遵守宪法、法律、法规和国家政策，践行社会主义核心价值观，遵守社会道德风尚。"
SHARE = 0.99
RULES = ("leadership", "organisation", "conditions", "core_values")


def kept(at: int, sentence: str) -> list[bool]:
    text = sentence[:at] + "土" + sentence[at + 1 :]
    other = VALUES if sentence is PARTY else PARTY
    found = judge_text(f"第二条　{text}\n第三条　{other}\n第四条　本会住所在青禾市。", "社会团体")
    return [found[f"party.{rule}"].verdict == "satisfied" for rule in RULES]


def test_most_slips_are_forgiven() -> None:
    results = [
        held
        for sentence in (PARTY, VALUES)
        for at, character in enumerate(sentence)
        if "一" <= character <= "鿿"
        for held in kept(at, sentence)
    ]
    assert len(results) > 300
    assert sum(results) / len(results) >= SHARE
