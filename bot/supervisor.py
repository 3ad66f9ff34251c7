"""Telling systemd how the bot is: that it has started, that it lives, and when it stops.

See sd_notify(3); a service of ``Type=notify`` with a watchdog is restarted when it hangs.
"""

import socket
from contextlib import suppress


class Supervisor:
    """Whoever listens at ``address``, a socket as in NOTIFY_SOCKET; nobody where it is empty."""

    def __init__(self, address: str = "") -> None:
        # An abstract socket is written with an at sign.
        self._address = f"\0{address[1:]}" if address.startswith("@") else address

    def started(self) -> None:
        """The bot answers from now on."""
        self._tell("READY=1")

    def lives(self, status: str) -> None:
        """The bot does not hang; ``status`` is a line that people see."""
        self._tell(f"WATCHDOG=1\nSTATUS={status}")

    def stops(self) -> None:
        """The bot finishes what it has begun."""
        self._tell("STOPPING=1")

    def _tell(self, state: str) -> None:
        if self._address:
            # A supervisor that does not listen is no reason to stop answering people.
            with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as way:
                way.setblocking(False)
                way.sendto(state.encode(), self._address)
