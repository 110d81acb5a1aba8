#!/usr/bin/env python3
# The scorer of the benchmark kit (bench/score_dossier.py there), kept identical but for this line.
"""Score a `recoupe.dossier/1` file against a gold key.

    score_dossier.py KEY.json DOSSIER.json --pages DIR [--lines LINES.json] [--articles ARTICLES.json] [-v]

KEY is in the form of seeds/key.json: facts with support = (page, 1-based line, needle). A needle is looked up in the raw page under DIR; a
dossier passage supports it when both cover common characters of that page. A passage over 600 characters proves nothing (but does count as
noise). An entry that names only pages (no needles) is scored by page. Prints one figure a line, `name value (hits/total)`; nan = too little in
the dossier to say, and fails any floor. Shares are better high; counts, and the names in CEILINGS, better low: a --floor on these is a ceiling.
-v lists every miss. Standard library only.
"""
import argparse, collections, datetime as dt, json, math, pathlib, re, sys, unicodedata

CEILINGS = ("noise_events", "conflicts_listed", "timeline_events", "_outside_share", "_wrongly_confirmed", "_without_marks", "key_needles_bad")
LONGEST = 600
TEXT = ("title", "lead", "paragraph", "subheading", "list", "quote")

# ---------------------------------------------------------------- text and positions
FOLD = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\t": " ", "“": '"', "”": '"', "–": "-", "‑": "-"})
SMALL = set("via page thu sept reporting about not named agency form lead the and who whole photo fact by of as str an in on le la les de du des un une en au aux et par implied".split())


def fold(text):
    """Lower-cased text with one character for one: typographic marks folded, accents kept."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(FOLD))


def words(name):
    flat = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    return {w for w in re.findall(r"[a-z]{2,}", flat)}


def as_list(x):
    return x if isinstance(x, list) else [x]


def quoted(line):
    """(start, end) of what stands inside quotation marks in one line; ' counts where it cannot be an apostrophe."""
    out, open_at, close = [], None, None
    for i, c in enumerate(line):
        before, after = line[i - 1:i], line[i + 1:i + 2]
        if open_at is None and (c in "«“\"" or c in "'‘" and not before.isalnum() and after.isalnum()):
            open_at, close = i + 1, {"«": "»", "“": "”", '"': '"'}.get(c, "'’")
        elif open_at is not None and c in close and (close != "'’" or not after.isalnum()):
            out.append((open_at, i))
            open_at = None
    return out + ([(open_at, len(line))] if open_at is not None and close != "'’" else [])


class Pages:
    """Raw pages by short id ('000' or a file name), and the dossier's passages mapped onto them."""

    def __init__(self, folder, files):
        self.text, self.file_of, self.bad, self.marks, self.starts = {}, {}, [], {}, {}
        for short, name in files.items():
            text = self.text[short] = (folder / name).read_bytes().decode("utf-8-sig")
            self.file_of[pathlib.PurePath(name).as_posix()] = short
            at, self.marks[short], self.starts[short] = 0, [], []
            for line in text.split("\n"):
                self.marks[short] += [(at + a, at + b) for a, b in quoted(line)]
                self.starts[short].append((at, at + len(line)))
                at += len(line) + 1

    def short(self, path):
        path = pathlib.PurePath(path or "").as_posix()
        hits = [s for name, s in self.file_of.items() if path == name or path.endswith("/" + name) or name.endswith("/" + path)]
        return hits[0] if hits else None

    def line(self, page, number):
        """(page, start, end) of one 1-based line."""
        return (page, *self.starts[page][number - 1])

    def needle(self, support):
        """(page, start, end) of one support, or None where the key itself is wrong."""
        page = str(support["page"])
        page = page if page in self.text else self.short(page)
        row = support["line"] - 1
        if page is None or not 0 <= row < len(self.starts[page]):
            self.bad.append(support)
            return None
        lo, hi = self.starts[page][row]
        at = fold(self.text[page][lo:hi]).find(fold(support["needle"]))
        if at < 0:
            self.bad.append(support)
            return None
        return page, lo + at, lo + at + len(support["needle"])

    def mark(self, needle):
        """The quotation marks' content that a needle stands in, or None."""
        page, lo, hi = needle
        return next(((page, a, b) for a, b in self.marks[page] if a <= lo and hi <= b + 1), None)


class Dossier:
    def __init__(self, data, pages):
        assert data.get("schema") == "recoupe.dossier/1", f"schema is {data.get('schema')!r}, wanted 'recoupe.dossier/1'"
        self.data, self.pages = data, pages
        self.article = {a["id"]: a for a in data["articles"]}
        self.page_of = {a["id"]: pages.short(a["page"].get("path") or a["page"].get("url")) for a in data["articles"]}
        self.names = {}
        for e in data["entities"]:
            w = set().union(*map(words, [e["name"], *(f["text"] for f in e["forms"] if f.get("kind") != "description")]))
            self.names[e["id"]] = w if len(w) <= 25 else set()

    def spans(self, passages, longest=LONGEST):
        """Dossier passages -> [(page, start, end)] in raw pages, through the blocks; a longer passage proves nothing."""
        out = []
        for p in passages or ():
            if not p or p["article"] not in self.article or p["end"] - p["start"] > longest:
                continue
            page, art = self.page_of.get(p["article"]), self.article[p["article"]]
            for b in art["blocks"]:
                lo, hi = max(p["start"], b["start"]), min(p["end"], b["end"])
                if lo < hi and b.get("page_start") is not None and page is not None:
                    out.append((page, b["page_start"] + lo - b["start"], b["page_start"] + hi - b["start"]))
        return out

    def stories(self, key):
        for s in self.data["stories"]:
            yield from s.get(key, ())


def common(spans, target):
    page, lo, hi = target
    return sum(max(0, min(hi, e) - max(lo, s)) for p, s, e in spans if p == page)


def overlap(spans, target, share=0.0):
    """Whether the spans cover more than `share` of the target needle."""
    return bool(target) and common(spans, target) > share * (target[2] - target[1])


def wider(spans, by):
    return [(p, a - by, b + by) for p, a, b in spans]


def pair_up(cands, order=None):
    """One-to-one: {gold: {answer: weight}} -> {gold: answer}, as many as can be, heavy first."""
    owner = {}

    def take(g, seen):
        for i in sorted(cands[g], key=lambda i: (-cands[g][i], i)):
            if i not in seen:
                seen.add(i)
                if i not in owner or take(owner[i], seen):
                    owner[i] = g
                    return True
        return False

    for g in sorted(cands, key=lambda g: -max(cands[g].values(), default=0)):
        take(g, set())
    return {g: i for i, g in owner.items()}


# ---------------------------------------------------------------- time
def interval(value):
    """'2023', '2023-07', '2023-09-13', '2023-09-14T03:59', 'A/B' -> (first day, last day), or None."""
    if not value:
        return None
    if "/" in value:
        a, b = (interval(x.strip()) for x in value.split("/", 1))
        return (a[0], b[1]) if a and b else None
    m = re.match(r"^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", value)
    if not m:
        return None
    y, mo, d = int(m[1]), int(m[2] or 0), int(m[3] or 0)
    try:
        if d:
            return dt.date(y, mo, d), dt.date(y, mo, d)
        if mo:
            return dt.date(y, mo, 1), dt.date(y + mo // 12, mo % 12 + 1, 1) - dt.timedelta(1)
        return dt.date(y, 1, 1), dt.date(y, 12, 31)
    except ValueError:
        return None


def when(time):
    """The interval of a `time` or `said_at`, or None."""
    t = time or {}
    a = interval(t.get("first_day") or t.get("value"))
    b = interval(t.get("last_day") or t.get("first_day") or t.get("value"))
    return (a[0], b[1]) if a and b else None


def days(x):
    return (x[1] - x[0]).days + 1


def same_time(gold, got, bound=None, narrower=False):
    """Overlap, with the answer from half to twice as wide as the key; `bound` '<= day' allows 30 days before."""
    if bound:
        last = interval(bound[2:].strip())[1]
        return bool(got) and last - dt.timedelta(30) <= got[0] and got[1] <= last + dt.timedelta(1)
    if gold is None:
        return not got or days(got) > 27
    return bool(got) and gold[0] <= got[1] and got[0] <= gold[1] and days(got) <= 2 * days(gold) and (narrower or 2 * days(got) >= days(gold))


# ---------------------------------------------------------------- the figures
class Sheet:
    def __init__(self, verbose):
        self.rows, self.verbose, self.parts = [], verbose, {}  # parts: hits and totals to be added up over several keys

    def value(self, name, value, note="", misses=()):
        self.rows.append((name, value))
        print(f"{name} {value}" if isinstance(value, int) else f"{name} {value:.3f}", note)
        if self.verbose:
            for miss in misses:
                print("    miss:", miss)

    def share(self, name, hits, total, misses=(), least=1):
        """hits/total; nan when the dossier gave less than `least` to judge."""
        hits_text = f"{hits:g}" if isinstance(hits, float) else hits
        self.value(name, hits / total if total >= max(least, 1) else float("nan"), f"({hits_text}/{total})", misses)

    def f1(self, name, tp, fp, fn, misses=()):
        self.value(name, 2 * tp / (2 * tp + fp + fn) if tp else 0.0, f"(right {tp}, wrong {fp}, missing {fn})", misses)


class Event:
    def __init__(self, e, story, d):
        claims = {c["id"]: c for c in (story.get("claims") or ())}
        passages = [claims[c]["passage"] for c in (e.get("claims") or ()) if c in claims]
        self.e, self.id, self.status, self.label = e, e["id"], e.get("status"), e.get("label")
        self.time, self.said = when(e.get("time")), when(e.get("said_at"))
        self.spans, self.all = d.spans(passages), d.spans(passages, 10**9)
        self.pages = {p for p, _, _ in self.spans}
        self.size = sum(b - a for _, a, b in self.spans) or 1
        names = {o["id"]: words(o.get("name")) | d.names.get(o.get("entity"), set()) for o in (story.get("origins") or ())}
        self.origins = set(e.get("origins") or ())
        self.origin_words = [names.get(o, set()) for o in self.origins]


class Marking:
    """One dossier against one key; every method prints its rows."""

    def __init__(self, key, dossier, pages, sheet):
        self.key, self.d, self.pages, self.sheet = key, dossier, pages, sheet
        self.by_page = {}
        for a in dossier.data["articles"]:
            self.by_page.setdefault(dossier.page_of[a["id"]], a)
        self.events = [Event(e, s, dossier) for s in dossier.data["stories"] for e in (s.get("events") or ())]
        self.claims = [(c, dossier.spans([c["passage"]])) for c in dossier.stories("claims")]
        self.quotes = [(q, dossier.spans([q["passage"]])) for q in dossier.stories("quotations")]

    def support(self, item):
        return [n for n in map(self.pages.needle, item.get("support") or ()) if n]

    def short(self, name):
        return next((s for s in self.pages.text if s == name or name.endswith("/" + s)), name)

    def on(self, item):
        return {self.short(p) for p in item.get("pages") or ([item["page"]] if item.get("page") else [])}

    def tight(self, n):
        """The claims about a place, the wider ones around them left out."""
        at = [(c, s) for c, s in self.claims if overlap(s, n)]
        near = [(sum(b - a for _, a, b in s), c) for c, s in [x for x in at if overlap(x[1], n, 0.5)] or at]
        return [c for size, c in near if size <= 1.2 * min(x for x, _ in near)]

    def chain_words(self, item):
        """Name words of an attribution; a chain over four links or a name over twelve words says nothing."""
        out, chain = set(), item.get("attribution") or ()
        for link in chain if len(chain) <= 4 else ():
            w = words(link.get("name"))
            out |= (w if len(w) <= 12 else set()) | self.d.names.get(link.get("entity"), set())
        return out - SMALL

    # ------------------------------------------------------------ articles
    def published(self):
        hits, total, miss = 0, 0, []
        for p in self.key["pages"]:
            page, want = self.short(p.get("page") or p.get("file")), p.get("published")
            how = p.get("published_how", "")
            if not want or "uncertain" in how or "not stated" in how:
                continue
            total += 1
            got = ((self.by_page.get(page) or {}).get("published") or {}).get("value") or ""
            hits += got[: len(want)] == want
            if got[: len(want)] != want:
                miss.append(f"{page}: published {got or None}, wanted {want}")
        self.sheet.share("published", hits, total, miss)

    def blocks(self, page, kinds):
        art = self.by_page.get(page) or {}
        return [(page, b["page_start"], b["page_end"]) for b in (art.get("blocks") or ()) if b["kind"] in kinds and b.get("page_start") is not None]

    def lines(self, labels_of):
        """Which lines are kept as text: captions, stamps, kickers and signatures kept as text are noise kept."""
        tp = fp = fn = 0
        miss = []
        for page, labels in labels_of.items():
            kept = self.blocks(page, TEXT)
            for i, label in labels.items():
                if not i.isdigit():
                    continue
                n = self.pages.line(page, int(i))
                keep = label in ("body", "sub", "lead", "title")
                got = overlap(kept, n, 0.5 if keep else 0.2)
                tp, fp, fn = tp + (got and keep), fp + (got and not keep), fn + (keep and not got)
                if got != keep:
                    miss.append(f"{page}:{i} {label} kept={got}: {self.pages.text[page][n[1]:n[1] + 60]}")
        self.sheet.f1("text_lines_f1", tp, fp, fn, miss)

    def articles(self, gold):
        """The exact Article: every row counts what is wrong as well as what is missing, so blanks and floods score 0."""
        n = collections.Counter()
        miss = collections.defaultdict(list)
        said = lambda row, page, text: miss[row].append(f"{page}: {text}")

        def lists(row, page, want, got, same):
            left = list(got)
            for w in want:
                hit = next((g for g in left if same(w, g)), None)
                n[row, "tp" if hit is not None else "fn"] += 1
                if hit is not None:
                    left.remove(hit)
                else:
                    said(row, page, f"missing {w}")
            n[row, "fp"] += len(left)
            for g in left:
                said(row, page, f"wrong {g}")

        basis = lead = leads = 0
        for page, g in gold["pages"].items():
            art = self.by_page.get(page) or {}
            pub, upd = art.get("published") or {}, (art.get("updated") or {}).get("value")
            ok = (pub.get("value") or "")[: len(g["published"])] == g["published"] and pub.get("basis") in g["basis"]
            basis += ok
            if not ok:
                said("published_basis", page, f"{pub.get('value')} by {pub.get('basis')}, wanted {g['published']} by {g['basis']}")
            lists("updated", page, [g["updated"]] if g["updated"] else [], [upd] if upd else [], lambda w, x: x[: len(w)] == w)
            text = lambda t: t if isinstance(t, str) else (t or {}).get("text") or ""
            titles = {fold(text(t)).strip(): text(t) for t in [*(art.get("titles") or ()), art.get("title")] if text(t).strip()}
            lists("titles", page, g["titles"], list(titles.values()), lambda w, x: fold(w).strip() == fold(x).strip())
            lists("agencies", page, g["agencies"], [text(a) if isinstance(a, str) else a.get("name") or "" for a in art.get("agencies") or ()], lambda w, x: words(w) <= words(x) and len(words(x)) <= len(words(w)) + 2)
            dl = art.get("dateline")
            lists("dateline", page, [g["dateline"]] if g["dateline"] else [], [dl] if dl else [],
                  lambda w, x: bool(words(w["place"]) & words(x.get("place") if isinstance(x.get("place"), str) or x.get("place") is None else (x["place"].get("name") or ""))) and (x.get("date") if isinstance(x.get("date"), str) else (x.get("date") or {}).get("value") or "")[:10] == w["date"])
            want = self.pages.line(page, g["lead"]["line"])
            leads += 1
            ok = overlap(self.blocks(page, ("lead", "paragraph") if g["lead"].get("any") else ("lead",)), want, 0.5) and not any(overlap(self.blocks(page, ("lead",)), self.pages.line(page, i), 0.5) for i in range(1, len(self.pages.starts[page]) + 1) if i != g["lead"]["line"])
            lead += ok
            if not ok:
                said("leads", page, "lead is not line " + str(g["lead"]["line"]))
            caps, text_at = self.blocks(page, ("caption",)), self.blocks(page, TEXT)
            gone = [(page, x["page_start"], x["page_end"]) for x in art.get("dropped") or () if x.get("page_start") is not None]
            at = [self.pages.line(page, c["line"]) for c in g["captions"]]
            for c, line in zip(g["captions"], at):
                ok = not overlap(text_at, line, 0.2) and (overlap(caps, line, 0.5) or c.get("or_dropped") and overlap(gone, line, 0.5))
                n["captions", "tp" if ok else "fn"] += 1
                if not ok:
                    said("captions", page, f"line {c['line']} is not a caption")
            n["captions", "fp"] += sum(not any(overlap([c], line) for line in at) for c in caps)
            cred, needles = self.blocks(page, ("credit",)), [self.pages.needle({"page": page, **c}) for c in g["credits"]]
            for x in needles:
                n["credits", "tp" if overlap(cred, x, 0.5) else "fn"] += 1
            n["credits", "fp"] += sum(not any(overlap([c], line) for line in at) for c in cred)
            drop = [self.pages.line(page, i) for i in g["drop"]]
            for line in drop:
                n["dropped_listed", "tp" if overlap(gone, line, 0.5) else "fn"] += 1
            n["dropped_listed", "fp"] += sum(overlap(gone, self.pages.line(page, i), 0.5) for i in range(1, len(self.pages.starts[page]) + 1) if i not in g["drop"] and i not in [c["line"] for c in g["captions"]] and self.pages.starts[page][i - 1][0] < self.pages.starts[page][i - 1][1])
        self.sheet.share("published_basis", basis, len(gold["pages"]), miss["published_basis"])
        self.sheet.share("leads", lead, leads, miss["leads"])
        for row in ("updated", "titles", "agencies", "dateline", "captions", "credits", "dropped_listed"):
            self.sheet.f1(row, n[row, "tp"], n[row, "fp"], n[row, "fn"], miss[row])

    # ------------------------------------------------------------ timeline
    def right_time(self, g, ev, pages_of):
        bound = g.get("precision") if (g.get("precision") or "").startswith("<=") else None
        narrower = bool(ev.pages - pages_of)
        want = interval(g["date"])
        if want is None and not bound:
            return same_time(None, ev.time)
        if g.get("blank_ok") and not ev.time:
            return True
        golds = [w for w in map(interval, [g["date"], g.get("target"), *g.get("also", ())]) if w]
        return any(same_time(w, t, bound, narrower) for t in (ev.time, ev.said) if t for w in golds)

    def timeline(self):
        golds, events, sheet = self.key["timeline"], self.events, self.sheet
        needles = [self.support(g) for g in golds]
        allies = [{k for k, h in enumerate(golds) if h is g or h.get("id") in g.get("may_join", ())} for g in golds]
        status_ok = lambda g, e: e.status in [s.split()[0] for s in as_list(g["status"])]
        holds = [[{i for i, e in enumerate(events) if overlap(e.spans, n, 0.5)} for n in ns] for ns in needles]
        held = [set().union(*h) if h else set() for h in holds]
        counts = collections.Counter((i, k) for k, h in enumerate(holds) for x in h for i in x)
        total_held = collections.Counter()
        for (i, k), c in counts.items():
            total_held[i] += c
        purity = lambda i, k: sum(counts[i, j] for j in allies[k]) / total_held[i]
        cands, tight, dated, dated_right = {}, {}, set(), set()
        for k, g in enumerate(golds):
            pages_of = {n[0] for n in needles[k]} or self.on(g)
            cands[k], tight[k] = {}, {}
            for i in held[k]:
                e = events[i]
                tight[k][i] = sum(common(e.spans, n) for n in needles[k]) / e.size
                ok = self.right_time(g, e, pages_of)
                if e.time or e.said:
                    dated.add(i)
                    if ok:
                        dated_right.add(i)
                if ok:
                    cands[k][i] = tight[k][i]
        chosen = pair_up(cands)
        used = set(chosen.values())
        for k, g in enumerate(golds):  # entries that may be one event with another
            for i in sorted(cands[k], key=lambda i: -cands[k][i]) if k not in chosen else ():
                if all(j in allies[k] for j in chosen if chosen[j] == i):
                    chosen[k] = i
                    break
        near = lambda k, i, of: [x for x in of if x == i or abs(tight[k][x] - tight[k][i]) <= 0.2 * tight[k][i]]
        recall = right = 0.0
        for k, i in chosen.items():  # equal rivals share the credit; two about one place are free
            part, ties = min(1.0, 2 / len(near(k, i, tight[k]))), near(k, i, cands[k])
            recall += part
            right += part * sum(status_ok(golds[k], events[x]) for x in ties) / len(ties)
        for k, g in enumerate(golds):  # entries without needles: by page and day
            if not needles[k]:
                fits = [i for i, e in enumerate(events) if i not in used and e.pages & self.on(g) and self.right_time(g, e, self.on(g))]
                if fits:
                    best = max(fits, key=lambda i: (status_ok(g, events[i]), -i))
                    used.add(best)
                    chosen[k] = best
                    recall += 1
                    right += status_ok(g, events[best])
        sheet.share("timeline_recall", recall, len(golds), [f"{g['date']} {g['event']}" + (" (event, wrong time)" if held[k] else "") for k, g in enumerate(golds) if k not in chosen])
        sheet.share("timeline_status", right, len(golds), [f"{golds[k]['event']}: {events[i].status}, wanted {golds[k]['status']}" for k, i in chosen.items() if not status_ok(golds[k], events[i])])
        some = any(needles)
        both = [k for k, g in enumerate(golds) if g.get("said")]
        if both:
            ok = [k for k in both if k in chosen and same_time(interval(golds[k]["said"]), events[chosen[k]].said) and events[chosen[k]].time
                  and same_time(interval(golds[k].get("target") or golds[k]["date"]), events[chosen[k]].time, narrower=True)]
            sheet.share("said_and_meant", len(ok), len(both), [golds[k]["event"] for k in both if k not in ok])
        if some:
            few = max(1, len(golds) // 5)
            touching = set().union(*held)
            sheet.share("timeline_precision", len(touching & set(chosen.values())), len(touching), [f"{events[i].label} ({events[i].status} {events[i].time})" for i in sorted(touching - set(chosen.values()))], few)
            sheet.share("timeline_date_accuracy", len(dated_right), len(dated), [f"{events[i].label} at {events[i].time} said {events[i].said}" for i in sorted(dated - dated_right)], few)
            pairs = joined = 0
            lost = []
            for k, g in enumerate(golds):
                for a, x in enumerate(needles[k]):
                    for b in range(a + 1, len(needles[k])):
                        if x[0] != needles[k][b][0]:
                            ok = any(purity(i, k) >= 1 / 3 for i in holds[k][a] & holds[k][b])
                            pairs, joined = pairs + 1, joined + ok
                            if not ok:
                                lost.append(f"{g['event']}: {x[0]} and {needles[k][b][0]} apart")
            if pairs:
                sheet.share("events_joined", joined, pairs, lost)
            best = {k: max(c, key=lambda i: (c[i], -i)) for k, c in cands.items() if c}
            mixed = [k for k in best if any(best[j] == best[k] and j not in allies[k] for j in best)]
            sheet.share("events_apart", len(best) - len(mixed), len(best), [f"{golds[k]['event']} shares '{events[best[k]].label}'" for k in mixed], few)
        noise = [n for g in self.key.get("noise_dates", ()) for n in self.support(g)]
        if noise:
            bad = [e.label for e in events if any(overlap(e.all, n) for n in noise)]
            sheet.value("timeline_noise_events", len(bad), misses=bad)
        known = [n for part in ("timeline", "one_source_only", "forecasts", "hedged", "own_voice", "origins") for g in self.key.get(part) or () for n in self.support(g)]
        extra = [e.label for e in events if not any(overlap(e.spans, n) for n in known)]
        sheet.value("timeline_events", len(events))
        if some:
            sheet.value("timeline_outside_share", len(extra) / len(events) if events else float("nan"), misses=extra)
        added = [(pg, at, at + len(n)) for p in self.key["pages"] for pg in [self.short(p.get("page") or p.get("file"))] for n in p.get("added_noise", ()) for at in [self.pages.text[pg].find(n)] if at >= 0]
        if added:
            body = [s for page in self.pages.text for s in self.blocks(page, TEXT)]
            seen = [n for n in added if n[0] in self.by_page]
            sheet.share("added_noise_dropped", sum(not overlap(body, n, 0.2) for n in seen), len(added))
            sheet.value("noise_events", sum(any(overlap(e.all, n) for n in added) for e in events))

    # ------------------------------------------------------------ who says so
    ALIASES = {"washington": "etats", "united": "etats", "states": "unis", "white": "maison", "house": "blanche",
               "intelligence": "washington", "russian": "russes", "news": "presse", "agencies": "agences", "west": "occidentaux",
               "western": "occidentaux", "countries": "occidentaux", "presidency": "presidence", "state": "etat", "media": "medias",
               "moscow": "moscou", "north": "coree", "korean": "nord", "published": "kremlin"}

    def attributions(self):
        hits, total, miss = 0, 0, []
        for g in self.key["attributions"]:
            want = set().union(*map(words, g["any"])) - SMALL if g.get("any") else words(re.sub(r"page \d+", "", g.get("chain") or g.get("source") or "")) - SMALL
            if not g.get("any"):
                want |= {self.ALIASES[w] for w in want if w in self.ALIASES}
            needles, on = self.support(g), self.on(g)
            total += 1
            if g.get("of") == "page":
                arts = [self.by_page[n[0]] for n in needles if n[0] in self.by_page]
                ok = any(words(" ".join([a if isinstance(a, str) else a.get("name") or "" for a in art.get("agencies") or ()] + [(art.get("outlet") or {}).get("name") or ""])) & want for art in arts)
            elif g.get("of") == "credit":
                ok = any(overlap(self.blocks(n[0], ("credit",)), n) for n in needles)
            else:
                near = [c for c, s in self.claims + self.quotes if (any(overlap(wider(s, 60), n) for n in needles) if needles else {x for x, _, _ in s} & on)]
                ok = any(self.chain_words(c) & want for c in near)
                if ok and needles:  # many different speakers in one place are guesses
                    ok = min(1.0, 4 / len({tuple(sorted(self.chain_words(c))) for c in near} - {()}))
            hits += ok
            if not ok:
                miss.append(f"{g['fact']} <- {g.get('any') or g.get('chain') or g.get('source')}")
        self.sheet.share("attribution_recall", hits, total, miss)
        own = [(g, n) for g in self.key.get("own_voice", ()) for n in self.support(g)]
        if own:
            near = [self.tight(n) for _, n in own]
            ok = [bool(cs) and 2 * sum(not c.get("attribution") for c in cs) > len(cs) for cs in near]
            self.sheet.share("own_voice_right", sum(ok), len(own), [g["fact"] for (g, _), o in zip(own, ok) if not o])

    # ------------------------------------------------------------ quotations
    def is_quote(self, q, spans, n):
        """The quotation holds the needle; where the page has marks it is direct (about as wide as the marks) or mixed (a clause around them)."""
        if not overlap(spans, n, 0.5):
            return False
        m = self.pages.mark(n)
        if not m:
            return True
        size, inside = sum(b - a for _, a, b in spans), common(spans, m)
        if q.get("kind") == "mixed":
            return size <= m[2] - m[1] + 200
        return q.get("kind") in (None, "direct") and 2 * inside >= size + (m[2] - m[1]) - inside

    def quotations(self):
        group_of = {q: g["id"] for g in self.d.stories("quotation_groups") for q in g["quotations"]}
        hits = total = speaker = pairs = joined = 0
        miss, speech, apart, found_of = [], [], [], []
        for g in self.key["quotations"]:
            found = []
            for v in g["variants"]:
                places = self.support(v) or [(self.short(p), m.start(), m.end()) for p in v.get("pages", ()) for m in re.finditer(re.escape(fold(v["text"])), fold(self.pages.text.get(self.short(p), "")))]
                for n in places:
                    total += 1
                    got = [q for q, s in self.quotes if self.is_quote(q, s, n)]
                    hits += bool(got)
                    if not got:
                        miss.append(f"{g['speaker']}: {v['text'][:60]} ({n[0]})")
                    else:
                        want = words(g["speaker"]) - SMALL
                        ok = [q for q in got if self.chain_words(q) & want or "not named" in g["speaker"] and not q.get("attribution")]
                        right = 2 * len(ok) > len(got)
                        speaker += right
                        if not right:
                            speech.append(f"{v['text'][:50]}: wanted {g['speaker']}, got {[sorted(self.chain_words(q)) for q in got]}")
                    if not v.get("optional"):
                        found.append({q["id"] for q in got})
            ids = lambda got: {group_of.get(q, q) for q in got}
            for i in range(len(found)):
                for j in range(i + 1, len(found)):
                    same = bool(ids(found[i]) & ids(found[j]))
                    pairs, joined = pairs + 1, joined + same
                    if not same:
                        apart.append(f"{g['speaker']}/{g['about']}: variants {i} and {j} apart")
            found_of.append((g, set().union(*found) if found else set()))
        self.sheet.share("quotation_recall", hits, total, miss)
        self.sheet.share("quotation_speaker", speaker, total, speech)
        self.sheet.share("quotation_variants_joined", joined, pairs, apart)
        there = [(g, f, {group_of[q] for q in f if q in group_of}) for g, f in found_of if f]
        mixed = [f"{g['speaker']}/{g['about']} in one group with {h['about']}" for g, f, a in there for h, e, b in there
                 if h is not g and h["about"] != g["about"] and h["about"] not in g.get("may_join", ()) and not f & e and a & b]
        bad = {m.split(" in one group")[0] for m in mixed}
        self.sheet.share("quotation_groups_apart", len(there) - len(bad), len(there), mixed, max(1, len(found_of) // 5))
        marked = [(q, s) for q, s in self.quotes if q.get("kind") in ("direct", "mixed") and s]
        bare = [q["id"] for q, s in marked if not any(overlap(s, (p, a, b)) for p, lo, hi in s for a, b in self.pages.marks[p] if b > a)]
        self.sheet.value("quotations_without_marks", len(bare) / len(marked) if marked else float("nan"))

    # ------------------------------------------------------------ names
    def names(self):
        if not isinstance(self.key.get("names"), dict):
            return
        where, wrong_kind = collections.defaultdict(set), []
        for e in self.d.data["entities"]:
            for f in e["forms"]:
                spans = self.d.spans(f["passages"], 80)
                where[e["id"]] |= set(spans)
                if f.get("kind") == "misspelling":
                    wrong_kind.append((e["id"], spans))
        golds = []
        for name, forms in self.key["names"].items():
            if name != "others":
                sets = [(f, n, {i for i, spans in where.items() if overlap(spans, n)}) for f in forms if "WRONG PERSON" not in f["kind"] for n in self.support(f)]
                main = collections.Counter(i for _, _, ids in sets for i in ids).most_common(1)
                golds.append((name, sets, main[0][0] if main else None))
        mains = collections.Counter(m for _, _, m in golds)
        good = tot = tp = fn = fp = 0
        miss, mis = [], []
        for name, sets, main in golds:
            for f, n, ids in sets:
                tot += 1
                ok = main in ids and mains[main] == 1
                good += ok
                if not ok:
                    miss.append(f"{name}: '{f['form']}' on {n[0]} not linked")
                marked = any(overlap(s, n) and (i == main or len(sets) == 1) for i, s in wrong_kind)
                if f["kind"] == "MISSPELT":
                    tp, fn = tp + marked, fn + (not marked)
                    if not marked:
                        mis.append(f"{f['form']} not marked")
                elif "WRONG" not in f["kind"] and any(overlap(s, n) for _, s in wrong_kind):
                    fp += 1
                    mis.append(f"{f['form']} marked")
        pairs = [(a, b) for i, (a, _, ma) in enumerate(golds) for b, _, mb in golds[i + 1:] if ma and mb]
        same = [(a, b) for i, (a, _, ma) in enumerate(golds) for b, _, mb in golds[i + 1:] if ma and ma == mb]
        self.sheet.share("names_linked", good, tot, miss)
        self.sheet.share("names_kept_apart", len(pairs) - len(same), len(pairs), [f"{a} and {b} are one entity" for a, b in same])
        if any(f["kind"] == "MISSPELT" for _, sets, _ in golds for f, _, _ in sets):
            self.sheet.f1("misspellings_marked", tp, fp, fn, mis)

    # ------------------------------------------------------------ conflicts
    def conflicts(self):
        """Two values must be met by two different sides, and one conflict answers for one entry of the key."""
        def apart(sides, tests):
            met = [{i for i, sp in enumerate(sides) if t(sp)} for t in tests]
            return any(x and y and len(x | y) > 1 for i, x in enumerate(met) for y in met[i + 1:])

        numbers = lambda v: set(re.findall(r"\d+", re.sub(r"(?<=\d)[ .,\u00a0\u202f](?=\d{3})", "", str(v or ""))))
        listed = [([self.d.spans(s.get("passages")) for s in c["sides"]], c) for c in self.d.stories("conflicts")]
        for s in self.d.data["stories"]:
            qs = {q["id"]: q for q in (s.get("quotations") or ())}
            listed += [([self.d.spans([qs[q]["passage"]]) for q in g["quotations"] if q in qs], g) for g in s.get("quotation_groups", ())]
        golds = [g for g in self.key["contradictions"] if g.get("kind") != "name"]  # spelling is scored under the names
        cands = {}
        for k, g in enumerate(golds):
            values, cands[k] = g["values"], {}
            rows = values if isinstance(values, list) else [{"value": v, "pages": ps} for v, ps in values.items()]
            tests = []
            for v in rows:
                needles, on, digits = self.support(v), self.on(v), numbers(v.get("value"))
                if needles:
                    tests.append(lambda side, needles=needles: any(overlap(wider(side[0], 60), n) for n in needles))
                else:
                    tests.append(lambda side, on=on, digits=digits: bool({p for p, _, _ in side[0]} & on) and (not digits or bool(digits & numbers(side[1]))))
            for i, (sides, c) in enumerate(listed):
                if len(sides) > len(rows) + 4 or not ("sides" in c or g.get("kind") == "quotation"):
                    continue
                if apart([(sp, s.get("value") if isinstance(s, dict) else None) for sp, s in zip(sides, c.get("sides") or [None] * len(sides))], tests):
                    exact = sum(any(overlap(sp, n) for sp in sides for n in self.support(v)) for v in rows)
                    cands[k][i] = ("sides" in c) + 0.1 * exact + 0.01 / (1 + sum(b - a for sp in sides for _, a, b in sp))
        chosen = pair_up(cands)
        must = [k for k, g in enumerate(golds) if not g.get("optional")]
        def part(k):  # a passage that stands in many conflicts is a guess
            mine = [n for sp in listed[chosen[k]][0] for n in sp]
            return min(1.0, 4 / max(1, sum("sides" in c and any(overlap(sp, n) for sp in sides for n in mine) for sides, c in listed)))

        self.sheet.share("conflict_recall", float(sum(part(k) for k in must if k in chosen)), len(must), [f"{golds[k]['what']} ({golds[k].get('kind')}; {golds[k].get('reading', '')[:70]})" for k in must if k not in chosen])
        found = [k for k in chosen if golds[k].get("readings") and "sides" in listed[chosen[k]][1]]
        right, wrong = 0.0, []
        for k in found:
            got = [listed[i][1].get("reading") for i in cands[k] if "sides" in listed[i][1] and (i == chosen[k] or i not in chosen.values())]
            right += sum(r in golds[k]["readings"] for r in got) / len(got)
            wrong += [f"{golds[k]['what']}: {r}, wanted {golds[k]['readings']}" for r in got if r not in golds[k]["readings"]]
        if any(g.get("readings") for g in golds):
            self.sheet.share("conflict_reading", right, len(found), wrong, 2)
        count = sum(1 for _ in self.d.stories("conflicts"))
        hit = {i for i in chosen.values() if "sides" in listed[i][1]}
        names = [g for g in self.key["contradictions"] if g.get("kind") == "name"]
        spelling = {i for i, (sides, c) in enumerate(listed) if "sides" in c and c.get("kind") == "name" and any(sum(any(overlap(sp, n) for sp in sides for n in self.support(v)) for v in as_list(g["values"]) if isinstance(v, dict)) >= 2 for g in names)}
        self.sheet.share("conflict_precision", len(hit | spelling), count, [f"{c.get('about')}: {[s.get('value') for s in c['sides']]}" for i, (_, c) in enumerate(listed) if "sides" in c and i not in hit | spelling])
        self.sheet.value("conflicts_listed", count)

    # ------------------------------------------------------------ copied text
    def reuse(self):
        def grams(passage):
            w = [x for page, a, b in self.d.spans([passage], 10**6) for x in re.findall(r"\w+", fold(self.pages.text[page][a:b]))]
            return {tuple(w[i:i + 5]) for i in range(max(1, len(w) - 4))}

        def alike(passages):
            g = sorted(map(grams, passages), key=len)
            return bool(g) and all(len(g[0] & x) >= 0.5 * len(g[0]) and len(x) <= 3 * len(g[0]) + 20 for x in g[1:])

        found = [self.d.spans(r["passages"], 10**6) for r in self.d.stories("reuse") if alike(r["passages"])]
        hits, total, miss = 0, 0, []
        for g in self.key.get("shared_passages", ()):
            needles = self.support(g)
            if len(set(g["pages"])) < 2 or not needles:
                continue
            total += 1
            ok = any(all(overlap(s, n) for n in needles) for s in found)
            hits += ok
            if not ok:
                miss.append(f"{g['pages']}: {g.get('passage_starts')}")
        for g in self.key.get("echo_groups", ()):
            if "verbatim" not in g["kind"] or len(g["pages"]) < 2:
                continue
            total += 1
            ok = any(len({p for p, _, _ in s} & self.on(g)) >= 2 for s in found)
            hits += ok
            if not ok:
                miss.append(f"{g['agency']}: {sorted(self.on(g))}")
        self.sheet.share("reuse_recall", hits, total, miss)

    # ------------------------------------------------------------ doubt and outcomes
    def hedges(self):
        if not self.key.get("hedged"):
            return
        doubt = lambda c: (c.get("factuality") or {}).get("certainty") != "certain" or bool(c.get("hedges"))
        hits = total = fhits = ftotal = 0
        miss = []
        for g in self.key["hedged"]:
            said = g["marker"] + " " + g.get("note", "")
            reported = "future in the past" in said or "not a doubt" in said
            if g.get("skip") or "editorial" in g["marker"] or "interpretation" in g.get("note", ""):
                continue
            for n in self.support(g):
                near = self.tight(n)
                if reported:
                    ftotal += 1
                    fhits += bool(near) and not any(h.get("kind") == "conditional" for c in near for h in (c.get("hedges") or ()))
                else:
                    total += 1
                    ok = bool(near) and 2 * sum(map(doubt, near)) >= len(near)
                    hits += ok
                    if not ok:
                        miss.append(f"{g['text']} ({g['marker']})" + ("" if near else ": no claim"))
        doubts = [n for g in self.key["hedged"] for n in self.support(g)]
        plain = [(g, n) for g in self.key["timeline"] if as_list(g["status"])[0].startswith("happened") for n in self.support(g) if not any(d[0] == n[0] and abs(d[1] - n[1]) < 150 for d in doubts)]
        near = [self.tight(n) for _, n in plain]
        sure = [bool(cs) and 2 * sum(not doubt(c) for c in cs) > len(cs) for cs in near]
        self.sheet.share("hedge_recall", hits, total, miss)
        self.sheet.share("plain_facts_certain", sum(sure), len(plain), [f"{g['event']} ({n[0]})" for (g, n), s in zip(plain, sure) if not s])
        both = (hits / total if total else 0) + (sum(sure) / len(plain) if plain else 0) - 1
        self.sheet.value("hedge_told_apart", max(0.0, both), "(hedge_recall + plain_facts_certain - 1)")
        if ftotal:
            self.sheet.share("future_in_past_not_hearsay", fhits, ftotal)

    def forecasts(self):
        if not self.key.get("forecasts"):
            return
        hits, total, miss, wrong = 0, 0, [], []
        by_id = {e.id: e for e in self.events}
        for g in self.key["forecasts"]:
            ends, needles = [n for n in map(self.pages.needle, g.get("confirmed_by", ())) if n], self.support(g)
            mine = [e for e in self.events if any(overlap(e.spans, n) for n in needles)]
            told = lambda e: (e.e.get("outcome") or {}).get("relation") == "confirmed"
            if g["outcome"].startswith(("no page", "not borne")):
                wrong += [f"{g['forecast']}: {e.label}" for e in mine if told(e) and e.status in ("forecast", "announced", "possible")]
            elif ends and "confirmed" in g["outcome"]:
                total += 1
                ok = False
                for e in mine:
                    target = by_id.get((e.e.get("outcome") or {}).get("event"))
                    ok |= told(e) and target is not None and target.id != e.id and any(overlap(target.spans + self.d.spans(e.e["outcome"].get("passages")), n) for n in ends)
                hits += ok
                if not ok:
                    miss.append(g["forecast"])
        self.sheet.share("forecast_outcomes", hits, total, miss)
        self.sheet.value("forecasts_wrongly_confirmed", len(wrong), misses=wrong)

    # ------------------------------------------------------------ origins
    def origins(self):
        many_single, shares, miss, named, name_total, name_miss = 0, {1: [0, 0], 2: [0, 0]}, [], 0, 0, []
        for g in self.key.get("origins") or ():
            needles = self.support(g)
            extra = [(self.pages.needle(x), x["adds"]) for x in g.get("extra", ())]
            holding = [e for e in self.events if needles and all(overlap(e.spans, n) for n in needles) and len(e.origins) == g["n"] + sum(a for n, a in extra if overlap(e.spans, n))]
            row = shares[min(g["n"], 2)]
            row[0], row[1] = row[0] + bool(holding), row[1] + 1
            touching = [e for e in self.events if any(overlap(e.spans, n) for n in needles)]
            if not holding:
                miss.append(f"{g['fact']}: wanted {g['n']}, got {[len(e.origins) for e in touching]}")
            if g["n"] > 1:
                many_single += bool(touching) and not any(len(e.origins) > 1 for e in touching)
            if g.get("names") and holding:
                name_total += 1
                ok = any(all(any(words(w) & o for o in e.origin_words) for w in g["names"]) for e in holding)
                named += ok
                if not ok:
                    name_miss.append(f"{g['fact']}: wanted {g['names']}")
        if shares[1][1] or shares[2][1]:
            self.sheet.parts["origins_right"] = list(shares.values())
            parts = [h / t for h, t in shares.values() if t]
            self.sheet.value("origins_right", min(parts), f"(one origin {shares[1][0]}/{shares[1][1]}, several {shares[2][0]}/{shares[2][1]}; the lower share)", miss)
            if name_total:
                self.sheet.share("origins_named", named, name_total, name_miss)
        hits, total, miss = 0, 0, []
        for g in self.key.get("one_source_only") or ():
            if g.get("detail"):
                continue
            mine = [e for e in self.events if any(overlap(e.spans, n) for n in self.support(g))]
            total += 1
            ok = any(len(e.origins) == 1 for e in mine)
            hits += ok
            if not ok:
                miss.append(f"{g.get('page')}: {g['statement']} ({'more origins' if mine else 'no event'})")
        if total:
            loss = many_single / shares[2][1] if shares[2][1] else 0.0
            self.sheet.value("single_origin_marked", max(0.0, hits / total - loss), f"({hits}/{total}, less {loss:.2f} of the facts with several origins marked single)", miss)

    # ------------------------------------------------------------ errors of the pages, stories
    def page_errors(self):
        golds = [g for g in self.key.get("errors") or () if g.get("show")]
        if not golds:
            return
        shown = [(c.get("kind"), self.d.spans([p for s in c["sides"] for p in s.get("passages") or ()], 300)) for c in self.d.stories("conflicts") if c.get("scope") == "page" and 2 <= len(c["sides"]) <= 6 and sum(len(s.get("passages") or ()) for s in c["sides"]) <= 12]
        shown += [("misspelling", self.d.spans(f["passages"], 80)) for e in self.d.data["entities"] for f in e["forms"] if f.get("kind") == "misspelling"]
        for s in self.d.data["stories"]:
            qs = {q["id"]: q for q in (s.get("quotations") or ())}
            shown += [("quotation", self.d.spans([qs[q]["passage"] for q in g["quotations"] if q in qs])) for g in s.get("quotation_groups", ()) if g.get("differences") and len(g["quotations"]) > 1]
        cands = {k: {i: 1.0 for i, (kind, s) in enumerate(shown) if kind in g["show"] and any(overlap(s, n, 0.5) for n in self.support(g))} for k, g in enumerate(golds)}
        chosen = pair_up(cands)
        self.sheet.share("page_errors_shown", len(chosen), len(golds), [g["error"] for k, g in enumerate(golds) if k not in chosen])

    def stories(self):
        gold = self.key["stories"]["stories"] if isinstance(self.key.get("stories"), dict) else None
        if not gold:
            return
        got = {self.d.page_of.get(a): s["id"] for s in self.d.data["stories"] for a in s["articles"]}
        want = {p: s for s, ps in gold.items() for p in ps}
        ids = sorted(want)
        good = sum((want[a] == want[b]) == (got.get(a) is not None and got.get(a) == got.get(b)) for i, a in enumerate(ids) for b in ids[i + 1:])
        self.sheet.share("story_pairs", good, len(ids) * (len(ids) - 1) // 2)


def score(key, dossier, pages, sheet, lines=None, articles=None):
    m = Marking(key, dossier, pages, sheet)
    m.published()
    if articles:
        m.articles(articles)
    if lines:
        m.lines(lines)
    for part in (m.timeline, m.attributions, m.quotations, m.names, m.conflicts, m.reuse, m.hedges, m.forecasts, m.origins, m.page_errors, m.stories):
        part()
    bad = {json.dumps(s, sort_keys=True, ensure_ascii=False) for s in pages.bad}
    if bad:
        sheet.value("key_needles_bad", len(bad), misses=sorted(bad))


def missed(figures, floors):
    """The floors that do not hold, in words; a floor on a name in CEILINGS is a ceiling, and nan holds nothing."""
    out = []
    for f in floors:
        name, value = f.split("=")
        got = figures.get(name, float("nan"))
        if not (got <= float(value) if name.endswith(CEILINGS) else got >= float(value)):
            out.append(f"{name} {got:.3f} wants {value}")
    return out


def floor_set(name, kind):
    """The floors of one set in floors.json, as NAME=VALUE."""
    sets = json.loads((pathlib.Path(__file__).resolve().parent / "floors.json").read_text("utf-8"))
    if name not in sets:
        sys.exit(f"no floor set {name!r}; there are: {', '.join(sets)}")
    return [f"{k}={v}" for k, v in sets[name][kind].items()]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("key", type=pathlib.Path)
    ap.add_argument("dossier", type=pathlib.Path)
    ap.add_argument("--pages", type=pathlib.Path, required=True, help="folder of the raw pages")
    ap.add_argument("--lines", type=pathlib.Path, help="line labels, as seeds/lines.json")
    ap.add_argument("--articles", type=pathlib.Path, help="exact articles, as seeds/articles.json (default: articles.json beside the key, where it is)")
    ap.add_argument("-v", "--verbose", action="store_true")
    ap.add_argument("--floor", action="append", default=[], metavar="NAME=VALUE", help="exit 1 when a figure is below this (above, for counts)")
    ap.add_argument("--floors", metavar="SET", help="the floors of this set in floors.json")
    o = ap.parse_args()
    if o.floors:
        o.floor += floor_set(o.floors, "seeds")
    key = json.loads(o.key.read_text("utf-8"))
    files = key["files"] if "files" in key else {pathlib.PurePath(p["file"]).name: pathlib.PurePath(p["file"]).name for p in key["pages"]}
    exact = o.articles or o.key.parent / "articles.json"
    pages = Pages(o.pages, files)
    dossier = Dossier(json.loads(o.dossier.read_text("utf-8")), pages)
    sheet = Sheet(o.verbose)
    read = lambda p: json.loads(p.read_text("utf-8")) if p and p.exists() else None
    score(key, dossier, pages, sheet, read(o.lines), read(exact))
    bad = missed(dict(sheet.rows), o.floor)
    if o.floor:
        print("floors: " + ("all held" if not bad else "; ".join(bad)))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
