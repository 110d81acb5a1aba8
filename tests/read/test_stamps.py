"""Printed stamps: every way in which pages print a date and a clock time."""

import pytest

from recoupe.read.stamps import find_stamps, stamp_roles, url_date

PRINTED = [
    ("04.03.2031, 03:5904.03.2031, 08:22", ["2031-03-04T03:59", "2031-03-04T08:22"]),
    ("04/03/2031 à 14:15", ["2031-03-04T14:15"]),
    ("Publié le 4 mars 2031 à 07h15, mis à jour le 5 mars 2031 à 8h", ["2031-03-04T07:15", "2031-03-05T08:00"]),
    ("Publié le 4 mars 2031 à 07h15, mis à jour à 09h20", ["2031-03-04T07:15", "2031-03-04T09:20"]),
    ("• 12/09/2031 à 17:24", ["2031-09-12T17:24"]),
    ("Rédigé le Dimanche 10 Septembre 2031 à 10:57 | | 0 commentaire(s)|", ["2031-09-10T10:57"]),
    ("March 4, 2031 11:03 PM", ["2031-03-04T23:03"]),
    ("Published 9:09 AM EST Nov 20, 2031", ["2031-11-20T09:09"]),
    ("2031-03-04T03:59:22+02:00", ["2031-03-04T03:59"]),
    ("1er janvier 2031 - 12h05", ["2031-01-01T12:05"]),
    ("March 4, 2031 7:12 AM UTC Updated 3 hours ago", ["2031-03-04T07:12"]),
    ("4 mars 2031, mis à jour il y a 3 h", ["2031-03-04"]),
    ("10.000 morts et 3.840 blessés", []),
    ("le 31 février 2031", []),
]


@pytest.mark.parametrize(("line", "values"), PRINTED)
def test_a_printed_date_is_read_to_its_minute(line: str, values: list[str]) -> None:
    assert [s.value for s in find_stamps(line)] == values


def test_a_zone_is_kept_only_where_it_is_printed() -> None:
    assert [s.zone for s in find_stamps("Updated: 20 Nov 2031, 10:12 GMT")] == ["+00:00"]
    assert [s.zone for s in find_stamps("20.11.2031, 10:12")] == [None]


def test_a_day_without_a_year_is_marked_as_such() -> None:
    (stamp,) = find_stamps("le 14 septembre 22:04")
    assert (stamp.has_year, stamp.value) == (False, "XXXX-09-14T22:04")


def test_month_first_is_a_choice_where_both_readings_exist() -> None:
    assert find_stamps("03/04/2031", month_first=True)[0].value == "2031-03-04"
    assert find_stamps("03/04/2031")[0].value == "2031-04-03"
    assert find_stamps("25/04/2031", month_first=True)[0].value == "2031-04-25"


def test_of_two_unnamed_stamps_the_later_is_the_update() -> None:
    published, updated = stamp_roles(find_stamps("04.03.2031, 03:5904.03.2031, 08:22"))
    assert published is not None
    assert updated is not None
    assert (published.value, updated.value) == ("2031-03-04T03:59", "2031-03-04T08:22")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2031/03/04/pont.html", "2031-03-04"),
        ("https://a.example/amp/20310304/pont-10615.html", "2031-03-04"),
        ("https://a.example/pont/2031-03-04/article/586454", "2031-03-04"),
        ("https://a.example/2031/03/pont.html", "2031-03"),
        ("https://a.example/article/20311399", None),
        ("https://a.example/2031/03/04/retour-sur-2030-01-02", None),
        ("https://a.example/p?date=2031-03-04", None),
    ],
)
def test_an_address_gives_its_day_or_month_or_nothing(url: str, day: str | None) -> None:
    assert url_date(url) == day
