"""The exception tree. Every message says what, where and what to do next; none repeats words of a transcript.

CsaError                     anything a user can put right (exit status 2)
├── InputError               a file or value that came in is wrong
│   ├── FormatError          a foreign file cannot be read
│   ├── GroupsError          groups.csv and the files do not fit
│   ├── CodebookError        codebook.yaml
│   ├── TheoryError          theory_of_change.yaml
│   └── WorkstreamError      workstreams/*.csv
├── SettingsError            study.yaml
├── VaultError               missing, locked, wrong passphrase, damaged
├── StoreError               study.db missing, damaged, in use, newer than this program
├── LeakError                an export holds an original word (nothing was handed out)
└── PersonNeeded             a human gate is open (exit status 1)
"""

from __future__ import annotations


class CsaError(Exception):
    """Something the user can put right; `str()` is the whole message."""


class InputError(CsaError):
    """A file or value that came in is wrong."""


class FormatError(InputError):
    """A foreign file cannot be read."""


class GroupsError(InputError):
    """groups.csv and the transcripts do not fit together."""


class CodebookError(InputError):
    """codebook.yaml is wrong; the message names file, code and field."""


class TheoryError(InputError):
    """theory_of_change.yaml is wrong; the message names file, node or link and field."""


class WorkstreamError(InputError):
    """A workstream table is wrong; the message names file, row and column."""


class SettingsError(CsaError):
    """study.yaml is wrong; the message names the setting."""


class VaultError(CsaError):
    """The vault is missing, locked, damaged, or the passphrase is wrong."""


class StoreError(CsaError):
    """The study store is missing, damaged, in use, or newer than this program."""


class LeakError(CsaError):
    """An export holds an original word; it was not handed out."""


class PersonNeeded(CsaError):
    """The way goes on only after a person has decided something."""
