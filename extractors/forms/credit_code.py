"""The unified social credit code (统一社会信用代码), GB 32100-2015, with the organisation code of GB 11714 inside it."""

from __future__ import annotations

from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I O Z S V
_CODE_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
LENGTH: Final = 18
# Registration by civil affairs (5), then the type of organisation.
ORG_TYPES: Final = {"51": "社会团体", "52": "民办非企业单位", "53": "基金会"}


def fault(code: str) -> str | None:
    """What is wrong with a code: ``length``, ``characters``, ``organisation_code``, ``check_digit``; None for a right one.

    Args:
        code: 18 characters, letters in capitals.
    """
    if len(code) != LENGTH:
        return "length"
    if any(character not in _ALPHABET for character in code):
        return "characters"
    if _check_of_organisation(code[8:16]) != code[16]:
        return "organisation_code"
    total = sum(_ALPHABET.index(c) * (3**at % 31) for at, c in enumerate(code[:17]))
    return None if _ALPHABET[(31 - total % 31) % 31] == code[17] else "check_digit"


def _check_of_organisation(code: str) -> str:
    """The check character of an organisation code (GB 11714): letters count 10 … 35."""
    total = sum(weight * int(c, 36) for weight, c in zip(_CODE_WEIGHTS, code, strict=True))
    rest = 11 - total % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def org_type_of(code: str) -> str | None:
    """The organisation type that the first two characters say; None for other registers."""
    return ORG_TYPES.get(code[:2])
