"""What the flood pages claim, made by hand: claims of every certainty and one event per status."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from recoupe.records import (
    Article,
    Claim,
    Event,
    Factuality,
    Hedge,
    Link,
    Number,
    Outcome,
    PlaceRef,
    Time,
    TimeAlternative,
)

from .flood_pages import at, day


def link(article: Article, name: str, role: str = "speaker", kind: str = "named", entity: str | None = None) -> Link:
    """One attribution link whose words are its name."""
    return Link(name=name, role=role, kind=kind, passage=at(article, name), entity=entity)  # type: ignore[arg-type]


def build_claims(a: dict[str, Article]) -> dict[str, Claim]:
    """Claims of every degree of certainty; the key says which."""
    g, r, c, p, h = a["gazette"], a["radio"], a["courrier"], a["post"], a["hostile"]

    def claim(key: str, article: Article, needle: str, *links: Link, **more: Any) -> Claim:
        return Claim(id=f"c{sha256(key.encode()).hexdigest()[:10]}", passage=at(article, needle), attribution=links, **more)

    breach = "La digue de l’Orsenne a cédé mercredi vers 2 h 15 à hauteur du quartier des Tanneurs"
    return {
        "breach-g": claim("breach-g", g, breach, link(g, "la préfecture"), time=day("2022-03-09T02:15")),
        "breach-r": claim("breach-r", r, breach, link(r, "la préfecture"), time=day("2022-03-09T02:15")),
        "breach-c": claim(
            "breach-c",
            c,
            "La digue de l’Orsenne a cédé mercredi vers 3 heures",
            link(c, "la préfecture"),
            time=Time(value="2022-03-09T03", first_day="2022-03-09", last_day="2022-03-09", precision="hour"),
        ),
        "breach-p": claim(
            "breach-p",
            p,
            "A flood wall on the Orsenne collapsed early on Wednesday in the Tanners district",
            link(p, "officials", kind="role_only"),
            time=day("2022-03-09"),
        ),
        "toll-12": claim(
            "toll-12",
            g,
            "Au moins douze personnes ont été blessées",
            link(g, "les pompiers"),
            numbers=(Number(value=12, bound="at_least", passage=at(g, "Au moins douze")),),
        ),
        "toll-14": claim("toll-14", r, "Le bilan est monté mercredi soir à quatorze blessés", link(r, "l’hôpital de Valmoret")),
        "evacuated": claim(
            "evacuated", g, "Nous avons évacué huit cents habitants en trois heures", link(g, "Hélène Darvault", entity="p1000000001")
        ),
        "warning": claim("warning", g, "Le syndicat de rivière avait annoncé lundi un débit exceptionnel"),
        "report": claim(
            "report",
            g,
            "la mairie aurait reçu un rapport alarmant en janvier",
            link(g, "Rives Vives"),
            hedges=(Hedge(kind="conditional", passage=at(g, "aurait reçu")),),
            factuality=Factuality(certainty="possible"),
        ),
        "denial": claim(
            "denial", r, "La mairie dément avoir reçu le moindre rapport", link(r, "La mairie"), factuality=Factuality(polarity="negative")
        ),
        "fall-forecast": claim("fall-forecast", g, "Le niveau devrait baisser vendredi", link(g, "Vigieau")),
        "fall": claim("fall", c, "La décrue a commencé vendredi matin"),
        "release": claim("release", g, "Un lâcher du barrage de Corvin est possible"),
        "council": claim("council", r, "Le conseil municipal prévu jeudi est annulé"),
        "minister": claim(
            "minister", c, "Le ministre de l’Intérieur viendra samedi", link(c, "son cabinet"), link(c, "un communiqué", role="document")
        ),
        "past": claim("past", p, "A similar breach struck the town in 1987"),
        "rumour": claim("rumour", p, "a second wall had cracked", hedges=(Hedge(kind="rumour", passage=at(p, "Rumours")),)),
        "said": claim("said", r, "On dormait, l’eau montait déjà dans l’escalier"),
        "hostile": claim("hostile", h, "<img src=x onerror=alert(1)>"),
    }


def build_events(a: dict[str, Article], c: dict[str, Claim]) -> tuple[Event, ...]:
    """One event per status, with dates of every precision and two without."""

    def event(key: str, label: str, status: str, keys: list[str], **more: Any) -> Event:
        claims = [c[k] for k in keys]
        return Event(
            id=f"e{sha256(key.encode()).hexdigest()[:10]}",
            label=label,
            status=status,  # type: ignore[arg-type]
            claims=tuple(x.id for x in claims),
            articles=tuple(dict.fromkeys(x.passage.article for x in claims)),
            **more,
        )

    g, p = a["gazette"], a["post"]
    wednesday = Time(
        value="2022-03-09T02:15",
        first_day="2022-03-09",
        last_day="2022-03-09",
        precision="minute",
        basis="text",
        anchor="publié le mercredi 9 mars 2022",
        rule="le mercredi de la publication",
        passages=(at(g, "mercredi vers 2 h 15"),),
        alternatives=(TimeAlternative(value="2022-03-02", basis="text", rule="mercredi précédent"),),
    )
    fall = event(
        "fall",
        "La décrue a commencé",
        "happened",
        ["fall"],
        origins=("g5",),
        time=Time(value="2022-03-11TMO", first_day="2022-03-11", last_day="2022-03-11", precision="hour"),
    )
    return (
        event(
            "past",
            "A similar breach struck the town",
            "happened",
            ["past"],
            origins=("g4",),
            time=Time(value="1987", first_day="1987-01-01", last_day="1987-12-31", precision="year"),
        ),
        event(
            "report",
            "la mairie aurait reçu un rapport alarmant",
            "alleged",
            ["report"],
            origins=("g6",),
            said_at=day("2022-03-09"),
            time=Time(value="2022-01", first_day="2022-01-01", last_day="2022-01-31", precision="month"),
        ),
        event("warning", "un débit exceptionnel", "announced", ["warning"], time=day("2022-03-07"), origins=()),
        event(
            "breach",
            "La digue de l’Orsenne a cédé",
            "happened",
            ["breach-g", "breach-r", "breach-c", "breach-p"],
            time=wednesday,
            origins=("g1", "g4"),
            participants=("p1000000001",),
            place=PlaceRef(passage=at(g, "quartier des Tanneurs")),
        ),
        event("toll", "douze personnes ont été blessées", "happened", ["toll-12", "toll-14"], time=day("2022-03-09"), origins=("g2", "g3")),
        event("rumour", "a second wall had cracked", "rumoured", ["rumour"], time=day("2022-03-09"), origins=("g7",)),
        event("council", "Le conseil municipal prévu jeudi est annulé", "cancelled", ["council"], time=day("2022-03-10"), origins=("g8",)),
        event(
            "denial",
            "La mairie dément avoir reçu le moindre rapport",
            "denied",
            ["denial"],
            time=None,
            said_at=day("2022-03-09"),
            origins=("g8",),
        ),
        event(
            "forecast",
            "Le niveau devrait baisser",
            "forecast",
            ["fall-forecast"],
            time=day("2022-03-11"),
            origins=("g9",),
            outcome=Outcome(relation="confirmed", event=fall.id, passages=(c["fall"].passage,)),
        ),
        fall,
        event(
            "minister",
            "Le ministre de l’Intérieur viendra",
            "announced",
            ["minister"],
            time=day("2022-03-12"),
            said_at=day("2022-03-11"),
            origins=("g10",),
            outcome=Outcome(relation="pending"),
        ),
        event(
            "release",
            "Un lâcher du barrage de Corvin est possible",
            "possible",
            ["release"],
            origins=("g1",),
            time=Time(value="2022-03-09/2022-03-13", first_day="2022-03-09", last_day="2022-03-13", precision="interval"),
        ),
        event(
            "said",
            "On dormait, l’eau montait déjà",
            "said",
            ["said"],
            time=Time(value="XXXX-WXX-3", rule="le mercredi, semaine inconnue", passages=(at(p, "Wednesday"),)),
            origins=("g7",),
        ),
        event("hostile", "<img src=x onerror=alert(1)>", "said", ["hostile"], origins=("g7",)),
    )
