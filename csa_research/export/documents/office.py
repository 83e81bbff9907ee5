"""Properties of Office files: nothing that says who made them, where, or when."""

from __future__ import annotations

from typing import Any

from csa_research.export.text import one_line

AUTHOR = "csa_research"


def neutral(properties: Any, title: str) -> None:
    """Nothing; the core properties of a Word or PowerPoint document then name the package and the title, no person."""
    properties.author = AUTHOR
    properties.last_modified_by = AUTHOR
    properties.title = one_line(title)[:250]
    properties.comments = ""
    properties.keywords = ""
    properties.subject = ""
