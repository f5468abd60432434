"""A template made for docxtpl renders as docxtpl renders it (`strict=False`), differences on purpose aside."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import DebugUndefined, Environment
from lxml import etree
from PIL import Image
from pypdfium2 import PdfDocument

from hakemus.errors import TemplateError
from hakemus.pdf import to_pdfs
from hakemus.word import Template
from other_programs import absent
from plain_documents import saved

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml|docProps/core\.xml")
Values = dict[str, Any] | Callable[[Any], dict[str, Any]]


def by_docxtpl(template: bytes, values: Values) -> bytes:
    """Return what docxtpl makes of a template, escaping switched on."""
    document = DocxTemplate(io.BytesIO(template))
    mapping = values(document) if callable(values) else values
    document.render(mapping, autoescape=True)
    return saved(document)


def canonical(content: bytes) -> dict[str, list[str]]:
    """Return each story of a document in a form in which only what is seen differs."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        stories = {name: package.read(name) for name in package.namelist() if STORY.fullmatch(name)}
    lines = {name: [*_lines(etree.fromstring(xml))] for name, xml in sorted(stories.items())}
    lines["docProps/core.xml"] = sorted(line for line in lines["docProps/core.xml"] if line.count(" ") > 1)
    return lines


def _lines(element: etree._Element, depth: int = 0) -> Iterator[str]:
    """Yield elements one a line; runs are taken apart, so that where one ends and the next begins is no matter."""
    tag = etree.QName(element).localname
    attributes = " ".join(
        f"{etree.QName(str(key)).localname}={value!s}"
        for key, value in sorted(element.attrib.items())
        if not re.search(r"rsid|paraId|textId|space$", str(key)) and (tag, key) != ("docPr", "id")
    )
    if tag in {"lastModifiedBy", "proofErr"}:
        return
    yield f"{' ' * depth}{tag} {attributes}".rstrip() + (
        f" {element.text}" if (element.text or "").strip() else ""
    )
    children = [*element]
    at = 0
    while at < len(children):
        if children[at].tag != f"{W}r":
            yield from _lines(children[at], depth + 1)
            at += 1
            continue
        runs = []
        while at < len(children) and children[at].tag == f"{W}r":
            runs.append(children[at])
            at += 1
        yield from _runs(runs, depth + 1)


def _runs(runs: list[etree._Element], depth: int) -> Iterator[str]:
    """Yield neighbouring runs as pieces: equally formatted text is one piece."""
    pieces: list[tuple[str, str]] = []
    for run in runs:
        properties = run.find(f"{W}rPr")
        look = "" if properties is None else "/".join(_lines(properties))
        for item in run:
            if item is properties:
                continue
            if item.tag == f"{W}t":
                text = item.text or ""
                preserved = item.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
                text = text if preserved else text.strip(" ")
                if pieces and pieces[-1][0] == look and pieces[-1][1].startswith("text:"):
                    pieces[-1] = (look, pieces[-1][1] + text)
                elif text:
                    pieces.append((look, "text:" + text))
            else:
                pieces.append((look, "/".join(_lines(item))))
    for look, piece in pieces:
        yield f"{' ' * depth}[{look}] {piece}"


def alike(template: bytes, values: Values) -> None:
    """Assert that both make the same document."""
    ours = canonical(Template(template, strict=False).render(values))
    theirs = canonical(by_docxtpl(template, values))
    assert ours == theirs


def paragraphs(*texts: str) -> bytes:
    """Return a document of these paragraphs."""
    made = docx.Document()
    for text in texts:
        made.add_paragraph(text)
    return saved(made)


def table(*rows: tuple[str, ...]) -> bytes:
    """Return a document that holds one table."""
    made = docx.Document()
    grid = made.add_table(len(rows), len(rows[0]))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            grid.cell(row, column).text = text
    return saved(made)


def split(text: str, pieces: list[int]) -> bytes:
    """Return a document whose one paragraph is cut into runs at these places."""
    made = docx.Document()
    paragraph = made.add_paragraph()
    cuts = sorted({0, len(text), *(cut % (len(text) + 1) for cut in pieces)})
    for start, end in pairwise(cuts):
        paragraph.add_run(text[start:end]).bold = start % 2 == 0
    return saved(made)


FEATURES: dict[str, tuple[bytes, Values]] = {
    "numbers, None and missing names": (
        paragraphs("{{ a }} {{ b }} {{ c }} {{ missing }} {{ d.e }}"),
        {"a": 5, "b": None, "c": 0.5, "d": {}},
    ),
    "expressions, filters, set, macros": (
        paragraphs(
            "{% set x = a|upper ~ '!' %}{{ x }} {{ (b * 2) + 1 }} {{ items|join(', ') }}",
            "{% macro f(y) %}<{{ y }}>{% endmacro %}{{ f(a) }} {{ '%05.2f'|format(b) }}",
            "{{ range(3)|list }} {{ a.upper() }} {{ items[1] }} {{ a if b > 1 else 'ei' }}",
        ),
        {"a": "a & b", "b": 2, "items": ["x", "<y>"]},
    ),
    "methods of a mapping": (
        paragraphs("{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}"),
        {"d": {"a": 1}},
    ),
    "paragraph tags": (
        paragraphs(
            "{%p for x in xs %}",
            "– {{ x }}",
            "{%p if loop.last %}",
            "viimeinen",
            "{%p endif %}",
            "{%p endfor %}",
        ),
        {"xs": ["a", "b"]},
    ),
    "inline for and white space control": (
        paragraphs(
            "a {% for x in xs %}{{ x }}{% if not loop.last %}, {% endif %}{% endfor %} b",
            "c",
            "{%- if 1 -%}",
            "d",
            "{%- endif %} e",
        ),
        {"xs": [1, 2, 3]},
    ),
    "table rows": (
        table(("N", "M"), ("{%tr for r in rows %}", ""), ("{{ r.a }}", "{{ r.b }}"), ("{%tr endfor %}", "")),
        {"rows": [{"a": "1", "b": "x"}, {"a": "2", "b": "y"}]},
    ),
    "table columns": (
        table(
            ("O", "{%tc for c in cols %}", "{{ c }}", "{%tc endfor %}"),
            ("P", "{%tc for c in cols %}", "{{ c }}!", "{%tc endfor %}"),
        ),
        {"cols": ["a", "b", "c", "d", "e"]},
    ),
    "fewer columns": (
        table(
            ("{%tc for c in cols %}", "{{ c }}", "{%tc endfor %}"),
            ("{%tc for c in cols %}", "{{ c }}!", "{%tc endfor %}"),
        ),
        {"cols": ["a"]},
    ),
    "vertical and horizontal merge": (
        table(("{%tr for r in rows %}", ""), ("{% vm %}{{ name }}", "{{ r }}"), ("{%tr endfor %}", "")),
        {"rows": ["a", "b"], "name": "N"},
    ),
    "horizontal merge": (
        table(("{%tc for r in rows %}", "{% hm %}{{ name }}", "{%tc endfor %}"), ("a", "b", "c")),
        {"rows": ["a", "b", "c"], "name": "N"},
    ),
    "colspan and cell colour": (
        table(
            ("{% colspan n %}a", "{% cellbg colour %}b", "c"),
        ),
        {"n": 1, "colour": "FF0000"},
    ),
}


def _rich() -> RichText:
    text = RichText("lihava", bold=True)
    text.add(" ja\nuusi\trivi & <", italic=True, color="#ff0000", size=28)
    text.add("\auusi kappale", underline=True)
    return text


FEATURES["rich text"] = (
    paragraphs("ennen {{r a }} jälkeen", "{{p b }}"),
    {"a": _rich(), "b": RichTextParagraph("kappale", parastyle="Quote")},
)
FEATURES["listing"] = (paragraphs("{{ a }}"), {"a": Listing("yksi\nkaksi\a& kolme\fneljä\tviisi")})
FEATURES["breaks in text"] = (paragraphs("x {{ a }} y"), {"a": "yksi\nkaksi\tkolme"})
FEATURES["escapes"] = (paragraphs("{_{ a }_} {_% b %_} {# pois #}{% raw %}{{ c }}{% endraw %}"), {})
FEATURES["comments"] = (paragraphs("a", "{#p pois #}", "b"), {})
FEATURES["a comment takes its paragraph"] = (paragraphs("a", "{#p pois #} ja {{ muuta }}", "b"), {})
FEATURES["a comment takes its row"] = (
    table(("a", "b"), ("{#tr pois #}", "ja {{ muuta }}"), ("c", "d")),
    {},
)
FEATURES["a comment takes its cell"] = (table(("a", "{#tc pois #} ja muuta", "c"), ("d", "e", "f")), {})
FEATURES["curly quotes and signs"] = (
    paragraphs("{{ a|default(“x”) }} {% if b < 3 and b > 1 %}kyllä{% endif %} {{ ‘y’ }}"),
    {"b": 2},
)


def _picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(stream, "PNG")
    return stream.getvalue()


def _with_pictures(document: Any) -> dict[str, Any]:
    return {
        "a": InlineImage(document, io.BytesIO(_picture()), width=Mm(20)),
        "b": InlineImage(document, io.BytesIO(_picture()), height=Mm(5), anchor="https://example.org"),
    }


def _with_subdocument(document: Any) -> dict[str, Any]:
    pytest.importorskip("docxcompose", reason="sub-documents of docxtpl need docxcompose")
    inner = document.new_subdoc()
    inner.add_paragraph("ali", style="Quote")
    inner.add_table(1, 2).cell(0, 0).text = "a"
    inner.add_paragraph("loppu")
    return {"a": inner}


def _with_link(document: Any) -> dict[str, Any]:
    return {"a": RichText("linkki", url_id=document.build_url_id("https://example.org"))}


def _with_header_and_footer() -> bytes:
    made = docx.Document()
    section = made.sections[0]
    section.header.paragraphs[0].text = "Ylä & {{ a }}"
    section.footer.paragraphs[0].text = "{% if a %}{{ b }} > {{ c.d|upper }}{% endif %}"
    made.add_paragraph("{{ b }}")
    return saved(made)


def _with_footnote() -> bytes:
    """Return a document whose one note holds tags."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    note = "<w:p><w:r><w:t>{{ a }} &amp; {% if b %}{{ b }}{% endif %}</w:t></w:r></w:p>"
    added = {
        "word/document.xml": ("</w:r></w:p>", '</w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'),
        "[Content_Types].xml": (
            "</Types>",
            f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>',
        ),
        "word/_rels/document.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="rId99" Type="{relation}" Target="footnotes.xml"/></Relationships>',
        ),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(paragraphs("{{ b }}"))) as plain, zipfile.ZipFile(made, "w") as package:
        for name in plain.namelist():
            before, after = added.get(name, ("", ""))
            content = plain.read(name).decode("utf-8", "surrogateescape")
            changed = content.replace(before, after, 1) if before else content
            package.writestr(name, changed.encode("utf-8", "surrogateescape"))
        package.writestr(
            "word/footnotes.xml",
            f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:id="1">{note}</w:footnote></w:footnotes>',
        )
    return made.getvalue()


def _with_nested_tables() -> bytes:
    """Return a table with a row for each item, in which there is a table with a row for each part of it."""
    made = docx.Document()
    outer = made.add_table(3, 2)
    for row, text in enumerate(("{%tr for r in rows %}", "{% vm %}{{ name }}", "{%tr endfor %}")):
        outer.cell(row, 0).text = text
    cell = outer.cell(1, 1)
    cell.text = "{%p if r.parts %}"
    cell.add_paragraph("{{r r.rich }}")
    inner = cell.add_table(3, 2)
    for row, text in enumerate(("{%tr for part in r.parts %}", "{{ part }}", "{%tr endfor %}")):
        inner.cell(row, 0).text = text
    inner.cell(1, 1).text = "{% if loop.first %}{{ r.a|e }}{% else %}–{% endif %}"
    cell.add_paragraph("{%p endif %}")
    cell.add_paragraph("{%p for x in xs %}")
    cell.add_paragraph("{{ loop.index }} {{ x }}")
    cell.add_paragraph("{%p endfor %}")
    return saved(made)


FEATURES["headers and footers with entities"] = (
    _with_header_and_footer(),
    {"a": "<x> & y", "b": "“q” 'z' &amp;", "c": {"d": "å>"}},
)
FEATURES["footnotes"] = (_with_footnote(), {"a": "<x>", "b": "y & z"})
FEATURES["nested tables, merges and rich text"] = (
    _with_nested_tables(),
    {
        "rows": [{"a": "<1>", "parts": ["p", "q"], "rich": _rich()}, {"parts": []}],
        "name": "N & M",
        "xs": "kl",
    },
)
FEATURES["pictures"] = (paragraphs("x {{ a }} y {{ b }}"), _with_pictures)
FEATURES["sub-documents"] = (paragraphs("x", "{{p a }}", "y"), _with_subdocument)
FEATURES["links"] = (paragraphs("x {{r a }} y"), _with_link)


def _with_bookmark(label: str) -> bytes:
    """Return a table whose row tag is next to a bookmark, which ends in the row after it."""
    made = docx.Document(
        io.BytesIO(table(("{%tr for r in rows %}", ""), ("{{ r }}", "x"), ("{%tr endfor %}", "")))
    )
    mark = etree.Element(f"{W}bookmarkStart", {f"{W}id": "5", f"{W}name": label})
    made.tables[0].cell(0, 0).paragraphs[0]._p.insert(0, mark)
    made.tables[0].cell(1, 0).paragraphs[0]._p.append(etree.Element(f"{W}bookmarkEnd", {f"{W}id": "5"}))
    return saved(made)


@pytest.mark.parametrize("label", ["__DdeLink__12_34", "_GoBack", "_Hlk12345", "_Toc1", "_Ref2"])
@pytest.mark.parametrize("strict", [True, False])
def test_bookmarks_that_programs_make_are_no_content(label: str, *, strict: bool) -> None:
    """They go with the row of their tag, both ends; what an author named is not lost without a word."""
    paper = Template(_with_bookmark(label), strict=strict).render({"rows": ["a", "b"]})
    body = zipfile.ZipFile(io.BytesIO(paper)).read("word/document.xml")
    assert b"bookmark" not in body
    with pytest.raises(TemplateError, match="bookmark liite"):
        Template(_with_bookmark("liite"), strict=strict)


def test_filters_tests_and_globals_of_an_environment() -> None:
    """Those in addition to Jinja's own are taken over, in the sandbox; which undefined it has, too."""
    given = Environment(undefined=DebugUndefined)  # noqa: S701 - ours escapes
    given.filters["euros"] = lambda value: f"{value:.2f} €"
    given.tests["large"] = lambda value: value > 100
    given.globals["today"] = lambda: "1.3.2026"
    template = paragraphs("{{ a|euros }} {% if a is large %}paljon{% endif %} {{ today() }} {{ missing }}")
    document = DocxTemplate(io.BytesIO(template))
    document.render({"a": 200}, given, autoescape=True)
    ours = Template(template, strict=False, jinja_env=given).render({"a": 200})
    assert canonical(ours) == canonical(saved(document))
    given.filters["grows"] = lambda value: "x" * 10**9 if value == "never" else [value] * 100_000
    with pytest.raises(TemplateError, match="grows"):
        Template(paragraphs("{{ a|grows }}"), strict=False, jinja_env=given).render({"a": "x" * 100_000})
    with pytest.raises(TypeError, match="strict"):
        Template(template, jinja_env=given)


@pytest.mark.parametrize(
    ("tag", "said"),
    [("{{ a|euros }}", "filter “euros”"), ("{% if a is large %}x{% endif %}", "test “large”")],
)
def test_an_unknown_filter_is_told_with_its_place(tag: str, said: str) -> None:
    """When the template is compiled, and not with the first value."""
    with pytest.raises(TemplateError, match=f"paragraph 2.*there is no {said}"):
        Template(paragraphs("a", tag), strict=False)


def test_pictures_are_replaced(tmp_path: Path) -> None:
    """By the name that the template has for them, by their content, and by their part, as docxtpl does on saving."""
    blue = io.BytesIO()
    Image.new("RGB", (20, 10), "blue").save(blue, "PNG")
    made = docx.Document()
    made.add_paragraph("{{ a }}").add_run().add_picture(io.BytesIO(_picture()))
    template = saved(made)

    def by_content(document: Any) -> dict[str, Any]:
        document.replace_media(io.BytesIO(_picture()), io.BytesIO(blue.getvalue()))
        return {"a": "x"}

    def by_name(document: Any) -> dict[str, Any]:
        document.replace_pic(next(iter(document.get_pic_map()), "image.png"), io.BytesIO(blue.getvalue()))
        return {"a": "x"}

    (tmp_path / "blue.png").write_bytes(blue.getvalue())

    def by_part(document: Any) -> dict[str, Any]:
        document.replace_zipname("word/media/image1.png", tmp_path / "blue.png")
        return {"a": "x"}

    for values in (by_content, by_name, by_part):
        paper = zipfile.ZipFile(io.BytesIO(Template(template, strict=False).render(values)))
        [picture] = [name for name in paper.namelist() if name.startswith("word/media/")]
        assert paper.read(picture) == blue.getvalue()


def test_embedded_files_are_replaced(tmp_path: Path) -> None:
    """By their content, as docxtpl does on saving; another file that is embedded stays."""
    made = docx.Document()
    made.add_paragraph("{{ a }}")
    for name in ("dummy", "other"):
        content = paragraphs(name)  # once: a file of another second has other bytes
        (tmp_path / f"{name}.docx").write_bytes(content)
        place = PackURI(f"/word/embeddings/{name}.docx")
        embedded = Part(place, CONTENT_TYPE.WML_DOCUMENT, content, made.part.package)
        made.part.relate_to(embedded, RELATIONSHIP_TYPE.PACKAGE)
    (tmp_path / "pasted.docx").write_bytes(paragraphs("pasted"))
    template = saved(made)

    def values(document: Any) -> dict[str, Any]:
        document.replace_embedded(tmp_path / "dummy.docx", tmp_path / "pasted.docx")
        return {"a": "x"}

    document = DocxTemplate(io.BytesIO(template))
    document.render(values(document), autoescape=True)
    papers = saved(document), Template(template, strict=False).render(values)
    theirs, ours = (zipfile.ZipFile(io.BytesIO(paper)) for paper in papers)
    for name, expected in (("dummy", "pasted"), ("other", "other")):
        part = f"word/embeddings/{name}.docx"
        assert ours.read(part) == theirs.read(part) == (tmp_path / f"{expected}.docx").read_bytes()
    assert canonical(papers[1]) == canonical(papers[0])


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_of_docxtpl_renders_alike(feature: str) -> None:
    """Body, headers, footers and properties are the same but for ids and where runs are cut."""
    alike(*FEATURES[feature])


@pytest.mark.fuzz
def test_features_of_docxtpl_look_alike() -> None:
    """As pages, dot by dot: what is no text, too, such as pictures, merged cells and numbers of notes."""
    if shutil.which("soffice") is None:
        absent("LibreOffice draws the pages")
    papers: dict[str, bytes] = {}
    for feature, (template, values) in FEATURES.items():
        papers[f"ours {feature}"] = Template(template, strict=False).render(values)
        papers[f"theirs {feature}"] = by_docxtpl(template, values)
    drawn = {
        name: [page.render().to_pil().tobytes() for page in PdfDocument(pdf)]
        for name, pdf in to_pdfs(papers).items()
    }
    assert [one for one in FEATURES if drawn[f"ours {one}"] != drawn[f"theirs {one}"]] == []


def test_a_file_as_sub_document_brings_its_picture() -> None:
    """What docxcompose carries over is carried over here."""
    pytest.importorskip("docxcompose", reason="sub-documents of docxtpl need docxcompose")
    made = docx.Document()
    made.add_heading("Liite", 1)
    made.add_picture(io.BytesIO(_picture()))
    inner = saved(made)
    alike(paragraphs("x", "{{p a }}", "y"), lambda document: {"a": document.new_subdoc(io.BytesIO(inner))})


LITERALS = st.text(st.sampled_from("abÅ &<>\"'.,%{}#"), max_size=6).filter(
    lambda text: not re.search(r"\{[{%#_]|[}%#_]\}|[{%#}]$|^[{%#}]", text)
)
NAMES = st.sampled_from(["a", "b", "c.d", "missing"])
INLINE = st.one_of(
    LITERALS,
    NAMES.map("{{{{ {} }}}}".format),
    NAMES.map("{{{{{}|default('–')|upper}}}}".format),
    st.tuples(NAMES, LITERALS, LITERALS).map(
        lambda t: f"{{% if {t[0]} %}}{t[1]}{{% else %}}{t[2]}{{% endif %}}"
    ),
    LITERALS.map(lambda text: f"{{% for x in xs %}}{text}{{{{ x }}}}{{% endfor %}}"),
)
TEXTS = st.lists(INLINE, min_size=1, max_size=4).map("".join)
CUTS = st.lists(st.integers(0, 60), max_size=3)
PARAGRAPHS = st.tuples(st.just("paragraph"), TEXTS, CUTS)
WRAPPED = st.tuples(
    st.sampled_from([("{%p if a %}", "{%p endif %}"), ("{%p for x in xs %}", "{%p endfor %}")]),
    st.lists(PARAGRAPHS, min_size=1, max_size=2),
)
ROWS = st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=2)
TABLES = st.tuples(st.just("table"), ROWS, st.booleans())
TEMPLATES = st.lists(st.one_of(PARAGRAPHS, WRAPPED, TABLES), min_size=1, max_size=4)
VALUES = st.fixed_dictionaries(
    {
        "a": st.one_of(st.text(st.sampled_from("xyÖ &<>\"'{}%\n\t"), max_size=6), st.none(), st.integers()),
        "b": st.one_of(st.text(max_size=3, alphabet="pq <"), st.floats(allow_nan=False), st.booleans()),
        "c": st.fixed_dictionaries({"d": st.text(max_size=3, alphabet="rs&;")}),
        "xs": st.lists(st.text(max_size=2, alphabet="k& "), max_size=3),
    }
)


def written(blocks: list[Any], header: str) -> bytes:
    """Return the DOCX of generated blocks."""
    made = docx.Document()
    for block in blocks:
        if block[0] == "paragraph":
            _write_paragraph(made.add_paragraph(), block)
        elif block[0] == "table":
            _write_table(made, block[1], repeated=block[2])
        else:
            (opening, closing), inner = block
            made.add_paragraph(opening)
            for one in inner:
                _write_paragraph(made.add_paragraph(), one)
            made.add_paragraph(closing)
    made.sections[0].header.paragraphs[0].text = header
    return saved(made)


def _write_paragraph(paragraph: Any, block: tuple[str, str, list[int]]) -> None:
    _, text, places = block
    cuts = sorted({0, len(text), *(place for place in places if place < len(text))})
    for start, end in pairwise(cuts):
        paragraph.add_run(text[start:end]).italic = bool(start % 2)


def _write_table(made: Any, rows: list[list[str]], *, repeated: bool) -> None:
    around = [["{%tr for x in xs %}", ""], *rows, ["{%tr endfor %}", ""]] if repeated else rows
    grid = made.add_table(len(around) + 1, 2)
    for row, texts in enumerate([["Otsikko", ""], *around]):
        for column, text in enumerate(texts):
            grid.cell(row, column).text = text


ANY_TEMPLATE = given(blocks=TEMPLATES, header=TEXTS, values=VALUES)


@ANY_TEMPLATE
@settings(max_examples=15)
def test_any_template_renders_alike(blocks: list[Any], header: str, values: dict[str, Any]) -> None:
    """Whatever is generated of paragraphs, conditions, loops, tables and cut runs, both print the same."""
    alike(written(blocks, header), values)


@pytest.mark.fuzz
@ANY_TEMPLATE
@settings(max_examples=500)
def test_any_template_renders_alike_in_many_cases(
    blocks: list[Any], header: str, values: dict[str, Any]
) -> None:
    """As above."""
    alike(written(blocks, header), values)
