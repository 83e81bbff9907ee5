"""What a stage gets to work with: the study, its store, and the vault opened only when something closed is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from csa_research.records import JournalEntry
from csa_research.settings import vault_path
from csa_research.study import Study

if TYPE_CHECKING:
    from csa_research.analysis import Analysis
    from csa_research.anonymise.leaving.leaks import LeakIndex
    from csa_research.store import StudyStore
    from csa_research.vault import Vault

Tell = Callable[[str], None]


def now() -> str:
    """The time, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class Context:
    """One command's hold on a study."""

    study: Study
    store: StudyStore
    passphrase: Callable[[], str]
    tell: Tell  # one line for the person, never with words of a transcript
    progress: Callable[[int, int], None] | None = None
    analysis: Analysis | None = None  # computed once a command, after the last stage that changes it
    told: set[str] = field(default_factory=set)  # stages of which the person has heard
    _stack: ExitStack = field(default_factory=ExitStack)
    _vault: Vault | None = None
    _index: LeakIndex | None = None

    def vault(self) -> Vault:
        """The study's vault, opened at first use (asks for the passphrase). Raises VaultError."""
        if self._vault is None:
            from csa_research.vault import Vault

            path = vault_path(self.study.folder, self.study.settings)
            self._vault = self._stack.enter_context(Vault.open(path, self.passphrase()))
        return self._vault

    def has_vault(self) -> bool:
        """Whether the vault exists where it should be."""
        return vault_path(self.study.folder, self.study.settings).is_file()

    def create_vault(self) -> Vault:
        """A new vault for the study, or the one that is there."""
        from csa_research.vault import Vault

        path = vault_path(self.study.folder, self.study.settings)
        if self._vault is None and not path.is_file():
            self._vault = self._stack.enter_context(Vault.create(path, self.passphrase()))
            self.tell(f"Made the vault {path}. Keep its passphrase safe: nobody can open the vault without it.")
        return self.vault()

    def leak_index(self) -> LeakIndex:
        """Every original of the vault, ready to be searched for in what goes out."""
        if self._index is None:
            from csa_research.anonymise.leaving.leaks import build_index
            from csa_research.vault import contents

            vault = self.vault()
            self._index = build_index(
                contents.identifiers(vault, "final"),
                contents.entities(vault),
                own_words=(*self.study.documents(), *self._team()),
                transcripts=contents.transcripts(vault),
            )
        return self._index

    def _team(self) -> tuple[str, ...]:
        """Names that the team signs with: a coder may have the name of somebody who spoke."""
        signed = {release.signed_by for release in self.store.releases()}
        return tuple(sorted(set(self.store.coders()) | signed | set(self.study.settings.coding.coders)))

    def forget_index(self) -> None:
        """The leak index is built anew at its next use, because the vault's identifiers have changed."""
        self._index = None

    def note(self, who: str, action: str, subject: str, detail: str = "") -> None:
        """Add to the open-side journal who did what, when."""
        self.store.append_journal(JournalEntry(now(), who, action, subject, detail))


@contextmanager
def working_on(study: Study, passphrase: Callable[[], str], tell: Tell) -> Iterator[Context]:
    """A context that holds the study's lock, its store and, when asked for, its vault."""
    from csa_research.store.lockfile import hold

    with hold(study.folder / ".csa.lock"), study.store() as store:
        context = Context(study, store, passphrase, tell)
        with context._stack:
            yield context
