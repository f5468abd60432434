"""Every paper's source, by the document's name, and the words it is written in."""

import application
import board_statement
import checklist
import cooperation_agreement
import cost_estimate
import cover_list
import de_minimis_declaration
import hyrra_sheet
import in_kind_estimate
import letter_of_intent
import meeting_agenda
import minutes_extract
import poster
import power_of_attorney
import preparation_report
import price_comparison
import project_plan
import public_description
from wording import Words

PAPERS = {
    "application": application.build,
    "project-plan": project_plan.build,
    "cost-estimate": cost_estimate.build,
    "in-kind-estimate": in_kind_estimate.build,
    "price-comparison": price_comparison.build,
    "de-minimis-declaration": de_minimis_declaration.build,
    "public-description": public_description.build,
    "cooperation-agreement": cooperation_agreement.build,
    "minutes-extract": minutes_extract.build,
    "power-of-attorney": power_of_attorney.build,
    "letter-of-intent": letter_of_intent.build,
    "preparation-report": preparation_report.build,
    "cover-list": cover_list.build,
    "poster": poster.build,
    "checklist": checklist.build,
    "hyrra-sheet": hyrra_sheet.build,
    "board-statement": board_statement.build,
    "meeting-agenda": meeting_agenda.build,
}


def build(document: str, language: str) -> bytes:
    """Return the template of a document in a language; the same source gives the same bytes."""
    return PAPERS[document](Words(language))
