"""Bold, italics and links that an app made of a text are marks in the base."""

import pytest

from bot.desk.typed_markup import Styled, marked
from knowledge.markup import Span, Style, parse, plain, problems


@pytest.mark.parametrize(
    ("text", "parts", "expected"),
    [
        ("nothing here", [], "nothing here"),
        ("so bold it is", [Styled("bold", 3, 7)], "so **bold** it is"),
        ("so bold it is", [Styled("bold", 3, 8)], "so **bold** it is"),
        ("🏕 tent", [Styled("italic", 3, 7)], "🏕 _tent_"),
        ("see this", [Styled("text_link", 4, 8, "https://a.b")], "see [this](https://a.b)"),
        ("see this", [Styled("text_link", 4, 8, "http://a.b")], "see this"),
        ("a * b", [Styled("bold", 0, 5)], "**a \\* b**"),
        ("one\ntwo", [Styled("bold", 0, 7)], "**one**\n**two**"),
        ("both of it", [Styled("bold", 0, 4), Styled("italic", 0, 4)], "**both** of it"),
        ("both of it", [Styled("italic", 2, 4), Styled("bold", 0, 7)], "**both of** it"),
        ("typed **by hand**", [], "typed **by hand**"),
        ("@name and code", [Styled("mention", 0, 5), Styled("code", 10, 14)], "@name and code"),
    ],
)
def test_what_is_styled_has_its_marks(text: str, parts: list[Styled], expected: str) -> None:
    told = marked(text, parts)
    assert told == expected
    assert problems(told) == []


def test_what_people_read_is_what_was_typed() -> None:
    text = "A_b [c] (d) \\ *e* end"
    told = marked(text, [Styled("bold", 0, len(text))])
    assert plain(told) == text
    assert parse(told) == (Span(text, Style.BOLD),)
