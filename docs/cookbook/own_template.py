"""Print with a Word template of one's own.

Any Word file with tags will do: here a letter to the applicant, with `{{ applicant }}`, `{{ project }}`, `{{ day }}`.
Each finding is a paragraph when these three are: `{%p for finding in findings %}`, `{{ finding }}`, `{%p endfor %}`.
The bare engine refuses a name that nobody gave and a value that nobody formatted, so no letter goes out with a hole.
"""

import sys
from pathlib import Path

import hakemus


def main(template: Path, application_file: Path, out: Path) -> None:
    """Write the letter of a template to the applicant: what still has to be corrected in the application."""
    application = hakemus.load(application_file)
    report = hakemus.check(application)
    words = hakemus.wording(application.language)
    values = {
        "applicant": application.applicant.name or "",
        "project": application.project.name or "",
        "day": words.day(report.on),
        "findings": [finding.message(words.language) for finding in (*report.errors, *report.warnings)],
    }
    letter = hakemus.word.Template(template).render(
        values, hakemus.word.Properties(title=application.project.name)
    )
    out.write_bytes(letter)
    print(out)


if __name__ == "__main__":
    match sys.argv[1:]:
        case [template, application, letter]:
            main(Path(template), Path(application), Path(letter))
        case _:
            sys.exit("usage: own_template.py TEMPLATE.docx APPLICATION.toml LETTER.docx")
