"""Phonetic skeletons: one Latin form for a word however it is spelled in Latin or Cyrillic letters.

People write Russian and Kazakh in Latin letters by ear: sh, w or ш, q or k, ya or ja, iy or y,
4 for ч and 6 for ш. All these spellings, and the Cyrillic word itself, get the same skeleton, so
that a word is found across alphabets by comparing skeletons.
"""

import re

_CYRILLIC = {
    **dict(zip("абвгдезиклмнопрстуф", "abvgdeziklmnoprstuf", strict=True)),
    "ж": "j",
    "й": "i",
    "х": "h",
    "ц": "c",
    "ч": "4",
    "ш": "6",
    "щ": "6",
    "ъ": "",
    "ы": "i",
    "ь": "",
    "э": "e",
    "ю": "iu",
    "я": "ia",
}
_LATIN = {
    "shch": "6",
    "sch": "6",
    "tch": "4",
    "sh": "6",
    "ch": "4",
    "zh": "j",
    "dzh": "j",
    "kh": "h",
    "ts": "c",
    "ya": "ia",
    "ja": "ia",
    "yu": "iu",
    "ju": "iu",
    "yo": "e",
    "jo": "e",
    "ye": "e",
    "gh": "g",
    "ng": "n",
    "oo": "u",
    "ee": "i",
    "ck": "k",
    "ph": "f",
    "w": "6",
    "q": "k",
    "x": "h",
    "y": "i",
    "4": "4",
    "6": "6",
    "c": "c",
}
_LONGEST = 4
_DOUBLED = re.compile(r"(.)\1+")
_WEAK_I = re.compile(r"i(?=[aeiou])")


def skeletons(word: str) -> tuple[str, ...]:
    """The skeletons of a folded word; a Latin j and w can be read in two ways and give more.

    Doubled letters are collapsed and an i before a vowel is dropped, so that "iya", "ija" and
    "ия" meet.
    """
    plain = _skeleton(word)
    other = word.replace("w", "v").replace("j", "y") if word.isascii() else word
    return (plain,) if other == word else tuple(dict.fromkeys((plain, _skeleton(other))))


def _skeleton(word: str) -> str:
    parts, place = [], 0
    while place < len(word):
        for length in range(min(_LONGEST, len(word) - place), 0, -1):
            sound = _LATIN.get(word[place : place + length])
            if sound is not None:
                break
        else:
            length, sound = 1, _CYRILLIC.get(word[place], word[place])
        parts.append(sound)
        place += length
    return _WEAK_I.sub("", _DOUBLED.sub(r"\1", "".join(parts)))
