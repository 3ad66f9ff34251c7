"""What the rules say about an entry, for those who do not read it in English."""

from typing import Final, NamedTuple

from knowledge.model import Language


class ProblemTexts(NamedTuple):
    """Texts in base markup; what the rule speaks of is filled in."""

    empty: str
    several_lines: str
    too_long: str  # {length} {most}
    bold: str
    italic: str
    link: str
    html: str
    nested: str  # {text}
    no_phrasing: str
    unwritten: str
    no_words: str  # {text}
    asked_elsewhere: str  # {text} {entry}
    close: str  # {text} {other} {entry} {score}
    twice: str  # {text}
    check: str  # {text} {entry}
    no_topic: str
    other_language: str  # {text} {meant} {seems}
    is_question: str  # {text}
    not_whole: str  # {text}
    not_there: str  # {text}
    no_paragraph: str  # {text}
    not_known: str  # {text} {column}
    no_id: str
    orphan: str  # {text}
    itself: str
    did_you_mean: str  # {names}


PROBLEMS: Final[dict[Language, ProblemTexts]] = {
    "en": ProblemTexts(
        empty="it is empty",
        several_lines="it has several lines; write it in one",
        too_long="it has {length} characters, at most {most} fit",
        bold="\\*\\* stands without its partner; put \\\\ before it if it is meant as it is",
        italic="\\_ stands without its partner; put \\\\ before it if it is meant as it is",
        link="a link is written \\[text\\]\\(https://address\\)",
        html="HTML is not read, only \\*\\*bold\\*\\*, \\_italics\\_ and links",
        nested="marks inside marks are not read: {text}",
        no_phrasing="there is no phrasing yet",
        unwritten="the answer is not written yet; write it, or keep a draft",
        no_words="“{text}” has neither letters nor figures",
        asked_elsewhere="“{text}” asks for “{entry}” already; keep it in one of the two",
        close="“{text}” is very close to “{other}”, which asks for “{entry}” ({score} of 100)",
        twice="“{text}” stands there twice",
        check="“{text}” is a check already, of “{entry}”: a check must be asked in other words",
        no_topic="it has no topic; choose one",
        other_language="this looks written {seems}, not {meant}: “{text}”",
        is_question="this is a question, and an answer belongs here: “{text}”",
        not_whole="“{text}” is missing; something new needs every part",
        not_there="there is no “{text}” here; write the id of one that is",
        no_paragraph="the article has no paragraph {text}",
        not_known="“{text}” cannot stand in the column {column}",
        no_id="the row has no id; write one into the column id",
        orphan="no entry belongs to “{text}” yet",
        itself="it is related to itself; take that out",
        did_you_mean="Did you mean {names}?",
    ),
    "ru": ProblemTexts(
        empty="здесь пусто",
        several_lines="здесь несколько строк; напишите в одну",
        too_long="знаков {length}, а помещается не больше {most}",
        bold="\\*\\* без пары; если так и надо, поставьте перед ними \\\\",
        italic="\\_ без пары; если так и надо, поставьте перед ним \\\\",
        link="ссылка пишется так: \\[текст\\]\\(https://адрес\\)",
        html="HTML не читается, только \\*\\*жирный\\*\\*, \\_курсив\\_ и ссылки",
        nested="одно выделение внутри другого не читается: {text}",
        no_phrasing="нет ни одной формулировки",
        unwritten="ответ ещё не написан; напишите его или оставьте черновик",
        no_words="в «{text}» нет ни букв, ни цифр",
        asked_elsewhere="«{text}» уже ведёт к записи «{entry}»; оставьте в одной из двух",
        close="«{text}» очень похоже на «{other}» из записи «{entry}» ({score} из 100)",
        twice="«{text}» здесь дважды",
        check="«{text}» — уже проверка записи «{entry}»: у проверки должны быть другие слова",
        no_topic="нет темы; выберите её",
        other_language="похоже, это написано {seems}, а не {meant}: «{text}»",
        is_question="это вопрос, а здесь должен быть ответ: «{text}»",
        not_whole="не хватает «{text}»: новое нужно целиком",
        not_there="«{text}» здесь нет; напишите id того, что есть",
        no_paragraph="в статье нет абзаца {text}",
        not_known="«{text}» не подходит для столбца {column}",
        no_id="в строке нет id; впишите его в столбец id",
        orphan="к «{text}» пока не относится ни одна запись",
        itself="запись связана сама с собой; уберите это",
        did_you_mean="Может быть, {names}?",
    ),
    "kk": ProblemTexts(
        empty="бұл бос",
        several_lines="мұнда бірнеше жол бар; бір жолға жазыңыз",
        too_long="{length} таңба бар, ал {most} таңбадан артық сыймайды",
        bold="\\*\\* жұбы жоқ; осылай керек болса, алдына \\\\ қойыңыз",
        italic="\\_ жұбы жоқ; осылай керек болса, алдына \\\\ қойыңыз",
        link="сілтеме былай жазылады: \\[мәтін\\]\\(https://мекенжай\\)",
        html="HTML оқылмайды, тек \\*\\*қою\\*\\*, \\_көлбеу\\_ және сілтемелер",
        nested="белгі ішіндегі белгі оқылмайды: {text}",
        no_phrasing="әлі бірде-бір тұжырым жоқ",
        unwritten="жауап әлі жазылмаған; жазыңыз немесе жоба күйінде қалдырыңыз",
        no_words="«{text}» ішінде әріп те, сан да жоқ",
        asked_elsewhere="«{text}» «{entry}» жазбасына апарады; екеуінің бірінде қалдырыңыз",
        close="«{text}» «{entry}» жазбасындағы «{other}» дегенге өте ұқсас (100-ден {score})",
        twice="«{text}» мұнда екі рет тұр",
        check="«{text}» — «{entry}» жазбасының тексеруі; тексеру басқа сөзбен жазылуы керек",
        no_topic="тақырыбы жоқ; таңдаңыз",
        other_language="бұл {meant} емес, {seems} жазылған сияқты: «{text}»",
        is_question="бұл — сұрақ, ал мұнда жауап болуы керек: «{text}»",
        not_whole="«{text}» жетіспейді: жаңасы толық болуы керек",
        not_there="мұнда «{text}» жоқ; бар нәрсенің id-ін жазыңыз",
        no_paragraph="мақалада {text}-абзац жоқ",
        not_known="«{text}» {column} бағанына сәйкес келмейді",
        no_id="жолда id жоқ; оны id бағанына жазыңыз",
        orphan="«{text}» үшін әзірге бірде-бір жазба жоқ",
        itself="жазба өзіне өзі қатысты болып тұр; оны алып тастаңыз",
        did_you_mean="Мүмкін, {names}?",
    ),
}
