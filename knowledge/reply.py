"""An outcome in words: the text that a person sees, in the base's markup."""

from knowledge.markup import escape
from knowledge.model import Base, DeclineReason, EntryKind, Language, Outcome, OutcomeKind


def reply_text(outcome: Outcome, base: Base) -> str:
    """What a person sees for an outcome, the further questions of the message included."""
    words = base.replies
    blocks = []
    if outcome.reading:
        blocks.append(words.read_as[outcome.language].format(text=escape(outcome.reading)))
    blocks.extend(_one(single, base) for single in (outcome, *outcome.more))
    return "\n\n".join(blocks)


def entry_text(entry_id: str, language: Language, base: Base) -> str:
    """An entry's answer and the line that names the paragraphs it rests on."""
    entry = base.entries[entry_id]
    answer = entry.texts[language].answer
    if entry.kind is not EntryKind.FACT or not entry.paragraphs:
        return answer
    return f"{answer}\n\n_{source_line(entry.paragraphs, language, base)}_"


def source_line(paragraphs: tuple[int, ...], language: Language, base: Base) -> str:
    """The line that names the paragraphs of the article."""
    if len(paragraphs) == 1:
        return base.replies.source_one[language].format(paragraph=paragraphs[0])
    numbers = ", ".join(str(number) for number in paragraphs)
    return base.replies.source_many[language].format(paragraphs=numbers)


def _one(outcome: Outcome, base: Base) -> str:
    if outcome.entry:
        return entry_text(outcome.entry, outcome.language, base)
    if outcome.kind is OutcomeKind.SUGGEST:
        return base.replies.did_you_mean[outcome.language]
    if outcome.reason is DeclineReason.NOT_UNDERSTOOD:
        return base.replies.not_understood[outcome.language]
    first = base.entries[outcome.candidates[0].entry] if outcome.candidates else None
    if first and first.kind is EntryKind.OUTSIDE:
        return first.texts[outcome.language].answer
    text = base.replies.out_of_scope[outcome.language]
    if not outcome.suggestions:
        return text
    nearest = base.entries[outcome.suggestions[0]].texts[outcome.language].question
    return f"{text}\n\n{base.replies.nearest[outcome.language].format(question=escape(nearest))}"
