"""The doors of the library for what comes from outside, each with sound files to begin from and a way to damage them.

Used by the fuzzers: `test_fuzz_doors.py` damages at random, `guided.py` lets atheris choose what reaches new code.
"""

import io
import json
import re
import resource
import shutil
import time
import traceback
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import docx
from lxml import etree
from starlette.testclient import TestClient

import hakemus
from hakemus.errors import HakemusError
from hakemus.files.assessors import ANSWERS, read_answers
from hakemus.files.attachments import look_at
from hakemus.files.board_blank import read_assessment, read_meeting
from hakemus.files.workbook import budget_workbook, read_workbook
from hakemus.packaged import packaged_folder
from hakemus.page.server import application as page_of
from hakemus.page.workspace import Workspace
from hakemus.word import Branding, Logo, Properties, Template, inspect, outline, read_picture, text

EXAMPLES = packaged_folder("examples")
TEMPLATES = packaged_folder("templates")
DAY = date(2026, 2, 1)
LARGEST = 400_000
"""How many bytes damaged input may have: it is about shape, not about size."""

Damage = Callable[[bytes, Random, Sequence[bytes]], bytes]


@dataclass(frozen=True)
class Door:
    """What reads input from outside, what it is given to begin from, and how that is damaged."""

    open: Callable[[bytes, Path], object]
    seeds: Callable[[], Sequence[bytes]]
    damage: Damage


# How input is damaged: bytes, lines of text, and the elements of the parts of an archive.

_ODD = (
    b"1e999999", b"-0", b"\xff\xfe", b"\x00", b"9" * 5000, b"nan", b"1_0", b"2024-02-30", b"'''", b'"""', b"[[", b"]]",
    b"{}", b"[]", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"\r", b"=", b".", b",", b"0x1f", b"true", b"null", b"\\u0000",
    b"1" * 400, b"99999999", b"-1", b"0", b"{{ x }}", b"{% for a in b %}", b"../..", b"/dev/null", b"http://x",
)  # fmt: skip


def damaged_bytes(content: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return content with bytes changed, cut, doubled, moved, or spliced with another's."""
    made = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 5))):
        at, length = random.randrange(len(made) + 1), random.choice((1, 1, 4, 40, 400))
        change = random.randrange(6)
        if change == 0 and made:
            made[at % len(made)] = random.randrange(256)
        elif change == 1:
            del made[at : at + length]
        elif change == 2:
            made[at:at] = made[at : at + length] * random.choice((1, 1, 30))
        elif change == 3:
            made[at : at + random.choice((0, length))] = random.choice(_ODD)
        elif change == 4:
            other = random.choice(others)
            from_ = random.randrange(len(other) + 1)
            made[at:at] = other[from_ : from_ + length]
        else:
            del made[at:]
    return bytes(made[:LARGEST])


_TOKEN = re.compile(rb'"(?:[^"\\\n]|\\.)*"|[0-9][0-9.eE+_-]*|true|false|[A-Za-z_][A-Za-z0-9_]*|\S')


def damaged_text(content: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return a text file with tokens exchanged and lines changed, moved and doubled; at times with bytes damaged."""
    if random.random() < 0.3:
        return damaged_bytes(content, random, others)
    for _ in range(random.choice((1, 2, 6))):
        if random.random() < 0.5:
            lines = content.split(b"\n")
            at, other = random.randrange(len(lines)), random.choice(others).split(b"\n")
            change = random.randrange(4)
            if change == 0:
                del lines[at]
            elif change == 1:
                lines.insert(random.randrange(len(lines)), lines[at])
            elif change == 2:
                lines.insert(at, random.choice(other))
            else:
                lines[at:at] = lines[at : at + 12] * random.choice((1, 20))
            content = b"\n".join(lines)
        elif tokens := [*_TOKEN.finditer(content)]:
            gone, came = random.choice(tokens), random.choice(tokens).group()
            came = random.choice(_ODD) if random.random() < 0.5 else came
            content = content[: gone.start()] + came + content[gone.end() :]
    return content[:LARGEST]


_VALUES = (
    "", "0", "-1", "1", "99999999999", "1.5", "²", "x", "true", "rId1", "rId99", "w:p", "A1:XFD1048576", "9" * 5000,
    "../../x.xml", "word/document.xml", "#REF!", "{{ x }}", "{% if x %}", "{%tr endfor %}", "budget.items[99].amount",
    "h_budget_items_0_amount", "\u202e", "1e400", "Internal", "External",
)  # fmt: skip


def damaged_xml(content: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return a part with elements removed, doubled, moved, renamed, filled, and attributes exchanged or lost."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return damaged_bytes(content, random, others)
    for _ in range(random.choice((1, 1, 2, 5))):
        elements = [one for one in root.iter() if isinstance(one.tag, str)]
        one, other = random.choice(elements), random.choice(elements)
        change = random.randrange(8)
        if change == 0 and one.getparent() is not None:
            one.getparent().remove(one)  # type: ignore[union-attr]
        elif change == 1 and one.getparent() is not None:
            one.addprevious(_copy(one))
        elif change == 2 and len(etree.tostring(other)) < 20_000:
            one.append(_copy(other))
        elif change == 3:
            one.tag = other.tag
        elif change == 4 and one.attrib:
            del one.attrib[random.choice([*one.attrib])]
        elif change == 5 and (one.attrib or other.attrib):
            name = random.choice([*(one.attrib or other.attrib)])
            one.set(name, random.choice([*_VALUES, *other.attrib.values()]))
        elif change == 6:
            one.text = random.choice([*_VALUES, other.text or ""])
        elif len(one) > 1:
            one[:] = random.sample([*one], len(one))
    return etree.tostring(root)[:LARGEST]


def _copy(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element, with_tail=False))


def damaged_archive(content: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Return an archive with one of its parts damaged, lost, renamed or another's; at times with bytes damaged."""
    if random.random() < 0.15:
        return damaged_bytes(content, random, others)
    parts = _parts(content)
    if not parts:
        return damaged_bytes(content, random, others)
    for _ in range(random.choice((1, 1, 2))):
        # The part that holds the text is damaged as often as all others together.
        main = [name for name in parts if name.endswith(("document.xml", "sheet1.xml", "workbook.xml"))]
        name = random.choice(main if main and random.random() < 0.5 else [*parts])
        change = random.randrange(12)
        if change == 0:
            del parts[name]
            if not parts:
                return content
        elif change == 1:
            parts[random.choice([*parts, f"{name}x", "x", "word/x.xml"])] = parts.pop(name)
        elif change == 2:
            parts[name] = _parts(random.choice(others)).get(name, parts[name])
        elif change == 3:
            parts[name] = damaged_bytes(parts[name], random, [*parts.values()])
        else:
            parts[name] = damaged_xml(parts[name], random, [*parts.values()])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def _parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of an archive; none of one that is damaged already, whatever the standard library raises."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            # What declares itself larger than anything of ours is not unpacked here either.
            return {
                one.filename: archive.read(one) for one in archive.infolist() if one.file_size < 4_000_000
            }
    except Exception:  # noqa: BLE001 - zipfile lets out what its parts raise
        return {}


# The doors.


def _file(content: bytes, folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _application(content: bytes, folder: Path, name: str) -> None:
    application = hakemus.load(_file(content, folder, name))
    report = hakemus.check(application, on=DAY)
    for finding in report.findings:
        finding.message("sv")


def _group(content: bytes, folder: Path) -> None:
    group = hakemus.LeaderGroup.read(_file(content, folder, "group.toml"))
    hakemus.check(_cooperation(), on=DAY, group=group)


_MALLIMAA = EXAMPLES / "groups" / "mallimaa"
_OF_A_GROUP = (
    *("group.toml", "fields.toml", "documents.toml"),
    *("texts/fi/findings.toml", "texts/sv/findings.toml"),
)
_NEXT = b"\n#---\n"


def _group_folder(content: bytes, folder: Path) -> None:
    place = folder / "group"
    if not place.exists():
        shutil.copytree(_MALLIMAA, place, ignore=shutil.ignore_patterns("__pycache__", "*.py", "templates"))
    for path, part in zip(_OF_A_GROUP, content.split(_NEXT), strict=False):
        _file(part, place, path)
    group = hakemus.LeaderGroup.open(place)
    hakemus.check(_cooperation(), on=DAY, group=group)


def _board(content: bytes, folder: Path) -> None:
    path = _file(content, folder, "board.toml")
    for read in (read_assessment, read_meeting):
        with suppress(HakemusError):
            read(path)


def _answer(content: bytes, folder: Path) -> None:
    place = folder / "meeting" / ANSWERS
    place.mkdir(parents=True, exist_ok=True)
    for name in ("a.docx", "a.xlsx"):
        _file(content, place, name)
    read_answers(place.parent)


_HOST = "127.0.0.1:8000"


def _page(content: bytes, folder: Path) -> None:
    """Ask the page as a browser asks: what nobody caught comes out here."""
    place = folder / "page"
    place.mkdir(exist_ok=True)
    (place / "application.toml").write_bytes(_applications()[0])
    space = Workspace(place, lambda: DAY, "fi")
    head, _, body = content.partition(_NEXT)
    method, address, name = (*head.decode("ascii", "ignore").split(), "", "", "")[:3]
    address = address.replace("KEY", space.key(place / "application.toml"))
    browser = TestClient(
        page_of(space, "token", [_HOST]),
        base_url=f"http://{_HOST}",
        headers={"Origin": f"http://{_HOST}", "Accept": "application/json"},
        cookies={"hakemus-8000": "token"},
        follow_redirects=False,
    )
    try:
        method = method if method in {"GET", "POST"} else "GET"
        sent = browser.build_request(method, address, content=body, headers={"X-File-Name": name})
    except Exception:  # noqa: BLE001 - no address: the browser itself doesn't send it
        return
    if sent.url.scheme in {"http", "https"}:  # nor to the page what is of another protocol
        browser.send(sent)


def _record(content: bytes, _: Path) -> None:
    with suppress(UnicodeDecodeError):
        record = hakemus.read_record(content.decode())
        hakemus.check(record.to_application(), on=DAY)


def _paper(content: bytes, _: Path) -> None:
    hakemus.read(content)


def _looked_at(content: bytes, _: Path) -> None:
    for look in (outline, inspect, text):
        look(content)


def _template(content: bytes, _: Path) -> None:
    for strict in (True, False):
        with suppress(HakemusError):
            template = Template(content, strict=strict, branding=_branding())
            template.problems()
            template.render({"a": "x", "rows": [{"b": "y"}, {"b": "z"}]}, Properties(title="t"))


def _workbook(content: bytes, folder: Path) -> None:
    read_workbook(_file(content, folder, "budget.xlsx"))


def _picture(content: bytes, _: Path) -> None:
    with suppress(ValueError):  # its own, whoever asks makes an error of the library of it
        read_picture(content)


def _attachment(content: bytes, folder: Path) -> None:
    look_at(_file(content, folder, "a.pdf").name, folder)


# What they begin from: files of ours.


@cache
def _cooperation() -> hakemus.Application:
    return hakemus.load(EXAMPLES / "cooperation-complete" / "application.toml")


@cache
def _branding() -> Branding:
    return Branding(logo=Logo(_pictures()[0], "Logo"), text="1B4332", font="Arial")


@cache
def _applications() -> Sequence[bytes]:
    return [path.read_bytes() for path in sorted(EXAMPLES.glob("*/application.toml"))]


@cache
def _as_json() -> Sequence[bytes]:
    found = [hakemus.load(path) for path in sorted(EXAMPLES.glob("*/application.toml"))]
    return [one.model_dump_json(exclude_none=True).encode() for one in found]


@cache
def _groups() -> Sequence[bytes]:
    return [path.read_bytes() for path in sorted(EXAMPLES.glob("*/group.toml"))] + [
        path.read_bytes() for path in sorted(EXAMPLES.glob("groups/*/group.toml"))
    ]


@cache
def _folders() -> Sequence[bytes]:
    return [_NEXT.join((_MALLIMAA / name).read_bytes() for name in _OF_A_GROUP)]


@cache
def _boards() -> Sequence[bytes]:
    names = ("meeting.toml", "assessment.toml")
    return [path.read_bytes() for name in names for path in sorted(EXAMPLES.glob(f"**/{name}"))]


@cache
def _records() -> Sequence[bytes]:
    return [path.read_bytes() for path in sorted(EXAMPLES.glob("290170*/record.txt"))]


@cache
def _papers() -> Sequence[bytes]:
    names = ("application", "letter-of-intent", "cost-estimate", "project-plan", "de-minimis-declaration")
    made = [hakemus.render(_cooperation(), name, draft=True, on=DAY) for name in names]
    return [*made, hakemus.blank_form("small-project"), hakemus.blank_form("investment", language="sv")]


@cache
def _answers() -> Sequence[bytes]:
    return [path.read_bytes() for path in sorted((EXAMPLES / "board-meeting" / ANSWERS).iterdir())]


@cache
def _requests() -> Sequence[bytes]:
    asked = [
        "/",
        "/group",
        "/a/KEY",
        "/a/KEY/fill/start",
        "/a/KEY/fill/budget",
        "/a/KEY/review",
        "/a/KEY/papers",
    ]
    asked += ["/a/KEY/row?list=budget.items&at=1&table=yes", "/a/KEY/paper/application", "/a/KEY/workbook"]
    asked += ["/a/KEY/hyrra", "/a/KEY/bundle", "/a/KEY/take", "/meeting/KEY"]
    typed = {"path": "applicant.phone", "text": "040", "was": "", "row": "", "chapter": "applicant"}
    sent = {
        "/a/KEY/field": json.dumps(typed).encode(),
        "/a/KEY/rows": json.dumps({"path": "budget.items[0]", "step": "up", "mark": ""}).encode(),
        "/a/KEY/annex/0 a.pdf": _attachments()[0],
        "/a/KEY/take a.docx": _papers()[0],
        "/a/KEY/take a.xlsx": _workbooks()[0],
        "/open a.toml": _applications()[0],
        "/open a.txt": _records()[0],
        "/new": b"measure=small-project",
        "/language/sv": b"back=%2F",
    }
    posted = [f"POST {address}".encode() + _NEXT + content for address, content in sent.items()]
    return [*(f"GET {address}".encode() + _NEXT for address in asked), *posted]


@cache
def _templates() -> Sequence[bytes]:
    made = docx.Document()
    for line in (
        "{{ a }}",
        "{%p for row in rows %}",
        "{{ row.b|upper }}",
        "{%p endfor %}",
        "{{ '%5s' % a }}",
    ):
        made.add_paragraph(line)
    table = made.add_table(3, 2)
    tags = ("{%tr for r in rows %}", "{{ r.b }}", "{%tr endfor %}")
    for cell, tag in zip(table.columns[0].cells, tags, strict=True):
        cell.text = tag
    stream = io.BytesIO()
    made.save(stream)
    names = ("letter-of-intent", "poster", "cost-estimate")
    ours = [(TEMPLATES / "fi" / f"{name}.docx").read_bytes() for name in names]
    own = sorted((EXAMPLES / "groups" / "mallimaa" / "templates").rglob("*.docx"))
    return [stream.getvalue(), stream.getvalue(), *ours, *(path.read_bytes() for path in own)]


@cache
def _workbooks() -> Sequence[bytes]:
    found = [
        hakemus.load(EXAMPLES / name / "application.toml")
        for name in ("small-project", "cooperation-project")
    ]
    return [budget_workbook(one, on=DAY) for one in found]


@cache
def _pictures() -> Sequence[bytes]:
    return [path.read_bytes() for path in sorted(EXAMPLES.glob("groups/*/*.png"))]


@cache
def _attachments() -> Sequence[bytes]:
    return [path.read_bytes() for path in sorted(EXAMPLES.glob("*/*/*.pdf"))[:3]]


DOORS = {
    "application": Door(lambda content, at: _application(content, at, "a.toml"), _applications, damaged_text),
    "json": Door(lambda content, at: _application(content, at, "a.json"), _as_json, damaged_text),
    "group": Door(_group, _groups, damaged_text),
    "group-folder": Door(_group_folder, _folders, damaged_text),
    "board": Door(_board, _boards, damaged_text),
    "record": Door(_record, _records, damaged_text),
    "paper": Door(_paper, _papers, damaged_archive),
    "looked-at": Door(_looked_at, _papers, damaged_archive),
    "template": Door(_template, _templates, damaged_archive),
    "workbook": Door(_workbook, _workbooks, damaged_archive),
    "picture": Door(_picture, _pictures, damaged_bytes),
    "attachment": Door(_attachment, _attachments, damaged_bytes),
    "answer": Door(_answer, _answers, damaged_archive),
    "page": Door(_page, _requests, damaged_text),
}

# What is a fault: any error but the library's own, a refusal that takes long, and memory that is not bounded.

LONGEST_REFUSAL, LONGEST = 2.0, 10.0
"""Seconds of this process; twice what is promised, and more for what is read, since the machine has other work."""
MOST_MEMORY = 300 * 1024


def fault(door: Door, content: bytes, folder: Path, slower: float = 1) -> str | None:
    """Return what is wrong with how a door took its input, in one line that names the place; None when all is well."""
    begun, memory, longest = time.process_time(), _largest(), LONGEST
    try:
        door.open(content, folder)
    except HakemusError as error:
        longest = LONGEST_REFUSAL
        if len(str(error)) > 100_000:
            return f"a message of {len(str(error))} characters"
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        frames = traceback.extract_tb(error.__traceback__)
        place = frames[-1]
        ours = next((one for one in reversed(frames) if "hakemus" in one.filename), place)
        return f"{type(error).__name__} at {Path(ours.filename).name}:{ours.lineno} ({place.name}): {error!s:.200}"
    seconds, more = time.process_time() - begun, _largest() - memory
    if seconds > longest * slower:
        return f"{seconds:.1f} seconds"
    return f"{more // 1024} MB" if more > MOST_MEMORY else None


def _largest() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
