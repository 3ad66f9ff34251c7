"""An entry in hand as people will see it, language by language."""

from dataclasses import replace

from bot import render
from bot.desk.entry_fields import language_of
from bot.desk.entry_problems import as_entry
from bot.desk.scene import Scene
from bot.desk.step_buttons import step
from bot.desk.work import Work
from bot.reply import Reply
from bot.strings import texts
from bot.strings.desk.editing import EDITING
from bot.strings.desk.proving import PROVING
from bot.telegram_html import to_html
from knowledge.model import LANGUAGES, Language, is_unwritten


def preview(work: Work, scene: Scene) -> Reply:
    """The entry through the same rendering that people see."""
    language, shown = scene.language, language_of(work.at) or scene.language
    intro = PROVING[language].preview.format(inside=inside(language, shown))
    turns = tuple(
        step(work, _dotted(one, shown), "go", f"preview-{one}") for one in reversed(LANGUAGES)
    )
    back = (step(work, EDITING[language].card_button, "go", "card"),)
    return Reply(f"{to_html(intro)}\n\n{_seen(work, scene, shown)}", (turns, back))


def inside(language: Language, shown: Language | None) -> str:
    """In which language, in the words of another: ``in Russian``."""
    return str(getattr(EDITING[language].inside, shown or language))


def _seen(work: Work, scene: Scene, shown: Language) -> str:
    if is_unwritten(work.draft[shown]["answer"]):
        return to_html(f"_{EDITING[scene.language].unwritten}_")
    entry = as_entry(work.draft)
    base = replace(scene.base, entries={**scene.base.entries, entry.id: entry})
    return render.entries([entry], base, shown).text


def _dotted(language: Language, shown: Language) -> str:
    label = texts(language).language_short
    return f"• {label}" if language == shown else label
