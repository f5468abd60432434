"""Makes the attachments that the examples name: one page each, which says that it is only an example.

Run: `python examples/attachments.py`. The same application files give the same bytes.
"""

from pathlib import Path

import hakemus

HERE = Path(__file__).parent
SAYS = {
    "fi": "Esimerkin liite: tässä on oikeassa hakemuksessa hakijan oma asiakirja.",
    "sv": "Exempelbilaga: i en verklig ansökan finns här sökandens egen handling.",
    "en": "Attachment of an example: in a real application the applicant's own paper is here.",
}
PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def pdf(lines: list[str]) -> bytes:
    """Return a page with these lines as PDF."""
    shown = "".join(f"({line.translate(ESCAPED)}) Tj T*\n" for line in lines).encode("cp1252")
    text = b"BT /F 12 Tf 20 TL 70 770 Td\n" + shown + b"ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        PAGE.encode(),
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        FONT.encode(),
    ]
    content, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(content))
    return content + head + table + end


ESCAPED = str.maketrans({"(": "\\(", ")": "\\)", "\\": "\\\\"})


def attachments(file: Path) -> dict[Path, bytes]:
    """Return the attachments of an example's application file, by their paths."""
    application = hakemus.load(file)
    return {
        file.parent / annex.file: pdf(
            [
                annex.title or annex.kind or "",
                application.applicant.name or "",
                "",
                SAYS[application.language],
            ]
        )
        for annex in application.annexes
        if annex.file is not None
    }


def main() -> None:
    """Write the attachments of every example next to its application file."""
    for file in sorted(HERE.glob("*/application.toml")):
        for path, content in attachments(file).items():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)


if __name__ == "__main__":
    main()
