"""Telegram's HTML, tag by tag."""

import contextlib
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.telegram.errors import ApiError
from tests.telegram.html import parse_html, utf16_length

WHOLE_TEXT = [
    ("<b>x</b>", {"type": "bold"}),
    ("<STRONG>x</STRONG>", {"type": "bold"}),
    ("<em>x</em>", {"type": "italic"}),
    ("<ins>x</ins>", {"type": "underline"}),
    ("<del>x</del>", {"type": "strikethrough"}),
    ("<tg-spoiler>x</tg-spoiler>", {"type": "spoiler"}),
    ('<span class="tg-spoiler">x</span>', {"type": "spoiler"}),
    ("<code>x</code>", {"type": "code"}),
    ("<pre>x</pre>", {"type": "pre"}),
    ("<blockquote>x</blockquote>", {"type": "blockquote"}),
    ("<blockquote expandable>x</blockquote>", {"type": "expandable_blockquote"}),
    ('<tg-emoji emoji-id="5">x</tg-emoji>', {"type": "custom_emoji", "custom_emoji_id": "5"}),
    (
        '<a href="https://a.kz/?b=1&amp;c=2">x</a>',
        {"type": "text_link", "url": "https://a.kz/?b=1&c=2"},
    ),
    ("<a href='a.kz'>x</a>", {"type": "text_link", "url": "http://a.kz"}),
    ("<b>x</>", {"type": "bold"}),
]


@pytest.mark.parametrize(("source", "entity"), WHOLE_TEXT)
def test_a_tag_makes_an_entity(source: str, entity: dict[str, object]) -> None:
    assert parse_html(source) == ("x", [{"offset": 0, "length": 1, **entity}])


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&lt;b&gt; &amp; &quot;", '<b> & "'),
        ("&#1178;&#x431;", "Қб"),
        ("AT&T &nbsp; &copy; &;", "AT&T &nbsp; &copy; &;"),
        ("&lt", "<"),
        ("<b></b>", ""),
        ('<a href="nowhere">text</a>', "text"),
    ],
)
def test_what_is_left_as_text(source: str, text: str) -> None:
    assert parse_html(source) == (text, [])


def test_offsets_count_utf16_units_and_outer_tags_come_first() -> None:
    text, entities = parse_html("😀<b>ә<i>😀</i></b>")
    assert text == "😀ә😀"
    assert entities == [
        {"type": "bold", "offset": 2, "length": 3},
        {"type": "italic", "offset": 3, "length": 2},
    ]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("ә <h1>x</h1>", 'Unsupported start tag "h1" at byte offset 3'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        (
            "<b><i>test</b></i>",
            'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"',
        ),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a ", "Unclosed start tag at byte offset 0"),
        ("<a href=", "Unclosed start tag at byte offset 0"),
        ('<a ="x">x</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=https://a.kz>x</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="no">x</tg-emoji>', "Invalid custom emoji identifier specified"),
        ("&#xd800;", "Text contains invalid Unicode characters after decoding HTML entities"),
    ],
)
def test_what_cannot_be_parsed_is_refused(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.code == 400
    assert reason in refused.value.description


TYPED = st.text(st.characters(exclude_categories=["Cs"]))


@settings(deadline=None)
@given(TYPED)
def test_escaped_text_comes_out_as_it_was(text: str) -> None:
    assert parse_html(escape(text)) == (text, [])


@settings(deadline=None)
@given(TYPED, TYPED, TYPED)
def test_an_entity_covers_exactly_what_was_tagged(before: str, inside: str, after: str) -> None:
    text, entities = parse_html(f"{escape(before)}<b>{escape(inside)}</b>{escape(after)}")
    units = text.encode("utf-16-le")
    covered = [
        units[2 * int(str(e["offset"])) :][: 2 * int(str(e["length"]))].decode("utf-16-le")
        for e in entities
    ]
    assert covered == ([inside] if inside else [])
    assert utf16_length(text) == len(units) // 2


@settings(deadline=None)
@given(st.text("<>/ab='\" &;ix#", max_size=40))
def test_any_text_is_parsed_or_refused(source: str) -> None:
    with contextlib.suppress(ApiError):
        text, entities = parse_html(source)
        assert all(int(str(e["offset"])) < utf16_length(text) for e in entities)
