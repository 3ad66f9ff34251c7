"""Personal data in a text becomes a mark: phones, e-mail addresses, IINs and card numbers.

Figures that a question is about (90 000, 2024, 06.03.2024) stay. A number is judged by all of its
groups of digits, since a part alone does not tell a phone from a figure. Where both are possible
it is masked: a question is still understood without a figure. Every pattern runs in linear time.
"""

import re
from collections.abc import Sequence
from itertools import accumulate

# A run of letters is tried once, from its start, and never given back (the possessive ``++``).
_LOCAL_PART = r"[\w.!#$%&'*+/=?^`{|}~-]"
_EMAIL = re.compile(rf"(?<!{_LOCAL_PART}){_LOCAL_PART}++@[\w-]++(?:\.[\w-]++)++")
# A gap has no digit in it, so there is one way only to match a row of groups.
_GAP = r"[\s().\-/_\u00ad\u00b7\u2010-\u2015\u2022\u2212\u200b-\u200d\u2060\ufeff]{0,3}"
_ROW = re.compile(rf"\+?\(?\d(?:{_GAP}\d)*")
_GROUP = re.compile(r"\d+")
_YEAR = r"(?:19|20)\d\d"
_YEAR_ALONE = re.compile(_YEAR)
_DATE = re.compile(
    rf"(?<!\d)(?:\d\d?([./-])\d\d?\1{_YEAR}|{_YEAR}([./-])\d\d?\2\d\d?"
    rf"|(?<!\d[-–—]){_YEAR}[-–—]{_YEAR}(?![-–—]\d))(?!\d)"
)

# Area codes of Kazakhstan begin with 7, those of Russia with 3, 4, 8 or 9.
_NATIONAL = re.compile(r"[78][34789]\d{9}")
_WITHOUT_EIGHT = re.compile(r"7[0-8]\d{8}")
_FROM_ABROAD = re.compile(r"00[1-9]\d{7,12}")
# Six digits in pairs are a date as well, unless they begin with what is no day.
_LOCAL = re.compile(r"(?:\d{3}|3[2-9]|[4-9]\d)-\d\d-\d\d")
_AREA_CODE = re.compile(r"\(\d{3,5}\)")
# Year, month and day of birth, century and sex, four digits of a series, one that checks all.
_IIN = re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[0-6]\d{5}")
_CARD_GROUPS = ((4, 6, 5), (4, 6, 4))

_MARK = re.compile(r"\[(?:e-mail|IIN|card|phone|number)\]")
_BLANK_BEFORE = re.compile(r" (?=[,.;:?!])")

_SHORTEST, _LONGEST = 6, 19
"""Digits of the numbers that are looked for: from a local phone to a card."""

_MOST_GROUPS = 6
"""Only a phone is ever written in more groups."""

_PHONES, _PLAIN_PHONES = range(9, 16), range(10, 12)
"""How many digits it has then: with a plus, brackets or zeros before it, and without."""

_LONG_FIGURE = 9
"""An unbroken number of so many digits is no figure, unless it is round."""


def masked(text: str) -> str:
    """The text with ``[phone]``, ``[e-mail]``, ``[IIN]``, ``[card]`` in place of personal data.

    Other long numbers, as of documents and accounts, become ``[number]``. Masking a masked text
    changes nothing.
    """
    return _ROW.sub(_mask_row, _EMAIL.sub("[e-mail]", text))


def unmarked(text: str) -> str:
    """A masked text without its marks, and without the blanks that they leave."""
    return _BLANK_BEFORE.sub("", " ".join(_MARK.sub(" ", text).split())).strip(" ,;:")


def _mask_row(row: re.Match[str]) -> str:
    """The row with its dates and figures as they are; what lies between dates is judged apart."""
    text, done, parts = row[0], 0, []
    for date in _DATE.finditer(text):
        parts += [_mask_numbers(text[done : date.start()]), date[0]]
        done = date.end()
    return "".join((*parts, _mask_numbers(text[done:])))


def _mask_numbers(text: str) -> str:
    groups = list(_GROUP.finditer(text))
    done, place, parts = 0, 0, []
    while place < len(groups):
        start = groups[place].start()
        while start > done and text[start - 1] in "+(":
            start -= 1
        size, mark = _longest_number(text, start, groups[place : place + _LONGEST])
        if mark:
            parts += [text[done:start], mark]
            done = groups[place + size - 1].end()
        place += size
    return "".join((*parts, text[done:]))


def _longest_number(text: str, start: int, groups: Sequence[re.Match[str]]) -> tuple[int, str]:
    """Of how many groups the longest number at the start of these is, and its mark; (1, "")."""
    if len(groups[0][0]) > _LONGEST:
        groups = groups[:1]
    written = [_digits(group[0]) for group in groups]
    lengths = list(accumulate(map(len, written)))
    is_plain = text[start] != "+" and "(" not in text[start : groups[-1].end()]
    torn = _PLAIN_PHONES if is_plain and written[0][0] != "0" else _PHONES
    for size in range(len(groups), 0, -1):
        most = _LONGEST if size <= _MOST_GROUPS else 0
        if _SHORTEST <= lengths[size - 1] <= most or lengths[size - 1] in torn or size == 1:
            mark = _mark(text[start : groups[size - 1].end()], written[:size])
            if mark:
                return size, mark
    return 1, ""


def _digits(group: str) -> str:
    """The group in European digits, whatever script it is written in."""
    return group if group.isascii() else "".join(str(int(digit)) for digit in group)


def _mark(written: str, groups: Sequence[str]) -> str:
    """What a number is masked with; empty for a figure."""
    digits = "".join(groups)
    if 13 <= len(digits) <= _LONGEST and _is_card(groups, digits):
        return "[card]"
    if len(digits) == 12 and _is_iin(groups, digits):
        return "[IIN]"
    if len(digits) <= 15 and _is_phone(written, groups, digits):
        return "[phone]"
    is_long = len(groups) == 1 and len(digits) >= _LONG_FIGURE
    return "[number]" if is_long and not digits.endswith("000") else ""


def _is_card(groups: Sequence[str], digits: str) -> bool:
    sizes = tuple(map(len, groups))
    by_fours = set(sizes[:-1]) == {4} and sizes[-1] <= 4
    if not (len(groups) == 1 or by_fours or sizes in _CARD_GROUPS):
        return False
    return _luhn(digits) and not all(_YEAR_ALONE.fullmatch(group) for group in groups)


def _luhn(digits: str) -> bool:
    """Whether the last digit fits the others, as in every card number."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0


def _is_iin(groups: Sequence[str], digits: str) -> bool:
    if len(groups) > 6 or not _IIN.fullmatch(digits) or digits.endswith("0000"):
        return False
    return not _by_thousands(groups) or _iin_checks(digits)


def _iin_checks(digits: str) -> bool:
    """Whether the last digit fits the others: sums modulo 11 with weights 1..11, then 3..11,1,2."""
    *others, last = map(int, digits)
    for shift in (0, 2):
        total = sum(((i + shift) % 11 + 1) * digit for i, digit in enumerate(others)) % 11
        if total < 10:
            return total == last
    return False


def _is_phone(written: str, groups: Sequence[str], digits: str) -> bool:
    if digits.endswith("00000"):
        return False
    if written.startswith("+"):
        return 9 <= len(digits) <= 15 and not digits.endswith("000")
    if _LOCAL.fullmatch(written):
        return True
    if _by_thousands(groups):
        return False
    if _AREA_CODE.search(written) and 9 <= len(digits) <= 11:
        return True
    is_split_well = len(groups) == 1 or len(groups[0]) == 3
    return bool(
        _NATIONAL.fullmatch(digits)
        or (is_split_well and _WITHOUT_EIGHT.fullmatch(digits))
        or _FROM_ABROAD.fullmatch(digits)
    )


def _by_thousands(groups: Sequence[str]) -> bool:
    first, *rest = groups
    return bool(rest) and len(first) <= 3 and all(len(group) == 3 for group in rest)
