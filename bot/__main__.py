"""The command ``forum-bot``: run on Telegram, or chat in the terminal."""

import argparse
import gc
import logging
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from bot import logs
from bot.settings import Settings, SettingsError, read_environment
from knowledge.errors import KnowledgeError

log = logging.getLogger("bot")

# MB of memory; most of the time it takes half.
ENOUGH = 250

_EPILOG = """\
exit codes: 0 stopped as asked, 1 cannot run (database, full disk, no network) or not well,
2 a setting or an argument is missing or wrong, or Telegram refuses it: it is of no use to start
again

Settings come from the environment and from a file .env in the current folder;
.env.example explains each of them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code."""
    _survive_closed_streams()
    asked = _parser().parse_args(arguments)
    # Nothing that is loaded at the start is garbage, and looking for it takes a tenth of the time.
    # The search begins once all is loaded, in ``bot.app.opened``.
    gc.disable()
    try:
        environ = read_environment(Path.cwd(), os.environ)
        return {"chat": _chat, "health": _health}.get(asked.command, _run)(environ)
    except (SettingsError, KnowledgeError) as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    except (KeyboardInterrupt, _Stopped):
        sys.stderr.write("Stopped.\n")
        return 0
    except Exception:
        log.critical("This should not have happened", exc_info=True)
        return 1


def _run(environ: Mapping[str, str]) -> int:
    settings = Settings.from_env(environ)
    token = settings.needed_token()
    # Until the bot runs and stops in order, it ends with one line. Python's own KeyboardInterrupt
    # would not do: caught while a class is made, it still ends the process as if it were not.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    # Imported late: to show the help, or a wrong setting, takes no library.
    import asyncio

    from bot.app import opened
    from bot.outage import CannotRun
    from bot.proxy import secrets
    from bot.room import when_there_is_room
    from bot.run import run

    hook = [settings.webhook.secret.reveal()] if settings.webhook else []
    logs.set_up(settings.log_level, [token, *hook, *secrets()])
    try:
        with ExitStack() as stack:
            enter = stack.enter_context
            services = when_there_is_room(lambda: enter(opened(settings, log.info)))
            asyncio.run(run(services))
    except (CannotRun, KnowledgeError) as error:
        log.critical("%s", error)
        return error.exit_code
    except MemoryError:
        log.critical("There is not enough memory: %s MB are, also for a change of the base", ENOUGH)
        return 1
    except _Stopped:
        log.info("Stopped while it started")
    return 0


class _Stopped(SystemExit):
    """A signal to stop before the bot runs; no library takes a SystemExit for a failure."""


def _stop(*_: object) -> None:
    raise _Stopped(0)


def _survive_closed_streams() -> None:
    """Whoever starts this without output, as some supervisors do, gets none, and no failure."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115


def _health(environ: Mapping[str, str]) -> int:
    settings = Settings.from_env(environ)
    from bot.pulse import look, pulse_path
    from knowledge.store import default_path

    is_well, line = look(pulse_path(settings.store or default_path(), settings.needed_token()))
    sys.stdout.write(f"{line}\n")
    return 0 if is_well else 1


def _chat(environ: Mapping[str, str]) -> int:
    # Nothing about Telegram is needed here, so nothing about it can be wrong.
    rest = {name: value for name, value in environ.items() if not name.startswith("TELEGRAM_")}
    settings = Settings.from_env(rest)
    logs.set_up("WARNING")
    from bot.terminal import chat

    chat(settings, environ)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="forum-bot",
        description="Answers questions about one forum, in Kazakh, Russian and English.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "command",
        nargs="?",
        choices=("run", "chat", "health"),
        default="run",
        help="run: on Telegram, needs TELEGRAM_TOKEN (this is the default);"
        " chat: here in the terminal, needs no token and no network;"
        " health: whether the bot that runs with these settings is well, for supervisors",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    return parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from bot.starting import version

        sys.stdout.write(f"forum-bot {version()}\n")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
