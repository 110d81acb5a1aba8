#!/usr/bin/env python3
"""Score the reading of the golden pages (tests/read/golden) against their keys: one figure a line, `name value (hits/total)`.

    score_golden.py [FOLDER] [-v]

Shares are better high; captions_leaked, caption_pages_leaked, credits_leaked, foreign_kept and leads_invented better low.
-v lists every miss.
Times, names and leads count what is missing and what is invented: a hit must stand on both sides.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from recoupe.read import read_page
from recoupe.records import Article, Time

GOLDEN = Path(__file__).resolve().parents[1] / "tests" / "read" / "golden"
BODY = ("lead", "paragraph", "subheading", "list", "quote")
SHORT = 4
LOW = ("captions_leaked", "caption_pages_leaked", "credits_leaked", "foreign_kept", "leads_invented")
"""Figures that are better low: a tick is a fault there."""


class Tick(NamedTuple):
    """One thing asked of one page: the figure it counts for, whether it holds, and what was wanted and got."""

    figure: str
    holds: bool
    told: str

    @property
    def wrong(self) -> bool:
        """Whether the tick is a fault."""
        return self.holds if self.figure in LOW else not self.holds


def plain(text: str) -> str:
    """A text for comparison: one kind of apostrophe and of space, no brackets or full stop around it."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'").replace("\u00ad", "")
    return re.sub(r"\s+", " ", text).strip(" ()[]|").removesuffix(".").casefold()


def golden_pages(folder: Path = GOLDEN) -> dict[str, dict[str, Any]]:
    """The keys by the name of their page."""
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))}


def score_page(key: dict[str, Any], article: Article) -> list[Tick]:
    """Everything that the key of one page asks."""
    texts: dict[str, list[str]] = {}
    for block in article.blocks:
        texts.setdefault(block.kind, []).append(plain(article.text[block.start : block.end]))
    body = " ".join(plain(article.text[b.start : b.end]) for b in article.blocks if b.kind in BODY)
    return [
        *_times(key, article),
        *_heads(key, article),
        *_found("captions_found", key.get("captions", ()), texts.get("caption", ())),
        *_found("credits_found", key.get("credits", ()), texts.get("credit", ())),
        *_found("subheadings_kept", key.get("subheadings", ()), texts.get("subheading", ())),
        *_found("items_kept", key.get("items", ()), texts.get("list", ())),
        *_found("links_found", key.get("links", ()), [plain(x) for x in article.links]),
        *_images(key, article),
        *(Tick("paragraphs_kept", plain(text) in body, f"missing {text!r}") for text in key["body"]),
        *_leaks(key, body, {plain(article.text[b.start : b.end]) for b in article.blocks if b.kind in BODY}),
    ]


def _times(key: dict[str, Any], article: Article) -> Iterator[Tick]:
    figure = "instant_and_zone" if key.get("structured", True) else "printed_instant"
    sides: tuple[tuple[str, Time | None], ...] = (("published", article.published), ("updated", article.updated))
    for name, got in sides:
        want = tuple(key[name]) if name in key else None
        mine = (got.value, got.zone or "", got.basis) if got else None
        if want or mine:
            yield Tick(figure, bool(want and mine and want[:2] == mine[:2]), f"{name}: wanted {want}, got {mine}")
            yield Tick("basis", bool(want and mine and want[2] == mine[2]), f"{name}: wanted {want}, got {mine}")


def _heads(key: dict[str, Any], article: Article) -> Iterator[Tick]:
    yield Tick("titles", plain(key["title"]) == plain(article.title or ""), f"wanted {key['title']!r}, got {article.title!r}")
    if "titles" in key:
        yield Tick("titles", key["titles"] == list(article.titles), f"wanted {key['titles']}, got {list(article.titles)}")
    if "lead" in key:
        yield Tick("leads", plain(key["lead"]) == plain(article.lead or ""), f"wanted {key['lead']!r}, got {article.lead!r}")
    else:
        # Where no standfirst is printed, the first paragraph may stand as the lead; anything else is invented.
        mine = plain(article.lead or "")
        yield Tick("leads_invented", bool(mine) and plain(key["body"][0]) not in mine, f"got {article.lead!r}")
    outlet = (article.outlet.name, article.outlet.basis) if article.outlet and article.outlet.name else None
    if "outlet" in key or outlet:
        yield Tick("outlets", tuple(key.get("outlet", ())) == outlet, f"wanted {key.get('outlet')}, got {outlet}")
    yield from _same("bylines", key.get("bylines", ()), article.bylines)
    yield from _same("agencies", key.get("agencies", ()), [a.name for a in article.agencies])
    yield from _same(
        "datelines", [key["dateline"]] if "dateline" in key else (), [article.dateline.place or ""] if article.dateline else ()
    )
    yield from _same(
        "canonical", [key["canonical"]] if "canonical" in key else (), [article.canonical_url] if article.canonical_url else ()
    )


def _same(figure: str, want: Iterable[str], got: Iterable[str]) -> Iterator[Tick]:
    wanted, found = {plain(x) for x in want}, {plain(x) for x in got}
    for name in sorted(wanted | found):
        yield Tick(figure, name in wanted & found, f"{'missing' if name in wanted else 'invented'} {name!r}")


def _found(figure: str, want: Iterable[str], got: Iterable[str]) -> Iterator[Tick]:
    found = list(got)
    for text in want:
        yield Tick(figure, plain(text) in found, f"missing {text!r} among {found}")


def _images(key: dict[str, Any], article: Article) -> Iterator[Tick]:
    got = [(i.url or "", plain(i.caption or ""), plain(i.credit or "")) for i in article.images]
    for url, caption, credit in key.get("images", ()):
        holds = any(u.endswith(url) and (c, k) == (plain(caption), plain(credit)) for u, c, k in got)
        yield Tick("images", holds, f"missing {url}, {caption!r}, {credit!r} among {got}")


def _leaks(key: dict[str, Any], body: str, blocks: set[str]) -> Iterator[Tick]:
    # A caption of a few words may well be said in the text too: only a block of its own is a leak.
    leaked = [t for t in key.get("captions", ()) if (plain(t) in body if len(t.split()) > SHORT else plain(t) in blocks)]
    for text in key.get("captions", ()):
        yield Tick("captions_leaked", text in leaked, f"in the body: {text!r}")
    if key.get("captions"):
        yield Tick("caption_pages_leaked", bool(leaked), f"in the body: {leaked}")
    for text in key.get("credits", ()):
        yield Tick("credits_leaked", len(text) > 4 and plain(text) in body, f"in the body: {text!r}")
    for text in key.get("foreign", ()):
        yield Tick("foreign_kept", plain(text) in body, f"in the body: {text!r}")


def score_folder(folder: Path = GOLDEN) -> dict[str, list[Tick]]:
    """The ticks of every page of a folder."""
    out = {}
    for name, key in golden_pages(folder).items():
        article = read_page((folder / f"{name}.html").read_bytes(), url=key["url"], media_type="text/html")
        out[name] = score_page(key, article)
    return out


def shares(pages: dict[str, list[Tick]]) -> dict[str, tuple[int, int]]:
    """Hits and total of every figure over all pages."""
    out: dict[str, tuple[int, int]] = {}
    for ticks in pages.values():
        for tick in ticks:
            hits, total = out.get(tick.figure, (0, 0))
            out[tick.figure] = (hits + tick.holds, total + 1)
    return out


def main() -> int:
    """Print every figure; with -v every miss by its page first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=GOLDEN)
    parser.add_argument("-v", "--verbose", action="store_true", help="list every miss")
    options = parser.parse_args()
    pages = score_folder(options.folder)
    if options.verbose:
        for name, ticks in pages.items():
            for tick in ticks:
                if tick.wrong:
                    print(f"{name}  {tick.figure}  {tick.told}")
        print("---")
    for figure, (hits, total) in shares(pages).items():
        print(f"{figure} {hits / total:.3f} ({hits}/{total})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
