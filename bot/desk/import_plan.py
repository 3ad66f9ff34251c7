"""What a sent file would change, and doing it: both take seconds, and run in a thread."""

from dataclasses import dataclass, replace

from bot.desk.import_work import SAVED, ImportWork, kept
from knowledge import sent_files, unfinished
from knowledge.change_log import Author
from knowledge.errors import EditConflict
from knowledge.model import Finding, Severity
from knowledge.plan import Action, Plan
from knowledge.store import Store
from knowledge.transfer import Prepared, carry_out, findings_of, prepare, without_collector


@dataclass(frozen=True, slots=True)
class Looked:
    """What an import would do, and what the rules say of it."""

    prepared: Prepared
    findings: tuple[Finding, ...]

    @property
    def plan(self) -> Plan:
        """The plan, conflicts and all."""
        return self.prepared.plan

    @property
    def errors(self) -> list[Finding]:
        """Why it cannot be done."""
        return [one for one in self.findings if one.severity is Severity.ERROR]

    @property
    def can_be_done(self) -> bool:
        """Whether there is something to do, and nothing against it."""
        return bool(self.plan.wanted) and not self.errors

    @property
    def can_overwrite(self) -> bool:
        """Whether the file has something else where the base was edited."""
        return bool(self.plan.of(Action.CONFLICT, Action.KEEP))


def look(store: Store, name: str, content: bytes, *, overwrite: bool) -> Looked:
    """Read a file and compare it with the base.

    Raises FileRefused, BaseInvalid, StoreError.
    """
    with without_collector():
        read = sent_files.read_sent(name, content, store.load().topics)
        while True:
            prepared = prepare(store, read, overwrite=overwrite)
            try:
                return Looked(prepared, tuple(findings_of(store, prepared)))
            except EditConflict:
                continue  # somebody has edited just now


def done(store: Store, work: ImportWork, looked: Looked, author: Author, update: int) -> ImportWork:
    """Carry out the plan, conflicts left alone, and note it in the same transaction.

    Raises EditConflict where the base was changed since it was looked at, BaseInvalid, StoreError.
    """
    rest = replace(looked.prepared, plan=looked.plan.without_conflicts)
    with store.writing() as connection:
        made = carry_out(store, rest, author.name, f"import of {work.name}")
        saved = replace(work, step=SAVED, taken=update, change=made.id if made else 0)
        unfinished.keep_in(connection, author.name, kept(saved))
    return saved
