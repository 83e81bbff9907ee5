"""The second person's sample: drawn for marking, taken back into the vault, and its misses asked about in the review."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.atomic import write_text
from csa_research.codec import from_json, to_json
from csa_research.errors import InputError
from csa_research.offsets import overlaps
from csa_research.pipeline.context import Context, now
from csa_research.records import Identifier, Transcript

if TYPE_CHECKING:
    from csa_research.anonymise.measuring.risk import RecallRow
    from csa_research.anonymise.places import Place
    from csa_research.vault import Vault

COLUMNS = ("group", "turn", "text", "marked")
_KIND = "second reading"
_BIGGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """One marked sample in the vault. `since` is the length of the decision log when it came."""

    file: str
    at: str
    by: str
    turns: tuple[tuple[str, int], ...]
    marked: tuple[Identifier, ...]
    missed: tuple[Identifier, ...]
    recall: tuple[tuple[str, int, int], ...]  # (type, entities, left showing) of the review as it was then
    since: int


def draw_sample(ctx: Context, out: Path, *, turns: int, seed: int | None) -> int:
    """How many turns of the original text were written for a second person. Raises InputError inside the outputs folder."""
    from csa_research.anonymise.measuring.second_reading import draw, safe_cell
    from csa_research.pipeline.originals.retention import refuse_if_destroyed
    from csa_research.vault import contents

    if out.resolve().is_relative_to(ctx.study.outputs.resolve()):
        raise InputError("The sample holds original words, so it may not lie among the outputs. Give another place with -o.")
    vault = ctx.vault()
    refuse_if_destroyed(vault)
    chosen = draw(contents.transcripts(vault), turns, seed=ctx.study.settings.seed if seed is None else seed)
    if not chosen:
        raise InputError(f"There is no transcript to draw from. Import some first: csa import {ctx.study.folder} FILES")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for turn in chosen:
        writer.writerow((turn.group, turn.index, safe_cell(turn.text), safe_cell(turn.text)))
    write_text(out, "\ufeff" + text.getvalue())
    return len(chosen)


def take_sample(ctx: Context, path: Path, *, by: str) -> tuple[Kept, tuple[str, ...]]:
    """The marked sample, kept in the vault, and the rows that could not be taken; its misses are then open questions."""
    from csa_research.anonymise.measuring.risk import recall_by_type
    from csa_research.anonymise.measuring.second_reading import missed, read_marks
    from csa_research.pipeline.originals.reviewing import decide
    from csa_research.vault import contents

    vault = ctx.vault()
    reading = read_marks(_rows(path), contents.transcripts(vault))
    if not reading.turns:
        raise InputError(f"{path.name}: no row could be taken. {' '.join(reading.problems[:3])}".strip())
    masked = released_masks(ctx)
    rows = recall_by_type(masked, reading.marked)
    kept = Kept(
        f"sample {len(vault.items(_KIND)) + 1}", now(), by, reading.turns, reading.marked, missed(reading.marked, masked),
        tuple((row.type, row.entities, row.leaked) for row in rows), len(contents.decision_log(vault)),
    )  # fmt: skip
    vault.put(_KIND, kept.file, to_json(kept))
    decide(ctx)
    ctx.note(by, "second reading", f"{len(kept.turns)} turns", f"{len(kept.marked)} marked, {len(kept.missed)} had been missed")
    return kept, reading.problems


def _rows(path: Path) -> list[tuple[int, str, str, str]]:
    """(line, group, turn, marked) of the file. Raises InputError."""
    try:
        if path.stat().st_size > _BIGGEST:
            raise InputError(f"{path.name} is too big for a sample of turns. Give the file that csa risk sample wrote.")
        data = path.read_bytes()
    except OSError as problem:
        raise InputError(f"{path} cannot be read: {problem.strerror}. Give the file that csa risk sample wrote.") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")  # as some spreadsheets save
    head = text.split("\n", 1)[0]
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
        rows = list(reader)
    except csv.Error:
        raise InputError(f"{path.name} is not a table. Save it as CSV with the columns {', '.join(COLUMNS)}.") from None
    if not {"group", "turn", "marked"} <= {(name or "").strip() for name in reader.fieldnames or ()}:
        raise InputError(f"{path.name}: the first line must hold {', '.join(COLUMNS)}. Save it with them.")
    return [(n, row.get("group") or "", row.get("turn") or "", row.get("marked") or "") for n, row in enumerate(rows, 2)]


def released_masks(ctx: Context) -> tuple[Identifier, ...]:
    """What the release masks: in reviewed groups what was decided, in others what goes out without a person."""
    from csa_research.anonymise.release import to_mask, to_mask_unattended
    from csa_research.vault import contents

    final = contents.identifiers(ctx.vault(), "final")
    unreviewed = {release.group for release in ctx.store.releases() if not release.reviewed}
    alone = to_mask_unattended(i for i in final if i.group in unreviewed)
    return (*to_mask(i for i in final if i.group not in unreviewed), *alone)


def samples(vault: Vault) -> tuple[Kept, ...]:
    """Every marked sample, oldest first."""
    return tuple(sorted((from_json(Kept, value) for value in vault.items(_KIND).values()), key=lambda kept: (kept.at, kept.file)))


def recall_rows(kept: Sequence[Kept]) -> tuple[RecallRow, ...]:
    """Recall of the final review by type over all samples, with the one-sided 95 % bound."""
    from csa_research.anonymise.measuring.risk import RecallRow, upper_bound

    sums: dict[str, tuple[int, int]] = {}
    for sample in kept:
        for name, entities, leaked in sample.recall:
            before = sums.get(name, (0, 0))
            sums[name] = (before[0] + entities, before[1] + leaked)
    order = sorted(sums, key=lambda name: (name in ("direct", "quasi"), name))
    return tuple(RecallRow(n, all_, left, 1 - left / all_, upper_bound(left, all_)) for n in order for all_, left in [sums[n]])


def reopen(
    vault: Vault, identifiers: Sequence[Identifier], transcripts: Sequence[Transcript]
) -> tuple[tuple[Identifier, ...], list[str]]:
    """The identifiers with what a second reader found open again until a person has decided on it; and the places opened."""
    from csa_research.anonymise.asking.review import REOPENED
    from csa_research.anonymise.measuring.second_reading import missed, put_open

    kept = samples(vault)
    if not kept:
        return tuple(identifiers), []
    answered = _answered(vault, transcripts)
    texts = {(turn.group, turn.index): turn.text for t in transcripts for turn in t.turns}
    found = [
        replace(m, status="suggested", score=0.25, why=REOPENED)
        for sample in kept
        for m in missed(sample.missed, (i for i in identifiers if i.status == "mask"))
        if texts.get((m.group, m.turn), "")[m.span.start : m.span.end] == m.text
        and not any(_settles(at, place, sample.since, m) for at, place in answered)
    ]
    opened = list({(m.group, m.turn, m.span.start): m for m in found}.values())
    return put_open(identifiers, opened), sorted(f"{m.group}:{m.turn}:{m.span.start}" for m in opened)


def _settles(at: int, place: Place, since: int, found: Identifier) -> bool:
    return at >= since and (place.group, place.turn) == (found.group, found.turn) and overlaps(place.span, found.span)


def _answered(vault: Vault, transcripts: Sequence[Transcript]) -> list[tuple[int, Place]]:
    """(number in the log, place) of every decision that stands."""
    from csa_research.anonymise.asking.questions import turn_texts
    from csa_research.anonymise.places import places
    from csa_research.vault import contents

    texts = turn_texts(tuple(transcripts))
    log = contents.decision_log(vault)
    undone = {entry.undoes for entry in log}
    return [
        (number, place)
        for number, entry in enumerate(log)
        if entry.decision is not None and number not in undone
        for place in places(entry.decision, texts)
    ]
