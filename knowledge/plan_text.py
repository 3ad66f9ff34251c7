"""A plan as lines that a person reads: what comes, what goes, field by field."""

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.items import Item, to_plain
from knowledge.plain_diff import AS_IN_FILES, Wording, walk
from knowledge.plan import Action, Origin, Plan, Step

_SOME = 5
_HEADS = {
    Action.ADD: "added",
    Action.CHANGE: "changed",
    Action.REMOVE: "removed",
    Action.KEEP: "kept, edited live since files had it",
    Action.CONFLICT: "conflict, edited both live and in the file",
}
_ORIGINS = {
    Origin.UNTOLD: "the files do not say after which change they were exported",
    Origin.FOREIGN: "the files were exported from another database, or from a state that is gone",
}


def plan_lines(plan: Plan) -> Iterator[str]:
    """The whole plan; items that agree, and those that stay as they were edited, are counted."""
    for step in plan.steps:
        if step.action is not Action.KEEP:
            yield from step_lines(step)
    if kept := plan.of(Action.KEEP):
        old = "; --overwrite takes the files' older text" if any(one.after for one in kept) else ""
        named = _some([str(one.key) for one in kept])
        yield f"kept: {len(kept)} edited live, with nothing new in the files ({named}){old}"
    if plan.left:
        left = _some([str(key) for key in plan.left])
        yield f"left: {len(plan.left)} that the files do not have ({left}); --prune removes"
    if plan.emptied:
        cells = _some([f"{column} of {key}" for key, column in plan.emptied])
        yield f"empty cells: {len(plan.emptied)} that leave what is there ({cells})"
    if plan.origin in _ORIGINS and plan.of(Action.CHANGE, Action.REMOVE):
        yield f"note: {_ORIGINS[plan.origin]}: what is old in them cannot be told from what is new"
    for remark in plan.remarks:
        yield f"note: {remark}"
    yield summary(plan)


def summary(plan: Plan) -> str:
    """One line of counts."""
    counts = [f"{len(plan.of(action))} {_HEADS[action].split(',')[0]}" for action in Action]
    return f"{', '.join(counts)}, {len(plan.agreed)} as they are"


def step_lines(step: Step) -> Iterator[str]:
    """One item and what becomes of it."""
    where = f"  ({step.where})" if step.where else ""
    change = f"  (by change {step.edited_by})" if step.edited_by else ""
    yield f"{_HEADS[step.action]}: {step.key}{change}{where}"
    yield from body_lines(step)


def body_lines(step: Step, words: Wording = AS_IN_FILES) -> Iterator[str]:
    """What becomes of an item, field by field, and indented."""
    if step.before is None:
        yield from [f"    {words.removed}"] if step.clashes else []
        yield from (f"    + {line}" for line in _title(step.after))
    elif step.after is not None:
        yield from (f"    {line}" for line in _difference(step, words))


def _difference(step: Step, words: Wording) -> Iterator[str]:
    """The fields that differ: ``- `` for what is there, ``+ `` for what comes."""
    before, after = (to_plain(one) for one in (step.before, step.after) if one)
    for found in walk(before, after):
        order = "" if found.gone or found.come else f" ({words.order})"
        clashes = any(found.path[: len(clash)] == clash for clash in step.clashes)
        both = f" ({words.both})" if clashes else ""
        yield f"{words.place(found.path)}{both}:{order}"
        for mark, values in (("-", found.gone), ("+", found.come)):
            for value in values:
                lines = words.value(found.path, value).split("\n")
                yield from (f"  {mark} {line}" for line in lines)


def _some(names: list[str]) -> str:
    more = " and others" if len(names) > _SOME else ""
    return f"{', '.join(names[:_SOME])}{more}"


def _title(item: Item | None) -> Iterator[str]:
    """A word about a new item: its questions, title or name."""
    if item is not None:
        for value in to_plain(item).values():
            if isinstance(value, Mapping):
                question: Any = value.get("question")
                yield from [question] if question else list(value.values())[:1]
