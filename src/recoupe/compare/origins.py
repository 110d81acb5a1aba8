"""Where a claim comes from in the end: chains followed to their last written link, echoes of one text folded."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from recoupe.compare.status import status_of
from recoupe.compare.views import ClaimView, NameIndex
from recoupe.languages.institutions import institution_key
from recoupe.records import Article, Link, Origin, OriginKind, Passage, Reuse
from recoupe.text import fold

_DEPENDENT = frozenset(("opinion", "sponsored", "press_release"))
_KINDS: dict[str, OriginKind] = {"medium": "medium", "agency": "agency", "document": "document", "speaker": "primary"}
Key = tuple[OriginKind, str]


@dataclass(slots=True)
class _Gathered:
    """What is known so far of one origin."""

    id: str
    names: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    passages: set[Passage] = field(default_factory=set)
    entity: str | None = None


class OriginFinder:
    """Finds the origin of each claim of a story; copied text without a written source has one origin a text, not one an outlet."""

    def __init__(self, articles: Mapping[str, Article], reuse: Sequence[Reuse], names: NameIndex) -> None:
        self._articles = articles
        self._names = names
        self._texts = _common_texts(reuse)
        self._found: dict[Key, _Gathered] = {}
        self._sources: dict[tuple[str, str | None], Link | None] = {}

    def origin_of(self, view: ClaimView) -> str:
        """Id of the origin of a claim; the origin remembers the claim's article and passage."""
        key, name, entity = self._key(view)
        found = self._found.setdefault(key, _Gathered("o" + hashlib.sha256(f"{key[0]}:{key[1]}".encode()).hexdigest()[:10]))
        found.names |= {name} if name else set()
        found.articles.add(view.article.id)
        found.passages.add(view.claim.passage)
        found.entity = entity
        return found.id

    def origins(self) -> tuple[Origin, ...]:
        """Every origin found, by id."""
        return tuple(
            Origin(
                id=found.id,
                kind=kind,
                name=min(found.names, default=None),
                entity=found.entity,
                articles=tuple(sorted(found.articles)),
                passages=tuple(sorted(found.passages, key=lambda p: (p.article, p.start, p.end))),
            )
            for (kind, _), found in sorted(self._found.items(), key=lambda row: row[1].id)
        )

    def _key(self, view: ClaimView) -> tuple[Key, str | None, str | None]:
        link = self._last_link(view)
        if link is None and not view.claim.attribution:
            link = next((s for r in sorted(view.copies) if (s := self._sources.get((r, view.claim.head)))), None)
        if link is not None:
            entity = link.entity or self._names.of_link(link)
            named = self._names.kind_of.get(entity or "") == "person" or link.role in ("medium", "agency")
            key = entity if entity and named else institution_key(link.name, (view.article.language or "fr")[:2])
            return (_KINDS[link.role], key), link.name, entity
        text = self._text_of(view)
        if text is not None:
            agency = self._agency_of(text)
            return (("agency", fold(agency)) if agency else ("unnamed", text)), agency, None
        return ("outlet", self._outlet_of(view.article)), _outlet_name(view.article), None

    def learn(self, views: Sequence[ClaimView]) -> None:
        """Note which copied statements have a written source on any page: a copy that cuts it off still comes from there."""
        for view in sorted(views, key=lambda v: v.claim.id):
            link = self._last_link(view)
            for copy in view.copies if link is not None and link.role != "speaker" else ():
                self._sources.setdefault((copy, view.claim.head), link)

    def _last_link(self, view: ClaimView) -> Link | None:
        """The medium or document that a chain names, nearest to the fact; else the speaker through whom alone a happening is known."""
        chain = view.claim.attribution
        for link in chain:
            if link.role == "document" and (owners := [x for x in chain if x.role == "speaker"]):
                return owners[0]
            if link.role != "speaker":
                return link
        if not chain:
            return None
        heard = view.claim.quotation is not None or status_of(view) == "said"
        institution = chain[0].kind == "collective" or view.claim.verb in ("announce", "confirm", "deny", "accuse", "estimate", "fear")
        return None if heard and not institution else chain[-1]

    def _text_of(self, view: ClaimView) -> str | None:
        if not view.copies:
            return None
        return min((self._texts[r] for r in view.copies if r in self._texts), default=None)

    def _agency_of(self, text: str) -> str | None:
        signed = [s.name for a in text.split("+") for s in self._articles[a].agencies]
        return min(signed, default=None, key=fold)

    def _outlet_of(self, article: Article) -> str:
        outlet = article.outlet
        return fold(outlet.name or outlet.domain or article.id) if outlet else article.id


def _outlet_name(article: Article) -> str | None:
    return (article.outlet.name or article.outlet.domain) if article.outlet else None


def is_independent(article: Article) -> bool:
    """Whether an article can be an origin of a fact: opinion, sponsored text and press releases never are."""
    return article.genre.name not in _DEPENDENT


def _common_texts(reuse: Sequence[Reuse]) -> dict[str, str]:
    """Each copied passage with the name of the text it belongs to: passages that the same articles share are one text."""
    return {r.id: "+".join(sorted({p.article for p in r.passages})) for r in reuse}
