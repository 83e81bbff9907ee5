"""A study on disk, seen from the open side: settings, codebook, theory, workstream tables, store, and the analysis of it all.

This is what notebooks open. It cannot reach the vault.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.errors import CodebookError, InputError, StoreError, TheoryError, WorkstreamError
from csa_research.settings import Settings, load_settings, store_url

if TYPE_CHECKING:
    from csa_research.analysis import Analysis, Inputs
    from csa_research.records import Agreement, Codebook, Theory, WorkstreamRow
    from csa_research.store import StudyStore

CACHE = ".cache"
SAMPLES = "double_coding.json"
"""The samples drawn for blind double coding, in the study's folder."""


@dataclass(frozen=True, slots=True)
class Study:
    """A study folder and its settings."""

    folder: Path
    settings: Settings

    @property
    def outputs(self) -> Path:
        """Where exports go."""
        return self.folder / self.settings.paths.outputs

    @property
    def embeddings(self) -> Path:
        """The file that keeps vectors by text hash, so that unchanged text is not embedded again."""
        return self.folder / CACHE / "embeddings.npz"

    @contextmanager
    def store(self) -> Iterator[StudyStore]:
        """The open-side store, closed at the end of the block."""
        from csa_research.store import StudyStore

        with StudyStore.open(store_url(self.folder, self.settings)) as store:
            yield store

    def codebook(self) -> Codebook:
        """The study's codebook. Raises CodebookError."""
        path = self.folder / self.settings.paths.codebook
        return _codebook(_read(path, CodebookError), path.name)

    def theory(self, codebook: Codebook) -> Theory:
        """The study's theory of change. Raises TheoryError."""
        path = self.folder / self.settings.paths.theory
        return _theory(_read(path, TheoryError), path.name, codebook)

    def workstreams(self, codebook: Codebook, theory: Theory) -> tuple[WorkstreamRow, ...]:
        """Every row of the workstream tables that the study has. Raises WorkstreamError."""
        from csa_research.theory.workstreams import TABLES, parse_table

        folder = self.folder / self.settings.paths.workstreams
        rows: list[WorkstreamRow] = []
        for name in sorted(TABLES):
            path = folder / f"{name}.csv"
            if path.is_file():
                rows += parse_table(name, _read(path, WorkstreamError), path.name, codebook, theory)
        return tuple(rows)

    def documents(self) -> tuple[str, ...]:
        """The texts of the study's own documents: what stands in them was written by the team, not said in a group."""
        paths = self.settings.paths
        files = [self.folder / paths.codebook, self.folder / paths.theory, *sorted((self.folder / paths.workstreams).glob("*.csv"))]
        own = (self.settings.title, self.settings.question, *self.settings.agencies.values())
        return (*own, *(path.read_text(encoding="utf-8-sig", errors="replace") for path in files if path.is_file()))

    def analysis(self) -> Analysis:
        """All findings of the study as it now stands. Raises StoreError when nothing has been released yet."""
        from csa_research.analysis import analyse

        with self.store() as store:
            if not store.releases():
                raise StoreError(
                    f"{self.folder}: no transcript has been released yet, so there is nothing to analyse. "
                    f"See what is waiting with: csa status {self.folder}"
                )
            return analyse(gather(self, store))


def gather(study: Study, store: StudyStore) -> Inputs:
    """Everything the analysis is made from, read once."""
    from csa_research.analysis import Inputs
    from csa_research.coding.reliability.disagreements import CONSENSUS

    codebook = study.codebook()
    theory = study.theory(codebook)
    machine, why = machine_rows(study, store)
    return Inputs(
        settings=study.settings,
        groups=store.groups(),
        releases=store.releases(),
        codebook=codebook,
        codings=store.codings(),
        suggestions=store.suggestions("combined"),
        topics=store.topics(),
        summaries=store.summaries(),
        confidences=store.confidences(),
        theory=theory,
        workstreams=study.workstreams(codebook, theory),
        decided=store.readings(CONSENSUS),
        memos=store.memos(),
        machine=machine,
        machine_why=why,
    )


def machine_rows(study: Study, store: StudyStore) -> tuple[tuple[Agreement, ...], str]:
    """The machine beside the coders as `csa agree` kept it, and "" or why there is nothing to show; it is never made here."""
    from csa_research.coding.reliability import kept

    if sample_is_out(study.folder):
        return (), kept.HIDDEN
    run = next((run for run in store.stage_runs() if run.stage == kept.BESIDE), None)
    rows = kept.of_text(run.summary) if run and run.key == machine_key(study, store) else ()
    return rows, "" if rows else kept.HOW


def machine_key(study: Study, store: StudyStore) -> str:
    """A hash over everything that the machine's rows beside the coders follow from."""
    from csa_research.coding.reliability import kept
    from csa_research.coding.reliability.disagreements import CONSENSUS
    from csa_research.coding.suggesting.verdicts import rejected_suggestions

    codings, settings = store.codings(), study.settings
    return kept.rows_key(
        store.turns(),
        study.codebook(),
        codings,
        coders=kept.compared_coders(settings.coding.coders, codings),
        rejected=rejected_suggestions(store.journal(), codings),
        decided=store.readings(CONSENSUS),
        embedder=settings.models.embedder,
        seed=settings.seed,
    )


def sample_is_out(folder: Path) -> bool:
    """Whether a sample drawn for blind double coding has not come back from both coders; also where that cannot be read."""
    try:
        drawn = json.loads((folder / SAMPLES).read_text(encoding="utf-8"))
        return any(not one["taken_at"] for one in drawn)
    except FileNotFoundError:
        return False
    except (OSError, ValueError, TypeError, KeyError):
        return True


def open_study(folder: str | Path) -> Study:
    """The study in this folder. Raises SettingsError when it is not one."""
    path = Path(folder)
    with suppress(RuntimeError):  # ~name of somebody whom this computer does not know: then that is the folder's own name
        path = path.expanduser()
    return Study(path, load_settings(path))


@lru_cache(maxsize=4)
def _codebook(text: str, name: str) -> Codebook:
    """Parsed once a process while its text stays the same: several stages of a run ask for it."""
    from csa_research.coding.codebooks.codebook import parse_codebook

    return parse_codebook(text, name)


@lru_cache(maxsize=4)
def _theory(text: str, name: str, codebook: Codebook) -> Theory:
    from csa_research.theory.model import parse_theory

    return parse_theory(text, name, codebook)


def _read(path: Path, error: type[InputError]) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise error(f"{path} is missing. Copy it there, or name another file under `paths` in study.yaml.") from None
    except UnicodeDecodeError:
        raise error(f"{path} is not UTF-8 text. Save it as UTF-8 and try again.") from None
    except OSError as problem:
        raise error(f"{path} cannot be read: {problem.strerror}.") from None
