"""What the desk says whatever a maintainer works on."""

from typing import Final, NamedTuple

from knowledge.model import Language


class CommonTexts(NamedTuple):
    """Texts in base markup, but for the buttons."""

    cancel_button: str
    cancelled: str
    nothing_begun: str
    stale: str  # pops up: at most 200 characters
    in_private: str  # {bot}
    failed: str  # {error}
    unread: str  # {error}


COMMON: Final[dict[Language, CommonTexts]] = {
    "en": CommonTexts(
        cancel_button="✖ Cancel",
        cancelled="Cancelled; nothing of it was saved.",
        nothing_begun="There is nothing to cancel.",
        stale="This button belongs to something that is over.",
        in_private="Write to me in private first, then I can show it to you there: @{bot}",
        failed="That did not work: {error}",
        unread="⚠ If this was meant for what you have begun, send it again later: {error}",
    ),
    "ru": CommonTexts(
        cancel_button="✖ Отменить",
        cancelled="Отменено, ничего не сохранено.",
        nothing_begun="Отменять нечего.",
        stale="Эта кнопка относится к тому, что уже закончено.",
        in_private="Сначала напишите мне в личный чат, и я покажу это там: @{bot}",
        failed="Не получилось: {error}",
        unread="⚠ Если это было к тому, что вы начали, пришлите ещё раз позже: {error}",
    ),
    "kk": CommonTexts(
        cancel_button="✖ Тоқтату",
        cancelled="Тоқтатылды, ештеңе сақталған жоқ.",
        nothing_begun="Тоқтататын ештеңе жоқ.",
        stale="Бұл батырма аяқталған іске қатысты.",
        in_private="Алдымен маған жеке чатта жазыңыз, сонда көрсетемін: @{bot}",
        failed="Болмады: {error}",
        unread="⚠ Егер бұл бастаған ісіңізге арналса, кейінірек қайта жіберіңіз: {error}",
    ),
}
