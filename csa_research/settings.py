"""study.yaml as typed settings. pydantic at the edge, plain attributes inside."""

from __future__ import annotations

import os
import re
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from csa_research.errors import SettingsError
from csa_research.yaml_entries import read_yaml

STUDY_FILE = "study.yaml"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Paths(_Part):
    """Where a study keeps its files, relative to the study folder."""

    groups: str = "groups.csv"
    roster: str = "roster.csv"
    known_places: str = "known_places.csv"
    codebook: str = "codebook.yaml"
    theory: str = "theory_of_change.yaml"
    workstreams: str = "workstreams"
    transcripts: str = "transcripts"
    store: str = "study.db"  # or a SQLAlchemy URL of a PostgreSQL database
    outputs: str = "outputs"
    vault: str = ""  # "" = ~/.csa/vaults/<study id>/vault.db


class ReleaseRules(_Part):
    """How text leaves the closed side, and what may leave the team."""

    generalise_ages: bool = True  # [primary-age] instead of [Age 4]
    generalise_dates: bool = True  # [spring 2024] instead of [Date 2]
    keep_speaker_roles: bool = False  # [CAMHS nurse] as a label only where the team says it is safe
    min_cell: Annotated[int, Field(ge=1, le=50)] = 5  # no public cell under this many people
    min_groups_per_agency: Annotated[int, Field(ge=1)] = 2


class Models(_Part):
    """Which recognisers and embedders are used; `auto` takes the best that is installed."""

    spacy: str = "auto"
    embedder: Literal["auto", "minilm", "lsa"] = "auto"
    uncased_tagger: bool = True
    rampart: bool = True


class TopicSettings(_Part):
    """The grid of the topic model."""

    topics: int | None = None  # None = chosen by stability and separation
    window_words: Annotated[int, Field(ge=40, le=400)] = 120
    runs: Annotated[int, Field(ge=5, le=500)] = 20
    stability_floor: Annotated[float, Field(ge=0, le=1)] = 0.5
    guided: bool = False  # drawn to what the codebook's codes say; then no evidence that the codebook is complete
    guide: tuple[str, ...] = ()  # the topic guide's questions in order, for the timeline; () = tenths of the meeting


class Coding(_Part):
    """How codings are made and judged."""

    method: Literal["codebook", "reflexive"] = "codebook"  # reflexive hides agreement and saturation
    coders: tuple[str, ...] = ()
    suggestions: Annotated[int, Field(ge=1, le=10)] = 5


class Retention(_Part):
    """Until when originals and key may be kept: YYYY-MM-DD, or empty where the consent form sets no date."""

    originals_until: str = ""
    key_until: str = ""

    @field_validator("originals_until", "key_until", mode="before")
    @classmethod
    def _date(cls, value: object) -> str:
        text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value).strip()
        try:
            return date.fromisoformat(text).isoformat() if text else ""
        except ValueError:
            raise ValueError("write a date as YYYY-MM-DD, or leave it empty") from None


class Settings(_Part):
    """A study's settings."""

    study_id: str
    title: str = "Untitled study"
    question: str = ""
    synthetic: bool = False  # demonstration data: every output says SYNTHETIC
    agencies: dict[str, str] = Field(
        default={
            "social_care": "Children's social care",
            "health": "Health",
            "police": "Police",
            "education": "Education",
        }
    )
    safeguarding_route: str = ""
    seed: int = 2024
    paths: Paths = Paths()
    release: ReleaseRules = ReleaseRules()
    models: Models = Models()
    topics: TopicSettings = TopicSettings()
    coding: Coding = Coding()
    retention: Retention = Retention()

    @field_validator("study_id")
    @classmethod
    def _plain_id(cls, value: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", value):
            raise ValueError("use letters, digits, - and _ only (at most 64)")
        return value


def load_settings(study: Path) -> Settings:
    """The settings of the study in this folder. Raises SettingsError naming the setting and what it may be."""
    path = study / STUDY_FILE
    if study.is_file():
        raise SettingsError(f"{study} is a file; give the study's folder, the one with {STUDY_FILE} in it.")
    if not path.is_file():
        raise SettingsError(f"{study} is not a study folder: it has no {STUDY_FILE}. Make one with: csa new {study}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is not UTF-8 text. Open it in an editor and save it as UTF-8.") from error
    top = read_yaml(text, str(path), error=SettingsError, thing="settings file", sections="settings as 'name: value' lines")
    try:
        return Settings.model_validate(top.values)
    except ValidationError as error:
        raise SettingsError(f"{path}: " + "; ".join(_issue(e) for e in error.errors()[:5])) from error


def _issue(error: object) -> str:
    assert isinstance(error, dict)
    place = [str(part) for part in error["loc"]]
    if error["type"] != "extra_forbidden":
        return f"{'.'.join(place)}: {error['msg']}"
    near = get_close_matches(place[-1], _names(place[:-1]), n=1)
    return f"{'.'.join(place)}: there is no such setting.{f' Did you mean {near[0]}?' if near else ' Delete the line.'}"


def _names(place: list[str]) -> list[str]:
    """The settings that there are at this place."""
    part: type[BaseModel] = Settings
    for name in place:
        inner = part.model_fields[name].annotation
        part = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else Settings
    return list(part.model_fields)


def vault_path(study: Path, settings: Settings) -> Path:
    """Where the vault lies: CSA_VAULT, else study.yaml, else ~/.csa/vaults/<study id>/vault.db."""
    given = os.environ.get("CSA_VAULT") or settings.paths.vault
    if given:
        path = Path(given).expanduser()
        return path if path.is_absolute() else study / path
    return Path.home() / ".csa" / "vaults" / settings.study_id / "vault.db"


def store_url(study: Path, settings: Settings) -> str:
    """The SQLAlchemy URL of the open-side store."""
    store = settings.paths.store
    return store if "://" in store else f"sqlite:///{(study / store).resolve().as_posix()}"
