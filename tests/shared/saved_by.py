"""Files as other programs save them: Word in Finnish and Swedish, Strict Open XML, letters as macOS writes them."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable

IDS = {
    "fi": {
        "PlaceholderText": "Paikkamerkkiteksti",
        "Heading1": "Otsikko1",
        "Heading2": "Otsikko2",
        "Heading3": "Otsikko3",
        "Title": "Otsikko",
        "Subtitle": "Alaotsikko",
        "BodyText": "Leipteksti",
        "Normal": "Normaali",
        "Header": "Yltunniste",
        "Footer": "Alatunniste",
        "Caption": "Kuvaotsikko",
        "ListBullet": "Merkittyluettelo",
        "ListNumber": "Numeroituluettelo",
        "Strong": "Voimakas",
        "DefaultParagraphFont": "Kappaleenoletusfontti",
        "NoList": "Eiluetteloa",
        "TableNormal": "Normaalitaulukko",
    },
    "sv": {
        "PlaceholderText": "Platshllartext",
        "Heading1": "Rubrik1",
        "Heading2": "Rubrik2",
        "Heading3": "Rubrik3",
        "Title": "Rubrik",
        "Subtitle": "Underrubrik",
        "BodyText": "Brdtext",
        "Header": "Sidhuvud",
        "Footer": "Sidfot",
        "Caption": "Beskrivning",
        "ListBullet": "Punktlista",
        "ListNumber": "Numreradlista",
        "Strong": "Stark",
        "DefaultParagraphFont": "Standardstycketeckensnitt",
        "NoList": "Ingenlista",
        "TableNormal": "Normaltabell",
    },
}
"""The ids that Word gives its built-in styles where its windows are in Finnish or Swedish."""


def rewritten(file: bytes, change: Callable[[str, str], str]) -> bytes:
    """Return a file in which each XML part was changed, given its name and its text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith((".xml", ".rels")):
                content = change(name, content.decode()).encode()
            new.writestr(name, content)
    return out.getvalue()


def localised(file: bytes, language: str) -> bytes:
    """Return a file as a Word in a language saves it: built-in styles have other ids, and the same names."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        known = set(re.findall('w:styleId="([^"]*)"', package.read("word/styles.xml").decode()))
    renamed = {english: own for english, own in IDS[language].items() if english in known}

    def change(name: str, text: str) -> str:
        for english, own in renamed.items() if name.startswith("word/") else ():
            text = re.sub(
                rf'(<w:(?:rStyle|pStyle|tblStyle|basedOn|next|link) w:val="){english}"', rf'\g<1>{own}"', text
            )
            text = text.replace(f'w:styleId="{english}"', f'w:styleId="{own}"')
        return text

    return rewritten(file, change)


def strict(file: bytes) -> bytes:
    """Return a file saved as Strict Open XML, with the namespaces of the standard."""
    spaces = "wordprocessingml|drawingml|officeDocument|spreadsheetml"
    usual = re.compile(rf'(?<=")http://schemas\.openxmlformats\.org/({spaces})/2006/')

    def change(_name: str, text: str) -> str:
        text = usual.sub(r"http://purl.oclc.org/ooxml/\1/", text)
        text = text.replace("extended-properties", "extendedProperties")
        return text.replace("<w:document ", '<w:document w:conformance="strict" ', 1)

    return rewritten(file, change)


def decomposed(file: bytes) -> bytes:
    """Return a file whose letters with marks are two signs each."""
    return rewritten(
        file, lambda name, text: unicodedata.normalize("NFD", text) if name == "word/document.xml" else text
    )
