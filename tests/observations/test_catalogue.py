"""The examples and counter-examples of the catalogue hold, and a wrong catalogue file says where it is wrong."""

from pathlib import Path

import pytest

from corpora.errors import ConfigurationError
from extractors.observations import load_catalogue
from tests.observations.builders import one

_INDICATORS = load_catalogue().indicators
_EXAMPLES = [(i.code, e.text, e.quote) for i in _INDICATORS for e in i.examples]
_COUNTER = [(i.code, e.text, e.quote) for i in _INDICATORS for e in i.counter_examples]


@pytest.mark.parametrize(("code", "text", "quote"), _EXAMPLES)
def test_example_is_the_indicator(code: str, text: str, quote: str) -> None:
    assert one(text, quote).indicator == code


@pytest.mark.parametrize(("code", "text", "quote"), _COUNTER)
def test_counter_example_is_not(code: str, text: str, quote: str) -> None:
    assert one(text, quote).indicator != code


def test_every_code_of_the_annotation_is_in_the_catalogue() -> None:
    from corpora.gold import codes

    assert set(codes().measure) - {"other"} <= set(load_catalogue().by_code)


_OWN = """
group: 本地指标
indicators:
- code: local.canteens
  label: 长者食堂数
  definition: 社会组织运营的长者食堂
  units: [count]
  measure: stock
  rules:
  - near: [长者食堂, 银发食堂]
    weight: 2.5
  examples:
  - {text: 建成长者食堂36家。, quote: 36家}
  counter_examples:
  - {text: 登记社会组织36家。, quote: 36家}
"""


def test_own_catalogue_extends(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(_OWN, encoding="utf-8")
    catalogue = load_catalogue(path)
    assert catalogue.by_code["local.canteens"].label == "长者食堂数"
    assert len(catalogue.indicators) == len(_INDICATORS) + 1
    assert catalogue.digest != load_catalogue().digest


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (("near:", "naer:"), "indicators[0].rules[0].naer"),
        (("measure: stock", "measure: stok"), "indicators[0].measure"),
        (("units: [count]", "units: [counts]"), "indicators[0].units"),
        (("quote: 36家}\n  counter", "quote: 37家}\n  counter"), "indicators[0].examples[0].quote"),
        (("  label: 长者食堂数\n", ""), "indicators[0].label"),
        (("indicators:\n", "indicators: [\n"), "YAML"),
    ],
)
def test_wrong_catalogue_names_the_place(tmp_path: Path, change: tuple[str, str], where: str) -> None:
    path = tmp_path / "own.yaml"
    assert change[0] in _OWN
    path.write_text(_OWN.replace(*change), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"own\.yaml") as error:
        load_catalogue(path)
    assert where in str(error.value)


def test_missing_catalogue_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nowhere"):
        load_catalogue(tmp_path / "nowhere.yaml")
