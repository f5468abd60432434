"""What a picture is: PNG or JPEG, whole, and how many pixels wide and high; nothing else is put into a document."""

import struct
import zlib
from dataclasses import dataclass
from typing import Literal

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_HEADER = struct.Struct(">I4s")
_SIZE = struct.Struct(">II")
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""The segments of a JPEG that tell its size; the three between them are tables."""

_SCAN, _END, _STUFFED = 0xDA, b"\xff\xd9", 0xFF


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's format, and its width and height in pixels."""

    format: Literal["png", "jpeg"]
    width: int
    height: int


def read_picture(content: bytes) -> Picture:
    """Return what a picture is; raise `ValueError` when it is neither PNG nor JPEG, or is damaged.

    >>> read_picture(b"GIF89a")
    Traceback (most recent call last):
    ...
    ValueError: neither PNG nor JPEG
    """
    try:
        if content.startswith(_PNG):
            picture = Picture("png", *_png_size(content))
        elif content.startswith(_JPEG):
            picture = Picture("jpeg", *_jpeg_size(content))
        else:
            raise ValueError("neither PNG nor JPEG")
    except (struct.error, IndexError) as error:
        raise ValueError("a picture that ends too early") from error
    if not picture.width or not picture.height:
        raise ValueError("a picture without width or height")
    return picture


def _png_size(content: bytes) -> tuple[int, int]:
    """Return width and height; every chunk must be whole, and the last one the end."""
    at, kinds, size = len(_PNG), [b""], (0, 0)
    while kinds[-1] != b"IEND":
        length, kind = _HEADER.unpack_from(content, at)
        data = content[at + 8 : at + 8 + length]
        (check,) = struct.unpack_from(">I", content, at + 8 + length)
        if zlib.crc32(kind + data) != check:
            raise ValueError("a damaged PNG")
        if kind == b"IHDR":
            size = _SIZE.unpack_from(data)
        kinds.append(kind)
        at += 12 + length
    if kinds[1] != b"IHDR" or b"IDAT" not in kinds:
        raise ValueError("a damaged PNG")
    return size


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Return width and height from the frame's header; the picture's data must follow it to the end."""
    at, size = 2, (0, 0)
    while content[at] == _STUFFED:
        marker = content[at + 1]
        if marker == _STUFFED:
            at += 1
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            size = (width, height)
        if marker == _SCAN:
            break
        at += 2 + length
    else:
        raise ValueError("a damaged JPEG")
    if _END not in content[at:]:
        raise ValueError("a JPEG that ends too early")
    return size
