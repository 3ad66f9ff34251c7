"""The statistics as a picture: questions a day by how they ended, drawn with matplotlib.

matplotlib is an optional extra and is imported where a picture is asked for, since it takes a
second to load.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from knowledge.errors import ExtraMissing
from knowledge.plural import counted as plural
from knowledge.stats import Ending, Stats

_COLOURS = {
    Ending.ANSWER: "#2a7f62",
    Ending.NOT_TOLD: "#7f9fb5",
    Ending.SUGGEST: "#e0a030",
    Ending.DECLINE: "#b04a4a",
}
_MOST_TICKS = 12


@dataclass(frozen=True, slots=True)
class Words:
    """What is written in a chart."""

    title: str
    labels: Mapping[Ending, str]


def draw(counted: Stats, words: Words | None = None) -> bytes:
    """A PNG of 1200 by 600 pixels, in English unless the words say otherwise.

    Raises ExtraMissing where matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure
        from matplotlib.ticker import MaxNLocator
    except ImportError as error:
        raise ExtraMissing(
            "A chart needs matplotlib. Install it with: pip install 'forum-bot[charts]'"
        ) from error

    words = words or _english(counted)
    # Figure alone, without pyplot, needs no display and keeps no state.
    figure = Figure(figsize=(12, 6), dpi=100, layout="constrained")
    axes = figure.subplots()
    names = [f"{day:%d.%m}" for day in counted.days]
    below, edges = [0] * len(names), [day - 0.5 for day in range(len(names) + 1)]
    for ending, colour in _COLOURS.items():
        heights = [counts[ending] for counts in counted.days.values()]
        tops = [low + height for low, height in zip(below, heights, strict=True)]
        # One shape for all days: thousands of single bars take seconds.
        axes.stairs(
            tops, edges, baseline=below, fill=True, color=colour, label=words.labels[ending]
        )
        below = tops
    step = -(-len(names) // _MOST_TICKS)
    axes.set_xticks(range(0, len(names), step), names[::step])
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylim(0, max((*below, 1)) * 1.1)
    axes.set_title(words.title)
    axes.legend(loc="upper left", ncols=len(_COLOURS))
    picture = BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()


def _english(counted: Stats) -> Words:
    share = counted.answered_share
    answered = "" if share is None else f", {share:.0%} answered"
    period = f"{counted.since:%d.%m.%Y} to {counted.until:%d.%m.%Y}"
    told = ("answered", "not told by the article", "suggestions", "no answer")
    asked = plural(counted.questions, "question")
    return Words(f"{asked}, {period}{answered}", dict(zip(Ending, told, strict=True)))
