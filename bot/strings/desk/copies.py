"""What the desk says of the base as files, of backups and of counts."""

from typing import Final, NamedTuple

from knowledge.model import Language


class CopyTexts(NamedTuple):
    """Texts in base markup, but for the buttons. Those that go below a file stay short."""

    choose_format: str
    exported: str  # {when} {entries}
    backed_up: str  # {when}
    too_large: str  # {size}; in MB
    too_large_backup: str  # {size}


class StatsTexts(NamedTuple):
    """The same; ``endings`` are in the order of theirs."""

    nothing_asked: str
    questions: tuple[str, ...]  # {number}; the plural forms of the language
    endings: tuple[str, ...]
    picked: str  # {number}
    small_talk: str  # {number}
    most_asked: str
    never_asked: str  # {number}
    no_chart: str
    days_button: str  # {number}


COPIES: Final[dict[Language, CopyTexts]] = {
    "en": CopyTexts(
        choose_format=(
            "The whole base as a file. Change it and send it back to me: I show what would change"
            " before anything does.\n\n"
            "**XLSX** for a spreadsheet, **CSV** for other programs, **YAML** (a zip) for git."
        ),
        exported=(
            "The base as of {when}; entries: {entries}.\nChange the file and send it back to me: I"
            " show what would change before anything does. Leave the mark in it (the head of the"
            " last column, in YAML the first line): it tells me what was changed by you and what"
            " by others."
        ),
        backed_up=(
            "A checked copy of the database as of {when}: the base, its history, the questions."
            " Keep it to yourself. To go back to it, where the bot runs: forum-kb restore"
        ),
        too_large="The file has {size} MB, more than Telegram takes. Try /export xlsx.",
        too_large_backup=(
            "The copy has {size} MB, more than Telegram takes. Make it where the bot runs:"
            " forum-kb backup"
        ),
    ),
    "ru": CopyTexts(
        choose_format=(
            "Вся база одним файлом. Измените его и пришлите обратно: сначала я покажу, что"
            " изменится.\n\n"
            "**XLSX** — для таблиц, **CSV** — для других программ, **YAML** (zip) — для git."
        ),
        exported=(
            "База на {when}; записей: {entries}.\nИзмените файл и пришлите его обратно: сначала я"
            " покажу, что изменится. Метку в файле (заголовок последнего столбца, в YAML первая"
            " строка) оставьте: по ней я отличаю ваши правки от чужих."
        ),
        backed_up=(
            "Проверенная копия базы данных на {when}: база, её история, вопросы. Не передавайте её"
            " другим. Вернуться к ней можно там, где работает бот: forum-kb restore"
        ),
        too_large=(
            "Файл занимает {size} МБ, Telegram столько не принимает. Попробуйте /export xlsx."
        ),
        too_large_backup=(
            "Копия занимает {size} МБ, Telegram столько не принимает. Сделайте её там, где работает"
            " бот: forum-kb backup"
        ),
    ),
    "kk": CopyTexts(
        choose_format=(
            "Бүкіл база бір файлда. Оны өзгертіп, маған қайта жіберіңіз: алдымен не өзгеретінін"
            " көрсетемін.\n\n"
            "**XLSX** — кестеге, **CSV** — басқа бағдарламаларға, **YAML** (zip) — git-ке."
        ),
        exported=(
            "База, {when}; жазба саны: {entries}.\nФайлды өзгертіп, маған қайта жіберіңіз: алдымен"
            " не өзгеретінін көрсетемін. Файлдағы белгіні (соңғы бағанның атауы, YAML-да бірінші"
            " жол) қалдырыңыз: мен сол арқылы сіздің түзетулеріңізді басқаларынікінен ажыратамын."
        ),
        backed_up=(
            "Дерекқордың тексерілген көшірмесі, {when}: база, оның тарихы, сұрақтар. Оны басқаға"
            " бермеңіз. Бот жұмыс істейтін жерде осы күйге қайтару: forum-kb restore"
        ),
        too_large=(
            "Файл {size} МБ, Telegram мұндай көлемді қабылдамайды. /export xlsx байқап көріңіз."
        ),
        too_large_backup=(
            "Көшірме {size} МБ, Telegram мұндай көлемді қабылдамайды. Оны бот жұмыс істейтін жерде"
            " жасаңыз: forum-kb backup"
        ),
    ),
}

STATS: Final[dict[Language, StatsTexts]] = {
    "en": StatsTexts(
        nothing_asked="Nothing was asked in these days.",
        questions=("{number} question", "{number} questions"),
        endings=("answered", "not in the article, and said so", "suggestions", "no answer"),
        picked="suggestions that were picked: {number}",
        small_talk="greetings, thanks and small talk, not counted above: {number}",
        most_asked="**Most asked**",
        never_asked="Entries that nobody asked for: {number}",
        no_chart="For a chart, where the bot runs: pip install 'forum-bot\\[charts\\]'",
        days_button="{number} d",
    ),
    "ru": StatsTexts(
        nothing_asked="За эти дни ни о чём не спрашивали.",
        questions=("{number} вопрос", "{number} вопроса", "{number} вопросов"),
        endings=("с ответом", "сказано, что в статье этого нет", "с подсказками", "без ответа"),
        picked="выбрано подсказок: {number}",
        small_talk="приветствия, благодарности и болтовня, выше не учтены: {number}",
        most_asked="**Чаще всего спрашивали**",
        never_asked="Записей, о которых не спросили ни разу: {number}",
        no_chart="Чтобы был график, там, где работает бот: pip install 'forum-bot\\[charts\\]'",
        days_button="{number} дн.",
    ),
    "kk": StatsTexts(
        nothing_asked="Бұл күндері ештеңе сұралмады.",
        questions=("{number} сұрақ",),
        endings=("жауап берілді", "мақалада жоғы айтылды", "нұсқалар ұсынылды", "жауап болмады"),
        picked="таңдалған нұсқалар: {number}",
        small_talk="сәлемдесу, алғыс айту және бос әңгіме, жоғарыда есептелмеген: {number}",
        most_asked="**Ең көп сұралғаны**",
        never_asked="Ешкім сұрамаған жазбалар: {number}",
        no_chart="График үшін, бот жұмыс істейтін жерде: pip install 'forum-bot\\[charts\\]'",
        days_button="{number} күн",
    ),
}
