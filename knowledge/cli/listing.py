"""``forum-kb topics``, ``people``, ``list`` and ``show``: what the base holds."""

from collections.abc import Iterable

import click

from knowledge.cli.options import complete_ids, json_option, language_option, with_store
from knowledge.cli.output import echo_json, echo_table, indented
from knowledge.errors import NotFound
from knowledge.items import to_plain
from knowledge.model import Entry, EntryKind, Language, Status, is_unwritten
from knowledge.nearest import did_you_mean
from knowledge.store import Store

_UNWRITTEN = "(not written yet)"


@click.command()
@json_option
@with_store
def topics(store: Store, as_json: bool) -> None:
    """List the topics with the number of their entries."""
    base = store.load()
    counts = {
        name: sum(entry.topic == name for entry in base.entries.values()) for name in base.topics
    }
    if as_json:
        echo_json(
            [
                {"id": topic.id, "entries": counts[topic.id], "title": dict(topic.title)}
                for topic in base.topics.values()
            ]
        )
        return
    rows = [
        (topic.id, str(counts[topic.id]), *topic.title.values()) for topic in base.topics.values()
    ]
    echo_table(("ID", "ENTRIES", "EN", "RU", "KK"), rows)


@click.command()
@json_option
@with_store
def people(store: Store, as_json: bool) -> None:
    """List the people of the article with their roles."""
    listed = store.load().people.values()
    if as_json:
        echo_json([to_plain(person) for person in listed])
        return
    rows = [
        ("" if number else person.id, language, name, person.role[language])
        for person in listed
        for number, (language, name) in enumerate(person.name.items())
    ]
    echo_table(("ID", "", "NAME", "ROLE"), rows)


@click.command("list")
@click.option("--topic", help="Only the entries of the topic with this id.")
@click.option("--kind", type=click.Choice([kind.value for kind in EntryKind]), help="Only these.")
@language_option("Language of the questions.")
@json_option
@with_store
def list_entries(
    store: Store, topic: str | None, kind: str | None, language: Language, as_json: bool
) -> None:
    """List the entries."""
    base = store.load()
    if topic is not None and topic not in base.topics:
        raise _not_found("topic", topic, base.topics, "topics")
    entries = [
        entry
        for entry in base.entries.values()
        if topic in {None, entry.topic} and kind in {None, entry.kind.value}
    ]
    if as_json:
        echo_json([_summary(entry) for entry in entries])
        return
    rows = [
        (entry.id, entry.topic or "-", _kind(entry), entry.title(language)) for entry in entries
    ]
    echo_table(("ID", "TOPIC", "KIND", "QUESTION"), rows)


@click.command()
@click.argument("entry_id", metavar="ID", shell_complete=complete_ids)
@json_option
@with_store
def show(store: Store, entry_id: str, as_json: bool) -> None:
    """Show everything of the entry ID."""
    entries = store.load().entries
    entry = entries.get(entry_id)
    if entry is None:
        raise _not_found("entry", entry_id, entries, "list")
    if as_json:
        echo_json(to_plain(entry))
    else:
        _echo_entry(entry)


def _summary(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "topic": entry.topic,
        "status": entry.status.value,
        "question": {language: text.question for language, text in entry.texts.items()},
    }


def _kind(entry: Entry) -> str:
    """The kind; of a draft also in which languages it has gaps."""
    if entry.status is not Status.DRAFT:
        return entry.kind.value
    without = f" without {', '.join(entry.gaps)}" if entry.gaps else ""
    return f"{entry.kind}, draft{without}"


def _echo_entry(entry: Entry) -> None:
    facts = {
        "id": entry.id,
        "topic": entry.topic or "-",
        "kind": entry.kind.value,
        "status": entry.status.value,
        "people": ", ".join(entry.people) or "-",
        "paragraphs": ", ".join(map(str, entry.paragraphs)) or "-",
        "related": ", ".join(entry.related) or "-",
        "notes": entry.notes or "-",
    }
    for name, value in facts.items():
        click.echo(f"{name:<12}{indented(value, 12).lstrip()}")
    for language, text in entry.texts.items():
        click.echo(f"\n{language:<4}{text.question or _UNWRITTEN}")
        click.echo(indented(_UNWRITTEN if is_unwritten(text.answer) else text.answer, 4))
        click.echo(f"    phrasings ({len(text.phrasings)}):")
        for phrasing in text.phrasings:
            click.echo(f"    - {phrasing}")


def _not_found(what: str, wanted: str, known: Iterable[str], command: str) -> NotFound:
    remedy = did_you_mean(wanted, known, f"See them with: forum-kb {command}.")
    return NotFound(f"There is no {what} {wanted!r}. {remedy}")
