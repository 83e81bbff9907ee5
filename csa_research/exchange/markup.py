"""Foreign XML read safely: no document type, no entities; names without their namespace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from csa_research.errors import FormatError


def parse(name: str, data: bytes) -> Any:
    """The root element. Raises FormatError for what is no XML, or declares a document type or entities."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise FormatError(
            f"{name}: declares a DOCTYPE or ENTITY inside; it was not read. Export it again from its program."
        ) from error
    except (ParseError, LookupError, ValueError, RecursionError) as error:
        raise FormatError(f"{name}: damaged inside (no well-formed XML). Export it again from its program.") from error


def tag(element: Any) -> str:
    """The element's name without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """The attribute's value whatever its namespace; "" where it is not there."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def children(element: Any, *names: str) -> Iterator[Any]:
    """The element's own children of these names, in order."""
    return (child for child in element if tag(child) in names)


def child(element: Any, name: str) -> Any:
    """The element's first child of this name, or an empty list, which has no children either."""
    return next(children(element, name), [])


def text_of(element: Any, name: str) -> str:
    """The text of the element's first child of this name, "" where it has none."""
    found = next(children(element, name), None)
    return "" if found is None else (found.text or "")


def guid(value: str | None) -> str:
    """A GUID in upper case without braces: programs write it either way."""
    return (value or "").strip().strip("{}").upper()


def references(element: Any, *names: str) -> tuple[str, ...]:
    """The GUIDs that the element's children of these names point to."""
    return tuple(guid(found.get("targetGUID") or found.get("guid")) for found in children(element, *names))
