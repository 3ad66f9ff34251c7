"""What ``/help`` adds for maintainers, above their commands."""

from typing import Final, NamedTuple

from knowledge.model import Language


class HelpingTexts(NamedTuple):
    """Texts in base markup."""

    how: str


HELPING: Final[dict[Language, HelpingTexts]] = {
    "en": HelpingTexts(
        "**You maintain this bot.** Begin with /review: it shows what people asked in vain, and a"
        " tap teaches me to answer it. You can also forward me a message, or reply to one with"
        " /teach. Every change is tried before it is saved, and can be taken back: /history"
    ),
    "ru": HelpingTexts(
        "**Вы ведёте этого бота.** Начните с /review: там вопросы, на которые не нашлось ответа, и"
        " одним нажатием вы научите меня отвечать. Ещё можно переслать мне сообщение или ответить"
        " на него командой /teach. Каждое изменение проверяется до сохранения, и его можно"
        " вернуть назад: /history"
    ),
    "kk": HelpingTexts(
        "**Сіз осы ботты жүргізесіз.** /review командасынан бастаңыз: онда жауабы табылмаған"
        " сұрақтар тұр, бір рет басып, жауап беруді үйретесіз. Маған хабарды қайта жіберуге немесе"
        " оған /teach деп жауап жазуға да болады. Әр өзгеріс сақталмай тұрып тексеріледі, оны"
        " қайтаруға да болады: /history"
    ),
}
