"""Pictures for tests."""

import struct


def png(width: int = 4, height: int = 3) -> bytes:
    """The beginning of a picture, which is all that the double looks at."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height)
