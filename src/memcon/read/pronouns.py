"""Who is meant by pronouns.

Agreement and the grammar of binding rule candidates out; recency and subjecthood choose among the rest
(after Lappin and Leass 1994, in small). Where nothing fits, nothing is said.
"""

from __future__ import annotations

from bisect import bisect_left

from memcon.model import gazetteer
from memcon.read.lexicon import words
from memcon.read.register import Mention
from memcon.read.trail import BODIES, OWN, SUBJECTS, Trail, words_of
from memcon.read.types import Token

_REACH = 4
"""Sentences back that a pronoun may look."""


class Pronouns:
    """The resolving of pronouns on one page."""

    def __init__(self, trail: Trail) -> None:
        self.trail = trail
        self.quote_speaker: dict[int, int | None] = {}

    def pronoun(self, i: int, kind: str) -> None:
        """Resolve one pronoun and note it, if something fits."""
        token = self.trail.page.tokens[i]
        if token.pos not in {"PRON", "DET"} and token.tag not in {"PRP", "PRP$"} and kind != "i":
            return
        if kind == "we" and token.text == "US":
            return
        if kind in {"i", "we"}:
            ref, form = self._first_person(i, kind), "first-person"
        elif kind in {"m", "f"}:
            ref, form = self._third(i, kind), "pronoun"
        elif kind == "they":
            ref, form = self._they(i), "pronoun"
        else:
            ref, form = self._it(i), "pronoun"
        if ref is not None:
            self.trail.note(i, i + 1, i, form, ref)

    def speaker_of_quote(self, number: int) -> int | None:
        """Who says the words of a quotation, by the verb of speech beside it."""
        if number not in self.quote_speaker:
            self.quote_speaker[number] = None
            self.quote_speaker[number] = self._find_quote_speaker(number)
        return self.quote_speaker[number]

    def _find_quote_speaker(self, number: int) -> int | None:
        tokens, quote = self.trail.page.tokens, self.trail.page.quotes[number]
        low = self.trail.page.sentences[tokens[quote.first].sentence].first
        high = self.trail.page.sentences[tokens[quote.last - 1].sentence].last
        best: tuple[int, int] | None = None
        for v in range(low, high):
            if self.trail.quote_at.get(v) is not None or tokens[v].lemma not in words("names", "speech_verbs"):
                continue
            if tokens[v].pos not in {"VERB", "AUX"}:
                continue
            subject = next(
                (k for k in self.trail.kids[v] if tokens[k].dep in SUBJECTS and k not in self.trail.quote_at), None
            )
            if subject is None:
                # An inverted subject ("…," said Smith) is often read as an object.
                subject = next(
                    (
                        k
                        for k in self.trail.kids[v]
                        if k == v + 1 or (k > v and tokens[k].dep in {"dobj", "npadvmod"} and v < k < v + 4)
                    ),
                    None,
                )
            mention = self.trail.by_head.get(subject) if subject is not None else None
            if mention is None and subject is not None:
                mention = self.trail.by_token.get(subject)
            if mention is None:
                continue
            gap = v - quote.last if v >= quote.last else quote.first - v
            if best is None or gap < best[0]:
                best = (gap, mention.ref)
        if best is not None:
            return best[1]
        if number > 0:
            previous = self.trail.page.quotes[number - 1]
            same = (
                self.trail.page.sentences[previous.sentence].paragraph
                == self.trail.page.sentences[quote.sentence].paragraph
            )
            if same and tokens[quote.first].sentence - tokens[previous.last - 1].sentence <= 1:
                return self.speaker_of_quote(number - 1)
        return None

    def _first_person(self, i: int, kind: str) -> int | None:
        """Who says "I" or "we"."""
        tokens = self.trail.page.tokens
        number = self.trail.quote_at.get(i)
        sentence = tokens[i].sentence
        if number is not None:
            ref = self.speaker_of_quote(number)
            if ref is None or kind == "i":
                return ref
            return self.trail.state_key(self.trail.register[ref]) or ref
        ref = self.trail.speakers.get(sentence)
        if sentence in self.trail.reporters:
            return ref if kind == "i" else None
        if kind == "i":
            return ref
        if ref is not None:
            own = self.trail.state_key(self.trail.register[ref])
            if own is not None:
                return own
        if self.trail.page.own and self.trail.page.side in gazetteer.states():
            return self.trail.names.government(self.trail.page.side or "").key
        return ref

    def _third(self, i: int, gender: str) -> int | None:
        """The person whom "he" or "she" means."""
        tokens, token = self.trail.page.tokens, self.trail.page.tokens[i]
        possessive = token.dep == "poss" or token.tag == "PRP$"
        reflexive = token.norm.endswith("self")
        barred = self._barred(i, possessive=possessive, reflexive=reflexive)
        number = self.trail.quote_at.get(i)
        speaker = self.speaker_of_quote(number) if number is not None else None
        thanked = self._thanked(i) if possessive else None
        thanked = self._told(i) if thanked is None else thanked
        best: tuple[float, int] | None = None
        count: dict[int, int] = {}
        mentions = self.trail.before(i, _REACH)
        for m in mentions:
            count[m.ref] = count.get(m.ref, 0) + 1
        for m in mentions:
            r = self.trail.record(m)
            if r.kind != "person" or r.plural or (r.gender is not None and r.gender != gender):
                continue
            if m.ref in barred or (speaker is not None and m.ref == speaker) or m.first <= i < m.last:
                continue
            if (
                speaker is None
                and m.ref in self.trail.speakers.values()
                and self.trail.speakers.get(token.sentence) == m.ref
            ):
                continue
            distance = token.sentence - tokens[m.first].sentence
            score = -3.0 * distance - 0.01 * (i - m.first)
            if self.trail.is_subject(m):
                score += 2.0 if distance > 1 or not (token.dep in SUBJECTS or possessive or distance) else 4.0
            if m.form == "pronoun":
                score += 1.0
            if r.gender is None:
                score -= 2.0
            if thanked is not None and m.head == thanked:
                score += 8.0
            if (
                self.trail.page.sentences[tokens[m.first].sentence].paragraph
                != self.trail.page.sentences[token.sentence].paragraph
            ):
                score -= 2.0
            if (self.trail.quote_at.get(m.first) is None) != (number is None):
                score -= 1.0 if number is not None else 5.0
            score += 0.2 * min(count[m.ref], 4)
            if best is None or score > best[0]:
                best = (score, m.ref)
        if best is None:
            return self._ahead(i, gender)
        if self._stranger(i, best[1]):
            return None
        record = self.trail.register[best[1]]
        rivals = {
            m.ref for m in mentions if self.trail.record(m).kind == "person" and self.trail.record(m).gender is None
        } - barred
        if record.gender is None and rivals == {record.key}:
            record.gender = "f" if gender == "f" else "m"
        return best[1]

    def _thanked(self, i: int) -> int | None:
        """The object of a verb of thanks or blame, if a possessive stands in what it is for."""
        tokens = self.trail.page.tokens
        at = tokens[i].head
        for _ in range(6):
            if tokens[at].norm == "for":
                verb = tokens[at].head
                if tokens[verb].lemma not in words("coref", "for_own"):
                    verb = tokens[verb].head
                if tokens[verb].lemma not in words("coref", "for_own"):
                    return None
                return next((k for k in self.trail.kids[verb] if tokens[k].dep == "dobj"), None)
            at = tokens[at].head
        return None

    def _stranger(self, i: int, ref: int) -> bool:
        """Whether somebody known by a noun alone stands nearer than the latest naming ("the pilot … him")."""
        tokens, trail = self.trail.page.tokens, self.trail
        low = trail.page.sentences[tokens[i].sentence].first
        if tokens[i].dep in SUBJECTS or tokens[i].tag == "PRP$":
            return False
        near = [m.first for m in trail.before(i, 0) if m.ref == ref]
        floor = max(near, default=low)
        for k in range(floor, i):
            hit = trail.names.owner.get(k)
            if hit is None or hit.kind != "office" or k in trail.by_token or tokens[k].tag != "NN":
                continue
            if tokens[hit.last - 1].head == hit.last - 1 or tokens[hit.last - 1].dep not in {"compound", "amod"}:
                return True
        return False

    def _told(self, i: int) -> int | None:
        """Who is to do what a pronoun's infinitive says: "urged Smith to withdraw his troops"."""
        tokens = self.trail.page.tokens
        verb = self.trail.verb_of(i)
        for _ in range(4):
            kids = self.trail.kids[verb]
            if any(tokens[k].tag == "TO" for k in kids) and not any(tokens[k].dep in SUBJECTS for k in kids):
                above = tokens[verb].head
                if tokens[verb].dep == "conj" and tokens[above].pos == "VERB":
                    verb = above
                    continue
                if tokens[above].lemma not in words("coref", "addressing"):
                    return None
                objects = [k for k in self.trail.kids[above] if tokens[k].dep in {"dobj", "dative"} and k < verb]
                for k in self.trail.kids[above]:
                    if tokens[k].dep == "prep" and k < verb:
                        objects += [o for o in self.trail.kids[k] if tokens[o].dep == "pobj"]
                return objects[-1] if objects else None
            return None
        return None

    def _ahead(self, i: int, gender: str) -> int | None:
        """The subject of the main clause after a pronoun in an opening phrase ("In her speech, Smith said")."""
        tokens = self.trail.page.tokens
        sentence = self.trail.page.sentences[tokens[i].sentence]
        k = bisect_left(self.trail.starts, i)
        while k < len(self.trail.history) and self.trail.history[k].first < sentence.last:
            m = self.trail.history[k]
            r = self.trail.record(m)
            if (
                r.kind == "person"
                and r.gender in {None, gender}
                and self.trail.is_subject(m)
                and self.trail.verb_of(m.head) != self.trail.verb_of(i)
            ):
                return m.ref
            if (
                r.kind == "person"
                and r.gender in {None, gender}
                and self.trail.is_subject(m)
                and tokens[i].tag == "PRP$"
            ):
                return m.ref
            k += 1
        return None

    def _barred(self, i: int, *, possessive: bool, reflexive: bool) -> set[int]:
        """Those whom a pronoun can't mean: co-arguments of its own verb."""
        tokens = self.trail.page.tokens
        if possessive or reflexive:
            return set()
        verb = self.trail.verb_of(i)
        out: set[int] = set()
        for k in self.trail.kids[verb]:
            if k == i:
                continue
            if tokens[k].dep in SUBJECTS | {"dobj", "dative", "iobj", "agent"} and not (
                k <= i and self.trail.under(i, k) and tokens[k].dep not in {"dative", "agent"}
            ):
                m = self.trail.by_head.get(k)
                if m is not None:
                    out.add(m.ref)
        if not any(tokens[k].dep in SUBJECTS for k in self.trail.kids[verb]) and tokens[verb].dep in {"conj", "xcomp"}:
            up = tokens[verb].head
            for k in self.trail.kids[up]:
                m = self.trail.by_head.get(k)
                if m is not None and tokens[k].dep in SUBJECTS and k != i:
                    out.add(m.ref)
        return out

    def _plural_at(self, head: int) -> tuple[bool, int | None]:
        """Whether the phrase at a head is plural, and whom it means if it means actors."""
        token: Token = self.trail.page.tokens[head]
        parts = self.trail.conjuncts(head)
        if len(parts) > 1:
            refs = [self.trail.by_head[k].ref for k in parts if k in self.trail.by_head]
            if len(refs) == len(parts) and all(self.trail.register[r].kind != "place" for r in refs):
                return True, self.trail.group(refs).key if len(set(refs)) > 1 else refs[0]
            return True, None
        m = self.trail.by_head.get(head)
        if m is not None:
            other = self.trail.beside(m)
            if other is not None:
                return True, self.trail.group([other.ref, m.ref]).key
            plural = self.trail.is_plural(m)
            return plural, m.ref if plural else None
        return token.tag == "NNS" or token.norm in words_of("they"), None

    def _they(self, i: int) -> int | None:
        """The group that "they" means: the nearest plural subject, else those who met, else a government."""
        tokens = self.trail.page.tokens
        mine = tokens[i].sentence
        verb = self.trail.verb_of(i)
        agent = tokens[i].dep in SUBJECTS and tokens[verb].lemma in words("names", "speech_verbs")
        quoted = self.trail.quote_at.get(i)
        if tokens[i].norm == "them" and (thing := self._first_object(i)) is not None:
            return self._plural_at(thing)[1]
        for number in range(mine, max(mine - 4, -1), -1):
            s = self.trail.page.sentences[number]
            if self.trail.page.sentences[mine].paragraph - s.paragraph > 2:
                break
            stop = min(s.last, i)
            subjects = [
                k
                for k in range(s.first, stop)
                if tokens[k].dep in SUBJECTS and k != i and (quoted is not None or self.trail.quote_at.get(k) is None)
            ]
            if number < mine:
                subjects.sort(key=lambda k: (self.trail.depth(k), k))
            else:
                own = tokens[i].tag == "PRP$"
                subjects = [k for k in reversed(subjects) if own or self.trail.verb_of(k) != verb]
            for k in subjects:
                plural, ref = self._plural_at(k)
                if ref is not None:
                    return ref
                if plural and not agent:
                    return None
            found = self._those(s.first, stop, people=agent, met=number < mine or tokens[i].tag == "PRP$")
            if found is None and not agent and tokens[i].norm != "them":
                found = self._acting(s.first, stop, verb if number == mine else None)
            if found is not None:
                return found
        return None

    def _first_object(self, i: int) -> int | None:
        """The plural object of the verb to which a pronoun's own is joined: "condemned duties and called them …"."""
        tokens = self.trail.page.tokens
        verb = tokens[tokens[i].head]
        if tokens[i].dep != "dobj" or verb.dep != "conj":
            return None
        objects = [k for k in self.trail.kids[verb.head] if tokens[k].dep == "dobj" and k < i]
        return objects[0] if objects and tokens[objects[0]].tag in {"NNS", "NNPS"} else None

    def _those(self, first: int, stop: int, *, people: bool, met: bool) -> int | None:
        """Several persons among the mentions of a stretch: a group named there, or the two who met."""
        here = self.trail.history[bisect_left(self.trail.starts, first) : bisect_left(self.trail.starts, stop)]
        here = [m for m in here if self.trail.quote_at.get(m.first) is None]
        for m in reversed(here):
            inner = [self.trail.register[k] for k in self.trail.record(m).members]
            if inner and (all(p.kind == "person" for p in inner) or not people):
                return m.ref
        if met:
            found: dict[int, Mention] = {}
            for m in here:
                if (
                    self.trail.record(m).kind == "person"
                    and not self.trail.record(m).plural
                    and m.form != "first-person"
                ):
                    found.setdefault(m.ref, m)
            if len(found) == 2:
                one, two = found.values()
                if self.trail.is_subject(one):
                    return self.trail.group([one.ref, two.ref]).key
        for m in reversed(here):
            if self.trail.is_plural(m) and (not people or self.trail.is_subject(m)):
                return m.ref
        return None

    def _acting(self, first: int, stop: int, verb: int | None) -> int | None:
        """A government or force that is the subject of a stretch."""
        for m in self.trail.history[bisect_left(self.trail.starts, first) : bisect_left(self.trail.starts, stop)]:
            if (
                self.trail.record(m).kind in {"government", "armed-force"}
                and self.trail.is_subject(m)
                and m.form not in OWN
            ):
                if verb is None or self.trail.verb_of(m.head) != verb:
                    return m.ref
        return None

    def _verbs_above(self, i: int) -> set[int]:
        """The verbs that a token hangs under."""
        out: set[int] = set()
        for _ in range(40):
            verb = self.trail.verb_of(i)
            if verb in out or verb == i:
                break
            out.add(verb)
            i = verb
        return out

    def _it(self, i: int) -> int | None:
        """The government or body that "it" means; null for a thing or a mere form.

        "It" means whatever subject comes nearest before, so it is an actor only if that is one.
        """
        tokens, token = self.trail.page.tokens, self.trail.page.tokens[i]
        if token.dep == "expl" or token.norm == "itself":
            return None
        if token.norm == "it" and (
            token.dep not in SUBJECTS or tokens[token.head].lemma in words("coref", "weather_verbs")
        ):
            return None
        mine = token.sentence
        verb = self.trail.verb_of(i)
        for number in (mine, mine - 1):
            if number < 0 or self.trail.page.sentences[number].paragraph != self.trail.page.sentences[mine].paragraph:
                break
            s = self.trail.page.sentences[number]
            stop = min(s.last, i)
            subjects = [k for k in range(s.first, stop) if tokens[k].dep in SUBJECTS and k != i]
            if number < mine:
                subjects.sort(key=lambda k: (self.trail.depth(k), k))
                subjects = subjects[:1]
            else:
                # The subject of a clause that the pronoun's own clause depends on comes before nearer ones.
                above = self._verbs_above(i)
                subjects.sort(key=lambda k: (self.trail.verb_of(k) not in above, -k))
            for k in subjects:
                if number == mine and token.norm == "it" and self.trail.verb_of(k) == verb:
                    continue
                if tokens[k].tag in {"WDT", "WP"} or (
                    tokens[k].norm == "that" and tokens[tokens[k].head].dep == "relcl"
                ):
                    k = tokens[self.trail.verb_of(k)].head
                m = self.trail.by_head.get(k)
                if m is None:
                    if tokens[k].tag in {"NN", "NNP", "DT", "VBG"} or tokens[k].norm in words_of("it"):
                        return None
                    continue
                r = self.trail.record(m)
                if m.form not in OWN and r.kind in BODIES and not self.trail.is_plural(m):
                    return m.ref
            if number == mine and token.norm == "its":
                near = [m for m in self.trail.before(i, 0) if self.trail.record(m).kind in BODIES and m.form not in OWN]
                if near and (not subjects or near[0].first > subjects[0]) and not self.trail.is_plural(near[0]):
                    return near[0].ref
        return None
