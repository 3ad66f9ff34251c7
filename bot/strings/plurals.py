"""Numbers of things: the form of a word that goes with a number, by language."""

from collections.abc import Sequence

from knowledge.model import Language


def counted(number: int, forms: Sequence[str], language: Language) -> str:
    """A form with its ``{number}`` filled in; ``forms`` are as many as the language has.

    English has one and many, Russian one, few and many, Kazakh a single form.
    """
    return forms[min(_form(number, language), len(forms) - 1)].format(number=number)


def _form(number: int, language: Language) -> int:
    """Which plural form a number takes (CLDR, cardinal numbers)."""
    if language == "kk":
        return 0
    if language == "en":
        return int(number != 1)
    tens, ones = number // 10 % 10, number % 10
    if tens == 1 or ones == 0 or ones > 4:
        return 2
    return 0 if ones == 1 else 1
