"""A person's sitting at the review: answers are kept at once, who is meant is worked out when the names are done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from csa_research.pipeline.context import Context, now
from csa_research.pipeline.keys import digest
from csa_research.pipeline.originals import looking, reviewing
from csa_research.records import StageRun

if TYPE_CHECKING:
    from csa_research.anonymise.asking.questions import Texts
    from csa_research.anonymise.asking.session import Answer
    from csa_research.anonymise.asking.steps import Desk, Left, Step


class Sitting:
    """The open questions of a study, answered one after another. `close` it, so that the answers are counted."""

    def __init__(self, ctx: Context, *, by: str) -> None:
        self._ctx, self._by = ctx, by
        self._named = True
        self._lay_out()

    def _lay_out(self) -> None:
        from csa_research.anonymise.asking.questions import turn_texts

        self.desk: Desk = reviewing.lay_out(self._ctx, reviewing.decide(self._ctx))
        self.texts: Texts = turn_texts(self.desk.transcripts)
        self._settled, self._changed = True, False

    def steps(self) -> tuple[Step, ...]:
        """Everything still to be answered, by risk. Who is meant is worked out when the names are done, and again at the end."""
        from csa_research.anonymise.asking.review import questions
        from csa_research.anonymise.asking.steps import steps

        named = bool(questions(self.desk.identifiers, self.desk.transcripts))
        if not self._settled and not named and self._named:
            self._lay_out()
        self._named = named
        todo = steps(self.desk)
        if not todo and not self._settled:
            self._lay_out()
            todo = steps(self.desk)
        return todo

    def left(self) -> Left:
        """How much is open, of each kind."""
        from csa_research.anonymise.asking.steps import left

        return left(self.desk)

    def take(self, answer: Answer) -> None:
        """Nothing; the answer is in the vault and applied."""
        from csa_research.anonymise.asking.review import apply_decisions
        from csa_research.vault import contents

        vault = self._ctx.vault()
        self._mark_changed()
        if answer.decisions:
            contents.append_decisions(vault, answer.decisions, self._by)
        looking.remember(vault, len(answer.decisions), answer.looked)
        self._ctx.note(self._by, "review", f"{len(answer.decisions)} decisions, {len(answer.looked)} places looked at")
        found = apply_decisions(self.desk.identifiers, self.desk.transcripts, answer.decisions).identifiers
        given = {(d.group, d.turn, d.start) for d in answer.decisions}
        asked = tuple(q for q in self.desk.asked if not {(s.group, s.turn, s.span.start) for s in q.snippets} <= given)
        looked = self.desk.looked | set(answer.looked)
        self.desk = replace(self.desk, identifiers=found, looked=looked, asked=asked)
        self._settled = self._settled and not answer.decisions

    def undo(self) -> None:
        """Nothing; the last answer is taken back, that of an earlier sitting too."""
        reviewing.undo(self._ctx, by=self._by)
        self._lay_out()

    def close(self) -> None:
        """Nothing; what is open is counted and recorded."""
        if self._changed:
            self._lay_out()

    def _mark_changed(self) -> None:
        """The review counts as changed from the first answer on, also when the program is killed before it closes."""
        if not self._changed:
            self._changed = True
            key = digest(reviewing.recorded(self._ctx, reviewing.REVIEW), "answers since", now())
            summary = reviewing.recorded_summary(self._ctx, reviewing.REVIEW)
            self._ctx.store.put_stage_run(StageRun(reviewing.REVIEW, key, now(), 0.0, summary))
