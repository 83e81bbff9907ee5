"""Groups and the people in them."""

from __future__ import annotations

from dataclasses import dataclass

from csa_research.records.values import SpeakerRole


@dataclass(frozen=True, slots=True)
class Group:
    """One focus group, a row of groups.csv."""

    group_id: str
    agency: str
    date: str = ""  # YYYY-MM-DD or YYYY-MM; "" = not given
    transcript: str = ""  # file name, "" = not yet arrived
    facilitator: str = ""
    invited: int | None = None
    attended: int | None = None
    consent_scope: tuple[str, ...] = ("analysis",)  # of analysis, report, conference, web


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone who spoke, as the open side knows them."""

    group: str
    label: str  # the released label: "[Participant 3]", "[Facilitator]"
    role: SpeakerRole = "participant"
