"""The lexicon of acts: which words name a PLOVER act, loaded from ``extract/data``.

``data/README.md`` describes the files. Lookups are by lemma, so that matching is linear in tokens.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from memcon.model.data import document
from memcon.model.errors import DataError
from memcon.model.memo import LeverState, Status

SPEECH = frozenset({"ACCUSE", "THREATEN", "REQUEST", "STATEMENT", "REJECT", "SUPPORT", "AGREE", "CONCEDE"})
"""Types of acts that are done in words."""
AFTER = frozenset({"of", "in", "to", "on", "for", "against", "from", "by", "with", "at"})
"""Prepositions after which a noun's pattern goes on behind its head ("exchange of views")."""

MODALS = frozenset({"would", "could", "should", "must", "will"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """The instrument that an act is, and the state that the words give it."""

    kind: str
    state: LeverState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What verbs and nouns of act share. ``id`` names the group for rules and sameness of sense."""

    id: str
    type: str | None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    reciprocal: bool = False
    status: Status | None = None
    needs: str | None = None
    lever: Lever | None = None
    weight: float = 0.8
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbGroup(Group):
    """Verbs that name an act, with what must stand beside them."""

    objects: frozenset[str] = frozenset()
    not_objects: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    not_subjects: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    content: frozenset[str] = frozenset()
    predicates: frozenset[str] = frozenset()
    preps: frozenset[str] = frozenset()
    complement: bool = False
    modal: bool = False
    bare_object: bool = False
    negated: bool = False
    lasting: bool = False
    many: bool = False
    turned: bool = False
    patient: bool = False
    broad: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NounGroup(Group):
    """Nouns that name an act."""

    not_with: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    not_of: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    actor: tuple[str, ...] = ()
    anaphor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbPattern:
    """A verb's lemma, the words that go with it, and a modal that it needs ("would like")."""

    words: tuple[str, ...]
    modal: str | None
    group: VerbGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class NounPattern:
    """The words of a noun of act, the head last; "exchange of views" keeps its tail apart."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    group: NounGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """A verb that lends its subject to a noun of act. ``subject`` is the role that its subject has."""

    verb: str
    prep: str | None
    types: frozenset[str]
    nouns: frozenset[str]
    status: Status | None
    subject: str
    initiator: bool
    lever: LeverState | None
    indefinite: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """What makes an act planned, proposed, threatened, hypothetical, denied or ongoing, by kind of word."""

    verbs: dict[str, Status]
    nouns: dict[str, Status]
    adjectives: dict[str, Status]
    modifiers: dict[str, Status]
    predicates: dict[str, Status]
    modals: dict[str, Status]
    marks: dict[str, Status]
    phrases: dict[str, Status]
    transparent: frozenset[str]
    occurrence: frozenset[str]
    by_type: dict[str, Status]
    factive: frozenset[str]
    reported: frozenset[str]
    asserting: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All of it, by lemma of the verb or of the noun's head.

    ``all_nouns`` has besides ``nouns`` those that are acts by what they are of alone ("the signing of a treaty").
    """

    verbs: dict[str, tuple[VerbPattern, ...]]
    nouns: dict[str, tuple[NounPattern, ...]]
    all_nouns: dict[str, tuple[NounPattern, ...]]
    lights: dict[str, tuple[Light, ...]]
    cues: Cues
    words: dict[str, dict[str, Any]]
    speech: frozenset[str]
    controls: frozenset[str]


def load(name: str) -> Any:
    """A data file of this room, parsed."""
    return document("extract", name.removesuffix(".yaml"))


def _shared(row: dict[str, Any], ident: str) -> dict[str, Any]:
    lever = row.get("lever")
    return {
        "id": ident,
        "type": row.get("type"),
        "mode": row.get("mode"),
        "contexts": tuple(row.get("contexts") or ()),
        "recipient": tuple(row.get("recipient") or ()),
        "reciprocal": bool(row.get("reciprocal", False)),
        "status": row.get("status"),
        "needs": row.get("needs"),
        "lever": Lever(kind=lever["kind"], state=lever.get("state")) if lever else None,
        "weight": float(row.get("weight", 0.8)),
        "alternatives": tuple(sorted((row.get("alternatives") or {}).items())),
    }


def _words(row: dict[str, Any], key: str) -> frozenset[str]:
    # the parser splits at hyphens: "cease-fire" is met as "cease fire"
    words = [str(w).lower() for w in row.get(key) or ()]
    return frozenset([*words, *(w.replace("-", " ") for w in words)])


def _verbs(rows: list[dict[str, Any]], broad: int) -> dict[str, tuple[VerbPattern, ...]]:
    """The patterns by verb; rows from ``broad`` on give way to the others."""
    out: dict[str, list[VerbPattern]] = {}
    for n, row in enumerate(rows):
        if not row.get("verbs"):
            raise DataError(f"acts_verbs.yaml: group {n} ({row.get('type')}) names no verbs")
        group = VerbGroup(
            **_shared(row, f"verb-{n}"),
            objects=_words(row, "objects"),
            not_objects=_words(row, "not_objects"),
            subjects=_words(row, "subjects"),
            not_subjects=_words(row, "not_subjects"),
            about=_words(row, "about"),
            content=_words(row, "content"),
            predicates=_words(row, "predicates"),
            preps=_words(row, "preps"),
            complement=bool(row.get("complement", False)),
            modal=bool(row.get("modal", False)),
            bare_object=bool(row.get("bare_object", False)),
            negated=bool(row.get("negated", False)),
            lasting=bool(row.get("lasting", False)),
            many=bool(row.get("many", False)),
            turned=bool(row.get("turned", False)),
            patient=bool(row.get("patient", False)),
            broad=n >= broad,
        )
        for verb in row["verbs"]:
            words = [w for w in str(verb).lower().split() if w != "*"]
            modal = words.pop(0) if words[0] in MODALS and len(words) > 1 else None
            out.setdefault(words[0], []).append(VerbPattern(words=tuple(words[1:]), modal=modal, group=group))
    return {k: tuple(v) for k, v in out.items()}


def _nouns(rows: list[dict[str, Any]]) -> dict[str, tuple[NounPattern, ...]]:
    out: dict[str, list[NounPattern]] = {}
    for n, row in enumerate(rows):
        if not row.get("nouns"):
            raise DataError(f"acts_nouns.yaml: group {n} ({row.get('type')}) names no nouns")
        group = NounGroup(
            **_shared(row, f"noun-{n}"),
            not_with=_words(row, "not_with"),
            of=_words(row, "of"),
            not_of=_words(row, "not_of"),
            within=_words(row, "within"),
            actor=tuple(row.get("actor") or ()),
            anaphor=bool(row.get("anaphor", False)),
        )
        for noun in row["nouns"]:
            words = str(noun).lower().replace("-", " - ").split()
            cut = next((i for i, w in enumerate(words) if i and w in AFTER), None)
            head = words[: len(words) if cut is None else cut]
            after = tuple(words[cut:]) if cut is not None else ()
            before = tuple(w for w in head[:-1] if w != "-")
            out.setdefault(head[-1], []).append(NounPattern(before=before, after=after, group=group))
    return {k: tuple(sorted(v, key=lambda p: (-len(p.before) - len(p.after), not p.group.of))) for k, v in out.items()}


def _lights(rows: list[dict[str, Any]]) -> dict[str, tuple[Light, ...]]:
    out: dict[str, list[Light]] = {}
    for row in rows:
        for verb in row["verbs"]:
            lemma, _, prep = str(verb).partition(" ")
            light = Light(
                verb=lemma,
                prep=prep or None,
                types=frozenset(row.get("types") or ()),
                nouns=frozenset(row.get("nouns") or ()),
                status=row.get("status"),
                subject=row.get("subject", "actor"),
                initiator=bool(row.get("initiator", False)),
                lever=row.get("lever"),
                indefinite=bool(row.get("indefinite", False)),
            )
            out.setdefault(lemma, []).append(light)
    return {k: tuple(v) for k, v in out.items()}


def _by_word(table: dict[str, list[Any]] | None) -> dict[str, Status]:
    return {str(word).lower(): cast("Status", status) for status, ws in (table or {}).items() for word in ws}


def _cues(doc: dict[str, Any]) -> Cues:
    return Cues(
        verbs=_by_word(doc["verbs"]),
        nouns=_by_word(doc["nouns"]),
        adjectives=_by_word(doc["adjectives"]),
        modifiers=_by_word(doc["modifiers"]),
        predicates=_by_word(doc["predicates"]),
        modals=_by_word(doc["modals"]),
        marks=_by_word(doc["marks"]),
        phrases=_by_word(doc["phrases"]),
        transparent=frozenset(doc["transparent"]),
        occurrence=frozenset(doc["occurrence"]),
        by_type=cast("dict[str, Status]", dict(doc["by_type"])),
        factive=frozenset(doc["factive"]),
        reported=frozenset(doc["reported"]),
        asserting=frozenset(doc["asserting"]),
    )


def _read_so(table: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    """A table of verbs, found too under what the lemmatizer makes of some of their forms."""
    out = dict(table)
    for met, verb in load("misread.yaml").items():
        if verb in table:
            out[str(met)] = (*table.get(str(met), ()), *table[verb])
    return out


@cache
def lexicon() -> Lexicon:
    """The lexicon that stands in the data files."""
    narrow = [*load("acts_verbs.yaml"), *load("acts_verbs_wide.yaml")]
    narrow += load("acts_verbs_force.yaml")
    nouns = [*load("acts_nouns.yaml"), *load("acts_nouns_wide.yaml"), *load("acts_nouns_force.yaml")]
    verbs = _read_so(_verbs([*narrow, *load("acts_verbs_broad.yaml")], len(narrow)))
    words = {name: load(f"{name}.yaml") for name in ("links", "order_cues", "act_words", "premises")}
    return Lexicon(
        verbs=verbs,
        nouns=_nouns(nouns),
        all_nouns=_nouns([*nouns, *load("acts_nouns_broad.yaml")]),
        lights=_read_so(_lights(load("light_verbs.yaml"))),
        cues=_cues(load("status_cues.yaml")),
        words=words,
        speech=frozenset(k for k, ps in verbs.items() if any(p.group.type in SPEECH for p in ps)),
        controls=frozenset(words["act_words"]["object_control"]),
    )
