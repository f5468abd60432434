"""Which language the user speaks."""

import pytest

from hakemus.cli.session import machine_language, spoken_language


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        (["check", "x", "--language", "sv"], {"HAKEMUS_LANGUAGE": "en", "LANG": "fi_FI.UTF-8"}, "sv"),
        (["--language=en", "check", "x"], {"LANG": "sv_FI"}, "en"),
        (["--language", "en", "check", "x", "--language", "sv"], {}, "sv"),
        (["check", "x"], {"HAKEMUS_LANGUAGE": "en", "LC_ALL": "sv_FI.UTF-8"}, "en"),
        (["check", "x"], {"LC_ALL": "sv_FI.UTF-8", "LANG": "en_GB.UTF-8"}, "sv"),
        (["check", "x"], {"LC_ALL": "", "LC_MESSAGES": "en_GB.UTF-8", "LANG": "sv_SE.UTF-8"}, "en"),
        (["check", "x"], {"LANG": "de_DE.UTF-8"}, "fi"),
        (["check", "x"], {}, "fi"),
        (["check", "--", "--language", "sv"], {}, "fi"),
    ],
)
def test_the_language_is_the_one_named_nearest(
    arguments: list[str], environment: dict[str, str], expected: str
) -> None:
    """The option counts before the variable, the variable before the machine, and Finnish is the last resort."""
    assert spoken_language(arguments, environment).language == expected


def test_only_option_and_variable_are_a_choice() -> None:
    """The machine's locale is no choice of the user's: messages on a Swedish application stay Swedish."""
    assert not spoken_language([], {"LANG": "en_GB.UTF-8"}).chosen
    assert spoken_language([], {"HAKEMUS_LANGUAGE": "EN"}).chosen


def test_a_locale_of_the_computer_is_no_language() -> None:
    """C and POSIX say nothing of what the user speaks."""
    assert machine_language({"LC_ALL": "C.UTF-8", "LANG": "sv_FI.UTF-8"}) == "fi"
