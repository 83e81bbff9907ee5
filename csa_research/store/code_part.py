"""The store's methods for codings, suggestions and topics."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from csa_research.columns import Spots
from csa_research.records import Coding, JournalEntry, Memo, Suggestion, TopicModel
from csa_research.store import codes, decisions, finding, history, memos
from csa_research.store.transactions import Transactions


class CodePart(Transactions):
    """Codings with all that happened to them; what machines propose."""

    def add_codings(self, codings: Sequence[Coding], *, who: str = "") -> int:
        """How many were new; an id that is there already stays as it is. All or none. Raises StoreError.

        A coding whose import was undone comes back and counts as new.
        """
        with self._writing() as connection:
            new, back = codes.add_codings(connection, codings)
            self._record(connection, "added", new, who)
            self._record(connection, "restored", back, who)
            return len(new) + len(back)

    def codings(self) -> tuple[Coding, ...]:
        """The decided codings, by place, each verified against its turn. Raises StoreError naming one that does not fit."""
        with self._reading() as connection:
            return codes.codings(connection)

    def codings_with(self, ids: Collection[str]) -> tuple[Coding, ...]:
        """The decided codings with these ids, by place, each verified against its turn. Raises StoreError."""
        with self._reading() as connection:
            return codes.codings_with(connection, ids)

    def coding_places(self, groups: Collection[str]) -> dict[tuple[str, int, int, int, str, str], str]:
        """(group, turn, start, end, code, coder) of every decided coding of these groups to its id."""
        with self._reading() as connection:
            return codes.places(connection, groups)

    def coding_count(self) -> int:
        """How many codings count."""
        with self._reading() as connection:
            return history.count(connection, "decided")

    def withdraw_coding(self, coding_id: str, who: str) -> None:
        """Nothing; the coding no longer counts, and the journal says who withdrew it. Raises StoreError."""
        with self._writing() as connection:
            if codes.withdraw_coding(connection, coding_id):
                decisions.append_journal(connection, JournalEntry(decisions.now(), who, "coding withdrawn", coding_id))
                self._record(connection, "withdrawn", [coding_id], who)

    def set_statuses(self, ids: Sequence[str], status: Literal["decided", "withdrawn"], who: str, *, why: str = "") -> int:
        """How many of these codings now count or no longer count, unlike before. Raises StoreError."""
        with self._writing() as connection:
            changed = history.set_status(connection, ids, status)
            self._record(connection, "withdrawn" if status == "withdrawn" else "restored", changed, who, why)
            return len(changed)

    def put_judgements(self, codings: Sequence[Coding], who: str) -> int:
        """How many codings now have another code, polarity, effect, role, memo or flags than before; words and place stay."""
        with self._writing() as connection:
            changed = history.put_judgements(connection, codings)
            step = self._step_of(connection)
            at = decisions.now()
            history.record(connection, [history.Event(step, at, who, *one) for one in changed])
            return len({ident for _, ident, _ in changed})

    def put_memos(self, new: Sequence[Memo], who: str) -> int:
        """How many memos on codes, groups or the study are other than before; one without text is taken away."""
        with self._writing() as connection:
            before = [(memo, memos.put(connection, memo)) for memo in new]
            changed = [(memos.key_of(memo), text) for memo, text in before if text is not None]
            for key, text in changed:
                self._record(connection, "noted", [key], who, text)
            return len(changed)

    def memos(self) -> tuple[Memo, ...]:
        """The memos on the study, on groups and on codes."""
        with self._reading() as connection:
            return memos.memos(connection)

    def record_rejections(self, suggestions: Sequence[str], who: str) -> None:
        """Nothing; these suggestions (group:turn:code) were rejected in this step, which can be taken back."""
        with self._writing() as connection:
            self._record(connection, "rejected", suggestions, who)

    def settle_turns(self, coder: str, turns: Sequence[tuple[str, int]], who: str) -> int:
        """How many of these turns (group, turn) this coder had not read yet; they are read then, until the step is taken back."""
        with self._writing() as connection:
            new = sorted(set(turns) - decisions.readings(connection, coder))
            decisions.put_readings(connection, coder, new)
            self._record(connection, "read", [f"{group}:{turn}" for group, turn in new], who, coder)
            return len(new)

    def statuses(self) -> dict[str, str]:
        """Id to "decided" or "withdrawn" of every coding."""
        with self._reading() as connection:
            return history.statuses(connection)

    def withdrawn(self) -> tuple[Coding, ...]:
        """The codings that no longer count; one whose words were removed since has an empty quote."""
        with self._reading() as connection:
            return codes.withdrawn(connection)

    def undo(self, who: str) -> history.Undone | None:
        """The last step (codings, memos, rejections, turns) taken back, journalled; None where there is none. Raises StoreError."""
        with self._writing() as connection:
            done = history.undo(connection, decisions.now(), who)
            if done is not None:
                what = ", ".join(f"{n} {action}" for action, n in done.actions)
                decisions.append_journal(connection, JournalEntry(decisions.now(), who, "undo", f"step {done.step}", what))
            return done

    def coding_events(self, coding_id: str | None = None) -> tuple[history.Event, ...]:
        """Everything that happened to this coding (or to all), oldest first."""
        with self._reading() as connection:
            return history.events(connection, coding_id)

    def coders(self) -> tuple[str, ...]:
        """Everybody who has a coding that counts, by name."""
        with self._reading() as connection:
            return codes.coders(connection)

    def coders_among(self, names: Collection[str]) -> frozenset[str]:
        """Those of these names that have a coding that counts."""
        with self._reading() as connection:
            return codes.coders_among(connection, names)

    def record_events(self, events: Sequence[history.Event]) -> None:
        """Nothing; these, of another copy of the study, are part of the history as well, and are never undone here."""
        with self._writing() as connection:
            history.record_foreign(connection, events)

    def find_codings(self, wanted: finding.Wanted, limit: int | None = None) -> finding.Found:
        """The decided codings that are wanted, in the order of the talk, at most `limit`, and how many there are in all."""
        with self._reading() as connection:
            return finding.find(connection, wanted, limit)

    def placed_codings(self, wanted: finding.Wanted) -> Spots:
        """Where every coding stands that is wanted, and whose it is: without words, many of them quickly."""
        with self._reading() as connection:
            return finding.placed(connection, wanted)

    def replace_suggestions(self, suggester: str, suggestions: Sequence[Suggestion]) -> None:
        """Nothing; these are then all that this suggester proposes. Raises StoreError."""
        with self._writing() as connection:
            codes.replace_suggestions(connection, suggester, suggestions)

    def suggestions(self, suggester: str | None = None) -> tuple[Suggestion, ...]:
        """What machines propose, by suggester, group and turn, in the order given."""
        with self._reading() as connection:
            return codes.suggestions(connection, suggester)

    def put_topics(self, model: TopicModel) -> None:
        """Nothing; this is then the study's topic model."""
        with self._writing() as connection:
            codes.put_topics(connection, model)

    def topics(self) -> TopicModel | None:
        """The study's topic model, or None before there is one."""
        with self._reading() as connection:
            return codes.topics(connection)
