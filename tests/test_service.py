"""The systemd unit that the README shows: systemd accepts it, and it does what it is there for."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.outage import PATIENCE, CannotRun, SettingRefused
from bot.pulse import EVERY
from bot.run import LAST_WORDS
from bot.settings import SettingsError
from knowledge.errors import KnowledgeError
from knowledge.store import default_path

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
(UNIT,) = re.findall(r"```ini\n(.*?)```", README, re.DOTALL)
# systemd's own mark of what is still open, of 100; above 20 it is no hardened service any more.
OPEN = 15


def directives(unit: str) -> dict[tuple[str, str], list[str]]:
    """The values of each directive by its section; one may stand several times."""
    found: dict[tuple[str, str], list[str]] = {}
    section = ""
    for line in unit.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault((section, name), []).append(value)
    return found


FOUND = directives(UNIT)
NEEDED = {
    "starts again": {"Restart": "on-failure", "RestartPreventExitStatus": "2"},
    "is watched": {"Type": "notify", "WatchdogSec": "60"},
    "is nobody": {"DynamicUser": "yes", "NoNewPrivileges": "yes", "CapabilityBoundingSet": ""},
    "has one folder": {"StateDirectory": "forum-bot", "ProtectSystem": "strict"},
    "sees no others": {"ProtectHome": "yes", "PrivateTmp": "yes", "ProtectProc": "invisible"},
    "has no devices": {"PrivateDevices": "yes", "ProtectKernelModules": "yes"},
    "keeps its files to itself": {"UMask": "0077"},
    "runs no code that it wrote": {"MemoryDenyWriteExecute": "yes", "LockPersonality": "yes"},
    "has its token from a file": {"EnvironmentFile": "/etc/forum-bot.env"},
}


@pytest.mark.parametrize("what", NEEDED)
def test_it_has_what_is_needed(what: str) -> None:
    assert {name: FOUND.get(("Service", name)) for name in NEEDED[what]} == {
        name: [value] for name, value in NEEDED[what].items()
    }


def test_no_secret_stands_in_it() -> None:
    """Every user of the machine may read units."""
    assert "TOKEN=" not in UNIT
    assert "SECRET" not in UNIT


def test_only_what_starting_again_cannot_mend_ends_it_for_good() -> None:
    (prevented,) = FOUND["Service", "RestartPreventExitStatus"]
    assert {SettingsError.exit_code, SettingRefused.exit_code} == {int(prevented)}
    assert int(prevented) not in {CannotRun.exit_code, KnowledgeError.exit_code, 0}


def test_it_waits_longer_than_a_start_and_a_beat_may_take() -> None:
    (start,), (watch,) = FOUND["Service", "TimeoutStartSec"], FOUND["Service", "WatchdogSec"]
    assert int(start) > PATIENCE + LAST_WORDS + 5
    assert int(watch) > 3 * EVERY


def test_its_database_lies_in_its_own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    (given,) = FOUND["Service", "Environment"]
    name, _, value = given.partition("=")
    monkeypatch.setenv(name, value)
    (folder,) = FOUND["Service", "StateDirectory"]
    assert default_path() == Path("/var/lib", folder, "forum.sqlite")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
@pytest.mark.parametrize(
    "arguments",
    [("verify", "--man=no"), ("security", "--no-pager", "--offline=true", f"--threshold={OPEN}")],
    ids=lambda arguments: arguments[0],
)
def test_systemd_accepts_it(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    unit = tmp_path / "forum-bot.service"
    # The program is not installed here, but one that may be run stands in its place.
    unit.write_text(re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={sys.executable}", UNIT))
    done = subprocess.run(
        ["systemd-analyze", *arguments, str(unit)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Unknown" not in done.stderr
