"""What goes where its reference goes: footnotes and endnotes, bookmarks, and the fields and links that name them.

A note is printed where its reference is, so a loop prints its text for each item, and then put into its own part. A
reference that is repeated gets a note of its own; one that is left out takes its note along. Fields and links in one
turn of a loop name the bookmark of the same turn; where a bookmark was left out, what names it is left out as well.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from itertools import count

from lxml import etree

from hakemus.word.markup import Limits, found, name, parse, remove, serialised, unwrap, value_of

KINDS = {"footnote": "footnotes", "endnote": "endnotes"}
"""The elements of notes, each with the word that its part is called by."""

TURN, TURN_END = "\x0e", "\x0f"
"""Around what one turn of a loop prints, where bookmarks in it are named by something."""

_NOTE = re.compile(r"<w:(?P<kind>footnote|endnote) (?P<head>[^>]*)>.*?</w:(?P=kind)>", re.DOTALL)
_REFERENCE = re.compile(
    r'(?P<before><w:(?P<kind>footnote|endnote)Reference [^>]*?w:id=")(?P<id>-?\d+)(?P<after>"[^>]*/>)'
    r"(?P<note><w:(?P=kind) [^>]*>.*?</w:(?P=kind)>)?",
    re.DOTALL,
)
_ID = re.compile(r'w:id="(-?[0-9]{1,10})"')
_INSTRUCTION = r'w:instr="(?P<simple>[^"]*)"|<w:instrText(?: [^>]*)?>(?P<complex>[^<]*)</w:instrText>'
_NAMING = re.compile(rf'<w:hyperlink [^>]*?w:anchor="(?P<anchor>[^"]*)"|{_INSTRUCTION}')
_BOOKMARK = r'<w:bookmarkStart [^>]*?w:name="(?P<bookmark>[^"]*)"'
_NAMED = re.compile(_BOOKMARK)
_IN_TURNS = re.compile(rf"{TURN}|{TURN_END}|{_BOOKMARK}|{_NAMING.pattern}")
_WORD = re.compile(r"[\w.]+")
_LONGEST_NAME = 40


def note_part(parts: Iterable[str], kind: str) -> str:
    """Return the name of the part of notes of a kind among those of a document; empty where there is none."""
    called = re.compile(rf"(?:.*/)?{KINDS[kind]}[0-9]*\.xml")
    return next((part for part in parts if called.fullmatch(part)), "")


def put_notes_at_references(roots: Mapping[str, etree._Element], main: str) -> bool:
    """Put a copy of each note behind its reference in the body, and leave only separators in its own part.

    Return whether there are any references to notes.
    """
    any_found = False
    for kind in KINDS:
        references = [*roots[main].iter(name(f"w:{kind}Reference"))]
        part = note_part(roots, kind)
        if not references or not part:
            continue
        any_found = True
        notes = {
            value_of(one, "w:id"): one
            for one in [*roots[part].iterchildren(name(f"w:{kind}"))]
            if one.get(name("w:type"), "normal") == "normal"
        }
        for reference in references:
            note = notes.get(value_of(reference, "w:id"))
            if note is not None:
                copy = deepcopy(note)
                copy.tail = reference.tail
                reference.tail = None
                reference.addnext(copy)
        for note in notes.values():
            remove(note)
    return any_found


def with_notes_in_parts(printed: Mapping[str, str], main: str) -> dict[str, str]:
    """Return printed parts in which each reference has a note of its own, in the order of the references."""
    made = dict(printed)
    for kind, kinds in KINDS.items():
        part = note_part(printed, kind)
        if not part:
            continue
        whole = [*_NOTE.finditer(printed[part])]
        fixed = [one[0] for one in whole if "w:type=" in one["head"] and 'w:type="normal"' not in one["head"]]
        own = {_ID.search(one["head"])[1]: one[0] for one in whole if _ID.search(one["head"])}  # type: ignore[index]
        taken = [int(number) for one in fixed for number in _ID.findall(one.partition(">")[0])]
        notes: list[str] = []
        first = max([0, *taken]) + 1

        def numbered(match: re.Match[str], kind: str = kind, own: Mapping[str, str] = own) -> str:
            if match["kind"] != kind:
                return match[0]
            note = match["note"] or own.get(match["id"])
            if note is None:
                return ""
            number = first + len(notes)  # noqa: B023 - called before the next turn
            notes.append(_ID.sub(f'w:id="{number}"', note, count=1))  # noqa: B023
            return f"{match['before']}{number}{match['after']}"

        made[main] = _REFERENCE.sub(numbered, made[main])
        if whole:
            head, tail = printed[part][: whole[0].start()], printed[part][whole[-1].end() :]
        else:  # all of them went to their references, and nothing is left in the part
            opening, _, _ = printed[part].rstrip().removesuffix(f"</w:{kinds}>").rpartition(">")
            head, tail = f"{opening.removesuffix('/')}>", f"</w:{kinds}>"
        made[part] = "".join((head, *fixed, *notes, tail))
    return made


# Comments, which only a template keeps that is printed as docxtpl does.

_COMMENT = re.compile(r'<w:comment [^>]*?w:id="(?P<id>-?[0-9]{1,10})".*?</w:comment>', re.DOTALL)
_MARK = re.compile(r'(?P<before><w:comment(?P<kind>\w+) [^>]*?w:id=")(?P<id>-?[0-9]{1,10})(?=")')
_PARAGRAPH_ID = re.compile(r' w14:(?:paraId|textId)="[^"]*"')


def with_comments_for_all(body: str, comments: str) -> tuple[str, str]:
    """Return a printed body and its comments: each repeated mark with one of its own, none without a mark."""
    fresh = count(max([0, *(int(one["id"]) for one in _COMMENT.finditer(comments))]) + 1)
    times: Counter[tuple[str, str]] = Counter()
    given: dict[tuple[str, int], str] = {}

    def numbered(mark: re.Match[str]) -> str:
        times[mark["kind"], mark["id"]] += 1
        turn = mark["id"], times[mark["kind"], mark["id"]]
        if turn not in given:
            given[turn] = mark["id"] if turn[1] == 1 else str(next(fresh))
        return mark["before"] + given[turn]

    def repeated(comment: re.Match[str]) -> str:
        own = [given[turn] for turn in given if turn[0] == comment["id"]]
        bare = _PARAGRAPH_ID.sub("", comment[0])
        again = (_ID.sub(f'w:id="{number}"', bare, count=1) for number in own[1:])
        return "".join((comment[0], *again)) if own else ""

    body = _MARK.sub(numbered, body)
    return body, _COMMENT.sub(repeated, comments)


# Bookmarks, and what names them.


def named_bookmarks(roots: Iterable[etree._Element]) -> frozenset[str]:
    """Return the bookmarks of a template that a field or a link names."""
    bookmarks, words = set[str](), set[str]()
    for root in roots:
        bookmarks |= {value_of(one, "w:name") for one in root.iter(name("w:bookmarkStart"))}
        words |= {value_of(one, "w:anchor") for one in root.iter(name("w:hyperlink"))}
        for text in (*_instructions(root),):
            words |= {*_WORD.findall(text)}
    return frozenset(bookmarks & words)


def _instructions(root: etree._Element) -> Iterator[str]:
    yield from (one.text or "" for one in root.iter(name("w:instrText")))
    yield from (value_of(one, "w:instr") for one in root.iter(name("w:fldSimple")))


def repeated_name(label: str, times: int) -> str:
    """Return the name of a bookmark that is printed for the so manieth time.

    >>> repeated_name("liite", 1), repeated_name("liite", 2)
    ('liite', 'liite_2')
    """
    suffix = f"_{times}" if times > 1 else ""
    return f"{label[: _LONGEST_NAME - len(suffix)]}{suffix}"


def naming_the_same_turn(text: str) -> str:
    """Return a printed part in which fields and links name the bookmark of their own turn of a loop."""
    scopes: list[tuple[int, dict[str, str]]] = [(-1, {})]  # each with the one around it
    times: dict[str, int] = {}
    open_ = 0
    for token in _IN_TURNS.finditer(text):
        if token[0] == TURN:
            scopes.append((open_, {}))
            open_ = len(scopes) - 1
        elif token[0] == TURN_END:
            open_ = scopes[open_][0]
        elif label := token["bookmark"]:
            times[label] = times.get(label, 0) + 1
            scope = open_
            while scope >= 0:
                scopes[scope][1].setdefault(label, repeated_name(label, times[label]))
                scope = scopes[scope][0]
    at, opened = 0, 0

    def name_here(word: re.Match[str]) -> str:
        scope = at
        while scope >= 0:
            if word[0] in scopes[scope][1]:
                return scopes[scope][1][word[0]]
            scope = scopes[scope][0]
        return word[0]

    def follow(token: re.Match[str]) -> str:
        nonlocal at, opened
        if token[0] == TURN:
            opened += 1
            at = opened
            return ""
        if token[0] == TURN_END:
            at = scopes[at][0]
            return ""
        for group in ("anchor", "simple", "complex"):
            if token[group]:
                start, end = (place - token.start() for place in token.span(group))
                return f"{token[0][:start]}{_WORD.sub(name_here, token[group])}{token[0][end:]}"
        return token[0]

    return _IN_TURNS.sub(follow, text)


def without_lost_names(printed: Mapping[str, str], named: frozenset[str], limits: Limits) -> dict[str, str]:
    """Return printed parts without the fields and links that name a bookmark which was left out."""
    there = {label for text in printed.values() for label in _NAMED.findall(text)}
    lost = named - there
    made = dict(printed)
    for part, text in printed.items() if lost else ():
        naming = (
            token["anchor"] or token["simple"] or token["complex"] or "" for token in _NAMING.finditer(text)
        )
        if any(lost & {*_WORD.findall(words)} for words in naming):
            root = parse(text.encode(), part, limits)
            _leave_out(root, lost)
            made[part] = serialised(root).decode()
    return made


def _leave_out(root: etree._Element, lost: frozenset[str]) -> None:
    for link in [one for one in root.iter(name("w:hyperlink")) if value_of(one, "w:anchor") in lost]:
        unwrap(link)
    for field in [*root.iter(name("w:fldSimple"))]:
        if lost & {*_WORD.findall(value_of(field, "w:instr"))}:
            remove(field)
    for code in [*root.iter(name("w:instrText"))]:
        if lost & {*_WORD.findall(code.text or "")}:
            _remove_field(code)


def _remove_field(code: etree._Element) -> None:
    """Remove the runs of a field, from its beginning to its end, in the paragraph of its code."""
    paragraph = next(code.iterancestors(name("w:p")), None)
    if paragraph is None:
        return
    runs = [*paragraph.iter(name("w:r"))]
    at = next((number for number, run in enumerate(runs) if code in [*run]), None)
    if at is None:
        return
    kinds = ["".join(value_of(one, "w:fldCharType") for one in found(run, "w:fldChar")) for run in runs]
    if "begin" in kinds[at] and "end" in kinds[at]:
        remove(runs[at])
        return
    depth, start = 0, at
    while start > 0 and not (kinds[start] == "begin" and depth == 0):
        depth += (kinds[start] == "end") - (kinds[start] == "begin")
        start -= 1
    depth, end = 0, at
    while end < len(runs) - 1 and not (kinds[end] == "end" and depth == 0):
        depth += (kinds[end] == "begin") - (kinds[end] == "end")
        end += 1
    for run in runs[start : end + 1]:
        remove(run)
