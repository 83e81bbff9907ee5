"""The command `csa`: parse, call one function, show. Exit status 0 done, 1 a person is needed, 2 wrong use or bad input."""

from __future__ import annotations

import sys


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
        print(waits, file=sys.stderr)
        sys.exit(1)
    except CsaError as error:
        print(f"csa: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("\ncsa: stopped. What was finished is kept; the same command goes on from there.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
