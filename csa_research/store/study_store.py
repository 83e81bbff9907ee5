"""The study store: everything the open side keeps, behind one object. Holds released text only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from csa_research.records import Coding, Group, JournalEntry, Participant, Release, StageRun, Turn
from csa_research.store import codes, decisions, engine, search, texts, upkeep
from csa_research.store.code_part import CodePart


class StudyStore(CodePart):
    """An open store. Open it with `StudyStore.open`, in a `with` block; every method is a transaction of its own."""

    # ---- text ----

    def put_groups(self, groups: Sequence[Group]) -> None:
        """Nothing; these are then the study's groups, in this order."""
        with self._writing() as connection:
            texts.put_groups(connection, groups)

    def groups(self) -> tuple[Group, ...]:
        """The study's groups, in the order of groups.csv."""
        with self._reading() as connection:
            return texts.groups(connection)

    def put_release(self, release: Release, *, codings: Sequence[Coding] | None = None) -> None:
        """Nothing; this is then the group's released text. Its old text, and what machines made of it, is gone.

        `codings` are all the group's codings, carried over to the new text; without them those that are there must still
        fit. Raises StoreError, also when a coding would be lost.
        """
        with self._writing() as connection:
            if texts.put_release(connection, release):
                self._changed.add(release.group)
                codes.strip_withdrawn(connection, release.group)
            if codings is not None:
                codes.check_none_lost(connection, release.group, codings)
                codes.replace_codings_of_group(connection, release.group, codings)

    def releases(self) -> tuple[Release, ...]:
        """Every group's release, by group."""
        with self._reading() as connection:
            return texts.releases(connection)

    def release(self, group: str) -> Release | None:
        """The group's release; None when it has not been released."""
        with self._reading() as connection:
            return next(iter(texts.releases(connection, group)), None)

    def release_history(self, group: str | None = None) -> tuple[texts.Signed, ...]:
        """Every version that was ever released: group, version, signed by, signed at, reviewed."""
        with self._reading() as connection:
            return texts.release_history(connection, group)

    def turns(self, group: str | None = None) -> tuple[Turn, ...]:
        """The released turns, by group and index."""
        with self._reading() as connection:
            return texts.turns(connection, group)

    def participants(self, group: str | None = None) -> tuple[Participant, ...]:
        """Who spoke, by group, in the order of the release."""
        with self._reading() as connection:
            return texts.participants(connection, group)

    def search(self, words: str, limit: int = 50) -> tuple[search.Hit, ...]:
        """The turns that hold all of these words or "exact phrases", best first: (group, turn, snippet with « »)."""
        with self._reading() as connection:
            return search.search(connection, words, max(0, limit))

    # ---- decisions ----

    def put_summary(self, group: str, code: str, text: str, who: str) -> None:
        """Nothing; the cell of the matrix has this summary (journalled)."""
        with self._writing() as connection:
            decisions.put_summary(connection, group, code, text, who)

    def summaries(self) -> dict[tuple[str, str], str]:
        """What people wrote into the matrix, by (group, code)."""
        with self._reading() as connection:
            return decisions.summaries(connection)

    def put_clearance(
        self, quote_id: str, use: str, reviewer: str, *, decision: decisions.Cleared = "cleared", note: str = ""
    ) -> None:
        """Nothing; the reviewer's decision on this use of the quote stands (journalled). Raises StoreError."""
        with self._writing() as connection:
            decisions.put_clearance(connection, decisions.Clearance(quote_id, use, decision, reviewer, note=note))

    def clearances(self) -> tuple[decisions.Clearance, ...]:
        """The latest decision on every use of every quote."""
        with self._reading() as connection:
            return decisions.clearances(connection)

    def put_confidence(self, link: str, level: str, reason: str, who: str) -> None:
        """Nothing; the link has this confidence (journalled). Raises StoreError without a reason."""
        with self._writing() as connection:
            decisions.put_confidence(connection, link, level, reason, who)

    def confidences(self) -> dict[str, tuple[str, str]]:
        """Link to (level, reason)."""
        with self._reading() as connection:
            return decisions.confidences(connection)

    def append_journal(self, entry: JournalEntry) -> None:
        """Nothing; the entry is the journal's last."""
        with self._writing() as connection:
            decisions.append_journal(connection, entry)

    def journal(self) -> tuple[JournalEntry, ...]:
        """Every decision of a person on the open side, oldest first."""
        with self._reading() as connection:
            return decisions.journal(connection)

    def put_readings(self, coder: str, turns: Sequence[tuple[str, int]]) -> None:
        """Nothing; the coder has then read these turns (group, turn), coded or not."""
        with self._writing() as connection:
            decisions.put_readings(connection, coder, turns)

    def readings(self, coder: str) -> frozenset[tuple[str, int]]:
        """The turns (group, turn) that the coder is known to have read."""
        with self._reading() as connection:
            return decisions.readings(connection, coder)

    def all_readings(self) -> dict[str, set[tuple[str, int]]]:
        """The turns (group, turn) that each coder is known to have read."""
        with self._reading() as connection:
            return decisions.all_readings(connection)

    def standing(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """Every summary, clearance and confidence that stands: (kind, *its key) to (at, who, *what was decided)."""
        with self._reading() as connection:
            return decisions.standing(connection)

    def put_standing(self, rows: Mapping[tuple[str, ...], tuple[str, ...]]) -> None:
        """Nothing; these stand then, as `standing` gives them; the journal has to come with them."""
        with self._writing() as connection:
            decisions.put_standing(connection, rows)

    def replace_journal(self, entries: Sequence[JournalEntry]) -> None:
        """Nothing; these are then the journal, in this order. Raises StoreError where an entry would be lost."""
        with self._writing() as connection:
            decisions.replace_journal(connection, entries)

    def replace_codings_of_group(self, group: str, codings: Sequence[Coding]) -> None:
        """Nothing; these are then the group's codings. Raises StoreError."""
        with self._writing() as connection:
            codes.replace_codings_of_group(connection, group, codings)

    def put_stage_run(self, run: StageRun) -> None:
        """Nothing; this is then the stage's last run."""
        with self._writing() as connection:
            decisions.put_stage_run(connection, run)

    def stage_runs(self) -> tuple[StageRun, ...]:
        """The last run of every stage."""
        with self._reading() as connection:
            return decisions.stage_runs(connection)

    # ---- the whole ----

    def rewrite_notes(self, rewrite: Callable[[str], str]) -> int:
        """How many memos, summaries, reasons, notes and journal lines `rewrite` changed (a late redaction's last step)."""
        with self._writing() as connection:
            return decisions.rewrite_notes(connection, rewrite)

    def vacuum(self) -> None:
        """Nothing; no removed word is left in the index, in free pages, or in copies made before migrations."""
        with self._lock, engine.plainly(self.place):
            upkeep.vacuum(self._engine, self._file)
