"""A document that is data: what it is called, when it is asked for and what it is made for each of; its page is Word's.

A Leader group describes its own in `documents.toml` of its folder, and the library some of its own in the same way.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from hakemus.errors import DataError, Fault
from hakemus.group.conditions import Conditional, MeasureKey, matching, one_of
from hakemus.group.settings import Names
from hakemus.model import Company, CostItem, InKindWork, Part, Partner
from hakemus.model.fields import Count, YesNo
from hakemus.model.schema import schema
from hakemus.packaged import packaged_folder
from hakemus.programme import keys_of_every_programme
from hakemus.reading import faults_of, read_own

Each = Literal["company", "partner", "budget-item", "in-kind-work"]
"""What a document can be made once for each of."""

EACH: Mapping[Each, tuple[str, str, type[Part]]] = {
    "company": ("companies", "company", Company),
    "partner": ("partners", "partner", Partner),
    "budget-item": ("budget.items", "item", CostItem),
    "in-kind-work": ("budget.in_kind_work", "work", InKindWork),
}
"""Of each: the list that it is in, the name by which a template shows it (`{{ partner.name }}`), and its part."""


@cache
def offered_placeholders() -> Mapping[str, frozenset[str]]:
    """Return the placeholders that each document of the library offers to its template."""
    offered = read_own(packaged_folder("templates") / "placeholders.toml")
    return {document: frozenset(paths) for document, paths in offered.items()}


@cache
def library_templates() -> tuple[str, ...]:
    """Return the names of all documents of the library, those of a board among them: each has its templates."""
    return tuple(sorted(path.stem for path in (packaged_folder("templates") / "fi").glob("*.docx")))


@cache
def _fields_of_an_application() -> tuple[str, ...]:
    known = schema()
    return (*known, *(f"{path}[]" for path, field in known.items() if field.is_list))


_OF_A_FORM = frozenset({"guidance", "form", "short", "brief", "own_form"})
"""What the application offers since its template is the form too."""


class OwnDocument(Conditional):
    """A document whose template is a Word file of its own name, `templates/{fi,sv,en}/KEY.docx`.

    >>> OwnDocument(key="youth-consent", name={"fi": "Nuoren suostumus"}).offers
    'application'
    """

    key: Annotated[str, matching(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "not-a-key", "youth-consent")] = Field(
        max_length=40
    )
    """Name of the document everywhere, and of its Word files: small letters, digits and hyphens."""
    name: Names | None = None
    """What it is called, on the paper and, in plain letters, its file; of the library's own, its catalogue says it."""
    measures: tuple[MeasureKey, ...] = ()
    """Keys of the support forms that ask for it; when left out, all."""
    asked: YesNo = True
    """False when no application asks for it: it is made when somebody asks for it by name."""
    each: Each | None = None
    """What it is made once for each of; when left out, it is made once."""
    offers: Annotated[str, one_of(lambda: keys_of_every_programme("paper"))] = "application"
    """The document of the library whose sums and words it may show, in addition to every field of the application."""
    carried: YesNo = True
    """False when its file holds no data but what is seen, so that it cannot be read back."""
    handed_in: YesNo = True
    """False when it is for the applicant's own use."""
    place: Count = 999
    """Where it is among all documents: they are listed, made and handed in by ascending place."""

    def is_asked_for(self, measure: str | None) -> bool:
        """Return whether an application for a measure asks for it, where its conditions hold."""
        return self.asked and (not self.measures or measure in self.measures)

    @property
    def placeholders(self) -> frozenset[str]:
        """Return everything that its template may show, apart from the answers to a group's questions.

        >>> sorted(OwnDocument(key="a", name={"fi": "A"}, each="partner").placeholders)[-1]
        'signature_places[].position'
        """
        counted = (
            path for path in offered_placeholders()[self.offers] if path.split(".")[0] not in _OF_A_FORM
        )
        fields = _fields_of_an_application()
        if self.each is None:
            return frozenset((*fields, *counted))
        listed, name, _ = EACH[self.each]
        of_item = (name + path[len(listed) + 2 :] for path in fields if path.startswith(f"{listed}[]"))
        return frozenset((*fields, *counted, *of_item))


class _Documents(Part):
    documents: tuple[OwnDocument, ...]


_FILE = Path(__file__).with_name("documents.toml")


@cache
def library_documents() -> tuple[OwnDocument, ...]:
    """Return the documents of the library that are data; raise `DataError` when they are not sound.

    >>> [document.key for document in library_documents()]
    ['in-kind-record', 'project-report', 'steering-group-consents']
    """
    try:
        return _Documents.model_validate(read_own(_FILE)).documents
    except ValidationError as error:
        raise DataError(f"{_FILE.name} cannot be understood", faults_of(error, _Documents)) from error


def hidden_documents(documents: tuple[OwnDocument, ...]) -> Iterator[Fault]:
    """Yield a fault where a group's document has the name of one of ours, or of another of its own."""
    for index, document in enumerate(documents):
        path, keys = f"documents[{index}].key", [one.key for one in documents[:index]]
        if document.name is None:
            yield Fault(f"documents[{index}].name", "missing", "", 'name = { fi = "…" }')
        if document.key in library_templates():
            yield Fault(path, "hides-ours", document.key, f"{document.key}-own")
        elif document.key in keys:
            yield Fault(path, "repeated", document.key, "each key once")
