"""Mails are parsed in one place: Python's parser of headers is slow for long ones, and fails on odd ones."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from functools import lru_cache
from typing import Any

_LONGEST_HEADER = 4_000  # characters; what stands behind them says nothing that is asked for


class _Bounded(email.policy.EmailPolicy):
    """The default policy, but for the end of long headers and for parameters that cannot be parsed."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """The header as an object; called each time it is asked for."""
        return value if hasattr(value, "name") else _parsed(name, value[:_LONGEST_HEADER])


@lru_cache(maxsize=1024)
def _parsed(name: str, value: str) -> Any:
    for told in (value, value.partition(";")[0]):
        try:
            return email.policy.default.header_fetch_parse(name, told)
        except (IndexError, KeyError, AttributeError, TypeError, ValueError):  # faults of the parser
            continue
    return email.policy.default.header_fetch_parse(name, "")


def parse_mail(data: bytes) -> EmailMessage:
    """The message that a file holds.

    Args:
        data: the file.
    """
    message = email.message_from_bytes(data, policy=_Bounded())
    assert isinstance(message, EmailMessage)
    return message
