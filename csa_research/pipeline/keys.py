"""Content hashes: the same inputs give the same key, on every machine."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path


def digest(*parts: object) -> str:
    """A SHA-256 over JSON-able parts, as 64 hex digits."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True, default=str, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def file_digest(path: Path) -> str:
    """A SHA-256 over a file's bytes; "" where there is no such file."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder_digest(folder: Path, pattern: str = "*") -> str:
    """A hash over the names and bytes of a folder's files."""
    return digest(*((path.name, file_digest(path)) for path in sorted(folder.glob(pattern)) if path.is_file()))
