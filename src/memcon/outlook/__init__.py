"""The room that looks over time: relations between states, the agenda, and what to watch.

Three functions, all without a clock of their own. They take memoranda, or a ``Shelf`` on which the parts of the
stories stand already (a dossier keeps one):

- ``relations(given, pairs=…, since=…, until=…, coded=…, dated_only=…)``: levels of cooperation and conflict;
- ``agenda(given, now=…, since=…, until=…)``: what is scheduled, and what became of it;
- ``watch(given, now=…)``: what the reports say to watch, and which later reports touch it.
"""

from memcon.outlook.agenda import agenda
from memcon.outlook.relations import relations
from memcon.outlook.watch import watch

__all__ = ["agenda", "relations", "watch"]
