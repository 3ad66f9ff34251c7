"""Options that commands share, each as one decorator."""

import getpass
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial, wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from knowledge.change_log import Author
from knowledge.errors import KnowledgeError, NotFound, StoreCorrupt
from knowledge.model import LANGUAGES
from knowledge.opening import open_current
from knowledge.problems import line_problems
from knowledge.store import Store, default_path, open_store, store_in_memory
from knowledge.store_file import is_there

_Command = TypeVar("_Command", bound=Callable[..., Any])


class _UserPath(click.Path):
    """A path in which ``~`` is the user's home, also where the shell has left it: ``--db=~/x``."""

    def convert(self, value: Any, *_: object) -> Path:
        return expanded(str(value))


PATH = _UserPath(path_type=Path)

# What a shell sets when it asks for the words that may come next.
COMPLETION_VARIABLE = "_FORUM_KB_COMPLETE"

# Of an author, in characters.
MAX_NAME = 100

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def language_option(text: str) -> Callable[[_Command], _Command]:
    """``--language``, English unless it is given; ``text`` is its help."""
    return click.option(
        "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help=text
    )


def complete_ids(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """The ids of entries, topics and people that begin so, for shells."""
    with suppress(KnowledgeError, click.ClickException, OSError):
        path = database_path(context.params.get("db"))
        if is_there(path):
            with open_store(path) as store:
                base = store.load()
            ids = (*base.entries, *base.topics, *base.people)
            return [name for name in ids if name.startswith(begun)]
    return []


def with_store(command: Callable[..., None]) -> Callable[..., None]:
    """``--base`` and ``--db``: the command gets ``store``, open, and closed after it."""

    @click.option("--base", type=PATH, help="A folder of YAML files to use in place of the store.")
    @click.option("--db", type=PATH, help="The database file of the store to use.")
    @wraps(command)
    def with_open_store(*args: Any, base: Path | None, db: Path | None, **kwargs: Any) -> None:
        with _open(base, db) as store:
            command(*args, store=store, **kwargs)

    return with_open_store


def with_live_store(command: Callable[..., None]) -> Callable[..., None]:
    """``--db``: the command gets ``store``, the one that lives, to be written."""

    @click.option("--db", type=PATH, help="The database file.")
    @wraps(command)
    def with_open_store(*args: Any, db: Path | None, **kwargs: Any) -> None:
        with open_database(db) as store:
            command(*args, store=store, **kwargs)

    return with_open_store


def with_path(command: Callable[..., None]) -> Callable[..., None]:
    """``--db``: the command gets ``path``, where the database lies or would lie."""

    @click.option("--db", type=PATH, help="The database file.")
    @wraps(command)
    def with_found_path(*args: Any, db: Path | None, **kwargs: Any) -> None:
        command(*args, path=database_path(db), **kwargs)

    return with_found_path


def _good_name(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
    if name is None:
        return None
    for problem in line_problems((), name, "name"):
        raise click.BadParameter(f"{problem.message}. {problem.remedy}")
    if len(name) > MAX_NAME:
        raise click.BadParameter(f"{len(name)} characters are too many: at most {MAX_NAME}.")
    return name


def with_author(command: Callable[..., None]) -> Callable[..., None]:
    """``--as``: the command gets ``author``, the user of this machine unless another is named."""

    @click.option(
        "--as", "name", callback=_good_name, help="Who makes the change, where it is not you."
    )
    @wraps(command)
    def with_known_author(*args: Any, name: str | None, **kwargs: Any) -> None:
        command(*args, author=Author(name or _login(), "command line"), **kwargs)

    return with_known_author


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "somebody"  # a user number without a name, as in containers


def _open(base: Path | None, db: Path | None) -> Store:
    if base and db:
        raise click.UsageError("Give --base or --db, not both.")
    if base:
        # Only where files are read: parsing YAML is no part of a normal start.
        from knowledge.yaml_files import read_base

        return store_in_memory(read_base(base))
    return open_database(db)


def open_database(db: Path | None) -> Store:
    """The store at ``db``, or where the settings say; raises NotFound where ``db`` is not there."""
    if db and not is_there(db):
        raise no_database(db)
    if db and db.is_file() and not db.stat().st_size:
        remedy = f"Restore a backup, or remove it and say: forum-kb create {db}"
        raise StoreCorrupt(f"The database {db} is empty. {remedy}")
    path = database_path(db)
    if not is_there(path) and path != default_path():
        click.echo(f"{path} is new and gets the base that comes with the program.", err=True)
    return open_current(path, partial(click.echo, err=True))


def database_path(db: Path | None) -> Path:
    """The database file: the one that is named, else the one of the settings, else the user's."""
    return db or _set_path(os.environ, Path(".env")) or default_path()


def no_database(path: Path) -> NotFound:
    """A named database must be there: a mistyped name would make an empty one in silence."""
    remedy = f"Check the name, or make a new one with: forum-kb create {path}"
    return NotFound(f"There is no database {path}. {remedy}")


def expanded(path: str) -> Path:
    """The path with ``~`` and ``~user`` at its beginning written out."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        message = f"There is no user {path.split('/')[0]!r} on this machine: write the whole path."
        raise click.UsageError(message) from None


def _set_path(environ: Mapping[str, str], env_file: Path) -> Path | None:
    """The path that FORUM_BOT_DB sets, in the environment or else in ``.env``."""
    if "FORUM_BOT_DB" not in environ and env_file.is_file():
        environ = _written_settings(env_file)
    path = environ.get("FORUM_BOT_DB", "").strip()
    return expanded(path) if path else None


def _written_settings(env_file: Path) -> dict[str, str]:
    from dotenv import dotenv_values

    try:
        written = dotenv_values(env_file, interpolate=False, encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError(f"{env_file} is not UTF-8 text: save it as UTF-8.") from None
    except OSError as error:
        message = f"{env_file} cannot be read ({error.strerror}): allow it or remove the file."
        raise click.UsageError(message) from None
    return {name: value for name, value in written.items() if value is not None}
