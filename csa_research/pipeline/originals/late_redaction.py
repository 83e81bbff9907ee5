"""A name taken out after release and coding: text, index, notes, caches; codings keep their places. The name is never logged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.errors import InputError
from csa_research.offsets import PositionMap, carry
from csa_research.pipeline.context import Context, now
from csa_research.pipeline.originals import late_names, purge, reviewing
from csa_research.records import Coding, Identifier, IdentifierType, Release, Span, Transcript

if TYPE_CHECKING:
    from csa_research.anonymise.naming.forms import Forms

Places = tuple[tuple[str, int, int], ...]  # (group, turn, mentions)


@dataclass(frozen=True, slots=True)
class Request:
    """What to take out, and how. `same_as` is the pseudonym of somebody known already."""

    name: str
    by: str
    label: str = ""
    type: IdentifierType = "PERSON"
    same_as: str = ""
    apart: bool = False  # somebody else than the one who goes by this name already
    any_case: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """Where a name stands before anything is changed: places only, no words."""

    released: Places
    waiting: int  # mentions in transcripts that are not released yet, or are kept in the vault only
    notes: int
    files: purge.Found
    ordinary: Places  # the same letters as an ordinary word, left unless any_case is asked for
    alike: Places  # words that sound like it; a person should look

    @property
    def mentions(self) -> int:
        """Mentions in released text."""
        return sum(number for _, _, number in self.released)

    @property
    def found(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.released or self.waiting or self.notes or self.files.outputs)


@dataclass(frozen=True, slots=True)
class Redacted:
    """What was done."""

    survey: Survey
    pseudonym: str
    groups: tuple[str, ...]  # with a new release version
    notes: int
    left_in_store: bool


def survey(ctx: Context, request: Request, also: Sequence[Path] = ()) -> Survey:
    """Where the name stands: released text, transcripts, notes and files. Raises InputError for a name without letters."""
    from csa_research.anonymise.leaving.late import finder, showing
    from csa_research.anonymise.naming.forms import forms_of, lookalikes, outside

    forms = forms_of(request.name, request.type, any_case=request.any_case)
    wide = forms_of(request.name, request.type, any_case=True)
    ours = late_names.ours(ctx)
    find, find_wide = finder(forms, ours), finder(wide, ours)
    turns = ctx.store.turns()
    vault = late_names.vault_of(ctx)
    released = tuple((t.group, t.index, len(s)) for t in turns if (s := find(t.text)))
    hidden = showing(late_names.transcripts_of(vault), forms, late_names.masked_in(ctx)) if vault else ()
    waiting = max(0, len(hidden) - sum(n for _, _, n in released))
    return Survey(
        released,
        waiting,
        purge.notes_holding(ctx, lambda text: bool(find(text))),
        purge.files_holding(ctx, also, lambda text: bool(find(text))),
        tuple((t.group, t.index, len(s)) for t in turns if (s := outside(find_wide(t.text), find(t.text)))),
        tuple((t.group, t.index, len(s)) for t in turns if (s := lookalikes(t.text, wide))),
    )


def redact(ctx: Context, request: Request, found: Survey) -> Redacted:
    """The name gone from released text, notes, suggestions, topics, index, free pages, caches and copies of the store.

    Every group that held it gets a new version, signed, reviewed or not as it was. Raises InputError before anything is
    changed when it cannot be said whom the name means, or when one of our own replacements holds it.
    """
    from csa_research.anonymise.leaving.late import finder
    from csa_research.anonymise.naming.forms import forms_of, replacing

    forms = forms_of(request.name, request.type, any_case=request.any_case)
    _refuse_in_labels(ctx, forms)
    fresh, open_before = purge.was_released_fresh(ctx), reviewing.count_open(ctx)
    pseudonym, decided = _decide(ctx, request, forms)
    find = finder(forms, {*late_names.ours(ctx), pseudonym})
    new = _new_releases(ctx, find, pseudonym, request.by)
    late_names.keep_maps(ctx, [(release, moved) for release, moved, _ in new])
    with ctx.store.atomically():
        for release, _, codings in new:
            ctx.store.put_release(release, codings=codings)
        notes = purge.clean_notes(ctx, lambda text: bool(find(text)), replacing(find, pseudonym))
        ctx.note(request.by, "late redaction", f"{found.mentions} mentions in {len(new)} groups", pseudonym)
        if fresh and reviewing.count_open(ctx) <= open_before:
            purge.record_release(ctx, request.by, decided=decided)
    late_names.drop_old_maps(ctx)
    purge.forget_caches(ctx)
    ctx.forget_index()
    left = purge.left_in_store(ctx, lambda text: bool(find(text)))
    return Redacted(found, pseudonym, tuple(release.group for release, _, _ in new), notes, left)


def _refuse_in_labels(ctx: Context, forms: Forms) -> None:
    from csa_research.anonymise.naming.forms import mentions

    released = [turn.text for turn in ctx.store.turns()]
    held = sum(1 for mark in late_names.ours(ctx) if mentions(mark, forms) and any(mark in text for text in released))
    if held:
        raise InputError(
            f"{held} of the replacements that were chosen for the released text hold this name themselves, so nothing was "
            f"changed. Give them another label (a decisions file with `label`, csa review {ctx.study.folder} --decisions FILE), "
            "release again, and repeat this command."
        )


def _decide(ctx: Context, request: Request, forms: Forms) -> tuple[str, bool]:
    """The pseudonym, and whether decisions could be taken in the vault; entity and decisions are kept there."""
    from csa_research.anonymise.leaving import late
    from csa_research.vault import contents

    vault = late_names.vault_of(ctx)
    if vault is None:
        return _pseudonym(ctx, request, (), ()), False
    transcripts = late_names.transcripts_of(vault)
    found = late.showing(transcripts, forms, late_names.masked_in(ctx))
    pseudonym = _pseudonym(ctx, request, found, transcripts)
    late_names.keep_entity(vault, request.name, request.type, pseudonym, {mention.group for mention in found})
    if not transcripts:
        return pseudonym, False
    contents.append_decisions(vault, late.decide_on(found, request.type, pseudonym, request.by), request.by)
    reviewing.decide(ctx)
    return pseudonym, True


def _pseudonym(ctx: Context, request: Request, found: Sequence[Identifier], transcripts: tuple[Transcript, ...]) -> str:
    from csa_research.anonymise.leaving.late import namesakes, new_pseudonym
    from csa_research.vault import contents

    vault = late_names.vault_of(ctx)
    entities = contents.entities(vault) if vault else ()
    if request.same_as:
        if request.same_as not in late_names.ours(ctx):
            raise InputError(
                f"{request.same_as} is not a replacement of this study. Give it as it stands in the text, in brackets."
            )
        return request.same_as
    known = sorted({entity.pseudonym for entity in namesakes(request.name, entities)})
    if known and not request.apart and not request.label:
        if len(known) == 1:
            return known[0]
        raise InputError(
            f"This name already stands for {', '.join(known)}. Say whom it means with --same-as, or --apart for somebody else."
        )
    return new_pseudonym(
        request.name, request.type, request.label, found=found, transcripts=transcripts, taken=late_names.ours(ctx),
    )  # fmt: skip


New = tuple[Release, Mapping[int, PositionMap], tuple[Coding, ...]]


def _new_releases(ctx: Context, find: Callable[[str], tuple[Span, ...]], pseudonym: str, by: str) -> list[New]:
    """The next version of each group that held the name, where its text moved, and its codings on the same words."""
    from csa_research.anonymise.leaving.late import redact_turns

    codings, at = ctx.store.codings(), now()
    out: list[New] = []
    for release in ctx.store.releases():
        turns, maps = redact_turns(release.turns, find, pseudonym)
        if maps:
            new = replace(release, turns=turns, version=release.version + 1, signed_by=by, signed_at=at)
            out.append((new, maps, carried((c for c in codings if c.group == release.group), new, maps)))
    return out


def carried(codings: Iterable[Coding], release: Release, maps: Mapping[int, PositionMap]) -> tuple[Coding, ...]:
    """The codings on the same words of the new text."""
    texts = {turn.index: turn.text for turn in release.turns}
    out = []
    for coding in codings:
        span = carry(coding.span, maps.get(coding.turn, ()))
        out.append(replace(coding, span=span, quote=texts[coding.turn][span.start : span.end]))
    return tuple(out)


def by_group(places: Places) -> tuple[str, ...]:
    """Lines for a person: each group with its mentions and turns, at most thirty turns a group; never the words."""
    turns: dict[str, list[str]] = {}
    totals: Counter[str] = Counter()
    for group, turn, number in places:
        turns.setdefault(group, []).append(f"{turn}" if number == 1 else f"{turn} ({number} times)")
        totals[group] += number
    return tuple(
        f"{group}: {totals[group]} in turns {', '.join(found[:30])}{f' and {len(found) - 30} more' if len(found) > 30 else ''}"
        for group, found in sorted(turns.items())
    )
