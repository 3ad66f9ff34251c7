"""``forum-kb check``: how well a base answers what it must, and where its entries collide."""

import dataclasses
import sys
from collections.abc import Sequence

import click

from knowledge.answerer import Answerer
from knowledge.checks import CheckResult, LeftOut, leave_each_out, run_checks
from knowledge.cli.options import json_option, with_store
from knowledge.cli.output import echo_json
from knowledge.model import LANGUAGES, Finding
from knowledge.rules import check_base
from knowledge.store import Store


@click.command()
@click.option(
    "--phrasings",
    is_flag=True,
    help="Also ask every phrasing with itself left out, and list those taken by another entry.",
)
@json_option
@with_store
@click.pass_context
def check(context: click.Context, store: Store, phrasings: bool, as_json: bool) -> None:
    """Ask every check of the base and print those that fail; exit code 1 if any does."""
    answerer = Answerer(store)
    results = run_checks(answerer, answerer.base.checks)
    findings = check_base(answerer.base)
    left_out = _left_out(answerer) if phrasings else []
    if as_json:
        echo_json(_report(results, findings) | _left_out_report(left_out))
    else:
        _echo_report(results, findings)
        _echo_left_out(left_out)
    if not all(result.passed for result in results):
        context.exit(1)


def _left_out(answerer: Answerer) -> list[LeftOut]:
    rows = range(answerer.matcher.index.size)
    with click.progressbar(rows, label="phrasings", file=sys.stderr) as shown:
        return list(leave_each_out(answerer, shown))


def _left_out_report(left_out: Sequence[LeftOut]) -> dict[str, object]:
    if not left_out:
        return {}
    return {
        "phrasings": {
            language: {"asked": total, "first": first, "collide": collide}
            for language, total, first, collide in _left_out_totals(left_out)
        },
        "collisions": [dataclasses.asdict(one) for one in _collisions(left_out)],
    }


def _echo_left_out(left_out: Sequence[LeftOut]) -> None:
    for one in _collisions(left_out):
        click.echo(f"{one.language}  {one.phrasing}  [{one.entry}]")
        click.echo(f"    taken by {one.first} ({one.confidence:.3f}), like: {one.like}")
    for language, total, first, collide in _left_out_totals(left_out):
        click.echo(
            f"{language}: phrasings left out in turn {total}, find their entry first {first}, "
            f"would be answered by another {collide}"
        )


def _collisions(left_out: Sequence[LeftOut]) -> list[LeftOut]:
    colliding = [one for one in left_out if one.collides]
    return sorted(colliding, key=lambda one: -one.confidence)


def _left_out_totals(left_out: Sequence[LeftOut]) -> list[tuple[str, int, int, int]]:
    """Language, phrasings asked, how many find their entry first, how many collide."""
    totals = []
    for language in LANGUAGES:
        asked = [one for one in left_out if one.language == language]
        first = sum(one.first == one.entry for one in asked)
        totals.append((language, len(asked), first, sum(one.collides for one in asked)))
    return [row for row in totals if row[1]]


def _report(results: Sequence[CheckResult], findings: Sequence[Finding]) -> dict[str, object]:
    return {
        "checks": len(results),
        "right": sum(result.passed for result in results),
        "languages": {
            language: {"checks": total, "right": right}
            for language, right, total in _totals(results)
        },
        "failed": [_failure(result) for result in results if not result.passed],
        "findings": [str(finding) for finding in findings],
    }


def _failure(result: CheckResult) -> dict[str, object]:
    return {
        "question": result.check.question,
        "language": result.check.language,
        "expected": {
            "outcome": result.check.outcome.value,
            "entries": list(result.check.entries),
        },
        "got": {
            "outcome": result.outcome.kind.value,
            "entry": result.outcome.entry,
            "suggestions": list(result.outcome.suggestions),
            "confidence": round(result.outcome.confidence, 3),
        },
    }


def _echo_report(results: Sequence[CheckResult], findings: Sequence[Finding]) -> None:
    for finding in findings:
        click.echo(f"{finding.severity}: {finding}")
    for result in results:
        if not result.passed:
            click.echo(f"{result.check.language}  {result.check.question}")
            click.echo(f"    expected {_outcome(result.check.outcome, result.check.entries)}")
            got = result.outcome
            entries = (got.entry,) if got.entry else got.suggestions
            click.echo(f"    got      {_outcome(got.kind, entries)} ({got.confidence:.3f})")
    for language, right, total in _totals(results):
        click.echo(f"{language}: {right} of {total} right")


def _outcome(kind: str, entries: Sequence[str]) -> str:
    return f"{kind} {' or '.join(entries)}".rstrip()


def _totals(results: Sequence[CheckResult]) -> list[tuple[str, int, int]]:
    """Language, how many are right, and how many there are, for the languages that have any."""
    counted: list[tuple[str, int, int]] = []
    for language in LANGUAGES:
        passed = [result.passed for result in results if result.check.language == language]
        if passed:
            counted.append((language, sum(passed), len(passed)))
    return counted
