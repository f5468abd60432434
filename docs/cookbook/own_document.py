"""Print a document of your own, without a fork and without a group's folder.

A document is a key, what it is called, and a Word file for each language. Made once for each partner, it shows the
partner as `{{ partner.name }}`. An installed package brings documents by an entry point; they are then listed, bundled
and read back like the library's:

    [project.entry-points."hakemus.documents"]
    village = "our_package:DOCUMENT"
"""

from pathlib import Path

import hakemus

TEMPLATES = Path("examples/groups/mallimaa/templates")

DOCUMENT = hakemus.Document(
    "our-confirmation",
    names={"fi": "Kylän vahvistus", "sv": "Byns bekräftelse"},
    templates={language: TEMPLATES / language / "village-confirmation.docx" for language in ("fi", "sv")},
    each="partner",
)


def main(application_file: Path) -> None:
    """Print the paper of each partner, and say how large it is."""
    application = hakemus.load(application_file)
    for item in DOCUMENT.items(application):
        paper = hakemus.render(application, document=DOCUMENT, item=item.name, language="sv")
        print(f"{item.name}: {len(paper) // 1024} kB")


if __name__ == "__main__":
    main(Path("examples/cooperation-complete/application.toml"))
