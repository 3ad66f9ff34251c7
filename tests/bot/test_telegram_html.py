import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_html import bold, split, to_html, to_plain, units
from knowledge.markup import plain

LINK = "[x](https://x.kz/?a=1&b=2)"
MARKUP = st.lists(
    st.sampled_from(["**b**", "_i_", LINK, "\n", "\n\n", " ", "<", "&", "Ә"]) | st.text(max_size=5)
).map("".join)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("plain", "plain"),
        ("**bold** and _italic_", "<b>bold</b> and <i>italic</i>"),
        ("[a & b](https://x.kz/?a=1&b=2)", '<a href="https://x.kz/?a=1&amp;b=2">a &amp; b</a>'),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("**a < b**", "<b>a &lt; b</b>"),
    ],
)
def test_markup_becomes_html_by_escaping(markup: str, expected: str) -> None:
    assert to_html(markup) == expected


@given(MARKUP)
def test_what_is_read_is_the_same_in_html_and_in_plain_text(markup: str) -> None:
    assert to_plain(to_html(markup)) == plain(markup)


def test_bold_text_is_escaped() -> None:
    assert bold("<a> & b") == "<b>&lt;a&gt; &amp; b</b>"


@pytest.mark.parametrize(("text", "expected"), [("abc", 3), ("қаз", 3), ("🙂", 2), ("\ud800", 1)])
def test_length_is_counted_in_utf16_units(text: str, expected: int) -> None:
    assert units(text) == expected


def test_a_text_that_fits_is_one_part() -> None:
    text = "<b>" + "&amp;" * 4096 + "</b>"
    assert split(text) == [text]


def test_a_long_text_is_cut_between_paragraphs() -> None:
    paragraph = "word " * 10 + "end."
    assert split("\n\n".join([paragraph] * 5), limit=130) == [
        f"{paragraph}\n\n{paragraph}",
        f"{paragraph}\n\n{paragraph}",
        paragraph,
    ]


def test_a_tag_that_is_open_at_the_cut_is_closed_and_opened_again() -> None:
    assert split('<b>one two <a href="https://x.kz">three four</a></b>', limit=11) == [
        "<b>one two</b>",
        '<b><a href="https://x.kz">three four</a></b>',
    ]


def test_a_word_without_end_is_cut_between_characters() -> None:
    assert split("a" * 25, limit=10) == ["a" * 10, "a" * 10, "a" * 5]


def test_a_character_of_two_units_is_not_cut() -> None:
    assert split("🙂" * 5, limit=3) == ["🙂"] * 5


@given(MARKUP, st.integers(2, 40))
def test_parts_fit_are_well_formed_and_lose_no_word(markup: str, limit: int) -> None:
    text = to_html(markup)
    parts = split(text, limit)
    assert all(units(to_plain(part)) <= limit for part in parts)
    assert all(is_well_formed(part) for part in parts)
    assert "".join("".join(map(to_plain, parts)).split()) == "".join(to_plain(text).split())


def is_well_formed(part: str) -> bool:
    stack: list[str] = []
    for tag in re.findall(r"</?[a-z]+[^>]*>", part):
        name = re.sub(r"[</>]", "", tag).split()[0]
        if tag.startswith("</"):
            if not stack or stack.pop() != name:
                return False
        else:
            stack.append(name)
    without = re.sub(r"</?[a-z]+[^>]*>", "", part)
    return not stack and html.escape(html.unescape(without)) == without


@pytest.mark.parametrize(
    "text", ["&quot;" * 6000, '<a href="https://x.kz/?%s">a</a> ' % ("q" * 500) * 90]
)
def test_no_part_is_longer_as_sent_than_telegram_takes(text: str) -> None:
    parts = split(text)
    assert len(parts) > 1
    assert all(len(part.encode()) <= 32 * 1024 for part in parts)
    assert "".join(map(to_plain, parts)).replace(" ", "") == to_plain(text).replace(" ", "")
