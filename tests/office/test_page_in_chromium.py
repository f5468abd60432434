"""The page in a real browser: from nothing to a bundle, what came back, a crash, bad input, two pages, by keyboard."""

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

import hakemus
from hakemus.files import read_assessment
from hakemus.packaged import packaged_folder
from hakemus.texts import wording
from other_programs import absent

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = Path(__file__).with_name("node_modules") / "axe-core" / "axe.min.js"
EXAMPLES = packaged_folder("examples")
COMPLETE = EXAMPLES / "cooperation-complete" / "application.toml"
SEEN = "one => { const at = one.getBoundingClientRect(); return at.top >= 0 && at.bottom <= innerHeight; }"
"""Whether all of something is in the window, as a function of JavaScript."""
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
)


@pytest.fixture(scope="module")
def chromium() -> Iterator["Browser"]:
    """Return the system's Chromium."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a tool that may not be there
    except ImportError:
        absent("playwright is not installed: make office")
    program = shutil.which("chromium") or absent("Chromium is not installed")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()


class Served:
    """The command that serves a folder, and the address that it printed."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._folder, self._arguments = folder, arguments
        self.start()

    def start(self, *more: str) -> None:
        """Start it, as somebody does at a terminal."""
        command = [sys.executable, "-m", "hakemus", "open", *self._arguments, "--no-browser", *more]
        self.process = subprocess.Popen(command, cwd=self._folder, stdout=subprocess.PIPE, text=True)  # noqa: S603
        assert self.process.stdout is not None
        lines = [self.process.stdout.readline() for _ in range(2)]
        self.address = lines[1].strip()

    @property
    def port(self) -> str:
        """Return its port."""
        (port,) = re.findall(r":(\d+)/", self.address)
        return str(port)

    def kill(self) -> None:
        """End it as a crash does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[Served]:
    """Serve a folder until the end of a test."""
    server = Served(folder, *arguments)
    try:
        yield server
    finally:
        with suppress(ProcessLookupError):
            server.process.send_signal(signal.SIGINT)
        server.process.wait(timeout=20)
        if server.process.stdout is not None:
            server.process.stdout.close()


Open = Callable[[Served], "Page"]


@pytest.fixture
def opened(chromium: "Browser") -> Iterator[Open]:
    """Return what opens a window on the first address; what its scripts raise fails the test."""
    contexts = []

    def open_window(server: Served) -> "Page":
        contexts.append(chromium.new_context())
        window = contexts[-1].new_page()
        window.on("pageerror", lambda error: pytest.fail(str(error)))
        window.on("dialog", lambda dialog: dialog.accept())
        window.goto(server.address)
        return window

    yield open_window
    for context in contexts:
        context.close()


def type_in(window: "Page", name: str, text: str, language: str = "fi") -> None:
    """Type into a field, leave it, and wait until it is said to be saved."""
    field = window.locator(f'[name="{name}"]')
    if field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(text)
    else:
        field.fill(text)
        field.blur()
    wait_until_saved(window, language)
    window.evaluate("document.getElementById('said').textContent = ''")


def wait_until_saved(window: "Page", language: str = "fi") -> None:
    """Wait until the page says that it has saved."""
    window.locator("#said", has_text=re.compile(f"^{re.escape(said('saved', language))}$")).wait_for()


def said(key: str, language: str = "fi") -> str:
    """Return a message of the page."""
    return wording(language).message(f"page.{key}")


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_a_small_project_from_nothing_to_its_bundle(opened: Open, tmp_path: Path, language: str) -> None:
    """Begun, filled, reviewed and packed, without a terminal but to open it."""
    with served(tmp_path, "--language", language) as server:
        window = opened(server)
        window.locator('[value="small-project"]').check()
        window.get_by_role("button", name=said("begin", language)).click()
        type_in(window, "date", "1.3.2026", language)
        window.locator('[data-chapter-link="project"]').click()
        type_in(window, "project.name", "Laituri", language)
        type_in(window, "project.start_date", "1.4.2026", language)
        window.locator('[data-chapter-link="budget"]').click()
        items = window.locator('[data-list="budget.items"]')
        items.locator("[data-add]").click()
        type_in(window, "budget.items[0].description", "Laudat", language)
        type_in(window, "budget.items[0].amount", "2 000,50", language)
        assert "2 000,50" in window.locator("#sums").inner_text().replace("\u00a0", " ")
        window.get_by_role("link", name=said("review", language)).first.click()
        assert window.locator("main li.error").count() > 0
        window.locator("main li.error a").first.click()
        assert "/fill/" in window.url
        window.get_by_role("link", name=said("papers", language)).first.click()
        with window.expect_download() as download:
            window.get_by_role("link", name=said("bundle", language)).click()
        assert Path(download.value.path()).read_bytes()[:2] == b"PK"
        (file,) = tmp_path.glob("*.toml")
        application = hakemus.load(file)
        assert application.project.name == "Laituri"
        assert str(application.budget.items[0].amount) == "2000.50"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a complete application."""
    shutil.copy(COMPLETE, tmp_path / "application.toml")
    return tmp_path


def test_what_is_saved_survives_a_crash_and_what_is_typed_after_it_is_said_not_to_be(
    opened: Open, folder: Path
) -> None:
    """The file holds it; the page says that the rest is not saved, and saves it once the server is there again."""
    with served(folder, "application.toml") as server:
        window = opened(server)
        window.locator('[data-chapter-link="project"]').click()
        type_in(window, "project.name", "Ennen")
        server.kill()
        field = window.locator('[name="project.name"]')
        field.fill("Jälkeen")
        field.blur()
        window.locator("#said.bad").wait_for()
        assert window.locator("#said").inner_text() == said("not-saved")
        assert hakemus.load(folder / "application.toml").project.name == "Ennen"


def test_bad_input_is_refused_next_to_its_field_and_kept_there(opened: Open, folder: Path) -> None:
    """In every kind of field; nothing of it reaches the file, and what was typed is still there to correct."""
    before = (folder / "application.toml").read_bytes()
    with served(folder, "application.toml") as server:
        window = opened(server)
        for chapter, name, text in (
            ("project", "project.start_date", "31.2.2026"),
            ("budget", "budget.items[2].amount", "noin tonni"),
            ("budget", "budget.items[2].year", "ensi vuosi"),
            ("budget", "budget.financing.support_rate", "800 %"),
            ("applicant", "applicant.business_id", "123"),
            ("applicant", "applicant.iban", "FI00"),
        ):
            window.locator(f'[data-chapter-link="{chapter}"]').click()
            field = window.locator(f'[name="{name}"]')
            field.fill(text)
            field.blur()
            refused = window.locator(f'[id="found-{name}"] li.error').first
            refused.wait_for()
            assert refused.inner_text()
            assert field.input_value() == text
            assert field.get_attribute("aria-invalid") == "true"
    assert (folder / "application.toml").read_bytes() == before


def test_two_pages_do_not_overwrite_each_other_untold(opened: Open, folder: Path) -> None:
    """The second is told what the file says, and its text stays in the field."""
    with served(folder, "application.toml") as server:
        first, second = opened(server), opened(server)
        for window in (first, second):
            window.locator('[data-chapter-link="project"]').click()
        type_in(first, "project.name", "Ensimmäinen")
        field = second.locator('[name="project.name"]')
        field.fill("Toinen")  # and no more: it is saved while the field is still typed in
        second.locator('[id="found-project.name"] li.error').wait_for()
        field.blur()
        second.locator('[name="project.start_date"]').focus()
        second.wait_for_timeout(500)
        assert "Ensimmäinen" in second.locator('[id="found-project.name"]').inner_text()
        assert field.input_value() == "Toinen"
        assert hakemus.load(folder / "application.toml").project.name == "Ensimmäinen"


def test_a_corrected_paper_is_taken_in_with_a_choice(opened: Open, folder: Path, tmp_path: Path) -> None:
    """What changed in the paper is shown; of a conflict, the side that is chosen is written."""
    file = folder / "application.toml"
    text = file.read_text(encoding="utf-8")
    other = hakemus.load(file)
    paper = tmp_path / "hakemus.docx"
    changed = other.model_copy(update={"project": other.project.model_copy(update={"name": "Paperilla"})})
    paper.write_bytes(hakemus.render(changed, "application", draft=True, data=False))
    with served(folder, "application.toml") as server:
        window = opened(server)
        window.get_by_role("link", name=said("take")).first.click()
        window.locator("#given").set_input_files(paper)
        window.wait_for_url("**/taken/**")
        group = window.locator("fieldset", has_text="Paperilla")
        group.locator('[value="paper"]').check()
        for one in window.locator("fieldset").all():
            if "Paperilla" not in one.inner_text():
                one.locator('[value="file"]').check()
        window.get_by_role("button", name=re.compile("application.toml")).click()
        window.wait_for_url("**/review")
    assert hakemus.load(file).project.name == "Paperilla"
    assert text.splitlines()[0] in file.read_text(encoding="utf-8")


def test_a_pdf_is_given_at_the_row_of_its_annex(opened: Open, tmp_path: Path) -> None:
    """The row then names the file, which lies next to the application and is named in it."""
    folder = tmp_path / "hanke"
    folder.mkdir()
    shutil.copy(EXAMPLES / "cooperation-project" / "application.toml", folder)
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(tmp_path / "Tarjous.pdf")
    with served(folder, "application.toml") as server:
        window = opened(server)
        window.get_by_role("link", name=said("review")).first.click()
        row = window.locator("ul.annexes li:not(.there)").first
        title = row.locator("strong").inner_text()
        row.locator("input").set_input_files(tmp_path / "Tarjous.pdf")
        given = window.locator("ul.annexes li.there", has_text="tarjous.pdf")
        given.wait_for()
        assert given.locator("strong").inner_text() == title
    named = [one.file for one in hakemus.load(folder / "application.toml").annexes if one.file]
    assert [(folder / name).is_file() for name in named if "tarjous" in name] == [True]


def test_an_officer_begins_a_meeting_and_gives_points(opened: Open, folder: Path) -> None:
    """With the group's own criteria, in fields; what is chosen is in the file of the assessment."""
    shutil.copytree(EXAMPLES / "groups" / "mallimaa", folder / "mallimaa")
    with served(folder, "--group", "mallimaa") as server:
        window = opened(server)
        form = window.locator('form[action="/meetings"]')
        for name, text in {
            "name": "Kevät",
            "date": "12.5.2026",
            "place": "Toimisto",
            "members": "Kaisa",
        }.items():
            form.locator(f'[name="{name}"]').fill(text)
        form.locator('input[type="checkbox"]').first.check()
        form.locator("button").click()
        window.wait_for_url("**/meeting/**")
        points = window.locator('form[action*="/points/"]').first
        window.locator("details", has=points).locator("summary").last.click()
        choice = points.locator('select[name^="points:"]').first
        choice.select_option(index=1)
        given = choice.input_value()
        points.locator("button").click()
        window.wait_for_url("**/meeting/**")
        assert window.locator('form[action*="/points/"] select[name^="points:"]').first.input_value() == given
    (assessment,) = folder.glob("*/*/assessment.toml")
    assert any(one.points is not None for one in read_assessment(assessment).criteria)


def test_every_view_is_accessible_and_fits_a_telephone(opened: Open, folder: Path) -> None:
    """No violation of WCAG 2.2 AA that axe finds; nothing to scroll sideways at 360 px or 200 %; light to load."""
    script = AXE.read_text() if AXE.is_file() else absent("axe-core is not installed: make office")
    shutil.copytree(EXAMPLES / "board-meeting", folder / "kokous")
    shutil.copytree(EXAMPLES / "groups" / "mallimaa", folder / "mallimaa")
    with served(folder, "application.toml", "--group", "mallimaa") as server:
        window = opened(server)
        base = window.url.partition("/fill/")[0]
        home = base.rpartition("/a/")[0]
        window.goto(home)
        meeting = window.locator('main a[href^="/meeting/"]').get_attribute("href")
        views = [f"{base}/{view}" for view in ("fill/start", "fill/partners", "fill/budget", "fill/plan")]
        views += [f"{base}/{view}" for view in ("review", "papers", "hyrra", "take")]
        found: dict[str, list[str]] = {}
        for view in [*views, f"{home}/", f"{home}/group", f"{home}{meeting}"]:
            window.goto(view)
            window.evaluate(script)
            tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
            results = window.evaluate("tags => axe.run({ runOnly: tags })", tags)
            found[view] = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in results["violations"]]
            # Text at 200 % in a window of 1280 px has half as many pixels of the page's own.
            for width, height, name in (
                (1280, 800, "a window"),
                (360, 800, "a telephone"),
                (640, 400, "a window at 200 %"),
            ):
                window.set_viewport_size({"width": width, "height": height})
                if window.evaluate("document.documentElement.scrollWidth") > width:
                    found[view].append(f"wider than {name}")
                window.evaluate("scrollTo(0, document.body.scrollHeight)")
                balance = window.locator("#money tr").last
                if "/fill/" in view and not window.evaluate(SEEN, balance.element_handle()):
                    found[view].append(f"the balance is out of sight in {name}")
            window.set_viewport_size({"width": 1280, "height": 800})
            weight = window.evaluate(
                "performance.getEntries().reduce((sum, one) => sum + (one.decodedBodySize || 0), 0)"
            )
            if weight > 150_000:
                found[view].append(f"{weight} bytes")
    assert {view: problems for view, problems in found.items() if problems} == {}


def test_the_keyboard_alone_is_enough(opened: Open, folder: Path) -> None:
    """To the content, into a field, and a row added by the keyboard, which goes into its first field."""
    with served(folder, "application.toml") as server:
        window = opened(server)
        window.goto(window.url.replace("/fill/start", "/fill/partners"))
        window.keyboard.press("Tab")
        assert window.evaluate("document.activeElement.className") == "skip"
        add = window.locator("[data-add]").last
        add.focus()
        window.keyboard.press("Enter")
        count = len(hakemus.load(folder / "application.toml").partners)
        window.locator(f'[name="partners[{count}].name"]:focus').wait_for()
        window.keyboard.type("Uusi kumppani")
        window.keyboard.press("Tab")
        wait_until_saved(window)
    assert hakemus.load(folder / "application.toml").partners[count].name == "Uusi kumppani"
