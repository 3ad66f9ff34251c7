"""The maintainers' commands, as their menu shows them: at most 256 characters each."""

from typing import Final, NamedTuple

from knowledge.model import Language


class DeskCommandTexts(NamedTuple):
    """A text for each command."""

    review: str
    add: str
    edit: str
    teach: str
    history: str
    undo: str
    export: str
    stats: str
    backup: str
    cancel: str


COMMANDS: Final[dict[Language, DeskCommandTexts]] = {
    "en": DeskCommandTexts(
        review="What people asked in vain",
        add="Make a new entry",
        edit="Change an entry",
        teach="Teach a question: as a reply to it",
        history="The last changes",
        undo="Take a change back",
        export="The base as a file; send it back to import it",
        stats="Counts, and a chart",
        backup="A copy of the database",
        cancel="Leave what you have begun",
    ),
    "ru": DeskCommandTexts(
        review="Вопросы, на которые не нашлось ответа",
        add="Добавить запись",
        edit="Изменить запись",
        teach="Научить вопросу: ответом на сообщение с ним",
        history="Последние изменения",
        undo="Отменить изменение",
        export="База файлом; пришлите его обратно, чтобы загрузить",
        stats="Числа и график",
        backup="Копия базы данных",
        cancel="Оставить начатое",
    ),
    "kk": DeskCommandTexts(
        review="Жауабы табылмаған сұрақтар",
        add="Жаңа жазба қосу",
        edit="Жазбаны өзгерту",
        teach="Сұрақты үйрету: сұрақ жазылған хабарға жауап ретінде",
        history="Соңғы өзгерістер",
        undo="Өзгерісті қайтару",
        export="База файл түрінде; жүктеу үшін қайта жіберіңіз",
        stats="Сандар мен график",
        backup="Дерекқордың көшірмесі",
        cancel="Бастағанды тоқтату",
    ),
}
