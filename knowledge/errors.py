"""The tree of errors a person can act on; each message names what is wrong and what to do.

KnowledgeError             exit code 1
├── BaseInvalid            the base breaks rules; carries the findings
├── EditConflict           another change stands in the way of an edit or an undo
├── GivenUp                somebody ended an edit without storing it
├── StoreError
│   ├── StoreLocked        another process holds the database for too long
│   ├── StoreReadOnly      the file or its folder cannot be written
│   ├── StoreCorrupt       the file is damaged or no SQLite database
│   ├── StoreNewer         written by a newer version of this program
│   ├── StoreUnreachable   no such folder, no permission
│   │   └── StoreFull      a full disk
│   └── StoreExists        a file that was to be made is there already
├── FileRefused            a file to import cannot be read, or is too large
├── NotWritten             a file to export cannot be written
├── Untold                 a change was made, and its outcome cannot be written
├── ExtraMissing           an optional library is not installed
└── NotFound               no such entry, topic, person or file
"""

from collections.abc import Sequence

from knowledge.model import Finding

MAX_FINDINGS = 1_000
"""So many are told at once; a file of another kind would have one for each of its words."""


class KnowledgeError(Exception):
    """Anything that is wrong and that a person can mend; ``str()`` is one line for them."""

    exit_code = 1


class BaseInvalid(KnowledgeError):
    """The base breaks rules; nothing was stored."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class EditConflict(KnowledgeError):
    """Another change came between, or stands in the way; nothing was stored.

    ``later`` are the numbers of the changes that an undo has to wait for, the newest first.
    """

    def __init__(self, message: str, later: Sequence[int] = ()) -> None:
        self.later = tuple(later)
        super().__init__(message)


class GivenUp(KnowledgeError):
    """Somebody ended an edit; nothing was stored."""


class StoreError(KnowledgeError):
    """The store cannot be opened, read or written."""


class StoreLocked(StoreError):
    """Another process holds the database longer than we wait."""


class StoreReadOnly(StoreError):
    """The database file, or the folder it lies in, cannot be written."""


class StoreCorrupt(StoreError):
    """The file is damaged, or no SQLite database at all."""


class StoreNewer(StoreError):
    """The file was written by a newer version of this program."""


class StoreUnreachable(StoreError):
    """The file cannot be reached: no folder, no permission, no room."""


class StoreFull(StoreUnreachable):
    """The disk has no room for the database, or fails."""


class StoreExists(StoreError):
    """A file that was to be made is there already, and is not overwritten."""


class ExtraMissing(KnowledgeError):
    """What was asked for needs a library that is not installed."""


class NotFound(KnowledgeError):
    """There is no such entry, topic, person or file."""


class FileRefused(KnowledgeError):
    """A file to import cannot be read as what it should be; nothing was stored."""


class NotWritten(KnowledgeError):
    """A file to export to cannot be written."""


class Untold(KnowledgeError):
    """A change was made and recorded, but what it did cannot be written out."""
