"""Lists that Word numbers by itself: read with the numbers, levels and beginnings that Word shows."""

import re
from functools import cache

import pytest

import hakemus
from edited_paper import edited
from hakemus.forms import read
from hakemus.packaged import packaged_folder
from hakemus.values.text import blocks
from hakemus.word import Prose
from hakemus.word.markup import Limits
from hakemus.word.printing import Gate
from saved_by import rewritten

APPLICATION = hakemus.load(packaged_folder("examples") / "cooperation-complete" / "application.toml")
LEVELS = {
    "plain": [("decimal", "%1.", 1), ("lowerLetter", "%2)", 1), ("bullet", "o", 1)],
    "from five": [("decimal", "%1.", 5)],
    "letters": [("upperLetter", "%1)", 1), ("decimal", "%1.%2", 1)],
    "roman": [("lowerRoman", "(%1)", 3)],
    "bullets": [("bullet", "•", 1), ("bullet", "o", 1), ("decimal", "%3.", 1)],
}


@cache
def plan() -> bytes:
    """Return a project plan."""
    return hakemus.render(APPLICATION, "project-plan", draft=True)


def level(at: int, kind: str, text: str, first: int) -> str:
    """Return a level of a list."""
    shape = f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{first}"/>{shape}</w:lvl>'


def listed(
    items: list[tuple[str, int]], shape: str, *, anew: int | None = None, by_style: bool = False
) -> str | None:
    """Return the long text of a plan behind whose first paragraph items of a list were typed, each with its level.

    With `anew`, the last item is of a list that begins again from there.
    """
    levels = "".join(level(at, *one) for at, one in enumerate(LEVELS[shape]))
    made = f'<w:abstractNum w:abstractNumId="77">{levels}</w:abstractNum>'
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{anew}"/></w:lvlOverride>' if anew else ""
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="77"/>{over}</w:num>'
        for number, over in ((77, ""), (78, override))
    )
    style = (
        '<w:style w:type="paragraph" w:styleId="Oma"><w:name w:val="List Paragraph"/><w:pPr><w:numPr>'
        '<w:numId w:val="77"/></w:numPr></w:pPr></w:style></w:styles>'
    )

    def change(name: str, text: str) -> str:
        if name == "word/numbering.xml":
            text = re.sub(r"(?=<w:num )", lambda _: made, text, count=1)
            return text.replace("</w:numbering>", f"{numbers}</w:numbering>")
        return text.replace("</w:styles>", style) if name == "word/styles.xml" else text

    def typed(body: str) -> str:
        start = body.index('w:name="h_plan_need"')
        end = body.index("</w:p>", start) + len("</w:p>")
        own = ""
        for at, (said, depth) in enumerate(items):
            number = 78 if anew and at == len(items) - 1 else 77
            look = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
            look = '<w:pStyle w:val="Oma"/>' if by_style else look
            own += f"<w:p><w:pPr>{look}</w:pPr><w:r><w:t>{said}</w:t></w:r></w:p>"
        return body[:end] + own + body[end:]

    paper = rewritten(edited(plan(), typed), change)
    return read(paper).application.plan.need


FLAT = [("yksi", 0), ("kaksi", 0), ("kolme", 0)]
DEEP = [("yksi", 0), ("alempi", 1), ("toinen", 1), ("kaksi", 0), ("uusi", 1)]


@pytest.mark.parametrize(
    ("items", "shape", "shown"),
    [
        (FLAT, "plain", "1. yksi\n2. kaksi\n3. kolme"),
        (FLAT, "from five", "5. yksi\n6. kaksi\n7. kolme"),
        (FLAT, "letters", "A) yksi\nB) kaksi\nC) kolme"),
        (FLAT, "roman", "(iii) yksi\n(iv) kaksi\n(v) kolme"),
        (DEEP, "plain", "1. yksi\n  a) alempi\n  b) toinen\n2. kaksi\n  a) uusi"),
        (DEEP, "letters", "A) yksi\n  A.1 alempi\n  A.2 toinen\nB) kaksi\n  B.1 uusi"),
        (DEEP, "bullets", "- yksi\n  - alempi\n  - toinen\n- kaksi\n  - uusi"),
        ([("yksi", 0), ("syvä", 2)], "plain", "1. yksi\n    - syvä"),
    ],
)
def test_a_list_is_read_as_word_shows_it(items: list[tuple[str, int]], shape: str, shown: str) -> None:
    """Its numbers, levels and first number."""
    text = listed(items, shape)
    assert text is not None
    assert shown in text


def test_a_list_that_begins_again_has_its_own_numbers() -> None:
    """The other list goes on until there."""
    assert "1. yksi\n2. kaksi\n9. kolme" in (listed(FLAT, "plain", anew=9) or "")


def test_a_list_that_a_style_numbers_is_numbered() -> None:
    """Paragraphs of the style have no numbers of their own in the file."""
    assert "5. yksi\n6. kaksi\n7. kolme" in (listed(FLAT, "from five", by_style=True) or "")


def test_a_level_stays_in_sight_where_a_text_has_none() -> None:
    """Long text has lists of one level: deeper items are lines of the item above them."""
    found = [block.text for block in blocks("1. yksi\n  a) alempi\n2. kaksi")]
    assert found == ["yksi\n  a) alempi", "kaksi"]


def test_of_a_text_whose_end_is_kept_only_the_last_paragraph_is_kept_with_what_follows() -> None:
    """Signatures below it are not alone on a page, and a long text is divided all the same."""
    gate = Gate(Limits(), {"BodyText": False})
    shown = gate.paragraphs(Prose("yksi\n\nkaksi\n\nkolme", kept="end"), "plan.need").split("</w:p>")[:-1]
    assert ["<w:keepNext/>" in one for one in shown] == [False, False, True]


def test_no_item_of_a_list_is_alone_on_a_page() -> None:
    """The first is kept with the second, the last but one with the last; those between may go their own way."""
    text = "Johdanto.\n- yksi\n- kaksi\n- kolme\n- neljä\n- viisi\n\nLoppu."
    gate = Gate(Limits(), {"BodyText": False, "ListBullet": True})
    paragraphs = gate.paragraphs(Prose(text), "plan.objectives").split("</w:p>")
    kept = [paragraph for paragraph in paragraphs if "<w:keepNext/>" in paragraph]
    assert [word for word in ("yksi", "kaksi", "kolme", "neljä", "viisi") if word in "".join(kept)] == [
        "yksi",
        "neljä",
    ]
    assert len(kept) == 2
