"""One mapping of a codebook file, read field by field, so that every complaint can say where it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from csa_research.errors import CodebookError


@dataclass(frozen=True, slots=True)
class Entry:
    """One mapping of a file and what it is called there."""

    source: str
    what: str
    values: Mapping[str, Any]

    def fail(self, field: str, problem: str) -> NoReturn:
        """Raises CodebookError naming the file, the entry and the field."""
        raise CodebookError(f"{self.source}: {self.what}, {field}: {problem}")

    def text(self, field: str, default: str | None = None) -> str:
        """The field as text; without a default it must be there."""
        value = self.values.get(field)
        if value is None or value == "":
            if default is None:
                self.fail(field, "is missing; give it a text.")
            return default
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            self.fail(field, "must be a single text; put it in quotation marks.")
        return str(value).strip()

    def choice(self, field: str, allowed: Iterable[str], default: str) -> str:
        """The field as one of the allowed words."""
        value = self.text(field, default)
        if value not in allowed:
            self.fail(field, f"{value!r} is not allowed; use one of {', '.join(allowed)}.")
        return value

    def flag(self, field: str, default: bool) -> bool:
        """The field as true or false."""
        value = self.values.get(field, default)
        if not isinstance(value, bool):
            self.fail(field, "must be true or false.")
        return value

    def items(self, field: str) -> tuple[Any, ...]:
        """The field as a list of anything; empty where it is missing."""
        value = self.values.get(field)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.fail(field, "must be a list, such as [a, b].")
        return tuple(value)

    def texts(self, field: str, allowed: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The field as a list of texts, each among the allowed words where some are given."""
        out = self.items(field)
        for value in out:
            if not isinstance(value, str):
                self.fail(field, "every item must be a text; put it in quotation marks.")
            if allowed and value not in allowed:
                self.fail(field, f"{value!r} is not allowed; use {', '.join(allowed)}.")
        return tuple(str(value).strip() for value in out)

    def numbers(self, field: str) -> tuple[int, ...]:
        """The field as a list of whole numbers from 1."""
        out = self.items(field)
        for value in out:
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                self.fail(field, "every item must be a whole number from 1.")
        return out

    def mapping(self, field: str) -> Mapping[str, Any]:
        """The field as 'name: value' lines; empty where it is missing."""
        value = self.values.get(field)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.fail(field, "must be 'name: value' lines.")
        return {str(key): part for key, part in value.items()}
