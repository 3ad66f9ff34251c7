"""What a file is by its first bytes, whatever its name says."""

import re

from knowledge.errors import FileRefused

_KNOWN = (
    (b"\xd0\xcf\x11\xe0", "is an old or encrypted workbook. Save it as XLSX."),
    (b"SQLite format 3\0", "is a whole database. Take it over with: forum-kb restore"),
    (b"%PDF", "is a PDF. Send the table that it was made of."),
    (b"{\\rtf", "is a text of a word processor. Save it as CSV UTF-8."),
    *(
        (start, "is packed in a way that is not read. Pack it as a zip.")
        for start in (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"BZh", b"\xfd7zXZ")
    ),
    *(
        (start, "is a picture. Send the table that it shows.")
        for start in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
    ),
)
_PAGE = re.compile(rb"\s*<(?:!doctype|html|\?xml|table|head|body)\b", re.IGNORECASE)
_BLANKS = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"


def refuse_other_kinds(content: bytes, name: str) -> None:
    """Say of a file that has nothing in it, or is none to import, what it is; raises FileRefused.

    Programs save web pages as .xls, and people give a file another name in place of saving it anew.
    """
    if not content.strip(_BLANKS):
        raise FileRefused(f"{name} is empty. Save it anew, with its rows in it.")
    for start, told in _KNOWN:
        if content.startswith(start):
            raise FileRefused(f"{name} {told}")
    if _PAGE.match(content.removeprefix(b"\xef\xbb\xbf")):
        raise FileRefused(f"{name} is a web page or XML. Save it as XLSX.")
