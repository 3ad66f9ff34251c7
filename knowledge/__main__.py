"""``forum-kb``, also as ``python -m knowledge``: the command line with one line for every error."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

import click

from knowledge.cli import forum_kb
from knowledge.cli.options import COMPLETION_VARIABLE
from knowledge.cli.output import harmless
from knowledge.errors import KnowledgeError

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 for done, 1 for findings, 2 for wrong usage."""
    _open_what_is_closed()
    _speak_utf8()
    if asked := os.environ.get(COMPLETION_VARIABLE):
        from click.shell_completion import shell_complete  # only shells ask for it

        return shell_complete(forum_kb, {}, "forum-kb", COMPLETION_VARIABLE, asked)
    try:
        words = list(sys.argv[1:] if arguments is None else arguments)
        with forum_kb.make_context("forum-kb", words) as context:
            forum_kb.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        return _fail(error.format_message(), error.exit_code)
    except KnowledgeError as error:
        return _fail(str(error), error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        # Who reads has had enough; what is still buffered must not fail once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except UnicodeEncodeError:
        # Arguments may be any bytes; only paths and questions can do with those.
        return _fail("An argument is no UTF-8 text: type it again, or check the terminal.", 2)
    except OSError as error:
        return _fail(f"{error.strerror or error}. Make room or check permissions.", 1)
    return 0


def _fail(message: str, exit_code: int) -> int:
    click.echo(harmless(message), err=True)
    return exit_code


def _open_what_is_closed() -> None:
    """Streams that the caller closed (``>&-``) go nowhere; Python has None in their place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - to the end


def _speak_utf8() -> None:
    """Three scripts need UTF-8 wherever we write; half a surrogate pair becomes a ?."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
