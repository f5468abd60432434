"""Official papers of a Finnish Leader funding application: typed, checked by dated law, printed to Word.

>>> import datetime, hakemus
>>> application = hakemus.Application(project=hakemus.Project(name="Kylätalon katto"))
>>> hakemus.check(application, on=datetime.date(2026, 3, 2)).ok
False

Every verb has its own help, such as `help(hakemus.check)`. Where a Leader group counts, a verb takes it as `group`:
a `LeaderGroup`, the path of its folder, or the name of an installed one.

An application
    new_application       to begin with, of a form of support, perhaps after an earlier application
    load                  of a file (TOML, JSON) or of plain values
    save, dumps           into its file, whose comments stay; as the text of a file
    check                 what the law of a day finds: a Report of Findings, in three languages
    check_change          what the law of another day, or other data of the group, would change
    check_changes         the same for many files
    cost                  its budget counted: costs, shares, financing
    calendar              its days to remember, each with its provision; as a calendar file
    read_record           the page of the public register; `to_application()` makes one of it

Papers
    papers_of             the names of those that an application asks for
    render, make_papers   one, or several, as Word files
    assemble              all of them, written into a folder
    bundle                all that is handed in, as one archive
    render_many           of hundreds of applications, by any executor
    list_items            what a paper is made once for each of
    to_pdf, to_pdfs       Word files made into PDF by LibreOffice

Back from Word and from the spreadsheet
    blank_form            a form of a form of support, to fill in Word
    read                  what a paper or a form says that was filled or edited
    compare               what differs between two papers
    update                an application file brought up to date from a paper
    budget_workbook       the budget as a workbook whose formulas count
    update_budget         the budget brought up to date from the workbook

A Leader group and its board
    new_group             a folder to begin with
    check_group           its folder checked; accept_group records what it changes
    copy_template         one of the library's templates to change
    diff_group            what has changed in the library under what it changes
    check_templates       Word templates checked
    blank_meeting, blank_assessment          files to fill
    hold_meeting, write_forms                the papers of a meeting; forms for its assessors

What the library knows
    list_measures         the forms of support
    list_documents        the papers; list_placeholders what the template of one may show
    list_fields, term     the fields of an application, with their official terms
    list_rules            the rules; explain_rules, explain_rule say what they rest on
    list_law              the provisions, and where each one is
    application_schema, meeting_schema, assessment_schema    JSON Schemas of the files
    wording               messages, numbers and days of a language

Types
    Of an application, each of which refuses what it may not hold:
    Activity, Address, Annex, Applicant, Application, ApplicationDecision, Authorisation, Budget,
    Business, Classification, Company, Contribution, CooperationAgreement, CostItem, EarlierAid,
    EarlierBusinessAid, Financing, GroupAnswer, InKindWork, Income, LetterOfIntent, MinuteChecker,
    Offer, Part, Partner, Person, Preparation, PreparationReport, PriceEvidence, Project, ProjectPlan,
    Signatory
    Its closed lists, such as `CostModel.ACTUAL`:
    AnnexState, Benefit, BodyLaw, CostCategory, CostModel, InvestmentKind, InvestmentTheme, LegalForm,
    PaymentMethod, PreparationTarget, ProgrammeList, RuralType, SpecificObjective, SupportArea,
    VatLiability
    Of a meeting of the board:
    AgendaItem, Assessment, CriterionAssessment, Decision, Disqualification, Meeting, Member
    What verbs return and take:
    Job, JobError, JobResult, Case, AmountChange, CheckChange, FindingChange, Costing, BoardEntry,
    BoardResult, BudgetUpdate, Bundle, BundledFile, ChangesOfFiles, Conflict, FieldTerm, GroupChanges,
    GroupFinding, GroupReport, LawUnit, RuleExplanation, Update, ProjectRecord, Finding, Report, Change,
    Note, NotUnderstood, Outside, Reading, LeaderGroup, Document, Calendar, ProjectDate, Measure,
    Placeholder, Fault, TemplateFinding, TemplateReport, BoardRule, Rule, Wording
    Errors, all of them HakemusError; `message(language)` says one in Finnish, Swedish or English:
    ArgumentError, DataError, DayMissingError, ExtraMissingError, FileError, FormError, HakemusError,
    LoadError, NotReadyError, PackageError, ParameterError, PdfError, TemplateError, UnknownNameError,
    ValueRefusedError, WordError
    word: the bare engine, which fills any Word template; see `help(hakemus.word)`
"""

import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

_IMPORT = re.compile(r"^from ([\w.]+) import ([^(\n]+|\([^)]*\))", re.MULTILINE)
_NAME = re.compile(r"\bas (\w+)")


def names_on_demand(
    package: str, file: str
) -> tuple[list[str], Callable[[str], Any], Callable[[], list[str]]]:
    """Return `__all__`, `__getattr__` and `__dir__` of a package whose names are listed once, in its stub.

    The stub, `__init__.pyi`, imports each name, as type checkers and editors read it. A name's module is imported
    when the name is first used, so that a command that only shows its help doesn't wait for Word.

    Args:
        package: The package's own `__name__`.
        file: The package's own `__file__`.
    """
    stub = Path(file).with_suffix(".pyi").read_text(encoding="utf-8")
    modules = {name: module for module, names in _IMPORT.findall(stub) for name in _NAME.findall(names)}

    def getattr_(name: str) -> Any:  # noqa: ANN401
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if modules[name] == package:
            return import_module(f"{package}.{name}")
        found = getattr(import_module(modules[name]), name)
        setattr(import_module(package), name, found)  # from now on it is found without coming here
        return found

    return [name for name in modules if modules[name] != package], getattr_, lambda: sorted(modules)


__all__, __getattr__, _names = names_on_demand(__name__, __file__)


def __dir__() -> list[str]:
    # `help(hakemus)` would print every method of every class, a hundred screens: the docstring above is what it prints.
    return [] if "pydoc" in _askers() else _names()


def _askers() -> Iterator[str]:
    """Yield the names of the modules whose functions wait for this one, the nearest first."""
    frame = sys._getframe()  # noqa: SLF001 - the public way reads the source of each
    while (above := frame.f_back) is not None:
        yield str(frame.f_globals.get("__name__"))
        frame = above
