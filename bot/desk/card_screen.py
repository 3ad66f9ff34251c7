"""The card of an entry in hand: what it holds, and what can be done with it."""

from collections.abc import Iterator

from bot.desk.entry_fields import PARTS, field_name, is_written, language_of, named, title_of
from bot.desk.problem_text import told
from bot.desk.scene import Scene
from bot.desk.step_buttons import cancel, in_pairs, short, step, store
from bot.desk.work import Work
from bot.reply import Reply, Rows
from bot.strings import texts
from bot.strings.desk.editing import EDITING
from bot.telegram_html import to_html
from knowledge import markup
from knowledge.markup import escape
from knowledge.model import LANGUAGES, EntryKind, Language, Status, is_unwritten

_ANSWER = 160
_NOTE = 300
_ABOUT = ("topic", "people", "paragraphs", "related")


def card(work: Work, scene: Scene) -> Reply:
    """All of the entry in short."""
    language, draft = scene.language, work.draft
    words = EDITING[language]
    head = [f"**{escape(title_of(draft, language))}**", _about(work, scene)]
    head += [f"👥 {words.also_open.format(name=escape(one))}" for one in scene.also_open]
    blocks = [
        "\n".join(head),
        *(_text(work, one, language) for one in reversed(LANGUAGES)),
        "\n".join(_lines(work, scene)),
        *told(scene.problems, scene),
    ]
    if work.changes:
        fields = ", ".join(field_name(one, language) for one in work.changes)
        blocks.append(f"✏ {words.unsaved.format(fields=escape(fields))}")
    return Reply(to_html("\n\n".join(filter(None, blocks))), _rows(work, language))


def texts_card(work: Work, scene: Scene) -> Reply:
    """The entry in one language, whole."""
    language, shown = scene.language, language_of(work.at) or scene.language
    words, text = EDITING[language], work.draft[shown]
    answer = f"_{words.unwritten}_" if is_unwritten(text["answer"]) else text["answer"]
    asked = f"**{escape(text['question'])}**" if text["question"] else f"_{words.unwritten}_"
    blocks = [
        *([f"✓ {words.mended}"] if work.remark[0] == "mended" else []),
        f"{texts(shown).language_short.upper()} · {asked}",
        answer,
        f"_{words.fields.phrasings}: {len(text['phrasings'])}_",
        *told([one for one in scene.problems if language_of(one.field) == shown], scene),
    ]
    parts = [step(work, getattr(words.fields, one), "go", named(one, shown)) for one in PARTS]
    tries = ((store(work, words.try_button, "try"),),) if work.changes else ()
    rows = (*in_pairs(parts), *tries, (step(work, words.card_button, "go", "card"),))
    return Reply(to_html("\n\n".join(blocks)), rows)


def _about(work: Work, scene: Scene) -> str:
    words = EDITING[scene.language]
    status = getattr(words.status, work.draft["status"])
    kind = getattr(words.kinds, work.draft["kind"])
    return f"_{escape(' · '.join(filter(None, (work.draft['id'], kind, status))))}_"


def _text(work: Work, shown: Language, language: Language) -> str:
    words, text = EDITING[language], work.draft[shown]
    short_name = texts(shown).language_short.upper()
    if not text["question"]:
        return f"{short_name} · _{words.unwritten}_"
    written = not is_unwritten(text["answer"])
    answer = escape(short(markup.plain(text["answer"]), _ANSWER)) if written else ""
    return (
        f"{short_name} · **{escape(text['question'])}**\n{answer or f'_{words.unwritten}_'}\n"
        f"{words.fields.phrasings}: {len(text['phrasings'])}"
    )


def _lines(work: Work, scene: Scene) -> Iterator[str]:
    words, base, draft = EDITING[scene.language].fields, scene.base, work.draft
    topic = base.topics.get(draft["topic"] or "")
    known = (base.people.get(one) for one in draft["people"])
    people = [one.name[scene.language] for one in known if one]
    related = [
        base.entries[one].title(scene.language) if one in base.entries else one
        for one in draft["related"]
    ]
    lines = {
        words.topic: topic.title[scene.language] if topic else "",
        words.people: ", ".join(people),
        words.paragraphs: ", ".join(map(str, draft["paragraphs"])),
        words.related: "; ".join(related),
        words.notes: short(draft["notes"], _NOTE),
    }
    yield from (f"{name}: {escape(value)}" for name, value in lines.items() if value)


def _rows(work: Work, language: Language) -> Rows:
    words, fields = EDITING[language], EDITING[language].fields
    has_topic = work.draft["kind"] in (EntryKind.FACT, EntryKind.UNKNOWN)
    about = [step(work, getattr(fields, one), "go", one) for one in _ABOUT[not has_topic :]]
    status = (
        step(work, words.show_button, "status", Status.PUBLISHED)
        if work.draft["status"] == Status.DRAFT
        else step(work, words.hide_button, "status", Status.DRAFT)
    )
    removal = [store(work, words.remove_button, "remove")] if work.before else []
    return (
        tuple(step(work, _marked(work, one), "go", f"texts-{one}") for one in reversed(LANGUAGES)),
        *in_pairs([*about, step(work, fields.notes, "go", "notes"), status]),
        (step(work, words.preview_button, "go", f"preview-{language}"), *removal),
        (store(work, words.try_button, "try"),),
        (cancel(work, language),),
    )


def _marked(work: Work, language: Language) -> str:
    """The language; what is not written yet is marked."""
    mark = "✏ " if is_written(work.draft, language) else "➕ "
    return mark + texts(language).language_short
