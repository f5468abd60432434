"""Make the papers of fifty applications at once.

Every core works, and each job has a folder. When run again, it makes only what is missing or was made from something
else. Here the same example is used fifty times, each time under another name.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import hakemus


def main(example: Path, out: Path, number: int = 50) -> int:
    """Make the papers of so many applications, and print how it went."""
    application = hakemus.load(example)
    jobs = [hakemus.Job(f"application-{index:02}", application, draft=True) for index in range(1, number + 1)]
    with ProcessPoolExecutor() as executor:
        results = hakemus.render_many(jobs, out, executor)
    done = [result for result in results if result.ok]
    print(f"{len(done)} of {len(jobs)} applications, {sum(len(one.papers) for one in done)} papers in {out}")
    for result in results:
        if result.error is not None:
            print(f"{result.name}: {result.error.message}")
    return 0 if len(done) == len(jobs) else 1


if __name__ == "__main__":
    sys.exit(main(Path("examples/preparatory-funding/application.toml"), Path("papers/fifty")))
