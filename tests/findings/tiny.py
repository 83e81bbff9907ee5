"""A tiny invented study that the findings tests share."""

from __future__ import annotations

from csa_research.records import Code, Codebook, Coding, Family, Group, Span, Turn

AGENCIES = ("social_care", "health", "police")
GROUPS = (
    Group("G1", "social_care", "2024-05-01", consent_scope=("analysis", "report")),
    Group("G2", "social_care", "2024-05-09", consent_scope=("analysis", "report", "conference")),
    Group("G3", "health", "2024-06-02", consent_scope=("analysis", "report")),
    Group("G4", "health", "2024-06-03", consent_scope=("analysis", "report")),
    Group("G5", "police", "2024-06-20", consent_scope=("analysis", "report")),
)
CODEBOOK = Codebook(
    "tiny",
    "1",
    "What helps?",
    (Family("KN", "Knowing", ""), Family("EM", "Feeling", "")),
    (
        Code("KN01", "Signs", "KN", "KN", "", cue_phrases=(("neutral", "signs and indicators"), ("barrier", "didn't see it"))),
        Code("KN02", "Telling", "KN", "KN", ""),
        Code("KN99", "Heading", "KN", "KN", "", codable=False),
        Code("EM01", "Shock", "EM", "EM", ""),
        Code("EM09", "Own history", "EM", "EM", "", locked=True),
    ),
)


def turn(group: str, index: int, speaker: str = "[Participant 1]", text: str = "I did see the signs in time.") -> Turn:
    role = "facilitator" if speaker == "[Facilitator]" else "participant"
    return Turn(group, index, speaker, text, role)  # type: ignore[arg-type]


TURNS = (
    turn("G1", 0, "[Facilitator]", "What signs and indicators do you look for?"),
    *(turn("G1", i, f"[Participant {1 + i % 3}]") for i in range(1, 8)),
    turn("G2", 0, "[Facilitator]", "What gets in the way?"),
    *(turn(group, i, f"[Participant {1 + i % 3}]") for group in ("G2", "G3", "G4", "G5") for i in range(1, 8)),
)


def coding(
    group: str,
    index: int,
    code: str,
    polarity: str = "barrier",
    *,
    start: int = 0,
    end: int = 9,
    coder: str = "coder_a",
    effect: str = "",
    role: str = "need",
    flags: tuple[str, ...] = (),
) -> Coding:
    text = "I did see the signs in time."[start:end]
    return Coding(
        f"{group}{index}{code}{coder}{start}", group, index, Span(start, end), text, code, polarity, coder,  # type: ignore[arg-type]
        effect, role, "", flags, f"{group}.{index}.{start}-{end}",  # type: ignore[arg-type]
    )  # fmt: skip
