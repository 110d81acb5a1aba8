"""What an HTML page says of itself: JSON-LD whole and broken, marked elements, clock times by name, bylines, credits, character sets."""

import pytest
from lxml import html

from recoupe.read import read_page
from recoupe.read.dates import is_later, page_time, sharpen
from recoupe.read.decode import decode_page
from recoupe.read.linked import find_linked, read_nodes
from recoupe.read.marked import find_marked
from recoupe.read.metadata import parse_instant
from recoupe.read.names import person_names
from recoupe.read.pictures import split_credit
from recoupe.read.stamps import find_stamps


def linked(*scripts: str, address: str | None = None, titles: tuple[str, ...] = ()) -> dict:
    page = "".join(f'<script type="application/ld+json">{s}</script>' for s in scripts)
    return find_linked(read_nodes(html.document_fromstring(f"<html><head>{page}</head><body></body></html>")), address, titles)


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","datePublished":"2031-03-04",}',
        '<!-- {"@type":"NewsArticle","datePublished":"2031-03-04"} -->',
        '//<![CDATA[\n{"@type":"NewsArticle","datePublished":"2031-03-04"}\n//]]>',
        '/*<![CDATA[*/ {"@type":"NewsArticle","datePublished":"2031-03-04"} /*]]>*/',
        '{"@type":"NewsArticle","description":"two\nlines","datePublished":"2031-03-04"};',
        '{"@graph":[{"@type":"WebSite"},{"@type":["NewsArticle"],"datePublished":"2031-03-04"}]}',
        '[{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","datePublished":"2031-03-04"}}]',
        '{"@type":"NewsArticle","headline":"He said "no"","datePublished":"2031-03-04"}',
        '{"@type":"WebPage","datePublished":"2031-03-04"}',
    ],
)
def test_json_ld_is_read_in_every_wrapping_and_with_the_usual_faults(script: str) -> None:
    assert linked(script)["datePublished"] == "2031-03-04"


def test_of_several_articles_that_of_this_page_is_taken() -> None:
    other = '{"@type":"NewsArticle","headline":"Voile : le Tour annulé","url":"https://a.test/voile","datePublished":"2031-01-01"}'
    mine = '{"@type":"NewsArticle","headline":"Le pont fermera","url":"https://a.test/pont/","datePublished":"2031-03-04"}'
    assert linked(other, mine, address="http://www.a.test/pont?x=1")["datePublished"] == "2031-03-04"
    assert linked(other, mine, titles=("Le pont fermera",))["datePublished"] == "2031-03-04"
    assert linked(other, address="https://a.test/pont", titles=("Le pont fermera",)) == {}


def test_references_are_followed() -> None:
    named = '{"@id":"#o","name":"Le Courrier"},{"@id":"#p","name":"Inès"}'
    node = linked('{"@graph":[{"@type":"Article","publisher":{"@id":"#o"},"author":[{"@id":"#p"}]},' + named + "]}")
    assert (node["publisher"]["name"], node["author"][0]["name"]) == ("Le Courrier", "Inès")


@pytest.mark.parametrize(
    ("markup", "published", "updated"),
    [
        ('<time itemprop="datePublished" datetime="2031-03-04">le 4</time>', "2031-03-04", None),
        ('<meta itemprop="dateModified" content="2031-03-05">', None, "2031-03-05"),
        ('<span property="schema:dateCreated" content="2031-03-04">x</span>', "2031-03-04", None),
        ('<span property="dc:date dc:created" content="2031-03-04">x</span>', "2031-03-04", None),
        (
            '<abbr class="published" title="2031-03-04">x</abbr><abbr class="updated" title="2031-03-05">y</abbr>',
            "2031-03-04",
            "2031-03-05",
        ),
        ('<time class="entry-date published updated" datetime="2031-03-04">x</time>', "2031-03-04", "2031-03-04"),
        ('<time datetime="2031-03-04">x</time>', None, None),
    ],
)
def test_dates_are_found_by_their_marks(markup: str, published: str | None, updated: str | None) -> None:
    marked = find_marked(html.document_fromstring(f"<html><body>{markup}</body></html>"))
    assert next((v for v, _ in marked.published), None) == published
    assert next((v for v, _ in marked.updated), None) == updated


@pytest.mark.parametrize(
    ("text", "value", "zone"),
    [
        ("1938204300", "2031-06-02T22:05", "+00:00"),
        ("1938204300000", "2031-06-02T22:05", "+00:00"),
        ("2031-05-12T10:00:00+0200", "2031-05-12T10:00", "+02:00"),
        ("2031-05-12T10:00:00.512Z", "2031-05-12T10:00", "+00:00"),
        ("2031/05/12 10:00:36", "2031-05-12T10:00", None),
        ("Mon, 12 May 2031 10:00:36 GMT", "2031-05-12T10:00", "+00:00"),
        ("2031-05-12", "2031-05-12", None),
    ],
)
def test_an_instant_is_read_in_every_form_of_metadata(text: str, value: str, zone: str | None) -> None:
    instant = parse_instant(text, "meta date")
    assert instant is not None
    assert (instant.value, instant.zone) == (value, zone)


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("Publié le 19 juillet 2031 à 08h40 (heure de Paris)", "+02:00"),
        ("Publié le 19 janvier 2031 à 08h40, heure de Paris", None),
        ("Publié le 19 janvier 2031 à 08h40 heure de Paris", "+01:00"),
        ("Posted 5:12 AM ET, Tue January 21, 2031", "-05:00"),
        ("July 21, 2031 at 5:12 PM ET", "-04:00"),
        ("3 mars 2031 à 8h00 TU", "+00:00"),
        ("Publié le 11 août 2031 à 13 h 20 HAE", "-04:00"),
        ("Publié le 11 janvier 2031 à 13 h 20 HNE", "-05:00"),
        ("November 28, 2031 08:53 pm | Updated November 29, 2031 10:17 am IST", "+05:30"),
        ("Published July 3, 2031 at 9:10 AM, updated November 29, 2031 10:17 am ET", "-04:00"),
        ("Published July 3, 2031, updated November 29, 2031 10:17 am ET", None),
        ("3 mars 2031 à 8h00", None),
    ],
)
def test_a_clock_time_named_in_words_has_its_offset_of_that_day(line: str, zone: str | None) -> None:
    assert find_stamps(line)[0].zone == zone


@pytest.mark.parametrize(
    "line", ["19/08/2031 a las 20:31", "19/08/2031, ore 20:31", "19/08/2031 alle ore 20:31", "19/08/2031, a las 20:31"]
)
def test_a_clock_time_is_read_behind_its_word(line: str) -> None:
    assert [s.value for s in find_stamps(line)] == ["2031-08-19T20:31"]


def test_an_update_by_its_clock_alone_keeps_afternoon_and_zone() -> None:
    stamps = find_stamps("Published March 4, 2031 at 9:10 AM ET | Updated 4:40 PM ET")
    assert [(s.value, s.zone) for s in stamps] == [("2031-03-04T09:10", "-05:00"), ("2031-03-04T16:40", "-05:00")]


def test_the_first_time_is_made_as_exact_as_the_others_allow() -> None:
    day, stamp = page_time("2031-03-04", "metadata"), page_time("2031-03-04T10:02", "stamp")
    assert sharpen([day, stamp])[0] is stamp
    bare, zoned = page_time("2031-03-04T10:02", "metadata"), page_time("2031-03-04T10:02", "stamp", "+01:00")
    assert (sharpen([bare, zoned])[0].zone, sharpen([bare, zoned])[0].basis) == ("+01:00", "metadata")
    other = page_time("2031-03-04T09:02", "metadata", "+00:00", rule="another field")
    assert sharpen([bare, other])[0] is other
    assert sharpen([bare, page_time("2031-03-03T10:00", "url")])[0] is bare
    assert sharpen([]) == []


def test_an_update_is_one_only_when_it_is_later_on_any_clock() -> None:
    first = page_time("2031-03-04T10:00", "metadata", "+02:00")
    assert not is_later(page_time("2031-03-04T08:00", "metadata", "+00:00"), first)
    assert is_later(page_time("2031-03-04T08:01", "metadata", "+00:00"), first)
    assert not is_later(page_time("2031-03-04", "metadata"), first)
    assert is_later(page_time("2031-03-05", "metadata"), first)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Par Inès Tavernol, avec AFP", ["Inès Tavernol"]),
        ("By Felix Arroway, Staff Writer", ["Felix Arroway"]),
        ("Maud Ellery and Tom Kessock", ["Maud Ellery", "Tom Kessock"]),
        ("Propos recueillis par Jeanne Albaret", ["Jeanne Albaret"]),
        ("Par Rémi Fontanel | Publié le jeudi 11 septembre 2031 à 17:26", ["Rémi Fontanel"]),
        ("Par Basile Ormond le", ["Basile Ormond"]),
        ("Jean de La Tour et Li Wei", ["Jean de La Tour", "Li Wei"]),
        ("La rédaction", []),
        ("By WKTR Staff", []),
        ("AFP", []),
    ],
)
def test_a_byline_gives_the_people_it_names(line: str, names: list[str]) -> None:
    assert person_names(line) == names


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("Le pont. (Photo Lumen)", "Le pont.", "Photo Lumen"),
        ("Le siège ( AFP / KOEN DRIESSEN )", "Le siège", "AFP / KOEN DRIESSEN"),
        ("Des ruches vides. © Quatre-Rives - M. Corbin", "Des ruches vides.", "© Quatre-Rives - M. Corbin"),
        ("Le front du glacier. Photo Alpes Actu / R. F.", "Le front du glacier.", "Photo Alpes Actu / R. F."),
        ("A sleeper waits. Photo by Ines Calder", "A sleeper waits.", "Photo by Ines Calder"),
        ("La platea (foto Ansaldi)", "La platea", "foto Ansaldi"),
        ("© Lumen", None, "© Lumen"),
        ("Le maire (à gauche)", "Le maire (à gauche)", None),
        ("Cranes at the terminal. File photo", "Cranes at the terminal. File photo", None),
        ("Une photo de la rade prise en 1912", "Une photo de la rade prise en 1912", None),
    ],
)
def test_a_caption_is_parted_from_its_credit(text: str, caption: str | None, credit: str | None) -> None:
    assert split_credit(text) == (caption, credit)


TEXTS = {
    "fr": "L’été à Dornay : « dix œufs » coûtent 3 €",
    "ru": "Мост закроют на три месяца, сообщила мэрия",
    "ja": "橋は三か月閉鎖されると市長が発表した",
    "zh": "大桥将关闭三个月，市长宣布",
}


@pytest.mark.parametrize(
    ("language", "written", "declared"),
    [
        ("fr", "cp1252", "iso-8859-1"),
        ("fr", "cp1252", "windows-1252"),
        ("fr", "cp1252", "utf-8"),
        ("fr", "cp1252", None),
        ("fr", "utf-8", None),
        ("fr", "utf-8", "iso-8859-15"),
        ("fr", "utf-8", "windows-1252"),
        ("fr", "utf-16", None),
        ("fr", "utf-16-le", None),
        ("fr", "utf-8-sig", "iso-8859-1"),
        ("fr", "cp1252", "no-such-set"),
        ("ru", "koi8-r", "koi8-r"),
        ("ru", "cp1251", "windows-1251"),
        ("ja", "shift_jis", "shift_jis"),
        ("ja", "euc_jp", "euc-jp"),
        ("zh", "gb18030", "gb2312"),
        ("zh", "gb18030", "gb18030"),
    ],
)
@pytest.mark.parametrize("by", ["charset", "http-equiv"])
def test_character_sets_are_read_as_browsers_do(language: str, written: str, declared: str | None, by: str) -> None:
    tag = f'<meta charset="{declared}">' if by == "charset" else f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    page = f"<html><head>{tag if declared else ''}<title>x</title></head><body><p>{TEXTS[language]}</p></body></html>"
    assert TEXTS[language] in decode_page(page.encode(written))


@pytest.mark.parametrize(
    ("language", "written"), [("ru", "koi8-r"), ("ru", "cp1251"), ("ja", "shift_jis"), ("ja", "euc_jp"), ("zh", "gb18030")]
)
def test_an_undeclared_page_in_another_script_is_told_by_its_letters(language: str, written: str) -> None:
    long = {
        "ru": "Мост закроют на три месяца, сообщила мэрия города. Жители недовольны решением и требуют встречи с главой района.",
        "ja": "橋は三か月閉鎖されると市長が発表した。住民は説明会を求めている。商店街は客足の減少を心配している。",
        "zh": "大桥将关闭三个月，市长宣布。居民要求召开说明会，商户担心客流减少。",
    }[language] * 4
    assert long in decode_page(f"<html><body><p>{long}</p></body></html>".encode(written))


def test_labels_stand_for_the_larger_set_that_browsers_read() -> None:
    page = '<html><head><meta charset="{}"></head><body>{}</body></html>'
    assert "镕" in decode_page(page.format("gb2312", "朱镕基").encode("gb18030"))
    assert "①" in decode_page(page.format("shift_jis", "①").encode("cp932"))


def test_the_media_type_outweighs_what_the_page_declares() -> None:
    page = f'<html><head><meta charset="utf-8"></head><body>{TEXTS["ru"]}</body></html>'
    assert TEXTS["ru"] in decode_page(page.encode("koi8-r"), "text/html; charset=koi8-r")


def test_the_first_paragraph_is_no_part_of_the_caption_beside_it() -> None:
    text = "Le conseil a voté mercredi soir la fermeture du pont pour trois mois, par trente voix contre neuf, après un long débat."
    shown = '<div class="wp-caption"><img src="p.jpg"><p class="wp-caption-text">Le pont (photo Lumen)</p></div>'
    other = text.replace("mercredi", "jeudi")
    page = f"<html><body><article><h1>Le pont fermera</h1>{shown}<p>{text}</p><p>{other}</p></article></body></html>"
    article = read_page(page, url="https://courrier.test/pont", media_type="text/html")
    kinds = {block.kind: article.text[block.start : block.end] for block in article.blocks}
    assert (kinds["caption"], kinds["credit"], kinds["lead"]) == ("Le pont", "photo Lumen", text)
    assert [(i.url, i.caption, i.credit) for i in article.images] == [("p.jpg", "Le pont", "photo Lumen")]


def test_times_that_lost_stay_as_alternatives() -> None:
    text = "Le conseil a voté mercredi soir la fermeture du pont pour trois mois, par trente voix contre neuf, après un long débat."
    head = (
        '<meta name="date" content="2031-03-01T08:00:00+01:00"><script type="application/ld+json">{"@type":"NewsArticle",'
        '"datePublished":"2031-03-04T10:00:00+01:00","dateModified":"2031-03-04T09:00:00Z"}</script>'
    )
    page = f"<html><head>{head}</head><body><article><h1>Le pont fermera</h1><p>{text}</p><p>{text[::-1]}.</p></article></body></html>"
    article = read_page(page, url="https://courrier.test/2031/03/05/pont", media_type="text/html")
    assert article.published is not None
    assert (article.published.value, article.published.zone) == ("2031-03-04T10:00", "+01:00")
    assert [(a.value, a.basis) for a in article.published.alternatives] == [("2031-03-01T08:00", "metadata"), ("2031-03-05", "url")]
    assert article.updated is None
