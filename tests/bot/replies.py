"""Outcomes to be shown, and a short way to read a reply."""

from bot.payload import Action, Payload
from bot.reply import Button, Reply
from knowledge.model import DeclineReason, Language, Outcome, OutcomeKind


def answer(entry: str, language: Language = "en", more: tuple[Outcome, ...] = ()) -> Outcome:
    return Outcome(OutcomeKind.ANSWER, "?", language, entry, more=more)


def suggest(*entries: str, language: Language = "en") -> Outcome:
    return Outcome(OutcomeKind.SUGGEST, "?", language, suggestions=entries)


def decline(
    reason: DeclineReason, entry: str | None = None, suggestions: tuple[str, ...] = ()
) -> Outcome:
    return Outcome(OutcomeKind.DECLINE, "?", "en", entry, reason=reason, suggestions=suggestions)


def labels(reply: Reply) -> list[str]:
    return [button.label for row in reply.rows for button in row]


def payloads(reply: Reply) -> list[Payload]:
    """What the buttons carry that tell the bot something."""
    buttons = (button for row in reply.rows for button in row)
    return [button.payload for button in buttons if isinstance(button, Button)]


def actions(reply: Reply) -> list[tuple[Action, str]]:
    return [(payload.action, payload.id) for payload in payloads(reply)]


def of(reply: Reply, *wanted: Action) -> list[Payload]:
    """What the buttons of these actions carry."""
    return [payload for payload in payloads(reply) if payload.action in wanted]
