"""What the project costs and who pays for it."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from hakemus.model.fields import Age, Asked, CostYear, Euros, OptionalLine, OptionalProse, Percent, Quantity
from hakemus.model.part import Part
from hakemus.model.vocabulary import CostCategory, CostModel, PaymentMethod

_OF_ROWS = Asked(unless_no=("cost-rows",))
_IN_KIND = Asked(unless_no=("cost-rows", "in-kind-accepted"))


class CostItem(Part):
    """A cost: an amount, or a quantity at a unit price."""

    category: CostCategory | None = None
    """Category of the cost."""
    description: OptionalLine = None
    """What is paid for."""
    year: CostYear | None = None
    """The year the cost falls in."""
    quantity: Quantity | None = None
    """How many; with a unit price, instead of an amount."""
    unit: OptionalLine = None
    """What the quantity counts: hours, months, pieces."""
    unit_price: Euros | None = None
    """Price of one unit in euros."""
    amount: Euros | None = None
    """Amount in euros; instead of quantity and unit price."""
    company: Annotated[OptionalLine, Asked(has="members-fewest")] = None
    """The member company whose cost it is, by its name or business id; when left out, a joint cost of the group."""

    @model_validator(mode="after")
    def _one_way_to_say_it(self) -> Self:
        if self.amount is not None and (self.quantity is not None or self.unit_price is not None):
            code = "amount-twice"
            context = {
                "code": code,
                "found": f"amount = {self.amount}",
                "allowed": "amount / quantity + unit_price",
            }
            raise PydanticCustomError(code, "{code}", context)
        return self


class InKindWork(Part):
    """Work done without pay: hours of people, and hours of machines."""

    description: OptionalLine = None
    """Kind of work."""
    year: CostYear | None = None
    """The year the work is done."""
    hours: Quantity | None = None
    """Hours of people."""
    youngest_age: Age | None = None
    """Age of the youngest worker, in years."""
    machine_hours: Quantity | None = None
    """Hours of a tractor or similar work machine, in addition to its driver's hours."""


class Income(Part):
    """Money that the project brings in."""

    description: OptionalLine = None
    """Where the income comes from."""
    year: CostYear | None = None
    """The year of the income."""
    amount: Euros | None = None
    """Amount in euros."""


class Contribution(Part):
    """Money from someone for the project."""

    source: OptionalLine = None
    """Who pays."""
    amount: Euros | None = None
    """Amount in euros."""


class Financing(Part):
    """The financing plan."""

    leader_support: Euros | None = None
    """Leader support sought, in euros (EU, state and municipal money as one)."""
    support_rate: Annotated[Percent | None, Asked(unless_no=("cost-rows",), unless_set="amount")] = None
    """Leader support sought, in per cent of the costs."""
    other_public: Annotated[tuple[Contribution, ...], _OF_ROWS] = Field(default=(), max_length=100)
    """Other public money."""
    private: Annotated[tuple[Contribution, ...], _OF_ROWS] = Field(default=(), max_length=100)
    """Private money."""
    in_kind: Annotated[Euros | None, _IN_KIND] = None
    """In-kind work as financing, in euros; when left out, what the in-kind work of the budget is worth."""


class Offer(Part):
    """A price that was offered."""

    supplier: OptionalLine = None
    """Who offers."""
    amount: Euros | None = None
    """Price in euros."""


class PriceEvidence(Part):
    """How the price of a purchase was made sure of."""

    purchase: OptionalLine = None
    """What is bought."""
    offers: tuple[Offer, ...] = Field(default=(), max_length=50)
    """Prices asked for."""
    chosen_supplier: OptionalLine = None
    """Whose offer is chosen."""
    reason: OptionalProse = None
    """Why; or how the price level was found out otherwise."""


class Budget(Part):
    """The cost estimate and the financing plan."""

    cost_model: Annotated[CostModel | None, Asked(choices="cost-models")] = None
    """How the costs are counted."""
    cost_model_reason: OptionalProse = None
    """Why this cost model."""
    payment_method: Annotated[PaymentMethod | None, Asked(choices="payment-methods")] = None
    """What the support is paid for."""
    items: Annotated[tuple[CostItem, ...], _OF_ROWS] = Field(default=(), max_length=20_000)
    """The costs."""
    in_kind_work: Annotated[tuple[InKindWork, ...], _IN_KIND] = Field(default=(), max_length=5_000)
    """Work without pay."""
    income: Annotated[tuple[Income, ...], _OF_ROWS] = Field(default=(), max_length=1_000)
    """Income of the project."""
    financing: Financing = Financing()
    """Who pays."""
    price_evidence: Annotated[tuple[PriceEvidence, ...], _OF_ROWS] = Field(default=(), max_length=1_000)
    """How prices were made sure of."""
