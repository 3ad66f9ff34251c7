"""``forum-kb check``: whether the held-out questions get the outcomes that they must have."""

from collections.abc import Sequence

import click

from knowledge.answerer import Answerer
from knowledge.checks import CheckResult, run_checks
from knowledge.cli.options import json_option, with_store
from knowledge.cli.output import echo_json
from knowledge.model import LANGUAGES, Finding
from knowledge.rules import check_base
from knowledge.store import Store


@click.command()
@json_option
@with_store
@click.pass_context
def check(context: click.Context, store: Store, as_json: bool) -> None:
    """Ask every check of the base and print those that fail; exit code 1 if any does."""
    answerer = Answerer(store)
    results = run_checks(answerer, answerer.base.checks)
    findings = check_base(answerer.base)
    if as_json:
        echo_json(_report(results, findings))
    else:
        _echo_report(results, findings)
    if not all(result.passed for result in results):
        context.exit(1)


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
