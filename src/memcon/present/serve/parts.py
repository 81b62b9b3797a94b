"""What the desk reads of relations, agenda, watch and of what waits: the parts that the dossier keeps of each story."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from memcon.dossier.outlook_shelf import LackingError, OnFile, Open
from memcon.model.errors import DossierError
from memcon.present.serve import reads
from memcon.present.serve.asking import RefusedError
from memcon.present.serve.room import MovedError, Room, state_of


@contextmanager
def shelf(room: Room) -> Iterator[OnFile]:
    """The parts of the stories as they are shown, for one look; refused where an older memcon told them without."""
    there = reads.shown(room)
    try:
        with room.look() as connection:
            kept = room.memory.lasting.setdefault("parts", Open())
            yield OnFile(connection, there.settled.stories if there else (), there.names if there else None, kept)
    except LackingError as error:
        if state_of(room.store) != room.seen:
            raise MovedError from error
        what = "What the stories give to this page was not worked out yet: another memcon told them."
        raise RefusedError(503, what, "Tell the dossier anew: memcon brief or memcon add does it.") from error
    except DossierError as error:
        if state_of(room.store) != room.seen:
            raise MovedError from error
        raise
