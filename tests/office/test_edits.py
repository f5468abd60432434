"""Papers and forms that somebody edited in LibreOffice: exactly what was typed is what changed."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

import hakemus
from any_application import leaves, same
from hakemus.packaged import packaged_folder
from hakemus.word.package import read_package
from hakemus.word.printing import bookmark_name
from kept import prove_kept
from other_programs import Job, Steps, installed_office, program_of, wasm_office

EXAMPLES = packaged_folder("examples")
DAY = date(2024, 12, 1)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OBJECTIVES = """\
- Kyytejä on joka arkipäivä neljältä kylältä kuntakeskukseen.
- Kyytipalvelu jatkuu hankkeen jälkeen ilman hanketukea.
- Uusi kohta: 1 000 matkaa."""
EDITS: dict[str, tuple[Steps, str, object]] = {
    "a value": (
        [("find", "Kylätie 12"), ("type", "Rantatie 1 B")],
        "applicant.address.street",
        "Rantatie 1 B",
    ),
    "an amount": (
        [("find", "5\N{NO-BREAK SPACE}600,00\N{NO-BREAK SPACE}€"), ("type", "5 000")],
        "budget.items[2].amount",
        "5000",
    ),
    "a day": ([("find", "1.1.2026"), ("type", "01.02.2026")], "project.start_date", "2026-02-01"),
    "a choice": ([("find", "Yhdistys"), ("type", "Osuuskunta")], "applicant.legal_form", "cooperative"),
    "an emptied field": ([("find", "Kylätie 12"), ("do", "Delete")], "applicant.address.street", None),
    "a new row": (
        [
            *(("find", "Kuvitelman Yrittäjät ry"), ("do", "InsertRowsAfter"), ("do", "GoDown")),
            *(
                ("type", "Uusi kumppani"),
                ("do", "JumpToNextCell"),
                ("do", "JumpToNextCell"),
                ("type", "Auttaa"),
            ),
        ],
        "partners[2]",
        {"name": "Uusi kumppani", "role": "Auttaa"},
    ),
    "a deleted row": ([("find", "Kuvitelman kunta"), ("do", "DeleteRows")], "partners[0]", None),
    "a new paragraph": (
        [
            *(("find", "jatkuu hankkeen jälkeen ilman hanketukea."), ("do", "GoToEndOfLine")),
            *(("do", "InsertPara"), ("type", "Uusi kohta: 1 000 matkaa.")),
        ],
        "plan.objectives",
        OBJECTIVES,
    ),
}


@pytest.fixture(name="paper", scope="module")
def _paper() -> bytes:
    """Return the application of the cooperation project, in Finnish."""
    application = hakemus.load(EXAMPLES / "cooperation-complete" / "application.toml")
    return hakemus.render(application, "application", on=DAY, draft=True)


def prove(edit: str, saved: bytes) -> None:
    """Read an edited paper: the edit is the one change, and nothing is outside."""
    _, path, after = EDITS[edit]
    reading = hakemus.read(saved)
    assert (edit, reading.problems, reading.outside) == (edit, (), ())
    assert [(edit, change.path, change.after) for change in reading.changes] == [(edit, path, after)]


def prove_marks(program: str, did: str, paper: bytes, came: Sequence[bytes]) -> None:
    """Hold what was kept of the paper to what is written of it, but where a row was taken away with its marks."""
    if program_of(installed_office) == "LibreOffice 7.4":
        whole = [saved for edit, saved in zip(EDITS, came, strict=True) if edit != "a deleted row"]
        prove_kept(program, did, [paper] * len(whole), whole)


def test_each_edit_in_libreoffice_is_the_one_change(paper: bytes, tmp_path: Path) -> None:
    """A value, a day, a choice, a row more and a row less, a paragraph more."""
    came = installed_office(tmp_path)([Job(paper, steps=EDITS[edit][0]) for edit in EDITS])
    prove_marks("LibreOffice 7.4", f"edited: {', '.join(EDITS)}", paper, came)
    for edit, saved in zip(EDITS, came, strict=True):
        prove(edit, saved)


@pytest.mark.fuzz
def test_what_was_edited_in_one_libreoffice_comes_through_another(paper: bytes, tmp_path: Path) -> None:
    """Edited in the installed one, then opened and saved by the newer."""
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
    second = wasm_office(tmp_path / "second")
    edited = installed_office(tmp_path / "first")([Job(paper, steps=EDITS[edit][0]) for edit in EDITS])
    came = second([Job(one) for one in edited])
    prove_marks("LibreOffice 24.8", "opened and saved what 7.4 had edited", paper, came)
    for edit, saved in zip(EDITS, came, strict=True):
        prove(edit, saved)


def fields_of(paper: bytes) -> Iterator[tuple[str, str, bool]]:
    """Yield each control of a paper: its field, its text, and whether it is a box."""
    package = read_package(paper)
    for control in etree.fromstring(package.parts[package.main]).iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None:
            box = any(str(part.tag).endswith("}checkbox") for part in control.iter(etree.Element))
            yield str(tag.get(f"{W}val")), "".join(part.text or "" for part in control.iter(f"{W}t")), box


def filling(form: bytes, like: hakemus.Application) -> dict[str, list[tuple[str, str]]]:
    """Return the steps that fill each field of a form that an application has an answer to."""
    shown = {tag: text for tag, text, _ in fields_of(hakemus.render(like, "application", on=DAY, draft=True))}
    long = dict(leaves(like.plan.model_dump(), "plan"))
    steps = {}
    for tag, prompt, box in fields_of(form):
        at = ("at", bookmark_name(tag))
        if box and shown.get(tag):
            steps[tag] = [at, ("tick", "0" if shown[tag] == "kyllä" else "1")]
        elif prompt.startswith("[") and (text := shown.get(tag) or long.get(tag)):
            steps[tag] = [at, ("find", prompt), ("type", " ".join(str(text).split()))]
    return steps


def test_a_whole_form_filled_in_libreoffice_gives_the_application(tmp_path: Path) -> None:
    """Every field that the form asks and the example answers: typed, picked or ticked, saved and read."""
    examples = ("preparatory-funding", "cooperation-complete", "company-group")
    likes = [hakemus.load(EXAMPLES / example / "application.toml") for example in examples]
    forms = [hakemus.blank_form(str(like.classification.measure), language="fi") for like in likes]
    steps = [filling(form, like) for form, like in zip(forms, likes, strict=True)]
    came = installed_office(tmp_path)(
        [
            Job(form, steps=[step for one in of_form.values() for step in one])
            for form, of_form in zip(forms, steps, strict=True)
        ]
    )
    prove_kept(program_of(installed_office), "a whole form filled", forms, came)
    for like, form, of_form, saved in zip(likes, forms, steps, came, strict=True):
        prove_filled(like, form, of_form, saved)


def prove_filled(like: hakemus.Application, form: bytes, steps: Collection[str], saved: bytes) -> None:
    """Read a filled form, and hold it to the application that it was filled like."""
    reading = hakemus.read(saved)
    assert (reading.problems, reading.outside) == ((), ())
    wanted = dict(leaves(like.model_dump(exclude_none=True)))
    filled = dict(leaves(reading.application.model_dump(exclude_none=True)))
    before = dict(leaves(hakemus.read(form).application.model_dump(exclude_none=True)))
    assert len(steps) > 30
    assert [(tag, filled.get(tag)) for tag in steps if not same(wanted.get(tag), filled.get(tag))] == []
    offered = {tag for tag, text, _ in fields_of(form) if text and not text.startswith("[")}
    assert set(filled) - set(before) - set(steps) <= offered
