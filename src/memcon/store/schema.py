"""What a dossier's file holds: the steps that made it, and its tables as SQLAlchemy sees them.

``user_version`` is how many steps a file has taken; an older file takes the rest when it is opened for
writing. A step is never changed once it is out. What a person cannot get back stands in ``text``,
``intake``, ``source`` and ``report`` and is only ever added to; all else is derived and can be made again.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Float, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE text (
            id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, characters INTEGER NOT NULL, body TEXT NOT NULL)""",
        """CREATE TABLE intake (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, tool TEXT NOT NULL)""",
        """CREATE TABLE source (
            id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, path TEXT NOT NULL,
            parts INTEGER NOT NULL, member TEXT NOT NULL)""",
        """CREATE TABLE report (
            id INTEGER PRIMARY KEY,
            source INTEGER NOT NULL REFERENCES source(id), version INTEGER NOT NULL,
            intake INTEGER NOT NULL REFERENCES intake(id), digest TEXT NOT NULL,
            text INTEGER NOT NULL REFERENCES text(id),
            file TEXT NOT NULL, title TEXT, outlet TEXT, side TEXT, kind TEXT NOT NULL, language TEXT, published TEXT,
            published_or TEXT, doubt TEXT, zone TEXT, url TEXT, dateline TEXT, credits TEXT NOT NULL,
            characters INTEGER NOT NULL, sha256 TEXT NOT NULL, reliability TEXT NOT NULL,
            read INTEGER NOT NULL, why TEXT,
            UNIQUE (source, version))""",
        "CREATE INDEX report_intake ON report(intake)",
        "CREATE INDEX report_text ON report(text)",
        # What the machine derives, from here on.
        """CREATE TABLE reading (
            key TEXT PRIMARY KEY, engine TEXT NOT NULL, round INTEGER NOT NULL, sha256 TEXT NOT NULL,
            body BLOB NOT NULL)""",
        "CREATE TABLE round (id INTEGER PRIMARY KEY, done INTEGER NOT NULL)",
        """CREATE TABLE state (
            intake INTEGER PRIMARY KEY REFERENCES intake(id), engine TEXT NOT NULL)""",
        """CREATE TABLE told (
            id INTEGER PRIMARY KEY, since INTEGER NOT NULL REFERENCES intake(id),
            until INTEGER REFERENCES intake(id), sha256 TEXT NOT NULL, body BLOB NOT NULL)""",
        """CREATE TABLE memorandum (
            story INTEGER PRIMARY KEY, intake INTEGER NOT NULL REFERENCES intake(id), engine TEXT NOT NULL,
            sha256 TEXT NOT NULL, body BLOB NOT NULL)""",
        """CREATE TABLE event (
            story INTEGER NOT NULL, id TEXT NOT NULL, label TEXT NOT NULL, type TEXT, status TEXT NOT NULL,
            earliest TEXT, latest TEXT, origins INTEGER NOT NULL, reports INTEGER NOT NULL, disputed TEXT,
            PRIMARY KEY (story, id)) WITHOUT ROWID""",
        # A claim's number is its story times STORY and the figure of its name; what most claims are is left null.
        """CREATE TABLE claim (
            id INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES report(id), event TEXT, slot TEXT, stance TEXT,
            manner TEXT, kind TEXT, side TEXT, start INTEGER NOT NULL, "end" INTEGER NOT NULL, credibility REAL)""",
        """CREATE VIEW claim_words AS
            SELECT claim.id AS id, substr(text.body, claim.start + 1, claim."end" - claim.start) AS words,
                claim.id / 10000000 AS story, 'C' || (claim.id % 10000000) AS name, claim.event, claim.slot,
                coalesce(claim.stance, 'asserts') AS stance, coalesce(claim.manner, 'narration') AS manner,
                coalesce(claim.kind, 'fact') AS kind, claim.side, report.file, report.outlet
            FROM claim JOIN report ON report.id = claim.report JOIN text ON text.id = report.text""",
        """CREATE VIEW current_report AS
            SELECT report.*, source.key AS came_from, intake.at AS added, text.body AS body
            FROM report JOIN source ON source.id = report.source JOIN intake ON intake.id = report.intake
                JOIN text ON text.id = report.text
            WHERE report.version = (SELECT max(version) FROM report AS r WHERE r.source = report.source)""",
        "CREATE VIRTUAL TABLE text_fts USING fts5(body, content='text', content_rowid='id', columnsize=0)",
        """CREATE VIRTUAL TABLE claim_fts USING fts5(words, content='claim_words', content_rowid='id', columnsize=0,
            detail=none)""",
        *(
            f"""CREATE TRIGGER {table}_kept_{what.lower()} BEFORE {what} ON {table} BEGIN
            SELECT raise(ABORT, 'what came in stays: {table} is only added to'); END"""
            for table in ("text", "intake", "report")
            for what in ("UPDATE", "DELETE")
        ),
    ),
)
VERSION = len(STEPS)
STORY = 10_000_000

META = MetaData()


def _table(name: str, /, **columns: type[TypeEngine[Any]]) -> Table:
    return Table(name, META, *(Column(key.rstrip("_"), kind) for key, kind in columns.items()))


TEXT = _table("text", id=Integer, sha256=Text, characters=Integer, body=Text)
INTAKE = _table("intake", id=Integer, at=Text, tool=Text)
SOURCE = _table("source", id=Integer, key=Text, path=Text, parts=Integer, member=Text)
REPORT = _table(
    "report",
    id=Integer,
    source=Integer,
    version=Integer,
    intake=Integer,
    digest=Text,
    text=Integer,
    file=Text,
    title=Text,
    outlet=Text,
    side=Text,
    kind=Text,
    language=Text,
    published=Text,
    published_or=Text,
    doubt=Text,
    zone=Text,
    url=Text,
    dateline=Text,
    credits=Text,
    characters=Integer,
    sha256=Text,
    reliability=Text,
    read=Integer,
    why=Text,
)
READING = _table("reading", key=Text, engine=Text, round=Integer, sha256=Text, body=LargeBinary)
ROUND = _table("round", id=Integer, done=Integer)
STATE = _table("state", intake=Integer, engine=Text)
TOLD = _table("told", id=Integer, since=Integer, until=Integer, sha256=Text, body=LargeBinary)
MEMORANDUM = _table("memorandum", story=Integer, intake=Integer, engine=Text, sha256=Text, body=LargeBinary)
EVENT = _table(
    "event",
    story=Integer,
    id=Text,
    label=Text,
    type=Text,
    status=Text,
    earliest=Text,
    latest=Text,
    origins=Integer,
    reports=Integer,
    disputed=Text,
)
CLAIM = _table(
    "claim",
    id=Integer,
    report=Integer,
    event=Text,
    slot=Text,
    stance=Text,
    manner=Text,
    kind=Text,
    side=Text,
    start=Integer,
    end=Integer,
    credibility=Float,
)
