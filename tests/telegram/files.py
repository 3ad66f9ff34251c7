"""Files: what a bot uploads and fetches, and the limits of both."""

import struct
from dataclasses import dataclass

from tests.telegram.chats import Document, Json
from tests.telegram.errors import bad_request, too_large
from tests.telegram.parameters import Parameters, Upload
from tests.telegram.texts import check_caption, read_caption
from tests.telegram.world import World

# https://core.telegram.org/bots/api#sending-files and #getfile
MAX_UPLOAD = 50 * 1024**2
MAX_PHOTO = 10 * 1024**2
MAX_DOWNLOAD = 20 * 1024**2
MAX_SIDES = 10_000  # pixels, width and height together
MAX_RATIO = 20
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Sent:
    """What a call uploads: the part of the message that tells of it, and the file itself."""

    body: Json
    document: Document


def read_document(world: World, given: Parameters) -> Sent:
    """The file and the caption of sendDocument."""
    upload = _upload(given, "document")
    told = _kept(world, upload.content)
    name = upload.name or "file"
    document: Json = {**told, "file_name": name, "mime_type": upload.mime}
    return Sent({"document": document} | _caption(given), Document(name, upload.content))


def read_photo(world: World, given: Parameters) -> Sent:
    """The picture and the caption of sendPhoto; only PNG is understood as a picture."""
    upload = _upload(given, "photo")
    if len(upload.content) > MAX_PHOTO:
        raise bad_request(
            f"file of size {len(upload.content)} bytes is too big for a photo; "
            f"the maximum size is {MAX_PHOTO} bytes"
        )
    width, height = _sides(upload.content)
    size: Json = {**_kept(world, upload.content), "width": width, "height": height}
    return Sent({"photo": [size]} | _caption(given), Document("", upload.content))


def get_file(world: World, given: Parameters) -> Json:
    """Where a file that a person sent can be fetched."""
    name = given.text("file_id")
    if name not in world.files:
        raise bad_request("invalid file_id")
    size = len(world.files[name])
    if size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": name,
        "file_unique_id": name,
        "file_size": size,
        "file_path": f"documents/{name}",
    }


def _upload(given: Parameters, field: str) -> Upload:
    upload = given.upload(field)
    if upload is None:
        raise bad_request(f"there is no {field} in the request")
    if len(upload.content) > MAX_UPLOAD:
        raise too_large()
    if not upload.content:
        raise bad_request("file must be non-empty")
    return upload


def _kept(world: World, content: bytes) -> Json:
    name = f"file-{world.number()}"
    world.files[name] = content
    return {"file_id": name, "file_unique_id": name, "file_size": len(content)}


def _caption(given: Parameters) -> Json:
    caption = read_caption(given)
    check_caption(caption.text)
    if not caption.text:
        return {}
    return {"caption": caption.text, "caption_entities": list(caption.entities)}


def _sides(content: bytes) -> tuple[int, int]:
    if not content.startswith(_PNG) or len(content) < 24:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", content[16:24])
    if width + height > MAX_SIDES or max(width, height) > MAX_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height
