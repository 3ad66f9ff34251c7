"""What the rules say about a whole base, and about files of one, for those who read no English."""

from typing import Final, NamedTuple

from knowledge.model import Language


class BaseProblemTexts(NamedTuple):
    """Texts in base markup; what the rule speaks of is filled in."""

    check_twice: str  # {text}
    synonyms_twice: str  # {text}
    few_synonyms: str
    no_entries: str
    no_paragraphs: str
    has_topic: str
    no_language_text: str  # {spoken}
    must_decline: str  # {text} {names}
    must_name: str  # {text}
    must_answer: str  # {text} {names}
    braces: str  # {text}
    no_slug: str  # {text} {most}
    control: str
    paragraph_twice: str
    listed_twice: str
    paragraph_gone: str  # {text}
    referred: str  # {text}
    stands_twice: str  # {text}


class FileProblemTexts(NamedTuple):
    """The same."""

    no_topic_file: str  # {text}
    no_such_file: str
    no_yaml: str  # {text}
    tag: str  # {text}
    no_text: str  # {text}
    no_list: str  # {text}
    no_keys: str  # {text}
    no_number: str  # {text}
    not_utf8: str
    file_empty: str
    file_missing: str
    file_unreadable: str
    key_unknown: str  # {text}
    key_missing: str  # {text}
    id_empty: str
    no_head: str
    column_missing: str  # {text}
    more_cells: str
    row_language: str
    no_language: str  # {text}
    paragraph_number: str
    column_says: str  # {text} {column}
    column_twice: str  # {column}
    no_table: str  # {text}


BASE_PROBLEMS: Final[dict[Language, BaseProblemTexts]] = {
    "en": BaseProblemTexts(
        check_twice="the check “{text}” is there twice; keep one",
        synonyms_twice="two groups of synonyms begin with “{text}”; make them one",
        few_synonyms="a group of synonyms needs at least two words",
        no_entries="there are no entries",
        no_paragraphs="the article has no paragraphs",
        has_topic="small talk, and what is not about the forum, has no topic; leave it out",
        no_language_text="the text {spoken} is missing",
        must_decline="“{text}” must be declined, but names {names}; name what the article does not"
        " tell, or nothing",
        must_name="“{text}” names no entry; name the right ones",
        must_answer="“{text}” must be answered, but {names} tells that the article does not; write"
        " decline as the outcome",
        braces="the words in braces are not those that {text} takes",
        no_slug="“{text}” is no id: a-z, 0-9 and single hyphens between them, at most {most}",
        control="there is a hidden sign in it; type it again without",
        paragraph_twice="a paragraph is named twice; keep it once",
        listed_twice="something is named twice; keep it once",
        paragraph_gone="there is no paragraph {text} any more; take the number out first",
        referred="“{text}” still refers to it; take that out there first",
        stands_twice="“{text}” is there twice; keep one",
    ),
    "ru": BaseProblemTexts(
        check_twice="проверка «{text}» записана дважды; оставьте одну",
        synonyms_twice="две группы синонимов начинаются с «{text}»; объедините их",
        few_synonyms="в группе синонимов нужно хотя бы два слова",
        no_entries="нет ни одной записи",
        no_paragraphs="в статье нет ни одного абзаца",
        has_topic="у болтовни и у того, что не о форуме, темы нет; уберите её",
        no_language_text="нет текста {spoken}",
        must_decline="на «{text}» ответа быть не должно, но указано {names}; укажите то, чего нет"
        " в статье, или ничего",
        must_name="для «{text}» не указана ни одна запись; укажите верные",
        must_answer="на «{text}» должен быть ответ, но {names} говорит, что в статье этого нет;"
        " напишите исход decline",
        braces="слова в фигурных скобках не те, что нужны для {text}",
        no_slug="«{text}» не годится как id: нужны a-z, 0-9 и одиночные дефисы между ними, не"
        " больше {most}",
        control="здесь есть скрытый знак; наберите заново без него",
        paragraph_twice="абзац указан дважды; оставьте один раз",
        listed_twice="одно и то же указано дважды; оставьте один раз",
        paragraph_gone="абзаца {text} больше нет; сначала уберите его номер",
        referred="на это ещё ссылается «{text}»; сначала уберите там",
        stands_twice="«{text}» стоит дважды; оставьте одно",
    ),
    "kk": BaseProblemTexts(
        check_twice="«{text}» тексеруі екі рет тұр; бірін қалдырыңыз",
        synonyms_twice="синонимдердің екі тобы «{text}» сөзінен басталады; біріктіріңіз",
        few_synonyms="синонимдер тобында кемінде екі сөз болуы керек",
        no_entries="бірде-бір жазба жоқ",
        no_paragraphs="мақалада бірде-бір абзац жоқ",
        has_topic="бос әңгіме мен форумға қатысы жоқ нәрсенің тақырыбы болмайды; алып тастаңыз",
        no_language_text="{spoken} мәтін жоқ",
        must_decline="«{text}» жауапсыз қалуы керек, ал {names} көрсетілген; мақалада айтылмағанды"
        " көрсетіңіз немесе бос қалдырыңыз",
        must_name="«{text}» үшін бірде-бір жазба көрсетілмеген; дұрысын көрсетіңіз",
        must_answer="«{text}» жауап алуы керек, ал {names} мақалада бұл жоғын айтады; нәтижесін"
        " decline деп жазыңыз",
        braces="жүйелі жақшадағы сөздер {text} үшін керегі емес",
        no_slug="«{text}» id бола алмайды: a-z, 0-9 және олардың арасында жалғыз дефис, ең көбі"
        " {most}",
        control="мұнда жасырын таңба бар; онсыз қайта теріңіз",
        paragraph_twice="абзац екі рет көрсетілген; бір рет қалдырыңыз",
        listed_twice="бір нәрсе екі рет көрсетілген; бір рет қалдырыңыз",
        paragraph_gone="{text}-абзац енді жоқ; алдымен нөмірін алып тастаңыз",
        referred="бұған әлі «{text}» сілтеп тұр; алдымен сол жерден алып тастаңыз",
        stands_twice="«{text}» екі рет тұр; бірін қалдырыңыз",
    ),
}

FILE_PROBLEMS: Final[dict[Language, FileProblemTexts]] = {
    "en": FileProblemTexts(
        no_topic_file="the file's name {text} is that of no topic",
        no_such_file="no file of the base has this name",
        no_yaml="this is no YAML ({text}); check the indent and the quotes here",
        tag="{text} has no meaning here; remove it",
        no_text="a text belongs into {text}",
        no_list="a list belongs into {text}: each after “- ” on a line of its own, or [] for none",
        no_keys="keys with values belong into {text}",
        no_number="“{text}” is no whole number; write figures only",
        not_utf8="the text is not UTF-8; save the file as UTF-8",
        file_empty="the file is empty",
        file_missing="the file is missing",
        file_unreadable="the file cannot be read",
        key_unknown="the key “{text}” is not known here",
        key_missing="the key “{text}” is missing",
        id_empty="the id is empty; write one",
        no_head="there is no head with names of columns that I know",
        column_missing="the column {text} is missing; put it back as the export writes it",
        more_cells="the row has more cells than the head; put texts with the separator in them into"
        " double quotes",
        row_language="the row has no language; write en, ru or kk",
        no_language="“{text}” is no language; write en, ru or kk",
        paragraph_number="the row has no paragraph number",
        column_says="the column {column} says “{text}”, and a row above something else; keep one",
        column_twice="the column {column} is there twice; keep one",
        no_table="“{text}” is no table",
    ),
    "ru": FileProblemTexts(
        no_topic_file="имя файла {text} не подходит ни к одной теме",
        no_such_file="файла с таким именем в базе нет",
        no_yaml="это не YAML ({text}); проверьте здесь отступы и кавычки",
        tag="{text} здесь ничего не значит; уберите",
        no_text="в {text} должен стоять текст",
        no_list="в {text} должен стоять список: каждое с новой строки после «- », или [], если"
        " пусто",
        no_keys="в {text} должны стоять ключи со значениями",
        no_number="«{text}» — не целое число; пишите только цифры",
        not_utf8="текст не в UTF-8; сохраните файл в UTF-8",
        file_empty="файл пуст",
        file_missing="файла не хватает",
        file_unreadable="файл не читается",
        key_unknown="ключ «{text}» здесь не известен",
        key_missing="не хватает ключа «{text}»",
        id_empty="id пуст; напишите его",
        no_head="нет заголовка с известными мне столбцами",
        column_missing="не хватает столбца {text}; верните его таким, каким его пишет выгрузка",
        more_cells="в строке больше ячеек, чем в заголовке; возьмите тексты с разделителем в"
        " двойные кавычки",
        row_language="в строке не указан язык; напишите en, ru или kk",
        no_language="«{text}» — не язык; напишите en, ru или kk",
        paragraph_number="в строке нет номера абзаца",
        column_says="в столбце {column} стоит «{text}», а в строке выше другое; оставьте одно",
        column_twice="столбец {column} есть дважды; оставьте один",
        no_table="«{text}» — не таблица",
    ),
    "kk": FileProblemTexts(
        no_topic_file="{text} файл атауы бірде-бір тақырыпқа сәйкес келмейді",
        no_such_file="базада мұндай атаулы файл жоқ",
        no_yaml="бұл YAML емес ({text}); мұндағы шегініс пен тырнақшаларды тексеріңіз",
        tag="{text} мұнда ештеңе білдірмейді; алып тастаңыз",
        no_text="{text} ішінде мәтін тұруы керек",
        no_list="{text} ішінде тізім тұруы керек: әрқайсысы жаңа жолда «- » белгісінен кейін, бос"
        " болса — []",
        no_keys="{text} ішінде мәні бар кілттер тұруы керек",
        no_number="«{text}» — бүтін сан емес; тек цифр жазыңыз",
        not_utf8="мәтін UTF-8 емес; файлды UTF-8 түрінде сақтаңыз",
        file_empty="файл бос",
        file_missing="файл жетіспейді",
        file_unreadable="файл оқылмайды",
        key_unknown="«{text}» кілті мұнда белгісіз",
        key_missing="«{text}» кілті жетіспейді",
        id_empty="id бос; жазыңыз",
        no_head="маған белгілі бағандары бар тақырып жолы жоқ",
        column_missing="{text} бағаны жетіспейді; оны шығарылған файлдағыдай қайтарыңыз",
        more_cells="жолдағы ұяшықтар тақырып жолындағыдан көп; бөлгіші бар мәтінді қос тырнақшаға"
        " алыңыз",
        row_language="жолда тіл көрсетілмеген; en, ru немесе kk деп жазыңыз",
        no_language="«{text}» — тіл емес; en, ru немесе kk деп жазыңыз",
        paragraph_number="жолда абзац нөмірі жоқ",
        column_says="{column} бағанында «{text}» тұр, ал жоғарыдағы жолда басқа; бірін қалдырыңыз",
        column_twice="{column} бағаны екі рет тұр; бірін қалдырыңыз",
        no_table="«{text}» — кесте емес",
    ),
}
