"""Threads that share a template never get one another's data."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import hakemus
from hakemus import Application, Job, render_many
from hakemus.assembly import template_path
from hakemus.case import Case
from hakemus.papers import Subject, document
from hakemus.word import Properties, Template, text


@pytest.fixture(autouse=True)
def _eager_threads() -> Iterator[None]:
    """Let threads take turns a thousand times as often as usual, so that what can go wrong does."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(before / 1_000)
    yield
    sys.setswitchinterval(before)


def numbered(application: Application, number: int) -> Application:
    """Return the application of another project: its number is in its name, its description, its applicant."""
    project = {"name": f"Hanke {number}", "public_description": f"Kuvaus {number}\n\n- kohta {number}"}
    applicant = application.applicant.model_copy(update={"name": f"Yhdistys {number} ry"})
    return application.model_copy(
        update={"project": application.project.model_copy(update=project), "applicant": applicant}
    )


def test_eight_threads_on_one_template_make_no_wrong_document_in_a_thousand(complete: Application) -> None:
    """Each of a thousand documents is to the byte what one thread alone makes."""
    assert complete.date is not None
    template, paper = Template(template_path("public-description", "fi")), document("public-description")
    contents = [
        paper.content(Subject(Case.of(numbered(complete, number), language="fi"), draft=False))
        for number in range(1_000)
    ]
    titles = [Properties(title=f"Hanke {number}") for number in range(1_000)]
    alone = [template.render(*pair) for pair in zip(contents, titles, strict=True)]
    with ThreadPoolExecutor(8) as executor:
        together = list(executor.map(template.render, contents, titles))
    wrong = [number for number in range(1_000) if alone[number] != together[number]]
    assert wrong == []
    assert len(set(together)) == 1_000


def _many(complete: Application, folder: Path, count: int) -> None:
    jobs = [
        Job(f"hanke {number}", numbered(complete, number), ("public-description", "project-plan"))
        for number in range(count)
    ]
    with ThreadPoolExecutor(8) as executor:
        results = render_many(jobs, folder, executor)
    for number, result in enumerate(results):
        description, plan = result.papers
        assert f"Kuvaus {number}\nkohta {number}\n" in text(description)
        job = jobs[number]
        assert isinstance(job.application, Application)
        assert plan.read_bytes() == hakemus.render(job.application, "project-plan")


def test_eight_threads_write_each_job_its_own_papers(complete: Application, tmp_path: Path) -> None:
    """From typed applications to files, too, no paper holds another's data."""
    _many(complete, tmp_path, 40)


@pytest.mark.fuzz
def test_eight_threads_write_each_of_a_thousand_jobs_its_own_papers(
    complete: Application, tmp_path: Path
) -> None:
    """As above, a thousand times."""
    _many(complete, tmp_path, 1_000)
