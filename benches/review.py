"""A review simulated from gold: how many questions a person is asked, and what is left when each is answered as the gold says.

    python benches/review.py [GOLD_FOLDER]

GOLD_FOLDER (default tests/data/gold) holds one .txt a group, a "LABEL: text" line a turn, with [[TYPE:words]] around all that an
expert would take out; entities.csv beside them (group,text,type,entity) says whose names mean one person. Detection runs without
a roster and without known places. The person never errs and sees only what the terminal shows: a line of a page has 40
characters on either side, a question 80; telling words are typed only where they stand within that, or in a passage.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from gold_talk import Entities, entity_of, read_entities, read_group

from csa_research.anonymise.asking.lines import on_screen
from csa_research.anonymise.asking.net import suspects
from csa_research.anonymise.asking.questions import CONTEXT, Question, Snippet, shown, turn_texts
from csa_research.anonymise.asking.review import apply_decisions, questions
from csa_research.anonymise.asking.session import Answer, answer, answer_apart, mask_words, take_net, take_page, take_passage
from csa_research.anonymise.asking.steps import Desk, Page, Step, each, left, opened, step_id, steps
from csa_research.anonymise.asking.vignettes import Passage
from csa_research.anonymise.detect import detect
from csa_research.anonymise.measuring.score import GoldSpan, GoldTurn, ReleasedText, leaks
from csa_research.anonymise.naming.pseudonyms import Assignment, assign
from csa_research.anonymise.naming.speakers import release_labels
from csa_research.anonymise.redact import redact_transcript
from csa_research.anonymise.release import to_mask
from csa_research.offsets import overlaps
from csa_research.records import Identifier, ReviewDecision, Span, Transcript
from csa_research.settings import ReleaseRules

RULES, SEED = ReleaseRules(), 2024
Screen = Sequence[tuple[Snippet, int]]  # the mentions shown, each with how many characters on either side


def seen(question: Question) -> Screen:
    """What a question by itself shows."""
    return tuple((snippet, CONTEXT) for snippet in shown(question))


class Person:
    """Answers as the gold says, and counts what it was asked."""

    def __init__(
        self, transcripts: Sequence[Transcript], found: Sequence[Identifier], gold: Sequence[GoldTurn], entities: Entities
    ) -> None:
        self.transcripts, self.entities = tuple(transcripts), entities
        self.texts = turn_texts(self.transcripts)
        self.gold = {(turn.group, turn.turn): turn.spans for turn in gold}
        self.log: list[ReviewDecision] = []
        self.asked: Counter[str] = Counter()  # answers given, a page being one
        self.single: Counter[str] = Counter()  # the same with one for each line of a page
        self.stuck: Counter[str] = Counter()
        self.desk = Desk(self.transcripts, self.assignment(found).identifiers, suspects(self.transcripts))

    def assignment(self, identifiers: Sequence[Identifier]) -> Assignment:
        """Who is meant, after the decisions so far."""
        speakers = release_labels(self.transcripts, (), RULES, seed=SEED)
        return assign(identifiers, self.transcripts, decisions=self.log, speakers=speakers, rules=RULES, seed=SEED)

    def review(self) -> None:
        """Answer until nothing is open."""
        named = settled = False
        while True:
            names = bool(questions(self.desk.identifiers, self.transcripts))
            todo = steps(self.desk)
            if (named and not names) or not (todo or settled):  # as a sitting does: who is meant, and once more at the end
                self.desk = replace(self.desk, asked=self.assignment(self.desk.identifiers).questions)
                todo = steps(self.desk)
                settled = True
            if not todo:
                return
            decided, named = len(self.log), names
            self.answer(todo[0])
            settled = settled and len(self.log) == decided

    def answer(self, step: Step) -> None:
        """One answer; as many more as the gold makes necessary."""
        self.stuck[step_id(step)] += 1
        if self.stuck[step_id(step)] > 3:
            raise SystemExit(f"The question {step_id(step)} comes again and again.")
        if isinstance(step, Passage):
            self.count("passage", 1)
            for turn in step.turns:
                for span in self.gold[turn.group, turn.index]:
                    if not self.covered(turn.group, turn.index, span):
                        self.type_words(turn.group, turn.index, span)
            self.take(take_passage(step))
        elif isinstance(step, Page):
            self.answer_page(step)
        elif step.kind in ("which", "spelling", "namesake"):
            self.answer_who(step)
        else:
            self.answer_one(step, "name")

    def count(self, kind: str, lines: int) -> None:
        """One answer to `lines` lines."""
        self.asked[kind] += 1
        self.single[kind] += lines

    def take(self, given: Answer) -> None:
        """The answer goes into the log and is applied."""
        self.log += given.decisions
        found = apply_decisions(self.desk.identifiers, self.transcripts, given.decisions).identifiers
        places = {(d.group, d.turn, d.start) for d in given.decisions}
        asked = tuple(q for q in self.desk.asked if not {(s.group, s.turn, s.span.start) for s in q.snippets} <= places)
        self.desk = replace(self.desk, identifiers=found, looked=self.desk.looked | set(given.looked), asked=asked)

    def answer_page(self, page: Page) -> None:
        """Exceptions by number, lines that need a closer look opened first, the rest by the usual key."""
        self.count(f"page of {page.kind}", len(page.questions))
        closer = [q for q in page.questions if self.verdict(on_screen(q)) == "mixed" or self.wider(on_screen(q))]
        for question in closer:
            if question.members:
                self.count("line opened", 1)
                for part in opened(page, question):
                    self.answer_page(part)
            else:
                self.answer_one(question, "word opened" if question.kind in ("net", "number") else "name opened")
        rest = Page(page.kind, tuple(q for q in page.questions if q not in closer))
        usual = "gold" if page.usual == "mask" else "talk"
        turned = {number for number, question in enumerate(rest.questions) if self.verdict(on_screen(question)) != usual}
        if rest.questions:
            self.take(take_page(rest, turned, self.texts, "person"))

    def answer_one(self, question: Question, kind: str) -> None:
        """One question by itself; mention by mention on pages of lines when not all of them are alike."""
        self.count(kind, 1)
        wider = self.wider(seen(question))
        for group, turn, span in wider:
            self.type_words(group, turn, span)
        if wider:
            snippets = tuple(s for s in question.snippets if self.open_still(s))
            question = replace(question, snippets=snippets)
        verdict = self.verdict(seen(question))
        if verdict == "mixed":
            for page in each(question):
                self.count("page of mentions", len(page.questions))
                gold = {n for n, q in enumerate(page.questions) if self.verdict(on_screen(q)) == "gold"}
                turned = gold if page.usual == "keep" else set(range(len(page.questions))) - gold
                self.take(take_page(page, turned, self.texts, "person"))
        elif question.snippets:
            action: Literal["mask", "keep"] = "mask" if verdict == "gold" else "keep"
            net = question.kind in ("net", "number")
            self.take(take_net(question, action, self.texts, "p") if net else Answer(answer(question, action, "p")))

    def open_still(self, snippet: Snippet) -> bool:
        """Whether a mention was not settled by words typed just now."""
        return not any(
            i.status == "mask" and overlaps(i.span, snippet.span)
            for i in self.desk.identifiers
            if (i.group, i.turn) == (snippet.group, snippet.turn)
        )

    def type_words(self, group: str, turn: int, span: GoldSpan) -> None:
        """The person types the telling words."""
        self.count("words typed", 1)
        given = mask_words(self.texts, group, turn, self.texts[group, turn][span.start : span.end], "person")
        self.take(Answer(given))

    def touched(self, snippet: Snippet) -> list[GoldSpan]:
        """Gold that a mention overlaps."""
        return [g for g in self.gold[snippet.group, snippet.turn] if overlaps(snippet.span, Span(g.start, g.end))]

    def verdict(self, screen: Screen) -> str:
        """gold, talk or mixed, by the mentions that are shown."""
        found = {bool(self.touched(snippet)) for snippet, _ in screen}
        return "mixed" if len(found) > 1 else "gold" if True in found else "talk"

    def wider(self, screen: Screen) -> list[tuple[str, int, GoldSpan]]:
        """Gold around a mention that no identifier covers in full and that is shown whole."""
        return list(
            dict.fromkeys(
                (s.group, s.turn, g)
                for s, context in screen
                for g in self.touched(s)
                if s.span.start - context <= g.start and g.end <= s.span.end + context
                and not self.covered(s.group, s.turn, g, besides=s.span)
            )
        )  # fmt: skip

    def covered(self, group: str, turn: int, gold: GoldSpan, besides: Span | None = None) -> bool:
        """Whether every letter of the gold is masked, still to be asked about, or the mention in question itself."""
        text = self.texts[group, turn]
        spans = [i.span for i in self.desk.identifiers if (i.group, i.turn) == (group, turn) and i.status != "keep"]
        spans += [besides] if besides else []
        hole = (p for p in range(gold.start, gold.end) if text[p].isalnum() and not any(s.start <= p < s.end for s in spans))
        return all(text[max(0, p - 1) : p + 1] in ("'s", "’s") for p in hole)

    def answer_who(self, question: Question) -> None:
        """Who is meant: for all groups at once where it is the same in each, else group by group."""
        self.count(question.kind, 1)
        given = self.meant(question)
        if question.members:
            parts = [self.meant(member) for member in question.members]
            if {d.entity for d in given} != {d.entity for part in parts for d in part}:
                self.count(f"{question.kind} opened", len(parts))
                self.asked[f"{question.kind} opened"] += len(parts) - 1
                given = tuple(d for part in parts for d in part)
        self.take(Answer(given))

    def meant(self, question: Question) -> tuple[ReviewDecision, ...]:
        """Who is meant, by the gold's entities."""
        group = question.snippets[0].group
        whose = entity_of(self.entities, group, question.text)
        groups = {s.group for s in question.snippets}
        if question.kind == "namesake":
            one = len({entity_of(self.entities, g, question.text) for g in groups}) == 1
            return answer(question, "mask", "p", entity=question.choices[0]) if one else answer_apart(question, "p")
        fitting = [choice for choice in question.choices if entity_of(self.entities, group, choice) == whose]
        if fitting and self.stuck[question.id] < 2:
            return answer(question, "mask", "p", entity=fitting[0])
        return answer_apart(question, "p")

    def release(self) -> list[ReleasedText]:
        """The text as it is released after the review."""
        done = self.assignment(self.desk.identifiers)
        speakers = release_labels(self.transcripts, (), RULES, seed=SEED)
        masked = to_mask(done.identifiers)
        return [
            ReleasedText(turn.group, turn.index, turn.text)
            for transcript in self.transcripts
            for turn in redact_transcript(transcript, masked, done.entities, speakers)[0]
        ]


def table(counts: Iterable[tuple[str, Counter[str]]], words: int) -> str:
    """The counts side by side, in all and per 1,000 words."""
    names, columns = zip(*counts, strict=True)
    rows = [f"{'':<18}" + "".join(f"{name:>22}" for name in names)]
    rows += [f"{kind:<18}" + "".join(f"{c[kind]:>22}" for c in columns) for kind in columns[0]]
    rows.append(f"{'in all':<18}" + "".join(f"{c.total():>22}" for c in columns))
    rows.append(f"{'per 1,000 words':<18}" + "".join(f"{1000 * c.total() / words:>22.1f}" for c in columns))
    return "\n".join(rows)


def main(folder: Path) -> int:
    """Print the figures; 1 when anything is left or more than 15 questions per 1,000 words were asked."""
    entities = read_entities(folder / "entities.csv")
    read = [read_group(path, entities) for path in sorted(folder.glob("*.txt"))]
    gold = [turn for _, turns in read for turn in turns]
    words = sum(len(turn.text.split()) for turn in gold)
    transcripts = [transcript for transcript, _ in read]
    person = Person(transcripts, detect(transcripts), gold, entities)
    print(f"{len(read)} groups, {words:,} words, {sum(len(t.spans) for t in gold)} gold mentions")
    print(f"open at the start: {left(replace(person.desk, asked=person.assignment(person.desk.identifiers).questions))}\n")
    person.review()
    print(table((("answers (a page is 1)", person.asked), ("a line of a page is 1", person.single)), words))
    score = leaks(gold, person.release())
    for name, tally in (("direct", score.direct), ("quasi", score.quasi)):
        print(f"left {name}: {tally.leaked} whole, {tally.in_part} in part, of {tally.entities}")
    print(f"other words lost: {score.over_redaction:.1%}")
    clean = not (score.direct.leaked or score.direct.in_part or score.quasi.leaked or score.quasi.in_part)
    return 0 if clean and 1000 * person.asked.total() <= 15 * words else 1


if __name__ == "__main__":
    default = Path(__file__).resolve().parent.parent / "tests" / "data" / "gold"
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else default))
