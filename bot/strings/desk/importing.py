"""What the desk says of files that are sent to be imported."""

from typing import Final, NamedTuple

from knowledge.model import Language


class ImportTexts(NamedTuple):
    """Texts in base markup, but for the buttons.

    ``heads`` and ``counts`` are in the order of what a plan does with an item.
    """

    wrong_kind: str
    is_backup: str
    too_large: str  # {most}; in MB
    not_fetched: str
    refused: str  # {name}
    busy: str
    heads: tuple[str, ...]
    counts: tuple[str, ...]  # {number}
    same: str  # {number}
    left: str  # {number}
    empty_cells: str  # {number} {columns}
    untold: str
    foreign: str
    both: str
    removed_here: str
    nothing: str
    nothing_new: str
    ask: str
    conflicts: str
    one_by_one: str
    only_conflicts: str
    overwriting: str
    changed_meanwhile: str
    done: str  # {change}
    done_already: str  # {change}; pops up: at most 200 characters
    more_lines: str  # {number}
    whole_plan: str
    whole_list: str
    yes_button: str
    rest_button: str
    overwrite_button: str


IMPORTING: Final[dict[Language, ImportTexts]] = {
    "en": ImportTexts(
        wrong_kind=(
            "I can import XLSX, CSV, YAML and a zip of the YAML files, as /export sends them."
        ),
        is_backup="That is a whole database. Where the bot runs: forum-kb restore",
        too_large=(
            "That is more than {most} MB, so I did not open it. As XLSX or zip it is much smaller."
        ),
        not_fetched="I could not fetch the file from Telegram. Please send it again.",
        refused="**{name}** cannot be imported as it is; nothing was changed.",
        busy=(
            "You have an entry in hand that is not saved yet. Save it, or leave it with /cancel,"
            " then send the file again."
        ),
        heads=("new", "changed", "removed", "stays as it was edited here", "conflict"),
        counts=(
            *("new: {number}", "changed: {number}", "removed: {number}"),
            *("stay as edited here: {number}", "conflicts: {number}"),
        ),
        same="as they are: {number}",
        left="only here, and they stay: {number}",
        empty_cells="empty cells that leave what is here: {number} ({columns})",
        untold=(
            "The file does not say when it was exported, so I cannot tell what is old in it from"
            " what is new. Please look at what goes."
        ),
        foreign=(
            "The file was exported from another database, or from a state that is gone, so I cannot"
            " tell what is old in it from what is new. Please look at what goes."
        ),
        both="edited here and in the file",
        removed_here="removed here, edited in the file",
        nothing_new=(
            "The file brings nothing new: all that differs was edited here after it was made, and"
            " stays as it is. To go back to what was: /history."
        ),
        nothing="The base already says all that is in this file. There is nothing to import.",
        ask="Import this?",
        conflicts=(
            "What was edited both here and in the file stays as it is here, unless you take the"
            " file's."
        ),
        one_by_one="Tap one to take the file's for it (☑), or again to leave it as it is here (☐).",
        only_conflicts=(
            "All that differs was edited here after the file was made, and stays as it is unless"
            " you take the file's."
        ),
        overwriting="What was edited here gives way to the file's.",
        changed_meanwhile="The base was changed meanwhile. This is the plan now:",
        done="Imported as change {change}; people are answered by it now.",
        done_already="This was imported already, as change {change}.",
        more_lines="… more lines: {number}",
        whole_plan="The whole plan",
        whole_list="The whole list",
        yes_button="✔ Import",
        rest_button="✔ Import the rest",
        overwrite_button="Take the file's…",
    ),
    "ru": ImportTexts(
        wrong_kind=(
            "Я могу загрузить XLSX, CSV, YAML и zip с файлами YAML — такие, какие присылает"
            " /export."
        ),
        is_backup="Это целая база данных. Там, где работает бот: forum-kb restore",
        too_large=(
            "Здесь больше {most} МБ, поэтому я не стал открывать файл. В XLSX или zip он займёт"
            " гораздо меньше."
        ),
        not_fetched="Не удалось получить файл от Telegram. Пришлите его, пожалуйста, ещё раз.",
        refused="**{name}** в таком виде загрузить нельзя; ничего не изменено.",
        busy=(
            "У вас открыта запись, которая ещё не сохранена. Сохраните её или оставьте командой"
            " /cancel, а потом пришлите файл снова."
        ),
        heads=("новое", "изменится", "удалится", "останется, как исправлено здесь", "конфликт"),
        counts=(
            *("нового: {number}", "изменится: {number}", "удалится: {number}"),
            *("останется, как исправлено здесь: {number}", "конфликтов: {number}"),
        ),
        same="без изменений: {number}",
        left="есть только здесь и останется: {number}",
        empty_cells="пустые ячейки, ничего не меняют: {number} ({columns})",
        untold=(
            "В файле не сказано, когда его выгрузили, поэтому старое в нём от нового не отличить."
            " Посмотрите, что пропадёт."
        ),
        foreign=(
            "Файл выгружен из другой базы или из состояния, которого уже нет, поэтому старое в нём"
            " от нового не отличить. Посмотрите, что пропадёт."
        ),
        both="меняли и здесь, и в файле",
        removed_here="здесь удалено, в файле изменено",
        nothing_new=(
            "Нового в файле нет: всё, что отличается, исправлено здесь уже после выгрузки и"
            " останется как есть. Вернуть как было: /history."
        ),
        nothing="В базе уже есть всё, что в этом файле. Загружать нечего.",
        ask="Загрузить?",
        conflicts=(
            "То, что меняли и здесь, и в файле, останется как здесь, если вы не возьмёте вариант из"
            " файла."
        ),
        one_by_one="Нажмите, чтобы взять то, что в файле (☑); ещё раз — оставить, как здесь (☐).",
        only_conflicts=(
            "Все отличия внесены здесь уже после того, как был сделан файл. Они останутся, если вы"
            " не возьмёте вариант из файла."
        ),
        overwriting="Исправленное здесь уступит тому, что в файле.",
        changed_meanwhile="За это время базу изменили. Теперь план такой:",
        done="Загружено, изменение {change}; бот уже отвечает по-новому.",
        done_already="Это уже загружено: изменение {change}.",
        more_lines="… и ещё строк: {number}",
        whole_plan="Весь план",
        whole_list="Весь список",
        yes_button="✔ Загрузить",
        rest_button="✔ Остальное",
        overwrite_button="Взять из файла…",
    ),
    "kk": ImportTexts(
        wrong_kind=(
            "Мен XLSX, CSV, YAML және YAML файлдары бар zip жүктей аламын — /export жіберетін"
            " түрлері."
        ),
        is_backup="Бұл — тұтас дерекқор. Бот жұмыс істейтін жерде: forum-kb restore",
        too_large=(
            "Мұнда {most} МБ-тан көп, сондықтан файлды ашпадым. XLSX не zip түрінде ол әлдеқайда"
            " кіші болады."
        ),
        not_fetched="Файлды Telegram-нан ала алмадым. Қайта жіберіп көріңізші.",
        refused="**{name}** бұл күйінде жүктелмейді; ештеңе өзгерген жоқ.",
        busy=(
            "Сізде әлі сақталмаған жазба ашық тұр. Оны сақтаңыз немесе /cancel арқылы қалдырыңыз,"
            " содан кейін файлды қайта жіберіңіз."
        ),
        heads=("жаңа", "өзгереді", "жойылады", "осында түзетілгендей қалады", "қайшылық"),
        counts=(
            *("жаңасы: {number}", "өзгеретіні: {number}", "жойылатыны: {number}"),
            *("осында түзетілгендей қалатыны: {number}", "қайшылық: {number}"),
        ),
        same="өзгеріссіз: {number}",
        left="тек осында бар және қалады: {number}",
        empty_cells="ештеңені өзгертпейтін бос ұяшықтар: {number} ({columns})",
        untold=(
            "Файлда оның қашан жүктеп алынғаны айтылмаған, сондықтан ондағы ескіні жаңадан ажырата"
            " алмаймын. Не жойылатынын қарап шығыңызшы."
        ),
        foreign=(
            "Файл басқа базадан немесе қазір жоқ күйден алынған, сондықтан ондағы ескіні жаңадан"
            " ажырата алмаймын. Не жойылатынын қарап шығыңызшы."
        ),
        both="осында да, файлда да өзгертілген",
        removed_here="осында жойылған, файлда өзгертілген",
        nothing_new=(
            "Файлда жаңа ештеңе жоқ: барлық айырмашылық файл алынғаннан кейін осында енгізілген,"
            " сол күйі қалады. Бұрынғысын қайтару: /history."
        ),
        nothing="Бұл файлдағының бәрі базада бар. Жүктейтін ештеңе жоқ.",
        ask="Жүктейін бе?",
        conflicts=(
            "Осында да, файлда да өзгертілгені осындағыдай қалады, егер файлдағысын алмасаңыз."
        ),
        one_by_one="Бассаңыз, файлдағысы алынады (☑); қайта бассаңыз, осындағыдай қалады (☐).",
        only_conflicts=(
            "Барлық айырмашылық файл жасалғаннан кейін осында енгізілген. Файлдағысын алмасаңыз,"
            " олар сол күйі қалады."
        ),
        overwriting="Осында түзетілгеннің орнына файлдағысы алынады.",
        changed_meanwhile="Осы аралықта база өзгерді. Енді жоспар мынадай:",
        done="Жүктелді, бұл — {change}-өзгеріс; бот енді соған сай жауап береді.",
        done_already="Бұл бұрын жүктелген: {change}-өзгеріс.",
        more_lines="… және тағы {number} жол",
        whole_plan="Толық жоспар",
        whole_list="Толық тізім",
        yes_button="✔ Жүктеу",
        rest_button="✔ Қалғанын жүктеу",
        overwrite_button="Файлдағысын алу…",
    ),
}
