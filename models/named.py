"""Features by name, and groups of them that are spelled only where a model has not met them before."""

from __future__ import annotations

from typing import Any

Names = tuple[str, ...]
"""Names of features that a person can read: ``l=注销``."""

Group = tuple[Any, ...]
"""Templates of names, parted by spaces, and what fills them: ``("m:{0} m:{1}|{0}", "flow", "reg.new")``.

A place of a template always takes values of one type, as 1 and True would be taken for the same.
"""

Groups = tuple[Group, ...]


def names_of(group: Group) -> Names:
    """The names of a group: ``m:flow`` and ``m:reg.new|flow`` of the example."""
    templates, *said = group
    return tuple([template.format(*said) for template in templates.split(" ")])
