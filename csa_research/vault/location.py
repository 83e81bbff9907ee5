"""Where a vault should not lie."""

from __future__ import annotations

import os
import re
from pathlib import Path

_SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "cloudstorage": "a cloud folder",
    "nextcloud": "Nextcloud",
    "box sync": "Box",
    "sharepoint": "SharePoint",
}
_MOVE = "Put it elsewhere on this computer: set CSA_VAULT, or paths.vault in study.yaml."


def warn_location(path: str | Path, study: str | Path) -> tuple[str, ...]:
    """What speaks against a vault at `path`, one sentence each; () when nothing does."""
    given, place = str(path), Path(path).expanduser().resolve()
    warnings: list[str] = []
    if place.is_relative_to(Path(study).expanduser().resolve()):
        warnings.append(f"The vault {given} lies inside the study folder, so whoever gets the study gets the vault. {_MOVE}")
    service = _service(given) or _service(str(place)) or _service_by_setting(place)
    if service:
        warnings.append(f"The vault {given} lies in a folder that {service} copies to other computers. {_MOVE}")
    if any(text.startswith(("\\\\", "//")) for text in (given, str(place))):
        warnings.append(f"The vault {given} lies on a network drive: others may reach it, and it may be damaged. {_MOVE}")
    return tuple(warnings)


def _service(path: str) -> str:
    for part in re.split(r"[\\/]+", path.casefold()):
        for start, name in _SYNCED.items():
            if re.match(rf"{re.escape(start)}(?![a-z])", part):
                return name
    return ""


def _service_by_setting(place: Path) -> str:
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):  # Windows says where it is, whatever its name
        folder = os.environ.get(name)
        if folder and place.is_relative_to(Path(folder).resolve()):
            return "OneDrive"
    return ""
