"""How questions were read when the review met them first, kept because reading takes a while.

What is kept is which of them are like each other: so groups stay as they are while the base is
edited, and only what is new is read. It goes with the questions when they are purged.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from sqlite3 import Connection

from knowledge.errors import StoreError
from knowledge.likeness import Features, Reader, led
from knowledge.masking import unmarked
from knowledge.matching.text import words
from knowledge.short_ids import short_id
from knowledge.store import Store


@dataclass(frozen=True, slots=True)
class Read:
    """``asked`` stands for the words of a question, ``sign`` for its features.

    ``leader`` is the ``asked`` of the question whose group it belongs to.
    """

    asked: str
    sign: str
    leader: str


def words_of(text: str) -> str:
    """What questions share that are the same but for case and punctuation."""
    return " ".join(words(text)) or text


def kept(connection: Connection) -> dict[str, Read]:
    """What was read already, by the id of the question's row."""
    rows = connection.execute("SELECT id, asked, sign, leader FROM question_reads")
    return {row: Read(*read) for row, *read in rows}


def read(
    store: Store, reader: Reader, questions: Mapping[str, str], known: Mapping[str, Read]
) -> Mapping[str, Read]:
    """``known`` and those of the questions that were not read before.

    ``questions`` are texts by the ids of their rows, in the order in which they were asked; those
    that are new join the groups of the others. Where the store cannot be written they are read all
    the same, and again the next time. Raises StoreError when it cannot be read.
    """
    new = [(row, text) for row, text in questions.items() if row not in known]
    if not new:
        return known
    leaders = {known[row].leader for row in questions if row in known}
    return {**known, **_read(store, reader, new, known, leaders)}


def _read(
    store: Store,
    reader: Reader,
    questions: Iterable[tuple[str, str]],
    known: Mapping[str, Read],
    leaders: Collection[str],
) -> dict[str, Read]:
    asked = [(row, short_id(words_of(text)), text) for row, text in questions]
    reads = {one.asked: one for one in known.values()}
    new = {name: (row, text) for row, name, text in reversed(asked) if name not in reads}
    features = {name: reader.features(unmarked(new[name][1])) for name in reversed(new)}
    led_by = _leaders(store, features, leaders)
    for name, own in features.items():
        reads[name] = Read(name, short_id(" ".join(sorted(own))), led_by[name])
    vectors = {new[name][0]: own for name, own in features.items() if led_by[name] == name}
    found = {row: reads[name] for row, name, _ in asked}
    with suppress(StoreError), store.writing() as connection:
        _keep(connection, found, vectors)
    return found


def _leaders(
    store: Store, features: Mapping[str, Features], leaders: Collection[str]
) -> Mapping[str, str]:
    """The group of each question: that of the leader it is most like, else its own."""
    wanted = json.dumps(list(leaders))
    with store.reading() as connection:
        rows = connection.execute(
            "SELECT leader, vector FROM question_reads WHERE vector IS NOT NULL"
            " AND leader IN (SELECT value FROM json_each(?))",
            [wanted],
        ).fetchall()
    there: dict[str, Features] = {leader: json.loads(vector) for leader, vector in rows}
    names: Sequence[str] = [*there, *features]
    places = led([*there.values(), *features.values()], len(there))
    return {name: names[place] for name, place in zip(names, places, strict=True)}


def _keep(
    connection: Connection, found: Mapping[str, Read], vectors: Mapping[str, Features]
) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO question_reads (id, asked, sign, leader, vector)"
        " VALUES (?, ?, ?, ?, ?)",
        [
            (row, *astuple(one), json.dumps(vectors[row]) if row in vectors else None)
            for row, one in found.items()
        ],
    )
