"""A dossier -> the readable lines of the terminal: at most about sixty per story, as wide as the terminal, through rich."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from recoupe import records
from recoupe.dossier.comparisons import ConflictRow, view_conflicts
from recoupe.dossier.lookup import Lookup
from recoupe.dossier.pages import tell_rejected
from recoupe.dossier.timeline import EventRow, Timeline, view_timeline
from recoupe.dossier.view import view_head
from recoupe.dossier.wording import Wording, load_wording
from recoupe.records import Story

_MOST_EVENTS = 20
_MOST_CONFLICTS = 8
_MOST_REJECTED = 10
_STYLES = {
    "happened": "green", "said": "blue", "announced": "blue", "forecast": "blue", "alleged": "yellow", "rumoured": "yellow",
    "possible": "yellow", "denied": "red", "cancelled": "red",
}  # fmt: skip
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


def summary_lines(dossier: records.Dossier, lang: str = "fr", width: int = 80) -> list[Text]:
    """Lines no wider than ``width`` columns; rich drops the colours where ``NO_COLOR`` is set or the output is no terminal."""
    wording = load_wording(lang)
    lookup = Lookup(dossier, wording)
    lines = [line for story in dossier.stories for line in (*_story(story, lookup, width), Text())]
    if not dossier.stories:
        lines += [Text(wording.say("summary_no_story")), Text()]
    if dossier.rejected:
        told = [tell_rejected(r, lookup) for r in dossier.rejected]
        lines.append(Text(f"{wording.say('rejected')} ({len(told)})", style="bold"))
        lines += [_line("  ", f"{page}{wording.say('colon')}{reason}") for page, reason, _ in told[:_MOST_REJECTED]]
        if len(told) > _MOST_REJECTED:
            lines.append(_line("  ", wording.say("summary_more", n=len(told) - _MOST_REJECTED), "dim"))
    for line in lines:
        line.truncate(max(20, width), overflow="ellipsis")
    return lines


def print_summary(dossier: records.Dossier, console: Console, lang: str = "fr") -> None:
    """Print the summary on a console, at its width."""
    for line in summary_lines(dossier, lang, console.width):
        console.print(line, highlight=False, no_wrap=True, overflow="ellipsis")


def _story(story: Story, lookup: Lookup, width: int) -> Iterator[Text]:
    t, head, timeline, conflicts = lookup.wording, view_head(story, lookup), view_timeline(story, lookup), view_conflicts(story, lookup)
    yield _line("", head.line.words, "bold")
    counts = [head.span, t.count("articles", head.n_articles), t.count("outlets", head.n_outlets)]
    yield _line("", " · ".join(c for c in [*counts, t.count("independent", head.n_origins)] if c), "dim")
    yield Text()
    shown = _most_told(timeline)
    for heading, rows in [(d.heading, d.events) for d in timeline.days] + [(t.say("undated"), timeline.undated)]:
        told = [row for row in rows if row.line.anchor in shown]
        if told:
            yield _line("", heading, "bold cyan")
            yield from (_event(row, t, width) for row in told)
    if len(timeline.rows) > len(shown):
        yield _line("  ", t.say("summary_more", n=len(timeline.rows) - len(shown)), "dim")
    if conflicts:
        yield Text()
        yield _line("", f"{t.say('conflicts')} ({len(conflicts)})", "bold")
        yield from (_conflict(row, t) for row in conflicts[:_MOST_CONFLICTS])
        if len(conflicts) > _MOST_CONFLICTS:
            yield _line("  ", t.say("summary_more", n=len(conflicts) - _MOST_CONFLICTS), "dim")
    if n_thin := sum(row.n_origins <= 1 for row in timeline.rows):
        yield Text()
        yield _line("", t.count("one_origin", n_thin), "yellow")


def _most_told(timeline: Timeline) -> set[str]:
    """Anchors of the events to show: those with most origins, then most articles, earlier ones first."""
    ranked = sorted(timeline.rows, key=lambda row: (-row.n_origins, -len(row.claims)))
    return {row.line.anchor for row in ranked[:_MOST_EVENTS]}


def _event(row: EventRow, t: Wording, width: int) -> Text:
    """Status, hour and label, then the origins, which a long label never pushes out of sight."""
    status = Text(f"  {t.name('status', row.status):<{_status_width(t)}} ", style=_STYLES.get(row.status, ""))
    origins = Text(_clean(f"  [{', '.join(row.origins) or t.say('no_origin')}]"), style="dim" if row.n_origins > 1 else "yellow")
    origins.truncate(max(8, width // 3), overflow="ellipsis")
    label = Text(_clean((f"{row.clock}{t.say('colon')}" if row.clock else "") + row.line.words))
    label.truncate(max(8, width - status.cell_len - origins.cell_len), overflow="ellipsis")
    return Text.assemble(status, label, origins)


def _status_width(t: Wording) -> int:
    return max(len(word) for word in t.names["status"].values())


def _conflict(row: ConflictRow, t: Wording) -> Text:
    sides = " / ".join(f"{side.value} ({', '.join(dict.fromkeys(c.outlet for c in side.carriers))})" for side in row.sides)
    return _line("  ", f"{row.kind}, {row.reading.lower()}{t.say('colon')}{sides}")


def _line(indent: str, words: str, style: str = "") -> Text:
    return Text(indent + _clean(words), style=style)


def _clean(text: str) -> str:
    """One line without the control and direction characters that could steer a terminal."""
    return _CONTROL.sub(" ", text)
