"""``forum-kb ask``: one question, or one a line, answered as the bot answers."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import click

from knowledge.answerer import Answerer
from knowledge.cli.options import json_option, language_option, with_store
from knowledge.cli.output import echo_json_line, harmless
from knowledge.markup import plain
from knowledge.model import Base, Language, Outcome
from knowledge.reply import reply_text
from knowledge.store import Store


@click.command()
@click.argument("words", metavar="[QUESTION]", nargs=-1)
@click.option("--file", type=click.File("rb"), help="Questions, one a line; - is standard input.")
@click.option("--explain", is_flag=True, help="Also show how the outcome came about.")
@language_option("Language of the reply where the question does not show its own.")
@json_option
@with_store
def ask(
    store: Store,
    words: tuple[str, ...],
    file: BinaryIO | None,
    explain: bool,
    language: Language,
    as_json: bool,
) -> None:
    """Answer QUESTION, or each line of a file.

    With --json every question gives one line with the keys question, outcome (answer, suggest or
    decline), entry, confidence, language, reply and suggestions.
    """
    if bool(words) == bool(file):
        raise click.UsageError("Give either a question or --file.")
    answerer = Answerer(store)
    for question in _lines(file) if file else [" ".join(words)]:
        outcome = answerer.answer(question, language)
        why = answerer.explain(question, language) if explain else []
        if as_json:
            record = outcome_record(question, outcome, answerer.base)
            echo_json_line(record | {"explanation": why} if explain else record)
        else:
            _echo_outcome(question, outcome, answerer.base)
            click.echo(harmless("".join(f"{line}\n" for line in why)), nl=False)


def outcome_record(question: str, outcome: Outcome, base: Base) -> dict[str, object]:
    """An outcome for programs; ``question`` is as it was given."""
    return {
        "question": question,
        "outcome": outcome.kind.value,
        "entry": outcome.entry,
        "confidence": round(outcome.confidence, 3),
        "language": outcome.language,
        "reply": plain(reply_text(outcome, base)),
        "suggestions": [
            {"entry": entry, "question": title} for entry, title in _suggestions(outcome, base)
        ],
    }


def _lines(file: Iterable[bytes]) -> Iterator[str]:
    """The lines of a file, whatever is in them; bytes that are not UTF-8 become U+FFFD."""
    for number, line in enumerate(file):
        ended = line.removesuffix(b"\n").removesuffix(b"\r")
        yield ended.decode("utf-8" if number else "utf-8-sig", "replace")


def _suggestions(outcome: Outcome, base: Base) -> list[tuple[str, str]]:
    return [
        (entry, base.entries[entry].texts[outcome.language].question)
        for entry in outcome.suggestions
    ]


def _echo_outcome(question: str, outcome: Outcome, base: Base) -> None:
    click.echo(harmless(f"> {question}\n{plain(reply_text(outcome, base))}"))
    for entry, title in _suggestions(outcome, base):
        click.echo(f"  - {title}  [{entry}]")
    entry = outcome.entry or "no entry"
    click.echo(f"({outcome.kind}, {entry}, confidence {outcome.confidence:.3f})\n")
