"""What an extractor takes for the body: pointers, notices and leftovers are told from the article's own stretches."""

import pytest

from recoupe.read.sift import sift_body

TITLE = "Le barrage de Sermoyen sera vidé avant l'hiver"
BODY = [
    ("paragraph", "Le barrage de Sermoyen sera vidé à partir du 4 octobre, a annoncé jeudi la société Hydrovie."),
    ("paragraph", "L'opération doit permettre de contrôler les vannes de fond, que les plongeurs n'ont pas pu atteindre pendant l'été."),
    ("subheading", "Les pêcheurs s'inquiètent"),
    ("paragraph", "La fédération de pêche craint que les boues ne tuent les truites de la Lorme en aval du barrage."),
    ("list", "trois vannes seront remplacées"),
    ("list", "la passe à poissons sera refaite"),
    ("paragraph", "Le préfet a promis que le débit de la rivière serait surveillé et la vidange arrêtée à la moindre alerte."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("foreign", "linked", "at"),
    [
        (("paragraph", "À Dornay, le tramway inauguré en présence du ministre"), True, 2),
        (("list", "Canicule : les gestes qui sauvent les poissons rouges"), True, 5),
        (("paragraph", "&lt;span style=\"display: none\"&gt;&lt;/span&gt;"), False, 1),
        (("paragraph", "<div class=\"pub\">"), False, 4),
        (("paragraph", "Inscrivez-vous à notre newsletter pour recevoir chaque matin l'essentiel de l'actualité"), False, 7),
        (("subheading", "Sur le même sujet"), False, 7),
        (("paragraph", "Tous droits réservés"), False, 7),
    ],
    ids=lambda value: value[1][:30] if isinstance(value, tuple) else "",
)  # fmt: skip
def test_a_pointer_notice_or_leftover_is_dropped_and_listed_wherever_it_stands(foreign, linked, at) -> None:
    stretches = [*BODY[:at], foreign, *BODY[at:]]
    kept, dropped = sift_body(stretches, TITLE, {foreign[1]} if linked else set())
    assert kept == BODY
    assert [part.text for part in dropped] == [foreign[1]]


@pytest.mark.parametrize(
    "own",
    [
        ("paragraph", "(ats/lmn)"),
        ("paragraph", "avec AFP"),
        ("paragraph", "Publié le 2 octobre 2031 à 18h05"),
        ("quote", "« Nous n'avons pas d'autre choix », a dit la directrice de la société, Maud Ferrec, devant cinquante habitants."),
    ],
    ids=lambda value: value[1][:20],
)  # fmt: skip
def test_what_signs_dates_or_ends_an_article_stays(own) -> None:
    assert sift_body([*BODY, own], TITLE, set())[0] == [*BODY, own]


def test_a_linked_subheading_and_a_linked_sentence_stay() -> None:
    linked = {BODY[2][1], BODY[3][1]}
    assert sift_body(BODY, TITLE, linked)[0] == BODY


def test_a_page_of_links_alone_is_left_as_it_was_found() -> None:
    links = [("list", f"La {n}e édition de la foire aux vins de Dornay") for n in range(2, 8)]
    assert sift_body(links, None, {text for _, text in links}) == (links, [])


def test_nothing_is_made_of_nothing() -> None:
    assert sift_body([], None, set()) == ([], [])
