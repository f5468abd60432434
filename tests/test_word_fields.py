"""The placeholders of a template, however they are reached."""

import io

import docx
import pytest

from hakemus.word import Template


def fields(*paragraphs: str) -> set[str]:
    """Return the placeholders of a template made for docxtpl."""
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    stream = io.BytesIO()
    made.save(stream)
    return set(Template(stream.getvalue(), strict=False).fields)


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (("{{ a.b.c }}",), {"a.b.c"}),
        (("{{ a['b'] }} {{ a[0].c }}",), {"a.b", "a[].c"}),
        (("{{ a|default(b.c) }}",), {"a", "b.c"}),
        (("{{ a.x if b.y > c.z else d }}",), {"a.x", "b.y", "c.z", "d"}),
        (
            ("{% for x in a.list %}{{ x.b }}{{ loop.index }}{% else %}{{ c }}{% endfor %}",),
            {"a.list[]", "a.list[].b", "c"},
        ),
        (("{% for x in a|selectattr('paid') %}{{ x.b }}{% endfor %}",), {"a[]", "a[].b"}),
        (("{% for x in a %}{% for y in x.c %}{{ y }}{% endfor %}{% endfor %}",), {"a[]", "a[].c[]"}),
        (("{% for x in a if x.ok %}{{ x.b }}{% endfor %}{{ x }}",), {"a[]", "a[].ok", "a[].b", "x"}),
        (("{% set n = a.b %}{{ n.c }}",), {"a.b", "a.b.c"}),
        (("{% with n = a.b %}{{ n.c }}{% endwith %}{{ n }}",), {"a.b", "a.b.c", "n"}),
        (("{% macro f(x) %}{{ x.b }}{{ a }}{% endmacro %}{{ f(c.d) }}",), {"a", "c.d"}),
        (("{% for k, v in a.items() %}{{ k }}{{ v }}{% endfor %}",), {"a.items"}),
        (("{%p if a %}", "{{p b.prose }}", "{%p endif %}"), {"a", "b.prose"}),
    ],
)
def test_fields_are_led_back_to_the_content(paragraphs: tuple[str, ...], expected: set[str]) -> None:
    """Names that a template makes itself are not among its fields."""
    assert fields(*paragraphs) == expected
