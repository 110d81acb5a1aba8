"""Pages that stand in for another: error pages, gates that ask for a browser or a person -> rejected, where title and text both say so."""

from __future__ import annotations

import re
from functools import cache

from recoupe.errors import PageRejected
from recoupe.read.words import access_words, any_of
from recoupe.records import Article
from recoupe.text import fold, words

_LONGEST = 600  # characters of the text of such a page
_MORE = 4  # words of its title beside those that tell it: the site's name
_BARE = 8  # words of a text that says nothing beside its title


def refuse_blank(article: Article) -> None:
    """Raise PageRejected (``error_page``) where an article is the short text of a page that could not be shown."""
    if len(article.text) > _LONGEST:
        return
    titles = [fold(title) for title in article.titles or (article.text.split("\n", 1)[0][:_LONGEST],)]
    if not any(_is_told(title) for title in titles):
        return
    own = [word for word in words(article.text) if word not in {w for title in titles for w in words(title)}]
    if len(own) <= _BARE or _says().search(fold(article.text)):
        raise PageRejected("error_page", f"the page says {titles[0]!r} in place of an article; fetch it again, or leave it out")


def _is_told(title: str) -> bool:
    found = _heads().search(title)
    return found is not None and len(words(title[: found.start()])) + len(words(title[found.end() :])) <= _MORE


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{any_of(fold(w) for t in access_words() for w in t.error_titles)})(?![^\W_])")


@cache
def _says() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{any_of(fold(w) for t in access_words() for w in t.error_texts)})(?![^\W_])")
