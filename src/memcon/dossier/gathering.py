"""Readings opened from their blocks, and those of one story put into one block, in which they take half the room.

A report just read has a block of its own, so that nothing of it is lost. When its story is told, the small blocks of
the story become one as soon as they hold enough together; a block is never made anew for one report more, so that
an add costs no more than what it brings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from memcon.dossier.blocks import block, columns_of
from memcon.dossier.engine import key_of, reading_key
from memcon.dossier.packing import opened
from memcon.dossier.slimming import Cached, of_column, unpacked
from memcon.model.memo import Report
from memcon.store import readings
from memcon.store.file import Store
from memcon.store.readings import Place
from memcon.store.reports import Stored, some

FEW = 8
"""Readings in small blocks from which on these become one."""
TWICE = 2
"""A larger block is taken in where it is at most so many times what is put together without it."""
ENOUGH = 64
"""Readings in one block are so many at least where as many stories are told together."""
MOST = 112
"""Readings in one block: one reading cannot be had without opening all."""


class Kept:
    """The readings of some reports that are in the file; a block is opened when one of its readings is asked for."""

    def __init__(self, store: Store, reports: Sequence[Report]) -> None:
        self._store = store
        self._asked = Counter(map(reading_key, reports))
        self._open: dict[int, list[Any] | ValueError] = {}
        with store.reading() as connection:
            self._places = readings.places(connection, self._asked)
            self._sizes = readings.sizes(connection, {number for number, _ in self._places.values()})
        self._wanted = Counter(number for key, (number, _) in self._places.items() for _ in range(self._asked[key]))

    def take(self, report: Report) -> Cached | ValueError | None:
        """What was read of one of the reports, to be asked for once: null where it is missing, or was damaged.

        An error says why what was written cannot be used.
        """
        number, place = self._places.get(reading_key(report), (None, 0))
        if number is None:
            return None
        alone = self._sizes.get(number) == 1
        if alone or number not in self._open:
            with self._store.reading() as connection:
                body = readings.bodies(connection, [number]).get(number)
            if body is None:
                return None
        try:
            if alone:
                return unpacked(body or b"", report.text)
            if number not in self._open:
                self._open[number] = _columns(body or b"")
            columns = self._open[number]
            self._wanted[number] -= 1
            if not self._wanted[number]:
                del self._open[number]
            if isinstance(columns, ValueError):
                return columns
            return of_column(columns[place], report.text)
        except IndexError:
            return ValueError("it has no place in its block")
        except ValueError as error:
            return error


def _columns(body: bytes) -> list[Any] | ValueError:
    try:
        return columns_of(body)
    except ValueError as error:
        return error


class Gathering:
    """The readings of stories as they are told, put together story by story; smaller stories several at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[Sequence[int]] = []

    def story(self, rows: Sequence[int]) -> None:
        """Put the readings of a story's reports together, where that is worth it; a small story waits for others."""
        if not self._store.writable:
            return
        if len(rows) >= ENOUGH:
            self._together(rows)
            return
        self._waiting.append(rows)
        if sum(map(len, self._waiting)) >= ENOUGH:
            self._together([row for one in self._waiting for row in one])
            self._waiting = []

    def rest(self) -> None:
        """Put together what waits still, each story by itself."""
        for rows in self._waiting:
            self._together(rows)
        self._waiting = []

    def _together(self, rows: Sequence[int]) -> None:
        with self._store.reading() as connection:
            stored = {key_of(one.digest): one for one in some(connection, rows)}
            places = readings.places(connection, stored)
            sizes = readings.sizes(connection, {number for number, _ in places.values()})
        wanted = _chosen(places, sizes)
        if wanted:
            self._gather(stored, dict(sorted(((k, p) for k, p in places.items() if p[0] in wanted), key=_second)))

    def _gather(self, stored: Mapping[str, Stored], wanted: Mapping[str, Place]) -> None:
        with self._store.reading() as connection:
            bodies = readings.bodies(connection, {number for number, _ in wanted.values()})
        columns: list[object] = []
        try:
            for number, held in _runs(wanted):
                if len(held) == 1:
                    columns.append(opened(bodies[number], stored[held[0]].report.text))
                else:
                    columns += columns_of(bodies[number])
        except (ValueError, KeyError):  # damaged: it is made again when it is read
            return
        if len(columns) == len(wanted):
            body = block(columns)
            with self._store.writing() as connection:
                readings.gather(connection, wanted, body)


def _second(pair: tuple[str, Place]) -> Place:
    return pair[1]


def _runs(wanted: Mapping[str, Place]) -> Iterator[tuple[int, list[str]]]:
    """The keys by their blocks, in the order of their places."""
    held: dict[int, list[str]] = defaultdict(list)
    for key, (number, _) in wanted.items():
        held[number].append(key)
    yield from held.items()


def _chosen(places: Mapping[str, Place], sizes: Mapping[int, int]) -> frozenset[int]:
    """Which blocks become one: the small ones where they are enough, and larger ones that are not much larger."""
    held: dict[int, int] = defaultdict(int)
    for number, _ in places.values():
        held[number] += 1
    whole = sorted((size, number) for number, size in sizes.items() if held[number] == size)
    chosen: list[int] = []
    count = 0
    for size, number in whole:
        if (size >= FEW and size > TWICE * count) or count + size > MOST:
            break
        chosen.append(number)
        count += size
    return frozenset(chosen) if count >= FEW and len(chosen) > 1 else frozenset()
