"""A directive for Sphinx: the pictures of a document in all languages, where they have been made."""  # noqa: INP001

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from hakemus.texts import LANGUAGES, wording

FOLDER = Path(__file__).resolve().parent / "gallery"
_MISSING = "No picture: the pages were built without LibreOffice and poppler."


class PaperPictures(SphinxDirective):
    """Shows the first page of a document in each language; with its name as the caption."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the pictures, or a line that says why they are missing."""
        key = self.arguments[0]
        found = {language: next(iter(FOLDER.glob(f"{key}.{language}-*.png")), None) for language in LANGUAGES}
        if not any(found.values()):
            return [nodes.paragraph("", "", nodes.emphasis("", _MISSING))]
        row = nodes.container(classes=["papers"])
        for language, picture in found.items():
            if picture is not None:
                row += self._figure(key, language, picture)
        return [row]

    def _figure(self, key: str, language: str, picture: Path) -> nodes.figure:
        kind = wording(language).message(f"documents.{key}.kind")
        spoken = wording("en").message(f"words.language-{language}")
        alt = f"First page of {wording('en').message(f'documents.{key}.kind')} in {spoken}"
        image = nodes.image(uri=f"/{FOLDER.name}/{picture.name}", alt=alt, width="100%")
        return nodes.figure("", image, nodes.caption("", f"{kind} ({spoken})"))


def setup(app: Sphinx) -> dict[str, bool]:
    """Make the directive known."""
    app.add_directive("paper-pictures", PaperPictures)
    return {"parallel_read_safe": True}
