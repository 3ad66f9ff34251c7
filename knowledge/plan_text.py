"""A plan as lines that a person reads: what comes, what goes, field by field."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from knowledge.items import Item, to_plain
from knowledge.plan import Action, Plan, Step

_SOME = 5
_HEADS = {
    Action.ADD: "added",
    Action.CHANGE: "changed",
    Action.REMOVE: "removed",
    Action.KEEP: "kept, edited live since files had it",
    Action.CONFLICT: "conflict, edited both live and in the file",
}


def plan_lines(plan: Plan) -> Iterator[str]:
    """The whole plan; items that agree are only counted."""
    for step in plan.steps:
        yield from step_lines(step)
    if plan.left:
        some = ", ".join(str(key) for key in plan.left[:_SOME])
        more = " and others" if len(plan.left) > _SOME else ""
        yield f"left: {len(plan.left)} that the files do not have ({some}{more}); --prune removes"
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
    yield f"{_HEADS[step.action]}: {step.key}{where}"
    yield from body_lines(step)


def body_lines(step: Step) -> Iterator[str]:
    """What becomes of an item, field by field, and indented."""
    if step.action in (Action.CHANGE, Action.CONFLICT, Action.KEEP):
        for line in difference(step.before, step.after):
            yield f"    {line}"
    elif step.action is Action.ADD:
        yield from (f"    + {line}" for line in _title(step.after))


def difference(before: Item | None, after: Item | None) -> Iterator[str]:
    """The fields that differ: ``- `` for what is there, ``+ `` for what comes."""
    if before is not None and after is not None:
        yield from _mappings("", to_plain(before), to_plain(after))


def _mappings(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        if old != new:
            yield from _values(f"{name}.{key}" if name else key, old, new)


def _values(name: str, old: Any, new: Any) -> Iterator[str]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _mappings(name, old, new)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _lists(name, old, new)
    else:
        yield f"{name}:"
        yield from _marked("-", old)
        yield from _marked("+", new)


def _lists(name: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[str]:
    if any(isinstance(part, Mapping) for part in (*old, *new)):
        for number, (a, b) in enumerate(_pairs(old, new), 1):
            if a != b:
                yield from _values(f"{name} {number}", a, b)
        return
    gone = [part for part in old if part not in set(new)]
    come = [part for part in new if part not in set(old)]
    order = " (in another order)" if not gone and not come else ""
    yield f"{name}:{order}"
    for part in gone:
        yield from _marked("-", part)
    for part in come:
        yield from _marked("+", part)


def _pairs(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    for number in range(max(len(old), len(new))):
        yield (
            old[number] if number < len(old) else None,
            new[number] if number < len(new) else None,
        )


def _marked(mark: str, value: Any) -> Iterator[str]:
    """A value line by line behind its mark; nothing where there is none."""
    if value not in (None, "", [], {}):
        text = value if isinstance(value, str) else ", ".join(map(str, _leaves(value)))
        yield from (f"  {mark} {line}" for line in text.split("\n"))


def _leaves(value: Any) -> Iterator[Any]:
    parts = value.values() if isinstance(value, Mapping) else value
    for part in [value] if isinstance(value, str | int) else parts:
        yield from _leaves(part) if isinstance(part, Mapping | list) else [part]


def _title(item: Item | None) -> Iterator[str]:
    """A word about a new item: its questions, title or name."""
    if item is not None:
        for value in to_plain(item).values():
            if isinstance(value, Mapping):
                question = value.get("question")
                yield from [question] if question else list(value.values())[:1]
