"""Access: open, cut and paywalled texts with the words that show it, and pages that only advertise subscriptions."""

from __future__ import annotations

import pytest

from recoupe.read import read_page

HEAD = "Le barrage de Sarvane a cédé"
TEXT = [
    "Le barrage de Sarvane a cédé dans la nuit et l'eau a gagné les rues basses de Tirvon, a annoncé la préfecture du Belloy.",
    "Personne n'a été blessé, selon la préfète, qui doit se rendre sur place dans la matinée avec la ministre de l'Intérieur.",
    "Deux cents habitants de Tirvon ont été conduits dans un gymnase, d'après la mairie, qui a ouvert une cellule d'accueil.",
]
WALLS = [
    "Il vous reste 70 % de cet article à lire. La suite est réservée aux abonnés.",
    "La suite de cet article est réservée à nos abonnés.",
    "Cet article est réservé aux abonnés. Déjà abonné ? Connectez-vous.",
    "Pour lire la suite de cet article, abonnez-vous à partir de 1 euro par mois.",
    "Subscribe to continue reading this article and support local journalism.",
    "This article is for subscribers only. Start your free trial today.",
    "You've reached your limit of free articles. Subscribe for unlimited access.",
]


def dump(*lines: str) -> str:
    return "\n\n".join([HEAD, *lines])


def html(body: str, head: str = "") -> str:
    return f"""<html><head><title>{HEAD}</title>{head}</head><body><header><a href="/">Accueil</a> <a href="/abo">S'abonner</a></header>
<main><h1>{HEAD}</h1>{body}</main><aside>Abonnez-vous pour lire la suite de nos enquêtes.</aside>
<footer>Abonnez-vous pour 1 euro. La suite est réservée aux abonnés de nos lettres.</footer></body></html>"""


PARAGRAPHS = "".join(f"<p>{t}</p>" for t in TEXT)


@pytest.mark.parametrize("wall", WALLS)
def test_a_text_that_ends_at_a_wall_is_paywalled_and_the_notice_is_no_text(wall: str) -> None:
    article = read_page(dump(*TEXT, wall))
    assert article.access == "paywalled"
    assert article.access_cue is not None
    assert (article.access_cue.basis, article.access_cue.words) == ("text", wall)
    assert wall not in article.text
    assert all(t in article.text for t in TEXT)


@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize(
    "form", ["<div class='paywall-box'><p>{}</p></div>", "<p>{}</p>", "<section><h3>{}</h3><a href='/abo'>Je m'abonne</a></section>"]
)
def test_a_wall_of_an_html_page_is_found_in_every_usual_element(wall: str, form: str) -> None:
    article = read_page(html(f"<article>{PARAGRAPHS}</article>" + form.format(wall)))
    assert article.access == "paywalled"
    assert article.access_cue is not None
    assert article.access_cue.words == wall
    assert wall not in article.text


LINKED = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x", "isAccessibleForFree": VALUE}</script>'
DECLARED = [
    (LINKED.replace("VALUE", "false"), "isAccessibleForFree: False"),
    (LINKED.replace("VALUE", '"False"'), "isAccessibleForFree: False"),
    ('<meta property="article:content_tier" content="locked">', "article:content_tier: locked"),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "words"), DECLARED)
def test_what_the_metadata_declare_comes_first(tag: str, words: str) -> None:
    article = read_page(html(PARAGRAPHS, tag))
    assert article.access == "paywalled"
    assert article.access_cue is not None
    assert (article.access_cue.basis, article.access_cue.words) == ("metadata", words)


@pytest.mark.parametrize("label", ["Article réservé aux abonnés", "Réservé aux abonnés", "Subscribers only"])
def test_a_label_over_the_text_says_that_it_is_for_subscribers(label: str) -> None:
    assert read_page(dump(label, *TEXT)).access == "paywalled"
    assert read_page(html(f'<span class="badge">{label}</span>{PARAGRAPHS}')).access == "paywalled"


CUT = [
    [*TEXT[:2], "Deux cents habitants de Tirvon ont été conduits dans un…", "Lire la suite"],
    [*TEXT[:2], "Deux cents habitants de Tirvon ont été conduits dans un gymnase, d'après la mairie... Lire la suite"],
    [*TEXT[:2], "Deux cents habitants de Tirvon ont été conduits dans un gymnase, d'après la mairie, qui a ouvert une [...]"],
    [*TEXT[:2], "Deux cents habitants de Tirvon ont été conduits dans un gymnase, d'après la mairie, qui a…", "Continue reading"],
]  # fmt: skip


@pytest.mark.parametrize("lines", CUT)
def test_a_text_that_breaks_off_is_truncated(lines: list[str]) -> None:
    article = read_page(dump(*lines))
    assert (article.access, article.access_cue is not None) == ("truncated", True)


LABEL, LATER = "Article réservé aux abonnés", "Le chantier durera trois ans, a dit l'exploitant Elbor à la presse."
OPEN = {
    "nothing said": dump(*TEXT),
    "an advert under the text": dump(*TEXT, "Abonnez-vous à partir de 1 euro par mois", "Soutenez une presse indépendante"),
    "a wall in a list of other articles": dump(*TEXT, "À lire aussi", "La crue vue du ciel", LABEL, "Réservé aux abonnés"),
    "a notice in the midst of a text that goes on": dump(TEXT[0], WALLS[0], *TEXT[1:], LATER),
    "a sentence about subscribers": dump(*TEXT, "Le musée de Tirvon, dont une salle est réservée aux abonnés, restera fermé."),
    "an ellipsis in a quotation": dump(*TEXT, "« On verra bien… », a dit la maire."),
    "a link to read more of something else": dump(*TEXT, "Lire la suite"),
    "html with an advert in its footer": html(PARAGRAPHS),
    "html whose metadata call it free": html(PARAGRAPHS, '<meta property="article:content_tier" content="free">'),
    "html with walls on teasers": html(PARAGRAPHS + '<div class="related"><p>La crue vue du ciel</p><span>' + LABEL + "</span></div>"),
}  # fmt: skip


@pytest.mark.parametrize("case", OPEN)
def test_a_text_that_can_be_read_whole_is_open(case: str) -> None:
    article = read_page(OPEN[case])
    assert (article.access, article.access_cue) == ("open", None)
    assert all(t in article.text for t in TEXT)
