"""What the buttons below an answer depend on beside its content."""

from dataclasses import dataclass, field

from knowledge.questions_log import Vote


@dataclass(frozen=True, slots=True)
class View:
    """To whom, and to which question, an answer is shown.

    ``bot`` is the bot's user name, which links lead to; ``seen`` are the ids of the entries that
    the person was shown lately; ``asked`` is the question's id in the log, empty where there can
    be no vote, and ``vote`` the vote on the reply.
    """

    bot: str = ""
    seen: frozenset[str] = field(default_factory=frozenset)
    asked: str = ""
    vote: Vote | None = None
