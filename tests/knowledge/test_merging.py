"""Two sets of changes to one item: each value by itself, and both sides named where they meet."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.drafts import value_at
from knowledge.merging import Merged, merged

VALUES = st.sampled_from(["a", "b", "c"])
FORMS = st.fixed_dictionaries(
    {
        "notes": VALUES,
        "en": st.fixed_dictionaries({"answer": VALUES, "phrasings": st.lists(VALUES, unique=True)}),
        "paragraphs": st.lists(st.fixed_dictionaries({"report": VALUES}), min_size=2, max_size=2),
    }
)
PLACES = [("notes",), ("en", "answer"), ("paragraphs", 0, "report"), ("paragraphs", 1, "report")]


@settings(max_examples=200, deadline=None)
@given(base=FORMS, file=FORMS, now=FORMS)
def test_a_value_comes_from_the_side_that_changed_it_and_clashes_where_both_did(
    base: Any, file: Any, now: Any
) -> None:
    both = merged([base], file, now)
    for place in PLACES:
        was, theirs, ours = (value_at(form, place) for form in (base, file, now))
        clash = ours not in (was, theirs) and theirs != was
        assert (place in both.clashes) == clash
        assert value_at(both.taken, place) == (ours if theirs == was else theirs)
        assert value_at(both.kept, place) == (ours if theirs == was or clash else theirs)


@settings(max_examples=200, deadline=None)
@given(base=FORMS, file=FORMS, now=FORMS)
def test_an_element_of_a_list_is_there_unless_one_side_took_it_out(
    base: Any, file: Any, now: Any
) -> None:
    both = merged([base], file, now)
    was, theirs, ours = (set(form["en"]["phrasings"]) for form in (base, file, now))
    got = both.kept["en"]["phrasings"]
    assert set(got) == (theirs & ours) | (theirs - was) | (ours - was)
    assert len(set(got)) == len(got)


@settings(max_examples=100, deadline=None)
@given(first=FORMS, second=FORMS, now=FORMS)
def test_what_any_of_several_bases_has_is_nothing_new(first: Any, second: Any, now: Any) -> None:
    assert merged([first, second], first, now) == Merged(now, now)
    assert merged([first, second], second, now) == Merged(now, now)


@pytest.mark.parametrize(
    ("bases", "file", "now", "expected"),
    [
        ([None], {"a": "x"}, None, Merged({"a": "x"}, {"a": "x"})),
        ([{"a": "x"}], {"a": "x"}, None, Merged(None, None)),
        ([{"a": "x"}], {"a": "y"}, None, Merged(None, {"a": "y"}, ((),))),
        ([None], {"a": "x"}, {"a": "y"}, Merged({"a": "y"}, {"a": "x"}, (("a",),))),
        ([None], {"a": ["x"]}, {"a": ["y"]}, Merged({"a": ["x", "y"]}, {"a": ["x", "y"]})),
        ([{"a": ["x", "y"]}], {"a": ["y", "x"]}, {"a": ["x", "y"]}, "file"),
        ([{"a": ["x"]}], {"a": ["v", "x"]}, {"a": ["x", "w"]}, {"a": ["v", "x", "w"]}),
    ],
)
def test_what_is_new_gone_or_in_another_order(
    bases: Any, file: Any, now: Any, expected: Any
) -> None:
    got = merged(bases, file, now)
    if isinstance(expected, Merged):
        assert got == expected
    else:
        assert got.kept == (file if expected == "file" else expected)
