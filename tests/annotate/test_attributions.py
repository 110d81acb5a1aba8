"""Attributions: who is said to say what, through whom, when; every sentence is invented."""

import pytest

from recoupe.annotate.attributions import find_attributions
from recoupe.annotate.engine import parse_article
from recoupe.annotate.mentions import find_mentions
from recoupe.annotate.sentences import read_sentences
from recoupe.annotate.times import find_times
from recoupe.read import article_from_text
from recoupe.records import Article, Attribution, TimeExpression


def _read(text: str, language: str) -> tuple[Article, tuple[TimeExpression, ...], tuple[Attribution, ...]]:
    article = article_from_text(text, language=language, published="2031-03-05")
    parse = parse_article(article)
    times = find_times(article)
    mentions = find_mentions(parse)
    return article, times, find_attributions(parse, tuple(read_sentences(parse, mentions, times)), mentions, times)


def _found(text: str, language: str) -> list[tuple[str, str]]:
    article, _, attributions = _read(text, language)
    return [(" < ".join(link.name for link in a.links), article.text[a.scope.start : a.scope.end]) for a in attributions]


FRENCH = [
    # clause after the verb
    ("La préfète a affirmé que le barrage avait tenu.", "préfète", "le barrage avait tenu"),
    ("Le parquet a fait savoir jeudi que l'enquête était close.", "parquet", "l'enquête était close"),
    ("Les experts estiment également que la digue cédera.", "experts", "la digue cédera"),
    ("Le ministre a assuré à son homologue que les prix baisseraient.", "ministre", "les prix baisseraient"),
    ("Anne Colmar a souligné, lors d'une visite, que la paix était proche.", "Anne Colmar", "la paix était proche"),
    ("Le porte-parole du port, Jean Dorval, a indiqué lundi que rien n'était prévu.", "Jean Dorval", "rien n'était prévu"),
    ("Le ministère a démenti que des soldats aient été tués.", "ministère", "des soldats aient été tués"),
    ("Le témoin raconte : il a vu la voiture tomber.", "témoin", "il a vu la voiture tomber"),
    ("Le gouvernement s'attend à ce que la crue dure.", "gouvernement", "la crue dure"),
    # incise and inversion
    ("Le pont a été fermé, a annoncé le maire.", "maire", "Le pont a été fermé"),
    ("Le texte sera voté en juin, affirme le sénateur.", "sénateur", "Le texte sera voté en juin"),
    ("Les trains circulent de nouveau, a fait savoir la compagnie.", "compagnie", "Les trains circulent de nouveau"),
    ("Trois ouvriers sont morts, ont annoncé lundi les secours.", "secours", "Trois ouvriers sont morts"),
    ("« Nous partirons », a lancé Jeanne Morvan, la présidente du club.", "Jeanne Morvan", "« Nous partirons »"),
    ("Les routes sont coupées ; la gare est fermée, précise la préfecture.", "préfecture", "Les routes sont coupées ; la gare est fermée"),
    ("Comme l'a rappelé le juge, la loi interdit ces contrats.", "juge", "la loi interdit ces contrats"),
    ("Le club aurait déposé une offre, croit savoir le journal.", "journal", "Le club aurait déposé une offre"),
    # prepositions
    ("Selon la police, deux hommes ont fui.", "police", "deux hommes ont fui"),
    ("Deux hommes ont fui, d'après la police.", "police", "Deux hommes ont fui"),
    ("De source policière, deux hommes ont fui.", "source policière", "deux hommes ont fui"),
    ("La réunion, qui, selon les syndicats, vise à apaiser les esprits, est reportée.", "syndicats", "vise à apaiser les esprits"),
    ("L'accord pourrait mener, selon eux, à une trêve.", "eux", "L'accord pourrait mener, selon eux, à une trêve"),
    ("Pour l'économiste Marc Lenoir, la crise va durer.", "Marc Lenoir", "la crise va durer"),
    ("À en croire le maire, les travaux finiront en mai.", "maire", "les travaux finiront en mai"),
    # nouns that carry the news
    ("Le gouvernement a confirmé la visite du roi.", "gouvernement", "la visite du roi"),
    ("L'opposition réclame le départ du ministre.", "opposition", "le départ du ministre"),
    ("Le maire de Brume, Luc Tavel, dément avoir reçu de l'argent.", "Luc Tavel", "avoir reçu de l'argent"),
    ("Le ministère a accusé les rebelles d'avoir miné la route.", "ministère", "les rebelles d'avoir miné la route"),
    ("Les autorités ont mis en garde contre de nouvelles crues.", "autorités", "de nouvelles crues"),
    ("La présidente a qualifié mercredi de « priorité » la réforme.", "présidente", "de « priorité » la réforme"),
    ("L'entreprise, qui nie toute fraude, a fermé.", "entreprise", "toute fraude"),
    # passive
    ("La signature de l'accord a été évoquée par la présidence.", "présidence", "La signature de l'accord"),
    ("Le groupe est accusé par les riverains de cacher un rapport.", "riverains", "de cacher un rapport"),
    # colon and heading
    ("Luc Tavel : « Nous n'avons pas peur »", "Luc Tavel", "« Nous n'avons pas peur »"),
    ("Bilan provisoire du ministère : douze morts.", "ministère", "douze morts"),
    # chains, nearest to the fact first
    ("Le ministre a indiqué que le pont rouvrirait, ont rapporté les médias d'État.", "ministre < médias d'État", "le pont rouvrirait"),
    ("Le pont rouvrira, a dit à l'AFP le maire.", "maire < AFP", "Le pont rouvrira"),
    ("Le pont rouvrira, a indiqué le maire dans un communiqué.", "maire < communiqué", "Le pont rouvrira"),
    ("L'eau est potable, selon un rapport du ministère.", "ministère < rapport", "L'eau est potable"),
    ("La foule a fui, selon une vidéo publiée par la police.", "vidéo < police", "La foule a fui"),
    ("Le communiqué de la mairie se borne à dire que la route est ouverte.", "mairie < communiqué", "la route est ouverte"),
    # how far the words reach
    ("Le maire a dit que le pont rouvrirait, mais les travaux continuent.", "maire", "le pont rouvrirait"),
    ("Le maire a dit que le car partait vers la gare, où le ministre est arrivé lundi.", "maire", "le car partait vers la gare"),
    ("La police parle de 12 morts, les pompiers de 15.", "pompiers", "de 15"),
]  # fmt: skip

ENGLISH = [
    ("The mayor said that the bridge would reopen.", "mayor", "the bridge would reopen"),
    ("Police said two men had been arrested.", "Police", "two men had been arrested"),
    ("Two men were arrested, police said on Monday.", "police", "Two men were arrested"),
    ('"We will not leave," said Tom Hardwick, a farmer.', "Tom Hardwick", '"We will not leave,"'),
    ("According to the ministry, talks have failed.", "ministry", "talks have failed"),
    ("Talks have failed, according to a government official.", "government official", "Talks have failed"),
    ("The minister told reporters that taxes would rise.", "minister", "taxes would rise"),
    ("The company denied that it had hidden the report, Reuters reported.", "company < Reuters", "it had hidden the report"),
    ("The United Nations fears a famine in the north.", "United Nations", "a famine in the north"),
    ("The ministry did not confirm that soldiers had been killed.", "ministry", "soldiers had been killed"),
    ("In a statement, the firm said it was sorry.", "firm < statement", "it was sorry"),
    ("Three workers died, the fire service said, adding that a fourth was missing.", "fire service", "a fourth was missing"),
    ("The newspaper said, citing two sources, that the deal was dead.", "newspaper", "the deal was dead"),
    ("The driver, who denies any wrongdoing, will appear in court.", "driver", "any wrongdoing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sources", "scope"), FRENCH, ids=[t for t, _, _ in FRENCH])
def test_a_french_report_gives_its_sources_and_its_words(text: str, sources: str, scope: str) -> None:
    assert (sources, scope) in _found(text, "fr")


@pytest.mark.parametrize(("text", "sources", "scope"), ENGLISH, ids=[t for t, _, _ in ENGLISH])
def test_an_english_report_gives_its_sources_and_its_words(text: str, sources: str, scope: str) -> None:
    assert (sources, scope) in _found(text, "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le barrage a cédé mardi et les pompiers ont évacué deux villages.", "fr"),
        ("Le ministre a trinqué avec les ouvriers, puis il est parti.", "fr"),
        ("Les deux hommes se sont salués devant la gare.", "fr"),
        ("La note sera payée selon les besoins.", "fr"),
        ("Le club a lancé une collecte.", "fr"),
        ("La mairie publiera son rapport en mai.", "fr"),
        ("The dam broke on Tuesday and two villages were flooded.", "en"),
        ("The minister will announce the budget on Friday.", "en"),
    ],
)
def test_what_the_outlet_says_itself_has_no_attribution(text: str, language: str) -> None:
    assert _found(text, language) == []


def test_the_time_of_saying_is_the_one_beside_the_cue() -> None:
    article, times, (found,) = _read("Le pont rouvrira vendredi, a annoncé mardi le maire.", "fr")
    assert found.said is not None
    assert article.text[times[found.said].start : times[found.said].end] == "mardi"


def test_a_pronoun_takes_the_name_of_the_last_speaker_and_its_own_place() -> None:
    article, _, found = _read("Anne Colmar a salué les secours. « Nous restons unis », a-t-elle ajouté.", "fr")
    link = found[-1].links[0]
    assert link.name == "Anne Colmar"
    assert article.text[link.passage.start : link.passage.end] == "elle"


@pytest.mark.parametrize(
    ("text", "role", "kind"),
    [
        ("Selon l'agence de presse Ortel, le pont a cédé.", "agency", "named"),
        ("Selon l'Agence nationale des ponts, le pont a cédé.", "speaker", "named"),
        ("Selon le quotidien local, le pont a cédé.", "medium", "role_only"),
        ("Selon des experts, le pont a cédé.", "speaker", "collective"),
        ("Selon une source proche du dossier, le pont a cédé.", "speaker", "anonymous"),
        ("Selon le rapport, le pont a cédé.", "document", "role_only"),
    ],
)
def test_a_source_is_told_by_its_noun(text: str, role: str, kind: str) -> None:
    link = _read(text, "fr")[2][0].links[0]
    assert (link.role, link.kind) == (role, kind)


@pytest.mark.parametrize(
    ("text", "verb", "negated"),
    [
        ("Le maire a annoncé que le pont rouvrirait.", "announce", False),
        ("Le maire craint que le pont ne cède.", "fear", False),
        ("Le maire n'a pas confirmé que le pont rouvrirait.", "confirm", True),
        ("Le maire nie que le pont soit fermé.", "deny", False),
    ],
)
def test_a_cue_has_a_class_and_may_be_negated(text: str, verb: str, negated: bool) -> None:
    found = _read(text, "fr")[2][0]
    assert (found.verb, found.negated) == (verb, negated)


@pytest.mark.parametrize("end", ["a-t-on appris de source proche de l'enquête.", "murmure-t-on au village.", "y dit-on, dans la rue."])
def test_an_impersonal_speaker_after_named_ones_costs_no_page(end: str) -> None:
    _, _, attributions = _read(f"La préfète Ada Lenz est arrivée.\nLe barrage, a-t-elle dit, tient.\nLe maire va partir, {end}", "fr")
    assert attributions[0].links[0].name == "Ada Lenz"


def test_every_name_is_the_words_of_its_passage_unless_it_resolves_a_pronoun() -> None:
    for table, language in ((FRENCH, "fr"), (ENGLISH, "en")):
        for text, _, _ in table:
            article, _, attributions = _read(text, language)
            for link in (link for a in attributions for link in a.links):
                assert article.text[link.passage.start : link.passage.end] == link.name
