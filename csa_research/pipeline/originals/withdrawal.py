"""A participant's withdrawal: their words leave vault, released text, notes and caches; what used them already is listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.codec import from_json, to_json
from csa_research.errors import CsaError, InputError
from csa_research.pipeline.context import Context, now
from csa_research.pipeline.originals import purge, reviewing
from csa_research.records import Coding, Release, Transcript

if TYPE_CHECKING:
    from csa_research.anonymise.leaving.withdrawn import Withdrawal
    from csa_research.vault import Vault

_KIND = "withdrawal"


@dataclass(frozen=True, slots=True)
class Used:
    """Where a participant's words had been used before they withdrew."""

    turns: int
    codings: int
    quote_ids: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]  # (group, code) of the framework matrix
    links: tuple[str, ...]  # of the theory, whose evidence cited them
    clearances: tuple[tuple[str, str], ...]  # (quote id, use) that were cleared
    files: purge.Found
    notes: int  # memos, summaries and reasons out of which a stretch of theirs was struck
    original_removed: bool
    left_in_store: bool


def withdraw(ctx: Context, group: str, label: str, *, by: str, also: Sequence[Path] = ()) -> Used:
    """The participant's words gone from everything that the study keeps, and where they had been used.

    Turns stay as holders of their number. Raises InputError when there is no such participant, or no words of theirs are left.
    """
    from csa_research.anonymise.leaving.runs import find_runs, runs_of
    from csa_research.anonymise.leaving.withdrawn import TEXT, emptied_turns
    from csa_research.anonymise.naming.forms import replacing

    release = _release(ctx, group, label)
    turns, theirs = emptied_turns(release.turns, label)
    if not theirs:
        raise InputError(f"{label} of group {group} has withdrawn already; no word of theirs is left.")
    runs = runs_of((t.text for t in theirs), (t.text for t in ctx.store.turns() if t not in theirs))

    def holds(text: str) -> bool:
        return bool(find_runs(text, runs))

    codings = tuple(c for c in ctx.store.codings() if (c.group, c.turn) in {(t.group, t.index) for t in theirs})
    quotes = tuple(dict.fromkeys(c.quote_id for c in codings if c.quote_id))
    files = purge.files_holding(ctx, also, lambda text: holds(text) or _cites(text, quotes))
    links, cleared = _links(ctx, frozenset(quotes)), _cleared(ctx, quotes)
    fresh, open_before = purge.was_released_fresh(ctx), reviewing.count_open(ctx)
    removed, decided = _empty_vault(ctx, release, label, by) if ctx.has_vault() else (False, False)
    with ctx.store.atomically():
        _withdraw_codings(ctx, codings, cleared, by)
        kept = tuple(c for c in ctx.store.codings() if c.group == group)
        new = replace(release, turns=turns, version=release.version + 1, signed_by=by, signed_at=now())
        ctx.store.put_release(new, codings=kept)
        notes = purge.clean_notes(ctx, holds, replacing(lambda text: find_runs(text, runs), TEXT))
        ctx.note(by, "withdrawal", f"{group} {label}", f"{len(theirs)} turns, {len(codings)} codings")
        if fresh and reviewing.count_open(ctx) <= open_before:
            purge.record_release(ctx, by, decided=decided)
    purge.forget_caches(ctx)
    ctx.forget_index()
    cells = tuple(sorted({(c.group, c.code) for c in codings}))
    left = purge.left_in_store(ctx, holds)
    return Used(len(theirs), len(codings), quotes, cells, links, cleared, files, notes, removed, left)


def _release(ctx: Context, group: str, label: str) -> Release:
    release = ctx.store.release(group)
    if release is None:
        raise InputError(f"Group {group} has not been released. Leave the participant's turns out of the file and import it again.")
    labels = [person.label for person in release.participants]
    if label not in labels:
        raise InputError(f"Group {group} has no {label}. Its speakers are {', '.join(labels)}.")
    return release


def _cites(text: str, quotes: Sequence[str]) -> bool:
    return any(quote in text for quote in quotes)


def _links(ctx: Context, quotes: frozenset[str]) -> tuple[str, ...]:
    """The links of the theory whose evidence cites one of these quotes."""
    from csa_research.pipeline.outputs import current_analysis

    try:
        found = current_analysis(ctx).link_evidence if quotes else ()
    except CsaError:  # a damaged codebook or theory must not stop a withdrawal
        return ()
    ctx.analysis = None
    return tuple(e.link for e in found if quotes & {*e.need.quote_ids, *e.mechanism.quote_ids, *e.counter.quote_ids})


def _cleared(ctx: Context, quotes: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((c.quote_id, c.use) for c in ctx.store.clearances() if c.quote_id in quotes and c.decision == "cleared")


def _withdraw_codings(ctx: Context, codings: Sequence[Coding], cleared: Sequence[tuple[str, str]], by: str) -> None:
    for coding in codings:
        ctx.store.withdraw_coding(coding.id, by)
    for quote, use in cleared:
        ctx.store.put_clearance(quote, use, by, decision="withdrawn", note="the participant withdrew")


def _empty_vault(ctx: Context, release: Release, label: str, by: str) -> tuple[bool, bool]:
    """Whether the file as it arrived was removed, and whether decisions could be applied anew.

    The vault then holds none of the participant's words, and remembers that they withdrew.
    """
    from csa_research.anonymise.leaving import withdrawn
    from csa_research.pipeline.originals.retention import originals_destroyed
    from csa_research.vault import contents

    vault, group = ctx.vault(), release.group
    written = tuple(name for (g, name), person in reviewing.labels(vault).items() if g == group and person.label == label)
    record = withdrawn.Withdrawal(group, label, written, by, now())
    vault.put(_KIND, f"{group} {label}", to_json(record))
    transcripts = contents.transcripts(vault)
    turns = withdrawn.places(transcripts, (record,))
    contents.save_transcripts(vault, withdrawn.emptied(transcripts, (record,)))
    contents.save_identifiers(vault, "machine", withdrawn.without(contents.identifiers(vault, "machine"), turns))
    contents.save_identifiers(vault, "final", withdrawn.without(contents.identifiers(vault, "final"), turns))
    _empty_decisions(vault, turns)
    _empty_maps(vault, release, turns)
    files = [original.name for original in contents.originals(vault) if original.group == group]
    for name in files:
        contents.forget_original(vault, name)
    contents.save_hidden(vault, {g: texts for g, texts in contents.hidden(vault).items() if g != group})
    decided = not originals_destroyed(vault)
    if decided:
        reviewing.decide(ctx)
    return bool(files), decided


def _empty_decisions(vault: Vault, turns: frozenset[tuple[str, int]]) -> None:
    """Decisions on these turns lose their words; the log keeps its numbers, times and people."""
    from csa_research.vault import contents

    log = contents.decision_log(vault)
    emptied = [
        replace(entry, decision=None) if entry.decision and (entry.decision.group, entry.decision.turn) in turns else entry
        for entry in log
    ]
    vault.replace_kind("decision", {str(i): to_json(entry) for i, entry in enumerate(emptied)})


def _empty_maps(vault: Vault, release: Release, turns: frozenset[tuple[str, int]]) -> None:
    from csa_research.vault import contents

    maps = contents.maps(vault)
    old = maps.pop(f"{release.group}@{release.version}", None)
    if old is not None:
        gone = {turn for group, turn in turns if group == release.group}
        maps[f"{release.group}@{release.version + 1}"] = {t: () if t in gone else moves for t, moves in old.items()}
        contents.save_maps(vault, maps)


def withdrawals(vault: Vault) -> tuple[Withdrawal, ...]:
    """Everybody who withdrew, as the vault remembers it."""
    from csa_research.anonymise.leaving.withdrawn import Withdrawal

    return tuple(from_json(Withdrawal, value) for value in vault.items(_KIND).values())


def keep_withdrawn(vault: Vault, transcripts: Sequence[Transcript]) -> tuple[Transcript, ...]:
    """Transcripts just read, without the words of those who withdrew before: a new import does not bring them back."""
    from csa_research.anonymise.leaving.withdrawn import emptied

    return emptied(transcripts, withdrawals(vault))


def may_keep_file(vault: Vault) -> Callable[[str], bool]:
    """Whether a group's file may be kept as it arrived: not when somebody in it withdrew."""
    gone = {w.group for w in withdrawals(vault)}
    return lambda group: group not in gone


def lines(used: Used, group: str, label: str) -> tuple[str, ...]:
    """What a person is told; ids and places only."""
    out = [
        f"{label} of {group}: {used.turns} turns emptied, {used.codings} codings withdrawn, "
        f"{used.notes} notes cleared of their words."
    ]
    if used.original_removed:
        out.append("  The group's file as it arrived was removed from the vault: a whole file cannot lose one person's words.")
    rows = (
        ("Quotes that are gone", used.quote_ids),
        ("Cells of the matrix to read again", [f"{g} {code}" for g, code in used.cells]),
        ("Links of the theory that cited them", used.links),
        ("Quotes that had been cleared", [f"{quote} for {use}" for quote, use in used.clearances]),
    )
    out += [f"  {title}: {', '.join(some)}" for title, some in rows if some]
    return tuple(out)
