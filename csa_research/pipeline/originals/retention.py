"""The end of a study's closed side: reminders, and destruction of originals or key with a certificate."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from csa_research.atomic import write_text
from csa_research.errors import InputError, PersonNeeded
from csa_research.pipeline.context import Context, now
from csa_research.pipeline.keys import file_digest
from csa_research.records import Identifier, StageRun, Transcript
from csa_research.settings import vault_path
from csa_research.study import Study

if TYPE_CHECKING:
    from csa_research.vault import Vault

What = Literal["originals", "key"]

_MARK = ("retention", "originals destroyed")
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_CHECK = (
    "the recording device, and the service or computer that transcribed the recordings",
    "e-mail, shared drives and cloud folders through which transcripts were sent",
    "automatic back-ups of this computer and of the study folder (Time Machine, File History, the organisation's servers)",
    "copies on memory sticks and on colleagues' computers, and paper copies",
    "coding software (NVivo, MAXQDA, ATLAS.ti) into which raw transcripts may have been read",
)


def originals_destroyed(vault: Vault) -> str:
    """When the originals were destroyed (ISO 8601); "" while they are there."""
    found = vault.get(*_MARK)
    return str(found) if found else ""


def refuse_if_destroyed(vault: Vault) -> None:
    """Nothing. Raises InputError when the originals are gone, so that names cannot be decided on any more."""
    at = originals_destroyed(vault)
    if at:
        raise InputError(
            f"The originals of this study were destroyed on {at[:10]}, so its review and release have ended. What is released "
            "stays usable; a name that still stands in it can be removed with csa redact."
        )


def reminders(study: Study, today: date | None = None) -> tuple[str, ...]:
    """One line for each date of the retention schedule (study.yaml) that is past, until its certificate is there."""
    rules, day = study.settings.retention, today or date.today()
    out = []
    for what, until in (("originals", rules.originals_until), ("key", rules.key_until)):
        there = vault_path(study.folder, study.settings).is_file()
        if until and date.fromisoformat(until) < day and there and not certificates(study.folder, what):
            command = f"csa destroy {study.folder} --{what} --by NAME"
            out.append(f"Retention: the {what} were to be kept until {until} only. Destroy with: {command}")
    return tuple(out)


def certificates(folder: Path, what: str) -> tuple[Path, ...]:
    """The certificates of this kind in the study folder."""
    return tuple(sorted(folder.glob(f"destroyed-{what}-*.json")))


def confirm(study: Study, typed: str) -> None:
    """Nothing. Raises PersonNeeded unless the study's id was typed."""
    if typed.strip() != study.settings.study_id:
        raise PersonNeeded("Nothing was destroyed: the study's id was not typed. It stands as study_id in study.yaml.")


def warnings(ctx: Context) -> tuple[str, ...]:
    """What ends unfinished with the originals, to be read before the study's id is typed; none when review and release are done."""
    from csa_research.pipeline.originals.reviewing import count_open, said_open

    if certificates(ctx.study.folder, "originals"):
        return ()
    folder, releases = ctx.study.folder, ctx.store.releases()
    what = "the text stays for good as it was last released" if releases else "and nothing has been released: no text remains"
    out = []
    if count_open(ctx):
        out.append(
            f"WARNING: the review is not finished: {said_open(ctx)}. Without the originals no review and no release is possible "
            f"any more; {what}. Finish first: csa review {folder}, then csa release {folder} --by NAME"
        )
    elif not releases:
        out.append(f"WARNING: nothing has been released, so no text of this study remains. First: csa release {folder} --by NAME")
    return tuple(out)


def destroy(ctx: Context, what: What, *, by: str) -> tuple[Path, Path]:
    """The certificate (JSON and text) of what is now gone for good. Raises InputError, VaultError."""
    if not by.strip():
        raise InputError("A destruction is signed: say who destroys with --by NAME.")
    if not ctx.has_vault():
        raise InputError("There is no vault of this study here any more, so there is nothing to destroy.")
    vault, at = ctx.vault(), now()
    if what == "originals":
        refuse_if_destroyed(vault)
    stem = f"destroyed-{what}-{at.replace(':', '')}"
    paths = (ctx.study.folder / f"{stem}.json", ctx.study.folder / f"{stem}.txt")
    certificate: dict[str, object] = {"study": ctx.study.settings.study_id, "destroyed": what, "by": by.strip(), "at": at}
    _write(paths, {**certificate, "state": "begun; without a later certificate it was not finished"})
    items = _destroy_originals(ctx, vault, at) if what == "originals" else [vault.destroy()]
    certificate |= {"state": "done", "items": items, "remains": _remains(what), "to check": _to_check(ctx)}
    _write(paths, certificate)
    ctx.note(by.strip(), "destroyed", what, f"{len(items)} items; certificate {paths[0].name}")
    return paths


def _destroy_originals(ctx: Context, vault: Vault, at: str) -> list[dict[str, object]]:
    """Files as they arrived, transcripts as read, unseen text, machine findings and samples: gone from vault and folder."""
    from csa_research.vault import contents

    items: list[dict[str, object]] = [
        {"what": "file as it arrived", "group": o.group, "sha256": o.sha256, "bytes": len(o.data)}
        for o in contents.originals(vault)
    ]
    transcripts = contents.transcripts(vault)
    items += [{"what": "transcript as read", "group": t.group, "sha256": _digest(t), "turns": len(t.turns)} for t in transcripts]
    kept = [i for i in contents.identifiers(vault, "final") if i.status == "keep" and "person" in i.detectors]
    contents.save_transcripts(vault, [blanked(t, kept) for t in transcripts])
    for kind in ("original", "hidden", "machine", "second reading"):
        vault.replace_kind(kind, {})
    folder = ctx.study.folder / ctx.study.settings.paths.transcripts
    for path in sorted(p for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else ():
        items.append({"what": "file in the transcripts folder", "sha256": file_digest(path), "bytes": path.stat().st_size})
        _overwrite(path)
    vault.put(*_MARK, at)
    ctx.forget_index()
    _stay_fresh(ctx)
    return items


def blanked(transcript: Transcript, kept: Sequence[Identifier]) -> Transcript:
    """The transcript with blanks in place of all words but those that a person kept and the words beside them.

    The leak check needs these to tell a kept word from a name; positions stay.
    """
    turns = []
    for turn in transcript.turns:
        spans = [i.span for i in kept if (i.group, i.turn) == (turn.group, turn.index)]
        words = [m.span() for m in _WORD.finditer(turn.text)]
        shown: set[int] = set()
        for span in spans:
            before = [w for w in words if w[1] <= span.start][-1:]
            after = [w for w in words if w[0] >= span.end][:1]
            for start, end in (*before, (span.start, span.end), *after):
                shown.update(range(start, end))
        turns.append(replace(turn, text="".join(char if i in shown else " " for i, char in enumerate(turn.text))))
    return replace(transcript, turns=tuple(turns), warnings=())


def _digest(transcript: Transcript) -> str:
    text = "\n".join(f"{turn.speaker}\t{turn.text}" for turn in transcript.turns)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"\0" * path.stat().st_size)
    path.unlink()


def _stay_fresh(ctx: Context) -> None:
    """What was released stays released, although the files it came from are gone."""
    from csa_research.pipeline.runner import key_of
    from csa_research.pipeline.stages import stage

    was = {run.stage: run for run in ctx.store.stage_runs()}
    done = dict(was)
    for name in ("import", "detect", "release"):
        if name in was:
            done[name] = StageRun(name, key_of(ctx, stage(name), done), now(), 0.0, was[name].summary)
            ctx.store.put_stage_run(done[name])


def _remains(what: What) -> list[str]:
    text = "released text, codings, notes and journal in the study's store; exports in the folder of outputs"
    if what == "key":
        return [text, "nothing that leads from a pseudonym back to a name; no output can be checked for names or made anew"]
    return [
        text,
        "in the vault: names with their pseudonyms and decisions on them (the key), the length of turns, and the words beside "
        "words that a person kept; with these the leak check goes on",
        "speaker labels as written, and groups.csv, in the vault",
    ]


def _to_check(ctx: Context) -> list[str]:
    vault = vault_path(ctx.study.folder, ctx.study.settings)
    copies = sorted(str(p) for p in vault.parent.glob("*") if p.is_file() and p != vault) if vault.parent.is_dir() else []
    return [*(f"{copy} (beside the vault: a copy?)" for copy in copies), "copies of the vault file elsewhere", *_CHECK]


def _write(paths: tuple[Path, Path], certificate: Mapping[str, object]) -> None:
    write_text(paths[0], json.dumps(certificate, indent=2, ensure_ascii=False) + "\n")
    write_text(paths[1], "\n".join(_lines(certificate)) + "\n")


def _lines(certificate: Mapping[str, object]) -> list[str]:
    items, remains, check = (certificate.get(name) for name in ("items", "remains", "to check"))
    lines = ["CERTIFICATE OF DESTRUCTION", ""]
    lines += [f"{name}: {certificate[name]}" for name in ("study", "destroyed", "by", "at", "state")]
    for title, rows in (("Destroyed", items), ("What remains", remains), ("Back-ups and copies to check by hand", check)):
        if isinstance(rows, list):
            lines += ["", f"{title}:"]
            lines += [f"  [ ] {row}" if title.startswith("Back") else f"  - {_row(row)}" for row in rows]
    return [*lines, "", "Signature: ______________________   Date: ______________"]


def _row(row: object) -> str:
    if not isinstance(row, dict):
        return str(row)
    return ", ".join(str(value) if name == "what" else f"{name} {value}" for name, value in row.items())
