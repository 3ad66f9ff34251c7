"""What a call carries: read from any of the encodings that Telegram accepts, then by type."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl

from tests.telegram.errors import bad_request

JSON_FIELDS = frozenset(
    {
        "allowed_updates",
        "caption_entities",
        "button",
        "commands",
        "entities",
        "link_preview_options",
        "reply_markup",
        "reply_parameters",
        "result",
        "results",
        "scope",
    }
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a request."""

    name: str
    mime: str
    content: bytes


def read_parameters(query: str, content_type: str, body: bytes) -> dict[str, object]:
    """The parameters of a request: of the address, and of a form, multipart or JSON body.

    Values are texts, except for uploaded files (Upload) and whatever a JSON body holds.
    """
    found: dict[str, object] = dict(_form(query))
    kind = content_type.split(";")[0].strip().lower()
    if kind == "application/json":
        found |= _json_object(body)
    elif kind == "multipart/form-data":
        found |= _multipart(content_type, body)
    elif body:
        found |= _form(_utf8(body))
    return found


def _form(text: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(text, keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _json_object(body: bytes) -> dict[str, object]:
    try:
        found = json.loads(_utf8(body))
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(found, dict):
        raise bad_request("request body must be a JSON object")
    return found


def _multipart(content_type: str, body: bytes) -> dict[str, object]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    found: dict[str, object] = {}
    for part in BytesParser(policy=HTTP).parsebytes(head + body).iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            file = part.get_filename()
            upload = Upload(file or "", part.get_content_type(), content)
            found[name] = _utf8(content) if file is None else upload
    return found


def _utf8(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def decoded(raw: Mapping[str, object]) -> dict[str, object]:
    """The parameters as a test wants to see them: objects and lists instead of their JSON."""
    return {name: _decoded(name, value) for name, value in raw.items()}


def _decoded(name: str, value: object) -> object:
    if name not in JSON_FIELDS or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


class Parameters:
    """Typed access to the parameters of one call; what is malformed is refused."""

    def __init__(self, raw: Mapping[str, object]) -> None:
        self._values = decoded(raw)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str) -> str:
        """A text; empty where it is missing."""
        value = self._values.get(name, "")
        return value if isinstance(value, str) else json.dumps(value)

    def upload(self, name: str) -> Upload | None:
        """A file; None where it is missing, or named only."""
        value = self._values.get(name)
        return value if isinstance(value, Upload) else None

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; ``default`` where it is missing or no number."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """Whether a parameter is set to true."""
        return self.text(name).lower() in {"true", "yes", "1"}

    def items(self, name: str) -> list[object] | None:
        """A list; None where it is missing."""
        value = self._values.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, list):
            raise bad_request(f'field "{name}" must be of type Array')
        return value

    def mapping(self, name: str) -> dict[str, object] | None:
        """An object; None where it is missing."""
        value = self._values.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, dict):
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object")
        return value
