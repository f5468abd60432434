"""For any application: what a paper carries or shows comes back from it, in every document and language."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import hakemus
from any_application import APPLICATIONS, leaves, same
from hakemus.assembly import list_items
from hakemus.forms import read
from hakemus.model import Application
from hakemus.papers import document
from hakemus.texts import LANGUAGES
from held import differing_from

CARRYING = [name for name in hakemus.list_documents() if not document(name).published]
DAY = date(2024, 12, 1)


def prove(application: Application, name: str, language: str) -> None:
    """Read a paper back with its data, and without them."""
    item = next(iter(list_items(application, name)), None)
    reading = read(hakemus.render(application, name, item=item, language=language, on=DAY, draft=True))
    assert (reading.changes, reading.problems, reading.outside) == ((), (), ())
    assert differing_from(reading, application, name) == []
    bare = read(
        hakemus.render(application, name, item=item, language=language, on=DAY, draft=True, data=False)
    )
    assert bare.problems == ()
    shown = document(name).items(application)[0].application
    was = dict(leaves(shown.model_dump(exclude_none=True)))
    for path, value in leaves(bare.application.model_dump(exclude_none=True)):
        assert path in ("language", "schema_version") or same(was.get(path), value), path


@pytest.mark.parametrize("name", CARRYING)
@settings(max_examples=3, suppress_health_check=list(HealthCheck), derandomize=True)
@given(application=APPLICATIONS, language=st.sampled_from(LANGUAGES))
def test_what_a_paper_holds_comes_back(name: str, application: Application, language: str) -> None:
    """A few applications a document, of every kind of field."""
    prove(application, name, language)


@pytest.mark.fuzz
@pytest.mark.parametrize("name", CARRYING)
@settings(max_examples=1000, suppress_health_check=list(HealthCheck))
@given(application=APPLICATIONS, language=st.sampled_from(LANGUAGES))
def test_what_a_paper_holds_comes_back_in_a_thousand_cases(
    name: str, application: Application, language: str
) -> None:
    """A thousand applications a document."""
    prove(application, name, language)
