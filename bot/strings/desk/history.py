"""What the desk says of recorded changes, and of taking them back."""

from typing import Final, NamedTuple

from knowledge.model import Language


class PartTexts(NamedTuple):
    """What the parts of other items than entries are called."""

    title: str
    name: str
    role: str
    about: str
    spellings: str
    words: str
    language: str
    outcome: str
    entries: str
    text: str
    date: str
    heading: str
    report: str


class HistoryTexts(NamedTuple):
    """Texts in base markup, but for the buttons; lists are in the order of what they name."""

    last_changes: str
    nothing_changed: str
    change: str  # {number} {when} {who} {surface}
    you: str
    surfaces: tuple[str, ...]
    kinds: tuple[str, ...]
    item: str  # {kind} {title}
    parts: PartTexts
    added: str  # {item}
    removed: str  # {item}
    undoes: str  # {number}
    replaced: str
    another_order: str
    more_items: str  # {number}
    more_lines: str  # {number}
    undone_by: str  # {number}
    whole_base: str
    ask_to_undo: str
    done: str  # {number} {new}
    done_already: str  # {number} {new}
    in_the_way: str  # {number}
    not_undone: str  # {number} {why}
    no_change: str
    nothing_of_yours: str
    whole_change: str  # {number}
    undo_button: str
    whole_button: str
    back_button: str
    newer_button: str
    older_button: str
    change_button: str  # {number}


HISTORY: Final[dict[Language, HistoryTexts]] = {
    "en": HistoryTexts(
        last_changes="**The last changes**",
        nothing_changed="Nothing was changed yet.",
        change="**Change {number}** · {when}\n{who} · {surface}",
        you="you",
        surfaces=("command line", "file", "Telegram", "review", "upgrade", "shipped base"),
        kinds=("entry", "topic", "person", "synonyms", "check", "reply", "source"),
        item="{kind} “{title}”",
        parts=PartTexts(
            *("Title", "Name", "Role", "About", "Spellings", "Words", "Language", "Outcome"),
            *("Entries", "Text", "Date", "Heading", "Report"),
        ),
        added="new: {item}",
        removed="removed: {item}",
        undoes="takes back change {number}",
        replaced="the whole base, put in place anew",
        another_order="in another order",
        more_items="and {number} more",
        more_lines="… more lines: {number}",
        undone_by="taken back by change {number}",
        whole_base=(
            "It put another base in the place of the whole one, so it cannot be taken back here;"
            " a backup can: forum-kb restore."
        ),
        ask_to_undo="Take this change back?",
        done="Change {number} is taken back; that is change {new}.",
        done_already="Change {number} was taken back already, by change {new}.",
        in_the_way=(
            "Change {number} cannot be taken back: what it did was changed again later. Take these"
            " back first, from the top down:"
        ),
        not_undone="Change {number} cannot be taken back.\n{why}",
        no_change="There is no such change. /history shows them.",
        nothing_of_yours="There is no change of yours to take back. /history shows everybody's.",
        whole_change="All of change {number}",
        undo_button="↩ Undo",
        whole_button="📄 All of it",
        back_button="« Changes",
        newer_button="‹ Newer",
        older_button="Older ›",
        change_button="Change {number}",
    ),
    "ru": HistoryTexts(
        last_changes="**Последние изменения**",
        nothing_changed="Пока ничего не меняли.",
        change="**Изменение {number}** · {when}\n{who} · {surface}",
        you="вы",
        surfaces=(
            *("командная строка", "файл", "Telegram"),
            *("разбор вопросов", "обновление", "исходная база"),
        ),
        kinds=("запись", "тема", "персона", "синонимы", "проверка", "реплика", "источник"),
        item="{kind} «{title}»",
        parts=PartTexts(
            *("Название", "Имя", "Роль", "О персоне", "Написания", "Слова", "Язык", "Исход"),
            *("Записи", "Текст", "Дата", "Подзаголовок", "Пересказ"),
        ),
        added="новое: {item}",
        removed="удалено: {item}",
        undoes="отменяет изменение {number}",
        replaced="вся база, положена заново",
        another_order="в другом порядке",
        more_items="и ещё {number}",
        more_lines="… и ещё строк: {number}",
        undone_by="отменено изменением {number}",
        whole_base=(
            "Оно заменило базу целиком, поэтому отсюда его не отменить; поможет резервная копия:"
            " forum-kb restore."
        ),
        ask_to_undo="Отменить это изменение?",
        done="Изменение {number} отменено; это записано как изменение {new}.",
        done_already="Изменение {number} уже отменено изменением {new}.",
        in_the_way=(
            "Изменение {number} не отменить: то же место потом меняли ещё раз. Сначала отмените вот"
            " эти, начиная с верхнего:"
        ),
        not_undone="Изменение {number} отменить не удалось.\n{why}",
        no_change="Такого изменения нет. Все изменения: /history.",
        nothing_of_yours="Ваших изменений, которые можно отменить, нет. Все изменения: /history.",
        whole_change="Изменение {number} целиком",
        undo_button="↩ Вернуть как было",
        whole_button="📄 Целиком",
        back_button="« К изменениям",
        newer_button="‹ Новее",
        older_button="Раньше ›",
        change_button="Изменение {number}",
    ),
    "kk": HistoryTexts(
        last_changes="**Соңғы өзгерістер**",
        nothing_changed="Әзірге ештеңе өзгертілген жоқ.",
        change="**{number}-өзгеріс** · {when}\n{who} · {surface}",
        you="сіз",
        surfaces=(
            *("командалық жол", "файл", "Telegram"),
            *("сұрақтарды талдау", "жаңарту", "бастапқы база"),
        ),
        kinds=("жазба", "тақырып", "тұлға", "синонимдер", "тексеру", "бот сөзі", "дереккөз"),
        item="{kind} «{title}»",
        parts=PartTexts(
            *("Атауы", "Аты-жөні", "Рөлі", "Тұлға туралы", "Жазылуы", "Сөздер", "Тілі", "Нәтиже"),
            *("Жазбалар", "Мәтін", "Күні", "Тақырыпша", "Мазмұны"),
        ),
        added="жаңа: {item}",
        removed="жойылды: {item}",
        undoes="{number}-өзгерісті қайтарады",
        replaced="бүкіл база, қайта салынды",
        another_order="басқа ретпен",
        more_items="және тағы {number}",
        more_lines="… және тағы {number} жол",
        undone_by="{number}-өзгеріс қайтарған",
        whole_base=(
            "Ол базаны тұтас алмастырған, сондықтан бұл жерден қайтару мүмкін емес; сақтық көшірме"
            " көмектеседі: forum-kb restore."
        ),
        ask_to_undo="Осы өзгерісті қайтарайын ба?",
        done="{number}-өзгеріс қайтарылды; бұл {new}-өзгеріс болып жазылды.",
        done_already="{number}-өзгерісті {new}-өзгеріс бұрын-ақ қайтарған.",
        in_the_way=(
            "{number}-өзгерісті қайтару мүмкін емес: сол жер кейін қайта өзгертілген. Алдымен"
            " мыналарды жоғарыдан төмен қарай қайтарыңыз:"
        ),
        not_undone="{number}-өзгерісті қайтару мүмкін болмады.\n{why}",
        no_change="Ондай өзгеріс жоқ. Барлығы: /history.",
        nothing_of_yours="Қайтаратын өзгерісіңіз жоқ. Барлық өзгеріс: /history.",
        whole_change="{number}-өзгеріс толығымен",
        undo_button="↩ Қайтару",
        whole_button="📄 Толығымен",
        back_button="« Өзгерістер",
        newer_button="‹ Жаңарақ",
        older_button="Ертерек ›",
        change_button="{number}-өзгеріс",
    ),
}
