"""What is said when an entry is tried, saved, or was changed by somebody else meanwhile."""

from typing import Final, NamedTuple

from knowledge.model import Language


class ProvingTexts(NamedTuple):
    """Texts in base markup, but for the buttons and those that pop up."""

    preview: str  # {inside}
    trying: str
    saving: str
    unchanged: str
    cannot_save: str
    proof: str  # {title}
    removal: str  # {title}
    changed: str  # {fields}
    shifts: str  # {count}
    no_shifts: str
    shift: str  # {question} {before} {after}
    more: str  # {count}
    checks: str  # {passed} {checks} {before}
    checks_gone: str  # {count}
    broken: str  # {count}
    not_seen: str
    saved: str  # {change}
    saved_draft: str  # {change}
    removed: str  # {title} {change}
    saved_already: str  # {change}
    conflict: str  # {name} {change}
    conflict_removed: str  # {name} {change}
    theirs: str
    mine: str
    nothing: str
    save_button: str
    save_anyway_button: str
    erase_button: str
    erase_anyway_button: str
    edit_button: str
    apart: str
    both_button: str
    mine_button: str
    mine_anew_button: str
    theirs_button: str


PROVING: Final[dict[Language, ProvingTexts]] = {
    "en": ProvingTexts(
        preview="_As people see it {inside}:_",
        trying="Trying it…",
        saving="Saving it…",
        unchanged="Nothing is changed yet.",
        cannot_save="It cannot be saved yet. Correct this first:",
        proof="**Save “{title}”?**",
        removal="**Remove “{title}”?** You can take it back later.",
        changed="You changed: {fields}",
        shifts="Questions that are answered differently: {count}",
        no_shifts="No question is answered with another entry than before.",
        shift="• {question}\n   {before} → {after}",
        more="… and {count} more",
        checks="Checks: {passed} of {checks} hold, before {before}.",
        checks_gone="Gone with the entry: {count}.",
        broken="❗ Right now, and not any more after this: {count}",
        not_seen="It is a draft: people do not see it, so nothing changes for them.",
        saved="✅ Saved as change {change}, and live. This is what people see:",
        saved_draft="✅ Saved as change {change}. It is a draft: people do not see it yet.",
        removed="✅ “{title}” is removed (change {change}).",
        saved_already="This is saved already, as change {change}.",
        conflict="{name} changed this entry while you had it open (change {change}). Your text is"
        " kept. What is there now, and what you have:",
        conflict_removed="{name} removed this entry while you had it open (change {change}). Your"
        " text is kept.",
        theirs="Theirs:",
        mine="Yours:",
        nothing="nothing",
        save_button="💾 Save",
        save_anyway_button="❗ Save all the same",
        erase_button="🗑 Yes, remove",
        erase_anyway_button="❗ Remove all the same",
        edit_button="✏ Go on editing",
        apart="What you changed is something else, so both can stay.",
        both_button="Keep both",
        mine_button="Put mine onto theirs",
        mine_anew_button="Make it anew from mine",
        theirs_button="Drop mine",
    ),
    "ru": ProvingTexts(
        preview="_Так её увидят {inside}:_",
        trying="Проверяю…",
        saving="Сохраняю…",
        unchanged="Пока ничего не изменено.",
        cannot_save="Сохранить пока нельзя. Сначала исправьте:",
        proof="**Сохранить «{title}»?**",
        removal="**Удалить «{title}»?** Потом её можно вернуть.",
        changed="Вы изменили: {fields}",
        shifts="Вопросы, на которые ответ станет другим: {count}",
        no_shifts="Ни на один вопрос не ответит другая запись, чем раньше.",
        shift="• {question}\n   {before} → {after}",
        more="… и ещё {count}",
        checks="Проверки: верно {passed} из {checks}, раньше {before}.",
        checks_gone="Исчезнут вместе с записью: {count}.",
        broken="❗ Сейчас верно, а потом перестанет: {count}",
        not_seen="Это черновик: люди его не видят, для них ничего не меняется.",
        saved="✅ Сохранено (изменение {change}) и уже действует. Вот что видят люди:",
        saved_draft="✅ Сохранено (изменение {change}). Это черновик, люди его пока не видят.",
        removed="✅ Запись «{title}» удалена (изменение {change}).",
        saved_already="Это уже сохранено: изменение {change}.",
        conflict="Пока запись была у вас открыта, её изменил другой редактор: {name} (изменение"
        " {change}). Ваш текст цел. Что там теперь и что у вас:",
        conflict_removed="Пока запись была у вас открыта, её удалил другой редактор: {name}"
        " (изменение {change}). Ваш текст цел.",
        theirs="Там:",
        mine="У вас:",
        nothing="ничего",
        save_button="💾 Сохранить",
        save_anyway_button="❗ Всё равно сохранить",
        erase_button="🗑 Да, удалить",
        erase_anyway_button="❗ Всё равно удалить",
        edit_button="✏ Править дальше",
        apart="Вы меняли другое, так что могут остаться обе правки.",
        both_button="Оставить обе правки",
        mine_button="Внести моё поверх",
        mine_anew_button="Создать заново из моего",
        theirs_button="Отказаться от моего",
    ),
    "kk": ProvingTexts(
        preview="_Адамдар оны {inside} осылай көреді:_",
        trying="Тексеріп жатырмын…",
        saving="Сақтап жатырмын…",
        unchanged="Әзірге ештеңе өзгерген жоқ.",
        cannot_save="Әзірге сақтауға болмайды. Алдымен мынаны түзетіңіз:",
        proof="**«{title}» сақталсын ба?**",
        removal="**«{title}» жойылсын ба?** Кейін қайтаруға болады.",
        changed="Өзгерткеніңіз: {fields}",
        shifts="Басқаша жауап берілетін сұрақтар: {count}",
        no_shifts="Ешбір сұраққа бұрынғыдан басқа жазба жауап бермейді.",
        shift="• {question}\n   {before} → {after}",
        more="… тағы {count}",
        checks="Тексерулер: {checks} ішінен {passed} дұрыс, бұрын {before} еді.",
        checks_gone="Жазбамен бірге жоғалады: {count}.",
        broken="❗ Қазір дұрыс, ал бұдан кейін бұзылады: {count}",
        not_seen="Бұл — жоба: адамдар оны көрмейді, олар үшін ештеңе өзгермейді.",
        saved="✅ Сақталды ({change}-өзгеріс), қазірдің өзінде жұмыс істейді. Адамдар мұны көреді:",
        saved_draft="✅ Сақталды ({change}-өзгеріс). Бұл — жоба, адамдар оны әзірге көрмейді.",
        removed="✅ «{title}» жазбасы жойылды ({change}-өзгеріс).",
        saved_already="Бұл сақталып қойған: {change}-өзгеріс.",
        conflict="Жазба сізде ашық тұрғанда оны басқа редактор өзгертті: {name}"
        " ({change}-өзгеріс). Мәтініңіз сақтаулы. Қазір онда не бар және сізде не бар:",
        conflict_removed="Жазба сізде ашық тұрғанда оны басқа редактор жойды: {name}"
        " ({change}-өзгеріс). Мәтініңіз сақтаулы.",
        theirs="Онда:",
        mine="Сізде:",
        nothing="ештеңе",
        save_button="💾 Сақтау",
        save_anyway_button="❗ Бәрібір сақтау",
        erase_button="🗑 Иә, жою",
        erase_anyway_button="❗ Бәрібір жою",
        edit_button="✏ Түзетуді жалғастыру",
        apart="Сіз басқа жерін өзгерткенсіз, сондықтан екі түзету де қала алады.",
        both_button="Екі түзетуді де қалдыру",
        mine_button="Менікін үстіне салу",
        mine_anew_button="Менікінен жаңасын жасау",
        theirs_button="Менікінен бас тарту",
    ),
}
