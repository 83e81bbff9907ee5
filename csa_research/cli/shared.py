"""What the commands share: arguments, the passphrase, progress, opening a study."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csa_research.errors import VaultError

if TYPE_CHECKING:
    from csa_research.pipeline.context import Context

Folder = Annotated[Path, typer.Argument(metavar="STUDY", help="The study folder.", show_default=False)]
Out = Annotated[Path | None, typer.Option("-o", "--out", help="File to write; without it, standard output.", show_default=False)]
Target = Annotated[
    Path | None, typer.Option("-o", "--out", help="Where to write; without it, into the study's outputs.", show_default=False)
]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Your name, for the record.")]


def tell(line: str) -> None:
    """One line to the person; standard error, so that data on standard output stays clean."""
    print(line, file=sys.stderr, flush=True)


def ask_passphrase() -> str:
    """The vault's passphrase from CSA_PASSPHRASE, or asked for without showing it. Raises VaultError where nobody can answer."""
    given = os.environ.get("CSA_PASSPHRASE")
    if given:
        return given
    if not sys.stdin.isatty():
        raise VaultError("The vault needs its passphrase: set CSA_PASSPHRASE, or run the command in a terminal to be asked.")
    return getpass.getpass("Passphrase of the vault: ")


def ask_new_passphrase() -> str:
    """A passphrase for a new vault, asked for twice. Raises VaultError when the two differ."""
    given = os.environ.get("CSA_PASSPHRASE")
    if given or not sys.stdin.isatty():
        return ask_passphrase()
    first = getpass.getpass("Choose a passphrase for the vault (8 characters or more): ")
    if getpass.getpass("Once more: ") != first:
        raise VaultError("The two passphrases differ; nothing was made. Run the command again.")
    return first


@contextmanager
def opened(folder: Path) -> Iterator[Context]:
    """A context on the study: locked for us, store open, vault opened when needed, progress shown on a terminal."""
    from csa_research.pipeline.context import working_on
    from csa_research.settings import vault_path
    from csa_research.study import open_study

    study = open_study(folder)
    fresh = not vault_path(study.folder, study.settings).is_file()
    with working_on(study, ask_new_passphrase if fresh else ask_passphrase, tell) as ctx:
        ctx.progress = show_progress if sys.stderr.isatty() else None
        yield ctx


def show_progress(done: int, total: int) -> None:
    """A bar on one line of the terminal, gone when it is full."""
    width = 30
    filled = width * done // max(total, 1)
    bar = "#" * filled + "." * (width - filled)
    end = "\r" + " " * (width + 20) + "\r" if done >= total else ""
    print(f"\r    [{bar}] {done}/{total}{end}", end="", file=sys.stderr, flush=True)


def who() -> str:
    """The name of the person at the keyboard, for the journal."""
    given = os.environ.get("CSA_USER")
    if given:
        return given
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # no such user on this system, as in some containers
        return "somebody"


def put(text: str, out: Path | None) -> None:
    """Text to a file (atomically) or to standard output."""
    from csa_research.atomic import write_text

    if out is None:
        sys.stdout.write(text)
        return
    write_text(out, text)
    tell(f"Wrote {out}")
