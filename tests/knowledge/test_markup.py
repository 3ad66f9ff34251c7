import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.markup import Span, Style, escape, parse, plain, problems

MARKED_TEXT = st.text(st.sampled_from("ab *_[]()\\\n<>/:.жқ") | st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", ()),
        ("no marks", (Span("no marks"),)),
        ("**bold**", (Span("bold", Style.BOLD),)),
        ("_italic_", (Span("italic", Style.ITALIC),)),
        ("[text](https://a.kz/b_c)", (Span("text", Style.LINK, "https://a.kz/b_c"),)),
        ("on **6 March** 2024", (Span("on "), Span("6 March", Style.BOLD), Span(" 2024"))),
        (
            "**«Самрук»**, _ТДМ_",
            (Span("«Самрук»", Style.BOLD), Span(", "), Span("ТДМ", Style.ITALIC)),
        ),
        ("**2 * 2**", (Span("2 * 2", Style.BOLD),)),
        (r"**a \* b**", (Span("a * b", Style.BOLD),)),
    ],
)
def test_marks_become_spans(text: str, spans: tuple[Span, ...]) -> None:
    assert parse(text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "**open",
        "close**",
        "** blank ** inside",
        "****",
        "snake_case_name",
        "_open",
        "2 * 3 * 4",
        "[text]",
        "[text](http://not.secure)",
        "[text](javascript:alert)",
        "**over\nlines**",
        "a < b",
        "<b>x</b>",
    ],
)
def test_what_is_no_mark_stays_literal(text: str) -> None:
    assert parse(text) == (Span(text),)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"\*\*a\*\*", "**a**"),
        (r"\_a\_", "_a_"),
        (r"\[a](https://a.kz)", "[a](https://a.kz)"),
        (r"\\", "\\"),
        (r"C:\path", r"C:\path"),
    ],
)
def test_a_backslash_makes_a_mark_literal(text: str, shown: str) -> None:
    assert parse(text) == (Span(shown),)


@given(MARKED_TEXT)
def test_escaped_text_is_shown_as_it_was(text: str) -> None:
    assert plain(escape(text)) == text
    assert all(span.style is Style.PLAIN for span in parse(escape(text)))


@given(MARKED_TEXT)
def test_spans_are_never_empty_and_plain_ones_never_adjoin(text: str) -> None:
    spans = parse(text)
    assert all(span.text for span in spans)
    styles = [span.style for span in spans]
    assert (Style.PLAIN, Style.PLAIN) not in pairwise(styles)


@given(MARKED_TEXT)
def test_only_links_have_an_address(text: str) -> None:
    for span in parse(text):
        assert (span.style is Style.LINK) == span.href.startswith("https://")


@given(MARKED_TEXT)
def test_escaped_text_has_no_problems_but_html(text: str) -> None:
    assert [problem for problem in problems(escape(text)) if "HTML" not in problem] == []


@pytest.mark.parametrize(
    "text", ["plain", "**a** and _b_", "[a](https://a.kz)", "snake_case", "2 * 2 < 5", r"\*\* \_a"]
)
def test_good_markup_has_no_problems(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("**a", "** stands without its partner"),
        ("**a** b**", "** stands without its partner"),
        ("_a", "_ stands without its partner"),
        ("a_ b", "_ stands without its partner"),
        ("[a](http://a.kz)", "a link is not of the form [text](https://address)"),
        ("<b>a</b>", "HTML is not read, only **bold**, _italic_ and links"),
        ("**a _b_ c**", "marks inside marks are not read: a _b_ c"),
        ("**[a](https://a.kz)**", "marks inside marks are not read: [a](https://a.kz)"),
    ],
)
def test_a_mistake_in_the_marks_is_named(text: str, problem: str) -> None:
    assert problems(text) == [problem]


@pytest.mark.parametrize(
    "part", ["**a", "_a ", "[a", "[a](https://x", "\\", "**\\", "<a", "**a\\*", "*", "("]
)
def test_time_grows_with_the_length_only(part: str) -> None:
    def cpu_seconds(repeated: int) -> float:
        started = time.process_time()
        problems(part * repeated)
        return time.process_time() - started

    short = min(cpu_seconds(1_000) for _ in range(3))
    long = min(cpu_seconds(20_000) for _ in range(3))
    # Twenty times the text: a quadratic scan would take four hundred times as long.
    assert long < 100 * max(short, 0.0005)
