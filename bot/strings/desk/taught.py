"""What the desk says once an entry was taught, or could not be, and while one is looked for."""

from typing import Final, NamedTuple

from knowledge.model import Language


class TaughtTexts(NamedTuple):
    """Texts in base markup, but for the buttons; what pops up has at most 200 characters."""

    trying: str  # pops up
    taught: str  # {title} {change}
    outside: str  # {change}
    known: str  # {title}
    answered: str  # {answered} {total}
    added: str
    held: str  # {checks}
    missed: str
    is_draft: str

    refused: str  # {title}
    nothing_saved: str
    conflict: str
    no_entry: str
    no_words: str
    broken: str  # {question} {now} {then}
    answer: str  # {title}
    suggest: str  # {title}
    decline: str
    not_told: str  # {title}
    found: str  # {title}
    taken: str  # {title}
    joined: str
    more: str  # {number}

    search: str
    found_entries: str  # {words}
    none_found: str  # {words}
    edit_button: str
    change_button: str
    back_button: str


TAUGHT: Final[dict[Language, TaughtTexts]] = {
    "en": TaughtTexts(
        trying="Trying it: all checks are asked…",
        taught="✅ **{title}** answers this from now on (change {change}).",
        outside="🚫 From now on people are told that it is not about the forum (change {change}).",
        known="**{title}** had all of this already.",
        answered="Questions that lead there now: {answered} of {total}.",
        added="New phrasings:",
        held="Checks asked: {checks}, none is answered worse.",
        missed="Not there yet:",
        is_draft="It is a draft: people are answered with it once it is shown to them.",
        refused="🚫 Nothing was saved: **{title}** would take questions that are answered rightly"
        " now.",
        nothing_saved="🚫 Nothing was saved:",
        conflict="somebody else changed this entry just now. Press again to try it on what it is"
        " like now.",
        no_entry="this entry is gone.",
        no_words="the question has no words that can be taught. Drop it.",
        broken="“{question}”\nnow: {now}\nthen: {then}",
        answer="the answer {title}",
        suggest="a choice of {title}",
        decline="no answer",
        not_told="“not in the article” of {title}",
        found="leads to {title}",
        taken="taken by {title}",
        joined=" or ",
        more="and {number} more",
        search="🔎 Which entry? Send some words of its title or of a question to it.",
        found_entries="🔎 Found for “{words}”. Not there? Send other words.",
        none_found="🔎 Nothing found for “{words}”. Send other words.",
        edit_button="✏️ Write it",
        change_button="✏️ Change this answer",
        back_button="« Back",
    ),
    "ru": TaughtTexts(
        trying="Проверяю: задаю все проверочные вопросы…",
        taught="✅ Теперь на это отвечает запись **{title}** (изменение {change}).",
        outside="🚫 Теперь людям отвечают, что это не о форуме (изменение {change}).",
        known="В записи **{title}** всё это уже есть.",
        answered="Из этих вопросов ведут к ней: {answered} из {total}.",
        added="Новые формулировки:",
        held="Проверено вопросов: {checks}, хуже не стало нигде.",
        missed="Пока не ведут:",
        is_draft="Это черновик: людям так ответят, когда он станет виден им.",
        refused="🚫 Ничего не сохранено: запись **{title}** забрала бы вопросы, на которые сейчас"
        " отвечают верно.",
        nothing_saved="🚫 Ничего не сохранено:",
        conflict="эту запись только что изменил кто-то другой. Нажмите ещё раз, чтобы проверить"
        " с тем, что в ней теперь.",
        no_entry="этой записи больше нет.",
        no_words="в вопросе нет слов, которым можно научить. Уберите его.",
        broken="«{question}»\nсейчас: {now}\nстанет: {then}",
        answer="ответ {title}",
        suggest="выбор: {title}",
        decline="нет ответа",
        not_told="«в статье этого нет», запись {title}",
        found="ведёт к {title}",
        taken="достаётся записи {title}",
        joined=" или ",
        more="и ещё {number}",
        search="🔎 Какая запись? Пришлите несколько слов из её названия или вопроса к ней.",
        found_entries="🔎 Найдено по словам «{words}». Нет нужной? Пришлите другие слова.",
        none_found="🔎 По словам «{words}» ничего не нашлось. Пришлите другие.",
        edit_button="✏️ Написать",
        change_button="✏️ Изменить этот ответ",
        back_button="« Назад",
    ),
    "kk": TaughtTexts(
        trying="Тексеріп жатырмын: барлық сынақ сұрақтары қойылуда…",
        taught="✅ Енді бұған **{title}** жазбасы жауап береді ({change}-өзгеріс).",
        outside="🚫 Енді адамдарға бұл форум туралы емес екені айтылады ({change}-өзгеріс).",
        known="**{title}** жазбасында мұның бәрі бар.",
        answered="Сол жазбаға апаратын сұрақтар: {total} ішінен {answered}.",
        added="Жаңа тұжырымдар:",
        held="Тексерілген сұрақтар: {checks}, ешқайсысы нашарлаған жоқ.",
        missed="Әзірге апармайды:",
        is_draft="Бұл — жоба: адамдарға көрсетілгеннен кейін ғана жауап болады.",
        refused="🚫 Ештеңе сақталған жоқ: **{title}** жазбасы қазір дұрыс жауап алып жүрген"
        " сұрақтарды тартып алар еді.",
        nothing_saved="🚫 Ештеңе сақталған жоқ:",
        conflict="бұл жазбаны жаңа ғана басқа біреу өзгертті. Қазіргі түрімен тексеру үшін"
        " қайта басыңыз.",
        no_entry="бұл жазба енді жоқ.",
        no_words="сұрақта үйретуге болатын сөз жоқ. Оны алып тастаңыз.",
        broken="«{question}»\nқазір: {now}\nсонда: {then}",
        answer="жауап: {title}",
        suggest="таңдау: {title}",
        decline="жауап жоқ",
        not_told="«мақалада айтылмаған», {title} жазбасы",
        found="апаратын жері: {title}",
        taken="алып кетеді: {title}",
        joined=" немесе ",
        more="тағы {number}",
        search="🔎 Қай жазба? Атауынан немесе сұрағынан бірнеше сөз жіберіңіз.",
        found_entries="🔎 «{words}» бойынша табылды. Керегі жоқ па? Басқа сөздер жіберіңіз.",
        none_found="🔎 «{words}» бойынша ештеңе табылмады. Басқа сөздер жіберіңіз.",
        edit_button="✏️ Жазу",
        change_button="✏️ Осы жауапты өзгерту",
        back_button="« Артқа",
    ),
}
