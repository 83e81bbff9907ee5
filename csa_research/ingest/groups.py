"""groups.csv: who was spoken to, when, and which file holds it; and whether the files that arrived fit."""

from __future__ import annotations

import datetime
import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from csa_research.errors import GroupsError
from csa_research.ingest.safe import sha256
from csa_research.ingest.sheets import Record, read_records
from csa_research.records import Group

COLUMNS = ("group_id", "agency", "date", "transcript", "facilitator", "invited", "attended", "consent_scope")
REQUIRED = ("group_id", "agency", "transcript")
SCOPES = ("analysis", "report", "conference", "web")
ATTENDED = range(3, 9)


@dataclass(frozen=True, slots=True)
class FileMatch:
    """Groups with their files, and everything that does not fit; a person decides about each problem."""

    matched: tuple[tuple[Group, Path], ...]
    problems: tuple[str, ...]


def read_groups(path: Path, agencies: Mapping[str, str]) -> tuple[Group, ...]:
    """The rows of groups.csv (or .xlsx) in order; `agencies` is id -> label. Raises GroupsError naming row and column."""
    groups: dict[str, Group] = {}
    for record in read_records(path, columns=COLUMNS, required=REQUIRED, error=GroupsError):
        group = _group(path.name, record, agencies)
        if known := next((g for g in groups if g.casefold() == group.group_id.casefold()), ""):
            raise GroupsError(f"{path.name}: row {record.row}: group_id {known} is there twice. Give each group its own.")
        groups[group.group_id] = group
    if not groups:
        raise GroupsError(f"{path.name}: has a header but no group. Write one row a group.")
    return tuple(groups.values())


def _group(name: str, record: Record, agencies: Mapping[str, str]) -> Group:
    def wrong(column: str, what: str) -> GroupsError:
        return GroupsError(f"{name}: row {record.row}, column {column}: {what}")

    group_id = record.get("group_id")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", group_id):
        raise wrong("group_id", "use letters, digits, - and _ only (at most 40), such as CSC1.")
    if re.fullmatch(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])", group_id):
        raise wrong("group_id", "is a name that Windows keeps for itself: no file can be called that. Choose another.")
    try:
        return Group(
            group_id=group_id,
            agency=_agency(record.get("agency"), agencies),
            date=_date(record.get("date")),
            transcript=_file_name(record.get("transcript")),
            facilitator=record.get("facilitator"),
            invited=_number("invited", record.get("invited")),
            attended=_number("attended", record.get("attended")),
            consent_scope=_scope(record.get("consent_scope")),
        )
    except _Wrong as error:
        raise wrong(error.column, error.what) from None


class _Wrong(Exception):
    def __init__(self, column: str, what: str) -> None:
        super().__init__(column)
        self.column, self.what = column, what


def _agency(value: str, agencies: Mapping[str, str]) -> str:
    names = {name.casefold(): key for key, label in agencies.items() for name in (key, label)}
    wanted = " ".join(value.casefold().split())
    if key := names.get(wanted) or names.get(wanted.replace(" ", "_")):
        return key
    near = difflib.get_close_matches(wanted, names, n=1, cutoff=0.6)
    hint = f" Did you mean {names[near[0]]}?" if near else ""
    raise _Wrong("agency", f"'{value[:40]}' is not one of {', '.join(agencies)}.{hint} Agencies are listed in study.yaml.")


def _date(value: str) -> str:
    if not value:
        return ""
    for pattern, kept in (("%Y-%m-%d", "%Y-%m-%d"), ("%Y-%m", "%Y-%m"), ("%d/%m/%Y", "%Y-%m-%d")):
        try:
            return datetime.datetime.strptime(value, pattern).strftime(kept)
        except ValueError:
            continue
    raise _Wrong("date", f"'{value[:20]}' is not a date. Write YYYY-MM-DD, YYYY-MM or DD/MM/YYYY.")


def _file_name(value: str) -> str:
    if Path(value.replace("\\", "/")).name != value or value in (".", ".."):
        raise _Wrong("transcript", "give the file's name alone, without a folder.")
    return value


def _number(column: str, value: str) -> int | None:
    if not value:
        return None
    if not re.fullmatch(r"[0-9]{1,4}", value):
        raise _Wrong(column, f"'{value[:20]}' is not a number. Write how many people, or nothing.")
    return int(value)


def _scope(value: str) -> tuple[str, ...]:
    given = [part.strip().casefold() for part in re.split(r"[;,|]", value) if part.strip()]
    if unknown := next((part for part in given if part not in SCOPES), ""):
        raise _Wrong("consent_scope", f"'{unknown[:30]}' is not one of {', '.join(SCOPES)} (several: separate them by ;).")
    return tuple(scope for scope in SCOPES if scope in given or scope == "analysis")


def group_warnings(groups: Iterable[Group]) -> tuple[str, ...]:
    """What is unusual in groups.csv, though not wrong: attendance outside 3-8, more attended than invited, no date."""
    return tuple(warning for group in groups for warning in _unusual(group))


def _unusual(group: Group) -> Iterable[str]:
    if group.attended is not None and group.attended not in ATTENDED:
        yield f"{group.group_id}: {group.attended} attended; a focus group has 3 to 8"
    if group.attended is not None and group.invited is not None and group.attended > group.invited:
        yield f"{group.group_id}: more attended ({group.attended}) than were invited ({group.invited})"
    if not group.date:
        yield f"{group.group_id}: no date"


def match_files(groups: Sequence[Group], paths: Iterable[Path]) -> FileMatch:
    """Each group with its file, by name; folders are searched. What does not fit is in `problems`, one sentence each."""
    files, problems = _expand(paths)
    by_name: dict[str, list[Path]] = defaultdict(list)
    for file in files:
        by_name[_known_as(file.name)].append(file)
    named = defaultdict(list)
    for group in groups:
        named[_known_as(group.transcript)].append(group)
    matched: list[tuple[Group, Path]] = []
    for name, owners in named.items():
        found = _one_file(owners, by_name.get(name, []))
        if isinstance(found, Path):
            matched.append((owners[0], found))
        else:
            problems.extend(found)
    problems += [f"{f.name}: no group in groups.csv names this file" for f in files if _known_as(f.name) not in named]
    problems += _doubled(files)
    order = {group.group_id: i for i, group in enumerate(groups)}
    return FileMatch(tuple(sorted(matched, key=lambda pair: order[pair[0].group_id])), tuple(problems))


def _known_as(name: str) -> str:
    """A file name to compare by: Mac and Windows write accents and capitals in different ways."""
    return unicodedata.normalize("NFC", name).casefold()


def _expand(paths: Iterable[Path]) -> tuple[list[Path], list[str]]:
    """Files, and those of folders (sorted; hidden ones, lock files and tables of ours left out), each once."""
    files: dict[Path, Path] = {}
    problems: list[str] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith((".", "~$")))
            files.update((p.resolve(), p) for p in inside if p.name not in ("Thumbs.db", "desktop.ini"))
        elif path.is_file():
            files[path.resolve()] = path
        else:
            problems.append(f"{path}: there is no such file or folder")
    return list(files.values()), problems


def _one_file(owners: Sequence[Group], files: Sequence[Path]) -> Path | list[str]:
    ids = ", ".join(group.group_id for group in owners)
    name = owners[0].transcript
    if not name:
        return [f"{group.group_id}: names no transcript yet" for group in owners]
    if len(owners) > 1:
        return [f"{name}: is named by two groups ({ids}); each group needs its own file"]
    if not files:
        return [f"{ids}: its transcript {name} is not among the files given"]
    if len({sha256(file) for file in files}) > 1:
        return [f"{ids}: {len(files)} different files are called {name}; keep one"]
    return files[0]


def _doubled(files: Sequence[Path]) -> list[str]:
    same: dict[str, list[Path]] = defaultdict(list)
    for file in files:
        same[sha256(file)].append(file)
    return [
        f"{' and '.join(sorted({f.name for f in group}))}: the same file twice, byte for byte;"
        " one group may have got another's transcript"
        for group in same.values()
        if len({f.name for f in group}) > 1
    ]
