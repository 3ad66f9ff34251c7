import re
import sys
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import (
    TELEGRAM_URL,
    Secret,
    SettingInvalid,
    SettingMissing,
    Settings,
    read_environment,
)

TOKEN = "123456:AAH-abc_DEF"


def test_nothing_set_means_the_defaults() -> None:
    settings = Settings.from_env({})
    assert settings == Settings(None, TELEGRAM_URL, None, "INFO")


def test_everything_can_be_set() -> None:
    settings = Settings.from_env(
        {
            "TELEGRAM_TOKEN": f" {TOKEN}\n",
            "TELEGRAM_BASE_URL": "http://127.0.0.1:8081/bot",
            "FORUM_BOT_DB": "/srv/forum.sqlite",
            "LOG_LEVEL": "warning",
            "MAINTAINERS": "12, 345 6789",
            "DIGEST_HOUR": "7",
            "TIME_ZONE": "Europe/Berlin",
        }
    )
    assert settings.needed_token() == TOKEN
    assert settings.base_url == "http://127.0.0.1:8081/bot"
    assert settings.store == Path("/srv/forum.sqlite")
    assert settings.log_level == "WARNING"
    assert settings.maintainers == {12, 345, 6789}
    assert (settings.digest_hour, settings.time_zone) == (7, "Europe/Berlin")


@pytest.mark.parametrize("name", ["TELEGRAM_TOKEN", "TELEGRAM_BASE_URL", "LOG_LEVEL"])
def test_an_empty_setting_is_not_set(name: str) -> None:
    assert Settings.from_env({name: "  "}) == Settings()


@pytest.mark.parametrize(
    "address", ["http://localhost:8081", "http://localhost:8081/", "http://localhost:8081/bot/"]
)
def test_an_address_ends_in_bot_whether_written_or_not(address: str) -> None:
    settings = Settings.from_env({"TELEGRAM_BASE_URL": address})
    assert settings.base_url == "http://localhost:8081/bot"
    assert settings.file_url == "http://localhost:8081/file/bot"


def test_files_lie_where_telegram_keeps_them() -> None:
    assert Settings().file_url == "https://api.telegram.org/file/bot"


def test_a_home_folder_is_found() -> None:
    settings = Settings.from_env({"FORUM_BOT_DB": "~/forum.sqlite"})
    assert settings.store == Path.home() / "forum.sqlite"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_TOKEN", "your token here"),
        ("TELEGRAM_TOKEN", "123456"),
        ("MAINTAINERS", "@somebody"),
        ("DIGEST_HOUR", "24"),
        ("DIGEST_HOUR", "-1"),
        ("DIGEST_HOUR", "7:30"),
        *(
            ("TIME_ZONE", zone)
            for zone in ("Almaty", "UTC+5", "../etc", "/etc/passwd", "Asia", "a\0")
        ),
        ("MAINTAINERS", "-100123"),
        ("MAINTAINERS", "12;13"),
        ("TELEGRAM_TOKEN", "123456:AAH/../abc"),
        ("TELEGRAM_BASE_URL", "api.telegram.org"),
        ("TELEGRAM_BASE_URL", "ftp://api.telegram.org"),
        ("TELEGRAM_BASE_URL", "http://"),
        ("FORUM_BOT_DB", "~nosuchuser/forum.sqlite"),
        ("TELEGRAM_BASE_URL", "http://[::1/bot"),
        ("TELEGRAM_BASE_URL", "http://localhost:eighty/bot"),
        ("TELEGRAM_BASE_URL", "http://localhost:99999/bot"),
        ("TELEGRAM_BASE_URL", "http://localhost:0/bot"),
        ("TELEGRAM_BASE_URL", "http://:8081/bot"),
        ("TELEGRAM_BASE_URL", "http://local host/bot"),
        ("TELEGRAM_BASE_URL", "http://me:secret@localhost/bot"),
        ("TELEGRAM_BASE_URL", "http://localhost/bot?a=b"),
        ("TELEGRAM_BASE_URL", "http://localhost\\bot"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_LEVEL", "NOTSET"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(name: str, value: str) -> None:
    with pytest.raises(SettingInvalid, match=name) as caught:
        Settings.from_env({name: value})
    assert "\n" not in str(caught.value)


@pytest.fixture
def without_zones(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that has no database of time zones, as Windows."""
    for name in ["tzdata", *(one for one in sys.modules if one.startswith("tzdata."))]:
        monkeypatch.setitem(sys.modules, name, None)
    zoneinfo.reset_tzpath(to=[])
    ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath()


def test_a_machine_without_time_zones_is_told_what_to_do(without_zones: None) -> None:
    with pytest.raises(SettingInvalid, match="pip install tzdata"):
        Settings.from_env({"MAINTAINERS": "12"})
    assert Settings.from_env({"MAINTAINERS": "12", "TIME_ZONE": "utc"}).zone is UTC
    assert not Settings.from_env({}).maintainers  # who is shown no times needs no zone


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("asia/almaty", "Asia/Almaty"),
        ("ASIA/ALMATY", "Asia/Almaty"),
        ("europe/berlin", "Europe/Berlin"),
        ("america/new york", "America/New_York"),
        ("Utc", "UTC"),
    ],
)
def test_a_time_zone_may_be_written_in_any_capitals(written: str, meant: str) -> None:
    settings = Settings.from_env({"MAINTAINERS": "12", "TIME_ZONE": written})
    assert settings.time_zone == meant
    assert settings.zone


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Asia/Almata", "Did you mean Asia/Almaty?"),
        ("Almaty", "Did you mean Asia/Almaty?"),
        ("almata", "Did you mean Asia/Almaty?"),
        ("Asia-Almaty", "Did you mean Asia/Almaty?"),
        ("Europe/Berlim", "Did you mean Europe/Berlin?"),
        ("UTC+5", "Write a name like Asia/Almaty, or UTC."),
        ("quux", "Write a name like Asia/Almaty, or UTC."),
    ],
)
def test_a_time_zone_that_is_none_is_told_with_the_nearest(written: str, hint: str) -> None:
    with pytest.raises(SettingInvalid, match=re.escape(hint)):
        Settings.from_env({"MAINTAINERS": "12", "TIME_ZONE": written})


def test_times_are_those_of_the_forum_unless_told_otherwise() -> None:
    moment = datetime(2026, 1, 1, tzinfo=Settings.from_env({"MAINTAINERS": "12"}).zone)
    assert moment.utcoffset() == timedelta(hours=5)


def test_a_wrong_token_is_not_repeated() -> None:
    with pytest.raises(SettingInvalid) as caught:
        Settings.from_env({"TELEGRAM_TOKEN": "123456:AAH secret"})
    assert "AAH" not in str(caught.value)


@pytest.mark.parametrize("colon", [":", "%3A"])
@pytest.mark.parametrize(
    "name",
    ["TELEGRAM_BASE_URL", "LOG_LEVEL", "KEEP_QUESTIONS_DAYS", "FORUM_BOT_LISTEN", "MAINTAINERS"],
)
def test_a_token_behind_another_name_is_not_repeated(name: str, colon: str) -> None:
    secret = "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
    with pytest.raises(SettingInvalid, match=name) as caught:
        Settings.from_env({name: f"123456789{colon}{secret}"})
    assert secret not in str(caught.value).replace(secret.lower(), secret)


def test_without_a_token_two_lines_say_how_to_go_on() -> None:
    with pytest.raises(SettingMissing) as caught:
        Settings().needed_token()
    first, second = str(caught.value).split("\n")
    assert "@BotFather" in first
    assert ".env" in first
    assert "forum-bot chat" in second


def test_the_token_does_not_show() -> None:
    settings = Settings.from_env({"TELEGRAM_TOKEN": TOKEN})
    assert "AAH" not in f"{settings} {settings!r} {settings.token} {settings.token!r}"


def test_secrets_are_equal_when_what_they_hide_is() -> None:
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert len({Secret("a"), Secret("a")}) == 1


class TestEnvFile:
    def test_it_is_read(self, tmp_path: Path) -> None:
        write(tmp_path, b'TELEGRAM_TOKEN="1:abc"\n# a comment\nLOG_LEVEL=DEBUG\n')
        assert read_environment(tmp_path, {}) == {"TELEGRAM_TOKEN": "1:abc", "LOG_LEVEL": "DEBUG"}

    def test_the_real_environment_wins(self, tmp_path: Path) -> None:
        write(tmp_path, b"LOG_LEVEL=DEBUG\nFORUM_BOT_DB=a\n")
        environ = read_environment(tmp_path, {"LOG_LEVEL": "ERROR", "HOME": "/root"})
        assert environ == {"LOG_LEVEL": "ERROR", "FORUM_BOT_DB": "a", "HOME": "/root"}

    def test_it_may_be_missing(self, tmp_path: Path) -> None:
        assert read_environment(tmp_path, {"LOG_LEVEL": "ERROR"}) == {"LOG_LEVEL": "ERROR"}

    def test_dollars_are_meant(self, tmp_path: Path) -> None:
        write(tmp_path, b"FORUM_BOT_DB=/srv/${NAME}\n")
        assert read_environment(tmp_path, {"NAME": "x"})["FORUM_BOT_DB"] == "/srv/${NAME}"

    def test_a_byte_order_mark_does_not_matter(self, tmp_path: Path) -> None:
        write(tmp_path, b"\xef\xbb\xbfLOG_LEVEL=DEBUG\n")
        assert read_environment(tmp_path, {}) == {"LOG_LEVEL": "DEBUG"}

    def test_another_encoding_is_named(self, tmp_path: Path) -> None:
        write(tmp_path, "LOG_LEVEL=DEBUG".encode("utf-16"))
        with pytest.raises(SettingInvalid, match="UTF-8"):
            read_environment(tmp_path, {})

    def test_the_example_is_valid_and_names_every_setting(self, tmp_path: Path) -> None:
        example = (Path(__file__).parents[2] / ".env.example").read_bytes()
        write(tmp_path, example)
        assert Settings.from_env(read_environment(tmp_path, {})) == Settings()
        for name in ("TELEGRAM_TOKEN", "TELEGRAM_BASE_URL", "FORUM_BOT_DB", "LOG_LEVEL"):
            assert f"{name}=".encode() in example


def write(folder: Path, content: bytes) -> None:
    (folder / ".env").write_bytes(content)


WEBHOOK = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_WEBHOOK_URL": "https://bot.example.org/telegram"}


def test_a_webhook_listens_at_home_with_a_secret_made_of_the_token() -> None:
    settings = Settings.from_env(WEBHOOK)
    assert settings.webhook
    assert settings.webhook.url == WEBHOOK["TELEGRAM_WEBHOOK_URL"]
    assert settings.listen == ("127.0.0.1", 8080)
    secret = settings.webhook.secret.reveal()
    assert TOKEN.partition(":")[2] not in secret
    assert re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret)
    assert secret == Settings.from_env(WEBHOOK).webhook.secret.reveal()  # type: ignore[union-attr]
    assert secret not in repr(settings)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("0.0.0.0:80", ("0.0.0.0", 80)), ("[::1]:8443", ("::1", 8443)), ("", None)],
)
def test_where_it_listens(written: str, meant: tuple[str, int] | None) -> None:
    assert Settings.from_env({"FORUM_BOT_LISTEN": written}).listen == meant


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_WEBHOOK_URL", "bot.example.org/telegram"),
        ("TELEGRAM_WEBHOOK_URL", "http://bot.example.org/telegram"),
        ("TELEGRAM_WEBHOOK_URL", "https://bot.example.org/health"),
        ("TELEGRAM_WEBHOOK_URL", "https://bot.example.org:port/telegram"),
        ("TELEGRAM_WEBHOOK_SECRET", "short"),
        ("TELEGRAM_WEBHOOK_SECRET", "with spaces and so on"),
        ("TELEGRAM_WEBHOOK_SECRET", "x" * 257),
        ("FORUM_BOT_LISTEN", "8080"),
        ("FORUM_BOT_LISTEN", ":8080"),
        ("FORUM_BOT_LISTEN", "127.0.0.1:0"),
        ("FORUM_BOT_LISTEN", "127.0.0.1:65536"),
        ("FORUM_BOT_LISTEN", "127.0.0.1:http"),
    ],
)
def test_a_wrong_setting_of_the_webhook_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingInvalid, match=name) as caught:
        Settings.from_env(WEBHOOK | {name: value})
    assert "\n" not in str(caught.value)
    assert name != "TELEGRAM_WEBHOOK_SECRET" or value not in str(caught.value)
