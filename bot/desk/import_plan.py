"""What a sent file would change, and doing it: both take seconds, and run in a thread."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from bot.desk.import_work import SAVED, ImportWork, kept
from knowledge import sent_files, unfinished
from knowledge.change_log import Author
from knowledge.errors import EditConflict
from knowledge.model import Finding, Severity
from knowledge.plan import Action, Origin, Plan, Side, Step
from knowledge.short_ids import short_id
from knowledge.store import Store
from knowledge.transfer import Prepared, carry_out, findings_of, prepare, without_collector


@dataclass(frozen=True, slots=True)
class Looked:
    """What an import would do, and what the rules say of it.

    ``plan`` has its conflicts, ``rest`` is what is done of it: there the base's state stands.
    ``conflicts`` are all there were, by short names, also those that are decided.
    """

    plan: Plan
    rest: Prepared
    findings: tuple[Finding, ...]
    conflicts: Mapping[str, Step]

    @property
    def errors(self) -> list[Finding]:
        """Why it cannot be done."""
        return [one for one in self.findings if one.severity is Severity.ERROR]

    @property
    def can_be_done(self) -> bool:
        """Whether there is something to do, and nothing against it."""
        return bool(self.rest.plan.wanted) and not self.errors

    @property
    def can_overwrite(self) -> bool:
        """Whether the file has something else where the base was edited."""
        return self.plan.can_take_more


def look(
    store: Store,
    name: str,
    content: bytes,
    author: str,
    *,
    overwrite: bool,
    files: Collection[str] = (),
) -> Looked:
    """Read a file and compare it with the base.

    ``overwrite`` takes the file's where both were edited; of a file that does not tell what it was
    made from, wherever the base was edited. ``files`` are the short names of the conflicts in which
    it is taken. Raises FileRefused, BaseInvalid, StoreError.
    """
    with without_collector():
        read = sent_files.read_sent(name, content, store.load().topics)
        while True:
            prepared = prepare(store, read, author)
            if overwrite and prepared.plan.origin is Origin.KNOWN:
                prepared = replace(prepared, plan=prepared.plan.decided(Side.FILE))
            elif overwrite:
                prepared = prepare(store, read, author, overwrite=True)
            found = prepared.plan.of(Action.CONFLICT)
            conflicts = {short_id(str(step.key)): step for step in found}
            keys = [step.key for one, step in conflicts.items() if one in files]
            plan = prepared.plan.decided(Side.FILE, keys)
            rest = replace(prepared, plan=plan.decided(Side.BASE))
            try:
                return Looked(plan, rest, tuple(findings_of(store, rest)), conflicts)
            except EditConflict:
                continue  # somebody has edited just now


def done(store: Store, work: ImportWork, looked: Looked, author: Author, update: int) -> ImportWork:
    """Carry out the plan, and note it in the same transaction.

    Raises EditConflict where the base was changed since it was looked at, BaseInvalid, StoreError.
    """
    with store.writing() as connection:
        made = carry_out(store, looked.rest, author.name, f"import of {work.name}")
        saved = replace(work, step=SAVED, taken=update, change=made.id if made else 0)
        unfinished.keep_in(connection, author.name, kept(saved))
    return saved
