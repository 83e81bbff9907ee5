"""A study to which codings come, made of records."""

from __future__ import annotations

from collections.abc import Sequence

from csa_research.analysis import Analysis
from csa_research.exchange.landing import Home, OwnText
from csa_research.exchange.names import Coders, code_names
from csa_research.export.refi_qda.codebook import code_guid
from csa_research.export.refi_qda.ids import guid
from csa_research.export.refi_qda.project import source
from csa_research.records import Code, Codebook, Coding, Family, Group, Turn

from .writers import LINES

BOOK = Codebook(
    "b", "1", "", tuple(Family(f, n, "d") for f, n in (("KN", "Knowing"), ("OR", "Work"), ("TM", "Team"), ("EM", "Emotion"))),
    (
        Code("KN01", "Signs", "KN", "KN", "d"),
        Code("OR01", "Training", "OR", "OR", "d"),
        Code("TM01", "Supervision", "TM", "TM", "d"),
        Code("EM01", "Fear", "EM", "EM", "d"),
    ),
)  # fmt: skip
GROUPS = (Group("SC1", "social_care", transcript="teams recording 1.docx"), Group("SC10", "social_care"), Group("HE2", "health"))


def turns(lines: Sequence[str] = LINES, group: str = "SC1") -> tuple[Turn, ...]:
    """Turns of "label: words" lines; a moderator is a facilitator."""
    out = []
    for i, line in enumerate(lines):
        label, _, text = f"{line} ({i})".partition(": ") if lines is LINES else line.partition(": ")
        out.append(Turn(group, i, label, text, "facilitator" if label == "Moderator" else "participant"))
    return tuple(out)


def home(said: Sequence[Turn], *, coders: Sequence[str] = (), group: str = "", users: dict[str, str] | None = None) -> Home:
    """A study that has these turns and no codings."""
    return Home(GROUPS, said, code_names(BOOK, {}), Coders(coders, users or {}), group=group)


def of_analysis(analysis: Analysis, codings: Sequence[Coding] = (), coders: Sequence[str] = ()) -> Home:
    """The study of an analysis, with these codings in its store."""
    own = {g.group_id: source(g.group_id, [t for t in analysis.turns if t.group == g.group_id]) for g in analysis.groups}
    book = analysis.codebook
    guids = {code_guid(i): i for i in (*(f.id for f in book.families), *(c.id for c in book.codes))}
    return Home(
        analysis.groups,
        analysis.turns,
        code_names(book, guids),
        Coders(coders),
        {name: OwnText(s.text, s.starts) for name, s in own.items()},
        {guid("coding", c.id): c for c in codings},
    )
