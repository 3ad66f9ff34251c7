"""A text in a file of its own that a person edits until it is right, and that is never lost."""

import tempfile
from codecs import BOM_UTF8
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from knowledge.errors import BaseInvalid, GivenUp
from knowledge.model import Finding

# Lines that we write on top, and take off again.
_OURS = b"#!"
# An editor that is no person could change a text for ever without making it right.
_ROUNDS = 50


class NotYet(Exception):
    """The text cannot be taken as it is; the lines say why, and the person goes on."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(lines))


class Draft:
    """A file with a text that waits to be edited."""

    def __init__(self, name: str, text: bytes, unchanged: bytes | None, resume: str) -> None:
        """Write the file.

        ``name`` is what the person sees in the editor; ``unchanged`` the text that changes nothing,
        None where every text does; ``resume`` the command that goes on with the file behind it.
        """
        self._path = Path(tempfile.mkdtemp(prefix="forum-kb-")) / f"{name}.yaml"
        self._text = text
        self._unchanged = unchanged
        self._resume = resume
        self._path.write_bytes(text)

    def edit_until(self, take: Callable[[bytes], None]) -> bool:
        """Open the editor until ``take`` takes the text; False where it was left as it is.

        ``take`` raises BaseInvalid or NotYet for what cannot be taken; the text then opens again
        with that on top. A text that is left as it is then, or emptied, gives up. Whatever ends
        this before the text is taken, GivenUp and other errors too, the text is kept in its file.
        """
        try:
            taken = self._edit_until(take)
        except BaseException:
            self._keep()
            raise
        self._remove()
        return taken

    def _edit_until(self, take: Callable[[bytes], None]) -> bool:
        wrong: Sequence[str] = ()
        refused = self._unchanged
        for _ in range(_ROUNDS):
            text = self._edited(wrong)
            if _is_blank(text):
                raise GivenUp("Nothing was changed: the file was emptied.")
            if text == refused:
                if wrong:
                    raise GivenUp("Nothing was changed: what was wrong is still there.")
                return False
            self._text = refused = text
            try:
                take(text)
            except BaseInvalid as error:
                wrong = _mistakes(error.findings)
            except NotYet as error:
                wrong = error.lines
            else:
                return True
        raise GivenUp("Nothing was changed: the text was not right after many attempts.")

    def _edited(self, wrong: Sequence[str]) -> bytes:
        on_top = "".join(f"{_OURS.decode()} {line}\n" for line in wrong)
        self._path.write_bytes(on_top.encode() + self._text)
        try:
            click.edit(filename=str(self._path))
        except ValueError as error:  # no closing quotation
            remedy = "Mend the quotes in EDITOR (or VISUAL)."
            raise GivenUp(
                f"Nothing was changed: EDITOR cannot be read: {error}. {remedy}"
            ) from None
        except click.ClickException as error:
            remedy = "Set EDITOR to one that you have, such as nano."
            raise GivenUp(f"Nothing was changed: {error.format_message()}. {remedy}") from None
        saved = self._path.read_bytes().removeprefix(BOM_UTF8)
        lines = saved.splitlines(keepends=True)
        return b"".join(line for line in lines if not line.startswith(_OURS))

    def _keep(self) -> None:
        """Say where the text is, unless nobody has written anything."""
        if self._text == self._unchanged:
            self._remove()
            return
        self._path.write_bytes(self._text)
        told = f"Your text is kept in {self._path}"
        click.echo(f"{told}; go on with: {self._resume} {self._path}", err=True)

    def _remove(self) -> None:
        self._path.unlink(missing_ok=True)
        for left in self._path.parent.iterdir():
            left.unlink()  # what an editor keeps beside a file
        self._path.parent.rmdir()


def _mistakes(findings: Sequence[Finding]) -> list[str]:
    """What is wrong, with the lines as they are once this stands above the text."""
    head = "Not stored yet: mend what follows and save. Lines like this one go by themselves."
    shift = 1 + len(findings)
    return [head, *(_mistake(finding, shift) for finding in findings)]


def _mistake(finding: Finding, shift: int) -> str:
    where = f"line {finding.line + shift}: " if finding.line else ""
    return " ".join(f"{where}{finding.message}. {finding.remedy}".split())


def _is_blank(text: bytes) -> bool:
    return all(not line.strip() or line.startswith(b"#") for line in text.splitlines())
