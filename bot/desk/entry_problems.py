"""What the rules say about an entry in hand, field by field, before anything is stored."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.desk.entry_fields import FIELDS, PARTS, language_of, named, value
from knowledge import changes, edit_rules
from knowledge.edit_wording import Step
from knowledge.items import Key, Kind, Plain, from_plain
from knowledge.model import LANGUAGES, Entry, Severity, Status
from knowledge.problems import Place, Problem, entry_of
from knowledge.store import Store


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A problem and the field that it is about, empty where it is about the whole entry."""

    field: str
    problem: Problem

    @property
    def is_error(self) -> bool:
        """Whether it must be mended before anything can be stored."""
        return self.problem.severity is Severity.ERROR


def as_entry(draft: Plain) -> Entry:
    """The entry of a draft."""
    entry = from_plain(Kind.ENTRY, draft)
    assert isinstance(entry, Entry)  # noqa: S101 what its kind says
    return entry


def problems(store: Store, draft: Plain) -> list[FieldProblem]:
    """Errors and warnings, errors first; what nobody has written yet in a draft is none.

    Raises StoreError when the store cannot be read.
    """
    entry, key = as_entry(draft), Key(Kind.ENTRY, draft["id"])
    with store.reading() as connection:
        before = changes.current_in(connection, key).item
        found = edit_rules.problems(connection, [Step(key, before, entry)])
    places = ((one, _within(draft["id"], one)) for one in found)
    told = [FieldProblem(_field(place), one) for one, place in places if place]
    given = [one for one in told if _is_meant(draft, one)]
    return sorted(given, key=lambda one: not one.is_error)


def of_field(found: Sequence[FieldProblem], field: str) -> list[FieldProblem]:
    """Those about one field."""
    return [one for one in found if field and one.field == field]


def _within(entry_id: str, problem: Problem) -> Place:
    """Where a problem lies within the entry: of a check that repeats it, at what it repeats."""
    places = (problem.place, problem.other)
    return next((place for place in places if place and entry_of(place) == entry_id), ())


def _field(place: Place) -> str:
    match place:
        case ("entries", _, str(language), str(part), *_) if part in PARTS:
            return next(named(part, one) for one in LANGUAGES if one == language)
        case ("entries", _, str(field), *_) if field in FIELDS:
            return field
    return ""


def _is_meant(draft: Plain, found: FieldProblem) -> bool:
    """Whether a problem is about something that somebody wrote.

    An entry gets its id from its first question.
    """
    field = found.field
    if not draft["id"] and not field:
        return False
    is_gap = language_of(field) is not None and draft["status"] == Status.DRAFT
    return not (is_gap and not value(draft, field))
