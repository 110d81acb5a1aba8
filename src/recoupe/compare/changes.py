"""Plans that later words change: put off to another day, called off. The two days, or plan and end, are sides of an update."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recoupe.calendar import days_of
from recoupe.compare.sides import Scene, make_conflict
from recoupe.compare.status import PLANNED
from recoupe.compare.views import ClaimView
from recoupe.languages.changes import change_pattern
from recoupe.languages.happenings import happening_of
from recoupe.records import Conflict, Passage, Time, TimeExpression
from recoupe.text import fold, words

_SENTENCE = 160  # characters of the sentence before the claim of a change
_NEAR = 48  # characters between the words of a plan, or of its change, and the day they give
_ALIKE = 0.12  # likeness from which a claim of another page tells the plan that was changed; swept .05 to .25
_LOOSE = 0.05  # the same for a claim that gives the very day that was planned
_JUST_OVER = 3  # days: what was planned for longer ago is not what was called off
_FAR_DAYS = 120  # days: a plan is not put off further than this
_COARSE_DAYS = 31  # a stretch of more days is no day a plan was put off from
_BEGUN, _OVER = "=begin", "=end"
_PLANS = frozenset((*PLANNED, "said"))
_ENDED = 0.24  # likeness in content words of a plan and its being called off; swept .15 to .35


def find_changes(scene: Scene) -> Iterator[Conflict]:
    """Updates of plans: of their day, then of whether they stand at all."""
    for n, view in enumerate(scene.views):
        language = (view.article.language or "fr")[:2]
        p = view.claim.passage
        text = fold(view.text)
        if moved := change_pattern(language, "put_off").search(text):
            opening = max(view.article.text.rfind(mark, 0, p.start) + len(mark) for mark in (". ", "\n", "! ", "? "))
            sentence = Passage(article=p.article, start=max(opening, p.start - _SENTENCE), end=p.end)
            yield from _put_off(scene, n, sentence, p.start + moved.end(), language)
        elif change_pattern(language, "called_off").search(text):
            yield from _called_off(scene, n)
    yield from _stages(scene)


def _put_off(scene: Scene, n: int, sentence: Passage, at: int, language: str) -> Iterator[Conflict]:
    """The old day and the new one: both from the sentence of the change, or the old one from a claim that tells the plan."""
    view = scene.views[n]
    times = [(t, days) for t in scene.times_in(sentence) if (days := _window(t))]
    new = next(((t, days) for t, days in times if 0 <= t.start - at <= _NEAR), None)
    if new is None:
        return
    time, days = new
    text = fold(view.article.text[sentence.start : sentence.end])
    leads = [sentence.start + m.end() for m in change_pattern(language, "planned").finditer(text)]
    led = [(t, d) for t, d in times if d != days and any(0 <= t.start - lead <= _NEAR for lead in leads)]
    old = next(iter(led), None)
    before = [(view, _passage(view, old[0]))] if old else []
    before += [(v, p) for v in _plans(scene, n, days, old[1] if old else None) for p in _day_words(v)]
    told = [(view, _passage(view, time)), *((v, p) for v in _of_day(scene, n, days) for p in _day_words(v))]
    if before:
        first = before[0][0].claim.time
        value = old[0].value if old else ((first.value if first else None) or "")
        yield make_conflict("date", "update", [scene.side(value, before), scene.side(time.value, told)], view.text, "put off")


def _plans(scene: Scene, n: int, new: tuple[int, int], old: tuple[int, int] | None) -> list[ClaimView]:
    """Claims that tell the plan with its old day: all that give the day written beside the change, else the one most like it."""
    rows = []
    for k in scene.near[n]:
        view = scene.views[k]
        if not (view.explicit and view.days and _day_words(view)) or scene.statuses[k] not in _PLANS:
            continue
        likeness = scene.likeness(n, k)
        if old is not None:
            fits = view.days[0] <= old[1] and old[0] <= view.days[1] and likeness >= _LOOSE
        else:
            fits = (
                view.days[1] < new[0]
                and (view.article.id != scene.views[n].article.id or view.days[1] - view.days[0] <= 1)
                and _is_other_day(view.days, new)
                and _on_one_thing(scene, n, k)
            )
        if fits:
            rows.append((likeness, k))
    rows.sort(key=lambda r: (-r[0], r[1]))
    return [scene.views[k] for _, k in (rows if old is not None else rows[:1])]


def _on_one_thing(scene: Scene, n: int, k: int) -> bool:
    """Whether two claims share words, or name one kind of happening besides the change itself."""
    a, b = scene.views[n], scene.views[k]
    kinds = {t for t in a.terms & b.terms if t.startswith("=")}
    likeness = scene.likeness(n, k)
    return likeness >= _ALIKE and (bool(kinds) or scene.scores.values(n, k)["words"] >= _ALIKE)


def _is_other_day(days: tuple[int, int], new: tuple[int, int]) -> bool:
    return not (days[0] <= new[1] and new[0] <= days[1]) and abs(days[0] - new[0]) <= _FAR_DAYS and days[1] - days[0] <= _COARSE_DAYS


def _of_day(scene: Scene, n: int, days: tuple[int, int]) -> list[ClaimView]:
    """Claims on the changed plan that give its new day."""
    near = [k for k in scene.near[n] if scene.views[k].explicit and scene.views[k].days == days]
    return [scene.views[k] for k in near if scene.likeness(n, k) >= _ALIKE]


def _called_off(scene: Scene, n: int) -> Iterator[Conflict]:
    """What was planned, on an earlier page, against its being called off."""
    view = scene.views[n]
    rows = []
    for k in scene.near[n]:
        plan = scene.views[k]
        if not _is_plan(scene, k) or plan.claim.factuality.polarity == "negative" or plan.article.id == view.article.id:
            continue
        apart = plan.days and view.days and plan.explicit and view.explicit and _is_other_day(plan.days, view.days)
        meant = plan.days if plan.explicit and plan.days else plan.published
        apart = apart or (meant and view.published and view.published[0] - meant[1] > _JUST_OVER)
        later = plan.published and view.published and plan.published[0] > view.published[0]
        if not apart and not later and _on_one_thing(scene, n, k) and not _changes(plan):
            rows.append((scene.terms_alike(n, k), k))
    if rows:
        alike, best = max(rows, key=lambda r: (r[0], -r[1]))
        if alike >= _ENDED:
            yield make_conflict("status", "update", [scene.told(scene.views[best]), scene.told(view)], view.text, "called off")


def _is_plan(scene: Scene, k: int) -> bool:
    """Whether a claim tells a plan: by its status, by a day after its page, or by its words."""
    view = scene.views[k]
    ahead = view.explicit and view.days and view.published and view.days[0] > view.published[1]
    told = change_pattern((view.article.language or "fr")[:2], "planned").search(fold(view.text)) is not None
    return scene.statuses[k] in PLANNED or ((bool(ahead) or told) and scene.statuses[k] in ("said", "happened"))


def _changes(view: ClaimView) -> bool:
    text, language = fold(view.text), (view.article.language or "fr")[:2]
    return any(change_pattern(language, what).search(text) for what in ("put_off", "called_off"))


def _stages(scene: Scene) -> Iterator[Conflict]:
    """What one page says has begun and another that it is over, on the same day."""
    begun = [v for v in scene.views if v.days and (v.claim.head == _BEGUN or _BEGUN in v.terms)]
    over = [v for v in scene.views if v.days and v.claim.head == _OVER]
    for first, last in ((a, b) for a in begun for b in over if a.article.id != b.article.id and a.days == b.days):
        kinds = {k for k in (first.claim.head, *first.terms) if k and k.startswith("=") and k != _BEGUN}
        if kinds & _kinds_near(last):
            yield make_conflict("status", "update", [scene.told(first), scene.told(last)], first.text, "begun, then over")


def _kinds_near(view: ClaimView) -> set[str]:
    """The kinds of happening named in a claim and right before it."""
    p, language = view.claim.passage, (view.article.language or "fr")[:2]
    told = view.article.text[max(0, p.start - _NEAR) : p.end].split("\n")[-1]
    return {f"={kind}" for w in words(told) if (kind := happening_of(w, language))}


def _window(time: TimeExpression | None) -> tuple[int, int] | None:
    if time is None or not time.first_day:
        return None
    days = days_of(Time(first_day=time.first_day, last_day=time.last_day or time.first_day))
    return (days.first.toordinal(), days.last.toordinal()) if days else None


def _passage(view: ClaimView, time: TimeExpression) -> Passage:
    return Passage(article=view.article.id, start=time.start, end=time.end)


def _day_words(view: ClaimView) -> Sequence[Passage]:
    return view.claim.time.passages if view.claim.time else ()
