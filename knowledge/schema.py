"""The tables of the store, as numbered, append-only migrations of sqlite-utils.

``PRAGMA user_version`` holds how many are applied, so that a store that is up to date opens
without importing sqlite-utils, which takes as long as everything else of a start. A new migration
needs its stored file: see tests/knowledge/stored_files.py.
"""

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# Marks a SQLite file as ours, so that no other program's file is migrated by mistake.
APPLICATION_ID = int.from_bytes(b"FBot")
_ENTRY = ("entry", "entries", "id")
_PARAGRAPH = ("paragraph", "paragraphs", "number")
# Where the database looks who refers to a row that goes.
_REFERRING = (
    ("entries", "topic"),
    ("entry_people", "person"),
    ("entry_paragraphs", "paragraph"),
    ("person_paragraphs", "paragraph"),
    ("entry_related", "related"),
    ("check_entries", "entry"),
)


def create_base(db: "Database") -> None:
    """The curated base: the source, topics, people, entries, replies, checks and synonyms."""
    _create_source(db)
    _create_people(db)
    _create_entries(db)
    _create_texts(db)
    _create_checks(db)


def create_state(db: "Database") -> None:
    """What is not content: the base's revision, the cached index, people's languages."""
    db.table("base_revision").create({"id": int, "revision": int}, pk="id", not_null={"revision"})
    db.table("base_revision").insert({"id": 1, "revision": 0})
    db.table("index_cache").create({"id": int, "key": str, "data": bytes}, pk="id")
    db.table("language_choices").create({"user": str, "language": str}, pk="user")


def create_questions_log(db: "Database") -> None:
    """What was asked and what people did with it, and the counts that outlive it.

    Entries are named without a foreign key: what was asked stays when an entry is removed.
    """
    questions = {"id": str, "asked_at": str, "question": str, "language": str, "outcome": str}
    told = {"reason": str, "entry": str, "confidence": float}
    reactions = {"picked": str, "picked_at": str, "vote": str, "vote_reason": str, "voted_at": str}
    work = {"review": str, "proposal": str}
    db.table("questions_log").create(
        {**questions, **told, **reactions, **work},
        pk="id",
        not_null={*questions, "confidence"},
    )
    db.table("questions_log").create_index(["asked_at"])
    key = {"day": str, "language": str, "outcome": str, "entry": str}
    counts = {"questions": int, "up": int, "down": int}
    db.table("question_counts").create({**key, **counts}, pk=tuple(key), not_null={*key, *counts})


def create_changes(db: "Database") -> None:
    """Recorded changes, what was shipped, and what makes the rules quick on a large base."""
    changes = {"id": int, "at": str, "author": str, "surface": str, "summary": str}
    numbers = {"revision": int, "undoes": int}
    db.table("changes").create(
        {**changes, **numbers},
        pk="id",
        not_null=set(changes) | {"revision"},
        foreign_keys=[("undoes", "changes", "id")],
    )
    db.table("changes").create_index(["revision"])
    db.table("changes").create_index(["surface", "id"])
    edits = {"change_id": int, "kind": str, "item": str, "before": str, "after": str}
    places = {"version_before": int, "position_before": int, "position_after": int}
    db.table("change_edits").create(
        {**edits, **places},
        pk=("change_id", "kind", "item"),
        not_null={"change_id", "kind", "item"},
        foreign_keys=[("change_id", "changes", "id")],
    )
    db.table("change_edits").create_index(["kind", "item", "change_id"])
    db.table("change_edits").create_index(["kind", "position_before"])
    shipped = {"kind": str, "item": str, "fingerprint": str}
    db.table("shipped_items").create(shipped, pk=("kind", "item"), not_null=set(shipped))
    for table in ("phrasings", "entry_texts", "checks"):
        db.table(table).add_column("letters", str, not_null_default="")
        db.table(table).create_index(["letters"])
    for table, column in _REFERRING:
        db.table(table).create_index([column])


def create_chats(db: "Database") -> None:
    """What is kept of chats: when a group was greeted, and which replies a message got."""
    db.table("greeted_chats").create({"chat": str, "at": float}, pk="chat", not_null={"at"})
    message = {"id": int, "chat": str, "message": int, "at": float}
    replied = {"replies": str, "mark": str, "before": str}
    db.table("replied_messages").create(
        {**message, **replied}, pk="id", not_null={*message, "replies", "mark"}
    )
    db.table("replied_messages").create_index(["chat", "message"], unique=True)
    for table in ("greeted_chats", "replied_messages"):
        db.table(table).create_index(["at"])


def create_initials(db: "Database") -> None:
    """By what phrasings that are nearly the same are found."""
    for table in ("phrasings", "entry_texts"):
        db.table(table).add_column("initials", str, not_null_default="")
        db.table(table).create_index(["initials"])


def create_file_items(db: "Database") -> None:
    """What files had last of each item, and which shipped base was merged last."""
    items = {"kind": str, "item": str, "fingerprint": str}
    db.table("file_items").create(items, pk=("kind", "item"), not_null=set(items))
    db.table("shipped_base").create({"id": int, "mark": str}, pk="id", not_null={"mark"})


def create_undo_index(db: "Database") -> None:
    """By what the undo of a change is found."""
    db.table("changes").create_index(["undoes"])


def create_desk(db: "Database") -> None:
    """What maintainers have begun in a chat and not finished, and who was shown their menu."""
    unfinished = {"author": str, "kind": str, "state": str, "at": str}
    db.table("unfinished").create(unfinished, pk="author", not_null=set(unfinished))
    db.table("desk_menus").create({"chat": str}, pk="chat")


def create_review_desk(db: "Database") -> None:
    """What the review in a chat keeps: who has which group, what is taught, who searches."""
    claims = {"name": str, "author": str, "at": float}
    db.table("claims").create(claims, pk="name", not_null=set(claims))
    lesson = {"name": str, "author": str, "at": float, "question": str, "language": str}
    db.table("lessons").create(
        {**lesson, "answer": str, "change_id": int}, pk="name", not_null={*lesson, "answer"}
    )
    searches = {"author": str, "name": str, "at": float}
    db.table("searches").create(searches, pk="author", not_null=set(searches))


def create_digests(db: "Database") -> None:
    """Which question a maintainer was replied to, and who was told when what waits for review."""
    db.table("replied_messages").add_column("asked", str)
    told = {"author": str, "language": str, "day": str}
    db.table("digests").create(told, pk="author", not_null=set(told))


def create_question_reads(db: "Database") -> None:
    """Which questions of the log are like each other, so that the review need not read them anew.

    What a group is compared by, the vector, stands with the question that leads it.
    """
    reads = {"id": str, "asked": str, "sign": str, "leader": str}
    db.table("question_reads").create({**reads, "vector": str}, pk="id", not_null=set(reads))


MIGRATIONS = (
    create_base,
    create_state,
    create_questions_log,
    create_changes,
    create_chats,
    create_initials,
    create_file_items,
    create_undo_index,
    create_desk,
    create_review_desk,
    create_digests,
    create_question_reads,
)
VERSION = len(MIGRATIONS)


def migrate(db: "Database", complete: Callable[[sqlite3.Connection], None]) -> None:
    """Apply what is missing, in one transaction; a failure leaves the file as it was.

    ``complete`` is called in the same transaction, to write what new tables and columns hold.
    """
    from sqlite_utils import Migrations  # see the module's docstring

    migrations = Migrations("forum-bot")
    for migration in MIGRATIONS:
        migrations(name=migration.__name__)(migration)
    with db.atomic():
        # A write comes first: it makes a second process wait here until the first is through.
        db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.apply(db)
        complete(db.conn)


def _create_source(db: "Database") -> None:
    source = {"id": int, "date": str, **_localized("title")}
    db.table("source").create(source, pk="id", not_null=set(source))
    paragraphs = {"number": int, **_localized("heading"), **_localized("report")}
    db.table("paragraphs").create(paragraphs, pk="number", not_null=set(paragraphs))
    topics = {"id": str, "position": int, **_localized("title")}
    db.table("topics").create(topics, pk="id", not_null=set(topics))


def _create_people(db: "Database") -> None:
    texts = {**_localized("name"), **_localized("role"), **_localized("about")}
    people = {"id": str, "position": int, **texts}
    db.table("people").create(people, pk="id", not_null=set(people))
    person = ("person", "people", "id")
    _create_list(db, "person_spellings", {"person": str, "spelling": str}, [person])
    columns = {"person": str, "paragraph": int}
    _create_list(db, "person_paragraphs", columns, [person, _PARAGRAPH])


def _create_entries(db: "Database") -> None:
    entries = {"id": str, "position": int, "kind": str, "topic": str, "status": str, "notes": str}
    db.table("entries").create(
        entries,
        pk="id",
        not_null=set(entries) - {"topic"},
        foreign_keys=[("topic", "topics", "id")],
    )
    person, related = ("person", "people", "id"), ("related", "entries", "id")
    _create_list(db, "entry_people", {"entry": str, "person": str}, [_ENTRY, person])
    _create_list(db, "entry_paragraphs", {"entry": str, "paragraph": int}, [_ENTRY, _PARAGRAPH])
    _create_list(db, "entry_related", {"entry": str, "related": str}, [_ENTRY, related])


def _create_texts(db: "Database") -> None:
    key = ("entry", "language")
    texts = {"entry": str, "language": str, "question": str, "answer": str}
    db.table("entry_texts").create(texts, pk=key, not_null=set(texts), foreign_keys=[_ENTRY])
    phrasings = {"id": int, "entry": str, "language": str, "position": int, "phrasing": str}
    db.table("phrasings").create(
        phrasings,
        pk="id",
        not_null=set(phrasings),
        foreign_keys=[(key, "entry_texts", key)],
    )
    db.table("phrasings").create_index([*key, "position"], unique=True)


def _create_checks(db: "Database") -> None:
    checks = {"id": int, "question": str, "language": str, "outcome": str}
    db.table("checks").create(checks, pk="id", not_null=set(checks))
    columns = {"check_id": int, "entry": str}
    _create_list(db, "check_entries", columns, [("check_id", "checks", "id"), _ENTRY])
    replies = {"name": str, **_localized("text")}
    db.table("replies").create(replies, pk="name", not_null=set(replies))
    synonyms = {"id": int, "language": str, "group_number": int, "word": str}
    db.table("synonyms").create(synonyms, pk="id", not_null=set(synonyms))


def _create_list(
    db: "Database", name: str, columns: dict[str, type], foreign_keys: list[tuple[str, str, str]]
) -> None:
    """A table of ordered values that belong to the row that the first column names."""
    owner = next(iter(columns))
    db.table(name).create(
        {**columns, "position": int},
        pk=(owner, "position"),
        not_null={*columns, "position"},
        foreign_keys=foreign_keys,
    )


def _localized(name: str) -> dict[str, type]:
    return {f"{name}_{language}": str for language in ("en", "ru", "kk")}
