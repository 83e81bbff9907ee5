"""The codebook as REFI-QDA codes: families as headings, their codes and sub-codes nested below."""

from __future__ import annotations

import xml.etree.ElementTree as ET  # writing only: nothing foreign is parsed here
from collections.abc import Mapping, Sequence
from pathlib import Path

from csa_research.atomic import write_bytes
from csa_research.export.refi_qda.ids import colour, guid
from csa_research.export.refi_qda.memos import refer
from csa_research.export.text import carried
from csa_research.records import Code, Codebook

CODEBOOK_NAMESPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "csa_research"


def code_guid(code_id: str) -> str:
    """The GUID of a code or family."""
    return guid("code", code_id)


def add_codes(parent: ET.Element, codebook: Codebook, notes: Mapping[tuple[str, str], str] | None = None) -> None:
    """Append <Codes> with a heading a family; a code whose parent is a code is nested in it. `notes`: GUIDs of memos on codes."""
    codes = ET.SubElement(parent, "Codes")
    children: dict[str, list[Code]] = {}
    for code in codebook.codes:
        children.setdefault(code.parent or code.family, []).append(code)
    for i, family in enumerate(codebook.families):
        heading = _code(codes, family.id, f"{family.id} {family.name}", colour(i), codable=False, description=family.definition)
        refer(heading, (notes or {}).get(("code", family.id)))
        _add_children(heading, family.id, children, colour(i), notes or {})


def _add_children(
    element: ET.Element, parent: str, children: Mapping[str, Sequence[Code]], shade: str, notes: Mapping[tuple[str, str], str]
) -> None:
    for code in children.get(parent, ()):
        child = _code(element, code.id, f"{code.id} {code.name}", shade, codable=code.codable, description=describe(code))
        refer(child, notes.get(("code", code.id)))
        _add_children(child, code.id, children, shade, notes)


def _code(parent: ET.Element, code_id: str, name: str, shade: str, *, codable: bool, description: str) -> ET.Element:
    values = {"guid": code_guid(code_id), "name": name, "isCodable": str(codable).lower(), "color": shade}
    element = ET.SubElement(parent, "Code", values)
    if description:
        ET.SubElement(element, "Description").text = carried(description)
    return element


def describe(code: Code) -> str:
    """Definition, when to include and exclude, and the invented example, in one text."""
    parts = (
        code.definition,
        code.include_when and f"Include when: {code.include_when}",
        code.exclude_when and f"Exclude when: {code.exclude_when}",
        code.example and f"Example (invented): {code.example}",
    )
    return "\n".join(part for part in parts if part)


def write_codebook(path: Path, codebook: Codebook) -> None:
    """The codebook as a .qdc file."""
    root = ET.Element("CodeBook", {"xmlns": CODEBOOK_NAMESPACE, "origin": ORIGIN})
    add_codes(root, codebook)
    write_bytes(path, serialise(root))


def serialise(root: ET.Element) -> bytes:
    """The XML document: UTF-8, declared, LF, no byte order mark."""
    ET.indent(root)
    body: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"
