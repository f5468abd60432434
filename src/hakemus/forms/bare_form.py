"""A form whose data a program dropped: which form it was, told by what it still shows."""

from hakemus.documents.carried import CARRIED_VERSION, Carried
from hakemus.files.application_file import addressed_to
from hakemus.files.asked import blank_application, latest_day
from hakemus.forms.form_content import TEMPLATE
from hakemus.group import LeaderGroup
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES
from hakemus.word.controls import is_bracketed
from hakemus.word.extraction import Extract

_MEASURE = "classification.measure"


def bare_form(extract: Extract, group: LeaderGroup | None) -> Carried | None:
    """Return what the form carried when it was made, or None for a paper that is no form.

    A form shows prompts as long as something in it is empty; of which measure it is, it says itself, in its language.
    """
    programme = open_programme()
    label = next(iter(extract.lines.get(_MEASURE, [])), "")
    measure = programme.measure(label)
    language = next((one for one in LANGUAGES if measure and measure.label.text(one) == label.strip()), None)
    if measure is None or language is None or not _shows_prompts(extract):
        return None
    blank = blank_application(measure, language)
    application = addressed_to(blank, group, language) if group is not None else blank
    values = application.model_dump(mode="json", exclude_none=True)
    day = latest_day(programme)
    return Carried(TEMPLATE, language, day, False, CARRIED_VERSION, "", values, form=True)  # noqa: FBT003


def _shows_prompts(extract: Extract) -> bool:
    lines = (text for texts in extract.lines.values() for text in texts)
    long = (paragraph.text for paragraphs in extract.prose.values() for paragraph in paragraphs)
    return bool(extract.prompts) or any(is_bracketed(text.strip()) for text in (*lines, *long))
