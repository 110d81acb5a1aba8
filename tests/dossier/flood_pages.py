"""The invented pages of the flood: five outlets, one hostile page, one on something else."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from msgspec.structs import replace

from recoupe.records import (
    AgencySignature,
    Article,
    Block,
    Dateline,
    Dropped,
    GenreMark,
    Outlet,
    PageRef,
    Part,
    Passage,
    Time,
    TimeAlternative,
)

GAZETTE = [
    ("kicker", "Intempéries"),
    ("title", "Valmoret : la digue de l’Orsenne cède, trois quartiers évacués"),
    ("lead", "La rupture s’est produite dans la nuit de mardi à mercredi, après quatre jours de pluie."),
    ("caption", "Le maire Luc Ferandi devant la digue, le 12 mars 2022."),
    ("stamp", "Publié le 09.03.2022 à 07:40"),
    (
        "paragraph",
        "La digue de l’Orsenne a cédé mercredi vers 2 h 15 à hauteur du quartier des Tanneurs, a indiqué la préfecture. "
        "Au moins douze personnes ont été blessées, selon un premier bilan communiqué par les pompiers.",
    ),
    ("paragraph", "« Nous avons évacué huit cents habitants en trois heures », a déclaré la préfète Hélène Darvault."),
    ("subheading", "Une alerte dès lundi"),
    (
        "paragraph",
        "Le syndicat de rivière avait annoncé lundi un débit exceptionnel. Selon le collectif Rives Vives, "
        "la mairie aurait reçu un rapport alarmant en janvier.",
    ),
    ("paragraph", "Le niveau devrait baisser vendredi, prévoit le service Vigieau. Un lâcher du barrage de Corvin est possible. (apn/lt)"),
]
RADIO = [
    ("title", "Rupture de digue : la préfète parle de 800 évacués"),
    ("dateline", "Valmoret, 9 mars 2022"),
    (
        "paragraph",
        "La digue de l’Orsenne a cédé mercredi vers 2 h 15 à hauteur du quartier des Tanneurs, a indiqué la préfecture. "
        "Le bilan est monté mercredi soir à quatorze blessés, a annoncé l’hôpital de Valmoret.",
    ),
    ("paragraph", "« Nous avons évacué près de huit cents habitants (de Valmoret, NDLR) », a dit Hélène Darvault au micro."),
    ("quote", "« On dormait, l’eau montait déjà dans l’escalier »"),
    ("paragraph", "La mairie dément avoir reçu le moindre rapport. Le conseil municipal prévu jeudi est annulé."),
]
COURRIER = [
    ("title", "Crue de l’Orsenne : la décrue a commencé vendredi"),
    ("byline", "Par Maud Elin"),
    (
        "paragraph",
        "La décrue a commencé vendredi matin, a constaté notre journaliste. Le ministre de l’Intérieur viendra samedi, "
        "a fait savoir son cabinet dans un communiqué.",
    ),
    ("paragraph", "La digue de l’Orsenne a cédé mercredi vers 3 heures à hauteur du quartier des Tanneurs, a indiqué la préfecture."),
    ("list", "• Numéro d’urgence : 0 800 000 000"),
]
POST = [
    ("title", "River wall gives way in Valmoret, hundreds flee"),
    (
        "paragraph",
        "A flood wall on the Orsenne collapsed early on Wednesday in the Tanners district, officials said. "
        "“We moved eight hundred people out in three hours,” prefect Helene Darvault said.",
    ),
    ("paragraph", "A similar breach struck the town in 1987. Rumours that a second wall had cracked spread on Wednesday."),
]
HOSTILE = [
    ("title", "<script>alert('titre')</script> \u202eesrever & \"guillemets\""),
    ("paragraph", "Un passage <img src=x onerror=alert(1)> avec | barres, *étoiles* et [liens](javascript:alert(2)) \u202egauche."),
]
OTHER = [
    ("title", "La fanfare de Brissac fête ses cent ans"),
    ("paragraph", "La fanfare de Brissac jouera dimanche sur la place du Marché."),
]


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
        published=day(
            "2022-03-09T07:40",
            zone="Europe/Paris",
            basis="stamp",
            rule="horodatage imprimé sous le titre",
            passages=(at(gazette, "09.03.2022 à 07:40"),),
        ),
        dropped=(
            Dropped(kind="consent", text="Nous respectons vos choix. Tout accepter", reason="bandeau avant le titre"),
            Dropped(kind="related", text="À lire aussi : la piscine rouvre le 4 avril", reason="renvoi avec sa propre date"),
            Dropped(kind="duplicate", text="Le maire Luc Ferandi devant la digue", reason="légende en double", same_as=stamp),
        ),
    )
    radio = make_article(
        "radio",
        RADIO,
        outlet=Outlet(name="Radio Valmoret", domain="radio-valmoret.example"),
        page=PageRef(path="radio.html", url="https://radio-valmoret.example/digue", sha256="0" * 64),
    )
    radio = _with(
        radio,
        dateline=Dateline(passage=at(radio, "Valmoret, 9 mars 2022"), place="Valmoret", date="2022-03-09"),
        published=day("2022-03-09", basis="dateline"),
        updated=day("2022-03-09T19:05", basis="metadata"),
    )
    courrier = make_article(
        "courrier",
        COURRIER,
        bylines=("Maud Elin",),
        published=day("2022-03-11", basis="inferred", alternatives=(TimeAlternative(value="2022-03-18", rule="vendredi suivant"),)),
    )
    post = make_article(
        "post",
        POST,
        language="en",
        outlet=Outlet(name="The Northern Post"),
        published=day("2022-03-10"),
        genre=GenreMark(name="analysis"),
        access="truncated",
    )
    post = _with(post, parts=(Part(start=0, end=len(post.text), agency="Meridian Wire", as_of="2022-03-09"),))
    hostile = make_article("hostile", HOSTILE, page=PageRef(path="<b>.html", url="javascript:alert(3)"), canonical_url="data:text/html,x")
    other = make_article("other", OTHER, outlet=Outlet(domain="brissac.example"), published=Time(value="XXXX-WXX-3"))
    made = {"gazette": gazette, "radio": radio, "courrier": courrier, "post": post, "hostile": hostile, "other": other}
    return {name: _with(a, pages=(a.page,)) for name, a in made.items()}


def _with(article: Article, **changes: Any) -> Article:
    return replace(article, **changes)
