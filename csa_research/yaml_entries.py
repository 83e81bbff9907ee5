"""YAML that people write, read field by field, so that every complaint names the file, the entry and the field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from csa_research.errors import CsaError

MAX_BYTES = 2_000_000
_NESTED = re.compile(r"(?:[\[{]\s{0,9}){50}|(?:-[ ]{1,9}){50}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One mapping of a file, what it is called there, and the error that a complaint about it is."""

    source: str
    what: str
    values: Mapping[str, Any]
    error: type[CsaError]

    def fail(self, field: str, problem: str) -> NoReturn:
        """Raises this file's error naming the file, the entry and the field."""
        raise self.error(f"{self.source}: {self.what}, {field}: {problem}")

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

    def choice(self, field: str, allowed: Collection[str], default: str | None = None) -> str:
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

    def texts(self, field: str, allowed: Collection[str] = ()) -> tuple[str, ...]:
        """The field as a list of texts, each among the allowed words where some are given."""
        out = self.items(field)
        for value in out:
            if isinstance(value, bool) or not isinstance(value, str | int):
                self.fail(field, "every item must be a text; put it in quotation marks.")
            if allowed and value not in allowed:
                self.fail(field, f"{value!r} is not allowed; use {', '.join(allowed)}.")
        return tuple(str(value).strip() for value in out)

    def known(self, field: str, ids: Collection[str], kind: str) -> tuple[str, ...]:
        """The field as a list of ids that must exist."""
        found = self.texts(field)
        for item in found:
            if item not in ids:
                self.fail(field, f"{item!r} is not {kind}. Mend the id, or add what it means.")
        return found

    def numbers(self, field: str) -> tuple[int, ...]:
        """The field as a list of whole numbers from 1."""
        out = self.items(field)
        for value in out:
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                self.fail(field, "every item must be a whole number from 1, such as [1, 3].")
        return out

    def mapping(self, field: str) -> Entry:
        """The field's 'name: value' lines as an entry of their own; empty where it is missing."""
        value = self.values.get(field)
        if value is None:
            value = {}
        if not isinstance(value, dict):
            self.fail(field, "must be 'name: value' lines.")
        return Entry(self.source, f"{self.what}, {field}", {str(key): part for key, part in value.items()}, self.error)

    def entries(self, field: str, noun: str) -> tuple[Entry, ...]:
        """The field's list of mappings, each with an id of its own; empty where it is missing."""
        made: list[Entry] = []
        seen: Counter[str] = Counter()
        for number, values in enumerate(self.items(field), 1):
            if not isinstance(values, dict):
                self.fail(field, f"item {number} must be 'name: value' lines that start with '- id:'.")
            ident = Entry(self.source, f"{noun} number {number}", values, self.error).text("id")
            entry = Entry(self.source, f"{noun} {ident}", values, self.error)
            seen[ident] += 1
            if seen[ident] > 1:
                entry.fail("id", f"is used twice; number {number} of {field} repeats it. Give each {noun} its own id.")
            made.append(entry)
        return tuple(made)


def read_yaml(text: str, source: str, *, error: type[CsaError], thing: str, sections: str) -> Entry:
    """The top level of the file, `thing` in our words, which should hold `sections`.

    Raises `error` naming the line where the text is no YAML, grows by aliases or nesting, or is far too large.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise error(f"{source}: is over {MAX_BYTES // 1_000_000} MB; a {thing} is far smaller. Is it the right file?")
    if _NESTED.search(text):  # the YAML reader takes minutes over what nobody needs here
        raise error(f"{source}: is nested over fifty deep; a {thing} has no such lists.")
    try:
        alias = _alias(text)
        data = None if alias else YAML(typ="safe", pure=True).load(text)
    except (YAMLError, ValueError, RecursionError) as failure:  # ValueError: a date that does not exist
        raise error(f"{source}: {_problem(failure, text)}") from failure
    if alias:
        raise error(f"{source}: line {alias}: YAML aliases (*name) are not allowed; write the value out.")
    if not isinstance(data, dict):
        raise error(f"{source}: expected {sections}.")
    return Entry(source, "file", data, error)


def _alias(text: str) -> int:
    """The line of the first alias, or 0: aliases can make a small file grow without end, so none is ever followed."""
    from ruamel.yaml import YAML
    from ruamel.yaml.events import AliasEvent

    if "*" not in text or "&" not in text:
        return 0
    found = (event for event in YAML(typ="safe", pure=True).parse(text) if isinstance(event, AliasEvent))
    return next((event.start_mark.line + 1 for event in found), 0)


def _problem(failure: Exception, text: str) -> str:
    mark = getattr(failure, "problem_mark", None)
    at = getattr(failure, "position", None)
    if isinstance(at, int):
        line = text.count("\n", 0, at) + 1
        return f"line {line}: holds a sign that YAML does not allow. Delete it, and save the file as UTF-8 text."
    where = f"line {mark.line + 1}: " if mark else ""
    dates = isinstance(failure, ValueError) and not mark
    problem = "a date in it does not exist; dates are YYYY-MM-DD" if dates else getattr(failure, "problem", None)
    return f"{where}not valid YAML ({problem or 'the text cannot be read'}). Mend that line."
