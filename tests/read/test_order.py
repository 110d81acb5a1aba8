"""How a page writes 03/04/2031: by its language tag, its country, its other dates; else as Americans do, the other reading kept."""

import pytest

from recoupe.annotate.times import find_times
from recoupe.read import read_page
from recoupe.read.order import DateOrder, find_order

ENGLISH = "A landslip shut the coast road on Monday, the council said, and nobody was hurt. Published 04/05/2031."

ORDERS = [
    (ENGLISH, "en-GB", (), (), DateOrder(False)),
    (ENGLISH, "en-US", (), (), DateOrder(True)),
    (ENGLISH, None, ("https://herald.co.uk/a",), (), DateOrder(False)),
    (ENGLISH, None, (None, "https://herald.co.uk/a"), (), DateOrder(False)),
    (ENGLISH, None, ("https://herald.eu/a",), (), DateOrder(False)),
    (ENGLISH, None, ("https://herald.com/a",), (), DateOrder(True, sure=False)),
    (ENGLISH, None, ("https://herald.com/a",), ("2031-05-04",), DateOrder(False)),
    (ENGLISH, None, ("https://herald.com/a",), ("2031-04-05",), DateOrder(True)),
    (f"{ENGLISH} Updated 25/05/2031.", "en", (), (), DateOrder(False)),
    (f"{ENGLISH} Updated 04/25/2031.", "en", (), (), DateOrder(True)),
    ("Un glissement de terrain a coupé la route lundi, dit la mairie. Publié le 04/05/2031.", "en-US", (), (), DateOrder(False)),
]


@pytest.mark.parametrize(("text", "tag", "addresses", "days", "order"), ORDERS)
def test_the_order_of_day_and_month(
    text: str, tag: str | None, addresses: tuple[str | None, ...], days: tuple[str, ...], order: DateOrder
) -> None:
    assert find_order(text, tag, addresses, days) == order


def page_of(tag: str, address: str) -> str:
    return (
        f'<!doctype html><html lang="{tag}"><head><title>Landslip shuts coast road</title><link rel="canonical" href="{address}"></head>'
        "<body><article><h1>Landslip shuts coast road</h1><p>Published 04/05/2031</p><p>A landslip shut the coast road at Penrowan on "
        "Monday, stranding dozens of holidaymakers.</p><p>Nobody was hurt, the council said. The last one was on 07/06/2029, it said.</p>"
        "</article></body></html>"
    )


@pytest.mark.parametrize(
    ("tag", "address", "published", "told", "others"),
    [
        ("en", "https://www.herald.co.uk/news/landslip", "2031-05-04", "2029-06-07", []),
        ("en-GB", "https://www.herald.example/landslip", "2031-05-04", "2029-06-07", []),
        ("en-US", "https://www.herald.example/landslip", "2031-04-05", "2029-07-06", []),
        ("en", "https://www.herald.example/landslip", "2031-04-05", "2029-07-06", ["2031-05-04"]),
    ],
)
def test_stamps_and_sentences_of_one_page_are_read_in_one_order(
    tag: str, address: str, published: str, told: str, others: list[str]
) -> None:
    article = read_page(page_of(tag, address))
    assert article.published is not None
    assert (article.published.value, [a.value for a in article.published.alternatives]) == (published, others)
    assert told in [t.value for t in find_times(article)]
