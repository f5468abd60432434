"""Templates made ready: printed by steps as by Jinja, kept as data, and left to Jinja where anything is unusual."""

import io
import json
import subprocess
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import docx
import pytest

import hakemus
from hakemus import packaged, word
from hakemus.assembly import print_paper, subject_of, subjects_of, template_path
from hakemus.case import Case
from hakemus.errors import ValueRefusedError
from hakemus.packaged import built, keep_built, packaged_folder
from hakemus.papers import DOCUMENTS
from hakemus.programme.built import STATUTES_FOLDER, as_plain, from_plain
from hakemus.programme.reader import read_programme
from hakemus.reading import keep_own, read_own
from hakemus.word import Control, Prose, Shown, Template, compiling
from hakemus.word.data_part import Marks, marks_held, marks_in, piece_held
from hakemus.word.ready import KeptTemplate, Properties, Ready

LAW = Path(packaged.__file__).parent / "programme" / "2023-2027"


def template(*paragraphs: str, rows: bool = False) -> Template:
    """Return a template of these paragraphs, and perhaps a table of the list `rows`."""
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if rows:
        table = made.add_table(4, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Kulu", "Summa"
        table.cell(1, 0).text, table.cell(3, 0).text = "{%tr for row in rows if row.on %}", "{%tr endfor %}"
        table.cell(2, 0).text, table.cell(2, 1).text = "{{ row.name }}", "Yht. {{ row.sum }} euroa"
    stream = io.BytesIO()
    made.save(stream)
    return Template(stream.getvalue())


def by_jinja(one: Template) -> Template:
    """Return a template that prints everything the careful way."""
    one.__dict__["_as_usual"] = None
    return one


def both(one: Template, values: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """Return the paper and what it shows, by steps and by Jinja."""
    results: list[list[Any]] = []
    for _ in range(2):
        shown: list[Marks] = []

        def keep(marks: Marks, shown: list[Marks] = shown) -> str:
            shown.append(marks)
            return "<form/>"

        paper = one.render(values, Properties(title="Koe"), keep)
        [marks] = shown
        results.append([paper, marks.attributes({"leader_group": "Kylä ry"}), marks.shown])
        by_jinja(one)
    return results[0], results[1]


NASTY = (
    "a & b < c",
    "rivi\nrivi",
    "sarkain\tja \u00a0 väli",
    "",
    "{{ x }}",
    "a\u0308",
    "]]>",
    "&amp;lt;",
    "x" * 300,
)


@pytest.mark.parametrize("text", NASTY)
def test_steps_print_what_jinja_prints(text: str) -> None:
    """Bytes and marks are the same: choices, loops, fields and their copies, long texts, text within text."""
    name = Shown(text, "project.name", Control("Nimi"))
    day = Shown("1.3.2024", "date", Control("Päivä", "date"))
    rows = [
        {"name": Shown(f"{text}{n}", f"budget.items[{n}].name", Control("N")), "sum": "1,00", "on": n != 1}
        for n in range(4)
    ]
    values = {
        "name": name,
        "plain": text,
        "day": day,
        "yes": text,
        "rows": rows,
        "long": Prose(f"1. {text}\n2. toinen\n\n{text}\n\nloppu", tag="plan.need"),
        "other": Prose(f"- {text}\n- toinen"),
    }
    one = template(
        "{{ name }}",
        "Otsikko {{ plain }} ja {{ name }} jatkuu",
        "{%p if yes and not plain or day %}",
        "{{ day }}",
        "{%p else %}",
        "tyhjä",
        "{%p endif %}",
        "{{p long }}",
        "{{p other }}",
        "{{p long }}",
        rows=True,
    )
    usual, careful = both(one, values)
    assert usual == careful


def test_the_turns_of_a_loop_are_counted_by_steps() -> None:
    """As Jinja counts them, in a loop within another too."""
    last = (
        "{%p if loop.revindex > 1 and loop.revindex <= 3 %}",
        "{{ row.name }}",
        "{%p else %}",
        "-",
        "{%p endif %}",
    )
    one = template("{%p for part in parts %}", "{%p for row in part.rows %}", *last, "{%p endfor %}",
                   "{%p if loop.revindex == 1 or loop.length < 3 %}", "end", "{%p endif %}",
                   "{%p if loop.first or loop.index == 9 %}", "begin", "{%p endif %}",
                   "{%p if loop.last and not other %}", "last", "{%p endif %}",
                   "{%p if loop.revindex == 2 or not (loop.revindex <= 3) %}", "far", "{%p endif %}",
                   "{%p endfor %}")  # fmt: skip
    assert one.made_ready() is not None
    parts = [{"rows": [{"name": f"{at}"} for at in range(count)]} for count in (5, 0, 3, 1)]
    usual, careful = both(one, {"parts": parts, "other": ""})
    assert usual == careful
    shown = ["-", "-", "2", "3", "-", "begin", "far", "0", "1", "-", "far", "-", "end", "last"]
    assert word.text(usual[0]).split() == shown


def test_a_kept_template_prints_the_same_paper(monkeypatch: Any) -> None:
    """Each paper of an application, by its template made ready, kept as bytes and read again, and by Jinja."""
    application = hakemus.load(packaged_folder("examples") / "cooperation-complete" / "application.toml")
    subject = subject_of(Case.of(application, on=date(2025, 3, 1), language="fi"), draft=True)
    for paper in DOCUMENTS:
        path = template_path(paper.key, "fi")
        whole = Template(path)
        ready, subjects = whole.made_ready(), subjects_of(paper, subject)
        assert ready is not None, paper.key  # by Jinja alone it takes four times as long
        with monkeypatch.context() as patch:
            patch.setattr("marshal.loads", None)  # no code is read from a file
            kept = KeptTemplate(path, Ready.of_bytes(ready.as_bytes()))
        assert kept.digest == whole.digest
        printed = []
        for used in (kept, by_jinja(whole)):
            monkeypatch.setattr("hakemus.assembly.template_of", lambda *_, used=used: used)
            printed.append(print_paper(paper, subjects[0], data=True))
        assert printed[0] == printed[1], paper.key
        assert "whole" not in kept.__dict__, paper.key  # it was never compiled


_P, _T, _PAGE = (
    "<w:p><w:r><w:t>",
    "</w:t></w:r></w:p>",
    '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>',
)


@pytest.mark.parametrize(
    "xml",
    [
        f"{_P}a &amp; b{_T}{_P}c{_T}",
        f"<w:tr><w:tc>{_P}Sivu</w:t></w:r>{_PAGE}</w:p></w:tc></w:tr>{_P}loppu{_T}",
        f"<w:tr><w:tc>{_P}a{_T}<w:tbl><w:tr ><w:tc>{_P}b{_T}</w:tc></w:tr></w:tbl></w:tc></w:tr>",
        f'<w:tr><w:tc><w:p><w:bookmarkStart w:id="1" w:name="x"/>{_P}c{_T}</w:p></w:tc></w:tr>',
    ],
)
def test_what_a_piece_holds_is_what_the_whole_shows(xml: str) -> None:
    """A number of a page counts for its row, as ever, and not for its paragraph; of rows in rows the inner counts."""
    marks = marks_held([piece_held(xml)], [])
    assert marks is not None
    assert marks.attributes() == marks_in(xml).attributes()


@pytest.mark.parametrize("xml", ["<w:sdt>", "<w:t", '<w:fldSimple w:instr="PAGE">', "\x03<w:tr></w:tr>"])
def test_what_only_the_whole_tells_is_left_to_it(xml: str) -> None:
    """A control of the template's own, markup that goes on, a number without its end, a row that may be left out."""
    assert piece_held(xml) is None


def test_texts_are_kept_as_they_are_read(tmp_path: Path, monkeypatch: Any) -> None:
    """Each file of them, until it changes."""
    file = tmp_path / "texts.toml"
    file.write_text('say = "Häkä"\n[a.b]\nlist = ["x", "y"]\nis = true\n', encoding="utf-8")
    monkeypatch.setattr(packaged, "_BUILT", tmp_path / "built")
    before = read_own(file)
    keep_own(file)
    assert built(f"{tmp_path.name}-texts.json", [file]) is not None
    assert read_own(file) == before
    file.write_text("say = 2026-03-01", encoding="utf-8")
    assert read_own(file) == {"say": date(2026, 3, 1)}


def test_what_is_unusual_is_refused_as_ever() -> None:
    """The careful way says what it is, and where."""
    with pytest.raises(ValueRefusedError, match=r"is a number, and only formatted text .*paragraph 1"):
        template("{{ sum }}").render({"sum": 3})


def test_what_was_built_is_not_taken_once_a_file_has_changed(tmp_path: Path, monkeypatch: Any) -> None:
    """Nor when a file has another name, or what was built is cut short or other than it was written."""
    monkeypatch.setattr(packaged, "_BUILT", tmp_path / "built")
    file, kept = tmp_path / "law.toml", tmp_path / "built" / "law"
    file.write_text("a = 1", encoding="utf-8")
    keep_built("law", [file], b"{}\nand more")
    assert built("law", [file]) == b"{}\nand more"
    assert built("other", [file]) is None
    whole = kept.read_bytes()
    for damaged in (b"", whole[:20], whole[:-1], whole.replace(b"more", b"less")):
        kept.write_bytes(damaged)
        assert built("law", [file]) is None
    kept.write_bytes(whole)
    assert built("law", [file.rename(tmp_path / "other.toml")]) is None
    file.write_text("a = 2", encoding="utf-8")
    assert built("law", [file]) is None


def test_what_was_built_names_no_code() -> None:
    """Whoever writes it, only the law's own objects come of it."""
    plain = as_plain(read_programme(LAW))
    plain["head"]["label"] = ["system", "exit"]
    with pytest.raises(KeyError, match="system"):
        from_plain("2023-2027", plain, LAW / STATUTES_FOLDER)


def test_a_template_is_compiled_as_if_it_were_the_only_one(monkeypatch: Any) -> None:
    """What was compiled for another language, with its words replaced, is what is compiled of the template alone."""
    paths = sorted(packaged_folder("templates").glob("sv/*.docx"))
    alike = [Template(path)._parts for path in paths]
    monkeypatch.setattr(compiling, "_compiled_alike", lambda *_: None)
    for path, parts in zip(paths, alike, strict=True):
        alone = Template(path)._parts
        assert [(one.name, one.steps, one.lines, one.fields) for one in parts.values()] == [
            (one.name, one.steps, one.lines, one.fields) for one in alone.values()
        ]


def test_the_law_that_is_kept_is_the_law() -> None:
    """Every parameter, word and statute is equal, whichever is asked first."""
    read = read_programme(LAW)
    plain = json.loads(json.dumps(as_plain(read)))
    kept = from_plain(read.name, plain, LAW / STATUTES_FOLDER)
    assert kept == read
    assert [*kept.parameters_by_path] == [*read.parameters_by_path]
    assert kept.statute("617/2023").units == read.statute("617/2023").units


def test_printing_by_steps_needs_neither_docxtpl_nor_jinja() -> None:
    """So a command that prints one paper waits for neither."""
    code = "import sys, hakemus.assembly; print({'docx', 'docxtpl', 'jinja2', 'openpyxl', 'babel'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603
    assert done.stdout.strip() == "set()"


def test_the_version_is_the_one_that_is_installed() -> None:
    """It is found without what loads all that reads mail and archives."""
    assert packaged.library_version() == version("hakemus")
