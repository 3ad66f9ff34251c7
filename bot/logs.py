"""The log: readable lines on stderr, without secrets and without what people write.

Only our own loggers speak below WARNING: httpx names the address, and with it the token, in every
line, and the library shows whole updates. ``MaskingFormatter`` masks what gets through all the
same, in messages, arguments and tracebacks alike, because it looks at the finished text.
"""

import logging
import sys
from collections.abc import Iterable
from typing import Final, TextIO

MASK: Final = "***"
_OURS: Final = ("bot", "knowledge")
# These tell what they cannot read by showing it, and we report the same without it.
_SHOWING_UPDATES: Final = ("telegram.Bot", "telegram.ext.ExtBot")
# Shorter pieces would mask ordinary words.
_LEAST_SECRET: Final = 8


class MaskingFormatter(logging.Formatter):
    """Puts ``***`` in place of secrets, whatever part of a record they come from."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._secrets = sorted(_forms(secrets), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """The finished line or lines, masked."""
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return text


def set_up(level: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Log to ``stream`` (stderr) from ``level`` on, and from WARNING on what is not ours."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(MaskingFormatter(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    for name in _SHOWING_UPDATES:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    logging.captureWarnings(capture=True)


def _forms(secrets: Iterable[str]) -> set[str]:
    """The secrets, and of a token the part behind its colon, which may stand encoded or alone."""
    whole = {secret for secret in secrets if secret}
    parts = {secret.rpartition(":")[2] for secret in whole}
    return whole | {part for part in parts if len(part) >= _LEAST_SECRET}
