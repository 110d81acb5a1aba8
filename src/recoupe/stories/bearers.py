"""Short names and descriptions -> the person they stand for, by what their own article and then the others tell."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from recoupe.languages.countries import country_named, country_of_demonym, country_of_seat
from recoupe.stories.linking import Cluster
from recoupe.stories.occurrences import Occurrence
from recoupe.stories.spelling import sound_key
from recoupe.text import fold

WINDOW_DAYS = 120
"""Days between two articles in which an office keeps its holder."""
CLEAR = 2
"""How many times more often a bearer must be named than the next for an article that names neither."""
STATE = ("head_of_state", "head_of_government")


class Bearers:
    """The persons of all articles, found by a word of their name or by office and country."""

    def __init__(self, clusters: Sequence[Cluster], days: Sequence[int | None]) -> None:
        self.clusters = clusters
        self.days = days
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_office: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
        self._in_article: dict[tuple[int, int], int] = Counter()
        for n, cluster in enumerate(clusters):
            words = {sound_key(t) for s in cluster.spellings for t in (s.tokens[0], s.tokens[-1], *s.tokens[1:-1])}
            for word in sorted(words):
                self._by_word[word].append(n)
            for o in cluster.found:
                self._in_article[n, o.place[0]] += 1
                if o.office and not o.former:
                    for what in _offices(o):
                        self._by_office[o.office, what][n] += 1

    def of_short_name(self, occurrence: Occurrence, word: str) -> int | None:
        """The person a single name stands for: one named in full in its article, else one clearly named most elsewhere."""
        article = occurrence.place[0]
        known = self._by_word.get(sound_key(word), [])
        here = [n for n in known if self._in_article[n, article]]
        if here:
            return max(here, key=lambda n: (self._is_last(n, word), self._in_article[n, article], self._weight(n), -n))
        near = [n for n in known if self._near(n, article)]
        ranked = sorted(near, key=lambda n: (-self._is_last(n, word), -self._weight(n), n))
        if not ranked or (len(ranked) > 1 and self._weight(ranked[0]) < CLEAR * self._weight(ranked[1])):
            return None
        return ranked[0] if len(word) > 1 else None

    def of_office(self, occurrence: Occurrence) -> int | None:
        """The person who holds the office of a description, told by its own article or by articles of about the same time."""
        if occurrence.office is None or occurrence.former:
            return None
        offices = STATE if occurrence.office == "counterpart" else (occurrence.office,)
        held: Counter[int] = Counter()
        for office in offices:
            held = _all_of([self._by_office[office, what] for what in _offices(occurrence)])
            if held:
                break
        article = occurrence.place[0]
        ranked = sorted((n for n in held if self._near(n, article)), key=lambda n: (-(self._in_article[n, article] > 0), -held[n], n))
        if len(ranked) > 1 and not self._in_article[ranked[0], article] and held[ranked[0]] < CLEAR * held[ranked[1]]:
            return None
        return ranked[0] if ranked else None

    def _is_last(self, cluster: int, word: str) -> bool:
        return any(sound_key(s.tokens[-1]) == sound_key(word) for s in self.clusters[cluster].spellings)

    def _weight(self, cluster: int) -> int:
        return len(self.clusters[cluster].found)

    def _near(self, cluster: int, article: int) -> bool:
        day = self.days[article]
        others = [self.days[a] for a in self.clusters[cluster].articles]
        return day is None or any(d is None or abs(d - day) <= WINDOW_DAYS for d in others)


def _offices(o: Occurrence) -> list[str]:
    """What a description says its office is of: the country or institution, and a minister's portfolio."""
    out = []
    if o.country:
        out.append(o.country if len(o.country) == 2 and o.country.isupper() else country_of_seat(o.country) or o.country)
    if o.office in ("minister", "vice"):
        words = [w for w in re.findall(r"[^\W\d_]+", o.mention.role or "") if w[0].isupper()]
        out += [fold(w) for w in words if not country_named(w) and not country_of_demonym(w) and fold(w) not in out]
    return out


def _all_of(rows: Sequence[Counter[int]]) -> Counter[int]:
    """Holders found in every row, with their lowest count."""
    if not rows:
        return Counter()
    return Counter({n: min(row[n] for row in rows) for n in rows[0] if all(row[n] for row in rows)})
