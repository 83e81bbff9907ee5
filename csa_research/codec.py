"""Records to JSON and back, strictly: what does not fit its record is refused, with the place named and no value repeated.

Frozen dataclasses, tuples, dicts with text or whole-number keys, Optional and other unions, Literal, text, numbers, truth.
"""

from __future__ import annotations

import dataclasses
import math
import types
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from csa_research.errors import InputError

T = TypeVar("T")
_Read = Callable[[object, str], Any]


def to_json(record: object) -> object:
    """The record as JSON-able lists, dicts and plain values. Raises InputError on a kind of value JSON cannot hold."""
    if record is None or isinstance(record, str | bool | int):
        return record
    if isinstance(record, float):
        if not math.isfinite(record):
            raise InputError("A number that is not finite cannot be kept as JSON.")
        return record
    if isinstance(record, tuple | list):
        return [to_json(item) for item in record]
    if isinstance(record, Mapping):
        return {_key(key): to_json(value) for key, value in record.items()}
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        return {field.name: to_json(getattr(record, field.name)) for field in dataclasses.fields(record)}
    raise InputError(f"A value of type {type(record).__name__} cannot be kept as JSON.")


def from_json(cls: type[T], value: object) -> T:
    """The record of this class that `to_json` had written. Raises InputError naming the field that does not fit.

    A field that is not there takes its default; a field that the class does not know is an error.
    """
    kind: Any = cls
    record: T = _reader(kind)(value, getattr(cls, "__name__", str(cls)))
    return record


def _key(key: object) -> str:
    if isinstance(key, str):
        return key
    if isinstance(key, int) and not isinstance(key, bool):
        return str(key)
    raise InputError(f"A dict key of type {type(key).__name__} cannot be kept as JSON; use text or whole numbers.")


def _wrong(where: str, expected: str, value: object) -> InputError:
    return InputError(f"{where}: expected {expected}, found {_NAMES.get(type(value), type(value).__name__)}.")


_NAMES: dict[type, str] = {
    str: "text", int: "a whole number", float: "a number", bool: "true or false",
    list: "a list", dict: "an object", type(None): "nothing",
}  # fmt: skip


@cache
def _reader(kind: Any) -> _Read:
    origin = get_origin(kind)
    if origin is Literal:
        return _one_of(get_args(kind))
    if origin in (Union, types.UnionType):
        return _union(get_args(kind))
    if origin is tuple:
        return _tuple(get_args(kind))
    if origin in (dict, Mapping):
        return _dict(*get_args(kind))
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _dataclass(kind)
    if kind in _NAMES and kind not in (list, dict):
        return _plain(kind)
    if kind in (object, Any):
        return lambda value, where: value
    raise InputError(f"Records with a field of type {kind} cannot be read from JSON.")


def _plain(kind: type) -> _Read:
    def read(value: object, where: str) -> Any:
        if type(value) is kind:
            return value
        if kind is float and type(value) is int:
            return float(value)
        raise _wrong(where, _NAMES[kind], value)

    return read


def _one_of(allowed: tuple[Any, ...]) -> _Read:
    def read(value: object, where: str) -> Any:
        for choice in allowed:
            if type(choice) is type(value) and choice == value:
                return choice
        raise InputError(f"{where}: expected one of {', '.join(repr(choice) for choice in allowed)}.")

    return read


def _union(members: tuple[Any, ...]) -> _Read:
    readers = [_reader(member) for member in members]

    def read(value: object, where: str) -> Any:
        problems = []
        for member in readers:
            try:
                return member(value, where)
            except InputError as problem:
                problems.append(str(problem))
        raise InputError(problems[0] if value is not None else _wrong(where, "a value", value))

    return read


def _tuple(members: tuple[Any, ...]) -> _Read:
    endless = len(members) == 2 and members[1] is Ellipsis
    readers = [_reader(members[0])] if endless else [_reader(member) for member in members]

    def read(value: object, where: str) -> Any:
        if not isinstance(value, list | tuple):
            raise _wrong(where, "a list", value)
        if endless:
            return tuple(readers[0](item, f"{where}[{i}]") for i, item in enumerate(value))
        if len(value) != len(readers):
            raise InputError(f"{where}: expected {len(readers)} items, found {len(value)}.")
        return tuple(r(item, f"{where}[{i}]") for i, (r, item) in enumerate(zip(readers, value, strict=True)))

    return read


def _dict(key_kind: Any, value_kind: Any) -> _Read:
    if key_kind not in (str, int):
        raise InputError(f"Dicts with keys of type {key_kind} cannot be read from JSON.")
    reader = _reader(value_kind)

    def read(value: object, where: str) -> Any:
        if not isinstance(value, dict):
            raise _wrong(where, "an object", value)
        try:
            return {key_kind(key): reader(item, where) for key, item in value.items()}
        except ValueError:
            raise InputError(f"{where}: expected whole numbers as keys.") from None

    return read


def _dataclass(cls: type) -> _Read:
    fields = {field.name: field for field in dataclasses.fields(cls)}
    readers: dict[str, _Read] = {}

    def read(value: object, where: str) -> Any:
        if not isinstance(value, dict):
            raise _wrong(where, "an object", value)
        if not readers:  # at first use, so that a record may hold records of its own kind
            readers.update({name: _reader(kind) for name, kind in get_type_hints(cls).items() if name in fields})
        unknown = [str(name) for name in value if name not in fields]
        if unknown:
            raise InputError(f"{where}: unknown field {', '.join(sorted(unknown)[:3])}; known: {', '.join(fields)}.")
        for name, field in fields.items():
            required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
            if required and name not in value:
                raise InputError(f"{where}.{name}: missing.")
        try:
            return cls(**{name: readers[name](item, f"{where}.{name}") for name, item in value.items()})
        except ValueError as problem:
            raise InputError(f"{where}: {problem}.") from None

    return read
