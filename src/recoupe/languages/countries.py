"""Countries by name, demonym, capital and seat of power, from ``countries.toml``: the only gazetteer of the house."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources

import msgspec

from recoupe.records import Record
from recoupe.text import fold


class Country(Record, frozen=True, kw_only=True):
    """One country: its names and acronyms, demonyms (masculine singular), capitals, seats of power; its clock where it has one."""

    names: tuple[str, ...]
    demonyms_fr: tuple[str, ...] = ()
    demonyms_en: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    zone: str | None = None
    sold_domain: bool = False
    month_first: bool = False


@cache
def load_countries() -> dict[str, Country]:
    """Every country by its ISO 3166 code, sorted by code."""
    data = resources.files("recoupe").joinpath("languages/countries.toml").read_bytes()
    return dict(sorted(msgspec.toml.decode(data, type=dict[str, Country]).items()))


@lru_cache(maxsize=1 << 14)
def place_key(form: str) -> str:
    """Folded form without a leading article, hyphens as spaces: what place names are compared by."""
    key = " ".join(fold(form).replace("-", " ").split())
    for article in ("l'", "le ", "la ", "les ", "the "):
        if key.startswith(article) and len(key) > len(article) + 2:
            return key[len(article) :]
    return key


def country_named(form: str) -> str | None:
    """Code of the country with this name, official name or acronym; None for what names two countries."""
    return _names().get(place_key(form))


def country_of_capital(form: str) -> str | None:
    """Code of the country whose capital has this name."""
    capitals = _capitals()
    return capitals.get(place_key(form)) or capitals.get(fold(form))


def country_of_seat(form: str) -> str | None:
    """Code of the country whose government or head of state sits there, as ``Kremlin`` or ``White House``."""
    return _seats().get(place_key(form))


@lru_cache(maxsize=1 << 14)
def country_of_demonym(word: str) -> str | None:
    """Code of the country of a demonym in any gender and number, French or English."""
    return _demonyms().get(fold(word).replace("-", " "))


def country_like(form: str) -> str | None:
    """Code of the one country whose official name holds all words of a form of at least three words, as one cut short."""
    wanted = frozenset(place_key(form).split())
    if len(wanted) < 3:
        return None
    scored = [(len(wanted) / len(words), code) for words, code in _official_words() if wanted <= words]
    best = max(scored, default=(0.0, ""))
    rivals = {code for score, code in scored if score == best[0]}
    return best[1] if best[0] >= 0.6 and len(rivals) == 1 else None


def zone_of_country(code: str) -> str | None:
    """The zone, by its name in the tz database, that nearly all of a country keeps; None where its people keep several."""
    country = load_countries().get(code)
    return country.zone if country else None


def writes_month_first(language: str | None, country: str) -> bool:
    """Whether 03/04/2024 means the fourth of March in a language as a country writes it: in English, and in few countries."""
    found = load_countries().get(country)
    return language == "en" and found is not None and found.month_first


def country_of_domain(domain: str) -> str | None:
    """Code of the country whose own ending a domain has; endings that are sold to the whole world tell nothing."""
    ending = domain.rpartition(".")[2].upper()
    code = _ENDINGS.get(ending, ending)
    country = load_countries().get(code)
    return code if country is not None and not country.sold_domain else None


_ENDINGS = {"UK": "GB"}


def _index(rows: list[tuple[str, str]]) -> dict[str, str]:
    out: dict[str, str] = {}
    twice = set()
    for key, code in rows:
        if out.setdefault(key, code) != code:
            twice.add(key)
    return {key: code for key, code in out.items() if key not in twice}


@cache
def _names() -> dict[str, str]:
    return _index([(place_key(n), code) for code, c in load_countries().items() for n in c.names])


@cache
def _capitals() -> dict[str, str]:
    return _index([(place_key(n), code) for code, c in load_countries().items() for n in c.capitals])


@cache
def _seats() -> dict[str, str]:
    return _index([(place_key(n), code) for code, c in load_countries().items() for n in c.seats])


@cache
def _official_words() -> list[tuple[frozenset[str], str]]:
    rows = {(frozenset(place_key(n).split()), code) for code, c in load_countries().items() for n in c.names}
    return sorted(((words, code) for words, code in rows if len(words) > 3), key=lambda r: (r[1], sorted(r[0])))


@cache
def _demonyms() -> dict[str, str]:
    out: dict[str, str] = {}
    for code, country in load_countries().items():
        for base in country.demonyms_fr:
            for form in _french_forms(fold(base)):
                out.setdefault(form.replace("-", " "), code)
        for base in country.demonyms_en:
            for form in (fold(base), fold(base) + "s"):
                out.setdefault(form.replace("-", " "), code)
    return out


def _french_forms(base: str) -> tuple[str, ...]:
    doubled = base + base[-1] if base[-1] in "n" else base
    return (base, base + "s", base + "e", base + "es", doubled + "e", doubled + "es")
