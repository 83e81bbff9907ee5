"""Reading a YAML mapping field by field, so that every complaint names the file, the node or link and the field."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from csa_research.errors import TheoryError

MAX_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One mapping of the file and what it is called."""

    source: str
    what: str
    values: Mapping[str, Any]

    def fail(self, field: str, problem: str) -> NoReturn:
        """Raise TheoryError for one field."""
        raise TheoryError(f"{self.source}: {self.what}, {field}: {problem}")

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

    def texts(self, field: str) -> tuple[str, ...]:
        """The field as a list of texts, empty when it is missing."""
        value = self.values.get(field)
        if value is None:
            return ()
        if not isinstance(value, list) or any(isinstance(v, bool) or not isinstance(v, str | int) for v in value):
            self.fail(field, "must be a list of texts, such as [a, b].")
        return tuple(str(item).strip() for item in value)

    def known(self, field: str, allowed: Collection[str], kind: str) -> tuple[str, ...]:
        """The field as a list of ids that must exist."""
        found = self.texts(field)
        for item in found:
            if item not in allowed:
                self.fail(field, f"{item!r} is not {kind}. Mend the id, or add what it means.")
        return found

    def numbers(self, field: str) -> tuple[int, ...]:
        """The field as a list of whole numbers from 1."""
        value = self.values.get(field)
        if value is None:
            return ()
        if not isinstance(value, list) or any(isinstance(v, bool) or not isinstance(v, int) or v < 1 for v in value):
            self.fail(field, "must be a list of whole numbers from 1, such as [1, 3].")
        return tuple(value)

    def mapping(self, field: str) -> Entry:
        """The field as a mapping of its own, empty when it is missing."""
        value = self.values.get(field)
        if value is None:
            value = {}
        if not isinstance(value, dict):
            self.fail(field, "must be 'name: value' lines.")
        return Entry(self.source, f"{self.what}, {field}", value)

    def entries(self, field: str, kind: str) -> tuple[Entry, ...]:
        """The field as a list of mappings, each with its own id. Two of one id are refused."""
        value = self.values.get(field)
        if value is None:
            value = []
        if not isinstance(value, list):
            self.fail(field, "must be a list that starts each item with '- id:'.")
        made: list[Entry] = []
        seen: set[str] = set()
        for number, item in enumerate(value, 1):
            if not isinstance(item, dict):
                self.fail(field, f"item {number} must be 'name: value' lines.")
            name = Entry(self.source, f"{kind} number {number}", item).text("id")
            if name in seen:
                raise TheoryError(f"{self.source}: {kind} {name}, id: is used twice. Give each {kind} its own id.")
            seen.add(name)
            made.append(Entry(self.source, f"{kind} {name}", item))
        return tuple(made)


def read_yaml(text: str, source: str) -> Entry:
    """The file's top level. Raises TheoryError naming the line that is not YAML."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    if len(text) > MAX_CHARACTERS:
        raise TheoryError(f"{source}: is over {MAX_CHARACTERS // 10**6} MB; a theory is far smaller. Is it the right file?")
    reader = YAML(typ="safe", pure=True)
    try:
        # aliases can make a small file grow without end, and nobody writes them here: refused before anything is built
        for event in reader.parse(text) if "*" in text and "&" in text else ():
            if type(event).__name__ == "AliasEvent":
                line = event.start_mark.line + 1
                raise TheoryError(f"{source}: line {line}: YAML aliases (*name) are not allowed; write the value out.")
        data = YAML(typ="safe", pure=True).load(text)
    except (YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        problem = getattr(error, "problem", None) or "the text cannot be read"
        raise TheoryError(f"{source}: {where}not valid YAML ({problem}). Mend that line.") from error
    if not isinstance(data, dict):
        raise TheoryError(f"{source}: expected the sections theory, nodes and links.")
    return Entry(source, "file", data)
