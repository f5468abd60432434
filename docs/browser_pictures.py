"""Makes the committed pictures of the page in the browser, those of the README and of the how-tos.

Run from anywhere: `make pictures`, or `python docs/browser_pictures.py`. Needs Chromium, playwright (`make office`).
"""  # noqa: INP001 - next to the scripts that call it

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from page_pictures import small
from PIL import Image, ImageOps
from playwright.sync_api import Browser, sync_playwright

from hakemus.packaged import packaged_folder

IMAGES = Path(__file__).with_name("images")
EXAMPLE = packaged_folder("examples") / "small-project" / "application.toml"
VIEWS = {"page-budget": ("fill/budget", '[data-list="budget.items"]'), "page-review": ("review", "main")}
"""Of each picture the view, and what is at its top."""
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
)


def main() -> None:
    """Write a picture of each view in each language."""
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        shutil.copy(EXAMPLE, folder)
        for language in ("fi", "sv", "en"):
            for name, content in pictures(browser, Path(folder), language).items():
                (IMAGES / f"{name}.{language}.png").write_bytes(content)
        browser.close()


def pictures(browser: Browser, folder: Path, language: str) -> dict[str, bytes]:
    """Return pictures of the views of an application, in a language."""
    command = [sys.executable, "-m", "hakemus", "open", EXAMPLE.name, "--no-browser", "--language", language]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
        assert server.stdout is not None  # noqa: S101 - a pipe was asked for
        server.stdout.readline()
        window = browser.new_page(viewport={"width": 1080, "height": 760})
        window.goto(server.stdout.readline().strip())
        base, made = window.url.partition("/fill/")[0], {}
        for name, (view, top) in VIEWS.items():
            window.goto(f"{base}/{view}")
            window.locator(top).evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top - 84)")
            with Image.open(io.BytesIO(window.screenshot())) as shot:
                made[name] = small(ImageOps.expand(shot.convert("RGB"), border=1, fill="#b0b0b0"))
        window.close()
        server.terminate()
    return made


if __name__ == "__main__":
    main()
