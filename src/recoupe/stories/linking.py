"""Spellings of names -> sets that name one person, place or organisation: the judgements, as tables of features."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from recoupe.features import Feature, judge, reasons
from recoupe.records import Evidence
from recoupe.stories.occurrences import Occurrence, Spelling
from recoupe.stories.spelling import edit_distance, is_misspelling, same_sound, sound_key

MISSPELT = (
    Feature(name="one_slip", weight=0.5, explain="one word differs by a slip"),
    Feature(name="rarer", weight=0.3, explain="rarer than the usual spelling"),
    Feature(name="beside_usual", weight=0.2, explain="on a page that also has the usual spelling"),
    Feature(name="same_office", weight=0.3, explain="the same office"),
    Feature(name="told_apart", weight=-0.8, explain="both in one sentence, a relative, or one in a former and one in a present office"),
    Feature(name="recurs", weight=-0.5, explain="spelt so on several pages"),
)
MISSPELT_FROM = 0.75
RARER = 3
"""How many times more often the usual spelling stands than one that is a slip."""


@dataclass(slots=True)
class Cluster:
    """Spellings of one name; ``slips`` are the misspelt ones."""

    spellings: list[Spelling]
    slips: list[Spelling] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    doubtful: list[Evidence] = field(default_factory=list)

    @property
    def found(self) -> list[Occurrence]:
        """All occurrences."""
        return [o for s in self.spellings for o in s.found]

    @property
    def articles(self) -> set[int]:
        """Indices of the articles that name it."""
        return {o.place[0] for o in self.found}

    def usual(self) -> Spelling:
        """The spelling that most occurrences have, the fuller one where two are even."""
        right = [s for s in self.spellings if s not in self.slips]
        return max(right or self.spellings, key=lambda s: (len(s.tokens) > 1, len(s.found), len(s.tokens), s.tokens))


def link_spellings(rows: Sequence[Spelling]) -> list[Cluster]:
    """Join the spellings of one kind: same sound, word order, middle names left out, slips of the pen."""
    commonness = Counter(t for s in rows for t in s.tokens for _ in s.found)
    by_weight = sorted(
        rows,
        key=lambda s: (len(s.tokens) < 2, -len(s.found), -len(s.articles), -sum(commonness[t] for t in s.tokens), s.tokens),
    )
    clusters: list[Cluster] = []
    index: dict[str, set[int]] = defaultdict(set)
    for row in by_weight:
        keys = _search_keys(row)
        known = sorted(set().union(*(index[key] for key in keys)))
        home = _home(row, [clusters[n] for n in known], commonness)
        at = next((n for n in known if clusters[n] is home), len(clusters))
        if home is None:
            clusters.append(Cluster([row]))
        for key in keys:
            index[key].add(at)
    return clusters


def _search_keys(row: Spelling) -> set[str]:
    """Keys under which near spellings meet: sounds of the words, and each word with one letter left out."""
    keys = {sound_key(t) for t in row.tokens}
    for token in row.tokens:
        if len(token) >= 3 and not any(c.isdigit() for c in token):
            keys |= {"-" + token[:i] + token[i + 1 :] for i in range(len(token))} | {"-" + token}
            keys |= {"~" + token[:1] + str(len(row.tokens))} if len(token) >= 9 else set()
    return keys


def _home(row: Spelling, known: Sequence[Cluster], commonness: Counter[str]) -> Cluster | None:
    """The cluster that a spelling belongs to, with the spelling put into it, or None."""
    for cluster in known:
        feature = _same_name(row, cluster)
        if feature:
            cluster.spellings.append(row)
            cluster.evidence.append(Evidence(feature=feature, score=1.0, detail=" ".join(row.tokens)))
            return cluster
    judged = []
    for i, cluster in enumerate(known):
        values = _slip_values(row, cluster, commonness)
        if values:
            judged.append((judge(values, MISSPELT), -i, values))
    if not judged:
        return None
    score, at, values = max(judged, key=lambda j: j[:2])
    cluster = known[-at]
    told = reasons(values, MISSPELT)
    if score < MISSPELT_FROM and row.kind == "place" and values["beside_usual"] and not values["told_apart"]:
        cluster.spellings.append(row)
        cluster.evidence.append(Evidence(feature="near_spelling", score=min(1.0, score), detail=" ".join(row.tokens)))
        return cluster
    if score < MISSPELT_FROM:
        cluster.doubtful += [Evidence(feature="near_spelling", score=max(0.0, min(1.0, score)), detail=" ".join(row.tokens))]
        return None
    cluster.spellings.append(row)
    cluster.slips.append(row)
    cluster.evidence += told
    return cluster


def _same_name(row: Spelling, cluster: Cluster) -> str | None:
    """The rule by which a spelling is another way to write a cluster's name."""
    for other in cluster.spellings:
        if other in cluster.slips:
            continue
        if sorted(other.tokens) == sorted(row.tokens):
            return "same_words"
        if same_sound(row.tokens, other.tokens) and not _doubled(row, other) and not _told_apart(row, other):
            return "same_sound"
        if row.kind == "person" and _middle_left_out(row.tokens, other.tokens):
            return "middle_name"
    return None


def _doubled(row: Spelling, other: Spelling) -> bool:
    """A lone spelling that doubles or drops one letter of a common one: a slip, no transcription."""
    if len(row.found) > 1 or len(other.found) < 3 or len(row.tokens) != len(other.tokens):
        return False
    odd = [(x, y) for x, y in zip(row.tokens, other.tokens, strict=True) if x != y]
    return len(odd) == 1 and len(set(odd[0][0]) ^ set(odd[0][1])) == 0 and edit_distance(*odd[0]) == 1


def _middle_left_out(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """One full name holds all words of the other, and they share first or last words."""
    short, full = sorted((tuple(map(sound_key, a)), tuple(map(sound_key, b))), key=len)
    return 2 <= len(short) < len(full) and set(short) <= set(full) and (short[-1] == full[-1] or short[0] == full[0])


def _slip_values(row: Spelling, cluster: Cluster, commonness: Counter[str]) -> dict[str, float]:
    usual = cluster.usual()
    near = [s for s in cluster.spellings if s not in cluster.slips and (is_misspelling(row.tokens, s.tokens) or _doubled(row, s))]
    if not near:
        return {}
    other = near[0]
    rarity = sum(commonness[t] for t in row.tokens) < sum(commonness[t] for t in other.tokens)
    return {
        "one_slip": 1.0,
        "rarer": float(RARER * len(row.found) <= len(usual.found) or (len(row.found) == 1 and rarity)),
        "beside_usual": float(bool(row.articles & cluster.articles)),
        "same_office": float(bool(_offices(row) & {o for s in cluster.spellings for o in _offices(s)})),
        "told_apart": float(any(_told_apart(row, s) for s in cluster.spellings)),
        "recurs": float(len(row.articles) > 1),
    }


def _offices(row: Spelling) -> set[tuple[str, str | None]]:
    return set(row.offices)


def _told_apart(row: Spelling, other: Spelling) -> bool:
    """Whether pages tell the bearers of two spellings apart."""
    sentences = {(o.place[0], o.sentence) for o in other.found if o.sentence is not None}
    if any((o.place[0], o.sentence) in sentences for o in row.found):
        return True
    if any(o.kin for o in row.found) and not any(o.kin for o in other.found):
        return True
    former = {o.former for o in row.found if o.office}
    present = {o.former for o in other.found if o.office}
    return (former, present) in (({True}, {False}), ({False}, {True}))
