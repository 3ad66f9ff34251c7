"""Commands that change what stands beside the entries: topics, people, synonyms and checks.

``forum-kb topics`` lists, ``forum-kb topics add`` changes; so do the others.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO, TypeAlias

import click

from knowledge import edits
from knowledge.cli.checking import check
from knowledge.cli.editing import add_items
from knowledge.cli.listing import people, topics
from knowledge.cli.options import json_option, with_store
from knowledge.cli.output import echo_json, echo_table
from knowledge.cli.shelf import Shelf
from knowledge.cli.writing import Desk, at_desk, language_argument, one_line
from knowledge.items import Item, Key, Kind, key_of, to_plain
from knowledge.model import LANGUAGES, Language, OutcomeKind, Person, Topic
from knowledge.store import Store

_Option: TypeAlias = Callable[[Callable[..., None]], Callable[..., None]]

topic_shelf = Shelf(topics)
person_shelf = Shelf(people)
check_shelf = Shelf(check)


def _titles(*, required: bool) -> _Option:
    """``--en``, ``--ru`` and ``--kk``."""

    def with_titles(command: Callable[..., None]) -> Callable[..., None]:
        for language in reversed(LANGUAGES):
            told = f"The title in {language}."
            command = click.option(f"--{language}", required=required, help=told)(command)
        return command

    return with_titles


@topic_shelf.command("add")
@click.argument("topic_id", metavar="ID")
@_titles(required=True)
@at_desk
def add_topic(desk: Desk, topic_id: str, en: str, ru: str, kk: str) -> None:
    """Add the topic ID, behind all others."""
    topic = Topic(topic_id, {"en": one_line(en), "ru": one_line(ru), "kk": one_line(kk)})
    _add(desk, topic)


@topic_shelf.command("edit")
@click.argument("topic_id", metavar="ID")
@_titles(required=False)
@at_desk
def edit_topic(desk: Desk, topic_id: str, en: str | None, ru: str | None, kk: str | None) -> None:
    """Give the topic ID other titles."""
    key = Key(Kind.TOPIC, topic_id)
    given = zip(LANGUAGES, (en, ru, kk), strict=True)
    new = {language: one_line(title) for language, title in given if title is not None}

    def renamed(item: Item) -> Item:
        return replace(item, title={**item.title, **new}) if isinstance(item, Topic) else item

    desk.change(lambda now: edits.changed(now, key, renamed), f"edited {key}")


@topic_shelf.command("remove")
@click.argument("topic_id", metavar="ID")
@at_desk
def remove_topic(desk: Desk, topic_id: str) -> None:
    """Remove the topic ID; it must have no entries any more."""
    key = Key(Kind.TOPIC, topic_id)
    desk.change(lambda now: edits.removal(now, key), f"removed {key}")


@person_shelf.command("add")
@click.argument("file", type=click.File("rb"))
@at_desk
def add_person(desk: Desk, file: BinaryIO) -> None:
    """Add the person of the YAML file FILE, or several; - is standard input.

    The keys are those that `forum-kb people --json` prints.
    """
    add_items(desk, Kind.PERSON, file)


def _in_language(name: str) -> _Option:
    told = f"The {name} in a language, as in --{name} ru ..."
    kind = (click.Choice(LANGUAGES), str)
    return click.option(f"--{name}", f"{name}s", type=kind, multiple=True, help=told)


@person_shelf.command("edit")
@click.argument("person_id", metavar="ID")
@_in_language("name")
@_in_language("role")
@_in_language("about")
@click.option("--spelling", "spellings", multiple=True, help="One more way to write the name.")
@at_desk
def edit_person(
    desk: Desk,
    person_id: str,
    names: tuple[tuple[Language, str], ...],
    roles: tuple[tuple[Language, str], ...],
    abouts: tuple[tuple[Language, str], ...],
    spellings: tuple[str, ...],
) -> None:
    """Change what is told of the person ID."""
    key = Key(Kind.PERSON, person_id)

    def changed(item: Item) -> Item:
        if not isinstance(item, Person):
            return item
        more = (one_line(spelling) for spelling in spellings)
        return replace(
            item,
            name={**item.name, **dict(names)},
            role={**item.role, **dict(roles)},
            about={**item.about, **dict(abouts)},
            spellings=tuple(dict.fromkeys((*item.spellings, *more))),
        )

    desk.change(lambda now: edits.changed(now, key, changed), f"edited {key}")


@person_shelf.command("remove")
@click.argument("person_id", metavar="ID")
@at_desk
def remove_person(desk: Desk, person_id: str) -> None:
    """Remove the person ID, also from the entries that name them."""
    key = Key(Kind.PERSON, person_id)
    desk.change(lambda now: edits.removal(now, key), f"removed {key}")


@click.command("synonym")
@json_option
@with_store
def synonyms(store: Store, as_json: bool) -> None:
    """List the groups of words that mean the same."""
    groups = store.load().synonyms
    if as_json:
        echo_json(
            {language: [list(group) for group in listed] for language, listed in groups.items()}
        )
        return
    rows = [(language, ", ".join(group)) for language, listed in groups.items() for group in listed]
    echo_table(("", "WORDS"), rows)


synonym_shelf = Shelf(synonyms)


@synonym_shelf.command("add")
@language_argument
@click.argument("words", metavar="WORD...", nargs=-1, required=True)
@at_desk
def add_synonym(desk: Desk, language: Language, words: tuple[str, ...]) -> None:
    """Let each WORD mean the same; a group that one of them is in grows by the others."""
    same = [one_line(word) for word in words]
    desk.change(
        lambda now: edits.join_synonyms(now, language, same),
        f"synonyms in {language}: {', '.join(same)}",
    )


@synonym_shelf.command("remove")
@language_argument
@click.argument("words", metavar="WORD...", nargs=-1, required=True)
@at_desk
def remove_synonym(desk: Desk, language: Language, words: tuple[str, ...]) -> None:
    """Take each WORD out of its group; one word alone is no group any more."""
    gone = [one_line(word) for word in words]
    desk.change(
        lambda now: edits.drop_synonyms(now, language, gone),
        f"no synonyms any more in {language}: {', '.join(gone)}",
    )


@check_shelf.command("list")
@json_option
@with_store
def list_checks(store: Store, as_json: bool) -> None:
    """List the checks."""
    checks = store.load().checks
    if as_json:
        echo_json([to_plain(one) for one in checks])
        return
    rows = [
        (one.language, one.outcome.value, one.question, ", ".join(one.entries)) for one in checks
    ]
    echo_table(("", "OUTCOME", "QUESTION", "ENTRIES"), rows)


@check_shelf.command("add")
@language_argument
@click.argument("question")
@click.option("--entry", "entry_ids", multiple=True, help="An entry that is right; best first.")
@click.option(
    "--outcome",
    type=click.Choice([outcome.value for outcome in OutcomeKind]),
    help="What the bot must do; answer where entries are given, else decline.",
)
@at_desk
def add_check(
    desk: Desk, language: Language, question: str, entry_ids: tuple[str, ...], outcome: str | None
) -> None:
    """Hold the bot to what it must do when somebody asks QUESTION.

    Without --entry it must decline: so a wrong answer becomes a negative example.
    """
    asked, wanted = one_line(question), OutcomeKind(outcome) if outcome else None
    desk.change(
        lambda now: edits.add_check(now, language, asked, entry_ids, wanted),
        f"check in {language}: {asked}",
    )


@check_shelf.command("remove")
@language_argument
@click.argument("question")
@at_desk
def remove_check(desk: Desk, language: Language, question: str) -> None:
    """Remove the check that asks QUESTION."""
    asked = one_line(question)
    desk.change(lambda now: edits.drop_check(now, language, asked), f"no check any more: {asked}")


def _add(desk: Desk, item: Item) -> None:
    key = key_of(item)
    desk.change(lambda _: [edits.new(item)], f"added {key}")
