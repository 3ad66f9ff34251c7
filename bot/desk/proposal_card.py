"""A proposed phrasing as a message, and what is said once it is dealt with."""

from collections.abc import Sequence

from bot.desk.payload import DeskAction, DeskPayload
from bot.desk.taught import bullets, title, undo_row
from bot.reply import DeskButton, Reply, Rows
from bot.strings.desk.review import REVIEW
from bot.strings.desk.taught import TAUGHT
from bot.strings.plurals import counted
from bot.telegram_html import to_html
from knowledge.change_log import Change
from knowledge.markup import escape
from knowledge.model import Base, Language
from knowledge.proposals import Accepted, Proposal


def proposal_card(every: Sequence[Proposal], place: int, base: Base, language: Language) -> Reply:
    """One of the proposals, with what was picked for it how often, and the decisions."""
    words, shown = REVIEW[language], every[place]
    head = words.proposal_place.format(place=place + 1, total=len(every))
    text = "\n\n".join(
        (
            f"{head} · {counted(shown.count, words.picked, language)}",
            bullets(shown.wordings, TAUGHT[language]),
            words.proposed_for.format(title=escape(title(shown.entry, base, language))),
        )
    )
    decisions = (
        DeskButton(words.accept_button, DeskPayload(DeskAction.ACCEPT, mark=shown.id)),
        DeskButton(words.dismiss_button, DeskPayload(DeskAction.DISMISS, mark=shown.id)),
    )
    return Reply(to_html(text), (decisions, *forth(every, place, language)))


def none_left(language: Language) -> Reply:
    """No proposal waits."""
    return Reply(to_html(REVIEW[language].no_proposals), (_to_review(language),))


def already(done: Accepted, change: Change, base: Base, language: Language) -> Reply:
    """A proposal was accepted before."""
    named = escape(title(done.entry, base, language))
    text = REVIEW[language].already.format(title=named, change=change.id)
    return Reply(to_html(text), (*undo_row(change, language), *onward("", language)))


def forth(every: Sequence[Proposal], place: int, language: Language) -> Rows:
    """The ways to the next proposal, where there is one, and to the questions."""
    if place + 1 < len(every):
        return onward(every[place + 1].id, language)
    return (_to_review(language),)


def onward(following: str, language: Language) -> Rows:
    """The ways to a proposal, and to the questions."""
    way = DeskPayload(DeskAction.PROPOSALS, following)
    return ((*_to_review(language), DeskButton(REVIEW[language].next_button, way)),)


def place_of(every: Sequence[Proposal], name: str) -> int | None:
    """Where the proposal of this id stands."""
    return next((place for place, one in enumerate(every) if one.id == name), None)


def _to_review(language: Language) -> tuple[DeskButton]:
    return (DeskButton(REVIEW[language].review_button, DeskPayload(DeskAction.REVIEW)),)
