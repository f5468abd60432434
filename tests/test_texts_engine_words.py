"""What the Word engine says, in a reader's language: known by the engine's own words, and told with their values."""

import io
import re
import zipfile
from pathlib import Path
from string import Formatter

import pytest

import hakemus.word
from hakemus.assembly import template_path
from hakemus.errors import TemplateError
from hakemus.proofing import check_templates
from hakemus.texts import LANGUAGES, Language, engine_detail, engine_place
from hakemus.texts.catalogue import open_catalogue
from hakemus.word import Template

ENGINE = {key: text for key, text in open_catalogue("en").messages.items() if key.startswith("engine.")}
SAID = "\n".join(path.read_text(encoding="utf-8") for path in Path(hakemus.word.__file__).parent.glob("*.py"))
OF_JINJA = frozenset(
    f"engine.{key}"
    for key in (
        *("detail.undefined", "detail.no-attribute", "detail.expected-token", "detail.expected-expression"),
        *("detail.unexpected", "detail.unexpected-at", "detail.unknown-tag"),
        *("word.end-of-print", "word.end-of-block"),
    )
)
"""What Jinja says through the engine."""

FAULTS = (
    "{% if draft %}",
    "{% endif %}",
    "{% else %}",
    "{{ project.name",
    "project.name }}",
    "{%p if draft %} beside",
    "{{ project.name | upper }}",
    "{% if draft is divisibleby 2 %}x{% endif %}",
    "{{ project.__class__ }}",
    "{% for a, b in annexes %}{% endfor %}",
    "{% macro x() %}{% endmacro %}",
    "{{ project.name name }}",
    "{{ }}",
    "{% foo %}",
    "{{ project.name ? }}",
)
"""Tags that the engine refuses, each for a reason of its own."""


def template(text: str) -> bytes:
    """Return a template of the library with a paragraph more."""
    stream = io.BytesIO()
    paragraph = f"<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p><w:sectPr"
    with zipfile.ZipFile(template_path("project-plan", "fi")) as ours, zipfile.ZipFile(stream, "w") as own:
        for name in ours.namelist():
            content = ours.read(name)
            if name == "word/document.xml":
                head, _, tail = content.decode().rpartition("<w:sectPr")
                content = f"{head}{paragraph}{tail}".encode()
            own.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("key", sorted(set(ENGINE) - OF_JINJA))
def test_the_english_words_are_the_engines_own(key: str) -> None:
    """A message that the engine no longer says would never be known: its longest piece stands in the engine's code."""
    pieces = [literal for literal, *_ in Formatter().parse(ENGINE[key])]
    longest = max((piece.strip() for each in pieces for piece in re.split(r"[{}“”]", each)), key=len)
    code = re.sub(r'"\s*\n\s*f?"', "", SAID)

    assert longest in code or longest.removeprefix("a value of the type ") in code


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_of_a_template_is_told(text: str, language: Language) -> None:
    """Every fault of these templates is known, and nothing of it stays in English."""
    with pytest.raises(TemplateError) as raised:
        Template(template(text))

    for problem in raised.value.problems:
        told = engine_detail(problem.message, language)
        assert told != problem.message
        assert "end of" not in told
        assert not re.search(r"\b(paragraph|near|after)\b", engine_place(problem.place, language))


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_a_value_that_is_refused_is_told(tmp_path: Path, language: Language) -> None:
    """The field and the place stay, the reason is told; a template that prints a whole part says so."""
    (tmp_path / "fi").mkdir()
    (tmp_path / "fi" / "project-plan.docx").write_bytes(template("{{ group }}"))
    told = " ".join(check_templates(tmp_path).to_text(language).split())

    assert "group: " in told
    assert "{{ group }}" in told
    assert not re.search(r"only formatted text|paragraph|type dict", told)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_check_of_templates_speaks_the_language(tmp_path: Path, language: Language) -> None:
    """A report on a template that is not closed holds no word of the engine's."""
    (tmp_path / "fi").mkdir()
    (tmp_path / "fi" / "project-plan.docx").write_bytes(template("{% if draft %}"))
    told = check_templates(tmp_path).to_text(language)

    assert "endif" in told
    assert not re.search(r"\b(never closed|missing|paragraph|near)\b", told)


def test_words_that_nobody_knows_stay() -> None:
    """What the catalogue does not know is told as it is, and so is English to an Englishman."""
    assert engine_detail("something new: 12", "sv") == "something new: 12"
    assert engine_detail("this if is never closed: endif is missing", "en").startswith("this if")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(key for key in ENGINE if not key.startswith("engine.word.")))
def test_every_message_comes_back_with_its_values(key: str, language: Language) -> None:
    """Each is known among all the others, and its values stand in the translation."""
    names = {name for _, name, *_ in Formatter().parse(ENGINE[key]) if name}
    text = ENGINE[key].format(**{name: f"⟨{name}⟩" for name in names})
    tell = engine_place if key.startswith("engine.place.") else engine_detail
    expected = open_catalogue(language)[key].format(**{name: f"⟨{name}⟩" for name in names})

    assert tell(text, language) == expected
