"""An invented flood told by five invented outlets: one rich dossier made by hand, with every kind of thing the faces must show."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from recoupe.dossier import Dossier, build_dossier
from recoupe.records import (
    AgencySignature,
    Article,
    Block,
    Claim,
    Conflict,
    Dateline,
    Difference,
    Direction,
    Dropped,
    Entity,
    Event,
    Evidence,
    Factuality,
    Form,
    GenreMark,
    Hedge,
    Link,
    Number,
    Origin,
    Outcome,
    Outlet,
    PageRef,
    Part,
    Passage,
    PlaceRef,
    Quotation,
    QuotationGroup,
    Rejected,
    Reuse,
    Role,
    Side,
    Story,
    StoryRelation,
    StorySpan,
    Time,
    TimeAlternative,
)

GAZETTE = [
    ("kicker", "Intempéries"),
    ("title", "Valmoret : la digue de l’Orsenne cède, trois quartiers évacués"),
    ("lead", "La rupture s’est produite dans la nuit de mardi à mercredi, après quatre jours de pluie."),
    ("caption", "Le maire Luc Ferandi devant la digue, le 12 mars 2022."),
    ("stamp", "Publié le 09.03.2022 à 07:40"),
    ("paragraph", "La digue de l’Orsenne a cédé mercredi vers 2 h 15 à hauteur du quartier des Tanneurs, a indiqué la préfecture. "
     "Au moins douze personnes ont été blessées, selon un premier bilan communiqué par les pompiers."),
    ("paragraph", "« Nous avons évacué huit cents habitants en trois heures », a déclaré la préfète Hélène Darvault."),
    ("subheading", "Une alerte dès lundi"),
    ("paragraph", "Le syndicat de rivière avait annoncé lundi un débit exceptionnel. Selon le collectif Rives Vives, "
     "la mairie aurait reçu un rapport alarmant en janvier."),
    ("paragraph", "Le niveau devrait baisser vendredi, prévoit le service Vigieau. Un lâcher du barrage de Corvin est possible. (apn/lt)"),
]  # fmt: skip
RADIO = [
    ("title", "Rupture de digue : la préfète parle de 800 évacués"),
    ("dateline", "Valmoret, 9 mars 2022"),
    ("paragraph", "La digue de l’Orsenne a cédé mercredi vers 2 h 15 à hauteur du quartier des Tanneurs, a indiqué la préfecture. "
     "Le bilan est monté mercredi soir à quatorze blessés, a annoncé l’hôpital de Valmoret."),
    ("paragraph", "« Nous avons évacué près de huit cents habitants (de Valmoret, NDLR) », a dit Hélène Darvault au micro."),
    ("quote", "« On dormait, l’eau montait déjà dans l’escalier »"),
    ("paragraph", "La mairie dément avoir reçu le moindre rapport. Le conseil municipal prévu jeudi est annulé."),
]  # fmt: skip
COURRIER = [
    ("title", "Crue de l’Orsenne : la décrue a commencé vendredi"),
    ("byline", "Par Maud Elin"),
    ("paragraph", "La décrue a commencé vendredi matin, a constaté notre journaliste. Le ministre de l’Intérieur viendra samedi, "
     "a fait savoir son cabinet dans un communiqué."),
    ("paragraph", "La digue de l’Orsenne a cédé mercredi vers 3 heures à hauteur du quartier des Tanneurs, a indiqué la préfecture."),
    ("list", "• Numéro d’urgence : 0 800 000 000"),
]  # fmt: skip
POST = [
    ("title", "River wall gives way in Valmoret, hundreds flee"),
    ("paragraph", "A flood wall on the Orsenne collapsed early on Wednesday in the Tanners district, officials said. "
     "“We moved eight hundred people out in three hours,” prefect Helene Darvault said."),
    ("paragraph", "A similar breach struck the town in 1987. Rumours that a second wall had cracked spread on Wednesday."),
]  # fmt: skip
HOSTILE = [
    ("title", "<script>alert('titre')</script> \u202eesrever & \"guillemets\""),
    ("paragraph", "Un passage <img src=x onerror=alert(1)> avec | barres, *étoiles* et [liens](javascript:alert(2)) \u202egauche."),
]  # fmt: skip
OTHER = [
    ("title", "La fanfare de Brissac fête ses cent ans"),
    ("paragraph", "La fanfare de Brissac jouera dimanche sur la place du Marché."),
]  # fmt: skip


def make_article(name: str, blocks: list[tuple[str, str]], **more: Any) -> Article:
    """An article whose text joins its blocks with blank lines; the id follows from the name."""
    text, rows = "", []
    for kind, words in blocks:
        text += "\n\n" if text else ""
        rows.append(Block(kind=kind, start=len(text), end=len(text) + len(words)))  # type: ignore[arg-type]
        text += words
    digest = sha256(name.encode()).hexdigest()
    titles = [words for kind, words in blocks if kind == "title"]
    leads = [words for kind, words in blocks if kind == "lead"]
    return Article(
        id=f"a{digest[:10]}",
        page=more.pop("page", PageRef(path=f"{name}.html", sha256=digest, media_type="text/html")),
        text=text,
        language=more.pop("language", "fr"),
        title=titles[0] if titles else None,
        titles=tuple(titles),
        lead=leads[0] if leads else None,
        blocks=tuple(rows),
        **more,
    )


def at(article: Article, needle: str) -> Passage:
    """The passage of the first place where ``needle`` stands in an article."""
    start = article.text.index(needle)
    return Passage(article=article.id, start=start, end=start + len(needle))


def day(value: str, **more: Any) -> Time:
    """A time known to the day, or to the minute where the value says so."""
    return Time(value=value, first_day=value[:10], last_day=value[:10], precision="minute" if "T" in value else "day", **more)


def build_articles() -> dict[str, Article]:
    """Five pages on the flood, one of them hostile, and one on something else."""
    stamp = Passage(article="", start=0, end=0)
    gazette = make_article("gazette", GAZETTE, outlet=Outlet(name="La Gazette de l’Orsenne", basis="metadata"))
    gazette = _with(
        gazette,
        agencies=(AgencySignature(name="APN", passage=at(gazette, "(apn/lt)"), entity="o1000000001"),),
        published=day("2022-03-09T07:40", zone="Europe/Paris", basis="stamp", rule="horodatage imprimé sous le titre",
                      passages=(at(gazette, "09.03.2022 à 07:40"),)),
        dropped=(
            Dropped(kind="consent", text="Nous respectons vos choix. Tout accepter", reason="bandeau avant le titre"),
            Dropped(kind="related", text="À lire aussi : la piscine rouvre le 4 avril", reason="renvoi avec sa propre date"),
            Dropped(kind="duplicate", text="Le maire Luc Ferandi devant la digue", reason="légende en double", same_as=stamp),
        ),
    )  # fmt: skip
    radio = make_article("radio", RADIO, outlet=Outlet(name="Radio Valmoret", domain="radio-valmoret.example"),
                         page=PageRef(path="radio.html", url="https://radio-valmoret.example/digue", sha256="0" * 64))  # fmt: skip
    radio = _with(radio, dateline=Dateline(passage=at(radio, "Valmoret, 9 mars 2022"), place="Valmoret", date="2022-03-09"),
                  published=day("2022-03-09", basis="dateline"), updated=day("2022-03-09T19:05", basis="metadata"))  # fmt: skip
    courrier = make_article("courrier", COURRIER, bylines=("Maud Elin",), published=day("2022-03-11", basis="inferred",
                            alternatives=(TimeAlternative(value="2022-03-18", rule="vendredi suivant"),)))  # fmt: skip
    post = make_article("post", POST, language="en", outlet=Outlet(name="The Northern Post"), published=day("2022-03-10"),
                        genre=GenreMark(name="analysis"), access="truncated")  # fmt: skip
    post = _with(post, parts=(Part(start=0, end=len(post.text), agency="Meridian Wire", as_of="2022-03-09"),))
    hostile = make_article("hostile", HOSTILE, page=PageRef(path="<b>.html", url="javascript:alert(3)"), canonical_url="data:text/html,x")
    other = make_article("other", OTHER, outlet=Outlet(domain="brissac.example"), published=Time(value="XXXX-WXX-3"))
    made = {"gazette": gazette, "radio": radio, "courrier": courrier, "post": post, "hostile": hostile, "other": other}
    return {name: _with(a, pages=(a.page,)) for name, a in made.items()}


def _with(article: Article, **changes: Any) -> Article:
    from msgspec.structs import replace

    return replace(article, **changes)


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
        "breach-c": claim("breach-c", c, "La digue de l’Orsenne a cédé mercredi vers 3 heures", link(c, "la préfecture"),
                          time=Time(value="2022-03-09T03", first_day="2022-03-09", last_day="2022-03-09", precision="hour")),
        "breach-p": claim("breach-p", p, "A flood wall on the Orsenne collapsed early on Wednesday in the Tanners district",
                          link(p, "officials", kind="role_only"), time=day("2022-03-09")),
        "toll-12": claim("toll-12", g, "Au moins douze personnes ont été blessées", link(g, "les pompiers"),
                         numbers=(Number(value=12, bound="at_least", passage=at(g, "Au moins douze")),)),
        "toll-14": claim("toll-14", r, "Le bilan est monté mercredi soir à quatorze blessés", link(r, "l’hôpital de Valmoret")),
        "evacuated": claim("evacuated", g, "Nous avons évacué huit cents habitants en trois heures", link(g, "Hélène Darvault", entity="p1000000001")),
        "warning": claim("warning", g, "Le syndicat de rivière avait annoncé lundi un débit exceptionnel"),
        "report": claim("report", g, "la mairie aurait reçu un rapport alarmant en janvier", link(g, "Rives Vives"),
                        hedges=(Hedge(kind="conditional", passage=at(g, "aurait reçu")),), factuality=Factuality(certainty="possible")),
        "denial": claim("denial", r, "La mairie dément avoir reçu le moindre rapport", link(r, "La mairie"),
                        factuality=Factuality(polarity="negative")),
        "fall-forecast": claim("fall-forecast", g, "Le niveau devrait baisser vendredi", link(g, "Vigieau")),
        "fall": claim("fall", c, "La décrue a commencé vendredi matin"),
        "release": claim("release", g, "Un lâcher du barrage de Corvin est possible"),
        "council": claim("council", r, "Le conseil municipal prévu jeudi est annulé"),
        "minister": claim("minister", c, "Le ministre de l’Intérieur viendra samedi", link(c, "son cabinet"), link(c, "un communiqué", role="document")),
        "past": claim("past", p, "A similar breach struck the town in 1987"),
        "rumour": claim("rumour", p, "a second wall had cracked", hedges=(Hedge(kind="rumour", passage=at(p, "Rumours")),)),
        "said": claim("said", r, "On dormait, l’eau montait déjà dans l’escalier"),
        "hostile": claim("hostile", h, "<img src=x onerror=alert(1)>"),
    }  # fmt: skip


def build_events(a: dict[str, Article], c: dict[str, Claim]) -> tuple[Event, ...]:
    """One event per status, with dates of every precision and two without."""

    def event(key: str, label: str, status: str, keys: list[str], **more: Any) -> Event:
        claims = [c[k] for k in keys]
        return Event(id=f"e{sha256(key.encode()).hexdigest()[:10]}", label=label, status=status,  # type: ignore[arg-type]
                     claims=tuple(x.id for x in claims), articles=tuple(dict.fromkeys(x.passage.article for x in claims)), **more)  # fmt: skip

    g, p = a["gazette"], a["post"]
    wednesday = Time(value="2022-03-09T02:15", first_day="2022-03-09", last_day="2022-03-09", precision="minute", basis="text",
                     anchor="publié le mercredi 9 mars 2022", rule="le mercredi de la publication", passages=(at(g, "mercredi vers 2 h 15"),),
                     alternatives=(TimeAlternative(value="2022-03-02", basis="text", rule="mercredi précédent"),))  # fmt: skip
    fall = event("fall", "La décrue a commencé", "happened", ["fall"], origins=("g5",),
                 time=Time(value="2022-03-11TMO", first_day="2022-03-11", last_day="2022-03-11", precision="hour"))  # fmt: skip
    return (
        event("past", "A similar breach struck the town", "happened", ["past"], origins=("g4",),
              time=Time(value="1987", first_day="1987-01-01", last_day="1987-12-31", precision="year")),
        event("report", "la mairie aurait reçu un rapport alarmant", "alleged", ["report"], origins=("g6",), said_at=day("2022-03-09"),
              time=Time(value="2022-01", first_day="2022-01-01", last_day="2022-01-31", precision="month")),
        event("warning", "un débit exceptionnel", "announced", ["warning"], time=day("2022-03-07"), origins=()),
        event("breach", "La digue de l’Orsenne a cédé", "happened", ["breach-g", "breach-r", "breach-c", "breach-p"], time=wednesday,
              origins=("g1", "g4"), participants=("p1000000001",), place=PlaceRef(passage=at(g, "quartier des Tanneurs"))),
        event("toll", "douze personnes ont été blessées", "happened", ["toll-12", "toll-14"], time=day("2022-03-09"), origins=("g2", "g3")),
        event("rumour", "a second wall had cracked", "rumoured", ["rumour"], time=day("2022-03-09"), origins=("g7",)),
        event("council", "Le conseil municipal prévu jeudi est annulé", "cancelled", ["council"], time=day("2022-03-10"), origins=("g8",)),
        event("denial", "La mairie dément avoir reçu le moindre rapport", "denied", ["denial"], time=None, said_at=day("2022-03-09"), origins=("g8",)),
        event("forecast", "Le niveau devrait baisser", "forecast", ["fall-forecast"], time=day("2022-03-11"), origins=("g9",),
              outcome=Outcome(relation="confirmed", event=fall.id, passages=(c["fall"].passage,))),
        fall,
        event("minister", "Le ministre de l’Intérieur viendra", "announced", ["minister"], time=day("2022-03-12"), said_at=day("2022-03-11"),
              origins=("g10",), outcome=Outcome(relation="pending")),
        event("release", "Un lâcher du barrage de Corvin est possible", "possible", ["release"], origins=("g1",),
              time=Time(value="2022-03-09/2022-03-13", first_day="2022-03-09", last_day="2022-03-13", precision="interval")),
        event("said", "On dormait, l’eau montait déjà", "said", ["said"], time=Time(value="XXXX-WXX-3", rule="le mercredi, semaine inconnue",
              passages=(at(p, "Wednesday"),)), origins=("g7",)),
        event("hostile", "<img src=x onerror=alert(1)>", "said", ["hostile"], origins=("g7",)),
    )  # fmt: skip


def build_story(a: dict[str, Article]) -> Story:
    """The flood."""
    c = build_claims(a)
    g, r, co, p = a["gazette"], a["radio"], a["courrier"], a["post"]
    origins = [
        ("g1", "primary", "la préfecture", [g, r, co], "la préfecture"), ("g2", "primary", "les pompiers", [g], None),
        ("g3", "primary", "l’hôpital de Valmoret", [r], None), ("g4", "agency", "Meridian Wire", [p], None), ("g5", "outlet", None, [co], None),
        ("g6", "primary", "Rives Vives", [g], "Rives Vives"), ("g7", "unnamed", None, [p, a["hostile"]], None),
        ("g8", "primary", "la mairie", [r], None), ("g9", "primary", "Vigieau", [g], None), ("g10", "document", "un communiqué", [co], None),
    ]  # fmt: skip
    quotes = (
        Quotation(id="q1", kind="direct", passage=c["evacuated"].passage, attribution=(link(g, "Hélène Darvault", entity="p1000000001"),),
                  speaker_basis="stated", said_at=day("2022-03-09"), claim=c["evacuated"].id),
        Quotation(id="q2", kind="direct", passage=at(r, "Nous avons évacué près de huit cents habitants (de Valmoret, NDLR)"),
                  attribution=(link(r, "Hélène Darvault", entity="p1000000001"),), insertions=(at(r, "(de Valmoret, NDLR)"),)),
        Quotation(id="q3", kind="direct", passage=at(p, "We moved eight hundred people out in three hours,"), language="en",
                  attribution=(link(p, "Helene Darvault", entity="p1000000001"),)),
        Quotation(id="q4", kind="direct", passage=c["said"].passage, speaker_basis="unknown", addressee="les secours"),
        Quotation(id="q5", kind="indirect", passage=at(co, "viendra samedi"), attribution=(link(co, "son cabinet"),), speaker_basis="inferred"),
    )  # fmt: skip
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
            Reuse(id="r1", kind="edited", passages=tuple(at(x, x.text[y.passage.start : y.passage.end]) for x, y in zip([g, r, co], breach, strict=True)),
                  articles=(g.id, r.id, co.id), origin="g1", direction=Direction(source=g.id, basis="published"), words=17),
            Reuse(id="r2", kind="verbatim", passages=(at(g, "a indiqué la préfecture"), at(r, "a indiqué la préfecture")), articles=(g.id, r.id), words=4),
        ),
        claims=tuple(c.values()),
        events=build_events(a, c),
        quotations=quotes,
        quotation_groups=(
            QuotationGroup(id="qg1", quotations=("q1", "q2", "q3"), speaker="p1000000001", about="l’évacuation",
                           differences=(Difference(kind="wording", passages=(at(r, "près de"),), note="« près de » ajouté"),
                                        Difference(kind="translation", passages=(quotes[2].passage,)))),
        ),
        conflicts=(
            Conflict(id="k1", kind="number", scope="pages", reading="update", about=c["toll-12"].id, sides=(
                Side(value="14", passages=(at(r, "quatorze blessés"),), articles=(r.id,), origins=("g3",)),
                Side(value="12", passages=(at(g, "Au moins douze personnes"),), articles=(g.id,), origins=("g2",))),
                explanation="Le bilan du soir suit celui du matin."),
            Conflict(id="k2", kind="date", scope="pages", reading="conflict", about=by_time.id, sides=(
                Side(value="2022-03-09T02:15", passages=(at(g, "vers 2 h 15"), at(r, "vers 2 h 15")), articles=(g.id, r.id), origins=("g1",)),
                Side(value="2022-03-09T03", passages=(at(co, "vers 3 heures"),), articles=(co.id,), origins=("g1",)))),
            Conflict(id="k3", kind="date", scope="page", reading="error_in_page", about="la légende",
                     sides=(Side(value="2022-03-12", passages=(at(g, "le 12 mars 2022"),)), Side(value="2022-03-09", passages=(at(g, "09.03.2022"),)))),
            Conflict(id="k4", kind="status", scope="pages", reading="source_against_source", sides=(
                Side(value="alleged", passages=(c["report"].passage,), origins=("g6",)), Side(value="denied", passages=(c["denial"].passage,), origins=("g8",)))),
        ),
    )  # fmt: skip


def build_entities(a: dict[str, Article]) -> tuple[Entity, ...]:
    """A misspelt mayor, his son left in doubt, a prefect with a foreign spelling, a place and an agency."""
    g, r, p = a["gazette"], a["radio"], a["post"]
    return (
        Entity(id="p1000000001", kind="person", name="Hélène Darvault", forms=(
            Form(text="Helene Darvault", kind="variant", passages=(at(p, "Helene Darvault"),)),
            Form(text="Hélène Darvault", kind="name", passages=(at(g, "Hélène Darvault"), at(r, "Hélène Darvault"))),
            Form(text="la préfète", kind="description", passages=(at(r, "la préfète"),))),
            roles=(Role(text="préfète", since="2021-09", passages=(at(g, "préfète"),)),)),
        Entity(id="p1000000002", kind="person", name="Luc Ferrandi", forms=(
            Form(text="Luc Ferandi", kind="misspelling", passages=(at(g, "Luc Ferandi"),)),),
            doubtful=(Evidence(feature="same_family_name", score=0.5, detail="peut-être son fils Lucas"),)),
        Entity(id="o1000000001", kind="organization", name="APN", forms=(Form(text="APN", kind="acronym", passages=(at(g, "apn"),)),)),
        Entity(id="l1000000001", kind="place", name="Valmoret", forms=(Form(text="Valmoret", kind="name", passages=tuple(at(x, "Valmoret") for x in (g, r, p))),)),
        Entity(id="p1000000003", kind="person", name="Nulle Part"),
    )  # fmt: skip


def build_flood(order: Callable[[tuple[Any, ...]], tuple[Any, ...]] = lambda items: items) -> Dossier:
    """The whole dossier; ``order`` shuffles what goes in, which must not change what comes out."""
    a = build_articles()
    return build_dossier(
        order(tuple(a.values())),
        order((
            Rejected(page=PageRef(path="vide.txt"), reason="empty", detail="0 octet"),
            Rejected(page=PageRef(path="image<b>.png"), reason="binary", detail="octets qui ne sont pas du texte"),
        )),
        order(build_entities(a)),
        order((build_story(a), Story(id="s1000000002", articles=(a["other"].id,)))),
        settings={"window_days": 4, "languages": ["fr", "en"]},
        models={"fr": "fr_core_news_md 3.8.0"},
    )  # fmt: skip


@pytest.fixture(scope="session")
def flood() -> Dossier:
    return build_flood()


@pytest.fixture(scope="session")
def flood_html(flood: Dossier) -> str:
    return flood.to_html("fr")
