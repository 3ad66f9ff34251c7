"""What Telegram says when it refuses a call."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ApiError(Exception):
    """A refused call: HTTP status, Telegram's own words, and its hints for the caller."""

    code: int
    description: str
    parameters: dict[str, object] = field(default_factory=dict)

    def body(self) -> dict[str, object]:
        """The JSON object that goes out."""
        body: dict[str, object] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        return body | ({"parameters": self.parameters} if self.parameters else {})


PHRASES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


def bad_request(what: str) -> ApiError:
    """400; ``what`` is told after the colon."""
    return ApiError(400, f"Bad Request: {what}")


def forbidden(what: str) -> ApiError:
    """403; ``what`` is told after the colon."""
    return ApiError(403, f"Forbidden: {what}")


def conflict(what: str) -> ApiError:
    """409; ``what`` is told after the colon."""
    return ApiError(409, f"Conflict: {what}")


def too_large() -> ApiError:
    """413, which comes from the server before the API."""
    return ApiError(413, "Request Entity Too Large")


def too_many_requests(retry_after: int) -> ApiError:
    """429, with the seconds to wait before the next try."""
    words = f"Too Many Requests: retry after {retry_after}"
    return ApiError(429, words, {"retry_after": retry_after})
