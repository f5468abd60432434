"""Makes the frozen files: run by `python tests/frozen/make.py`.

The papers, forms, workbook and folders here were made by version 0.1.0, and are never made anew: they stand for what
people have on their disks, and every later version must read and check them the same. What exists is therefore left
as it is; a file of a new kind can be added. Only `contract.json` may be rewritten, by `pytest --update-golden`.
"""

import io
import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import openpyxl

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
sys.path.insert(0, str(HERE.parent / "shared"))

import hakemus  # noqa: E402
from contract import EDITED, frozen, run  # noqa: E402
from edited_paper import edited, retyped  # noqa: E402
from form_filling import filled  # noqa: E402
from hakemus.word import Prose  # noqa: E402

APPLICATIONS = {
    "preparatory": "preparatory-funding",
    "cooperation": "cooperation-complete",
    "small": "small-project",
    "unready": "cooperation-project",
    "ended": "preparatory-funding-ended",
    "companies": "company-group",
    "investment": "investment",
}
PAPERS = (
    *(f"preparatory.application.{language}" for language in ("fi", "sv", "en")),
    *(f"cooperation.cost-estimate.{language}" for language in ("fi", "sv", "en")),
    *("cooperation.project-plan.en", "small.project-plan.sv", "small.application.sv"),
    *(
        "preparatory.minutes-extract.fi",
        "preparatory.power-of-attorney.sv",
        "preparatory.letter-of-intent.en",
    ),
    *("cooperation.in-kind-estimate.fi", "cooperation.price-comparison.sv"),
    *("cooperation.cooperation-agreement.en", "ended.preparation-report.sv"),
    *("companies.de-minimis-declaration.fi", "preparatory.checklist.sv", "preparatory.hyrra-sheet.fi"),
    *("preparatory.cover-list.en", "preparatory.public-description.fi", "preparatory.poster.fi"),
)
TYPED = (
    ("040 000 0001", "040 111 2222"),
    ("1.4.2024", "15.4.2024"),
    ("5\N{NO-BREAK SPACE}000,00\N{NO-BREAK SPACE}€", "4 500,50 €"),
    ("hallitus@mallikyla.example", "uusi@mallikyla.example"),
    (
        "Hankesuunnittelija tekee työn osa-aikaisesti. Kylätalo on käytössä tilaisuuksia varten.",
        "Yksi tekijä.",
    ),
)
IN_THE_FORM: dict[str, str | Prose] = {
    "project.name": "Kylän sauna",
    "project.start_date": "1.9.2025",
    "applicant.name": "Mallikylän kyläyhdistys ry",
    "applicant.business_id": "1234567-1",
    "applicant.legal_form": "Yhdistys",
    "classification.is_leader_project": "kyllä",
    "plan.need": Prose("Vanha sauna on purettu.\n\n- Uusi tarvitaan.\n- Se tehdään talkoilla.\n"),
    "partners[0].name": "Kehitys-Malli Oy",
    "partners[2].name": "Mallikunnan Yrittäjät ry",
    "budget.items[0].description": "Hirret",
    "budget.items[0].quantity": "3",
    "budget.items[0].unit_price": "1 200,50",
    "budget.items[1].description": "Kiuas",
    "budget.items[1].amount": "paljon",
}


def made(name: str, content: Callable[[], bytes]) -> None:
    """Write a file, unless it is there already."""
    path = HERE / name
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content())


def paper(name: str, *, data: bool = True) -> bytes:
    """Return a paper by the name of its file: application, document and language."""
    stem, document, language = name.split(".")
    application = hakemus.load(HERE / f"{stem}.toml")
    item = next(iter(hakemus.list_items(application, document)), None)
    return hakemus.render(application, document, item=item, language=language, data=data)


def saved(filled_form: bytes) -> bytes:
    """Return a form compressed, as Word saves it."""
    return edited(filled_form, str)


def texts() -> None:
    """Make the applications, the page of the register (of a made-up project), the meeting and the group's folder."""
    for name, example in APPLICATIONS.items():
        made(f"{name}.toml", (EXAMPLES / example / "application.toml").read_bytes)
    text = (HERE / "preparatory.toml").read_text(encoding="utf-8")
    changed = text.replace("hallitus@mallikyla.example", "toinen@mallikyla.example")
    made("preparatory-changed.toml", changed.replace("040 000 0002", "040 333 4444").encode)
    application = hakemus.load(HERE / "preparatory.toml")
    made("preparatory.json", application.model_dump_json(exclude_none=True, indent=1).encode)
    page = (EXAMPLES / "290170" / "record.txt").read_text(encoding="utf-8")
    story = page.split("Julkinen hankekuvaus\n\n")[1].split("\n\n")[0]
    page = page.replace(story, "Mallikylässä kootaan yritysryhmä.").replace("290170", "123456")
    made("record.txt", page.replace("Pieksämäkeläiset ry", "Mallikylän kyläyhdistys ry").encode)
    if not (HERE / "group").exists():
        unread = shutil.ignore_patterns("make.py", "__pycache__")
        shutil.copytree(EXAMPLES / "groups" / "mallimaa", HERE / "group", ignore=unread)
        run("group", "check", str(HERE / "group"), "--accept")
        lock = HERE / "group" / "overrides.lock.toml"
        older = lock.read_text(encoding="utf-8").replace("kysyy, eikä", "kysyi, eikä")
        digest = older.partition('digest = "')[2].partition('"')[0]
        lock.write_text(older.replace(digest, "0" * len(digest), 1), encoding="utf-8")
    for source in sorted((EXAMPLES / "board-meeting").rglob("*.toml")):
        text = source.read_text(encoding="utf-8")
        for name, example in APPLICATIONS.items():
            text = text.replace(f"../../{example}/application.toml", f"../../{name}.toml")
        (HERE / "board" / source.parent.name).mkdir(parents=True, exist_ok=True)
        made(f"board/{source.relative_to(EXAMPLES / 'board-meeting')}", text.encode)


def papers() -> None:
    """Make the Word files: papers as printed, without data and edited; forms empty and filled."""
    for name in PAPERS:
        made(f"word/{name}.docx", lambda name=name: paper(name))  # type: ignore[misc]
    printed = paper("preparatory.application.fi")
    made(f"word/{EDITED}", lambda: retyped(printed, *TYPED))
    bare = paper("preparatory.application.fi", data=False)
    made("word/preparatory.application.fi.no-data.docx", lambda: retyped(bare, *TYPED[:2]))
    costs = paper("cooperation.cost-estimate.fi")
    euros = ("5\N{NO-BREAK SPACE}600,00\N{NO-BREAK SPACE}€", "6 100,25 €")
    made("word/cooperation.cost-estimate.fi.edited.docx", lambda: retyped(costs, euros))
    made("word/form.small-project.sv.docx", lambda: hakemus.blank_form("small-project", language="sv"))
    form = hakemus.blank_form("investment")
    made("word/form.investment.fi.filled.docx", lambda: saved(filled(form, IN_THE_FORM)))
    group = hakemus.LeaderGroup.open(HERE / "group")
    asked = hakemus.blank_form("preparatory-funding", language="sv", group=group)
    answers: dict[str, str | Prose] = {"group_answers[1].answer": "12", "group_answers[2].answer": "3.2.2024"}
    made("word/group.form.sv.filled.docx", lambda: saved(filled(asked, answers)))
    application = hakemus.load(HERE / "preparatory.toml")
    made("word/group.project-plan.fi.docx", lambda: hakemus.render(application, "project-plan", group=group))


def workbook() -> bytes:
    """Return the budget of the cooperation project as a workbook in which the first amount was changed."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/budget.xlsx"
        run("budget", "export", str(HERE / "cooperation.toml"), path)
        book = openpyxl.load_workbook(path)
        amounts = (cell for row in book.worksheets[0] for cell in row if cell.value == 5600)
        next(amounts).value = 5750.5
        out = io.BytesIO()
        book.save(out)
    return out.getvalue()


def expected() -> bytes:
    """Return what version 0.1.0 reads and finds in all these files."""
    rules = [rule.id for rule in hakemus.list_rules()]
    with tempfile.TemporaryDirectory() as folder:
        found = {"rules": rules, **frozen(Path(folder), rules)}
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


if __name__ == "__main__":
    texts()
    papers()
    made("budget.xlsx", workbook)
    made("expected.json", expected)
