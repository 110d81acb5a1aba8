"""A dossier -> one self-contained HTML page: Jinja2 with autoescape, styles and icons inside, no request of any kind."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from recoupe import records
from recoupe.dossier.view import DossierView, view_dossier
from recoupe.dossier.wording import load_wording

_OPEN_ARTICLES = 12
"""Up to this many articles of a story stand open; above, each is folded under its headline."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("recoupe.dossier", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_html(dossier: records.Dossier, lang: str = "fr") -> str:
    """The page; control characters and lone surrogates, which HTML cannot hold, become U+FFFD."""
    view: DossierView = view_dossier(dossier, load_wording(lang))
    environment = _environment()
    script = _source(environment, "open.js")
    page = environment.get_template("dossier.html").render(
        view=view,
        t=view.wording,
        style=_source(environment, "style.css"),
        script=script,
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        open_articles=_OPEN_ARTICLES,
    )
    return _CONTROL.sub("\ufffd", page)


def _source(environment: Environment, name: str) -> str:
    """A file of our own, put into the page as it is."""
    loader = environment.loader
    assert loader is not None
    return loader.get_source(environment, name)[0].strip()
