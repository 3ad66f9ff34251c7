"""What is asked at each step of making or changing an entry."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from bot.desk import walk
from bot.desk.card_screen import card, texts_card
from bot.desk.choose_screen import choose, titled
from bot.desk.entry_fields import language_of, part_of, value
from bot.desk.entry_problems import FieldProblem, of_field
from bot.desk.presses import LISTS, tag
from bot.desk.preview_screen import inside, preview
from bot.desk.problem_text import told
from bot.desk.proving_screens import conflict, saved
from bot.desk.scene import Scene
from bot.desk.step_buttons import cancel, in_pairs, paged, short, step
from bot.desk.work import CARD, CONFLICT, PROOF, REMOVAL, SAVED, Work
from bot.reply import DeskButton, Reply, Row, Rows
from bot.strings import texts
from bot.strings.desk.editing import EDITING
from bot.telegram_html import to_html, units
from knowledge.item_rules import MAX_ANSWER
from knowledge.markup import escape
from knowledge.model import EntryKind, Language, is_unwritten

_CHOSEN: Final = "✓ "
_NUMBERS: Final = 6
_REMARK: Final = 200


def screen(work: Work, scene: Scene) -> Reply:
    """What a maintainer sees at the step that the work is at."""
    return SCREENS[part_of(work.at)](work, scene)


def _asks(work: Work, scene: Scene) -> Reply:
    """A text is asked for; what there is now can be copied from the message."""
    language, shown = scene.language, language_of(work.at)
    words, part = EDITING[language], part_of(work.at)
    asked = str(getattr(words, f"ask_{part}")).format(inside=inside(language, shown))
    now = value(work.draft, work.at)
    is_there = now and not (part == "answer" and is_unwritten(now))
    present = f"{words.now}\n{escape(_shortened(now))}" if is_there else ""
    hint = words.markup if part == "answer" else ""
    skips = work.walks and shown not in (None, work.main)
    may = words.may_be_skipped if skips and part == "question" else ""
    clear = [(step(work, words.clear_button, "clear"),)] if part == "notes" and now else []
    goes_on = work.walks and now and not _errors_here(work, scene)
    onward = [(step(work, words.next_button, "next", work.at),)] if goes_on else []
    return _reply(work, scene, [asked, hint, may, present], (*clear, *onward))


def _shortened(text: str) -> str:
    """What is too long to be stored is in its writer's message, and need not be copied."""
    return text if units(text) <= MAX_ANSWER else f"{text[:_REMARK]}…"


def _asks_phrasings(work: Work, scene: Scene) -> Reply:
    """Further phrasings are asked for; those that there are can be taken out."""
    language, words = scene.language, EDITING[scene.language]
    had: Sequence[str] = value(work.draft, work.at)
    asked = words.ask_phrasings.format(inside=inside(language, language_of(work.at)))
    count = f"{words.so_far.format(count=len(had))}. {words.drop_hint}" if had else ""
    rows = paged(work, [(step(work, f"✖ {one}", "drop", tag(one)),) for one in had], language)
    if work.remark[0] == "dropped":
        rows = (*rows, (step(work, words.restore_button, "restore"),))
    onward = [(step(work, words.next_button, "next", work.at),)] if work.walks and had else []
    return _reply(work, scene, [asked, count], (*rows, *onward))


def _asks_topic(work: Work, scene: Scene) -> Reply:
    chosen, language = work.draft["topic"], scene.language
    rows = [
        (step(work, _marked(one.title[language], one.id == chosen), "topic", one.id),)
        for one in scene.base.topics.values()
    ]
    return _reply(work, scene, [EDITING[language].ask_topic], paged(work, rows, language))


def _asks_people(work: Work, scene: Scene) -> Reply:
    language = scene.language
    rows = [(_switch(work, one.id, one.name[language]),) for one in scene.base.people.values()]
    return _reply(work, scene, [EDITING[language].ask_people], paged(work, rows, language))


def _asks_paragraphs(work: Work, scene: Scene) -> Reply:
    """The paragraphs, with their headings where there is room; or that the article is silent."""
    language, words = scene.language, EDITING[scene.language]
    paragraphs = scene.base.source.paragraphs
    headings = dict.fromkeys(one.heading[language] for one in paragraphs)
    first = {one: [p.heading[language] for p in paragraphs].index(one) + 1 for one in headings}
    listed = "\n".join(f"{number}. {escape(heading)}" for heading, number in first.items())
    numbers = [_switch(work, str(n), str(n)) for n in range(1, len(paragraphs) + 1)]
    is_silent = work.draft["kind"] == EntryKind.UNKNOWN
    other = EntryKind.FACT if is_silent else EntryKind.UNKNOWN
    silent = step(work, _marked(words.not_told_button, is_silent), "kind", other)
    rows: Rows = in_pairs(numbers, _NUMBERS)
    if work.draft["kind"] in (EntryKind.FACT, EntryKind.UNKNOWN):
        rows = (*rows, (silent,))
    if work.walks:
        rows = (*rows, (step(work, words.next_button, "next", work.at),))
    return _reply(work, scene, [words.ask_paragraphs, listed], rows)


def _asks_related(work: Work, scene: Scene) -> Reply:
    """What is related, to take out; and what was found, to take in."""
    base, language, words = scene.base, scene.language, EDITING[scene.language]
    had = work.draft["related"]
    own = [(_switch(work, one, _title(scene, one)),) for one in had]
    known = {*had, work.draft["id"]}
    new = [one for one in scene.found if one not in known and one in base.entries]
    rows: list[Row] = [*own, *((_switch(work, one, _title(scene, one)),) for one in new)]
    told_words = escape(short(work.words, _REMARK))
    searched = (words.found if new else words.not_found).format(words=told_words)
    asked = [words.ask_related, searched if work.words else ""]
    return _reply(work, scene, asked, paged(work, rows, language))


def _reply(work: Work, scene: Scene, asked: Sequence[str], rows: Sequence[Row]) -> Reply:
    """What is asked, with what came of the last message above and the ways out below."""
    language = scene.language
    blocks = [*_remarks(work, scene), *_progress(work, language), *asked]
    return Reply(to_html("\n\n".join(filter(None, blocks))), (*rows, *_ways(work, language)))


def _remarks(work: Work, scene: Scene) -> Iterator[str]:
    words, (remark, text) = EDITING[scene.language], work.remark
    if remark in ("known", "dropped"):
        yield getattr(words, remark).format(text=escape(short(text, _REMARK)))
    elif remark in ("mended", "refused"):
        yield getattr(words, remark)
    found = of_field(scene.problems, work.last) if work.last else _errors_here(work, scene)
    yield from told(found, scene)


def _errors_here(work: Work, scene: Scene) -> list[FieldProblem]:
    """What must be mended of what is there already, before a walk goes on."""
    here = of_field(scene.problems, work.at) if work.walks and value(work.draft, work.at) else []
    return [one for one in here if one.is_error]


def _progress(work: Work, language: Language) -> Iterator[str]:
    if work.walks:
        number, steps = walk.progress(work.main, work.at)
        yield f"_{EDITING[language].progress.format(step=number, steps=steps)}_"
        yield from (f"❓ {escape(short(one, _REMARK))}" for one in work.asked[:1])


def _ways(work: Work, language: Language) -> Rows:
    """The ways out of a step: on a walk back and on to the next language, else back to the card."""
    words, shown = EDITING[language], language_of(work.at)
    if not work.walks:
        done = words.done_button if work.at in LISTS else words.back_button
        return ((step(work, done, "go", f"texts-{shown}" if shown else CARD),),)
    skips = shown not in (None, work.main)
    skip = words.skip_button.format(language=texts(shown).language_short) if shown else ""
    back = (
        (step(work, words.back_button, "back", work.at),)
        if walk.preceding(work.main, work.at)
        else ()
    )
    rows = ((step(work, skip, "skip", work.at),),) if skips else ()
    return (*rows, (*back, cancel(work, language)))


def _switch(work: Work, about: str, label: str) -> DeskButton:
    """Takes something into a list or out of it; what is in it is marked."""
    is_on = about in map(str, value(work.draft, work.at))
    return step(work, _marked(label, is_on), "off" if is_on else "on", about)


def _marked(label: str, is_chosen: bool) -> str:
    return f"{_CHOSEN if is_chosen else ''}{label}"


def _title(scene: Scene, entry_id: str) -> str:
    entry = scene.base.entries.get(entry_id)
    return titled(entry, scene.language) if entry else entry_id


SCREENS: Final[Mapping[str, Callable[[Work, Scene], Reply]]] = {
    "choose": choose,
    "card": card,
    "texts": texts_card,
    "question": _asks,
    "answer": _asks,
    "notes": _asks,
    "phrasings": _asks_phrasings,
    "topic": _asks_topic,
    "people": _asks_people,
    "paragraphs": _asks_paragraphs,
    "related": _asks_related,
    "preview": preview,
    # What was tried is tried anew from the card.
    PROOF: card,
    REMOVAL: card,
    CONFLICT: lambda work, scene: conflict(work, scene.language),
    SAVED: lambda work, scene: saved(work, scene.language),
}
