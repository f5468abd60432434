"""A template from outside is no program: it runs nothing, reaches nothing, and stays within its budget."""

import io
from types import SimpleNamespace
from typing import Any

import docx
import pytest

from hakemus.errors import TemplateError, ValueRefusedError
from hakemus.word import Limits, Template, text
from hakemus.word.compiling import refuse_namesake


def template(
    *paragraphs: str, title: str = "", strict: bool = False, limits: Limits | None = None
) -> Template:
    """Return a template of these paragraphs, as docxtpl would have it."""
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    made.core_properties.title = title
    stream = io.BytesIO()
    made.save(stream)
    return Template(stream.getvalue(), strict=strict, limits=limits or Limits())


ATTACKS = [
    "{{ cycler.__init__.__globals__ }}",
    "{{ lipsum.__globals__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ self.__init__.__globals__ }}",
    "{{ thing.__class__.__init__.__globals__ }}",
    "{{ thing.method.__func__.__globals__ }}",
    "{{ '{0.__class__.__init__.__globals__}'.format(thing) }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{% include '/etc/passwd' %}",
]


class Thing:
    """A value with a method."""

    def method(self) -> str:
        """Return anything."""
        return "x"


@pytest.mark.parametrize("attack", ATTACKS)
def test_code_in_a_template_runs_nowhere(attack: str) -> None:
    """Not in the body, not in the title; strict or not."""
    with pytest.raises(TemplateError):
        template(attack, strict=True)
    for hostile in (template(attack), template("x", title=attack)):
        with pytest.raises(TemplateError):
            hostile.render({"thing": Thing()})


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_document_rendered_from_data_is_no_template_by_accident(attack: str) -> None:
    """Tags in data come out as text, strict or not."""
    for strict in (True, False):
        assert text(template("{{ a }}", strict=strict).render({"a": attack})) == attack


@pytest.mark.parametrize(
    "greedy",
    [
        "{{ 'a' * 100001 }}",
        "{{ 10**20000 }}",
        "{{ 'a'|center(100001) }}",
        "{{ 'a'.ljust(100001) }}",
        "{{ '%0100001d' % 1 }}",
        "{{ '%0100001d'|format(1) }}",
        "{{ '{:>100001}'.format(1) }}",
        "{{ '%(a)100001d' % {'a': 1} }}",
        "{{ '%.100001f' % 1.5 }}",
        "{{ '{:.100001f}'.format(1.5) }}",
        "{% set a = [0] * 10 %}{% set b = [a, a] %}" + "{% set b = [b, b] %}" * 8 + "{{ b }}",
        "{{ lipsum(1) }}",
        "{{ range(100001)|list }}",
        "{{ [0] * 100001 }}",
        "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x ~ x %}" * 12 + "{{ x }}",
        "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x + x %}" * 12 + "{{ x }}",
        "{% set x = 10 %}" + "{% set x = x * x %}" * 15 + "{{ x }}",
        "{% set x = 'a' * 1000 %}{{ x|replace('a', x) }}",
        "{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(1) }}",
        "{{ '{:{w}}'.format(1, w='100001') }}",
        "{{ '{:{w}}'.format_map({'w': '100001'}) }}",
        "{{ '%*d'|format(100001, 1) }}",
        "{{ ('\\t' * 1000).expandtabs(1000) }}",
        "{{ ('a\\n' * 500)|indent(1000) }}",
        "{% set x = 'a' * 1000 %}{{ ([x] * 10)|join }}",
    ],
)
def test_what_grows_without_bounds_is_stopped(greedy: str) -> None:
    """Before it fills the memory: tried within narrow limits, so that the inputs are small."""
    with pytest.raises((TemplateError, ValueRefusedError)):
        template(greedy, limits=Limits(text_characters=1_000)).render({})


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ("{{ xs.append('b') or '' }}", "2 1"),
        ("{{ table.update({'k': 2}) or '' }}", "1 2"),
        ("{{ table.inner.clear() or '' }}", "1 1"),
    ],
)
def test_the_callers_values_stay_as_they_were(change: str, seen: str) -> None:
    """A template changes lists and tables of its own; what it changes is seen by its own tags."""
    values = {"xs": ["a"], "table": {"k": 1, "inner": [1]}}
    printed = template(f"{change}{{{{ xs|length }}}} {{{{ table.k }}}}").render(values)
    assert values == {"xs": ["a"], "table": {"k": 1, "inner": [1]}}
    assert text(printed) == seen


def test_arithmetic_stays_as_it_is() -> None:
    """Only what grows beyond bounds is stopped."""
    assert (
        text(template("{{ 2 ** 10 }} {{ 2.5 ** 2 }} {{ 3 * 4 }} {{ 'ab' * 2 }}").render({}))
        == "1024 6.25 12 abab"
    )


@pytest.mark.parametrize("strict", [True, False])
def test_loops_have_a_budget(strict: bool) -> None:
    """Loops in loops are counted together."""
    loops = template(
        "{% for a in xs %}{% for b in xs %}{% for c in xs %}x{% endfor %}{% endfor %}{% endfor %}",
        strict=strict,
        limits=Limits(repetitions=100_000),
    )
    with pytest.raises(TemplateError, match="limit: repetitions") as caught:
        loops.render({"xs": ["x"] * 1_000})
    assert caught.value.problems[0].tag.startswith("{% for")
    assert loops.render({"xs": ["x"] * 10})


@pytest.mark.parametrize(
    "deep",
    [
        "{{ " + "(" * 5_000 + "a" + ")" * 5_000 + " }}",
        "{{ " + "not " * 2_000 + "a }}",
        "{% for a in xs %}" * 60 + "x" + "{% endfor %}" * 60,
        "{% if a %}" * 400 + "x" + "{% endif %}" * 400,
        "{{ a" + "[0]" * 2_000 + " }}",
    ],
)
@pytest.mark.parametrize("strict", [True, False])
def test_tags_nested_beyond_measure_are_told(deep: str, *, strict: bool) -> None:
    """What no compiler takes is a fault of the template."""
    with pytest.raises(TemplateError, match="nested too deeply"):
        template(deep, strict=strict)


def test_output_has_a_budget() -> None:
    """Counted over all parts."""
    long = template(
        "{% for a in xs %}{{ a }}{% endfor %}", strict=True, limits=Limits(output_characters=100_000)
    )
    with pytest.raises(TemplateError, match="limit: output_characters"):
        long.render({"xs": ["x" * 100] * 10_000})


def test_time_has_a_budget() -> None:
    """Looked at between the pieces."""
    slow = template("{% for a in xs %}{{ a }}{% endfor %}", strict=True, limits=Limits(seconds=0))
    with pytest.raises(TemplateError, match="limit: seconds"):
        slow.render({"xs": ["x"]})


def test_an_endless_iterator_is_cut_by_the_budget() -> None:
    """It is never made a list of."""

    def endless() -> Any:
        while True:
            yield "x"

    loop = template("{% for a in xs %}{{ a }}{% endfor %}", limits=Limits(repetitions=1_000))
    with pytest.raises(TemplateError, match="limit: repetitions"):
        loop.render({"xs": endless()})


def test_a_strict_template_reads_objects_as_it_reads_mappings() -> None:
    """Attributes that begin with an underscore are none of its business."""
    values = {"project": SimpleNamespace(name="Kylätalo", _own="x")}
    assert text(template("{{ project.name }}", strict=True).render(values)) == "Kylätalo"
    with pytest.raises(TemplateError, match="private"):
        template("{{ project._own }}", strict=True)


def test_a_method_of_a_value_is_not_printed() -> None:
    """It is no text."""
    with pytest.raises(ValueRefusedError):
        template("{{ thing.method }}", strict=True).render({"thing": Thing()})


def test_another_library_under_docxtpls_name_is_named() -> None:
    """docxtpl-ng installs itself as docxtpl; its document has no patch of the tags."""
    with pytest.raises(ImportError, match=r"docxtpl-ng.*--force-reinstall docxtpl"):
        refuse_namesake(object())
