"""Slips of the pen in TOML: each is recognised on its line, with the line as it should be."""

import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from hakemus.errors import Fault
from hakemus.values import typed
from hakemus.values.text import LONGEST_PROSE, LONGEST_SHOWN, shown

Kinds = Mapping[str, str]
"""By the path of each field of a file, such as `budget.items.amount`, how it is written (`hakemus.model.fields`)."""

_ODD_QUOTES = "\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2033"
_ANY_QUOTE = f"\"'{_ODD_QUOTES}"
_BLANK = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]")
_QUOTED_OR_BLANK = re.compile(rf""""(?:[^"\\]|\\.)*+"?|'[^']*+'?|{_BLANK.pattern}""")
_KEY_LINE = re.compile(r"(?P<key>\s*[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)\s*(?P<sign>[=:])\s*(?P<value>.*)")
_BLANK_IN_KEY = re.compile(r"\s*([A-Za-z0-9_-]+(?: +[A-Za-z0-9_-]+)+)\s*[=:]\s*(.*)")
_HEADING = re.compile(r"\s*(?P<open>\[{1,2})\s*(?P<name>[A-Za-z0-9_.-]+)\s*(?P<close>\]{0,2})\s*(?:#.*)?")
_IN_COMMENT = re.compile(r"\s*#\s*(\[{1,2}[A-Za-z0-9_.-]+\]{1,2})\s*")
_OPENS_TEXT = re.compile(rf'\s*[A-Za-z0-9_-]+\s*=\s*(?:"""|[{_ODD_QUOTES}]{{3}})')
_LONG_QUOTES = re.compile(rf"[{_ODD_QUOTES}]{{3}}")
_BAD_ESCAPE = re.compile(r'\\\\|\\(?![btnfr"\\uU\s]|$)')
_SHAPE_OF_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_YES_NO = {"kyllä": "true", "ja": "true", "yes": "true", "ei": "false", "nej": "false", "no": "false"}
_OF_TEXT = ("line", "prose", "choice", "language", "identifier")
_LONGEST_SUGGESTION = 300
_MOST_LINES = 20_000
_MOST_AHEAD = 300
_MOST_IN_LISTS = 1_000_000


_NOT_OF_KIND = {
    "day": ("not-a-date", "2026-05-01"),
    "yes-no": ("not-yes-no", ""),
    "money": ("not-money", "1000.00"),
    "percent": ("not-percent", "0–100"),
    "quantity": ("not-a-quantity", "10"),
    "year": ("not-a-whole-number", "2026"),
    "whole": ("not-a-whole-number", "1"),
}
"""By how a field is written, the fault of a value that isn't that, and an example."""


def without_slips(text: str, kinds: Kinds | None = None) -> tuple[list[Fault], str]:
    r"""Return every slip in TOML text, from the first line to the last, and the text without them.

    Numbers, days, and yes or no as people write them, quotes that are missing, curly or inside others, blanks that only
    look like one, long text without its `\"\"\"`, headings in a comment, signs that are double or too many, and
    blanks in keys are understood.

    >>> (fault,), text = without_slips('end_date = 1.5.2026')
    >>> fault.path, text
    ('1:12', 'end_date = 2026-05-01')
    """
    lines = text.replace("\r\n", "\n").split("\n")
    if len(lines) > _MOST_LINES:
        return [], text
    reader = _Slips(lines, kinds or {})
    reader.read()
    return sorted(reader.faults, key=lambda fault: int(fault.path.partition(":")[0])), "\n".join(reader.lines)


class _Slips:
    """Goes through the lines of a TOML text, corrects each that has a slip, and keeps what it was."""

    def __init__(self, lines: list[str], kinds: Kinds) -> None:
        self.lines, self.faults = lines, list[Fault]()
        self._kinds = kinds
        self._tables = {path.rpartition(".")[0] for path in kinds}
        self._table = ""
        self._commented = 0
        self._seen: set[str] = set()
        self._left = _MOST_IN_LISTS

    def read(self) -> None:
        at = 0
        while at < len(self.lines):
            at = self._line(at)

    def _line(self, at: int) -> int:
        """Read the line, and return which one is next."""
        line = self.lines[at].rstrip()
        if not line or line.lstrip().startswith("#"):
            self._commented = at + 1 if _IN_COMMENT.fullmatch(line) else self._commented
        elif line.lstrip().startswith(("//", ";")):
            self._correct(at, 0, f"# {line.lstrip('/; ')}")
        elif len(line) <= LONGEST_PROSE:
            plain = _QUOTED_OR_BLANK.sub(lambda one: " " if _BLANK.match(one[0]) else one[0], line)
            if heading := _HEADING.fullmatch(plain):
                name, opened = heading["name"], heading["open"]
                if len(heading["close"]) != len(opened) or plain != line:
                    self._correct(at, len(line), f"{opened}{name}{']' * len(opened)}")
                self._begin(name)
            elif (found := _KEY_LINE.fullmatch(plain)) and (found["sign"] == "=" or self._kind(found["key"])):
                return self._field(at, found)
            elif (found := _BLANK_IN_KEY.fullmatch(plain)) and self._kind(key := "_".join(found[1].split())):
                self._correct(at, 0, f"{key} = {found[2]}")
                return at  # read once more, as a field
        return at + 1

    def _field(self, at: int, found: re.Match[str]) -> int:
        """Read the line of a field, and those that its value goes on in."""
        self._follow_comment(found["key"].strip())
        head, value, column = f"{found['key']} = ", found["value"], found.start("value")
        odd = _LONG_QUOTES.match(value)
        if odd or value.startswith(('"""', "'''")):
            sign, rest = ('"""' if odd else value[:3]), value[3:]
            if odd:
                self._correct(at, column, f"{head}{sign}{rest}")
            return at + 1 if sign in rest else self._long_text(at, at + 1, sign)
        if value[:1] in ("[", "{"):
            return self._list(at, head, value)
        if _is_toml(found[0]):
            if found[0] != self.lines[at].rstrip():
                self._correct(at, column, found[0])
        elif not value and self._is_bare_text(at + 1):
            self._correct(at, column, f'{head}"""')
            return self._long_text(at, at + 1, '"""')
        else:
            self._short_value(at, head, value, column)
        return at + 1

    def _short_value(self, at: int, head: str, value: str, column: int) -> None:
        """Correct a value of one line; where nobody knows what was meant, leave it out of the corrected text."""
        kind = self._kind(head.rpartition("=")[0]) or ""
        if not value and kind and kind not in _OF_TEXT:
            self._correct(at, column, f"# {head}".rstrip())
            return
        value, comment = _without_comment(value)
        bare = value.lstrip("= ").rstrip(",; ")
        fixed = bare if _is_toml(f"{head}{bare}") else _fixed(value, kind)
        if isinstance(fixed, str) and _is_toml(made := f"{head}{fixed}{comment}"):
            self._correct(at, column, made)
            return
        if isinstance(fixed, typed.TypedError):
            place = f"{at + 1}:{column + 1}"
            self.faults.append(Fault(place, "ambiguous-number", shown(value), fixed.allowed))
        else:
            likely = kind or ("day" if _SHAPE_OF_DAY.fullmatch(bare) else "")
            code, allowed = _NOT_OF_KIND.get(likely, ("syntax", ""))
            self._fault(at, column, code, allowed=allowed)
        self.lines[at] = f"# {self.lines[at]}"

    def _kind(self, key: str) -> str | None:
        return self._kinds.get(f"{self._table}.{key.strip()}".lstrip("."))

    def _begin(self, table: str) -> None:
        self._table, self._commented, self._seen = table, 0, set()

    def _follow_comment(self, key: str) -> None:
        """Take a heading out of its comment where the key below it is of that part, and not of the one above."""
        if self._commented:
            heading = _IN_COMMENT.fullmatch(self.lines[self._commented - 1])
            name = heading[1].strip("[]") if heading else ""
            is_own = self._kind(key) is None or key in self._seen
            if heading and is_own and f"{name}.{key}" in self._kinds:
                self._correct(self._commented - 1, 0, heading[1], "heading-in-comment")
                self._begin(name)
            self._commented = 0
        self._seen.add(key)

    def _long_text(self, opened: int, at: int, sign: str) -> int:
        """Read to the end of a long text that a line opened; one that is never closed ends before the next key."""
        last = opened
        for number in range(at, len(self.lines)):
            line = self.lines[number]
            if sign in line and not _OPENS_TEXT.match(line):
                self._escapes(number, sign)
                return number + 1
            if odd := _LONG_QUOTES.fullmatch(line.strip()):
                self._correct(number, line.index(odd[0]), sign)
                return number + 1
            if (self._begins_anew(line) and self._is_open(number, sign)) or _OPENS_TEXT.match(line):
                return self._close_text(opened, last, number, sign)
            self._escapes(number, sign)
            last = number if line.strip() and not line.lstrip().startswith("#") else last
        return self._close_text(opened, last, len(self.lines), sign)

    def _is_open(self, at: int, sign: str) -> bool:
        """Return whether the next quotes below a line open another text, so that none close this one."""
        below = next(
            (line for line in self.lines[at : at + _MOST_AHEAD] if sign in line or _LONG_QUOTES.search(line)),
            None,
        )
        return below is None or _OPENS_TEXT.match(below) is not None

    def _close_text(self, opened: int, last: int, following: int, sign: str) -> int:
        line = self.lines[opened].strip()
        self.faults.append(
            Fault(f"{opened + 1}:1", "text-not-closed", line[:LONGEST_SHOWN], str(last + 2), sign)
        )
        self.lines[last] += sign
        return max(following, last + 1)

    def _escapes(self, at: int, sign: str) -> None:
        """Double the backslashes in a line of long text that stand for no other character."""
        line = self.lines[at]
        if sign == '"""' and "\\" in line:
            made = _BAD_ESCAPE.sub(r"\\\\", line)
            if made != line:
                self._correct(at, line.index("\\"), made)

    def _begins_anew(self, line: str) -> bool:
        """Return whether a line in a text looks like one of the file's own: a heading, or a field with its value."""
        heading, key = _HEADING.fullmatch(line), _KEY_LINE.fullmatch(line)
        if heading is not None:
            return heading["name"] in self._tables if self._kinds else bool(heading["close"])
        if key is None or key["sign"] != "=":
            return False
        return _is_toml(line) and (not self._kinds or self._kind(key["key"].strip()) is not None)

    def _is_bare_text(self, at: int) -> bool:
        """Return whether a text begins on a line whose last quotes are there, and the first ones not."""
        for number in range(at, min(at + _MOST_AHEAD, len(self.lines))):
            line = self.lines[number]
            if line.strip().endswith('"""') and not _OPENS_TEXT.match(line):
                return number > at or line.strip() != '"""'
            if self._begins_anew(line) or _OPENS_TEXT.match(line):
                return False
        return False

    def _list(self, at: int, head: str, value: str) -> int:
        """Read a list or a table in braces, on one line or several."""
        written = value
        for number in range(at, min(at + _MOST_AHEAD, len(self.lines))):
            if number > at:
                if _KEY_LINE.match(self.lines[number]) or self._left < 0:
                    break
                written += f"\n{self.lines[number]}"
            self._left -= len(written)
            for change in (str, _in_plain_quotes, _with_signs):
                if _is_toml(f"x = {change(written)}"):
                    for line, old in enumerate(self.lines[at : number + 1], at):
                        if (fixed := change(old)) != old:
                            self._correct(line, 0, fixed)
                    return number + 1
        unquoted = _QUOTED_OR_BLANK.sub(lambda one: re.sub(".", "_", one[0]), f"{'_' * len(head)}{written}")
        impossible = [
            Fault(f"{line}:{found.start() + 1}", "not-a-date", found[0], _NOT_OF_KIND["day"][1])
            for line, text in enumerate(unquoted.split("\n"), at + 1)
            for found in _SHAPE_OF_DAY.finditer(text)
            if not _is_toml(f"x = {found[0]}")
        ]
        if impossible:
            self.faults += impossible
        else:
            self._fault(at, len(head))
        return at + 1

    def _correct(self, at: int, column: int, made: str, code: str = "syntax") -> None:
        self._fault(at, column, code, made.strip())
        self.lines[at] = made

    def _fault(
        self, at: int, column: int, code: str = "syntax", made: str = "", *, allowed: str = ""
    ) -> None:
        there = _BLANK.sub("\N{OPEN BOX}", self.lines[at]).strip()[:LONGEST_SHOWN]
        made = made if len(made) <= _LONGEST_SUGGESTION else ""
        self.faults.append(Fault(f"{at + 1}:{column + 1}", code, there, allowed, made))


def _in_plain_quotes(text: str) -> str:
    return re.sub(f"[{_ODD_QUOTES}]", '"', text)


def _with_signs(text: str) -> str:
    """Return a list or a table in braces with the commas and signs of equality that it lacks."""
    with_commas = re.sub(r'" +"', '", "', _in_plain_quotes(text))
    return re.sub(r"([{,]\s*[A-Za-z0-9_-]+)\s*:", r"\1 =", with_commas)


def _is_toml(line: str) -> bool:
    try:
        tomllib.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _without_comment(value: str) -> tuple[str, str]:
    """Return a value that may be faulty, and the comment behind it with the blanks before."""
    for found in re.finditer(r"(?<!\s)\s++#", value):
        before = value[: found.start()]
        if before.count('"') % 2 == 0 or before.endswith('"'):
            return before, value[found.start() :]
    return value, ""


def _fixed(value: str, kind: str) -> str | typed.TypedError | None:
    """Return a value as TOML writes it; the error where it could be two, and None where nobody knows."""
    if not value:
        return '""' if kind in _OF_TEXT else None
    opened, closed = value[0] in _ANY_QUOTE, len(value) > 1 and value[-1] in _ANY_QUOTE
    if opened or closed:
        is_odd = sum(value.count(sign) for sign in _ANY_QUOTE if sign != "'" or value[0] == "'") % 2 == 1
        start = 1 if opened and (closed or is_odd) else 0
        end = len(value) - 1 if closed and (opened or is_odd) else len(value)
        return _in_quotes(value[start:end])
    if kind in _OF_TEXT:
        return _in_quotes(value)
    word = _YES_NO.get(value.casefold(), value.lower())
    if kind in ("", "yes-no") and word in ("true", "false"):
        return word
    with suppress(typed.TypedError, ValueError):
        if kind in ("", "day"):
            parts = map(int, value.split("-")) if _SHAPE_OF_DAY.fullmatch(value) else None
            return (date(*parts) if parts is not None else typed.day(value)).isoformat()
    is_name = kind == "" and value[0] == "0" and value[1:2].isdigit()
    if kind in ("", "money", "percent", "quantity") and not is_name:
        known = {"money": "money", "percent": "percent", "quantity": "quantity"}
        try:
            return f"{typed.number(value, known.get(kind, 'percent' if '%' in value else 'money')):f}"  # type: ignore[arg-type]
        except typed.TypedError as error:
            if error.code == "two-ways":
                return error
    with suppress(typed.TypedError):
        if kind in ("year", "whole"):
            return str(typed.whole(value))
    return None if kind or _SHAPE_OF_DAY.fullmatch(value) else _in_quotes(value)


def _in_quotes(text: str) -> str:
    if "'" not in text and any(sign in text for sign in '"\\'):
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
