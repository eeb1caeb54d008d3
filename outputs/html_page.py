"""What the HTML pages of the program have in common: assets inside the page, and a policy that lets in nothing else."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from html import escape
from importlib.resources import files


@cache
def asset(package: str, name: str) -> tuple[str, str]:
    """A style sheet or script of a package, and the source expression of a policy that allows just it."""
    text = files(package).joinpath(name).read_text("utf-8")
    return text, f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def page_head(title: str, style: tuple[str, str], script_source: str | None = None) -> str:
    """Everything before the body's content, ``<body>`` included.

    Args:
        title: as plain text.
        style: of ``asset``.
        script_source: the source expression of the page's one script; None for a page without scripts.
    """
    scripts = f" script-src {script_source};" if script_source else ""
    policy = f"default-src 'none'; style-src {style[1]};{scripts} base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{style[0]}</style></head><body>\n"
    )
