"""Entities: spellings, short names, slips, offices and metonyms linked; near namesakes kept apart."""

from itertools import permutations

import pytest
from msgspec.structs import replace

from recoupe.languages.countries import country_named, country_of_capital
from recoupe.records import Annotations, Article, Block, Entity, EntityKind, Mention, PageRef, Span, Time
from recoupe.stories import link_entities
from recoupe.stories.spelling import edit_distance, is_misspelling, name_tokens, same_sound

Named = tuple[str, EntityKind] | tuple[str, EntityKind, str] | tuple[str, EntityKind, str, str | None]


class Pages:
    """Pages built by hand: a sentence a line, the mentions named in order."""

    def __init__(self) -> None:
        self.articles: list[Article] = []
        self.notes: dict[str, Annotations] = {}

    def add(self, *rows: tuple[str, list[Named]], day: str | None = "2031-01-14") -> "Pages":
        """One article: (sentence, [(form, kind, role, head)]); a form whose role it ends with is a description."""
        name, text = f"a{len(self.articles)}", ""
        sentences, mentions, blocks = [], [], []
        for sentence, named in rows:
            start, at = len(text), len(text)
            text += sentence + "\n"
            sentences.append(Span(start=start, end=start + len(sentence)))
            blocks.append(Block(kind="paragraph", start=start, end=start + len(sentence)))
            for form, kind, *more in named:
                at = text.index(form, at)
                head = more[1] if len(more) > 1 else (country_named(form) or country_of_capital(form) if kind == "place" else None)
                mentions.append(Mention(start=at, end=at + len(form), kind=kind, form=form, role=more[0] if more else None, head=head))
                at += len(form)
        when = Time(value=day, first_day=day, last_day=day) if day else None
        self.articles.append(Article(id=name, page=PageRef(), text=text, language="fr", blocks=tuple(blocks), published=when))
        self.notes[name] = Annotations(article=name, language="fr", sentences=tuple(sentences), mentions=tuple(mentions))
        return self

    def link(self) -> tuple[Entity, ...]:
        return link_entities(self.articles, self.notes)

    def kinds(self) -> dict[str, dict[str, str]]:
        """Form kinds by form, by entity name."""
        return {e.name: {f.text: f.kind for f in e.forms} for e in self.link()}


def named(*forms: str, kind: EntityKind = "person") -> tuple[str, list[Named]]:
    return ", puis ".join(forms) + ".", [(f, kind) for f in forms]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Choulgine", "Shulgin"),
        ("Bratchenko", "Brachenko"),
        ("Severotchny", "Severochny"),
        ("Oussama", "Usama"),
        ("Sergueï", "Sergei"),
        ("Mismahi", "Mosmahi"),
    ],
)
def test_transcriptions_of_one_name_sound_the_same(a: str, b: str) -> None:
    assert same_sound(name_tokens(a), name_tokens(b))


@pytest.mark.parametrize(
    ("a", "b"), [("Pak Song-ho", "Pak Song-su"), ("Jean-Luc Brévannes", "Jean-Louis Brévannes"), ("Sonde-24", "Sonde-25"), ("Ba", "Bo")]
)
def test_other_names_are_neither_transcriptions_nor_slips(a: str, b: str) -> None:
    assert not same_sound(name_tokens(a), name_tokens(b))
    assert not is_misspelling(name_tokens(a), name_tokens(b))


@pytest.mark.parametrize(("a", "b", "expected"), [("jong", "jon", 1), ("abcd", "abdc", 1), ("roman", "roman", 0), ("a", "abcdefgh", 4)])
def test_edit_distance_counts_letters(a: str, b: str, expected: int) -> None:
    assert edit_distance(a, b) == expected == edit_distance(b, a)


def test_hyphens_case_and_accents_make_variants() -> None:
    pages = Pages().add(named("Pak Song-ho", "Pak Song-ho")).add(named("Pak Song Ho", "PAK SONG-HO"))
    assert pages.kinds() == {"Pak Song-ho": {"Pak Song-ho": "name", "Pak Song Ho": "variant", "PAK SONG-HO": "variant"}}


def test_a_short_name_goes_to_the_person_its_own_page_names_in_full() -> None:
    pages = Pages().add(named("Aline Dessambre", "Dessambre")).add(named("Marc Dessambre", "Dessambre"))
    found = {e.name: sorted({p.article for f in e.forms for p in f.passages}) for e in pages.link()}
    assert found == {"Aline Dessambre": ["a0"], "Marc Dessambre": ["a1"]}


def test_the_first_word_of_a_name_may_stand_for_it() -> None:
    assert Pages().add(named("Pak Song-ho", "Pak")).kinds() == {"Pak Song-ho": {"Pak Song-ho": "name", "Pak": "short"}}


def test_a_slip_stays_with_its_owner_marked() -> None:
    pages = Pages().add(named("Odile Grandprez", "Odile Grandprez"), named("Odile Granprez")).add(named("Odile Grandprez"))
    assert pages.kinds() == {"Odile Grandprez": {"Odile Grandprez": "name", "Odile Granprez": "misspelling"}}


@pytest.mark.parametrize(
    "pages",
    [
        Pages().add(named(*["Ilan Vareth"] * 3), named("Ilan Vareth", "Ilian Vareth")),
        Pages().add(named(*["Ilan Vareth"] * 3), ("Son père Ilian Vareth est mort.", [("Ilian Vareth", "person")])),
        Pages().add(
            ("Le maire actuel, Ilan Vareth.", [("Ilan Vareth", "person", "maire")]),
            ("L'ancien maire Ilian Vareth.", [("Ilian Vareth", "person", "ancien maire")]),
        ),
        Pages().add(named("Ilan Vareth", "Ilan Vareth")).add(named("Ilian Vareth")).add(named("Ilian Vareth", "Ilan Vareth")),
    ],
    ids=["one sentence", "a father", "a former office", "several pages"],
)  # fmt: skip
def test_persons_whose_names_differ_by_a_letter_stay_two(pages: Pages) -> None:
    assert set(pages.kinds()) == {"Ilan Vareth", "Ilian Vareth"}


def test_a_slip_goes_to_the_nearer_of_two_namesakes() -> None:
    pages = Pages().add(named("Pak Song-ho", "Pak Song-ho", "Pak Song-su"), named("Pak Son-su"), named("Pak Tong-ho"))
    found = pages.kinds()
    assert found["Pak Song-ho"] == {"Pak Song-ho": "name", "Pak Tong-ho": "misspelling"}
    assert found["Pak Song-su"] == {"Pak Song-su": "name", "Pak Son-su": "misspelling"}


def test_a_description_goes_to_the_holder_of_the_office_at_about_that_time() -> None:
    office, again = ("Le président belge", "person", "président belge", "BE"), "Le chef de l'État belge"
    pages = Pages().add(("Le président belge Jean Brévannes.", [office, ("Jean Brévannes", "person", "président belge")]))
    described, name = pages.notes["a0"].mentions
    pages.notes["a0"] = replace(pages.notes["a0"], mentions=(replace(described, refers_to=1), name))
    pages.add((f"{again} est venu.", [(again, "person", "chef de l'État belge", "BE")]), day="2031-01-20")
    pages.add(("Le président belge est venu.", [office]), day="2034-01-20")
    by_article = {p.article: e.name for e in pages.link() for f in e.forms for p in f.passages}
    assert by_article["a1"] == "Jean Brévannes"
    assert by_article["a2"] != "Jean Brévannes"


def test_a_capital_is_its_country_where_it_acts_and_a_town_where_one_is() -> None:
    pages = Pages().add(
        ("Oslo refuse, dit la Norvège.", [("Oslo", "place"), ("Norvège", "place")]), ("Il est mort à Oslo.", [("Oslo", "place")])
    )
    assert pages.kinds() == {"Norvège": {"Oslo": "metonym", "Norvège": "name"}, "Oslo": {"Oslo": "name"}}


def test_every_mention_is_in_exactly_one_entity_and_order_changes_nothing() -> None:
    pages = (
        Pages().add(named("Pak Song-ho", "Pak", "Pak Song-su")).add(named("Oslo", kind="place"), named("Mosapress", kind="organization"))
    )
    pages.add(named("Pak Tong-ho", "Pak Song-ho"))
    results = {link_entities(list(order), pages.notes) for order in permutations(pages.articles)}
    assert len(results) == 1
    passages = [(p.article, p.start, p.end) for e in next(iter(results)) for f in e.forms for p in f.passages]
    wanted = [(a, m.start, m.end) for a, n in pages.notes.items() for m in n.mentions]
    assert sorted(passages) == sorted(wanted)


def test_ids_are_unique_and_names_are_never_descriptions_where_there_is_a_name() -> None:
    found = Pages().add(named("Aline Dessambre", "Dessambre", "Roncheval"), named("Roncheval", kind="place")).link()
    assert len({e.id for e in found}) == len(found)
    assert all(e.id.startswith("e") and len(e.id) == 11 for e in found)
