"""Numbers of things in the English of the command line and of the history."""


def counted(number: int, one: str, many: str = "") -> str:
    """A number and what it counts: ``1 question``, ``1,200 questions``.

    ``many`` is needed where an s does not make it of ``one``.
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
