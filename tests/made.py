"""A small memorandum made by hand: two reports, one call on two clocks, hostile text."""

from __future__ import annotations

from memcon.model.memo import (
    Actor,
    AgendaItem,
    Caution,
    Claim,
    Clock,
    Coverage,
    Event,
    Indicator,
    Lever,
    Memorandum,
    Mention,
    Omission,
    Origin,
    Position,
    Relation,
    Report,
    Slot,
    Time,
    Tool,
    VoiceLink,
    Withheld,
)
from memcon.model.places import Span

ONE = (
    "LIMA — President Ana Rojas phoned <b>Prime</b> Minister Tomás Vidal on the evening of May 3. "
    "“We are friends & neighbours,” Vidal said.\n\nThe call signals a thaw. Rojas plans a visit to Quito."
)
TWO = "Rojas spoke with Vidal on May 4.\r\nVidal declined to comment on the border tax."


def span(report: str, text: str, quote: str) -> Span:
    start = text.index(quote)
    return Span.of(report, text, start, start + len(quote))


def memorandum() -> Memorandum:
    call = Event(
        id="E1",
        label="Rojas–Vidal telephone call",
        type="CONSULT",
        status="occurred",
        mode="phone",
        reciprocal=True,
        actors=("ana-rojas", "tomas-vidal"),
        time=Time(
            earliest="2025-05-03T17:00:00-05:00",
            latest="2025-05-04T00:00:00-05:00",
            precision="part-of-day",
            basis="reconciled",
            words=(span("R1", ONE, "evening of May 3"), span("R2", TWO, "May 4")),
            clocks=(
                Clock(
                    country="PER",
                    capital="Lima",
                    zone="America/Lima",
                    earliest="2025-05-03T17:00:00-05:00",
                    latest="2025-05-04T00:00:00-05:00",
                    words="Sat 3 May, 17–24 h",
                ),
            ),
        ),
        mentions=(
            Mention(
                report="R1",
                trigger=span("R1", ONE, "phoned"),
                sentence=span("R1", ONE, ONE[: ONE.index(". ") + 1]),
            ),
            Mention(report="R2", trigger=span("R2", TWO, "spoke"), sentence=span("R2", TWO, TWO[: TWO.index("\r")])),
        ),
        slots=(
            Slot(
                slot="time",
                standing="compatible",
                reason="clock",
                explanation="3 May, evening, in Lima is 4 May elsewhere.",
                positions=(
                    Position(value="evening of May 3", normal="XXXX-05-03TEV", claims=("C2",), reports=("R1",)),
                    Position(value="May 4", normal="XXXX-05-04", claims=("C3",), reports=("R2",)),
                ),
            ),
            Slot(
                slot="initiator",
                standing="disputed",
                explanation="R1 says Rojas; R2 says Vidal.",
                positions=(
                    Position(value="Rojas", normal="ana-rojas", claims=("C1",), reports=("R1",)),
                    Position(value="Vidal", normal="tomas-vidal", claims=("C8",), reports=("R2",)),
                ),
            ),
        ),
        reports=("R1", "R2"),
        origins=2,
    )
    visit = Event(
        id="E2",
        label="Rojas visit to Quito",
        type="CONSULT",
        status="planned",
        mode="visit",
        actors=("ana-rojas",),
        recipients=("ECU",),
        mentions=(
            Mention(
                report="R1", trigger=span("R1", ONE, "visit"), sentence=span("R1", ONE, "Rojas plans a visit to Quito.")
            ),
        ),
        reports=("R1",),
        origins=1,
    )
    vidal = VoiceLink(name="Vidal", actor="tomas-vidal", cue=span("R1", ONE, "said"))

    def claim(number: int, report: str, text: str, quote: str, **more: object) -> Claim:
        place = span(report, text, quote)
        return Claim(id=f"C{number}", report=report, value=quote, evidence=(place, place), **more)  # type: ignore[arg-type]

    return Memorandum(
        tool=Tool(name="memcon", version="0", rules="test"),
        reports=(
            Report(id="R1", file="1.txt", text=ONE, title="A <script>alert(1)</script> title", characters=len(ONE)),
            Report(id="R2", file="2.txt", text=TWO, outlet="Border Times", side="ECU", kind="readout"),
            Report(id="R3", file="3.bin", read=False, why="it is binary; give text"),
        ),
        actors=(
            Actor(id="ECU", name="Ecuador", kind="government", country="ECU"),
            Actor(id="ana-rojas", name="Ana Rojas", kind="person", country="PER"),
            Actor(id="tomas-vidal", name="Tomás Vidal", kind="person", country="ECU"),
        ),
        events=(call, visit),
        claims=(
            claim(1, "R1", ONE, "phoned", event="E1"),
            claim(2, "R1", ONE, "evening of May 3", event="E1", slot="time"),
            claim(3, "R2", TWO, "May 4", event="E1", slot="time"),
            claim(4, "R1", ONE, "We are friends & neighbours", manner="direct", voice=(vidal,)),
            claim(5, "R1", ONE, "signals a thaw", kind="assessment"),
            claim(6, "R2", TWO, "declined to comment", event="E1", slot="disclosure", stance="declines"),
            claim(7, "R1", ONE, "phoned <b>Prime</b> Minister Tomás Vidal on the evening", event="E1"),
            claim(8, "R2", TWO, "spoke", event="E1", origin=Origin(report="R2")),
            claim(9, "R1", ONE, "a visit to Quito", event="E2"),
            claim(10, "R2", TWO, "the border tax"),
        ),
        withheld=(Withheld(party="tomas-vidal", event="E1", claim="C6", manner="declined"),),
        omissions=(Omission(claims=("C4",), said_by=("PER",), silent=("ECU",), event="E1", basis="checked"),),
        assessments=("C5",),
        cautions=(
            Caution(kind="undated-plan", text="R1 alone has the visit, without a date.", event="E2", claims=("C9",)),
        ),
        relations=(
            Relation(
                source="ECU",
                target="PER",
                events=("E1",),
                cooperation=("E1",),
                levers=(
                    Lever(
                        instrument="border tax",
                        kind="economic",
                        state="in force",
                        by="ECU",
                        against="PER",
                        claims=("C10",),
                    ),
                ),
            ),
        ),
        agenda=(AgendaItem(event="E2", when=None, status="planned", claims=("C9",)),),
        indicators=(Indicator(text="the border tax", claims=("C10",)),),
        coverage=(
            Coverage(report="R1", sentences=4, without_claim=()),
            Coverage(report="R2", sentences=2, without_claim=()),
        ),
        unheard=("ECU",),
    )
