"""Figures in any writing become plain digits: 90 000, 90k, 90 тыс, тоқсан мың -> 90000."""

import re

_UNITS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "два": 2,
    "три": 3,
    "четыре": 4,
    "пять": 5,
    "шесть": 6,
    "семь": 7,
    "восемь": 8,
    "девять": 9,
    "десять": 10,
    "двадцать": 20,
    "тридцать": 30,
    "сорок": 40,
    "пятьдесят": 50,
    "шестьдесят": 60,
    "семьдесят": 70,
    "восемьдесят": 80,
    "девяносто": 90,
    "еки": 2,
    "уш": 3,
    "торт": 4,
    "бес": 5,
    "алты": 6,
    "жети": 7,
    "сегиз": 8,
    "тогыз": 9,
    "жиырма": 20,
    "отыз": 30,
    "кырык": 40,
    "елу": 50,
    "алпыс": 60,
    "жетпис": 70,
    "сексен": 80,
    "токсан": 90,
}
_THOUSANDS = {"k", "thousand", "к", "тыс", "тысяч", "тысячи", "тысяча", "мын"}
_GLUED = re.compile(r"^(\d{1,3})(k|к|тыс|тысяч|мын)$")
_MILLENNIUM = 1000


def join_figures(words: list[str]) -> list[str]:
    """Join what is one figure to one word of digits; other words pass through unchanged.

    "90", "000" and "90", "тысяч" and "90к" and "девяносто", "тысяч" all give "90000"; "twenty",
    "five" gives "25". A lone unit word under ten stays a word ("one of them").
    """
    joined: list[str] = []
    position = 0
    while position < len(words):
        figure, used = _figure(words, position)
        joined.append(figure if used else words[position])
        position += used or 1
    return joined


def _figure(words: list[str], start: int) -> tuple[str, int]:
    """The figure that starts at a word and how many words it takes; zero words where none does."""
    glued = _GLUED.match(words[start])
    if glued:
        return str(int(glued[1]) * _MILLENNIUM), 1
    value, used = _small(words, start)
    if not used:
        return "", 0
    if words[start].isdecimal():
        while start + used < len(words) and re.fullmatch(r"\d{3}", words[start + used]):
            value, used = value * _MILLENNIUM + int(words[start + used]), used + 1
    if start + used < len(words) and words[start + used] in _THOUSANDS:
        return str(value * _MILLENNIUM), used + 1
    spelled_unit = used == 1 and value <= 10 and not words[start].isdecimal()
    return (str(value), used) if not spelled_unit else ("", 0)


def _small(words: list[str], start: int) -> tuple[int, int]:
    """A number under a thousand in digits, or under a hundred in words, and the words it takes."""
    first = words[start]
    if first.isdecimal() and len(first) <= 9:
        return int(first), 1
    value = _UNITS.get(first, 0)
    if not value:
        return 0, 0
    unit = _UNITS.get(words[start + 1], 0) if start + 1 < len(words) else 0
    if value >= 20 and 0 < unit < 10:
        return value + unit, 2
    return value, 1


def is_year(word: str) -> bool:
    """Whether a word of digits may be a year of these times."""
    return len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20")
