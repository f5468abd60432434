"""Renders from an installed wheel, far from the checkout: `.ci/run` runs this in an empty environment."""

import sys
from pathlib import Path

import hakemus
from hakemus.packaged import packaged_folder

record = packaged_folder("examples") / "290170" / "record.txt"
application = hakemus.read_record(record.read_text(encoding="utf-8")).to_application()
assert "site-packages" in str(record), f"the examples do not come from the wheel: {record}"
for language in ("fi", "sv", "en"):
    papers = hakemus.assemble(
        application,
        Path(sys.argv[1]) / language,
        language=language,
        on=hakemus.load(packaged_folder("examples") / "preparatory-funding" / "application.toml").date,
        draft=True,
    )
    assert papers
    assert all(paper.stat().st_size > 0 for paper in papers)
print(f"the wheel renders: hakemus from {Path(hakemus.__file__).parent}")
