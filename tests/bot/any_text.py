"""Whatever people may write: texts in every script, near to what the base knows and far from it."""

from collections.abc import Sequence
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from knowledge.model import Base
from tests.telegram.any_update import Json

LONGEST: Final = 4096
"""Characters of a message; Telegram cuts what is longer in two."""

WAYS: Final = ("private", "edited", "group", "guest", "inline", "ask")
SCRIPTS: Final = {
    "Latin": "abcdefghijklmnopqrstuvwxyzABCXYZ",
    "Latin with marks": "äçéğıİöşüñßøœ",
    "Cyrillic": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "Kazakh": "әғқңөұүһіӘҒҚҢӨҰҮҺІ",
    "Greek": "αβγδεζηθικλμνξοπρστυφχψως",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأىة",
    "Hebrew": "אבגדהוזחטיכלמנסעפצקרשת",
    "Devanagari": "कखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह\u093e\u0940\u094d",
    "Thai": "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ\u0e34\u0e49",
    "Chinese": "的一是不了人我在有他这为之大来以个中上们",
    "Japanese": "あいうえおかきくけこアイウエオ",
    "Korean": "가나다라마바사아자차카타파하ㄱㄴㄷ",
    "Georgian and Armenian": "აბგდევზთიկլխծկհձղճմ",
    "figures": "0123456789٠١٢٣४५६๑๒๓½²Ⅷ①",
    "emoji": "🙂👍🏽👩‍👩‍👧🇰🇿❤️🔥\u200d\ufe0f",
    "marks alone": "\u0300\u0301\u0308\u0327\u0335\u0489\u20dd",
    "signs": "?!.,;:-—…\"'«»()[]{}<>&/\\|@#$%^*_+=~`№",
    "spaces": " \t\n\u00a0\u2003\u200b\u2060\u3000",
    "control signs": "\x00\x07\x1b\x7f\u0085\u202e\u2066\ufeff",
    "halves": "\ud83d\ude42\udfff",
    "wide and fancy": "ＡＢｃ１２𝒶𝓫𝔠ⓐⓑﬁﬃ",
}
_JOINTS: Final = (" ", " ", " ", "", "\n", ", ", "? ", "/", " и ", " and ", "-")


def texts(known: Sequence[str]) -> SearchStrategy[str]:
    """Texts of up to ``LONGEST`` characters; ``known`` are wordings that the base has."""
    word = st.one_of([st.text(alphabet, max_size=12) for alphabet in SCRIPTS.values()])
    piece = st.one_of(
        st.sampled_from(known),
        st.tuples(st.sampled_from(known), st.integers(0, 40), word).map(_mistyped),
        st.sampled_from(known).map(str.split).flatmap(_some_words),
        word,
        st.text(max_size=30),
    )
    row = st.tuples(st.sampled_from(_JOINTS), st.lists(piece, min_size=1, max_size=6)).map(
        lambda drawn: drawn[0].join(drawn[1])
    )
    long = st.tuples(row, st.sampled_from((1, 1, 1, 2, 10, 500)))
    return long.map(lambda drawn: (drawn[0] * drawn[1])[:LONGEST])


def wordings(base: Base) -> list[str]:
    """All that the base has been taught to be asked by."""
    texts = [text for entry in base.entries.values() for text in entry.texts.values()]
    return sorted({one for text in texts for one in (text.question, *text.phrasings)})


def asked(way: str, text: str) -> Json:
    """A text as somebody may bring it to the bot."""
    user = {"id": 5, "is_bot": False, "first_name": "U"}
    if way == "inline":
        query = {"id": "1", "from": user, "query": text[:256], "offset": ""}
        return {"update_id": 1, "inline_query": query}
    told = {"message_id": 1, "date": 1, "from": user, "chat": {"id": 5, "type": "private"}}
    kind = {"edited": "edited_message", "guest": "guest_message"}.get(way, "message")
    if way == "edited":
        told["edit_date"] = 2
    if way == "guest":
        told["guest_query_id"] = "1"
    if way in ("group", "ask"):
        told["entities"] = [{"type": "bot_command", "offset": 0, "length": 4}]
        text = f"/ask {text}"[:LONGEST]
    if way == "group":
        told["chat"] = {"id": -1001, "type": "supergroup", "title": "G"}
    return {"update_id": 1, kind: told | {"text": text}}


def _mistyped(drawn: tuple[str, int, str]) -> str:
    text, place, typed = drawn
    return text[:place] + typed + text[place + 1 :]


def _some_words(words: list[str]) -> SearchStrategy[str]:
    return st.lists(st.sampled_from(words), max_size=8).map(" ".join)
