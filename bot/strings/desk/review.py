"""What the desk says of the review queue."""

from typing import Final, NamedTuple

from knowledge.model import Language


class ReviewTexts(NamedTuple):
    """Texts in base markup, but for the buttons; what pops up has at most 200 characters."""

    place: str  # {place} {total}
    asked: tuple[str, ...]  # by number
    unanswered: str  # {number}
    ambiguous: str  # {number}
    disliked: str  # {number}
    read_as: str  # {text}
    more: str  # {number}
    answered_with: str
    people_say: str
    nearest: str
    nothing_near: str
    draft_mark: str

    empty: str
    last: str  # {number}
    with_others: str  # {number}
    claimed: str  # pops up
    gone: str  # pops up
    kept: str  # pops up
    already: str  # {title} {change}
    dropped: str  # {question}

    search_button: str
    draft_button: str
    outside_button: str
    drop_button: str
    next_button: str
    first_button: str
    keep_button: str
    proposals_button: str  # {number}

    proposal_place: str  # {place} {total}
    picked: tuple[str, ...]  # by number
    proposed_for: str  # {title}
    accept_button: str
    dismiss_button: str
    dismissed: str  # pops up
    no_proposals: str
    review_button: str


REVIEW: Final[dict[Language, ReviewTexts]] = {
    "en": ReviewTexts(
        place="**Group {place} of {total}**",
        asked=("asked once", "asked {number} times"),
        unanswered="no answer: {number}",
        ambiguous="nothing picked: {number}",
        disliked="disliked: {number}",
        read_as="read as: {text}",
        more="and {number} more",
        answered_with="Answered with:",
        people_say="People say:",
        nearest="**Nearest entries**",
        nothing_near="No entry is near.",
        draft_mark="draft",
        empty="Nothing waits for you. 🎉",
        last="That was the last group. Still waiting: {number}.",
        with_others="Other maintainers have some open now: {number}.",
        claimed="Another maintainer has this group open now. Here is the next one.",
        gone="This is dealt with already.",
        kept="It waits for an answer again.",
        already="✅ This is dealt with already: **{title}**, change {change}.",
        dropped="🗑 Dropped: {question}\n\nThe same question will not come back here.",
        search_button="🔎 Another entry",
        draft_button="➕ New entry",
        outside_button="🚫 Not about the forum",
        drop_button="🗑 Drop",
        next_button="Next ›",
        first_button="« From the beginning",
        keep_button="↩ Put it back",
        proposals_button="💡 Proposed phrasings: {number}",
        proposal_place="**Proposed phrasing {place} of {total}**",
        picked=("picked once", "picked {number} times"),
        proposed_for="People picked this answer: **{title}**",
        accept_button="✅ Accept",
        dismiss_button="🗑 Drop",
        dismissed="Dropped.",
        no_proposals="No phrasings are proposed now.",
        review_button="« To the questions",
    ),
    "ru": ReviewTexts(
        place="**Группа {place} из {total}**",
        asked=("спросили {number} раз", "спросили {number} раза", "спросили {number} раз"),
        unanswered="без ответа: {number}",
        ambiguous="ничего не выбрали: {number}",
        disliked="ответ не понравился: {number}",
        read_as="прочитано как: {text}",
        more="и ещё {number}",
        answered_with="Был ответ:",
        people_say="Люди пишут:",
        nearest="**Ближайшие записи**",
        nothing_near="Похожих записей нет.",
        draft_mark="черновик",
        empty="Ничего не ждёт вашего решения. 🎉",
        last="Это была последняя группа. Ещё ждут: {number}.",
        with_others="Сейчас открыты у других: {number}.",
        claimed="Эту группу сейчас разбирает кто-то другой. Вот следующая.",
        gone="С этим уже разобрались.",
        kept="Вопрос снова ждёт ответа.",
        already="✅ С этим уже разобрались: **{title}**, изменение {change}.",
        dropped="🗑 Убрано: {question}\n\nТакой вопрос сюда больше не попадёт.",
        search_button="🔎 Другая запись",
        draft_button="➕ Новая запись",
        outside_button="🚫 Не о форуме",
        drop_button="🗑 Убрать",
        next_button="Дальше ›",
        first_button="« Сначала",
        keep_button="↩ Вернуть",
        proposals_button="💡 Предложенные формулировки: {number}",
        proposal_place="**Предложенная формулировка {place} из {total}**",
        picked=("выбрали {number} раз", "выбрали {number} раза", "выбрали {number} раз"),
        proposed_for="Люди выбирали этот ответ: **{title}**",
        accept_button="✅ Принять",
        dismiss_button="🗑 Убрать",
        dismissed="Убрано.",
        no_proposals="Предложенных формулировок сейчас нет.",
        review_button="« К вопросам",
    ),
    "kk": ReviewTexts(
        place="**Топ: {place} / {total}**",
        asked=("{number} рет сұралған",),
        unanswered="жауапсыз: {number}",
        ambiguous="ештеңе таңдалмаған: {number}",
        disliked="жауабы ұнамаған: {number}",
        read_as="былай оқылды: {text}",
        more="тағы {number}",
        answered_with="Берілген жауап:",
        people_say="Адамдар айтқаны:",
        nearest="**Ең жақын жазбалар**",
        nothing_near="Ұқсас жазба жоқ.",
        draft_mark="жоба",
        empty="Сізді күтіп тұрған ештеңе жоқ. 🎉",
        last="Бұл соңғы топ еді. Әлі күтіп тұр: {number}.",
        with_others="Қазір басқаларда ашық: {number}.",
        claimed="Бұл топты қазір басқа біреу қарап жатыр. Міне, келесісі.",
        gone="Бұл шешіліп қойған.",
        kept="Сұрақ қайтадан жауап күтіп тұр.",
        already="✅ Бұл шешіліп қойған: **{title}**, {change}-өзгеріс.",
        dropped="🗑 Алынды: {question}\n\nМұндай сұрақ енді мұнда шықпайды.",
        search_button="🔎 Басқа жазба",
        draft_button="➕ Жаңа жазба",
        outside_button="🚫 Форум туралы емес",
        drop_button="🗑 Алып тастау",
        next_button="Келесі ›",
        first_button="« Басынан",
        keep_button="↩ Қайтару",
        proposals_button="💡 Ұсынылған тұжырымдар: {number}",
        proposal_place="**Ұсынылған тұжырым: {place} / {total}**",
        picked=("{number} рет таңдалған",),
        proposed_for="Адамдар мына жауапты таңдаған: **{title}**",
        accept_button="✅ Қабылдау",
        dismiss_button="🗑 Алып тастау",
        dismissed="Алынды.",
        no_proposals="Қазір ұсынылған тұжырым жоқ.",
        review_button="« Сұрақтарға",
    ),
}
