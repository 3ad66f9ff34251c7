"""What may have become of a request that Telegram did not answer."""

from telegram.error import InvalidToken, NetworkError


class NotDone(NetworkError):
    """Telegram has surely not carried out the request, so that it may be repeated."""


class NoConnection(NotDone):
    """Telegram could not even be asked."""


class Unsure(NetworkError):
    """Telegram may have carried out the request, and may not: its answer did not arrive."""


class Unauthorized(InvalidToken):
    """The token was revoked. What was refused for that is still owed."""
