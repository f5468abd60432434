"""The server of the page: its addresses, who may ask, and what each address answers.

It listens to this computer only. Whoever asks must have the token of the first address, under the server's own name.
"""

import hmac
import io
import json
import zipfile
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from hakemus.assembly import paper_file, print_paper, subject_of, subjects_of
from hakemus.checking import load
from hakemus.desk import WORKBOOKS, BoardEntry, bundle, check_group, hold_meeting, write_forms
from hakemus.desk.in_words import term_of, value_text
from hakemus.errors import FileError, FormError, HakemusError, NotReadyError, UnknownNameError
from hakemus.files import LARGEST, open_meeting, pages_of, save_anew
from hakemus.files.assessors import ANSWERS
from hakemus.files.attachments import USABLE, Pages
from hakemus.files.board_blank import ASSESSMENT
from hakemus.files.workbook import budget_workbook
from hakemus.model import Annex, Application
from hakemus.model.schema import field_at
from hakemus.page import editing
from hakemus.page.chapters import START, Chapters, chapter_of, shown_findings
from hakemus.page.workspace import Opened, Workspace
from hakemus.papers import STATEMENT, StatementSubject, asked_documents, document, documents_of
from hakemus.papers.dates import Calendar, calendar
from hakemus.papers.money import costs, financing
from hakemus.pdf import can_draw, can_make, drawn_pages, to_pdf
from hakemus.programme import programme_on
from hakemus.rules.annexes import annexes_to_show
from hakemus.texts import LANGUAGES, Wording, known_language, wording
from hakemus.values.paths import value_at
from hakemus.values.text import file_stem

HERE = Path(__file__).parent
MOST_TYPED = 1024 * 1024
"""The most bytes of what is typed in one field."""
LARGEST_PAPER = 64 * 1024 * 1024
"""The most bytes of a file that is given to the page."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HYRRA = "hyrra-sheet"
_DIGITS = 6

_Answer = Callable[[Request], Response]


class Guard(BaseHTTPMiddleware):
    """Lets through only who has the token, calls the server by its name, and comes from the page itself."""

    def __init__(self, app: Any, token: str, hosts: frozenset[str]) -> None:  # noqa: ANN401 - an ASGI application
        super().__init__(app)
        self._token, self._hosts = token, hosts

    async def dispatch(
        self, request: Request, call_next: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        """Answer a request, or refuse it."""
        response = self._refusal(request) or await call_next(request)
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if not request.url.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
        return response

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if host not in self._hosts:
            return Response("wrong host", 421)
        origin = request.headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return Response("wrong origin", 403)
        if request.method not in {"GET", "HEAD"} and origin is None:
            return Response("no origin", 403)
        given = request.query_params.get("token")
        if request.method == "GET" and given is not None and self._is_token(given):
            answer = RedirectResponse(request.url.path, 303)
            answer.set_cookie(_cookie_of(host), self._token, httponly=True, samesite="strict")
            return answer
        if not self._is_token(request.cookies.get(_cookie_of(host), "")):
            return Response("no token: open the address that hakemus printed", 403)
        return None

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._token.encode())


def _cookie_of(host: str) -> str:
    """Return the name of a server's cookie: a browser sends those of all ports of a computer to each."""
    return f"hakemus-{host.rpartition(':')[2]}"


def application(workspace: Workspace, token: str, hosts: Iterable[str]) -> Starlette:
    """Return the page as an application of the web, for a folder.

    Args:
        workspace: The folder, its group and language.
        token: What the first address holds, which nobody can guess.
        hosts: The names and ports by which the server may be called, such as `127.0.0.1:8000`.
    """
    page = _Page(workspace)
    one = "/a/{key:str}"
    shown = {
        "/": page.start,
        "/group": page.group,
        "/meeting/{key:str}": page.meeting,
        "/meeting/{key:str}/papers": page.meeting_papers,
        one: page.first_chapter,
        f"{one}/fill/{{chapter:str}}": page.fill,
        f"{one}/row": page.row,
        f"{one}/review": page.review,
        f"{one}/papers": page.papers,
        f"{one}/paper/{{name:str}}": page.paper,
        f"{one}/bundle": page.bundle,
        f"{one}/workbook": page.workbook,
        f"{one}/calendar": page.calendar,
        f"{one}/hyrra": page.hyrra,
        f"{one}/take": page.take,
        f"{one}/taken/{{paper:str}}": page.changes,
    }
    posted: dict[str, tuple[_Answer, int]] = {
        "/new": (page.new, MOST_TYPED),
        "/open": (page.open, LARGEST_PAPER),
        "/language/{language:str}": (page.language, MOST_TYPED),
        "/group": (page.choose_group, MOST_TYPED),
        "/meetings": (page.begin_meeting, MOST_TYPED),
        "/meeting/{key:str}/points/{name:str}": (page.points, MOST_TYPED),
        "/meeting/{key:str}/answers": (page.answers, LARGEST_PAPER),
        f"{one}/field": (page.field, MOST_TYPED),
        f"{one}/rows": (page.rows, MOST_TYPED),
        f"{one}/annex/{{at:int}}": (page.annex, LARGEST),
        f"{one}/take": (page.taken, LARGEST_PAPER),
        f"{one}/taken/{{paper:str}}": (page.decide, MOST_TYPED),
    }
    routes = [
        *(Route(path, answer) for path, answer in shown.items()),
        *(Route(path, _posted(answer, most), methods=["POST"]) for path, (answer, most) in posted.items()),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, token=token, hosts=frozenset(hosts))],
        exception_handlers={HakemusError: page.failed, Exception: page.failed},
    )


class _Page:
    """Answers the addresses; what is slow runs in threads of its own."""

    def __init__(self, workspace: Workspace) -> None:
        self._space = workspace
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined
        )

    # What every page has.

    def _html(self, name: str, values: Mapping[str, Any], status: int = 200) -> Response:
        words = wording(self._space.language)
        shared = {
            "t": _said_in(words),
            "words": words,
            "language": self._space.language,
            "languages": [(one, wording(one).message(f"words.language-{one}")) for one in LANGUAGES],
            "group_name": self._space.group.name.text(words.language) if self._space.group else "",
            "has_group_folder": self._space.group_folder is not None,
            "key": "",
            "term": lambda path: term_of(path, words),
            "value": lambda path, value: value_text(path, value, words),
        }
        return HTMLResponse(self._templates.get_template(f"{name}.html").render({**shared, **values}), status)

    def _of(self, request: Request) -> tuple[Path, Application, Chapters]:
        path = self._space.path_of(request.path_params["key"])
        found = load(path)
        return path, found, self._space.chapters(found)

    def _shown(
        self,
        name: str,
        request: Request,
        path: Path,
        chapters: Chapters,
        place: str = "",
        **values: Any,  # noqa: ANN401
    ) -> Response:
        """Return a page of an application in the frame that all of them have, with its place in it."""
        frame = {
            "key": request.path_params["key"],
            "place": place or name,
            "name": chapters.case.application.project.name or path.name,
            "file": path.name,
            "chapters": chapters.listed(),
            "money": self._money(chapters),
        }
        return self._html(name, {**frame, **values})

    def _money(self, chapters: Chapters) -> Mapping[str, Any]:
        subject, costing = subject_of(chapters.case, draft=True), chapters.case.costing
        is_stated = costing.states_costs and costing.states_financing
        return {
            "costs": costs(subject),
            "financing": financing(subject),
            "balance": chapters.guide.words.money(costing.balance) if is_stated else "",
            "balanced": not costing.balance,
        }

    def failed(self, request: Request, error: Exception) -> Response:
        """Say what went wrong: as a page, or to the page's own script."""
        language, status = self._space.language, 404 if isinstance(error, UnknownNameError) else 400
        if isinstance(error, HakemusError):
            said = error.message(language).splitlines()
        else:
            said, status = [wording(language).message("page.defect", {"error": repr(error)})], 500
        if request.headers.get("accept") == "application/json":
            return JSONResponse({"error": " ".join(said)}, status)
        return self._html("failed", {"said": said}, status)

    # The start: the files of the folder, a new application, one that is given.

    def start(self, _: Request) -> Response:
        """Show the applications of the folder, and ways to begin one."""
        space, say = self._space, _said_in(wording(self._space.language))
        measures: dict[str, list[tuple[str, str, str]]] = {}  # families that are called alike are one
        for one in programme_on(space.today()).measures():
            who = one.value_on("applicant", space.today())
            shown = (one.key, one.label.text(space.language), who.label.text(space.language) if who else "")
            measures.setdefault(say(f"want-{one.family or 'small'}"), []).append(shown)
        for own in space.group.support_forms if space.group is not None else ():
            shown = (own.key, own.name.text(space.language), "")
            measures.setdefault(say("want-of-group"), []).append(shown)
        about = [f"meeting.{name}" for name in ("name", "date", "time", "place", "chair", "secretary")]
        values = {
            "files": space.files(),
            "meetings": space.meetings(),
            "measures": measures,
            "about": about,
            "folder": str(space.folder),
            "groups": space.groups(),
            "has_group": space.group is not None,
            "group_place": str(space.group_folder or ""),
        }
        return self._html("start", values)

    def new(self, request: Request) -> Response:
        """Make a new application file and go to it."""
        path = self._space.new(_form(request).get("measure", ""))
        return RedirectResponse(f"/a/{self._space.key(path)}", 303)

    def open(self, request: Request) -> Response:
        """Take in a file as an application of the folder."""
        path = self._space.take_in(_name_of(request), request.state.content)
        return JSONResponse({"go": f"/a/{self._space.key(path)}"})

    def language(self, request: Request) -> Response:
        """Choose the language of the page."""
        self._space.language = known_language(request.path_params["language"])
        back = _form(request).get("back", "/")
        return RedirectResponse(back if back.startswith("/") and not back.startswith("//") else "/", 303)

    def choose_group(self, request: Request) -> Response:
        """Choose the Leader group that is applied to, or whose board meets."""
        self._space.choose(_form(request).get("group", ""))
        return RedirectResponse("/", 303)

    # Filling.

    def first_chapter(self, request: Request) -> Response:
        """Go to the first chapter."""
        return RedirectResponse(f"/a/{request.path_params['key']}/fill/{START}", 303)

    def fill(self, request: Request) -> Response:
        """Show a chapter to fill."""
        name = request.path_params["chapter"]
        path, _, chapters = self._of(request)
        block = chapters.block(name)
        if block is None:
            raise UnknownNameError("chapter", name, [one.name for one in chapters.listed()])
        listed = [one.name for one in chapters.listed()]
        at = listed.index(name)
        ways = {"before": ["", *listed][at], "after": [*listed, ""][at + 1]}
        found = chapters.findings_of(name)
        return self._shown("fill", request, path, chapters, name, block=block, found=found, **ways)

    def row(self, request: Request) -> Response:
        """Show a blank row of a list."""
        *_, chapters = self._of(request)
        listed, at = request.query_params.get("list", ""), request.query_params.get("at", "")
        is_number = at.isascii() and at.isdecimal() and len(at) < _DIGITS
        row = chapters.new_row(listed, int(at)) if is_number else None
        if row is None:
            raise UnknownNameError("list", listed, ())
        as_table = request.query_params.get("table") == "yes"
        return self._html("row", {"row": row, "as_table": as_table, "found": {}})

    def field(self, request: Request) -> Response:
        """Save what was typed in a field, and answer what is found then."""
        sent = _json(request, ("path", "text", "was", "row", "chapter"))
        path = self._space.path_of(request.path_params["key"])
        typed = editing.Typed(sent["path"], sent["text"], sent["was"], sent["row"])
        said: dict[str, Any] = {"saved": True}
        try:
            now = editing.write_field(path, typed, self._space.language, self._space.group)
        except editing.NotTakenError as error:
            now, said = load(path), {"saved": False, "refused": str(error)}
        except editing.ChangedElsewhereError as error:
            elsewhere = error.message(self._space.language)
            now, said = load(path), {"saved": False, "elsewhere": elsewhere, "now": error.now}
        return JSONResponse({**said, **self._state(now, sent["chapter"], sent["path"])})

    def _state(self, now: Application, chapter: str, path: str) -> dict[str, Any]:
        """Return what a page shows anew after a change."""
        chapters = self._space.chapters(now)
        words = chapters.guide.words
        place = field_at(path)
        value = value_at(now.model_dump(), path) if place is not None else None
        shown = editing.shown_text(place, value, chapters.presenter) if place is not None else ""
        drawn = {"money": self._money(chapters), "t": _said_in(words), "words": words}
        return {
            "value": shown,
            "row": editing.row_mark(now, path),
            "list": editing.rows_mark(now, path[: path.rindex("[")])
            if place is not None and "]" in path
            else "",
            "found": chapters.findings_of(chapter),
            "severities": {one: words.message(f"words.{one}") for one in ("error", "warning", "note")},
            **{
                name: self._templates.get_template(f"{name}.html").render(drawn) for name in ("money", "sums")
            },
            "chapters": {
                one.name: [
                    f"{one.filled}/{one.fields}",
                    words.message("page.errors", {"count": one.errors}) if one.errors else "",
                ]
                for one in chapters.listed()
            },
        }

    def rows(self, request: Request) -> Response:
        """Take a row out, or move it."""
        sent = _json(request, ("path", "step", "mark"))
        step = next((step for step in editing.STEPS if step == sent["step"]), None)
        if step is None:
            raise UnknownNameError("step", sent["step"], editing.STEPS)
        path, space = self._space.path_of(request.path_params["key"]), self._space
        editing.move_row(path, sent["path"], step, sent["mark"], language=space.language, group=space.group)
        return JSONResponse({"saved": True})

    # Reviewing.

    def review(self, request: Request) -> Response:
        """Show all findings, most urgent first, and the annexes."""
        path, found, chapters = self._of(request)
        language = self._space.language
        listed = [(*one, chapter_of(one[2])) for one in shown_findings(chapters.report.findings, language)]
        return self._shown(
            "review",
            request,
            path,
            chapters,
            listed=listed,
            report=chapters.report,
            annexes=[*self._annexes(found, chapters)],
        )

    def _annexes(self, found: Application, chapters: Chapters) -> Iterator[Mapping[str, Any]]:
        """Yield the annexes: those that are asked for, with the provision, then others that are listed."""
        words = chapters.guide.words
        for at, asked in annexes_to_show(chapters.case):
            annex = (
                found.annexes[at] if at is not None else Annex(kind=asked.kind if asked is not None else None)
            )
            kind = value_text("annexes[].kind", annex.kind, words) if annex.kind else ""
            yield {
                "at": len(found.annexes) if at is None else at,
                "kind": annex.kind or "",
                "title": ": ".join(dict.fromkeys(filter(None, (kind, annex.title)))),
                "why": asked.reference.text(words.language) if asked is not None else "",
                "state": value_text("annexes[].state", annex.standing, words) if annex.standing else "",
                "held": asked is not None and asked.is_held,
                "file": annex.file or "",
            }

    def annex(self, request: Request) -> Response:
        """Save a PDF next to the application, and name it at its annex."""
        content = request.state.content
        name = _name_of(request)
        words = wording(self._space.language)
        pages = pages_of(content)
        if not isinstance(pages, Pages) and pages not in USABLE:
            values = {"field": words.term("annexes"), "file": name}
            return JSONResponse({"error": words.message(f"findings.annex.file-{pages}", values)}, 400)
        path = self._space.path_of(request.path_params["key"])
        stem = f"{words.message('page.annex-folder')}/{file_stem(Path(name).stem) or 'pdf'}"
        file = save_anew(path.parent, stem, ".pdf", content)
        named = file.relative_to(path.parent).as_posix()
        try:
            editing.attach_file(path, request.path_params["at"], request.query_params.get("kind", ""), named)
        except HakemusError:
            file.unlink()
            raise
        return JSONResponse({"go": f"/a/{request.path_params['key']}/review#annexes"})

    # Papers.

    def papers(self, request: Request) -> Response:
        """Show the papers that are asked for, and the others."""
        path, _, chapters = self._of(request)
        words, subject = chapters.guide.words, subject_of(chapters.case, draft=True)
        asked = asked_documents(chapters.case)

        def rows(of: Iterable[Any]) -> list[tuple[str, str, str]]:
            return [
                (one.key, item.item, one.title(words)) for one in of for item in subjects_of(one, subject)
            ]

        return self._shown(
            "papers",
            request,
            path,
            chapters,
            asked=rows(asked),
            others=rows(one for one in documents_of(chapters.case.group) if one not in asked),
            errors=len(chapters.report.errors),
            has_pdf=can_make(),
            has_pictures=can_draw(),
            has_days=self._calendar(chapters).can_be_written,
        )

    def paper(self, request: Request) -> Response:
        """Give a paper as a Word file, as PDF or as a picture of its pages; with errors, as a draft."""
        _, _, chapters = self._of(request)
        kind = document(request.path_params["name"], chapters.case.group)
        item = request.query_params.get("item", "")
        subject = subject_of(chapters.case, draft=bool(chapters.report.errors))
        one = next((one for one in subjects_of(kind, subject) if one.item == item), None)
        if one is None:
            raise UnknownNameError("item", item, ())
        content = print_paper(kind, one, data=True)
        name = paper_file(kind, chapters.guide.words, item)
        stem = name.removesuffix(".docx")
        match request.query_params.get("as"):
            case "pdf":
                return _file(to_pdf(content), f"{stem}.pdf", "application/pdf", inline=True)
            case "png":
                return _file(drawn_pages(to_pdf(content)), f"{stem}.png", "image/png", inline=True)
        return _file(content, name, _DOCX)

    def bundle(self, request: Request) -> Response:
        """Give everything that is handed in as one archive; with errors, as a draft."""
        path, found, chapters = self._of(request)
        with TemporaryDirectory() as folder:
            case, language = chapters.case, self._space.language
            make = partial(
                bundle, found, folder, base=path.parent, language=language, on=case.day, group=case.group
            )
            try:
                made = make()
            except NotReadyError:
                made = make(draft=True)
            return _file(made.path.read_bytes(), made.path.name, "application/zip")

    def workbook(self, request: Request) -> Response:
        """Give the budget as a workbook."""
        path, found, chapters = self._of(request)
        content = budget_workbook(
            found, language=self._space.language, on=chapters.case.day, group=self._space.group
        )
        return _file(content, f"{path.stem}.xlsx", _XLSX)

    def calendar(self, request: Request) -> Response:
        """Give the days to remember as a calendar file."""
        path, _, chapters = self._of(request)
        return _file(self._calendar(chapters).to_ics(), f"{path.stem}.ics", "text/calendar")

    def _calendar(self, chapters: Chapters) -> Calendar:
        case = chapters.case
        return calendar(case.application, on=case.day, group=case.group, language=self._space.language)

    def hyrra(self, request: Request) -> Response:
        """Show the answers for Hyrrä, each to be copied."""
        path, _, chapters = self._of(request)
        content = document(_HYRRA).content(subject_of(chapters.case, draft=False))["hyrra"]
        return self._shown("hyrra", request, path, chapters, hyrra=content)

    # What came back.

    def take(self, request: Request) -> Response:
        """Ask for a paper or workbook that came back."""
        path, _, chapters = self._of(request)
        return self._shown("take", request, path, chapters)

    def taken(self, request: Request) -> Response:
        """Keep a paper that came back, and go to what it changes."""
        content, key = request.state.content, request.path_params["key"]
        name = _name_of(request)
        path = self._space.path_of(key)
        kept = self._space.keep(path, name, content)
        self._space.planned(path, kept)  # so that a file of another kind is refused at once
        return JSONResponse({"go": f"/a/{key}/taken/{kept}"})

    def changes(self, request: Request) -> Response:
        """Show what a paper changes, what was not found or understood, and the conflicts."""
        path, _, chapters = self._of(request)
        planned = self._space.planned(path, request.path_params["paper"])
        return self._shown("changes", request, path, chapters, "take", planned=planned)

    def decide(self, request: Request) -> Response:
        """Write what was decided."""
        path = self._space.path_of(request.path_params["key"])
        self._space.planned(path, request.path_params["paper"], _form(request)).write()
        return RedirectResponse(f"/a/{request.path_params['key']}/review", 303)

    # For an officer.

    def group(self, _: Request) -> Response:
        """Show the check of the group's folder."""
        if self._space.group_folder is None:
            raise UnknownNameError("group", "", ())
        report = check_group(self._space.group_folder)
        return self._html("group", {"report": report, "text": report.to_text(self._space.language)})

    def begin_meeting(self, request: Request) -> Response:
        """Make the folder of a meeting and go to it."""
        path = self._space.begin_meeting(_form(request))
        return RedirectResponse(f"/meeting/{self._space.key(path)}", 303)

    def points(self, request: Request) -> Response:
        """Write what the board says of an application of a meeting."""
        name, folder = request.path_params["name"], self._meeting(request).path.parent
        place = open_meeting(folder, self._space.group)
        if name not in place.names:
            raise UnknownNameError("application", name, place.names)
        self._space.assess(folder / name / ASSESSMENT, place.assessed(name).asked, _form(request))
        return RedirectResponse(f"/meeting/{request.path_params['key']}", 303)

    def meeting(self, request: Request) -> Response:
        """Show the applications of a meeting, with their points and what is found in each."""
        opened, words = self._meeting(request), wording(self._space.language)
        with TemporaryDirectory() as folder:
            result = hold_meeting(opened.path.parent, folder, group=self._space.group, draft=True)
        rows = []
        for one in result.entries:
            said: Mapping[str, Any] | None = None
            if one.assessed is not None:
                said = STATEMENT.content(StatementSubject(one.assessed, words, draft=True, rank=one.rank))
            mark = editing.part_mark(one.assessed.assessment) if one.assessed is not None else ""
            rows.append((one, said, self._said_of(one), mark))
        found = shown_findings(result.findings, words.language)
        shown = {"key": request.path_params["key"], "name": opened.name, "rows": rows, "found": found}
        return self._html("meeting", shown)

    def meeting_papers(self, request: Request) -> Response:
        """Give the papers of a meeting as one archive, or the forms on which its members assess."""
        opened, group = self._meeting(request).path.parent, self._space.group
        buffer = io.BytesIO()
        with (
            TemporaryDirectory() as folder,
            zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            if request.query_params.get("forms"):
                papers = write_forms(opened, folder, group=group, language=self._space.language)
            else:
                papers = hold_meeting(opened, folder, group=group, draft=True).papers
            for path in papers:
                archive.write(path, path.name)
        return _file(buffer.getvalue(), f"{opened.name}.zip", "application/zip")

    def answers(self, request: Request) -> Response:
        """Save a form on which a member has assessed among the answers of the meeting."""
        name, opened = Path(_name_of(request).replace("\\", "/")), self._meeting(request).path.parent
        if name.suffix.lower() not in {".docx", *WORKBOOKS}:
            raise FormError("no-form", "neither a Word form nor a workbook", {"path": name.name})
        stem = f"{ANSWERS}/{file_stem(name.stem) or 'form'}"
        save_anew(opened, stem, name.suffix.lower(), request.state.content)
        return JSONResponse({"go": f"/meeting/{request.path_params['key']}"})

    def _said_of(self, entry: BoardEntry) -> list[tuple[str, str, str]]:
        if entry.cause is not None:
            cause, language = entry.cause, self._space.language
            return [("error", cause.message(language) if isinstance(cause, HakemusError) else str(cause), "")]
        return shown_findings(entry.report.findings, self._space.language) if entry.report is not None else []

    def _meeting(self, request: Request) -> Opened:
        key = request.path_params["key"]
        found = next((one for one in self._space.meetings() if one.key == key), None)
        if found is None:
            raise UnknownNameError("meeting", key, ())
        return found


# What comes with a request, bounded before it is held; what goes out as a file.


def _posted(answer: _Answer, most: int) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers a request whose content is read before; of more than so many bytes nothing is kept."""

    async def read_first(request: Request) -> Response:
        content = bytearray()
        async for piece in request.stream():
            content += piece
            if len(content) > most:
                raise FileError(_name_of(request), "too-large", f"more than {most} bytes")
        request.state.content = bytes(content)
        return await run_in_threadpool(answer, request)

    return read_first


def _form(request: Request) -> dict[str, str]:
    return dict(parse_qsl(request.state.content.decode("utf-8", errors="replace"), keep_blank_values=True))


def _json(request: Request, names: Iterable[str]) -> dict[str, str]:
    """Return the texts of a request by their names; raise `UnknownNameError` when it holds anything else."""
    try:
        sent = json.loads(request.state.content)
    except (ValueError, RecursionError):
        sent = None
    wanted = tuple(names)
    if not isinstance(sent, dict) or not all(isinstance(sent.get(name), str) for name in wanted):
        raise UnknownNameError("request", "", wanted)
    return {name: sent[name] for name in wanted}


def _name_of(request: Request) -> str:
    return unquote(request.headers.get("x-file-name", ""), errors="replace")[-200:]


def _said_in(words: Wording) -> Callable[..., str]:
    return lambda key, **values: words.message(f"page.{key}", values)


def _file(content: bytes, name: str, kind: str, *, inline: bool = False) -> Response:
    how = "inline" if inline else "attachment"
    return Response(
        content, media_type=kind, headers={"Content-Disposition": f"{how}; filename*=UTF-8''{quote(name)}"}
    )
