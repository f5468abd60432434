# ruff: noqa: INP001, T201 - a script that says what it wrote
"""Makes the committed pictures: those of the README and of the how-tos, in Finnish and in Swedish.

Run from anywhere: `python docs/pictures.py`. For an officer's how-to it does what the how-to says: it makes a group's
folder, fills it in, checks it and uses it, and pictures each step. Needs LibreOffice and poppler.
"""

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path

from page_pictures import first_pages, small, workbook_page
from PIL import Image, ImageDraw, ImageFont

import hakemus
from hakemus.assembly import subject_of
from hakemus.case import Case
from hakemus.desk import hold_meeting, write_forms
from hakemus.forms.form_content import print_form
from hakemus.packaged import packaged_folder
from hakemus.texts import Language

PICTURES = Path(__file__).resolve().parent / "images"
EXAMPLES = packaged_folder("examples")
DOTS_PER_INCH = 90
HEADING, PALE = "1B4332", "88B04B"
"""The colour of headings, and one that is too pale to be read."""

FILLED: dict[Language, str] = {"fi": "preparatory-funding", "sv": "small-project"}
"""The example that the form of each language is filled in with, for the how-tos of applicants."""

_LINE, _EDGE, _BAR = 21, 14, 30
_LETTER = 8.0
"""How wide a letter of the command window is, at 13 pixels."""

_FOLDER_ROW = '<path d="M{x} {top}h6l2 2h8v10h-16z" fill="#e0b040"/>'
_FILE_ROW = '<path d="M{x} {top}h8l4 4v9h-12z" fill="#ffffff" stroke="#707070"/>'
_PLAIN, _TYPED = "font-family='monospace' font-size='13'", "font-family='sans-serif' font-size='14'"


@dataclass(frozen=True, slots=True)
class HowTo:
    """What a how-to in one language says: names, the applications it prints, and what it changes in Word.

    `own` is the group's own document: its key, its name, and what is changed in its template.
    """

    language: Language
    group: str
    folder: str
    document: str
    logo: str
    old: str
    new: str
    meeting: str
    own: tuple[str, str, tuple[tuple[str, str], ...]]
    place: str
    assessed_by: str
    reason: str
    paper: str
    applications: tuple[str, ...]


HOW_TOS = (
    HowTo(
        "fi",
        "Leader Esimerkki ry",
        "esimerkki",
        "hankesuunnitelma",
        "Ryhmän tunnus",
        "Hakijan nimi",
        "Kuka hakee?",
        "Hallituksen kokous",
        (
            "kylan-vahvistus",
            "Kylän vahvistus",
            (
                ("{{ project.name }}", "{{ partner.name }}"),
                ("Jäsen", "Allekirjoittaja"),
                ("Suostumus", "Vahvistus"),
                (
                    "Suostun jäseneksi tämän hankkeen ohjausryhmään.",
                    "{{ partner.name }} on mukana hankkeessa.",
                ),
                (
                    (
                        "Tiedän, että ohjausryhmä seuraa hankkeen toteutusta ja että hankkeen toteuttamisesta vastaa "
                        "yksin tuen saaja."
                    ),
                    "Olemme lukeneet hankesuunnitelman.",
                ),
            ),
        ),
        "Mallila",
        "Liisa Esimerkki",
        "Nuoret suunnittelivat hankkeen.",
        "preparatory-funding",
        ("investment", "cooperation-complete", "small-project"),
    ),
    HowTo(
        "sv",
        "Leader Exempel rf",
        "exempel",
        "projektplan",
        "Gruppens logotyp",
        "Sökandens namn",
        "Vem söker?",
        "Styrelsens möte",
        (
            "byns-bekraftelse",
            "Byns bekräftelse",
            (
                ("{{ project.name }}", "{{ partner.name }}"),
                ("Medlem", "Undertecknare"),
                ("Samtycke", "Bekräftelse"),
                (
                    "Jag samtycker till att vara medlem i styrgruppen för detta projekt.",
                    "{{ partner.name }} är med i projektet.",
                ),
                (
                    (
                        "Jag vet att styrgruppen följer genomförandet av projektet, och att stödmottagaren "
                        "ensam ansvarar för genomförandet."
                    ),
                    "Vi har läst projektplanen.",
                ),
            ),
        ),
        "Modellby",
        "Lisa Exempel",
        "Unga planerade projektet.",
        "small-project",
        ("small-project", "investment", "cooperation-complete"),
    ),
)


def main() -> None:
    """Write the pictures of papers and forms, then those of each officer's how-to, made in a folder of its own."""
    for name, page in first_pages(papers_and_forms()).items():
        write(f"{name}.png", page)
    for how_to in HOW_TOS:
        with tempfile.TemporaryDirectory() as place:
            for name, content in pictures(how_to, Path(place)).items():
                write(name, content)


def write(name: str, content: bytes) -> None:
    """Write a picture, and print its size."""
    (PICTURES / name).write_bytes(content)
    print(f"docs/images/{name}: {len(content)} bytes")


def papers_and_forms() -> dict[str, bytes]:
    """Return a project plan, and a form before and after it is filled in, by the names of their pictures."""
    papers = {"project-plan": hakemus.render(example("preparatory-funding"), "project-plan", language="fi")}
    for language, name in FILLED.items():
        papers[f"how-to-form.{language}"] = hakemus.blank_form(name, language=language)
        papers[f"how-to-filled.{language}"] = filled(example(name), language)
    return papers


def example(name: str) -> hakemus.Application:
    """Return an example's application."""
    return hakemus.load(EXAMPLES / name / "application.toml")


def filled(application: hakemus.Application, language: Language) -> bytes:
    """Return an application's form as it looks once it is filled in."""
    assert application.date is not None  # noqa: S101
    subject = subject_of(Case.of(application, language=language), draft=False)
    return print_form(subject, data=True, day=application.date)


def pictures(how_to: HowTo, place: Path) -> dict[str, bytes]:
    """Return the pictures of a how-to by the names of their files; its steps are done in an empty folder."""
    run = commands(how_to, place)
    folder = place / how_to.folder
    run("group", "new", how_to.group, "--out", how_to.folder)
    use(folder, "[colours]", f'heading = "#{PALE}"', instead={HEADING: PALE})
    pale = run("group", "check", how_to.folder)
    use(folder, 'shade = "#E3EFE6"', instead={PALE: HEADING})
    use(folder, "[logo]", 'file = "logo.png"', f'description.{how_to.language} = "{how_to.logo}"')
    (folder / "logo.png").write_bytes(name_mark(how_to.group))
    add_criteria(folder)
    run("group", "copy", how_to.folder, how_to.document)
    template = folder / "templates" / how_to.language / "project-plan.docx"
    change(template, how_to.old, how_to.new)
    checked = run("group", "check", how_to.folder)
    files = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    pages = {"template": template.read_bytes(), "paper": paper(how_to, folder), **board(how_to, place)}
    pages["own"] = own_document(how_to, folder, run)
    summary = pages.pop("summary")
    drawn = {
        "folder": folder_window(how_to.folder, files),
        "pale": terminal_window("Leader", pale),
        "check": terminal_window("Leader", checked),
    }
    return {
        **{f"how-to-{name}.{how_to.language}.svg": drawing.encode() for name, drawing in drawn.items()},
        **{
            f"how-to-{name}.{how_to.language}.png": page
            for name, page in first_pages(pages, DOTS_PER_INCH).items()
        },
        f"how-to-summary.{how_to.language}.png": workbook_page(summary, f"{how_to.language}_FI", 130),
    }


def commands(how_to: HowTo, place: Path) -> Callable[..., str]:
    """Return what runs a command in a folder, as the how-to writes it, and returns what a reader then sees."""
    source = str(Path(hakemus.__file__).parents[1])
    surroundings = {**os.environ, "PYTHONPATH": source, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"}

    def run(*words: str) -> str:
        given = [*words, "--language", how_to.language]
        done = subprocess.run(  # noqa: S603 - this very interpreter
            [sys.executable, "-m", "hakemus", *given],
            cwd=place,
            env=surroundings,
            check=False,
            capture_output=True,
            encoding="utf-8",
        )
        typed = " ".join(f'"{word}"' if " " in word else word for word in given)
        return f"> hakemus {typed}\n{done.stdout}{done.stderr}".rstrip()

    return run


def use(folder: Path, *lines: str, instead: dict[str, str] | None = None) -> None:
    """Take example lines of the group's data into use, as a reader does: with the sign before them taken away."""
    path = folder / "group.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in (instead or {}).items():
        text = text.replace(old, new)
    for line in lines:
        text = text.replace(f"# {line}", line, 1)
    path.write_text(text, encoding="utf-8")


def add_criteria(folder: Path) -> None:
    """Take the example of selection criteria into use."""
    path = folder / "group.toml"
    before, begin, after = path.read_text(encoding="utf-8").partition("# [[selections]]")
    used = (begin + after).replace("# ", "")
    path.write_text(before + used, encoding="utf-8")


def name_mark(group: str) -> bytes:
    """Return a group's name as a picture: a logo that is nobody's."""
    name, size, edge = group.removesuffix(" ry").removesuffix(" rf"), 96, 24
    font = ImageFont.load_default(size)
    left, top, right, bottom = (round(side) for side in font.getbbox(name))
    picture = Image.new("RGB", (right - left + 2 * edge, bottom - top + 2 * edge), "#FFFFFF")
    ImageDraw.Draw(picture).text((edge - left, edge - top), name, fill=f"#{HEADING}", font=font)
    return small(picture)


def change(template: Path, old: str, new: str) -> None:
    """Change a sentence of a template, as a reader does in Word."""
    stream = BytesIO()
    with zipfile.ZipFile(template) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "word/document.xml":
                content = content.replace(old.encode(), new.encode(), 1)
            after.writestr(name, content)
    template.write_bytes(stream.getvalue())


def own_document(how_to: HowTo, folder: Path, run: Callable[..., str]) -> bytes:
    """Return the group's own document for a partner, its template made of a copy of ours that gets a new name."""
    key, name, changes = how_to.own
    run("group", "copy", how_to.folder, "steering-group-consents")
    ours = folder / "templates" / how_to.language / "steering-group-consents.docx"
    template = ours.rename(ours.with_stem(key))
    for old, new in changes:
        change(template, old, new)
    entry = f'[[documents]]\nkey = "{key}"\nname.{how_to.language} = "{name}"\neach = "partner"\n'
    (folder / "documents.toml").write_text(entry, encoding="utf-8")
    group = hakemus.LeaderGroup.open(folder)
    application = example("cooperation-complete").model_copy(update={"leader_group": how_to.group})
    item = hakemus.list_items(application, key, group=group)[0]
    return hakemus.render(application, key, item=item, language=how_to.language, group=group)


def paper(how_to: HowTo, folder: Path) -> bytes:
    """Return the project plan of an example, as the group's own."""
    application = example(how_to.paper)
    group = hakemus.LeaderGroup.open(folder)
    shown = application.model_copy(update={"leader_group": how_to.group})
    return hakemus.render(shown, "project-plan", language=how_to.language, group=group)


def board(how_to: HowTo, place: Path) -> dict[str, bytes]:
    """Return a statement of the board, the workbook that sums its meeting up, and an assessor's form."""
    meeting = place / "meeting"
    meeting.mkdir()
    head = f'schema_version = 1\nlanguage = "{how_to.language}"\ngroup = "../{how_to.folder}"\n'
    when = f'name = "{how_to.meeting}"\nplace = "{how_to.place}"\ndate = 2025-03-20\nframe_left = 60000\n'
    (meeting / "meeting.toml").write_text(head + when, encoding="utf-8")
    for points, name in zip((4, 4, 2), how_to.applications, strict=True):
        (meeting / name).mkdir()
        proposed = "support" if points == 4 else "do-not-support"  # noqa: PLR2004 - the threshold of the example
        amount = "proposed_amount = 1000\n" if proposed == "support" else ""
        text = (
            f'schema_version = 1\napplication = "{(EXAMPLES / name / "application.toml").as_posix()}"\n'
            f'date = 2025-03-12\nassessed_by = "{how_to.assessed_by}"\nproposal = "{proposed}"\n{amount}'
            f'reasons = "{how_to.reason}"\n'
            f'[[criteria]]\ncriterion = "strategy"\nmet = true\nreason = "{how_to.reason}"\n'
            f'[[criteria]]\ncriterion = "youth"\npoints = {points}\nreason = "{how_to.reason}"\n'
        )
        (meeting / name / "assessment.toml").write_text(text, encoding="utf-8")
    result = hold_meeting(meeting, place / "out", language=how_to.language)
    statement = next(entry.paper for entry in result.entries if entry.name == how_to.applications[0])
    if statement is None or result.summary is None:
        raise SystemExit(f"the meeting of {how_to.language} has no papers")
    members = "".join(f'[[members]]\nname = "{name}"\n' for name in ("Maija Mallikas", "Sven Svensson"))
    with (meeting / "meeting.toml").open("a", encoding="utf-8") as file:
        file.write(members)
    form = write_forms(meeting, place / "forms", language=how_to.language)[0]
    return {
        "statement": statement.read_bytes(),
        "summary": result.summary.read_bytes(),
        "assessors": form.read_bytes(),
    }


def folder_window(title: str, paths: Sequence[str]) -> str:
    """Return a folder's window as SVG: its files by their paths, folders before what they hold.

    >>> "group.toml" in folder_window("esimerkki", ["group.toml", "texts/fi/findings.toml"])
    True
    """
    rows = list(_rows(paths))
    width, height = 460, _BAR + 2 * _EDGE + _LINE * len(rows)
    drawn = [_window((width, height), title, ("#ffffff", "#e8e8e8", "#202020"))]
    for number, (depth, name, is_folder) in enumerate(rows):
        left, top = _EDGE + 22 * depth, _BAR + _EDGE + _LINE * number
        drawn.append((_FOLDER_ROW if is_folder else _FILE_ROW).format(x=left, top=top))
        drawn.append(f"<text x='{left + 24}' y='{top + 12}' {_TYPED} fill='#202020'>{escape(name)}</text>")
    return _picture(width, height, title, drawn)


def terminal_window(title: str, said: str) -> str:
    """Return a command window as SVG: lines that begin with `>` were typed, the rest was printed.

    >>> "hakemus check" in terminal_window("Leader", "> hakemus check application.toml")
    True
    """
    lines = said.splitlines()
    width = round(2 * _EDGE + _LETTER * max(80, *map(len, lines)))
    height = _BAR + 2 * _EDGE + _LINE * len(lines)
    drawn = [_window((width, height), title, ("#1e1e1e", "#3a3a3a", "#f0f0f0"))]
    for number, line in enumerate(lines):
        colour = "#ffffff" if line.startswith(">") else "#cfcfcf"
        place = f"x='{_EDGE}' y='{_BAR + _EDGE + _LINE * number + 12}'"
        drawn.append(f"<text {place} {_PLAIN} fill='{colour}' xml:space='preserve'>{escape(line)}</text>")
    return _picture(width, height, title, drawn)


def _rows(paths: Sequence[str]) -> Iterator[tuple[int, str, bool]]:
    """Yield depth, name and whether it is a folder, for each file and for each folder on its way."""
    listed: set[str] = set()
    for path in sorted(paths, key=lambda each: ("/" not in each, each)):
        *folders, name = path.split("/")
        for depth, folder in enumerate(folders):
            here = "/".join(folders[: depth + 1])
            if here not in listed:
                listed.add(here)
                yield depth, folder, True
        yield len(folders), name, False


def _window(size: tuple[int, int], title: str, colours: tuple[str, str, str]) -> str:
    (width, height), (ground, bar, ink) = size, colours
    return (
        f"<rect x='0.5' y='0.5' width='{width - 1}' height='{height - 1}' rx='6' fill='{ground}' stroke='#909090'/>"
        f"<rect x='1' y='1' width='{width - 2}' height='{_BAR - 6}' rx='5' fill='{bar}'/>"
        f"<text x='{_EDGE}' y='17' {_TYPED} fill='{ink}'>{escape(title)}</text>"
    )


def _picture(width: int, height: int, title: str, drawn: Sequence[str]) -> str:
    head = f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 {width} {height}'>"
    return "\n".join([head, f"<title>{escape(title)}</title>", *drawn, "</svg>", ""])


if __name__ == "__main__":
    main()
