"""An application file brought up to date from a paper: what one side changed counts, what both changed is asked."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import hakemus
from any_application import APPLICATIONS
from edited_paper import edited, retyped
from hakemus.changes import diff, matched
from hakemus.desk import updates
from hakemus.desk.updates import bring_together
from hakemus.errors import FileError
from hakemus.forms import Reading
from hakemus.model import Application
from hakemus.packaged import packaged_folder
from hakemus.papers import DOCUMENTS
from hakemus.papers.paper import one_a_company

SOURCE = packaged_folder("examples") / "cooperation-complete" / "application.toml"
NBSP = "\N{NO-BREAK SPACE}"
AMOUNT = f"5{NBSP}600,00{NBSP}€"


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    """Return an application file of one's own."""
    path = tmp_path / "application.toml"
    path.write_bytes(SOURCE.read_bytes())
    return path


@pytest.fixture(name="paper", scope="module")
def _paper() -> bytes:
    """Return the paper of the application as it is."""
    return hakemus.render(hakemus.load(SOURCE), "application", draft=True)


def replaced(file: Path, old: str, new: str) -> None:
    """Type something anew in the file."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def paths(changes: Any) -> list[str]:
    """Return the paths of changes."""
    return [change.path for change in changes]


def test_an_untouched_paper_changes_nothing(file: Path, paper: bytes) -> None:
    """Not a byte."""
    made = hakemus.update(file, paper)
    assert (made.changes, made.kept, made.conflicts) == ((), (), ())
    assert file.read_bytes() == SOURCE.read_bytes()


def test_a_change_of_the_paper_is_written_where_it_stands(file: Path, paper: bytes) -> None:
    """One line differs, its comment and all the others stay."""
    made = hakemus.update(file, retyped(paper, ("17.11.2025", "18.11.2025")))
    assert paths(made.changes) == ["date"]
    assert file.read_text() == SOURCE.read_text().replace("date = 2025-11-17", "date = 2025-11-18", 1)
    assert hakemus.load(file) == made.application


def test_a_change_of_the_file_alone_is_kept(file: Path, paper: bytes) -> None:
    """The paper is older there, and says nothing new."""
    replaced(file, "2026-01-01", "2026-01-02")
    made = hakemus.update(file, paper)
    assert (made.changes, paths(made.kept), made.conflicts) == ((), ["project.start_date"], ())


def test_the_same_change_in_both_is_nothing(file: Path, paper: bytes) -> None:
    """There is nothing to ask."""
    replaced(file, "2025-11-17", "2025-11-18")
    made = hakemus.update(file, retyped(paper, ("17.11.2025", "18.11.2025")))
    assert (made.changes, made.kept, made.conflicts) == ((), (), ())


def test_two_different_changes_are_a_conflict(file: Path, paper: bytes) -> None:
    """Both are shown with what was there before; the file stays as it is, and other changes are written."""
    replaced(file, '"Kuvitelma"', '"Toinen"')
    made = hakemus.update(file, retyped(paper, ("Kuvitelma", "Mallila"), ("17.11.2025", "18.11.2025")))
    ((conflict),) = made.conflicts
    assert (conflict.path, conflict.before, conflict.paper, conflict.file) == (
        "applicant.municipality",
        "Kuvitelma",
        "Mallila",
        "Toinen",
    )
    assert paths(made.changes) == ["date"]
    assert hakemus.load(file).applicant.municipality == "Toinen"


@pytest.mark.parametrize(("side", "municipality"), [("paper", "Mallila"), ("file", "Toinen")])
def test_a_conflict_is_settled_as_asked(file: Path, paper: bytes, side: Any, municipality: str) -> None:
    """For all at once, or by a function that is asked for each."""
    replaced(file, '"Kuvitelma"', '"Toinen"')
    other = retyped(paper, ("Kuvitelma", "Mallila"))
    for take in (side, lambda conflict: side if conflict.path == "applicant.municipality" else None):
        made = hakemus.update(file, other, take=take, write=False)
        assert made.conflicts == ()
        assert made.application.applicant.municipality == municipality


def test_rows_added_in_both_are_both_there(file: Path, paper: bytes) -> None:
    """The partner that the paper has more, and the one that the file has more."""
    replaced(file, "[[partners]]", '[[partners]]\nname = "Tiedoston oma"\n\n[[partners]]')

    def copied(body: str) -> str:
        second = body.rindex("<w:tr>", 0, body.index('"partners[1].name"'))
        end = body.index("</w:tr>", second) + len("</w:tr>")
        return body[:end] + body[second:end].replace("Kuvitelman Yrittäjät ry", "Paperin oma") + body[end:]

    other = edited(paper, copied)
    made = hakemus.update(file, other)
    names = [partner.name for partner in made.application.partners]
    assert names == ["Tiedoston oma", "Kuvitelman kunta", "Kuvitelman Yrittäjät ry", "Paperin oma"]
    assert hakemus.update(file, other).changes == ()


def test_a_row_deleted_in_the_paper_and_changed_in_the_file_is_asked_about(file: Path, paper: bytes) -> None:
    """Neither the row nor its change is lost silently."""
    replaced(file, "Järjestää kunnan kyydit", "Maksaa kunnan kyydit")

    def deleted(body: str) -> str:
        start = body.rindex("<w:tr>", 0, body.index('"partners[0].name"'))
        return body[:start] + body[body.index("</w:tr>", start) + len("</w:tr>") :]

    made = hakemus.update(file, edited(paper, deleted))
    ((conflict),) = made.conflicts
    assert (conflict.path, conflict.paper) == ("partners[0]", None)
    assert len(hakemus.load(file).partners) == 2


def test_changes_that_do_not_go_together_are_asked_about(file: Path, paper: bytes) -> None:
    """A price of its own in the paper, quantity and unit price in the file: the row is settled as a whole."""
    replaced(file, "amount = 5600.00", "quantity = 2\nunit_price = 2800.00")
    made = hakemus.update(file, retyped(paper, (AMOUNT, "6000")))
    assert paths(made.conflicts) == ["budget.items[2].amount"]
    taken = hakemus.update(file, retyped(paper, (AMOUNT, "6000")), take="paper")
    assert taken.conflicts == ()
    assert hakemus.load(file).budget.items[2].amount == Decimal(6000)


def test_a_paper_without_data_is_asked_about(file: Path) -> None:
    """Nobody knows which side changed, so nothing is written unasked; what looks the same is no difference."""
    application = hakemus.load(file)
    paper = hakemus.render(application, "application", draft=True, data=False)
    assert hakemus.update(file, paper).conflicts == ()
    made = hakemus.update(file, retyped(paper, ("Kuvitelma", "Mallila")))
    assert [(one.path, one.known) for one in made.conflicts] == [("applicant.municipality", False)]
    assert file.read_bytes() == SOURCE.read_bytes()


STRUCK = "</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>"


@pytest.mark.parametrize("data", [True, False])
@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Kuvitelma", f"{STRUCK}Kuvitelma", "struck-out"),
        (AMOUNT, f"{STRUCK}{AMOUNT}", "struck-out"),
        ("17.11.2025", "joskus", "not-a-day"),
        (AMOUNT, "paljon", "not-a-number"),
    ],
)
def test_what_is_not_read_empties_nothing(file: Path, old: str, new: str, code: str, data: bool) -> None:
    """Not even where the paper counts: it is reported, and the file keeps what it has."""
    paper = hakemus.render(hakemus.load(file), "application", draft=True, data=data)
    made = hakemus.update(file, retyped(paper, (old, new)), take="paper")
    assert code in {problem.code for problem in made.reading.problems}
    assert (made.changes, made.conflicts) == ((), ())
    kept, was = (
        [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        for path in (file, SOURCE)
    )
    assert kept == was


def test_a_paper_that_shows_less_takes_nothing_away(file: Path) -> None:
    """What the document does not carry stays in the file."""
    paper = hakemus.render(hakemus.load(file), "cost-estimate", draft=True)
    made = hakemus.update(file, retyped(paper, (AMOUNT, "6000")))
    assert paths(made.changes) == ["budget.items[2].amount"]
    assert hakemus.load(file).plan == hakemus.load(SOURCE).plan


def test_json_is_brought_up_to_date_too(tmp_path: Path, paper: bytes) -> None:
    """Numbers that nobody touched stand as they did."""
    file = tmp_path / "application.json"
    file.write_text('{\n  "schema_version": 1,\n  "date": "2025-11-17"\n}\n')
    made = hakemus.update(file, retyped(paper, ("17.11.2025", "18.11.2025")))
    assert "date" in paths(made.changes)
    assert '"date": "2025-11-18"' in file.read_text()


def test_a_file_that_changed_meanwhile_is_not_written(file: Path, paper: bytes) -> None:
    """What somebody saved in between is not lost."""
    made = hakemus.update(file, retyped(paper, ("17.11.2025", "18.11.2025")), write=False)
    replaced(file, "Kuvitelma", "Toinen")
    with pytest.raises(FileError) as caught:
        made.write()
    assert caught.value.code == "changed-meanwhile"


def test_rows_are_known_by_what_they_say() -> None:
    """Moved, or changed in one field; one that says something else is another row."""
    one, two, three = {"name": "a", "year": 1}, {"name": "b", "year": 2}, {"name": "c", "year": 3}
    assert matched([one, two, three], [three, one, two]) == [2, 0, 1]
    assert matched([one, two], [two | {"year": 9}, one]) == [1, 0]
    assert matched([one, two, three], [one, {"name": "x", "year": 8}, three]) == [0, None, 2]
    assert matched([one], [{"name": "x", "year": 8}, one]) == [None, 0]


def reading_of(base: Application, paper: Application, origins: dict[str, tuple[int | None, ...]]) -> Reading:
    """Return a paper that was read."""
    return Reading(paper, (), (), (), "application", {}, False, base, origins)


class Editor:
    """Somebody who works on an application: changes fields, and takes away, moves and adds rows."""

    def __init__(self, draw: st.DrawFn, more: Application) -> None:
        self.draw = draw
        self.more = more
        self.origins: dict[str, tuple[int | None, ...]] = {}

    def edit(self, application: Application) -> Application:
        """Return what becomes of it; `origins` says where each row comes from."""
        return Application.model_validate(self._fields(application.model_dump(), self.more.model_dump(), ""))

    def _fields(self, old: dict[str, Any], more: dict[str, Any], path: str) -> dict[str, Any]:
        made = {
            key: self._value(old[key], more[key], f"{path}.{key}" if path else key)
            for key in old
            if key != "schema_version"
        }
        if made.get("amount") is not None and {"quantity", "unit_price"} & made.keys():
            made |= {"quantity": None, "unit_price": None}
        return made

    def _value(self, old: Any, more: Any, path: str) -> Any:
        if isinstance(old, dict):
            return self._fields(old, more, path)
        if isinstance(old, tuple | list):
            return self._rows(list(old), list(more), path)
        return more if self.draw(st.integers(0, 5)) == 0 else old

    def _rows(self, old: list[Any], more: list[Any], path: str) -> list[Any]:
        stay = [at for at in range(len(old)) if self.draw(st.integers(0, 5)) > 0]
        order: list[int | None] = list(self.draw(st.permutations(stay)) if self.draw(st.booleans()) else stay)
        for _ in more[: self.draw(st.integers(0, 1))]:
            order.insert(self.draw(st.integers(0, len(order))), None)
        self.origins[path] = tuple(order)
        return [
            more[0] if at is None else self._fields(old[at], more[0] if more else old[at], f"{path}[{at}]")
            for at in order
        ]


@st.composite
def three_states(draw: st.DrawFn) -> tuple[Reading, Application]:
    """Return a paper that was made, then edited, and the file, which was edited too."""
    base = draw(APPLICATIONS)
    at_paper, at_file = Editor(draw, draw(APPLICATIONS)), Editor(draw, draw(APPLICATIONS))
    return reading_of(base, at_paper.edit(base), at_paper.origins), at_file.edit(base)


ANY: dict[str, Any] = {"suppress_health_check": list(HealthCheck)}


@settings(max_examples=15, derandomize=True, **ANY)
@given(states=three_states(), side=st.sampled_from(["paper", "file", None]))
def test_what_comes_of_both_is_an_application(states: tuple[Reading, Application], side: Any) -> None:
    """Whatever both sides did; where one did nothing, it is the other side."""
    prove(*states, side)


@pytest.mark.fuzz
@settings(max_examples=5_000, **ANY)
@given(states=three_states(), side=st.sampled_from(["paper", "file", None]))
def test_what_comes_of_both_is_an_application_in_many_cases(
    states: tuple[Reading, Application], side: Any
) -> None:
    """As above."""
    prove(*states, side)


def prove(reading: Reading, file: Application, side: Any) -> None:
    """Bring a paper and a file together."""
    base = reading.base
    assert base is not None
    merged = bring_together(reading, file, lambda _: side)
    assert side is None or not merged.conflicts
    assert bring_together(reading, base, lambda _: None).application == reading.application
    untouched = reading_of(base, base, {})
    assert bring_together(untouched, file, lambda _: None).application == file


@settings(max_examples=60, derandomize=True, **ANY)
@given(states=three_states())
def test_comparing_and_updating_agree(states: tuple[Reading, Application]) -> None:
    """What differs between what the file says and what the paper says is what updating the file would write."""
    reading, _ = states
    assert reading.base is not None
    by_what_they_say = replace(reading, origins={})
    merged = bring_together(by_what_they_say, reading.base, lambda _: None)
    assert (merged.kept, merged.conflicts) == ((), ())
    assert diff(reading.base, merged.application) == merged.changes
    assert merged.application == reading.application


@pytest.mark.parametrize(
    ("old", "new"),
    [("Kuvitelma", "Mallila"), (AMOUNT, "6000"), ("Kuvitelman Yrittäjät ry", "Toiset Yrittäjät ry")],
)
def test_two_papers_differ_as_the_file_would(file: Path, paper: bytes, old: str, new: str) -> None:
    """Compared with the paper as it was printed, the edited one says what it would change in the file."""
    other = retyped(paper, (old, new))
    made = hakemus.update(file, other, write=False)
    assert made.changes
    assert hakemus.compare(paper, other) == made.changes


def test_a_row_that_is_missing_from_one_paper_is_one_difference(paper: bytes) -> None:
    """The rows after it are the same rows."""

    def deleted(body: str) -> str:
        start = body.rindex("<w:tr>", 0, body.index('"partners[0].name"'))
        return body[:start] + body[body.index("</w:tr>", start) + len("</w:tr>") :]

    (change,) = hakemus.compare(paper, edited(paper, deleted))
    assert (change.path, change.before["name"], change.after) == ("partners[0]", "Kuvitelman kunta", None)


@st.composite
def worked_on(draw: st.DrawFn) -> tuple[Reading, Application]:
    """Return partners that were taken away, moved, added and changed in the paper and in the file.

    No two of them share their name, by which people know them.
    """
    role = st.sampled_from([None, "a", "b", "c"])
    base: list[dict[str, Any]] = [
        {"name": f"Kumppani {at}", "role": draw(role)} for at in range(draw(st.integers(0, 5)))
    ]

    def changed(new: str) -> tuple[list[dict[str, Any]], tuple[int | None, ...]]:
        stay = [at for at in range(len(base)) if draw(st.integers(0, 4))]
        order: list[int | None] = list(draw(st.permutations(stay)) if draw(st.booleans()) else stay)
        for _ in range(draw(st.integers(0, 2))):
            order.insert(draw(st.integers(0, len(order))), None)
        rows = [
            {"name": f"{new} {place}", "role": draw(role)}
            if at is None
            else base[at] | ({"role": draw(role)} if draw(st.booleans()) else {})
            for place, at in enumerate(order)
        ]
        return rows, tuple(order)

    paper, origins = changed("Paperin")
    file, _ = changed(draw(st.sampled_from(["Paperin", "Tiedoston"])))
    one, two, three = (Application.model_validate({"partners": rows}) for rows in (base, paper, file))
    return reading_of(one, two, {"partners": origins}), three


@settings(max_examples=120, derandomize=True, **ANY)
@given(states=worked_on(), side=st.sampled_from(["paper", "file", None]))
def test_a_second_time_changes_nothing(states: tuple[Reading, Application], side: Any) -> None:
    """What was written is what both say."""
    prove_done(*states, side)


@pytest.mark.fuzz
@settings(max_examples=2_000, **ANY)
@given(states=worked_on(), side=st.sampled_from(["paper", "file", None]))
def test_a_second_time_changes_nothing_in_many_cases(states: tuple[Reading, Application], side: Any) -> None:
    """As above, and no row is lost."""
    prove_done(*states, side)
    prove_no_row_lost(*states)


def prove_done(reading: Reading, file: Application, side: Any) -> None:
    """Bring a paper and a file together twice."""
    merged = bring_together(reading, file, lambda _: side).application
    again = bring_together(reading, merged, lambda _: side)
    assert (again.application, again.changes) == (merged, ())


@settings(max_examples=120, derandomize=True, **ANY)
@given(states=worked_on())
def test_no_row_is_lost_unless_somebody_took_it_away(states: tuple[Reading, Application]) -> None:
    """Every row that either side added, or changed, is there, or is asked about."""
    prove_no_row_lost(*states)


def prove_no_row_lost(reading: Reading, file: Application) -> None:
    """Look for the rows that either side added."""
    merged = bring_together(reading, file, lambda _: None)
    assert reading.base is not None
    old, there = ({partner.name for partner in one.partners} for one in (reading.base, merged.application))
    asked = {
        (one.paper or one.file or {}).get("name")
        for one in merged.conflicts
        if isinstance(one.paper or one.file, dict)
    }
    added = {partner.name for side in (reading.application, file) for partner in side.partners} - old
    assert added <= there | asked


def test_a_paper_for_the_partners_says_nothing_of_what_it_never_held(file: Path) -> None:
    """The agreement holds none of the costs, so that the file has them is no change since it was made."""
    paper = hakemus.render(hakemus.load(file), "cooperation-agreement", draft=True)
    done = hakemus.update(file, retyped(paper, ("Sirkka Mallikas", "Sirkka Uusi")))
    assert [change.path for change in done.changes] == ["partners[0].contact_person"]
    assert (done.kept, done.conflicts) == ((), ())
    assert hakemus.load(file) == done.application
    assert done.application.budget == hakemus.load(SOURCE).budget


def test_a_paper_of_one_company_changes_that_company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed into the paper of the second company is written to the second company, and to no other."""
    for_each = replace(DOCUMENTS[0], items=one_a_company)
    monkeypatch.setattr("hakemus.papers.DOCUMENTS", (for_each, *DOCUMENTS[1:]))
    file = tmp_path / "application.toml"
    file.write_bytes((packaged_folder("examples") / "company-group" / "application.toml").read_bytes())
    before = hakemus.load(file)
    second = before.companies[1]
    paper = hakemus.render(before, "application", item=second.business_id, draft=True)
    done = hakemus.update(file, retyped(paper, (f"{second.industry}", "Uusi ala")))
    changed = second.model_copy(update={"industry": "Uusi ala"})
    assert done.application.companies == (before.companies[0], changed, *before.companies[2:])
    assert (done.kept, done.conflicts) == ((), ())


def test_another_side_is_refused_before_anything_is_read(file: Path, paper: bytes) -> None:
    """Whether or not there is a conflict that it would decide."""
    with pytest.raises(hakemus.UnknownNameError, match="unknown side 'both'; choose one of: paper, file"):
        hakemus.update(file, paper, take="both")  # type: ignore[arg-type]


def test_a_form_of_another_measure_is_told(file: Path, paper: bytes) -> None:
    """It may be another applicant's, or this one's for another project."""
    made = hakemus.update(file, hakemus.blank_form("training"), write=False)
    assert [note.code for note in made.reading.notes] == ["other-measure"]
    assert hakemus.update(file, paper, write=False).reading.notes == ()


def test_a_file_that_changes_while_it_is_understood_is_not_written_over(
    file: Path, paper: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is compared when it is written was read before anything was made of it."""

    def read_slowly(path: Path) -> hakemus.Application:
        application = hakemus.load(path)
        path.write_text(f"{path.read_text(encoding='utf-8')}# of another\n", encoding="utf-8")
        return application

    monkeypatch.setattr(updates, "read_application", read_slowly)
    with pytest.raises(hakemus.FileError) as raised:
        hakemus.update(file, retyped(paper, ("Kuvitelma", "Mallila")))
    assert raised.value.code == "changed-meanwhile"
