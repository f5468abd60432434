"""What the command line itself refuses: a word too many, a day that is none, an unfit group, a script's answer."""

from collections.abc import Mapping, Sequence

from hakemus.errors import Fault


class RefusalError(Exception):
    """Something that a message of the catalogue tells: by its key, with its values."""

    def __init__(self, key: str, values: Mapping[str, object]) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class NotADayError(RefusalError):
    """The option `--on` was given a text that is no day, or no likely one (`code` tells which)."""

    def __init__(self, text: str, code: str) -> None:
        super().__init__(f"cli.complaint.{code}", {"text": text})
        self.text = text
        self.code = code


class TooManyWordsError(RefusalError):
    """A command was given words that it has no place for."""

    def __init__(self, names: list[str]) -> None:
        super().__init__("cli.complaint.too-many", {"names": names})
        self.names = names


class AnswerError(RefusalError):
    """A script's answer is none to its question: its line, the question and why."""

    def __init__(self, line: int, term: str, reason: str) -> None:
        super().__init__("ask.refused", {"line": line, "term": term, "reason": reason})
        self.line, self.term, self.reason = line, term, reason


class UnfitGroupError(Exception):
    """The folder of the Leader group cannot be used: everything that is wrong with it."""

    def __init__(self, source: str, faults: Sequence[Fault]) -> None:
        super().__init__(source)
        self.source = source
        self.faults = tuple(faults)
