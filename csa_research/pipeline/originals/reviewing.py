"""A person's decisions put to what the machine found: kept in the vault, counted (never quoted) on the open side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.codec import from_json, to_json
from csa_research.pipeline.context import Context, now
from csa_research.pipeline.keys import digest
from csa_research.pipeline.originals import looking, unlearning
from csa_research.records import Entity, Group, Identifier, Participant, ReviewDecision, StageRun, Transcript

if TYPE_CHECKING:
    from csa_research.anonymise.asking.questions import Question
    from csa_research.anonymise.asking.steps import Desk, Left
    from csa_research.anonymise.naming.pseudonyms import Assignment
    from csa_research.vault import Vault

REVIEW = "review"
COVERED = "covered"
RELEASED = "released"


def recorded(ctx: Context, name: str) -> str:
    """The key that was recorded under this name; "" when nothing was."""
    return next((run.key for run in ctx.store.stage_runs() if run.stage == name), "")


def recorded_summary(ctx: Context, name: str) -> str:
    """The summary that was recorded under this name."""
    return next((run.summary for run in ctx.store.stage_runs() if run.stage == name), "")


def closed_groups(vault: Vault) -> tuple[Group, ...]:
    """groups.csv as it was imported, facilitators' names and file names with it."""
    rows = vault.get("groups", "all") or []
    return from_json(tuple[Group, ...], rows)


def labels(vault: Vault) -> dict[tuple[str, str], Participant]:
    """The released label of each speaker, as dealt so far."""
    rows = vault.get("labels", "all") or []
    assert isinstance(rows, list)
    return {(group, label): Participant(group, released, role) for group, label, released, role in rows}


def released_entities(vault: Vault) -> tuple[Entity, ...]:
    """The entities of the last release: their pseudonyms are in use, so they stay. Guesses made before a review do not."""
    return from_json(tuple[Entity, ...], vault.get("entity", RELEASED) or [])


def keep_released(vault: Vault, masked: Sequence[Identifier], entities: Sequence[Entity]) -> None:
    """Remember the entities that a release used, under the names that it replaced, and those by which the roster knows them.

    Without the roster's names the next review would take the roster's entry for somebody else, and ask which of the two is meant.
    """
    from csa_research.vault import contents

    known = {name for entry in contents.roster(vault) for name in (entry.name, *entry.aliases)}
    from csa_research.vault import contents

    names: dict[str, dict[str, None]] = {}
    for identifier in masked:
        names.setdefault(identifier.entity, {})[identifier.text] = None
    mine = {e.id: dict.fromkeys((*names[e.id], *(n for n in e.names if n in known))) for e in entities if e.id in names}
    used = tuple(replace(e, names=tuple(mine[e.id])) for e in entities if e.id in names)
    vault.put("entity", RELEASED, to_json(used))
    contents.save_entities(vault, entities)  # no longer with names of the release before


def decide(ctx: Context) -> Assignment:
    """Apply every decision to the machine's findings, link them to entities, and keep the result in the vault."""
    from csa_research.anonymise.asking.review import apply_decisions, close_review
    from csa_research.anonymise.asking.steps import left, steps
    from csa_research.anonymise.naming.pseudonyms import assign
    from csa_research.anonymise.naming.speakers import release_labels
    from csa_research.pipeline.originals.retention import refuse_if_destroyed
    from csa_research.pipeline.originals.second_reading import reopen
    from csa_research.vault import contents

    vault, settings = ctx.vault(), ctx.study.settings
    refuse_if_destroyed(vault)
    transcripts, decisions = contents.transcripts(vault), contents.decisions(vault)
    released = released_entities(vault)
    speakers = release_labels(transcripts, closed_groups(vault), settings.release, seed=settings.seed, previous=labels(vault))
    reviewed = apply_decisions(contents.identifiers(vault, "machine"), transcripts, decisions)
    identifiers, reopened = reopen(vault, close_review(reviewed.identifiers, _covered(vault, transcripts)), transcripts)
    assignment = assign(
        identifiers,
        transcripts,
        decisions=decisions,
        roster=contents.roster(vault),
        previous=unlearning.unlearned(released, contents.decision_log(vault)),
        speakers=speakers,
        rules=settings.release,
        seed=settings.seed,
    )
    contents.save_identifiers(vault, "final", assignment.identifiers)
    contents.save_entities(vault, unlearning.searched(assignment.entities, released))
    vault.put("labels", "all", [[g, label, p.label, p.role] for (g, label), p in sorted(speakers.items())])
    ctx.forget_index()
    desk = lay_out(ctx, assignment)
    key = digest([repr(d) for d in decisions], sorted(_marks(vault).items()), *([reopened] if reopened else []))
    ctx.store.put_stage_run(StageRun(REVIEW, key, now(), 0.0, f"{left(desk)}; {len(steps(desk))} screens"))
    return assignment


def lay_out(ctx: Context, assignment: Assignment) -> Desk:
    """Everything that a person looks at: names, who is meant, passages, and the net without what was looked at."""
    from csa_research.anonymise.asking.net import suspects
    from csa_research.anonymise.asking.steps import Desk
    from csa_research.vault import contents

    vault = ctx.vault()
    transcripts, marks = contents.transcripts(vault), _marks(vault)
    covered = frozenset(t.group for t in transcripts if marks.get(t.group) == t.sha256)
    return Desk(transcripts, assignment.identifiers, suspects(transcripts), assignment.questions, looking.looked(vault), covered)


def open_questions(assignment: Assignment, transcripts: Sequence[Transcript]) -> tuple[Question, ...]:
    """What a person must still say about names: undecided ones by risk, then who is meant."""
    from csa_research.anonymise.asking.review import questions

    return (*questions(assignment.identifiers, transcripts), *assignment.questions)


def count_left(ctx: Context) -> Left:
    """How many questions of each kind are open, as recorded at the last decision; needs no passphrase."""
    from csa_research.anonymise.asking.steps import Left

    numbers = [int(number) for number in re.findall(r"\d+", recorded_summary(ctx, REVIEW))]
    return Left(*numbers[:5])


def count_open(ctx: Context) -> int:
    """How many questions are open in all, as recorded at the last decision; needs no passphrase."""
    return count_left(ctx).all


def said_open(ctx: Context) -> str:
    """What is open, in words that say what is counted: each name, word and number by itself, though a screen may show ten."""
    left, numbers = count_left(ctx), re.findall(r"\d+", recorded_summary(ctx, REVIEW))
    screens = int(numbers[5]) if len(numbers) > 5 else 0  # a record of an earlier version has none
    on = f", on about {screens} screen{'s' if screens > 1 else ''}" if screens else ""
    return f"{left.all} names, words and numbers are open{on} ({left})"


def _marks(vault: Vault) -> dict[str, str]:
    found = vault.get(REVIEW, COVERED) or {}
    assert isinstance(found, dict)
    return {str(group): str(sha) for group, sha in found.items()}


def _covered(vault: Vault, transcripts: Sequence[Transcript]) -> set[tuple[str, int]]:
    """The turns of groups whose whole review was handed in, as long as their transcript is still the same."""
    marks = _marks(vault)
    return {(t.group, turn.index) for t in transcripts if marks.get(t.group) == t.sha256 for turn in t.turns}


def take(ctx: Context, decisions: Sequence[ReviewDecision], *, by: str) -> Assignment:
    """Add decisions to the log in the vault and apply them."""
    from csa_research.vault import contents

    contents.append_decisions(ctx.vault(), decisions, by)
    looking.remember(ctx.vault(), len(decisions))
    ctx.note(by, "review", f"{len(decisions)} decisions")
    return decide(ctx)


def undo(ctx: Context, *, by: str) -> Assignment:
    """Take the last answer back, with every decision it gave and every place it marked as looked at, and apply the rest."""
    from csa_research.vault import contents

    vault = ctx.vault()
    released = released_entities(vault)
    before = unlearning.lost_names(released, contents.decision_log(vault))
    for _ in range(looking.take_back(vault)):
        contents.undo_last(vault, by)
    ctx.note(by, "review", "undo")
    for pseudonym in unlearning.lost_names(released, contents.decision_log(vault)):
        if pseudonym not in before:
            ctx.tell(f"A name given to {pseudonym} is open again; the released text says {pseudonym} until you release anew.")
    return decide(ctx)


def take_decisions(ctx: Context, path: Path, *, by: str, complete: bool) -> tuple[str, ...]:
    """Decisions of a file into the log; `complete` says that what it does not mask may stay. Lines for the person."""
    from csa_research.anonymise.asking.review import apply_decisions
    from csa_research.ingest import read_decisions
    from csa_research.vault import contents

    vault = ctx.vault()
    decisions = read_decisions(path)
    transcripts = contents.transcripts(vault)
    known = set(contents.decisions(vault))
    new = [d for d in decisions if d not in known]
    unplaced = apply_decisions((), transcripts, decisions).unplaced
    if complete:
        groups = {d.group for d in decisions if d.group}
        marks = _marks(vault) | {t.group: t.sha256 for t in transcripts if t.group in groups}
        vault.put(REVIEW, COVERED, marks)
    take(ctx, new, by=by)
    head = f"{path.name}: {len(decisions)} decisions, {len(new)} of them new; {count_open(ctx)} questions left."
    return (head, *(f"  not placed: {message}" for message in unplaced[:20]))
