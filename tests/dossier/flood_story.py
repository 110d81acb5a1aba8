"""What the flood pages say, made by hand: quotations, conflicts, origins, names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from recoupe.dossier import Dossier, build_dossier
from recoupe.records import (
    Article,
    Conflict,
    Difference,
    Direction,
    Entity,
    Evidence,
    Form,
    Origin,
    PageRef,
    Quotation,
    QuotationGroup,
    Rejected,
    Reuse,
    Role,
    Side,
    Story,
    StoryRelation,
    StorySpan,
)

from .flood_events import build_claims, build_events, link
from .flood_pages import at, build_articles, day


def build_story(a: dict[str, Article]) -> Story:
    """The flood."""
    c = build_claims(a)
    g, r, co, p = a["gazette"], a["radio"], a["courrier"], a["post"]
    origins = [
        ("g1", "primary", "la préfecture", [g, r, co], "la préfecture"),
        ("g2", "primary", "les pompiers", [g], None),
        ("g3", "primary", "l’hôpital de Valmoret", [r], None),
        ("g4", "agency", "Meridian Wire", [p], None),
        ("g5", "outlet", None, [co], None),
        ("g6", "primary", "Rives Vives", [g], "Rives Vives"),
        ("g7", "unnamed", None, [p, a["hostile"]], None),
        ("g8", "primary", "la mairie", [r], None),
        ("g9", "primary", "Vigieau", [g], None),
        ("g10", "document", "un communiqué", [co], None),
    ]
    quotes = (
        Quotation(
            id="q1",
            kind="direct",
            passage=c["evacuated"].passage,
            attribution=(link(g, "Hélène Darvault", entity="p1000000001"),),
            speaker_basis="stated",
            said_at=day("2022-03-09"),
            claim=c["evacuated"].id,
        ),
        Quotation(
            id="q2",
            kind="direct",
            passage=at(r, "Nous avons évacué près de huit cents habitants (de Valmoret, NDLR)"),
            attribution=(link(r, "Hélène Darvault", entity="p1000000001"),),
            insertions=(at(r, "(de Valmoret, NDLR)"),),
        ),
        Quotation(
            id="q3",
            kind="direct",
            passage=at(p, "We moved eight hundred people out in three hours,"),
            language="en",
            attribution=(link(p, "Helene Darvault", entity="p1000000001"),),
        ),
        Quotation(id="q4", kind="direct", passage=c["said"].passage, speaker_basis="unknown", addressee="les secours"),
        Quotation(
            id="q5", kind="indirect", passage=at(co, "viendra samedi"), attribution=(link(co, "son cabinet"),), speaker_basis="inferred"
        ),
    )
    breach = [c[k] for k in ("breach-g", "breach-r", "breach-c")]
    by_time = next(e for e in build_events(a, c) if e.label.startswith("La digue"))
    return Story(
        id="s1000000001",
        title=g.title,
        articles=tuple(a[k].id for k in ("post", "radio", "courrier", "gazette", "hostile")),
        span=StorySpan(first_day="2022-03-07", last_day="2022-03-12"),
        related=(StoryRelation(story="s1000000002", relation="precedes", reason="même ville", passages=(at(p, "in 1987"),)),),
        origins=tuple(
            Origin(id=i, kind=k, name=n, articles=tuple(x.id for x in xs), passages=(at(xs[0], w),) if w else ())  # type: ignore[arg-type]
            for i, k, n, xs, w in origins
        ),
        reuse=(
            Reuse(
                id="r1",
                kind="edited",
                passages=tuple(at(x, x.text[y.passage.start : y.passage.end]) for x, y in zip([g, r, co], breach, strict=True)),
                articles=(g.id, r.id, co.id),
                origin="g1",
                direction=Direction(source=g.id, basis="published"),
                words=17,
            ),
            Reuse(
                id="r2",
                kind="verbatim",
                passages=(at(g, "a indiqué la préfecture"), at(r, "a indiqué la préfecture")),
                articles=(g.id, r.id),
                words=4,
            ),
        ),
        claims=tuple(c.values()),
        events=build_events(a, c),
        quotations=quotes,
        quotation_groups=(
            QuotationGroup(
                id="qg1",
                quotations=("q1", "q2", "q3"),
                speaker="p1000000001",
                about="l’évacuation",
                differences=(
                    Difference(kind="wording", passages=(at(r, "près de"),), note="« près de » ajouté"),
                    Difference(kind="translation", passages=(quotes[2].passage,)),
                ),
            ),
        ),
        conflicts=(
            Conflict(
                id="k1",
                kind="number",
                scope="pages",
                reading="update",
                about=c["toll-12"].id,
                sides=(
                    Side(value="14", passages=(at(r, "quatorze blessés"),), articles=(r.id,), origins=("g3",)),
                    Side(value="12", passages=(at(g, "Au moins douze personnes"),), articles=(g.id,), origins=("g2",)),
                ),
                explanation="Le bilan du soir suit celui du matin.",
            ),
            Conflict(
                id="k2",
                kind="date",
                scope="pages",
                reading="conflict",
                about=by_time.id,
                sides=(
                    Side(
                        value="2022-03-09T02:15",
                        passages=(at(g, "vers 2 h 15"), at(r, "vers 2 h 15")),
                        articles=(g.id, r.id),
                        origins=("g1",),
                    ),
                    Side(value="2022-03-09T03", passages=(at(co, "vers 3 heures"),), articles=(co.id,), origins=("g1",)),
                ),
            ),
            Conflict(
                id="k3",
                kind="date",
                scope="page",
                reading="error_in_page",
                about="la légende",
                sides=(
                    Side(value="2022-03-12", passages=(at(g, "le 12 mars 2022"),)),
                    Side(value="2022-03-09", passages=(at(g, "09.03.2022"),)),
                ),
            ),
            Conflict(
                id="k4",
                kind="status",
                scope="pages",
                reading="source_against_source",
                sides=(
                    Side(value="alleged", passages=(c["report"].passage,), origins=("g6",)),
                    Side(value="denied", passages=(c["denial"].passage,), origins=("g8",)),
                ),
            ),
        ),
    )


def build_entities(a: dict[str, Article]) -> tuple[Entity, ...]:
    """A misspelt mayor, his son left in doubt, a prefect with a foreign spelling, a place and an agency."""
    g, r, p = a["gazette"], a["radio"], a["post"]
    return (
        Entity(
            id="p1000000001",
            kind="person",
            name="Hélène Darvault",
            forms=(
                Form(text="Helene Darvault", kind="variant", passages=(at(p, "Helene Darvault"),)),
                Form(text="Hélène Darvault", kind="name", passages=(at(g, "Hélène Darvault"), at(r, "Hélène Darvault"))),
                Form(text="la préfète", kind="description", passages=(at(r, "la préfète"),)),
            ),
            roles=(Role(text="préfète", since="2021-09", passages=(at(g, "préfète"),)),),
        ),
        Entity(
            id="p1000000002",
            kind="person",
            name="Luc Ferrandi",
            forms=(Form(text="Luc Ferandi", kind="misspelling", passages=(at(g, "Luc Ferandi"),)),),
            doubtful=(Evidence(feature="same_family_name", score=0.5, detail="peut-être son fils Lucas"),),
        ),
        Entity(id="o1000000001", kind="organization", name="APN", forms=(Form(text="APN", kind="acronym", passages=(at(g, "apn"),)),)),
        Entity(
            id="l1000000001",
            kind="place",
            name="Valmoret",
            forms=(Form(text="Valmoret", kind="name", passages=tuple(at(x, "Valmoret") for x in (g, r, p))),),
        ),
        Entity(id="p1000000003", kind="person", name="Nulle Part"),
    )


def build_flood(order: Callable[[tuple[Any, ...]], tuple[Any, ...]] = lambda items: items) -> Dossier:
    """The whole dossier; ``order`` shuffles what goes in, which must not change what comes out."""
    a = build_articles()
    return build_dossier(
        order(tuple(a.values())),
        order(
            (
                Rejected(page=PageRef(path="vide.txt"), reason="empty", detail="0 octet"),
                Rejected(page=PageRef(path="image<b>.png"), reason="binary", detail="octets qui ne sont pas du texte"),
            )
        ),
        order(build_entities(a)),
        order((build_story(a), Story(id="s1000000002", articles=(a["other"].id,)))),
        settings={"window_days": 4, "languages": ["fr", "en"]},
        models={"fr": "fr_core_news_md 3.8.0"},
    )
