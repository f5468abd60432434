"""Run a door under atheris, which keeps what reaches new code: `python guided.py DOOR SECONDS FOLDER`.

A program of its own, since libFuzzer ends its process. Each kind of fault is written to the folder, once, with its
input; the same damage as at random is done to what atheris chooses.
"""

import random
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["hakemus"], enable_loader_override=False):
    from doors import DOORS, LARGEST, fault


def main(name: str, seconds: str, out: Path) -> None:
    """Fuzz a door for so many seconds; the corpus and the faults are in the folder."""
    door, seeds, place = DOORS[name], DOORS[name].seeds(), Path(tempfile.mkdtemp())
    corpus = out / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    known: set[str] = set()
    count = 0

    def one_input(content: bytes) -> None:
        nonlocal count
        count += 1
        if count % 50 == 0:
            (out / "count").write_text(str(count), encoding="utf-8")
        found = fault(door, content, place, slower=4)
        if found is not None and (kind := found.partition(": ")[0]) not in known:
            known.add(kind)
            number = len(known)
            (out / f"fault-{number}.txt").write_text(found, encoding="utf-8")
            (out / f"fault-{number}.input").write_bytes(content)

    def damaged(content: bytes, most: int, seed: int) -> bytes:
        return door.damage(content, random.Random(seed), seeds)[:most]  # noqa: S311 - no secret

    arguments = [
        f"-max_total_time={seconds}",
        f"-max_len={LARGEST}",
        "-rss_limit_mb=3000",
        "-timeout=600",
        "-report_slow_units=600",
    ]
    # No larger than the seeds to begin with would leave out all of them: archives don't grow from nothing.
    arguments += ["-len_control=0", f"-artifact_prefix={out}/crash-", "-print_final_stats=1", str(corpus)]
    atheris.Setup([sys.argv[0], *arguments], one_input, custom_mutator=damaged)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
