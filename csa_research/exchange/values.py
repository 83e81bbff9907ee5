"""Cells of a foreign database as what they should be: nothing in them is sure."""

from __future__ import annotations

from collections.abc import Mapping


def text(row: Mapping[str, object], column: str) -> str:
    """The cell as text; "" where it is empty, missing or no text."""
    value = row.get(column)
    if isinstance(value, bool | int | float):
        return str(int(value)) if value == value and abs(value) < 2**63 else ""
    return value if isinstance(value, str) else ""


def number(row: Mapping[str, object], column: str) -> int:
    """The cell as a whole number; -1 where it is none, which is no place in any text."""
    value = row.get(column)
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return int(value) if isinstance(value, str) and value.strip().isdigit() and len(value) < 12 else -1
