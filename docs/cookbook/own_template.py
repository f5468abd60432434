"""Print with a Word template of one's own.

Any Word file with tags will do: here a letter to the applicant, with `{{ applicant }}`, `{{ project }}`, `{{ day }}`.
Each finding is a paragraph when these three are: `{%p for finding in findings %}`, `{{ finding }}`, `{%p endfor %}`.
The bare engine refuses a name that nobody gave and a value that nobody formatted, so no letter goes out with a hole.
"""

import sys
from pathlib import Path

import hakemus
from hakemus.files import save
from hakemus.texts import wording
from hakemus.word import Properties, Template


def main(template: Path, application_file: Path, out: Path) -> None:
    """Write the letter of a template to the applicant: what still has to be corrected in the application."""
    application = hakemus.load(application_file)
    report = hakemus.check(application)
    words = wording(application.language)
    values = {
        "applicant": application.applicant.name or "",
        "project": application.project.name or "",
        "day": words.day(report.on),
        "findings": [finding.message(words.language) for finding in (*report.errors, *report.warnings)],
    }
    letter = Template(template).render(values, Properties(title=application.project.name))
    print(save(out, letter))


if __name__ == "__main__":
    match sys.argv[1:]:
        case [template, application, letter]:
            main(Path(template), Path(application), Path(letter))
        case _:
            sys.exit("usage: own_template.py TEMPLATE.docx APPLICATION.toml LETTER.docx")
