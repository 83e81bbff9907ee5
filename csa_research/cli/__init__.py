"""The command `csa`: parse, call one function, show. Exit status 0 done, 1 a person is needed, 2 wrong use or bad input."""

from __future__ import annotations

import os
import sys
import traceback

STOPPED = 130


def main() -> None:
    """Run `csa` with the arguments of the process."""
    from csa_research.cli.app import app
    from csa_research.errors import CsaError, PersonNeeded

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Windows consoles default to cp1252
    try:
        app(standalone_mode=True)
    except PersonNeeded as waits:
        _leave(str(waits), 1)
    except CsaError as error:
        _leave(f"csa: {error}", 2)
    except BrokenPipeError:
        sys.exit(0)
    except OSError as error:
        _leave(f"csa: {error.filename or 'A file'}: {error.strerror or type(error).__name__}. {_hint(error)}", 2)
    except SystemExit as end:
        if end.code == STOPPED:
            _leave("\ncsa: stopped. What was finished is kept; the same command goes on from there.", STOPPED)
        raise
    except Exception as fault:
        if os.environ.get("CSA_DEBUG"):
            raise
        _leave(_fault(fault), 2)


def _leave(message: str, status: int) -> None:
    print(message, file=sys.stderr)
    sys.exit(status)


def _hint(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "It may be open in another program, or not yours to write. Close it there, or choose another place."
    return "Mend that, and give the same command again."


def _fault(fault: Exception) -> str:
    """Where the program failed, without what it failed on: that may be somebody's words."""
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    place = f"{os.path.basename(frame.filename)} line {frame.lineno}"
    return (
        f"csa: a fault of the program itself ({type(fault).__name__} in {place}). What was finished is kept. Please report this "
        "line; with CSA_DEBUG=1 the same command shows more, which may hold words of a transcript."
    )
