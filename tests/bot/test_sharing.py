from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.payload import Action, Payload, decode
from bot.sharing import MAX_COPIED, copied, share_link, shortened
from bot.telegram_html import units
from knowledge.model import LANGUAGES, Base, Language


class TestShortened:
    @pytest.mark.parametrize(
        ("limit", "expected"),
        [
            (30, "It rained. It snowed, too."),
            (26, "It rained. It snowed, too."),
            (25, "It rained."),
            (10, "It rained."),
            (9, "It…"),
        ],
    )
    def test_whole_sentences_are_kept_else_whole_words(self, limit: int, expected: str) -> None:
        assert shortened("It rained. It snowed, too.", limit) == expected

    @given(st.text(max_size=300), st.integers(1, 300))
    def test_it_never_exceeds_its_limit(self, text: str, limit: int) -> None:
        assert units(shortened(text, limit)) <= limit


@pytest.mark.parametrize("language", LANGUAGES)
class TestCopied:
    def test_it_is_the_plain_answer_with_its_source(self, base: Base, language: Language) -> None:
        text = copied([base.entries["cook"]], language, base)
        assert text == (
            f"The cook says salt & pepper, <b>twice</b>. ({language})\nParagraphs 1, 2 ({language})"
        )

    def test_a_long_answer_keeps_its_source(self, base: Base, language: Language) -> None:
        text = copied([base.entries["cook"]] * 9, language, base)
        assert units(text) <= MAX_COPIED
        assert text.endswith(f"Paragraphs 1, 2 ({language})")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_hands_on_the_question_and_the_way_to_it(base: Base, language: Language) -> None:
    cook = base.entries["cook"]
    shared = parse_qs(urlsplit(share_link([cook], language, "camp_bot")).query)
    assert shared["text"][0].startswith(cook.texts[language].question)
    (link,) = shared["url"]
    assert link.startswith("https://t.me/camp_bot?start=")
    expected = Payload(Action.SHOW_ENTRY, language, "cook")
    assert decode(link.partition("=")[2]) == expected
