# ruff: noqa: S608 - the words put together here are ours
"""What a dossier's file holds: the steps that made it, and its tables as SQLAlchemy sees them.

``user_version`` is how many steps a file has taken; an older file takes the rest when it is opened for
writing. A step is never changed once it is out. What a person cannot get back stands in ``text``,
``intake``, ``source``, ``report``, ``judgement`` and ``made`` and is only ever added to; all else is derived and
can be made again.
"""

from __future__ import annotations

from typing import Any, get_args

from sqlalchemy import Column, Float, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

from memcon.model import memo
from memcon.store import moments, packs

SLOTS: tuple[str, ...] = get_args(memo.SlotName)
STANCES: tuple[str, ...] = get_args(memo.Stance)
MANNERS: tuple[str, ...] = ("narration", *(m for m in get_args(memo.Manner) if m != "narration"))
KINDS: tuple[str, ...] = get_args(memo.ClaimKind)
STATUSES: tuple[str, ...] = get_args(memo.Status)
PRECISIONS: tuple[str, ...] = get_args(memo.Precision)


def _one_of(number: str, words: tuple[str, ...]) -> str:
    """SQL for the word at a number's place."""
    return " ".join([f"CASE {number}", *(f"WHEN {n} THEN '{w}'" for n, w in enumerate(words)), "END"])


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
            key TEXT PRIMARY KEY, round INTEGER NOT NULL, sha256 TEXT NOT NULL, body BLOB NOT NULL)""",
        "CREATE TABLE round (id INTEGER PRIMARY KEY, done INTEGER NOT NULL)",
        """CREATE TABLE state (
            intake INTEGER PRIMARY KEY REFERENCES intake(id), engine TEXT NOT NULL)""",
        # What was told of an event and is told no more: from which add until which, as JSON.
        """CREATE TABLE told (
            id INTEGER PRIMARY KEY, since INTEGER NOT NULL REFERENCES intake(id),
            until INTEGER NOT NULL REFERENCES intake(id), sha256 TEXT NOT NULL, body BLOB NOT NULL)""",
        # How a report is weighed against others (``head``, ``words``), and what it hangs together with.
        """CREATE TABLE profile (
            report INTEGER PRIMARY KEY REFERENCES report(id), state INTEGER NOT NULL, knot INTEGER, home INTEGER,
            closeness REAL NOT NULL, strand INTEGER, head BLOB NOT NULL, words BLOB NOT NULL)""",
        "CREATE TABLE sorting (id INTEGER PRIMARY KEY, engine TEXT NOT NULL, turn INTEGER NOT NULL)",
        # A memorandum by what it was made of; shown where a story names it. Its events are rows ``first`` to ``last``,
        # so are its claims.
        """CREATE TABLE memorandum (
            id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, first INTEGER NOT NULL, last INTEGER NOT NULL,
            first_claim INTEGER NOT NULL, last_claim INTEGER NOT NULL, sha256 TEXT NOT NULL, body BLOB NOT NULL)""",
        """CREATE TABLE story (
            id INTEGER PRIMARY KEY, number INTEGER NOT NULL, memorandum INTEGER NOT NULL REFERENCES memorandum(id),
            reports INTEGER NOT NULL, own INTEGER NOT NULL, label TEXT)""",
        "CREATE INDEX story_number ON story(number)",
        "CREATE INDEX story_memorandum ON story(memorandum)",
        "CREATE TABLE member (report INTEGER PRIMARY KEY REFERENCES report(id), story INTEGER NOT NULL)",
        "CREATE INDEX member_story ON member(story)",
        # ``story`` is 0 until the memorandum is shown, ``since`` the add from which it is told so. ``low`` and ``high``
        # are seconds since 1970; ``told`` are the places that speak of it and the standings of its sides, in few bytes.
        """CREATE TABLE event (
            id INTEGER PRIMARY KEY, story INTEGER NOT NULL, since INTEGER NOT NULL,
            name TEXT NOT NULL, label TEXT NOT NULL, type TEXT, status TEXT NOT NULL, mode TEXT, place TEXT,
            earliest TEXT, latest TEXT, partial TEXT, precision TEXT, low INTEGER, high INTEGER,
            parties TEXT NOT NULL, origins INTEGER NOT NULL, reports INTEGER NOT NULL, standing TEXT, disputed TEXT,
            whole INTEGER NOT NULL, told BLOB NOT NULL)""",
        "CREATE INDEX event_time ON event(low) WHERE story > 0",
        """CREATE TABLE event_party (
            party TEXT NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (party, event)) WITHOUT ROWID""",
        """CREATE TABLE event_report (
            report INTEGER NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (report, event)) WITHOUT ROWID""",
        """CREATE VIEW current_event AS
            SELECT event.*, story.number AS number FROM event JOIN story ON story.id = event.story""",
        # Claims tied to an event, in few bytes; ``claim_words`` has them in words. ``number`` is that of the name,
        # ``slot`` a place in SLOTS, ``how`` one in stances, manners and kinds (null: asserted, narrated, a fact).
        """CREATE TABLE claim (
            id INTEGER PRIMARY KEY, number INTEGER NOT NULL, report INTEGER NOT NULL REFERENCES report(id),
            event INTEGER NOT NULL, slot INTEGER, how INTEGER, side TEXT, start INTEGER NOT NULL,
            length INTEGER NOT NULL, credibility INTEGER)""",
        f"""CREATE VIEW claim_words AS
            SELECT claim.id AS id, substr(text.body, claim.start + 1, claim.length) AS words,
                event.story AS story, 'C' || claim.number AS name, event.name AS event,
                {_one_of("claim.slot", SLOTS)} AS slot,
                {_one_of("coalesce(claim.how, 0) / 8", STANCES)} AS stance,
                {_one_of("coalesce(claim.how, 0) / 2 % 4", MANNERS)} AS manner,
                {_one_of("coalesce(claim.how, 0) % 2", KINDS)} AS kind, claim.side, report.file, report.outlet,
                claim.report AS report, claim.credibility
            FROM claim JOIN report ON report.id = claim.report JOIN text ON text.id = report.text
                LEFT JOIN event ON event.id = claim.event""",
        # How many events are shown by each value that lists are narrowed by.
        """CREATE TABLE tally (
            facet TEXT NOT NULL, value TEXT NOT NULL, events INTEGER NOT NULL,
            PRIMARY KEY (facet, value)) WITHOUT ROWID""",
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
    (
        # What a person judged, and what was written from the dossier for others: only ever added to.
        # A judgement is an intake of its own, so that it has its moment among the adds.
        """CREATE TABLE judgement (
            id INTEGER PRIMARY KEY, intake INTEGER NOT NULL UNIQUE REFERENCES intake(id), kind TEXT NOT NULL,
            "by" TEXT NOT NULL, because TEXT NOT NULL, undoes INTEGER UNIQUE REFERENCES judgement(id),
            sha256 TEXT NOT NULL, body TEXT NOT NULL)""",
        """CREATE TABLE made (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, intake INTEGER NOT NULL REFERENCES intake(id),
            file TEXT NOT NULL, form TEXT NOT NULL, part TEXT NOT NULL, sha256 TEXT NOT NULL, body TEXT NOT NULL)""",
        *(
            f"""CREATE TRIGGER {table}_kept_{what.lower()} BEFORE {what} ON {table} BEGIN
            SELECT raise(ABORT, 'what was judged and made stays: {table} is only added to'); END"""
            for table in ("judgement", "made")
            for what in ("UPDATE", "DELETE")
        ),
    ),
    (
        # What is followed, what a person said of that, every look, and what feeds said of articles: only ever added to.
        """CREATE TABLE watched (
            id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL UNIQUE, url TEXT NOT NULL, at TEXT NOT NULL,
            feed INTEGER REFERENCES watched(id))""",
        """CREATE TABLE wish (
            id INTEGER PRIMARY KEY, watched INTEGER NOT NULL REFERENCES watched(id), at TEXT NOT NULL, kind TEXT,
            every INTEGER, stopped INTEGER NOT NULL)""",
        """CREATE TABLE look (
            id INTEGER PRIMARY KEY, watched INTEGER NOT NULL REFERENCES watched(id), at TEXT NOT NULL,
            outcome TEXT NOT NULL, address TEXT NOT NULL, status INTEGER, final TEXT, etag TEXT, modified TEXT,
            sha256 TEXT, source INTEGER REFERENCES source(id), entries INTEGER, fresh INTEGER, title TEXT,
            minutes INTEGER, silent INTEGER NOT NULL, failures INTEGER NOT NULL, good TEXT, ready TEXT, due TEXT,
            why TEXT)""",
        "CREATE INDEX look_watched ON look(watched, id)",
        "CREATE INDEX look_fate ON look(id) WHERE outcome IN ('vanished', 'back')",
        """CREATE TABLE entry (
            id INTEGER PRIMARY KEY, feed INTEGER NOT NULL REFERENCES watched(id),
            look INTEGER NOT NULL REFERENCES look(id), article INTEGER REFERENCES watched(id), key TEXT NOT NULL,
            link TEXT, title TEXT, author TEXT, outlet TEXT, published TEXT, updated TEXT)""",
        "CREATE INDEX entry_feed ON entry(feed, key)",
        "CREATE INDEX entry_article ON entry(article)",
        # Which process speaks to a host now, and when the host may be asked again: no history, and none is needed.
        "CREATE TABLE turn (name TEXT PRIMARY KEY, holder TEXT, until TEXT NOT NULL, ready TEXT NOT NULL)",
        *(
            f"""CREATE TRIGGER {table}_kept_{what.lower()} BEFORE {what} ON {table} BEGIN
            SELECT raise(ABORT, 'what was followed and seen stays: {table} is only added to'); END"""
            for table in ("watched", "wish", "look", "entry")
            for what in ("UPDATE", "DELETE")
        ),
    ),
    (
        # Files of other programs' events, and of each row how it stood to the record when it came: only added to.
        """CREATE TABLE imported (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, tool TEXT NOT NULL, program TEXT NOT NULL, file TEXT NOT NULL,
            sha256 TEXT NOT NULL, rows INTEGER NOT NULL, bad INTEGER NOT NULL, UNIQUE (program, sha256))""",
        """CREATE TABLE imported_row (
            id INTEGER PRIMARY KEY, imported INTEGER NOT NULL REFERENCES imported(id), place TEXT NOT NULL,
            name TEXT NOT NULL, day TEXT, added TEXT, source TEXT NOT NULL, target TEXT NOT NULL, code TEXT, type TEXT,
            quad INTEGER, intensity REAL, words TEXT NOT NULL, url TEXT, notes TEXT NOT NULL, outcome TEXT NOT NULL,
            because TEXT NOT NULL, label TEXT)""",
        "CREATE INDEX imported_row_pair ON imported_row(source, target, day)",
        "CREATE INDEX imported_row_file ON imported_row(imported)",
        *(
            f"""CREATE TRIGGER {table}_kept_{what.lower()} BEFORE {what} ON {table} BEGIN
            SELECT raise(ABORT, 'what was imported stays: {table} is only added to'); END"""
            for table in ("imported", "imported_row")
            for what in ("UPDATE", "DELETE")
        ),
    ),
    (
        # What was read stands in blocks, one of a report just read, or of several of one story, which share much.
        "DROP TABLE reading",
        """CREATE TABLE reading (
            key BLOB PRIMARY KEY, round INTEGER NOT NULL, block INTEGER NOT NULL, place INTEGER NOT NULL)
            WITHOUT ROWID""",
        """CREATE TABLE block (
            id INTEGER PRIMARY KEY, readings INTEGER NOT NULL, sha256 TEXT NOT NULL, body BLOB NOT NULL)""",
    ),
    (
        # The words of the events' labels, without where they stand.
        """CREATE VIRTUAL TABLE event_fts USING fts5(label, content='event', content_rowid='id', columnsize=0,
            detail=none)""",
        "INSERT INTO event_fts(event_fts) VALUES ('rebuild')",
    ),
    (
        # The claims of one report in one row (``store/packs.py``); ``told`` are those of events. All is told anew.
        "DROP VIEW claim_words",
        "DROP TABLE claim_fts",
        "DROP TABLE claim",
        "UPDATE state SET engine = ''",
        """CREATE TABLE claims (
            id INTEGER PRIMARY KEY, event INTEGER NOT NULL, report INTEGER NOT NULL REFERENCES report(id),
            number INTEGER NOT NULL, told INTEGER NOT NULL, body TEXT NOT NULL)""",
        "CREATE TABLE side (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
        "CREATE TABLE nth (n INTEGER PRIMARY KEY)",
        f"INSERT INTO nth {packs.NTH}",
        f"""CREATE VIEW claim AS
            SELECT claims.id + nth.n AS id, claims.id AS pack, claims.report,
                {", ".join(f"{sql} AS {name}" for name, sql in packs.COLUMNS.items())}
            FROM {packs.EACH}""",
        f"""CREATE VIEW claim_words AS
            SELECT claims.id + nth.n AS id, claims.id AS pack,
                substr(text.body, {packs.COLUMNS["start"]} + 1, {packs.COLUMNS["length"]}) AS words,
                event.story AS story, 'C' || ({packs.COLUMNS["number"]}) AS name, event.name AS event,
                {_one_of(packs.COLUMNS["slot"], SLOTS)} AS slot,
                {_one_of(f"({packs.COLUMNS['how']}) / 8", STANCES)} AS stance,
                {_one_of(f"({packs.COLUMNS['how']}) / 2 % 4", MANNERS)} AS manner,
                {_one_of(f"({packs.COLUMNS['how']}) % 2", KINDS)} AS kind,
                {packs.COLUMNS["side"]} AS side, report.file, report.outlet,
                claims.report AS report, {packs.COLUMNS["credibility"]} AS credibility
            FROM {packs.EACH} JOIN report ON report.id = claims.report JOIN text ON text.id = report.text
                LEFT JOIN event ON event.id = {packs.COLUMNS["event"]}""",
        """CREATE VIRTUAL TABLE claim_fts USING fts5(words, content='claim_words', content_rowid='id', columnsize=0,
            detail=none)""",
        "INSERT INTO claim_fts(claim_fts, rank) VALUES ('usermerge', 2)",
        # By event, then by report: they come event by event.
        "DROP TABLE event_report",
        """CREATE TABLE event_report (
            report INTEGER NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (event, report)) WITHOUT ROWID""",
    ),
    (
        # Parts in outline, by which events that several parts tell are found; ``judged`` are places of judgements,
        # ``turn`` grows whenever rows of its events are made other.
        """CREATE TABLE outline (
            memorandum INTEGER PRIMARY KEY, whole INTEGER NOT NULL, turn INTEGER NOT NULL, mark TEXT NOT NULL,
            early INTEGER, late INTEGER, judged TEXT, body BLOB NOT NULL)""",
        # Events of several parts that are alike, each pair both ways, in thousandths.
        """CREATE TABLE alike (
            one INTEGER NOT NULL, two INTEGER NOT NULL, score INTEGER NOT NULL,
            PRIMARY KEY (one, two)) WITHOUT ROWID""",
        # Events that are one with the lead, itself among them; those behind it have a ``story`` below 0. ``facts`` is
        # JSON, compressed; ``judged`` is 1 of those that a judgement on events of several parts names.
        """CREATE TABLE twin (
            event INTEGER PRIMARY KEY, lead INTEGER NOT NULL, judged INTEGER NOT NULL, facts BLOB NOT NULL)""",
        "CREATE INDEX twin_lead ON twin(lead)",
    ),
    (
        # What each memorandum gives to relations, agenda, watch and judges (``store/outlook.py``): it goes with it.
        # ``outlook_act`` is what one tells of a directed pair, under no target the days on which it speaks of a party.
        """CREATE TABLE outlook (
            memorandum INTEGER PRIMARY KEY, linked INTEGER NOT NULL, sha256 TEXT NOT NULL, reports TEXT NOT NULL,
            head BLOB NOT NULL, figures BLOB NOT NULL, body BLOB NOT NULL)""",
        """CREATE TABLE outlook_act (
            source TEXT NOT NULL, target TEXT NOT NULL, memorandum INTEGER NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (source, target, memorandum)) WITHOUT ROWID""",
        # Which sentences of one memorandum touch signs of another; levels of pairs, by what they were reckoned from.
        """CREATE TABLE outlook_touch (
            sign INTEGER NOT NULL, said INTEGER NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (sign, said)) WITHOUT ROWID""",
        """CREATE TABLE outlook_level (
            one TEXT NOT NULL, two TEXT NOT NULL, mark TEXT NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (one, two)) WITHOUT ROWID""",
        """CREATE TRIGGER memorandum_outlook AFTER DELETE ON memorandum BEGIN
            DELETE FROM outlook WHERE memorandum = old.id;
            DELETE FROM outlook_act WHERE memorandum = old.id;
            DELETE FROM outlook_touch WHERE sign = old.id OR said = old.id; END""",
    ),
    (
        # Events in fewer bytes: what other columns say is written by SQL when it is asked for. All is told anew.
        "DROP TABLE event",
        "INSERT INTO event_fts(event_fts) VALUES ('delete-all')",
        "UPDATE state SET engine = ''",
        *(
            f"DELETE FROM {table}"
            for table in (
                "story",
                "member",
                "memorandum",
                "outline",
                "alike",
                "twin",
                "event_party",
                "event_report",
                "tally",
            )
        ),
        f"""CREATE TABLE event (
            id INTEGER PRIMARY KEY, story INTEGER NOT NULL, since INTEGER NOT NULL,
            name TEXT NOT NULL, label TEXT NOT NULL, type TEXT, kinds INTEGER NOT NULL, mode TEXT, place TEXT,
            early TEXT, late TEXT, partial TEXT, clocks INTEGER NOT NULL, low INTEGER, high INTEGER,
            parties TEXT NOT NULL, origins INTEGER NOT NULL, reports INTEGER NOT NULL, standing TEXT, disputed TEXT,
            whole INTEGER NOT NULL, told BLOB NOT NULL,
            status TEXT AS ({_one_of("kinds % 16", STATUSES)}) VIRTUAL,
            precision TEXT AS ({_one_of("kinds / 16 - 1", PRECISIONS)}) VIRTUAL,
            earliest TEXT AS ({moments.written("early", "low", f"clocks / {moments.CLOCKS}")}) VIRTUAL,
            latest TEXT AS ({moments.written("late", "high", f"clocks % {moments.CLOCKS}")}) VIRTUAL)""",
        "CREATE INDEX event_time ON event(low) WHERE story > 0",
    ),
    (
        # The words of texts without where they stand, which took three quarters of the room: words in a row are
        # looked for in the texts that have them.
        "DROP TABLE text_fts",
        """CREATE VIRTUAL TABLE text_fts USING fts5(body, content='text', content_rowid='id', columnsize=0,
            detail=none)""",
        "INSERT INTO text_fts(text_fts) VALUES ('rebuild')",
    ),
    (
        # Memoranda of several stories compressed together (``store/bundles.py``); their own ``body`` is empty then.
        "CREATE TABLE bundle (id INTEGER PRIMARY KEY, pieces INTEGER NOT NULL, body BLOB NOT NULL)",
        """CREATE TABLE bundled (
            memorandum INTEGER PRIMARY KEY, bundle INTEGER NOT NULL, start INTEGER NOT NULL, size INTEGER NOT NULL)""",
        """CREATE TRIGGER memorandum_bundled AFTER DELETE ON memorandum BEGIN
            DELETE FROM bundled WHERE memorandum = old.id;
            DELETE FROM bundle WHERE id NOT IN (SELECT bundle FROM bundled); END""",
    ),
)
VERSION = len(STEPS)

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
READING = _table("reading", key=LargeBinary, round=Integer, block=Integer, place=Integer)
BLOCK = _table("block", id=Integer, readings=Integer, sha256=Text, body=LargeBinary)
ROUND = _table("round", id=Integer, done=Integer)
STATE = _table("state", intake=Integer, engine=Text)
TOLD = _table("told", id=Integer, since=Integer, until=Integer, sha256=Text, body=LargeBinary)
PROFILE = _table(
    "profile",
    report=Integer,
    state=Integer,
    knot=Integer,
    home=Integer,
    closeness=Float,
    strand=Integer,
    head=LargeBinary,
    words=LargeBinary,
)
SORTING = _table("sorting", id=Integer, engine=Text, turn=Integer)
MEMORANDUM = _table(
    "memorandum",
    id=Integer,
    key=Text,
    first=Integer,
    last=Integer,
    first_claim=Integer,
    last_claim=Integer,
    sha256=Text,
    body=LargeBinary,
)
STORY = _table("story", id=Integer, number=Integer, memorandum=Integer, reports=Integer, own=Integer, label=Text)
MEMBER = _table("member", report=Integer, story=Integer)
EVENT = _table(
    "event",
    id=Integer,
    story=Integer,
    since=Integer,
    name=Text,
    label=Text,
    type=Text,
    kinds=Integer,
    mode=Text,
    place=Text,
    early=Text,
    late=Text,
    partial=Text,
    clocks=Integer,
    low=Integer,
    high=Integer,
    parties=Text,
    origins=Integer,
    reports=Integer,
    standing=Text,
    disputed=Text,
    whole=Integer,
    told=LargeBinary,
    status=Text,
    precision=Text,
    earliest=Text,
    latest=Text,
)
EVENT_PARTY = _table("event_party", party=Text, event=Integer)
EVENT_REPORT = _table("event_report", report=Integer, event=Integer)
CLAIMS = _table("claims", id=Integer, event=Integer, report=Integer, number=Integer, told=Integer, body=Text)
SIDE = _table("side", id=Integer, name=Text)
TALLY = _table("tally", facet=Text, value=Text, events=Integer)
OUTLINE = _table(
    "outline",
    memorandum=Integer,
    whole=Integer,
    turn=Integer,
    mark=Text,
    early=Integer,
    late=Integer,
    judged=Text,
    body=LargeBinary,
)
ALIKE = _table("alike", one=Integer, two=Integer, score=Integer)
TWIN = _table("twin", event=Integer, lead=Integer, judged=Integer, facts=LargeBinary)
JUDGEMENT = _table(
    "judgement",
    id=Integer,
    intake=Integer,
    kind=Text,
    by=Text,
    because=Text,
    undoes=Integer,
    sha256=Text,
    body=Text,
)
MADE = _table("made", id=Integer, at=Text, intake=Integer, file=Text, form=Text, part=Text, sha256=Text, body=Text)
WATCHED = _table("watched", id=Integer, kind=Text, key=Text, url=Text, at=Text, feed=Integer)
WISH = _table("wish", id=Integer, watched=Integer, at=Text, kind=Text, every=Integer, stopped=Integer)
LOOK = _table(
    "look",
    id=Integer,
    watched=Integer,
    at=Text,
    outcome=Text,
    address=Text,
    status=Integer,
    final=Text,
    etag=Text,
    modified=Text,
    sha256=Text,
    source=Integer,
    entries=Integer,
    fresh=Integer,
    title=Text,
    minutes=Integer,
    silent=Integer,
    failures=Integer,
    good=Text,
    ready=Text,
    due=Text,
    why=Text,
)
ENTRY = _table(
    "entry",
    id=Integer,
    feed=Integer,
    look=Integer,
    article=Integer,
    key=Text,
    link=Text,
    title=Text,
    author=Text,
    outlet=Text,
    published=Text,
    updated=Text,
)
TURN = _table("turn", name=Text, holder=Text, until=Text, ready=Text)
IMPORTED = _table(
    "imported", id=Integer, at=Text, tool=Text, program=Text, file=Text, sha256=Text, rows=Integer, bad=Integer
)
IMPORTED_ROW = _table(
    "imported_row",
    id=Integer,
    imported=Integer,
    place=Text,
    name=Text,
    day=Text,
    added=Text,
    source=Text,
    target=Text,
    code=Text,
    type=Text,
    quad=Integer,
    intensity=Float,
    words=Text,
    url=Text,
    notes=Text,
    outcome=Text,
    because=Text,
    label=Text,
)
