"""Whatever program saved it: papers, forms and templates of other programs are read as those of an English Word."""

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest

import hakemus
from edited_paper import edited, retyped
from form_filling import filled
from hakemus.errors import PackageError
from hakemus.forms import read
from hakemus.packaged import packaged_folder
from hakemus.papers import document
from hakemus.texts import LANGUAGES
from hakemus.word import Prose, Template, outline, text
from hakemus.word.package import read_package
from saved_by import IDS, decomposed, localised, rewritten, strict

EXAMPLES = packaged_folder("examples")
TEMPLATES = sorted(packaged_folder("templates").glob("*/*.docx"))
APPLICATION = hakemus.load(EXAMPLES / "cooperation-complete" / "application.toml")
CARRYING = [name for name in hakemus.list_documents() if not document(name).published]
NAME = "Kyliltä kylille – yhteiset kyydit"


@cache
def plan() -> bytes:
    """Return a project plan."""
    return hakemus.render(APPLICATION, "project-plan", draft=True)


def control(paper: bytes, tag: str) -> str:
    """Return the control of a field as XML."""
    with zipfile.ZipFile(io.BytesIO(paper)) as package:
        body = package.read("word/document.xml").decode()
    found = re.search(rf'<w:sdt><w:sdtPr>(?:(?!<w:sdt>).)*?w:val="{re.escape(tag)}".*?</w:sdt>', body)
    assert found is not None
    return found[0]


def with_control(paper: bytes, tag: str, made: str) -> bytes:
    """Return a paper with other XML in place of the control of a field."""
    return edited(paper, lambda body: body.replace(control(paper, tag), made, 1))


# Styles are known by their names


def in_short_tests(file: Path, language: str) -> bool:
    """Return whether a template is tried with the Word of a language each time: a Swedish one with a Swedish Word."""
    return language == ("sv" if file.parent.name == "sv" else "fi")


@pytest.mark.parametrize(
    ("file", "language"),
    [
        pytest.param(
            file,
            language,
            id=f"{language}-{file.parent.name}-{file.stem}",
            marks=() if in_short_tests(file, language) else pytest.mark.fuzz,
        )
        for file in TEMPLATES
        for language in IDS
    ],
)
def test_a_template_is_the_same_from_a_word_in_any_language(file: Path, language: str) -> None:
    """Its parts are read with the ids that our own templates have, so that nothing behind sees a difference."""
    own, saved = read_package(file), read_package(localised(file.read_bytes(), language))
    assert outline(localised(file.read_bytes(), language)) == outline(file)
    assert Template(localised(file.read_bytes(), language)).problems() == Template(file).problems()
    assert saved.types == own.types


@pytest.mark.parametrize("language", IDS)
def test_a_paper_is_printed_the_same_with_a_template_of_any_word(language: str) -> None:
    """Long texts and lists get their styles, which the library names by their English ids."""
    file = EXAMPLES.parent / "templates"
    folder = file if file.is_dir() else packaged_folder("templates")
    template = folder / "fi" / "project-plan.docx"
    from hakemus.assembly import subject_of  # noqa: PLC0415
    from hakemus.case import Case  # noqa: PLC0415
    from hakemus.programme import programme_on  # noqa: PLC0415

    day = APPLICATION.date
    assert day is not None
    law = programme_on(day)
    content = document("project-plan").content(subject_of(Case(APPLICATION, law, day), draft=True))
    printed = [
        Template(source).render(content) for source in (template, localised(template.read_bytes(), language))
    ]
    assert outline(printed[0]) == outline(printed[1])


@pytest.mark.parametrize("language", IDS)
@pytest.mark.parametrize("measure", ["small-project", "company-group"])
def test_a_blank_form_is_blank_from_a_word_in_any_language(measure: str, language: str) -> None:
    """No prompt becomes an answer."""
    form = hakemus.blank_form(measure)
    own, saved = read(form), read(localised(form, language))
    assert (saved.changes, saved.problems, saved.outside) == ((), (), ())
    assert saved.application == own.application


@pytest.mark.parametrize("language", IDS)
@pytest.mark.parametrize("paper", CARRYING)
def test_an_untouched_paper_is_unchanged_from_a_word_in_any_language(paper: str, language: str) -> None:
    """Headings that it printed are still headings."""
    reading = read(localised(hakemus.render(APPLICATION, paper, draft=True), language))
    assert (reading.changes, reading.problems, reading.outside) == ((), (), ())
    assert reading.account.is_whole


@pytest.mark.parametrize("language", IDS)
def test_what_was_typed_is_read_from_a_word_in_any_language(language: str) -> None:
    """Into a form, and into a paper: as from an English Word."""
    answers: dict[str, str | Prose] = {
        "project.name": "Kyläpiha",
        "plan.need": Prose("Piha on kunnostettava.\n\n- penkit\n- valot"),
        "budget.items[0].description": "Penkit",
        "budget.items[0].amount": "1800",
        "project.end_date": "31.10.2026",
    }
    form = filled(hakemus.blank_form("small-project"), answers, emptied=False)
    paper = retyped(plan(), (NAME, "Uusi nimi"))
    for file in (form, paper):
        own, saved = read(file), read(localised(file, language))
        assert saved.changes == own.changes != ()
        assert (saved.problems, saved.outside, saved.account) == (own.problems, own.outside, own.account)


def test_an_id_that_another_style_has_taken_makes_way() -> None:
    """A style of somebody's own may be called by the id that a heading had."""
    own = '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="Oma"/></w:style></w:styles>'
    saved = rewritten(
        localised(plan(), "fi"),
        lambda name, text: text.replace("</w:styles>", own) if name == "word/styles.xml" else text,
    )
    assert read(saved).changes == ()
    assert "[heading 1] " in outline(saved)


# Strict Open XML, relations without their parts, letters of two signs


@pytest.mark.parametrize("kind", ["paper", "form", "template"])
def test_strict_open_xml_is_read(kind: str) -> None:
    """What was typed is found; a template prints."""
    if kind == "template":
        template = packaged_folder("templates") / "fi" / "cover-list.docx"
        assert Template(strict(template.read_bytes())).fields == Template(template).fields
        return
    if kind == "paper":
        paper = strict(retyped(plan(), (NAME, "Uusi nimi")))
        expected = [("project.name", "Uusi nimi")]
    else:
        form = hakemus.blank_form("small-project")
        own = control(form, "applicant.name")
        typed = re.sub(r"<w:t(?: [^>]*)?>[^<]*", "<w:t>Kylä ry", own.replace("<w:showingPlcHdr/>", ""))
        paper, expected = strict(with_control(form, "applicant.name", typed)), [("applicant.name", "Kylä ry")]
    assert [(change.path, change.after) for change in read(paper).changes] == expected


def test_the_words_of_a_strict_file_are_kept() -> None:
    """Only names of namespaces are translated."""
    words = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    reading = read(strict(retyped(plan(), (NAME, words))))
    assert reading.application.project.name == words
    assert words in text(strict(retyped(plan(), (NAME, words))))


@pytest.mark.parametrize(
    ("part", "relation"),
    [
        (
            "word/_rels/settings9.xml.rels",
            '<Relationship Id="rId1" Type="x/attachedTemplate" Target="a" TargetMode="External"/>',
        ),
        ("word/_rels/gone.xml.rels", '<Relationship Id="rId1" Type="x/image" Target="media/gone.png"/>'),
    ],
)
def test_relations_of_a_part_that_is_not_there_are_left_out(part: str, relation: str) -> None:
    """A program that drops a part may leave its relations."""
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    out = io.BytesIO(plan())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(part, f'<Relationships xmlns="{space}">{relation}</Relationships>')
    assert read(out.getvalue()).changes == ()


def test_a_relation_to_a_part_that_is_not_there_is_forgotten() -> None:
    """Nothing in the body calls for it."""
    lost = (
        '<Relationship Id="rId99" Type="x/glossaryDocument" Target="glossary/document.xml"/></Relationships>'
    )
    saved = rewritten(
        plan(),
        lambda name, text: (
            text.replace("</Relationships>", lost) if name == "word/_rels/document.xml.rels" else text
        ),
    )
    assert read(saved).changes == ()
    assert b"glossaryDocument" not in read_package(saved).parts["word/_rels/document.xml.rels"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_of_two_signs_are_the_same_letters(language: str) -> None:
    """MacOS writes `ä` as `a` and two dots: nothing has changed, and nothing is outside."""
    paper = hakemus.render(APPLICATION, "project-plan", language=language, draft=True)
    reading = read(decomposed(paper))
    assert (reading.changes, reading.problems, reading.outside) == ((), (), ())


# Prompts: the form's own record decides


def typed_over(form: bytes, tag: str, typed: str, *, style: bool = True) -> bytes:
    """Return a form with a text over a prompt, whose flag a program has left."""
    own = control(form, tag)
    made = re.sub(r"(<w:t(?: [^>]*)?>)[^<]*", lambda found: f"{found[1]}{typed}", own)
    return with_control(form, tag, made if style else re.sub(r"<w:rStyle [^>]*/>", "", made))


@pytest.mark.parametrize("style", [True, False])
@pytest.mark.parametrize(
    ("tag", "typed"),
    [("applicant.name", "Kylä ry"), ("budget.items[0].amount", "1800"), ("plan.need", "Kylätalo vuotaa.")],
)
def test_an_answer_under_the_flag_of_a_prompt_is_an_answer(tag: str, typed: str, *, style: bool) -> None:
    """SuperDoc and Spire.Doc leave the flag and the style of the prompt on what was typed."""
    reading = read(typed_over(hakemus.blank_form("small-project"), tag, typed, style=style))
    assert typed in str(reading.changes)
    assert reading.problems == ()


@pytest.mark.parametrize(
    "prompt",
    [
        "Kirjoita tekstiä napsauttamalla tai napauttamalla tätä.",
        "Kirjoita teksti napsauttamalla tai napauttamalla tätä.",
        "Kirjoita tekstiä napsauttamalla tätä.",
        "Valitse kohde.",
        "Klicka eller tryck här för att ange text.",
        "Klicka här för att ange text.",
        "Välj ett objekt.",
        "Click or tap here to enter text.",
        "Click here to enter text.",
        "Choose an item.",
        "Click or tap to enter a date.",
    ],
)
def test_a_prompt_of_words_own_is_no_answer(prompt: str) -> None:
    """A field that was typed into and emptied again shows Word's own prompt, in the language of its windows."""
    reading = read(typed_over(hakemus.blank_form("small-project"), "applicant.name", prompt))
    assert (reading.changes, reading.problems) == ((), ())
    emptied = read(typed_over(plan(), "project.name", prompt))
    assert [(change.path, change.after) for change in emptied.changes] == [("project.name", None)]


@pytest.mark.parametrize("cut", [1, 3, 8])
def test_what_was_typed_inside_a_prompt_is_the_answer(cut: int) -> None:
    """The prompt's beginning and end are around it."""
    form = hakemus.blank_form("small-project")
    found = re.search(r">(\[[^<]*\])</w:t>", control(form, "applicant.municipality"))
    assert found is not None
    reading = read(typed_over(form, "applicant.municipality", f"{found[1][:cut]}Mallila{found[1][cut:]}"))
    assert [(change.path, change.after) for change in reading.changes] == [
        ("applicant.municipality", "Mallila")
    ]


# Days that a control keeps for itself


def test_a_printed_day_is_in_its_control_too() -> None:
    """Word shows that one when somebody opens its calendar."""
    application = hakemus.render(APPLICATION, "application", draft=True)
    assert 'w:fullDate="2025-11-17T00:00:00Z"' in control(application, "date")
    blank = hakemus.blank_form("small-project", on=APPLICATION.date)
    assert 'w:fullDate="2025-11-17T00:00:00Z"' in control(blank, "date")
    assert "w:fullDate" not in control(blank, "project.start_date")


@pytest.mark.parametrize("tag", ["project.start_date", "plan.activities[0].start_date"])
def test_a_control_that_keeps_another_day_is_reported(tag: str) -> None:
    """What is seen counts; nobody knows which of the two was meant."""
    form = typed_over(hakemus.blank_form("training"), tag, "1.5.2026")
    own = control(form, tag)
    kept = own.replace("<w:date>", '<w:date w:fullDate="2026-06-01T00:00:00Z">')
    reading = read(with_control(form, tag, kept))
    assert [(one.path, one.code, one.allowed) for one in reading.problems] == [
        (tag, "other-day", "2026-06-01")
    ]
    assert "2026-05-01" in str(reading.changes)


def test_a_day_typed_in_a_program_that_leaves_the_printed_one_is_no_mistake() -> None:
    """Only what was printed is left in the control."""
    paper = hakemus.render(APPLICATION, "application", draft=True)
    assert read(retyped(paper, ("17.11.2025", "18.11.2025"))).problems == ()


# Text that is struck out or hidden


@pytest.mark.parametrize(
    "look",
    ["<w:strike/>", "<w:dstrike/>", "<w:vanish/>", '<w:strike w:val="true"/>', '<w:rStyle w:val="Poisto"/>'],
)
def test_what_is_struck_out_or_hidden_is_no_value(look: str) -> None:
    """It is reported at its field; a style may strike out as well."""
    old = f"<w:r><w:rPr>{look}</w:rPr><w:t>Vanha nimi </w:t></w:r>"
    own = control(plan(), "project.name")
    made = own.replace("<w:sdtContent>", f"<w:sdtContent>{old}").replace(NAME, "Uusi nimi")
    style = (
        '<w:style w:type="character" w:styleId="Poisto"><w:name w:val="Poisto"/><w:rPr><w:strike/></w:rPr></w:style>'
        "</w:styles>"
    )
    paper = rewritten(
        with_control(plan(), "project.name", made),
        lambda name, text: text.replace("</w:styles>", style) if name == "word/styles.xml" else text,
    )
    reading = read(paper)
    assert [(change.path, change.after) for change in reading.changes] == [("project.name", "Uusi nimi")]
    assert [(one.path, one.code, one.typed) for one in reading.problems] == [
        ("project.name", "struck-out", "Vanha nimi")
    ]


def test_struck_out_words_in_a_long_text_and_in_a_row_are_reported() -> None:
    """Each at its own field."""
    strike = "<w:r><w:rPr><w:strike/></w:rPr><w:t>pois</w:t></w:r>"

    def change(body: str) -> str:
        for tag in ("h_plan_need", "h_partners_1_email"):
            body = re.sub(
                rf'(<w:bookmarkStart [^>]*w:name="{tag}"/>(?:<w:sdt>.*?<w:sdtContent>)?)',
                rf"\1{strike}",
                body,
                count=1,
            )
        return body

    reading = read(edited(plan(), change))
    assert reading.changes == ()
    found = {(one.path, one.code) for one in reading.problems}
    assert found == {("plan.need", "struck-out"), ("partners[1].email", "struck-out")}


def test_a_look_that_is_switched_off_strikes_nothing_out() -> None:
    """Word writes `0` where a style's look is taken away."""
    own = control(plan(), "project.name")
    made = own.replace("<w:r>", '<w:r><w:rPr><w:strike w:val="0"/></w:rPr>', 1)
    assert made != own
    reading = read(with_control(plan(), "project.name", made))
    assert (reading.changes, reading.problems) == ((), ())


# Tracked changes are read as if they were accepted

_BY = 'w:author="Vertaaja" w:date="2026-01-01T00:00:00Z"'


def redlined(paper: bytes, tag: str, old: str, new: str) -> bytes:
    """Return a paper in which the control of a field was deleted with tracking, and another one inserted behind it."""
    own = control(paper, tag)

    def tracked(kind: str, number: int, inner: str) -> str:
        edges = [
            f'<w:customXml{kind}Range{edge} w:id="{number + at}"'
            for at in (0, 1)
            for edge in ("Start", "End")
        ]
        first, first_end, last, last_end = edges
        begin, content, end = re.fullmatch(
            r"(.*?<w:sdtContent>)(.*)(</w:sdtContent></w:sdt>)", inner
        ).groups()  # type: ignore[union-attr]
        text = (
            content
            if kind == "Ins"
            else content.replace("<w:t", "<w:delText").replace("</w:t>", "</w:delText>")
        )
        return (
            f'{first} {_BY}/>{begin}{first_end}/><w:{kind.lower()} w:id="{number + 2}" {_BY}>{text}'
            f"</w:{kind.lower()}>{last} {_BY}/>{end}{last_end}/>"
        )

    return with_control(paper, tag, tracked("Del", 900, own) + tracked("Ins", 910, own.replace(old, new)))


def test_a_control_that_was_deleted_and_inserted_with_tracking_is_the_new_one() -> None:
    """As programs that compare two papers write it."""
    reading = read(redlined(plan(), "project.name", NAME, "Kyydit kaikille"))
    assert [(change.path, change.after) for change in reading.changes] == [
        ("project.name", "Kyydit kaikille")
    ]
    assert (reading.tracked, reading.problems) == (True, ())


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    """The end of a paragraph is tracked in its properties."""
    whole = APPLICATION.project.public_description
    assert whole is not None
    first, second = whole.strip().split("\n\n")[:2]

    def change(body: str) -> str:
        mark = f'<w:rPr><w:del w:id="901" {_BY}/></w:rPr></w:pPr>'
        at = body.rindex("</w:pPr>", 0, body.index(f">{first[:40]}"))
        return body[:at] + mark + body[at + len("</w:pPr>") :]

    reading = read(edited(hakemus.render(APPLICATION, "application", draft=True), change))
    assert [change.after for change in reading.changes] == [f"{first}{second}"]


@pytest.mark.parametrize(("kind", "left"), [("del", 2), ("ins", 3)])
def test_a_row_that_is_tracked_is_as_if_accepted(kind: str, left: int) -> None:
    """A row that was deleted so is gone, since somebody said so; one that was inserted is there."""

    def change(body: str) -> str:
        at = body.index('w:val="plan.activities[1].name"')
        row = body.rindex("<w:trPr>", 0, at) + len("<w:trPr>")
        return f'{body[:row]}<w:{kind} w:id="902" {_BY}/>{body[row:]}'

    reading = read(edited(plan(), change))
    assert len(reading.application.plan.activities) == left


def test_a_moved_text_is_where_it_was_moved_to() -> None:
    """What it was moved from is left out."""
    own = control(plan(), "project.name")
    run = re.search(r"<w:r>.*?</w:r>", own)
    assert run is not None
    to = f'<w:moveTo w:id="904" {_BY}><w:r><w:t>Siirretty</w:t></w:r></w:moveTo>'
    moved = own.replace(
        run[0],
        f'<w:moveFrom w:id="903" {_BY}>{run[0]}</w:moveFrom>{to}',
    )
    reading = read(with_control(plan(), "project.name", moved))
    assert reading.application.project.name == "Siirretty"


def test_a_file_that_is_no_word_file_is_still_refused() -> None:
    """Translating names makes no paper of a workbook."""
    with pytest.raises(PackageError):
        read(b"PK\x05\x06" + bytes(18))
