"""A dossier -> Markdown to paste into notes: the same sections, page words always escaped, articles as [a1]."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from recoupe import records
from recoupe.dossier.comparisons import ConflictRow, QuoteRow
from recoupe.dossier.lookup import Cited, web_address
from recoupe.dossier.timeline import EventRow
from recoupe.dossier.view import DossierView, StoryView, view_dossier
from recoupe.dossier.wording import Wording, load_wording

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$])")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_MOST_CITED = 4
_MOST_WORDS = 240
"""Characters of a passage shown in Markdown; the whole words stand in the HTML and the JSON."""


def render_markdown(dossier: records.Dossier, lang: str = "fr") -> str:
    """The dossier as CommonMark."""
    view = view_dossier(dossier, load_wording(lang))
    lines = [line for story in view.stories for line in _story(story, view.wording)]
    lines += _rejected(view)
    if not view.stories:
        lines = [f"# {view.wording.say('dossier')}", "", view.wording.say("summary_no_story"), "", *lines]
    made = view.wording.say("made_with", name=view.made_by.name, version=view.made_by.version)
    lines += ["---", "", f"{view.wording.say('no_verdict')} {made}.", "", "<!-- recoupe.dossier/1 -->", ""]
    return "\n".join(lines)


def _story(story: StoryView, t: Wording) -> Iterator[str]:
    yield from (f"# {escape(story.head.line.words)}", "")
    counts = [t.count("articles", story.head.n_articles), t.count("outlets", story.head.n_outlets)]
    yield from (" · ".join([*filter(None, [story.head.span]), *counts, t.count("independent", story.head.n_origins)]), "")
    if story.n_events:
        yield from (f"## {t.say('timeline')}", "")
        for day in story.timeline.days:
            yield from (f"### {day.heading}", "", *(x for row in day.events for x in _event(row, t)), "")
        if story.timeline.undated:
            yield from (f"### {t.say('undated')}", "", *(x for row in story.timeline.undated for x in _event(row, t)), "")
    if story.conflicts:
        yield from (f"## {t.say('conflicts')}", "", *(x for row in story.conflicts for x in _conflict(row, t)))
    yield from _origins(story, t)
    quotations = [*story.quotations, *story.single_quotations]
    if quotations:
        yield from (f"## {t.say('quotations')}", "", *(x for row in quotations for x in _quotation(row, t)), "")
    yield from _reuse(story, t)
    yield from _articles(story, t)


def _event(row: EventRow, t: Wording) -> Iterator[str]:
    clock = f"{row.clock}{t.say('colon')}" if row.clock else ""
    parts = [f"- {clock}**{escape(row.line.words)}** ({t.name('status', row.status)})"]
    if row.n_origins > 1:
        parts.append(f"{t.count('origins', row.n_origins)}{t.say('colon')}{escape(', '.join(row.origins))}")
    else:
        parts.append(t.say("one_origin_badge" if row.n_origins else "no_origin") + _after(t, row.origins))
    if row.said:
        parts.append(t.say("said_on", when=row.said))
    if row.outcome:
        parts.append(row.outcome + (f" {escape(row.outcome_line.words)}" if row.outcome_line else ""))
    yield " · ".join(parts)
    shown = next((claim.cited for claim in row.claims if claim.cited), None)
    if shown and len(row.chains) == 1:
        yield f"  - {escape(row.chains[0].text, keep='[]')}{t.say('colon')}{_quote(shown, t)}"
        return
    for chain in row.chains:
        yield f"  - {escape(chain.text, keep='[]')}"
    if shown:
        yield f"  - {_words(shown, t)}"


def _after(t: Wording, names: Iterable[str]) -> str:
    told = escape(", ".join(names))
    return f"{t.say('colon')}{told}" if told else ""


def _conflict(row: ConflictRow, t: Wording) -> Iterator[str]:
    about = f" {escape(row.about)}" if row.about else ""
    yield f"- **{row.reading}** ({row.kind}, {row.scope}){t.say('colon') if about else ''}{about.strip()}"
    for side in row.sides:
        told = [_words(cited, t) for cited in side.cited[:_MOST_CITED]]
        told += [escape(f"{c.outlet} [{c.ref}]", keep="[]") for c in side.others]
        yield f"  - **{escape(side.value)}**{t.say('colon') if told else ''}{' · '.join(told)}"
    if row.explanation:
        yield f"  - {escape(row.explanation)}"
    yield ""


def _origins(story: StoryView, t: Wording) -> Iterator[str]:
    if not story.origins:
        return
    yield from (f"## {t.say('origins')}", "")
    for origin in story.origins:
        carried = ", ".join(f"{c.outlet} [{c.ref}]{f' ({echo})' if echo else ''}" for c, echo in origin.carriers)
        kind = f" ({origin.kind})" if origin.kind else ""
        yield f"- **{escape(origin.name)}**{kind}{_carried(carried, t)}"
    yield ""


def _carried(carried: str, t: Wording) -> str:
    return f"{t.say('colon')}{escape(carried, keep='[]')}" if carried else ""


def _quotation(row: QuoteRow, t: Wording) -> Iterator[str]:
    notes = f" ({escape(', '.join(row.differences))})" if row.differences else ""
    yield f"- **{escape(row.speaker)}**{notes}"
    for variant in row.variants:
        yield f"  - {_words(variant.cited, t)}"


def _reuse(story: StoryView, t: Wording) -> Iterator[str]:
    if not story.reuse:
        return
    yield from (f"## {t.say('reuse')}", "")
    for row in story.reuse:
        refs = ", ".join(f"{v.cited.outlet} [{v.cited.ref}]" for v in row.variants)
        origin = f" · {escape(row.origin)}" if row.origin else ""
        told = f"{escape(refs, keep='[]')} · {escape(row.direction, keep='[]')}{origin}"
        yield f"- {t.count('words', row.words)}, {row.kind}{t.say('colon')}{told}"
        yield f"  - {_words(row.variants[0].cited, t)}"
    yield ""


def _articles(story: StoryView, t: Wording) -> Iterator[str]:
    yield from (f"## {t.say('articles')}", "")
    for article in story.articles:
        url = next((web_address(f.href) for f in article.facts if f.href), None)
        title = f"[{escape(article.title)}](<{url.replace('>', '%3E').replace('<', '%3C')}>)" if url else escape(article.title)
        when = article.when.text if article.when else t.say("undated_page")
        remarks = "".join(f" · {escape(remark)}" for remark in article.remarks)
        yield f"- [{article.ref}] {escape(article.outlet)}{t.say('colon')}{title} · {when}{remarks}"
    yield ""


def _rejected(view: DossierView) -> Iterator[str]:
    if view.rejected:
        yield from (f"## {view.wording.say('rejected')}", "")
        for page, reason, detail in view.rejected:
            yield f"- {escape(page)}{view.wording.say('colon')}{escape(reason)} ({escape(detail)})"
        yield ""


def _words(cited: Cited, t: Wording) -> str:
    return f"{_quote(cited, t)} {escape(cited.outlet)} [{cited.ref}]"


def _quote(cited: Cited, t: Wording) -> str:
    words = cited.words if len(cited.words) <= _MOST_WORDS else cited.words[:_MOST_WORDS].rpartition(" ")[0] + " …"
    return t.say("quote", words=escape(words))


def escape(text: str, keep: str = "") -> str:
    """Page words as plain Markdown text on one line: no markup, no HTML, no invisible direction marks."""
    plain = " ".join(_CONTROL.sub(" ", text).split(" "))
    marked = _SPECIAL.sub(lambda m: m[1] if m[1] in keep and m[1] else f"\\{m[1]}", plain)
    return re.sub(r"&(?=#|\w+;)", "&amp;", marked).replace("\\<", "&lt;").replace("\\>", "&gt;").strip()
