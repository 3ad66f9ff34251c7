"""The line that tells maintainers once a day what waits."""

from typing import Final, NamedTuple

from knowledge.model import Language


class DigestTexts(NamedTuple):
    """Texts in base markup; those with several forms go by a number."""

    waiting: str  # {what}
    asked: str  # {questions} {groups}
    questions: tuple[str, ...]
    groups: tuple[str, ...]
    proposals: tuple[str, ...]
    joined: str


DIGEST: Final[dict[Language, DigestTexts]] = {
    "en": DigestTexts(
        waiting="📬 Waiting for you: {what}. /review",
        asked="{questions} in {groups}",
        questions=("{number} question", "{number} questions"),
        groups=("{number} group", "{number} groups"),
        proposals=("{number} proposed phrasing", "{number} proposed phrasings"),
        joined=" and ",
    ),
    "ru": DigestTexts(
        waiting="📬 Вас ждут: {what}. /review",
        asked="{questions} в {groups}",
        questions=("{number} вопрос", "{number} вопроса", "{number} вопросов"),
        groups=("{number} группе", "{number} группах", "{number} группах"),
        proposals=(
            "{number} предложенная формулировка",
            "{number} предложенные формулировки",
            "{number} предложенных формулировок",
        ),
        joined=" и ",
    ),
    "kk": DigestTexts(
        waiting="📬 Сізді күтіп тұр: {what}. /review",
        asked="{groups} ішінде {questions}",
        questions=("{number} сұрақ",),
        groups=("{number} топ",),
        proposals=("{number} ұсынылған тұжырым",),
        joined=" және ",
    ),
}
