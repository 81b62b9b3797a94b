"""What the resolving passes share: mentions in text order, their records, the tree above and below."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from memcon.model import gazetteer
from memcon.read.gazette import office_kinds
from memcon.read.lexicon import table
from memcon.read.names import Names
from memcon.read.register import Mention, Page, Record, Register

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OWN = frozenset({"first-person", "demonym"})
BODIES = frozenset({"government", "organization", "armed-force"})


class Trail:
    """The mentions of one page as they are found, with the questions that all passes ask of them."""

    def __init__(self, names: Names, speakers: dict[int, int], reporters: frozenset[int]) -> None:
        self.names = names
        self.page: Page = names.page
        self.register: Register = names.register
        self.speakers = speakers
        self.reporters = reporters
        self.history: list[Mention] = sorted(names.mentions, key=lambda m: (m.first, m.last))
        self.starts = [m.first for m in self.history]
        self.first_at: dict[int, int] = {}
        for m in self.history:
            self.first_at.setdefault(m.ref, m.first)
        self.groups: dict[tuple[int, ...], Record] = {}
        self.by_token: dict[int, Mention] = {}
        for m in sorted(self.history, key=lambda m: m.last - m.first, reverse=True):
            for i in range(m.first, m.last):
                self.by_token[i] = m
        self.by_head: dict[int, Mention] = {m.head: m for m in reversed(self.history)}
        self.quote_at: dict[int, int] = {}
        for number, q in enumerate(self.page.quotes):
            for i in range(q.first, q.last):
                self.quote_at[i] = number
        self.kids: list[list[int]] = [[] for _ in self.page.tokens]
        for t in self.page.tokens:
            if t.head != t.i:
                self.kids[t.head].append(t.i)

    def note(self, first: int, last: int, head: int, form: str, ref: int) -> None:
        """Add a mention and keep the order of the history."""
        mention = Mention(first=first, last=last, head=head, form=form, ref=ref)  # type: ignore[arg-type]
        self.first_at[ref] = min(first, self.first_at.get(ref, first))
        at = bisect_left(self.starts, first)
        self.history.insert(at, mention)
        self.starts.insert(at, first)
        for i in range(first, last):
            self.by_token.setdefault(i, mention)
        self.by_head[head] = mention

    def before(self, i: int, reach: int) -> list[Mention]:
        """The mentions that start before token ``i``, latest first, at most ``reach`` sentences back."""
        floor = self.page.tokens[i].sentence - reach
        out = []
        for k in range(bisect_left(self.starts, i) - 1, -1, -1):
            m = self.history[k]
            if self.page.tokens[m.first].sentence < floor:
                break
            out.append(m)
        return out

    def record(self, mention: Mention) -> Record:
        """The record that a mention means."""
        return self.register[mention.ref]

    def group(self, members: Sequence[int]) -> Record:
        """The record of several together."""
        key = tuple(sorted(set(members)))
        if key not in self.groups:
            # In the order of the text, so that a group has one name however it was put together.
            order = sorted(key, key=lambda k: (self.first_at.get(k, 0), k))
            parts = [self.register[k] for k in order]
            record = Record(
                key=len(self.register.records),
                name=" and ".join(r.name for r in parts),
                kind="group",
                members=tuple(order),
                plural=True,
            )
            self.register.records.append(record)
            self.groups[key] = record
        return self.groups[key]

    def verb_of(self, i: int) -> int:
        """The nearest verb above token ``i``, or the root."""
        tokens = self.page.tokens
        for _ in range(50):
            head = tokens[i].head
            if head == i:
                return i
            i = head
            if tokens[i].pos in {"VERB", "AUX"}:
                return i
        return i

    def is_subject(self, mention: Mention) -> bool:
        """Whether a mention is a grammatical subject."""
        return self.page.tokens[mention.head].dep in SUBJECTS

    def in_sentence(self, number: int) -> list[Mention]:
        """The mentions that start in a sentence, in text order."""
        s = self.page.sentences[number]
        return self.history[bisect_left(self.starts, s.first) : bisect_left(self.starts, s.last)]

    def state_key(self, record: Record) -> int | None:
        """The record of the government that a record belongs to."""
        if record.kind == "government":
            return record.key
        if record.country is None or (record.country not in gazetteer.states() and record.country != "EUR"):
            return None
        return self.names.government(record.country).key

    def conjuncts(self, head: int) -> list[int]:
        """A head and what is coordinated with it."""
        out = [head]
        for k in self.kids[head]:
            if self.page.tokens[k].dep == "conj":
                out += self.conjuncts(k) if len(out) < 12 else []
        return out

    def beside(self, mention: Mention) -> Mention | None:
        """The person whom "and" joins to one, where the parse lost it: "Chilean Minister A and Minister B met"."""
        tokens = self.page.tokens
        if self.record(mention).kind != "person" or self.record(mention).plural:
            return None
        at = mention.first - 1
        while at > 0 and (at in self.names.owner or tokens[at].norm in {"the", "'s", "'", "his", "her"}):
            at -= 1
        if at < 1 or tokens[at].norm != "and" or tokens[at].sentence != tokens[mention.first].sentence:
            return None
        m = self.by_token.get(at - 1)
        if (
            m is None
            or m.last != at
            or m.ref == mention.ref
            or self.record(m).kind != "person"
            or self.record(m).plural
        ):
            return None
        return m if tokens[m.head].dep in {"nmod", "compound", "nsubj", "amod"} and m.head < mention.head else None

    def is_plural(self, mention: Mention) -> bool:
        """Whether a mention takes "they": a group, a plural noun, another "they"."""
        r = self.record(mention)
        token = self.page.tokens[mention.head]
        if r.members or r.plural:
            return True
        if mention.form in {"country", "capital", "name", "surname"}:
            return False
        return token.tag in {"NNS", "NNPS"} or token.norm in words_of("they")

    def depth(self, i: int) -> int:
        """How many heads stand above a token."""
        for depth in range(60):
            if self.page.tokens[i].head == i:
                return depth
            i = self.page.tokens[i].head
        return 60

    def under(self, i: int, top: int) -> bool:
        """Whether token ``i`` is in the subtree of ``top``."""
        for _ in range(60):
            if i == top:
                return True
            head = self.page.tokens[i].head
            if head == i:
                return False
            i = head
        return False

    def leads(self, record: Record) -> bool:
        """Whether a person stands for a state or body: a head, a minister, an envoy."""
        return (
            record.kind == "person"
            and not record.plural
            and (record.head or any(office_kinds().get(o) in {"minister", "envoy"} for o in record.roles))
        )


def words_of(kind: str) -> frozenset[str]:
    """The pronouns of a kind."""
    return frozenset(str(w) for w in table("coref")["pronouns"][kind])
