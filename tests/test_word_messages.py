"""What the Word engine says: each sentence a code with values, so that it can be said in every language."""

import copy
import io
import pickle
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from hakemus.assembly import template_path
from hakemus.errors import Message, TemplateError
from hakemus.proofing import check_templates
from hakemus.texts import Language, in_language
from hakemus.texts.wording import open_catalogue
from hakemus.word import Template
from hakemus.word.messages import message

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


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_of_a_template_is_said_in_the_language(text: str, language: Language) -> None:
    """Every fault carries a code that the language knows, and nothing of it stays in English."""
    with pytest.raises(TemplateError) as raised:
        Template(template(text))

    for problem in raised.value.problems:
        assert isinstance(problem.message, Message)
        assert f"engine.{problem.message.code}" in open_catalogue(language)
        said = in_language(problem.message, language)
        assert said != problem.message
        assert "end of" not in said
        assert not re.search(r"\b(paragraph|near|after)\b", in_language(problem.place, language))


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("tag", ["{{ group }}", "{{ project.nothing }}", "{% if draft %}"])
def test_the_check_of_templates_speaks_the_language(tmp_path: Path, tag: str, language: Language) -> None:
    """Neither a value that is refused, a name that nobody knows nor a tag that is open is reported in English."""
    (tmp_path / "fi").mkdir()
    (tmp_path / "fi" / "project-plan.docx").write_bytes(template(tag))
    report = " ".join(check_templates(tmp_path).to_text(language).split())

    assert tag in report
    assert not re.search(r"only formatted text|paragraph|near|dict|attribute|never closed|missing", report)


def test_plain_text_and_english_stay_as_they_are() -> None:
    """What is no message of the engine's is not changed, nor is what an English reader reads."""
    said = message("unclosed", kind="if")
    assert in_language("unclosed", "sv") == "unclosed"
    assert in_language(said, "en") is said


def _pickled(said: Message) -> Message:
    return pickle.loads(pickle.dumps(said))  # type: ignore[no-any-return]  # noqa: S301 - our own bytes


@pytest.mark.parametrize("duplicate", [_pickled, copy.deepcopy])
def test_a_message_keeps_its_code_on_its_way_to_another_process(
    duplicate: Callable[[Message], Message],
) -> None:
    """A paper made elsewhere fails with the same message, in every language."""
    said = message("no-attribute", kind=message("word.dict-kind"), name="x")
    again = duplicate(said)

    assert (again, in_language(again, "fi")) == (said, in_language(said, "fi"))
