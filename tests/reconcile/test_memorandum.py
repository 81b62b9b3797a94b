"""The whole memorandum: the order of reports, the codec, the ids."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from reconcile_maker import TOOL, Maker, memo

from memcon.extract.types import LeverDraft, LinkDraft, Voice
from memcon.model.codec import dumps, loads
from memcon.model.memo import Memorandum, Report
from memcon.reconcile import reconcile

PEOPLE = ("stoltberg", "silva", "keita")


@cache
def bundle() -> tuple[Maker, ...]:
    a = Maker(
        id="R1",
        text="Stoltberg held a call with Silva on 4 May 2031. Mali imposed a ban on Spain over the call.",
        people=PEOPLE,
    )
    t = a.time("4 May 2031", "2031-05-04", year=2031, month=5, day=4)
    a.mention("call", times=(t,), fills=(a.fill("initiator", "Stoltberg", "anna-stoltberg"),))
    a.mention(
        "imposed", phrase="imposed a ban on Spain", noun="ban", type="SANCTION", actors=("MLI",), recipients=("ESP",)
    )
    start, end = a.text.index("over"), a.text.index("over") + 4
    a.links.append(LinkDraft(type="responds-to", source="m2", target="m1", start=start, end=end))
    a.levers.append(
        LeverDraft(
            instrument="a ban",
            kind="economic",
            state="in force",
            by="MLI",
            against="ESP",
            start=71,
            end=74,
            sentence=1,
            mention="m2",
        )
    )
    b = Maker(
        id="R2", text="Silva spoke with Stoltberg. “A fine talk,” Silva said. Silva will visit Keita.", people=PEOPLE
    )
    b.mention("spoke", noun="speak")
    b.mention(
        "visit",
        noun="visit",
        mode="visit",
        status="planned",
        reciprocal=False,
        actors=("rui-silva",),
        recipients=("awa-keita",),
    )
    b.draft("A fine talk", event="m1", voice=(Voice(name="Silva", entity="rui-silva"),), manner="direct")
    c = Maker(
        id="R10",
        text="In her first call with Keita, Stoltberg was short. Mali’s ban on Spain is a boycott.",
        people=PEOPLE,
    )
    c.mention("call", ordinal="first", actors=("anna-stoltberg", "awa-keita"))
    c.mention(
        "ban",
        phrase="Mali’s ban on Spain",
        noun="ban",
        type="SANCTION",
        status="ongoing",
        actors=("MLI",),
        recipients=("ESP",),
    )
    c.drafts.append(c.drafts.pop(c.draft("a boycott", event="m2", kind="assessment")))
    return a, b, c


def test_what_the_small_bundle_gives() -> None:
    found = memo(*bundle())
    assert [e.id for e in found.events] == [f"E{n}" for n in range(1, 5)]
    assert [r.id for r in found.reports] == ["R1", "R2", "R10"]
    call = found.events[0]
    assert call.label == "Stoltberg–Silva call"
    assert call.reports == ("R1", "R2")
    assert call.origins == 2
    ban = next(e for e in found.events if e.type == "SANCTION")
    assert ban.reports == ("R1", "R10")
    (link,) = found.links
    assert (link.type, link.source, link.target) == ("responds-to", ban.id, call.id)
    (item,) = found.agenda
    assert item.status == "planned"
    assert {(c.kind, c.event) for c in found.cautions} >= {
        ("undated-plan", item.event),
        ("single-unsourced", item.event),
    }
    relation = next(r for r in found.relations if (r.source, r.target) == ("MLI", "ESP"))
    assert relation.conflict == relation.material == (ban.id,)
    assert relation.levers[0].state == "in force"
    assert "awa-keita" in {a.id for a in found.actors}
    assert found.assessments == tuple(c.id for c in found.claims if c.kind == "assessment")
    assert "ESP" in found.unheard
    assert "PRT" not in found.unheard


def test_every_claim_rests_on_the_text_and_ids_are_unique() -> None:
    found = memo(*bundle())
    texts = {r.id: r.text for r in found.reports}
    for claim in found.claims:
        for span in claim.evidence:
            assert span.quote == texts[span.report][span.start : span.end] != ""
    for ids in ([c.id for c in found.claims], [e.id for e in found.events], [a.id for a in found.actors]):
        assert len(ids) == len(set(ids))
    known = {c.id for c in found.claims}
    assert {c for e in found.events for s in e.slots for p in s.positions for c in p.claims} <= known


@given(st.permutations(range(3)), st.permutations(range(3)))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_reports_does_not_matter(reports: list[int], others: list[int]) -> None:
    makers = bundle()
    shuffled = reconcile(
        tuple(makers[i].report() for i in reports),
        tuple(makers[i].reading() for i in others),
        tuple(makers[i].extraction() for i in reports),
        TOOL,
    )
    assert dumps(shuffled) == dumps(memo(*makers))


def test_the_codec_gives_back_what_it_took() -> None:
    found = memo(*bundle())
    assert loads(dumps(found)) == found


def test_nothing_read_is_an_empty_memorandum_with_a_caution() -> None:
    lost = Report(id="R1", file="a.bin", read=False, why="not a text")
    found = reconcile((lost,), (), (), TOOL)
    assert isinstance(found, Memorandum)
    assert found.events == ()
    (caution,) = found.cautions
    assert caution.kind == "unread-report"
    assert "a.bin" in caution.text
