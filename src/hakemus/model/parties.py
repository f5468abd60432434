"""Who applies, who answers for the project, and who takes part in it."""

from typing import Annotated

from pydantic import Field

from hakemus.model.fields import (
    Asked,
    Day,
    Euros,
    OptionalBusinessId,
    OptionalIban,
    OptionalLine,
    OptionalProse,
    Part,
    YesNo,
    blank,
)
from hakemus.model.vocabulary import BodyLaw, LegalForm, VatLiability

_BY_GUIDES, _CELL = Asked(guides=True), Asked(guides=True, cell=True)
_OF_PARTNER = Asked(guides=True, cell=True, or_has=("partners-named",))


class Address(Part):
    """A postal address."""

    street: OptionalLine = None
    """Street and house number, or a post box."""
    postal_code: OptionalLine = None
    """Postal code, five digits."""
    post_office: OptionalLine = None
    """The town of the postal code."""


class Signatory(Part):
    """Someone who signs for the applicant."""

    name: OptionalLine = None
    """First and last name."""
    position: OptionalLine = None
    """Position, such as chair of the board."""


class Person(Part):
    """A person one can turn to."""

    name: OptionalLine = None
    """First and last name."""
    position: Annotated[OptionalLine, _CELL] = None
    """Position in the applicant's organisation."""
    phone: OptionalLine = None
    """Telephone number."""
    email: OptionalLine = None
    """E-mail address."""


class Applicant(Part):
    """The body that applies for support."""

    name: OptionalLine = None
    """Name as in the register."""
    business_id: Annotated[OptionalBusinessId, Asked(unless_no=("business-id",))] = None
    """Business id with its check digit, such as 1572860-0."""
    register_number: Annotated[OptionalLine, _BY_GUIDES] = None
    """Number in the register of associations, or of the body's own register."""
    legal_form: Annotated[LegalForm | None, Asked(choices="legal-forms")] = None
    """What kind of body the applicant is."""
    body_law: Annotated[
        BodyLaw | None, Asked(guides=True, or_has=("applicant-law",), choices="applicant-law")
    ] = None
    """Whether the applicant is a body of public or of private law."""
    address: Address = blank(Address)
    """Postal address."""
    municipality: OptionalLine = None
    """Home municipality."""
    email: OptionalLine = None
    """E-mail address of the applicant itself."""
    phone: OptionalLine = None
    """Telephone number of the applicant itself."""
    website: Annotated[OptionalLine, _BY_GUIDES] = None
    """Address of the web site."""
    vat_liability: Annotated[VatLiability | None, _BY_GUIDES] = None
    """Liability to value added tax for the project's activity."""
    vat_account: Annotated[OptionalProse, Asked(law="every-measure.annexes")] = None
    """Account of the liability to value added tax, in words."""
    iban: Annotated[OptionalIban, _BY_GUIDES] = None
    """Account number as IBAN."""
    signing_rule: Annotated[OptionalLine, _BY_GUIDES] = None
    """Who signs for the applicant, as its rules and register extract say."""
    signatories: tuple[Signatory, ...] = Field(default=(), max_length=20)
    """Those who sign the application."""
    is_leader_group: Annotated[YesNo | None, Asked(has="leader-group-targets")] = None
    """True when the applicant is itself a Leader group."""
    is_regional_village_association: Annotated[YesNo | None, Asked(has="leader-group-targets")] = None
    """True when the applicant acts as a regional village association."""


class Partner(Part):
    """A body that takes part in carrying out the project or in applying for the one prepared."""

    name: OptionalLine = None
    """Name as in the register."""
    business_id: Annotated[OptionalBusinessId, _OF_PARTNER] = None
    """Business id with its check digit."""
    role: OptionalProse = None
    """What the partner does in the project."""
    contact_person: Annotated[OptionalLine, _OF_PARTNER] = None
    """The partner's contact person."""
    email: Annotated[OptionalLine, _OF_PARTNER] = None
    """E-mail address of the contact person."""
    signatories: Annotated[tuple[Signatory, ...], _BY_GUIDES] = Field(default=(), max_length=20)
    """Those who sign for the partner."""


class EarlierAid(Part):
    """De minimis aid granted to a company earlier."""

    granted_on: Day | None = None
    """The day the aid was granted."""
    amount: Euros | None = None
    """Amount of the aid in euros."""
    granted_by: OptionalLine = None
    """Who granted it."""
    purpose: OptionalLine = None
    """What it was for."""


_AID = Asked(has="company-specific-de-minimis")


class Company(Part):
    """A company or farm that is a member of a group project."""

    name: OptionalLine = None
    """Name as in the register."""
    business_id: OptionalBusinessId = None
    """Business id with its check digit."""
    municipality: OptionalLine = None
    """Home municipality."""
    industry: OptionalLine = None
    """Line of business."""
    single_undertaking: Annotated[OptionalLine, _AID] = None
    """The single undertaking it belongs to; companies that name the same one are counted as one."""
    earlier_aid_declared: Annotated[YesNo | None, _AID] = None
    """True when the company has declared its earlier de minimis aid, be it none."""
    earlier_aid: Annotated[tuple[EarlierAid, ...], _AID] = Field(default=(), max_length=200)
    """De minimis aid the company, with its whole single undertaking, was granted earlier."""
