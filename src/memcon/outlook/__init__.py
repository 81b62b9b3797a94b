"""The room that looks over time: relations between states, the agenda, and what to watch.

Three functions, all from memoranda to values, none with a clock of its own; a dossier gives its stories one by one:

- ``relations(memoranda, pairs=…, since=…, until=…, coded=…, dated_only=…)``: levels of cooperation and conflict;
- ``agenda(memoranda, now=…, since=…, until=…)``: what is scheduled, and what became of it;
- ``watch(memoranda, now=…)``: what the reports say to watch, and which later reports touch it.
"""

from memcon.outlook.agenda import agenda
from memcon.outlook.relations import relations
from memcon.outlook.watch import watch

__all__ = ["agenda", "relations", "watch"]
