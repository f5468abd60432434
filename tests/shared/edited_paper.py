"""A paper edited as people do: texts typed anew, and any part of the file changed."""

import io
import zipfile
from collections.abc import Callable


def edited(paper: bytes, change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """Return a paper in which a part, the body by default, was changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(paper)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == part else content)
    return out.getvalue()


def retyped(paper: bytes, *pairs: tuple[str, str], part: str = "word/document.xml") -> bytes:
    """Return a paper in which the first run of each text was typed anew."""

    def change(body: str) -> str:
        for old, new in pairs:
            assert f">{old}</w:t>" in body, old
            body = body.replace(f">{old}</w:t>", f">{new}</w:t>", 1)
        return body

    return edited(paper, change, part)
