"""How much a file, a template or a value may ask for: every limit has a name, which its error tells."""

from dataclasses import dataclass

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What is opened and rendered at most. The defaults fit any paper of an application many times over.

    >>> Limits(entries=50).entries
    50
    """

    file_bytes: int = 64 * _MEBIBYTE
    """The size of the DOCX itself."""
    entries: int = 2_000
    """Files inside the DOCX."""
    name_length: int = 255
    """Characters in the name of one of them."""
    part_bytes: int = 64 * _MEBIBYTE
    """The unpacked size of one of them."""
    unpacked_bytes: int = 256 * _MEBIBYTE
    """The unpacked size of all of them together."""
    ratio: int = 250
    """Unpacked to packed size of one of them, where it is larger than a mebibyte."""
    elements: int = 2_000_000
    """XML elements in one part."""
    depth: int = 150
    """XML elements inside one another."""
    text_characters: int = 1_000_000
    """Characters of one printed value."""
    repetitions: int = 1_000_000
    """Turns that all loops of one rendering may take together."""
    output_characters: int = 512 * _MEBIBYTE
    """Characters of all parts that one rendering may write."""
    seconds: int = 120
    """Seconds that one rendering may take."""


DEFAULT_LIMITS = Limits()
"""The limits where none are given."""
