"""What is said while a maintainer makes or changes an entry, step by step."""

from typing import Final, NamedTuple

from knowledge.model import Language


class FieldTexts(NamedTuple):
    """What the parts of an entry are called; also labels of buttons."""

    question: str
    answer: str
    phrasings: str
    kind: str
    topic: str
    people: str
    paragraphs: str
    related: str
    status: str
    notes: str


class InLanguage(NamedTuple):
    """In which language something is to be written."""

    en: str
    ru: str
    kk: str


class StatusTexts(NamedTuple):
    """Whether people can see an entry."""

    published: str
    draft: str


class KindTexts(NamedTuple):
    """What an entry is for."""

    fact: str
    unknown: str
    smalltalk: str
    outside: str


class EditingTexts(NamedTuple):
    """Texts in base markup, but for the buttons."""

    fields: FieldTexts
    inside: InLanguage
    status: StatusTexts
    kinds: KindTexts
    choose: str
    choose_in_topic: str  # {topic}
    found: str  # {words}
    not_found: str  # {words}
    entry_gone: str  # {entry}
    no_topic_button: str
    unwritten: str
    unsaved: str  # {fields}
    also_open: str  # {name}
    progress: str  # {step} {steps}
    now: str
    ask_question: str  # {inside}
    ask_answer: str  # {inside}
    ask_phrasings: str  # {inside}
    ask_topic: str
    ask_people: str
    ask_paragraphs: str
    ask_related: str
    ask_notes: str
    markup: str
    so_far: str  # {count}
    drop_hint: str
    may_be_skipped: str
    known: str  # {text}
    dropped: str  # {text}
    mended: str
    refused: str
    wrong: str
    look: str
    busy: str  # {title}
    previous_button: str
    next_page_button: str
    back_button: str
    next_button: str
    skip_button: str  # {language}
    card_button: str
    done_button: str
    clear_button: str
    restore_button: str
    not_told_button: str
    preview_button: str
    show_button: str
    hide_button: str
    remove_button: str
    try_button: str
    go_on_button: str
    leave_button: str


EDITING: Final[dict[Language, EditingTexts]] = {
    "en": EditingTexts(
        fields=FieldTexts(
            *("Question", "Answer", "Phrasings", "Kind", "Topic", "People", "Paragraphs"),
            *("Related", "Status", "Note"),
        ),
        inside=InLanguage("in English", "in Russian", "in Kazakh"),
        status=StatusTexts("shown to people", "draft"),
        kinds=KindTexts("fact", "not told by the article", "small talk", "not about the forum"),
        choose="**Which entry?**\nChoose a topic, or write some words of it.",
        choose_in_topic="**{topic}**\nWhich entry? You may also write some words of it.",
        found="Entries for “{words}”:",
        not_found="No entry for “{words}”. Write other words, or choose a topic.",
        entry_gone="There is no entry “{entry}”. Choose another one.",
        no_topic_button="Without a topic",
        unwritten="not written yet",
        unsaved="Not saved yet: {fields}",
        also_open="{name} has this entry open as well.",
        progress="Step {step} of {steps}",
        now="Now:",
        ask_question="**Write the question {inside}**, as people will see it on a button.",
        ask_answer="**Write the answer {inside}.** What was asked comes in the first sentence.",
        ask_phrasings="**Write {inside} how people ask for it**, one way in a line. A few will do,"
        " 15 or more are good: whole sentences, two keywords, with names and without.",
        ask_topic="**Which topic does it belong to?**",
        ask_people="**Who is it about?**",
        ask_paragraphs="**Which paragraphs of the article does it rest on?**",
        ask_related="**What may people ask next?** Write some words of an entry to find it.",
        ask_notes="**Write the note.** Only maintainers see it.",
        markup="For bold write \\*\\*bold\\*\\*, for italics \\_italics\\_,"
        " for a link \\[text\\]\\(https://…\\).",
        so_far="So far: {count}",
        drop_hint="Press one to remove it.",
        may_be_skipped="You may skip this language; until it is written, the entry stays a draft"
        " that people do not see.",
        known="It is there already: “{text}”",
        dropped="Removed: “{text}”",
        mended="Corrected, as you changed your message.",
        refused="There is a sign in it that cannot be shown. Please write it again without it.",
        wrong="Please correct this: send it again, or change your message.",
        look="Worth a look:",
        busy="You have not saved your changes to **{title}** yet.",
        previous_button="‹",
        next_page_button="›",
        back_button="‹ Back",
        next_button="Next ›",
        skip_button="Skip {language}",
        card_button="« Entry",
        done_button="✓ Done",
        clear_button="Remove the note",
        restore_button="↩ Put it back",
        not_told_button="The article does not tell it",
        preview_button="👁 Preview",
        show_button="Show to people",
        hide_button="Hide from people",
        remove_button="🗑 Remove",
        try_button="Try and save…",
        go_on_button="Go on with it",
        leave_button="Let them go",
    ),
    "ru": EditingTexts(
        fields=FieldTexts(
            *("Вопрос", "Ответ", "Формулировки", "Вид", "Тема", "Люди", "Абзацы"),
            *("По теме", "Состояние", "Заметка"),
        ),
        inside=InLanguage("на английском", "на русском", "на казахском"),
        status=StatusTexts("видна людям", "черновик"),
        kinds=KindTexts("факт", "в статье не сказано", "светская беседа", "не о форуме"),
        choose="**Какая запись?**\nВыберите тему или напишите несколько слов из записи.",
        choose_in_topic="**{topic}**\nКакая запись? Можно и написать несколько слов из неё.",
        found="Записи по словам «{words}»:",
        not_found="По словам «{words}» ничего нет. Напишите иначе или выберите тему.",
        entry_gone="Записи «{entry}» нет. Выберите другую.",
        no_topic_button="Без темы",
        unwritten="ещё не написано",
        unsaved="Ещё не сохранено: {fields}",
        also_open="Эта запись открыта и у другого редактора: {name}.",
        progress="Шаг {step} из {steps}",
        now="Сейчас:",
        ask_question="**Напишите вопрос {inside}** — так его увидят на кнопке.",
        ask_answer="**Напишите ответ {inside}.** Главное — в первом предложении.",
        ask_phrasings="**Напишите {inside}, как об этом спрашивают**, каждый вариант с новой"
        " строки. Хватит и нескольких, но лучше 15 и больше: полными предложениями, двумя"
        " словами, с именами и без.",
        ask_topic="**К какой теме она относится?**",
        ask_people="**О ком она?**",
        ask_paragraphs="**На какие абзацы статьи она опирается?**",
        ask_related="**О чём могут спросить дальше?** Напишите несколько слов, и я найду запись.",
        ask_notes="**Напишите заметку.** Её видят только редакторы.",
        markup="Жирный: \\*\\*жирный\\*\\*, курсив: \\_курсив\\_,"
        " ссылка: \\[текст\\]\\(https://…\\).",
        so_far="Пока их: {count}",
        drop_hint="Нажмите на лишнюю, чтобы убрать.",
        may_be_skipped="Этот язык можно пропустить; пока он не готов, запись остаётся черновиком,"
        " которого люди не видят.",
        known="Уже есть: «{text}»",
        dropped="Убрано: «{text}»",
        mended="Исправлено: вы изменили своё сообщение.",
        refused="В тексте есть знак, который нельзя показать. Напишите, пожалуйста, без него.",
        wrong="Исправьте, пожалуйста: пришлите заново или измените своё сообщение.",
        look="Обратите внимание:",
        busy="Изменения в записи **{title}** ещё не сохранены.",
        previous_button="‹",
        next_page_button="›",
        back_button="‹ Назад",
        next_button="Дальше ›",
        skip_button="Пропустить {language}",
        card_button="« Запись",
        done_button="✓ Готово",
        clear_button="Убрать заметку",
        restore_button="↩ Вернуть",
        not_told_button="В статье этого нет",
        preview_button="👁 Просмотр",
        show_button="Показывать людям",
        hide_button="Скрыть от людей",
        remove_button="🗑 Удалить",
        try_button="Проверить и сохранить…",
        go_on_button="Продолжить с ней",
        leave_button="Не сохранять их",
    ),
    "kk": EditingTexts(
        fields=FieldTexts(
            *("Сұрақ", "Жауап", "Тұжырымдар", "Түрі", "Тақырып", "Адамдар", "Абзацтар"),
            *("Қатысты", "Күйі", "Ескертпе"),
        ),
        inside=InLanguage("ағылшын тілінде", "орыс тілінде", "қазақ тілінде"),
        status=StatusTexts("адамдарға көрінеді", "жоба"),
        kinds=KindTexts("дерек", "мақалада айтылмаған", "сыпайы әңгіме", "форум туралы емес"),
        choose="**Қай жазба?**\nТақырыпты таңдаңыз немесе жазбадан бірнеше сөз жазыңыз.",
        choose_in_topic="**{topic}**\nҚай жазба? Одан бірнеше сөз жазсаңыз да болады.",
        found="«{words}» бойынша жазбалар:",
        not_found="«{words}» бойынша жазба жоқ. Басқаша жазыңыз немесе тақырып таңдаңыз.",
        entry_gone="«{entry}» жазбасы жоқ. Басқасын таңдаңыз.",
        no_topic_button="Тақырыпсыз",
        unwritten="әлі жазылмаған",
        unsaved="Әлі сақталмаған: {fields}",
        also_open="Бұл жазба басқа редакторда да ашық: {name}.",
        progress="{steps} қадамның {step}-қадамы",
        now="Қазір:",
        ask_question="**Сұрақты {inside} жазыңыз**, адамдар оны батырмадан дәл осылай көреді.",
        ask_answer="**Жауабын {inside} жазыңыз.** Негізгісі бірінші сөйлемде болсын.",
        ask_phrasings="**Мұны адамдар қалай сұрайтынын {inside} жазыңыз**, әрқайсысын жаңа"
        " жолдан. Бірнешеуі де жетеді, бірақ 15 не одан да көп болғаны жақсы: толық сөйлеммен,"
        " екі сөзбен, есімдермен және есімсіз.",
        ask_topic="**Ол қай тақырыпқа жатады?**",
        ask_people="**Ол кім туралы?**",
        ask_paragraphs="**Ол мақаланың қай абзацтарына сүйенеді?**",
        ask_related="**Адамдар әрі қарай не сұрауы мүмкін?** Бірнеше сөз жазсаңыз, жазбаны"
        " табамын.",
        ask_notes="**Ескертпені жазыңыз.** Оны тек редакторлар көреді.",
        markup="Қою қаріп: \\*\\*қою\\*\\*, көлбеу қаріп: \\_көлбеу\\_,"
        " сілтеме: \\[мәтін\\]\\(https://…\\).",
        so_far="Әзірге саны: {count}",
        drop_hint="Артығын алып тастау үшін оны басыңыз.",
        may_be_skipped="Бұл тілді өткізіп жіберуге болады; ол жазылғанша жазба жоба болып қалады,"
        " адамдар оны көрмейді.",
        known="Бұл бұрыннан бар: «{text}»",
        dropped="Алынды: «{text}»",
        mended="Түзетілді: хабарыңызды өзгерттіңіз.",
        refused="Мәтінде көрсетуге болмайтын таңба бар. Сол таңбасыз қайта жазыңыз.",
        wrong="Мынаны түзетіңіз: қайта жіберіңіз немесе хабарыңызды өзгертіңіз.",
        look="Назар аударыңыз:",
        busy="**{title}** жазбасындағы өзгерістер әлі сақталмаған.",
        previous_button="‹",
        next_page_button="›",
        back_button="‹ Артқа",
        next_button="Әрі қарай ›",
        skip_button="Өткізу: {language}",
        card_button="« Жазба",
        done_button="✓ Дайын",
        clear_button="Ескертпені алу",
        restore_button="↩ Қайтару",
        not_told_button="Мақалада бұл айтылмаған",
        preview_button="👁 Алдын ала көру",
        show_button="Адамдарға көрсету",
        hide_button="Адамдардан жасыру",
        remove_button="🗑 Жою",
        try_button="Тексеріп, сақтау…",
        go_on_button="Осыны жалғастыру",
        leave_button="Сақтамай қалдыру",
    ),
}
