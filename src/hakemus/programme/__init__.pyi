# The names of the room, each listed once: `names_on_demand` reads them here.

from hakemus.programme.built import (
    FOLDERS as FOLDERS,
    entry_named as entry_named,
    keys_of_every_programme as keys_of_every_programme,
    list_measures as list_measures,
    list_programmes as list_programmes,
    open_programme as open_programme,
    programme_on as programme_on,
    programmes as programmes,
    spoken_names as spoken_names,
)
from hakemus.programme.law import (
    EVERY_MEASURE as EVERY_MEASURE,
    Annex as Annex,
    AskedHeading as AskedHeading,
    DatedMark as DatedMark,
    DatedValue as DatedValue,
    Measure as Measure,
    Parameter as Parameter,
    Programme as Programme,
    Standing as Standing,
    Value as Value,
)
from hakemus.programme.reader import read_programme as read_programme
from hakemus.programme.statutes import (
    AuthorityMatter as AuthorityMatter,
    Provision as Provision,
    Statute as Statute,
    StatuteUnit as StatuteUnit,
)
from hakemus.programme.vocabularies import (
    Certainty as Certainty,
    Entry as Entry,
    Label as Label,
    Reference as Reference,
    Vocabulary as Vocabulary,
    Words as Words,
    weaker as weaker,
)

__all__: list[str]  # noqa: PYI035 - it is made of the names above
