"""The dossier: a story followed. Reports come in add by add; what is told of them is kept, and can be made again.

The result after any number of adds is that of one ``brief`` over all the reports, whatever the order in which
they came: what depends on the other reports (names, ids, copies, events) is worked out anew over what was read.
"""

from memcon.dossier.adding import Added, add
from memcon.dossier.checking import check
from memcon.dossier.rebuilding import rebuild
from memcon.dossier.since import Changes, changed
from memcon.dossier.telling import memorandum
from memcon.store.file import create as new
from memcon.store.magic import is_dossier

__all__ = ["Added", "Changes", "add", "changed", "check", "is_dossier", "memorandum", "new", "rebuild"]
