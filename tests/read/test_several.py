"""Pages of several articles: live pages and round-ups, with and without tags, and the pages that only look like them."""

from __future__ import annotations

import pytest

from recoupe.read import read_articles, read_page
from recoupe.records import Article

TELLS = {
    "18h40": ("Le barrage tient",
              "Le barrage de Sarvane tient, a assuré mardi soir la préfète du Belloy, qui a levé l'ordre d'évacuation de la vallée."),
    "16h05": ("Trois villages privés de courant",
              "La compagnie Elbor compte rétablir le courant dans les trois villages avant la nuit, selon son directeur."),
    "14h32": ("La route coupée",
              "La route de Sarvane est coupée à la circulation depuis le début de l'après-midi, a annoncé la gendarmerie du Belloy."),
    "11h10": ("Deux cents habitants évacués",
              "Deux cents habitants de la vallée ont passé la nuit dans le gymnase de Tirvon, d'après la mairie."),
}  # fmt: skip
TOP = [
    "En direct. Crue de la Sarvane : la vallée du Belloy évacuée",
    "Publié le 12 mars 2031 à 11h02, mis à jour le 12 mars 2031 à 18h44",
    "",
]
FOOT = ["", "À lire aussi", "Le tramway de Dornay inauguré en présence du ministre", "Météo : un dimanche très chaud", "Mentions légales"]


def kept(article: Article, *kinds: str) -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks if not kinds or b.kind in kinds]


def told(articles: list[Article]) -> list[tuple[str | None, str | None]]:
    return [(a.title, a.published.value if a.published else None) for a in articles]


def live(form: str, order: list[str] | None = None) -> str:
    rows = []
    for clock in order or list(TELLS):
        title, text = TELLS[clock]
        rows += form.format(clock=clock, colon=clock.replace("h", ":"), title=title, text=text).split("\n")
        rows.append("")
    return "\n".join([*TOP, *rows, *FOOT])


WANTED = [(TELLS[c][0], f"2031-03-12T{c.replace('h', ':')}") for c in TELLS]


@pytest.mark.parametrize(
    "form",
    [
        "{clock}\n{title}\n{text}",
        "{colon}\n{title}\n{text}",
        "{clock} - {title}\n{text}",
        "{clock} – {title}\n{text}",
        "Mis à jour à {clock}\n{title}\n{text}",
        "[{clock}] {title}\n{text}",
        "12 mars 2031 à {clock}\n{title}\n{text}",
    ],
)
def test_the_entries_of_a_live_dump_are_articles_with_their_own_headline_and_instant(form: str) -> None:
    page = live(form)
    articles = read_articles(page)
    assert told(articles) == WANTED
    for article, (_, text) in zip(articles, TELLS.values(), strict=True):
        assert kept(article, "lead", "paragraph") == [text]
        assert len(kept(article, "stamp")) == 1
        assert (article.genre.name, article.page) == ("live", articles[0].page)
        assert all(page[b.page_start : b.page_end] == article.text[b.start : b.end] for b in article.blocks)


def test_a_page_with_two_stamps_of_its_own_over_its_entries_is_told_apart() -> None:
    page = live("{clock}\n{title}\n{text}").replace(TOP[1], "Publié le 12 mars 2031 à 11h02\nMis à jour le 12 mars 2031 à 18h44")
    assert told(read_articles(page)) == WANTED


def test_articles_of_one_page_are_numbered_and_nothing_of_the_page_is_lost() -> None:
    page = live("{clock}\n{title}\n{text}")
    articles, whole = read_articles(page), read_page(page)
    assert [a.id for a in articles] == [whole.id, *(f"{whole.id}-{n}" for n in (2, 3, 4))]
    assert [(a.several.number, a.several.count, a.several.told_apart) for a in articles if a.several] == [
        (n, 4, True) for n in (1, 2, 3, 4)
    ]
    assert all(a.several and a.several.headline == TOP[0] for a in articles)
    covered = sorted(
        (s, e)
        for a in articles
        for s, e in [(b.page_start, b.page_end) for b in a.blocks] + [(d.page_start, d.page_end) for d in a.dropped]
    )
    words = "".join(page[s:e] for s, e in covered)
    assert "".join(words.split()) == "".join(page.split())


def html(body: str, head: str = "") -> str:
    return f"""<!doctype html><html lang="fr"><head><title>Crue de la Sarvane</title>
<meta property="article:published_time" content="2031-03-12T11:02:00+01:00">
<meta property="article:modified_time" content="2031-03-12T18:44:00+01:00">
<link rel="canonical" href="https://courrier.test/sarvane">{head}</head><body><nav><a href="/">Accueil</a></nav><main>
<h1>Crue de la Sarvane : la vallée du Belloy évacuée</h1>{body}</main>
<aside class="related"><h3>À lire aussi</h3><article><time datetime="2031-03-11">11 mars</time>
<h4><a href="/t">Le tramway de Dornay</a></h4>
<p>Le tramway de Dornay a été inauguré en présence du ministre, après six ans de travaux et deux reports.</p></article></aside>
<footer><p>Mentions légales</p></footer></body></html>"""


def web_live(form: str, around: str = "{}") -> str:
    rows = (form.format(clock=c, iso=c.replace("h", ":"), title=title, text=text) for c, (title, text) in TELLS.items())
    return html(around.format("\n".join(rows)))


UPDATES = ", ".join(
    f'{{"@type": "BlogPosting", "headline": "{title}", '
    f'"datePublished": "2031-03-12T{c.replace("h", ":")}:00+01:00", "articleBody": "{text}"}}'
    for c, (title, text) in TELLS.items()
)
LINKED = f'<script type="application/ld+json">{{"@type": "LiveBlogPosting", "headline": "Crue", "liveBlogUpdate": [{UPDATES}]}}</script>'
WEB_FORMS = {
    "time elements": (
        '<article><time datetime="2031-03-12T{iso}:00+01:00">{clock}</time><h3>{title}</h3><p>{text}</p></article>',
        '<div class="liveblog">{}</div>',
    ),
    "clocks alone": (
        '<div class="e"><span class="h">{clock}</span><h2>{title}</h2><p>{text}</p><div class="share">Partager</div></div>',
        "<div>{}</div>",
    ),
    "headings with clocks": ("<h3>{clock} - {title}</h3><p>{text}</p>", "<div>{}</div>"),
    "a clock over a heading": ("<p><strong>{clock}</strong></p><h3>{title}</h3><p>{text}</p>", "<section>{}</section>"),
    "list items": ("<li><b>{iso}</b> <h4>{title}</h4><p>{text}</p></li>", "<ul>{}</ul>"),
}  # fmt: skip


@pytest.mark.parametrize("layout", WEB_FORMS)
def test_the_entries_of_a_live_html_page_are_articles_in_every_usual_layout(layout: str) -> None:
    articles = read_articles(web_live(*WEB_FORMS[layout]), url="https://courrier.test/sarvane")
    assert told(articles) == WANTED
    for article, (_, text) in zip(articles, TELLS.values(), strict=True):
        assert kept(article, "lead", "paragraph") == [text]
        assert "tramway" not in article.text
        assert article.published is not None
        assert article.published.zone == "+01:00"
    assert {"navigation", "legal"} <= {d.kind for d in articles[0].dropped}


def test_live_entries_come_from_the_metadata_where_the_page_shows_no_other_sign() -> None:
    body = "".join(f"<h2>{title}</h2><p>{text}</p>" for title, text in TELLS.values())
    assert told(read_articles(html(body, LINKED))) == WANTED


def test_a_text_above_the_entries_is_the_first_article() -> None:
    top = "<p>La Sarvane est sortie de son lit dans la nuit de mardi à mercredi, et toute la vallée du Belloy a été évacuée au matin.</p>"
    articles = read_articles(web_live(WEB_FORMS["time elements"][0], top + '<div class="liveblog">{}</div>'))
    assert [a.title for a in articles] == ["Crue de la Sarvane : la vallée du Belloy évacuée", *(t for t, _ in WANTED)]
    assert articles[0].text.endswith("évacuée au matin.")
    assert "barrage" not in articles[0].text


NIGHT = ["00h40", "23h55", "21h10"]
OVER = ["2031-03-12", "2031-03-11", "2031-03-11"]


@pytest.mark.parametrize(
    ("stamp", "clocks", "days"),
    [
        ("Publié le 12 mars 2031", NIGHT, OVER),
        ("Publié le 11 mars 2031 à 21h00, mis à jour le 12 mars 2031 à 00h41", NIGHT, OVER),
        ("Publié le 11 mars 2031 à 21h00", NIGHT, OVER),
        ("Publié le 12 mars 2031 à 00h50", NIGHT, OVER),
        ("Publié le 11 mars 2031", ["21h10", "23h55", "00h40"], ["2031-03-11", "2031-03-11", "2031-03-12"]),
        ("Le fil de la crue", ["18h40", "16h05", "14h32"], [None, None, None]),
    ],
)  # fmt: skip
def test_an_entry_falls_on_the_day_of_its_page_or_over_midnight_on_the_next(stamp: str, clocks: list[str], days: list[str | None]) -> None:
    texts = [text for _, text in TELLS.values()]
    page = "\n".join(["En direct : la crue de la Sarvane", stamp, "", *(f"{c}\n{t}\n" for c, t in zip(clocks, texts, strict=False))])
    articles = read_articles(page)
    wanted = [f"{day}T{c.replace('h', ':')}" if day else None for c, day in zip(clocks, days, strict=True)]
    assert [a.published.value if a.published else None for a in articles] == wanted
    for article in articles:
        assert article.published is None or "on the day of the page" in (article.published.rule or "")


ENGLISH = {
    "6:40 pm": ("The dam holds",
                "The dam at Sarlow is holding, the governor said on Tuesday evening as she lifted the order to leave the valley."),
    "4.05pm": ("Three villages without power",
               "The company Elbor hopes to restore power to the three villages before nightfall, its director said."),
    "11:10 am": ("Two hundred people moved",
                 "Two hundred people of the valley spent the night in the sports hall of Tirvon, according to the town council."),
}  # fmt: skip


def test_an_english_live_page_is_told_apart_by_its_twelve_hour_clock() -> None:
    rows = [f"{clock}\n{title}\n{text}\n" for clock, (title, text) in ENGLISH.items()]
    articles = read_articles("\n".join(["Live: Sarlow valley evacuated", "Published March 12, 2031", "", *rows]))
    assert told(articles) == [
        ("The dam holds", "2031-03-12T18:40"),
        ("Three villages without power", "2031-03-12T16:05"),
        ("Two hundred people moved", "2031-03-12T11:10"),
    ]  # fmt: skip


BRIEFS = [
    ("Le pont de Vorlac fermera trois mois", "12 mars 2031 à 07h15", [
        "La mairie de Vorlac a annoncé mardi que les travaux du pont commenceraient lundi, selon un communiqué publié dans la matinée.",
        "Les commerçants de la rive droite, eux, redoutent une perte de clientèle et demandent une indemnité à la préfecture.",
        "Le chantier du pont doit durer trois mois, d'après l'entreprise Batissec, qui avait réparé le même ouvrage en 2012."]),
    ("Une éclipse totale attendue à Dornay", "12 mars 2031 à 08h30", [
        "L'observatoire de Dornay ouvrira ses portes au public samedi pour l'éclipse, la première depuis quarante ans dans la région.",
        "Deux mille paires de lunettes seront distribuées aux écoles, a indiqué la directrice de l'observatoire, Maëlle Quint.",
        "La ligne de tramway sera renforcée entre dix heures et midi, d'après la régie des transports de la ville."]),
    ("Le festival de Tirvon change de lieu", "12 mars 2031 à 09h05", [
        "Le festival de musique de Tirvon quittera le château pour les halles, ont annoncé ses organisateurs au cours de la matinée.",
        "La toiture du château menace de tomber depuis la tempête de janvier, selon un rapport de l'architecte du département.",
        "Les billets déjà vendus resteront valables et les dates du festival ne changent pas, promet son directeur."]),
]  # fmt: skip


@pytest.mark.parametrize("opening", ["Publié le {stamp}", "Par Inès Tavernol", "{stamp}"])
def test_a_dump_of_several_articles_is_told_apart_by_their_headlines_and_stamps(opening: str) -> None:
    page = "\n\n".join("\n".join([title, opening.format(stamp=stamp), *text]) for title, stamp, text in BRIEFS)
    articles = read_articles(page)
    assert [a.title for a in articles] == [title for title, _, _ in BRIEFS]
    assert [kept(a, "lead", "paragraph") for a in articles] == [text for _, _, text in BRIEFS]
    if "{stamp}" in opening:
        assert [a.published.value for a in articles if a.published] == ["2031-03-12T07:15", "2031-03-12T08:30", "2031-03-12T09:05"]
    assert all(a.genre.name != "live" and a.several and a.several.told_apart for a in articles)


def test_a_round_up_of_datelined_briefs_is_told_apart() -> None:
    rows = [f"{title}\nVORLAC, 12 mars 2031 (LUM) - {text[0]}\n{text[1]}\n{text[2]}" for title, _, text in BRIEFS]
    articles = read_articles("L'essentiel de la journée\n\n" + "\n\n".join(rows))
    assert [a.title for a in articles] == [title for title, _, _ in BRIEFS]
    assert [a.dateline.place for a in articles if a.dateline] == ["VORLAC"] * 3
    assert all(a.several and a.several.headline == "L'essentiel de la journée" for a in articles)


@pytest.mark.parametrize("paragraphs", [2, 3])
def test_whole_articles_side_by_side_in_html_are_told_apart(paragraphs: int) -> None:
    rows = [
        f'<article><h2>{title}</h2><p class="byline">Par Inès Tavernol</p>'
        f'<time datetime="2031-03-12T{s[-5:].replace("h", ":")}+01:00">{s}</time>'
        + "".join(f"<p>{t}</p>" for t in text[:paragraphs]) + "</article>"
        for title, s, text in BRIEFS
    ]  # fmt: skip
    articles = read_articles(html("".join(rows)))
    assert told(articles) == [(title, f"2031-03-12T{s[-5:].replace('h', ':')}") for title, s, _ in BRIEFS]
    assert [kept(a, "lead", "paragraph") for a in articles] == [text[:paragraphs] for _, _, text in BRIEFS]


MAIN = [BRIEFS[0][0], "Publié le 12 mars 2031 à 07h15", *BRIEFS[0][2], "« Nous n'avons pas le choix », a déclaré la maire, Odile Castaing."]
TEASERS = [
    line
    for title, text in TELLS.values()
    for line in (title + " dans la vallée du Belloy", "Publié le 11 mars 2031 à 18h00", text)
]  # fmt: skip
ONE = {
    "teasers with stamps under the article": [*MAIN, "", "À lire aussi", *TEASERS],
    "teasers without a heading": [*MAIN, "", *TEASERS],
    "a ticker of headlines": [*MAIN, "", "Le fil info", *(f"{c}\n{title}" for c, (title, _) in TELLS.items())],
    "a chronology": [*MAIN, *(f"{c}. {text}" for c, (_, text) in reversed(TELLS.items()))],
    "a chronology in lines": ["Crue : le fil de la journée", *(f"{c}\n{text}" for c, (_, text) in reversed(TELLS.items()))],
    "comments": [*MAIN, "3 commentaires", *(f"Lucien\n12 mars 2031 à {c}\n{text}" for c, (_, text) in TELLS.items())],
    "sentences that begin with an hour": [
        *MAIN,
        *(f"{c}, c'est l'heure à laquelle tout a commencé : {text}" for c, (_, text) in TELLS.items()),
    ],
}


@pytest.mark.parametrize("case", ONE)
def test_a_page_that_only_looks_like_several_stays_one(case: str) -> None:
    (article,) = read_articles("\n".join(ONE[case]))
    assert article == read_page("\n".join(ONE[case]))
    assert article.several is None


WEB_ONE = {
    "teasers with times and summaries": "".join(
        f'<article class="card"><time datetime="2031-03-11T10:00">hier</time><h3><a href="/x{n}">{title}</a></h3><p>{text}</p></article>'
        for n, (title, text) in enumerate(TELLS.values())
    ),
    "comments": '<section id="comments">' + "".join(
        f'<article><h4>Lucien</h4><time datetime="2031-03-12T10:00">10h00</time><p>{text}</p><p>{text[:-1]} bien sûr.</p></article>'
        for _, text in TELLS.values()
    ) + "</section>",
    "a ticker": '<ul class="ticker">'
    + "".join(f"<li><time>{c}</time> <a href='/x'>{title}</a></li>" for c, (title, _) in TELLS.items()) + "</ul>",
    "a chronology": "".join(f"<h3>{c}</h3><p>{text}</p>" for c, (_, text) in reversed(TELLS.items())),
}  # fmt: skip


@pytest.mark.parametrize("case", WEB_ONE)
def test_an_html_page_that_only_looks_like_several_stays_one(case: str) -> None:
    page = html("<article>" + "".join(f"<p>{t}</p>" for t in BRIEFS[0][2] + BRIEFS[1][2]) + "</article>" + WEB_ONE[case])
    assert len(read_articles(page)) == 1


def test_a_live_page_whose_entries_cannot_be_told_apart_says_so() -> None:
    page = "\n".join(["En direct. La crue de la Sarvane", "Publié le 12 mars 2031 à 11h02", *(text for _, text in TELLS.values())])
    (article,) = read_articles(page)
    assert article.genre.name == "live"
    assert article.several is not None
    assert not article.several.told_apart


def test_the_page_as_one_article_keeps_all_its_text_and_says_how_many_it_holds() -> None:
    whole = read_page(web_live(*WEB_FORMS["time elements"]))
    assert whole.several is not None
    assert (whole.several.told_apart, whole.several.count) == (False, 4)
    assert all(text in whole.text for _, text in TELLS.values())
