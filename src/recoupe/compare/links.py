"""Claims and quotations tied to the entities that their words name."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from recoupe.compare.views import NameIndex
from recoupe.records import Claim, Link, Participant, Quotation
from recoupe.text import words

_AGENCY = frozenset(("l", "agence", "agency", "the"))


def link_claims(claims: Sequence[Claim], names: NameIndex) -> list[Claim]:
    """The claims, by article and place, with the entities of their participants, place and chain."""
    ordered = sorted(claims, key=lambda c: (c.passage.article, c.passage.start, c.passage.end, c.id))
    return _name_again([_linked(c, names) for c in ordered])


def _name_again(claims: Sequence[Claim]) -> list[Claim]:
    """Media named only by their kind ("l'agence") tied to the last one of that kind that the same article named."""
    media = {x.entity: x.role for c in claims for x in c.attribution if x.entity is not None and x.role in ("agency", "medium")}
    last: dict[tuple[str, str], Link] = {}
    out = []
    for claim in claims:
        chain = []
        for link in claim.attribution:
            if link.role == "speaker" and link.entity in media:
                link = replace(link, role=media[link.entity])
            place = (claim.passage.article, link.role)
            bare = link.kind == "role_only" and link.entity is None
            if bare and set(words(link.name)) <= _AGENCY and (claim.passage.article, "agency") in last:
                known = last[claim.passage.article, "agency"]
                link = replace(link, role="agency", entity=known.entity)
            elif bare and link.role == "medium" and place in last:
                link = replace(link, entity=last[place].entity)
            elif link.role in ("agency", "medium") and link.entity is not None:
                last[place] = link
            chain.append(link)
        out.append(replace(claim, attribution=tuple(chain)))
    return out


def link_quotations(quotations: Sequence[Quotation], claims: Sequence[Claim], names: NameIndex) -> tuple[Quotation, ...]:
    """The quotations, by article and place, with the entities of their chain and the claim that holds them."""
    claim_of = {c.quotation: c for c in claims if c.quotation}
    out = []
    for q in sorted(quotations, key=lambda q: (q.passage.article, q.passage.start, q.passage.end, q.id)):
        claim = claim_of.get(q.id)
        said = q.said_at or (claim.said_at or claim.time if claim else None)
        out.append(replace(q, attribution=_chain(q.attribution, names), claim=claim.id if claim else None, said_at=said))
    return tuple(out)


def _linked(claim: Claim, names: NameIndex) -> Claim:
    people = tuple(Participant(passage=p.passage, entity=names.at(p.passage), role=p.role) for p in claim.participants)
    place = replace(claim.place, entity=names.at(claim.place.passage)) if claim.place else None
    return replace(claim, participants=people, place=place, attribution=_chain(claim.attribution, names))


def _chain(links: Sequence[Link], names: NameIndex) -> tuple[Link, ...]:
    return tuple(replace(link, entity=names.of_link(link)) for link in links)
