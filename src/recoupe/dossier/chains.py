"""Attribution links -> who says so through whom: speaker, medium, agency, outlet, as one readable chain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from recoupe.dossier.lookup import Lookup
from recoupe.records import Article, Claim, Link, Passage
from recoupe.text import fold


@dataclass(frozen=True, slots=True)
class Carrier:
    """An article at the outer end of a chain."""

    ref: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Chain:
    """Names from the nearest to the fact outward, and the articles that carry them; no names = the outlets' own voice."""

    names: tuple[str, ...]
    carriers: tuple[Carrier, ...]
    own_voice: bool = False

    @property
    def text(self) -> str:
        """The chain in one line, arrows pointing the way the words travelled."""
        outlets = ", ".join(f"{c.outlet} [{c.ref}]" for c in self.carriers)
        return " → ".join((*self.names, outlets))


def chain_names(attribution: Iterable[Link], passage: Passage, article: Article | None) -> tuple[str, ...]:
    """Links written in the text, then the agency that signs the article or the part of it that holds the passage."""
    names = [link.name for link in attribution if link.name]
    if article is not None:
        parts = [p.agency for p in article.parts if p.agency and p.start <= passage.start < p.end]
        names += parts or [agency.name for agency in article.agencies]
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(fold(name), name)
    return tuple(seen.values())


def join_chains(claims: Iterable[Claim], lookup: Lookup) -> list[Chain]:
    """One chain for all articles that give the same names, those with most articles first."""
    found: dict[tuple[str, ...], dict[Carrier, None]] = {}
    own: dict[tuple[str, ...], bool] = {}
    for claim in claims:
        article = claim.passage.article
        if article not in lookup.articles:
            continue
        names = chain_names(claim.attribution, claim.passage, lookup.articles.get(article))
        found.setdefault(names, {})[Carrier(lookup.ref(article), lookup.outlet(article))] = None
        own[names] = own.get(names, True) and not claim.attribution
    chains = [Chain(names, tuple(carriers), own[names]) for names, carriers in found.items()]
    return sorted(chains, key=lambda c: -len(c.carriers))
