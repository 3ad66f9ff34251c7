"""What is said where something else was sent than what is waited for."""

from typing import Final, NamedTuple

from knowledge.model import Language


class WaitingTexts(NamedTuple):
    """Texts in base markup, but for the button; what is waited for is shown below them."""

    text_awaited: str
    press_awaited: str
    press_not_text: str  # {text}
    ask_button: str


WAITING: Final[dict[Language, WaitingTexts]] = {
    "en": WaitingTexts(
        text_awaited="📝 I can only read text, and a text is awaited here. Nothing is lost; it"
        " goes on with this:",
        press_awaited="☝ I can only read text, and a button is awaited here. Nothing is lost; it"
        " goes on with this:",
        press_not_text="☝ A button is awaited here, so I left this alone: “{text}”",
        ask_button="❓ Ask it as a question",
    ),
    "ru": WaitingTexts(
        text_awaited="📝 Я читаю только текст, и здесь я жду текста. Ничего не потеряно, продолжаем"
        " отсюда:",
        press_awaited="☝ Я читаю только текст, а здесь нужно нажать кнопку. Ничего не потеряно,"
        " продолжаем отсюда:",
        press_not_text="☝ Здесь нужно нажать кнопку, поэтому этот текст я не взял: «{text}»",
        ask_button="❓ Задать как вопрос",
    ),
    "kk": WaitingTexts(
        text_awaited="📝 Мен тек мәтінді оқимын, бұл жерде мәтін күтіп тұрмын. Ештеңе жоғалған жоқ,"
        " осыдан жалғастырамыз:",
        press_awaited="☝ Мен тек мәтінді оқимын, ал бұл жерде батырманы басу керек. Ештеңе жоғалған"
        " жоқ, осыдан жалғастырамыз:",
        press_not_text="☝ Бұл жерде батырманы басу керек, сондықтан мына мәтінді алмадым: «{text}»",
        ask_button="❓ Сұрақ ретінде қою",
    ),
}
