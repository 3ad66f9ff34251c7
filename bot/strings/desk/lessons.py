"""What the desk says of single questions that are taught."""

from typing import Final, NamedTuple

from knowledge.model import Language


class LessonTexts(NamedTuple):
    """Texts in base markup, but for the buttons."""

    answered: str  # {title}
    offered: str  # {titles}
    not_told: str  # {title}
    out_of_scope: str
    not_understood: str
    met: str  # {words}
    corrected: str  # {words}
    unknown: str  # {words}
    considered: str
    candidate: str  # {title} {percent} {phrasing}
    nothing_near: str
    written: str  # {answer}

    how: str
    not_kept: str
    teach_button: str
    write_button: str
    answer_button: str
    forgotten: str
    already: str  # {title} {change}


LESSONS: Final[dict[Language, LessonTexts]] = {
    "en": LessonTexts(
        answered="Answered now with: **{title}**",
        offered="Offered now as a choice: {titles}",
        not_told="Now people are told that the article does not say it: **{title}**",
        out_of_scope="Now people are told that it is not about the forum.",
        not_understood="Now it is not understood.",
        met="Words that the base knows: {words}",
        corrected="Taken for others: {words}",
        unknown="Words that it does not know: {words}",
        considered="**Considered**",
        candidate="{title} · {percent} · like “{phrasing}”",
        nothing_near="No entry is near.",
        written="Your answer:\n{answer}",
        how="Reply with /teach to the question that I should learn, or write it behind the"
        " command: /teach when does it begin",
        not_kept="I do not know any more which question that was. Reply with /teach to the"
        " question itself.",
        teach_button="🎓 Teach it",
        write_button="➕ New entry",
        answer_button="➕ New entry with my answer",
        forgotten="Nothing was saved.",
        already="✅ This is taught already: **{title}**, change {change}.",
    ),
    "ru": LessonTexts(
        answered="Сейчас отвечает: **{title}**",
        offered="Сейчас предлагается выбор: {titles}",
        not_told="Сейчас людям говорится, что в статье этого нет: **{title}**",
        out_of_scope="Сейчас людям говорится, что это не о форуме.",
        not_understood="Сейчас вопрос не понят.",
        met="Слова, которые база знает: {words}",
        corrected="Приняты за другие: {words}",
        unknown="Слова, которых она не знает: {words}",
        considered="**Что подходило**",
        candidate="{title} · {percent} · похоже на «{phrasing}»",
        nothing_near="Похожих записей нет.",
        written="Ваш ответ:\n{answer}",
        how="Ответьте командой /teach на вопрос, которому меня научить, или напишите его после"
        " команды: /teach когда начало",
        not_kept="Я уже не знаю, какой это был вопрос. Ответьте командой /teach на сам вопрос.",
        teach_button="🎓 Научить",
        write_button="➕ Новая запись",
        answer_button="➕ Новая запись с моим ответом",
        forgotten="Ничего не сохранено.",
        already="✅ Этому уже научили: **{title}**, изменение {change}.",
    ),
    "kk": LessonTexts(
        answered="Қазір жауап беретін: **{title}**",
        offered="Қазір таңдау ұсынылады: {titles}",
        not_told="Қазір адамдарға мақалада бұл айтылмағаны айтылады: **{title}**",
        out_of_scope="Қазір адамдарға бұл форум туралы емес екені айтылады.",
        not_understood="Қазір сұрақ түсініксіз болып тұр.",
        met="База білетін сөздер: {words}",
        corrected="Басқа сөз деп танылғандар: {words}",
        unknown="База білмейтін сөздер: {words}",
        considered="**Қарастырылғандар**",
        candidate="{title} · {percent} · «{phrasing}» дегенге ұқсас",
        nothing_near="Ұқсас жазба жоқ.",
        written="Сіздің жауабыңыз:\n{answer}",
        how="Маған үйретпек сұраққа /teach деп жауап беріңіз немесе оны пәрменнен кейін жазыңыз:"
        " /teach қашан басталады",
        not_kept="Ол қай сұрақ екенін енді білмеймін. Сұрақтың өзіне /teach деп жауап беріңіз.",
        teach_button="🎓 Үйрету",
        write_button="➕ Жаңа жазба",
        answer_button="➕ Менің жауабыммен жаңа жазба",
        forgotten="Ештеңе сақталған жоқ.",
        already="✅ Бұл үйретіліп қойған: **{title}**, {change}-өзгеріс.",
    ),
}
