"""The settings: read from a mapping, checked one by one, and named in every complaint."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

TELEGRAM_URL = "https://api.telegram.org/bot"
HEALTH_PATH = "/health"
_LISTEN = "127.0.0.1:8080"
KEEP_QUESTIONS_DAYS = 90
# The forum is in Kazakhstan.
TIME_ZONE = "Asia/Almaty"

# BotFather gives the number of the bot, a colon and 35 of these characters.
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_TOKEN_ANYWHERE = re.compile(r"\d{5,}(?::|%3A)[A-Za-z0-9_-]{20,}")
# https://core.telegram.org/bots/api#setwebhook
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_DAYS = re.compile(r"[0-9]{1,4}")
_HOUR = re.compile(r"[0-9]{1,2}")
_USER_ID = re.compile(r"[1-9][0-9]{0,15}")


class SettingsError(Exception):
    """A setting is missing or wrong; ``str()`` is one line: which, what is wrong, what to write."""

    exit_code = 2

    def __init__(self, told: str) -> None:
        # A token may have been written behind another name, and messages show what is written.
        super().__init__(_TOKEN_ANYWHERE.sub("***", told))


class SettingMissing(SettingsError):
    """A setting that is needed is not there."""


class SettingInvalid(SettingsError):
    """A setting has a value that cannot be meant."""


class Secret:
    """A text that shows itself only to those who ask by name: ``reveal()``."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The secret itself."""
        return self._value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "Secret('***')"


@dataclass(frozen=True, slots=True)
class Webhook:
    """The address that Telegram brings updates to, and the secret that it shows."""

    url: str
    secret: Secret


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an operator can set. ``store`` is None for the user's data folder.

    ``maintainers`` are the Telegram ids of those who may change the base from Telegram.

    ``digest_hour`` is when they are told each day what waits; None for never. That, and what
    they are shown, is in ``time_zone``.

    ``webhook`` is None for polling, ``listen``, host and port, for no HTTP server.

    ``keep_questions_days`` is how long a question stays in the log; 0 is for no log at all.
    """

    token: Secret | None = None
    base_url: str = TELEGRAM_URL
    store: Path | None = None
    log_level: str = "INFO"
    keep_questions_days: int = KEEP_QUESTIONS_DAYS
    webhook: Webhook | None = None
    listen: tuple[str, int] | None = None
    maintainers: frozenset[int] = frozenset()
    digest_hour: int | None = None
    time_zone: str = TIME_ZONE

    @property
    def zone(self) -> tzinfo:
        """The time zone; the settings were refused if this machine did not know it."""
        return _zone(self.time_zone)

    @property
    def file_url(self) -> str:
        """Where files lie that people send, at the same server as ``base_url``."""
        return f"{self.base_url.removesuffix('/bot')}/file/bot"

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """The settings that ``environ`` holds; an empty value counts as not set.

        Raises SettingInvalid for a value that cannot be meant.
        """
        store = _value(environ, "FORUM_BOT_DB")
        token = _token(_value(environ, "TELEGRAM_TOKEN"))
        webhook = _webhook(environ, token)
        listen = _value(environ, "FORUM_BOT_LISTEN") or (_LISTEN if webhook else "")
        maintainers = _maintainers(_value(environ, "MAINTAINERS"))
        return cls(
            token=token,
            base_url=_base_url(_value(environ, "TELEGRAM_BASE_URL")),
            store=_path("FORUM_BOT_DB", store) if store else None,
            log_level=_log_level(_value(environ, "LOG_LEVEL")),
            keep_questions_days=_days(_value(environ, "KEEP_QUESTIONS_DAYS")),
            webhook=webhook,
            listen=_listen(listen) if listen else None,
            maintainers=maintainers,
            digest_hour=_hour(_value(environ, "DIGEST_HOUR")),
            time_zone=_time_zone(_value(environ, "TIME_ZONE"), is_needed=bool(maintainers)),
        )

    def needed_token(self) -> str:
        """The token itself; SettingMissing, where there is none, says how to get one."""
        if self.token is None:
            raise SettingMissing(
                "TELEGRAM_TOKEN is not set: write to @BotFather in Telegram, send /newbot,"
                " and put the token that you get into a file .env as TELEGRAM_TOKEN=...\n"
                "To talk to the bot without a token, here in the terminal: forum-bot chat"
            )
        return self.token.reveal()


def read_environment(folder: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """What ``.env`` in ``folder`` sets, overruled by the real environment.

    Raises SettingInvalid when the file is there and cannot be read.
    """
    file = folder / ".env"
    if not file.is_file():
        return dict(environ)
    # Imported only where there is a file: every millisecond of the start counts.
    from dotenv import dotenv_values

    try:
        written = dotenv_values(file, interpolate=False, encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SettingInvalid(f"{file} is not UTF-8 text: save it in UTF-8.") from None
    except OSError as error:
        raise SettingInvalid(f"{file} cannot be read ({error.strerror}): allow it.") from None
    return {name: value for name, value in written.items() if value is not None} | dict(environ)


def _value(environ: Mapping[str, str], name: str) -> str:
    return environ.get(name, "").strip()


def _path(name: str, value: str) -> Path:
    try:
        return Path(value).expanduser()
    except RuntimeError:
        user = value.split("/")[0]
        raise SettingInvalid(
            f"{name} begins with {user}, and this machine has no such user: write the whole path."
        ) from None


def _token(value: str) -> Secret | None:
    if not value:
        return None
    if not _TOKEN.fullmatch(value):
        raise SettingInvalid(
            "TELEGRAM_TOKEN does not look like a token: copy it from @BotFather whole,"
            " digits, a colon and letters, without spaces or quotes."
        )
    return Secret(value)


def _base_url(value: str) -> str:
    """The address that the token is put behind; people leave out the ``/bot`` at its end."""
    if not value:
        return TELEGRAM_URL
    if not _is_web_address(value):
        raise SettingInvalid(
            f"TELEGRAM_BASE_URL is {value!r}, which is no web address:"
            f" write it like {TELEGRAM_URL}, or leave it out."
        )
    address = value.rstrip("/")
    return address if address.endswith("/bot") else f"{address}/bot"


def _webhook(environ: Mapping[str, str], token: Secret | None) -> Webhook | None:
    """The webhook; its secret comes from the token where none is set."""
    url, secret = (
        _value(environ, "TELEGRAM_WEBHOOK_URL"),
        _value(environ, "TELEGRAM_WEBHOOK_SECRET"),
    )
    if not url:
        return None
    if not _is_web_address(url) or not url.startswith("https:"):
        raise SettingInvalid(
            f"TELEGRAM_WEBHOOK_URL is {url!r}: write the address that leads to this bot, like"
            " https://bot.example.org/telegram, or leave it out to fetch updates by polling."
        )
    if urlsplit(url).path == HEALTH_PATH:
        raise SettingInvalid(
            f"TELEGRAM_WEBHOOK_URL ends in {HEALTH_PATH}, where the bot tells its health:"
            " write another path."
        )
    if secret and not _WEBHOOK_SECRET.fullmatch(secret):
        raise SettingInvalid(
            "TELEGRAM_WEBHOOK_SECRET needs 16 to 256 characters, of A-Z, a-z, 0-9, _ and -;"
            " or leave it out, and one is made of the token."
        )
    made = sha256(f"webhook {token.reveal() if token else ''}".encode()).hexdigest()
    return Webhook(url, Secret(secret or made))


def _listen(value: str) -> tuple[str, int]:
    """Host and port; an IPv6 host stands in brackets."""
    host, _, port = value.rpartition(":")
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536 or not host:
        raise SettingInvalid(
            f"FORUM_BOT_LISTEN is {value!r}: write an address of this machine and a port,"
            f" like {_LISTEN}."
        )
    return host.strip("[]"), int(port)


def _is_web_address(value: str) -> bool:
    try:
        address = urlsplit(value)
        named = address.scheme in ("http", "https") and address.hostname and address.port != 0
    except ValueError:  # brackets that do not close, a port that is none
        return False
    plain = value.isascii() and value.isprintable() and not re.search(r"[\s?#@\\]", value)
    return bool(named and plain)


def _days(value: str) -> int:
    if not value:
        return KEEP_QUESTIONS_DAYS
    if not _DAYS.fullmatch(value):
        raise SettingInvalid(
            f"KEEP_QUESTIONS_DAYS is {value!r}: write a number of days from 0 to 9999;"
            " 0 keeps no questions."
        )
    return int(value)


def _maintainers(value: str) -> frozenset[int]:
    ids = value.replace(",", " ").split()
    for written in ids:
        if not _USER_ID.fullmatch(written):
            raise SettingInvalid(
                f"MAINTAINERS has {written!r}: write the ids of people, which are numbers, with"
                " commas between them; the bot tells everyone their own at /settings."
            )
    return frozenset(int(written) for written in ids)


def _hour(value: str) -> int | None:
    if not value:
        return None
    if not _HOUR.fullmatch(value) or int(value) > 23:
        raise SettingInvalid(
            f"DIGEST_HOUR is {value!r}: write an hour from 0 to 23, or leave it out."
        )
    return int(value)


def _time_zone(value: str, *, is_needed: bool) -> str:
    """The name of a time zone; one that is not needed need not be known to this machine."""
    name = "UTC" if value.upper() == "UTC" else value or TIME_ZONE
    if not (value or is_needed):
        return name
    try:
        _zone(name)
    except (KeyError, ValueError, OSError):
        return _zone_meant(name)
    return name


def _zone_meant(name: str) -> str:
    """The time zone of this name in other capitals; raises SettingInvalid that names the nearest.

    The name of a city alone is near to its zone.
    """
    from difflib import get_close_matches
    from zoneinfo import available_timezones

    known = {one.casefold(): one for one in sorted(available_timezones())}
    wanted = name.strip().replace(" ", "_").casefold()
    if wanted in known:
        return known[wanted]
    cities = {one.rpartition("/")[2]: one for one in known}
    near = get_close_matches(wanted, known, 1, 0.75) or get_close_matches(wanted, cities, 1, 0.75)
    # An offset is near to no place.
    is_name = not any(map(str.isdigit, wanted))
    meant = [known[cities.get(one, one)] for one in near if is_name]
    hint = f"Did you mean {meant[0]}?" if meant else f"Write a name like {TIME_ZONE}, or UTC."
    missing = "" if known else " This machine knows no zone but UTC: pip install tzdata"
    raise SettingInvalid(f"TIME_ZONE is {name!r}, which is no time zone. {hint}{missing}") from None


def _zone(name: str) -> tzinfo:
    if name == "UTC":
        return UTC
    # Only maintainers are shown times, and every millisecond of the start counts.
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def _log_level(value: str) -> str:
    level = value.upper() or "INFO"
    if level not in logging.getLevelNamesMapping() or level == "NOTSET":
        raise SettingInvalid(
            f"LOG_LEVEL is {value!r}: write DEBUG, INFO, WARNING, ERROR or CRITICAL."
        )
    return level
