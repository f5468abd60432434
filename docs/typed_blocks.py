# ruff: noqa: INP001
"""Check the Python of the pages with mypy (strict) and pyright (strict), as it would be in a program of one's own."""

import re
import subprocess
import sys
import tempfile
from doctest import DocTestParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted({ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md")})
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
CONFIGURATION = """{"typeCheckingMode": "strict", "pythonVersion": "3.11", "include": ["."]}"""
IGNORED = '# mypy: disable-error-code="import-untyped"\n'  # other libraries, such as docxtpl, have no types


def python_of(page: Path) -> str:
    """Return the Python of a page as one program: each block goes on from those before it, as when it runs."""
    blocks = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        examples = DocTestParser().get_examples(block)
        blocks.append("".join(one.source for one in examples) if examples else block)
    return "\n".join(blocks)


def main() -> int:
    """Print what the checkers find, and return how the program ends."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for page in PAGES:
            if code := python_of(page):
                name = re.sub("[^a-z]", "_", page.stem.lower())
                (place / f"page_{name}.py").write_text(IGNORED + code, "utf-8")
        for script in (*ROOT.glob("docs/cookbook/*.py"),):
            (place / script.name).write_bytes(script.read_bytes())
        (place / "pyrightconfig.json").write_text(CONFIGURATION, encoding="utf-8")
        checkers = (["mypy", "--strict", "--config-file=", "."], ["pyright", "--pythonpath", sys.executable])
        codes = [
            subprocess.run([sys.executable, "-m", *checker], cwd=place, check=False).returncode  # noqa: S603
            for checker in checkers
        ]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
