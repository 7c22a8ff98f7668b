#!/usr/bin/env python3
"""The tables of the stock-flow method for a header and an episodes file, written from the description of the method alone:
every figure is counted anew day by day, child by child. It shares no code with the program. Standard library only.

    independent.py RETURNS REFERENCE_FIRST REFERENCE_LAST FROM TO OUT
"""

import csv
import sys
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

BINS = [(-1, 1, "Birth to 1"), (1, 5, "1 to 5"), (5, 10, "5 to 10"), (10, 16, "10 to 16"), (16, 30, "16 to 18+")]
PLACES = {
    "Fostering": "U1 U2 U3 U4 U5 U6",
    "Residential": "K2 R1 P3 S1",
    "Supported": "H5 K3 P2",
}
CATEGORY = {code: name for name, codes in PLACES.items() for code in codes.split()}
OUT_OF_CARE = "Not in care"
DETAILS = {
    "Fostering": ["Fostering (Friend/Relative)", "Fostering (In-house)", "Fostering (IFA)"],
    "Residential": ["Residential (In-house)", "Residential (External)"],
    "Supported": ["Supported accommodation"],
    "Other": ["Secure home", "Placed with family", "Other"],
}


def day(text):
    return date.fromisoformat(text) if text else None


def days(first, last):
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def label_of(age):
    return next(label for low, high, label in BINS if low <= age < high)


def detail(place, provider):
    own, other = provider in ("PR1", "PR2", "PR3"), provider in ("PR4", "PR5")
    if place in ("U1", "U2", "U3"):
        return "Fostering (Friend/Relative)"
    if place in ("U4", "U5", "U6") and (own or other):
        return "Fostering (In-house)" if own else "Fostering (IFA)"
    if CATEGORY.get(place) == "Residential" and (own or other):
        return "Residential (In-house)" if own else "Residential (External)"
    return {"K1": "Secure home", "P1": "Placed with family"}.get(
        place, "Supported accommodation" if CATEGORY.get(place) == "Supported" else "Other"
    )


def merged(rows):
    """Steps 2 and 4 for one child."""
    by_start = {}
    for row in sorted(rows, key=lambda r: (r["DECOM"], r["DEC"] or "")):
        by_start[row["DECOM"]] = row
    by_end = {}
    for start in sorted(by_start):
        by_end.setdefault(by_start[start]["DEC"], by_start[start])
    kept = sorted(by_end.values(), key=lambda r: r["DECOM"])
    spans = []
    for at, row in enumerate(kept):
        following = kept[at + 1]["DECOM"] if at + 1 < len(kept) else ""
        end = following if not row["DEC"] or (following and row["DEC"] > following) else row["DEC"]
        spans.append([day(row["DECOM"]), day(end), row["RNE"], row["PLACE"], row["PLACE_PROVIDER"]])
    out = []
    for span in spans:
        if out and span[2] in ("L", "T", "U") and out[-1][1] == span[0]:
            out[-1][1] = span[1]
        else:
            out.append(span)
    return len(spans), out


def birthday(born, years):
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return born.replace(year=born.year + years, day=28)


def cut(born, spans, data_end):
    parts = []
    for start, end, _, place, provider in spans:
        first, last = (start - born).days / 365.24, ((end or data_end) - born).days / 365.24
        begins, label = start, label_of(first)
        category = CATEGORY.get(place, "Other")
        for years in (1, 5, 10, 16):
            if first < years <= last:
                turns = birthday(born, years)
                parts.append([begins, turns, label, label_of(years), category, detail(place, provider)])
                begins, label = turns, label_of(years)
        parts.append([begins, end, label, label_of(last), category, detail(place, provider)])
    moves = []
    for at, (start, end, label, end_label, category, kind) in enumerate(parts):
        before = at and parts[at - 1][1] == start
        after = end and at + 1 < len(parts) and parts[at + 1][0] == end
        moves.append({
            "start": start, "end": end, "state": f"{label} - {category}", "kind": kind, "enters": not before,
            "to": end and f"{end_label} - {parts[at + 1][4] if after else OUT_OF_CARE}",
        })
    return moves


def main(folder, first, last, start, end, out):
    header, episodes = (list(csv.DictReader(open(Path(folder) / name))) for name in ("header.csv", "episodes.csv"))
    born = {row["CHILD"]: day(row["DOB"]) for row in sorted(header, key=lambda r: r["YEAR"])}
    rows = [row for row in episodes if row["CHILD"] in born]
    of_child = defaultdict(list)
    for row in rows:
        of_child[row["CHILD"]].append(row)
    spans = {child: merged(mine)[1] for child, mine in of_child.items()}
    latest = max(d for mine in spans.values() for span in mine for d in span[:2] if d)
    data = (date(min(int(r["YEAR"]) for r in rows) - 1, 4, 1), date(latest.year + (latest.month > 3), 3, 31))
    parts = [part for child, mine in spans.items() for part in cut(born[child], mine, data[1])]
    seen = sorted({part["state"] for part in parts})
    there = lambda key, value, on: sum(
        (p["start"] <= on) - bool(p["end"] and p["end"] <= on) for p in parts if p[key] == value
    )
    first_move = min(p["end"] for p in parts if p["end"])
    reference = days(first, last)
    pairs = {(p["state"], p["to"]) for p in parts if p["end"]}
    for a in seen:
        age = a.split(" - ")[0]
        pairs |= {(a, b) for b in seen if b.startswith(f"{age} - ")} | {(a, f"{age} - {OUT_OF_CARE}")}
    rates, left_out = {}, set()
    for a in seen:
        counted = []
        for on in reference:
            if on <= data[0] or on < first_move:
                continue
            had = there("state", a, on - timedelta(1))
            gone = [p["to"] for p in parts if p["state"] == a and p["end"] == on]
            if had > 0:
                counted.append((had, gone))
            elif gone:
                left_out.add((a, on))
        for b in {b for x, b in pairs if x == a and b != a}:
            ratios = [gone.count(b) / had for had, gone in counted]
            rates[a, b] = sum(ratios) / len(ratios) if ratios else 0.0
        rates[a, a] = 1 - sum(rate for (x, b), rate in rates.items() if x == a and b != a)
    states = sorted({state for pair in pairs for state in pair})
    enters = {s: sum(p["state"] == s and p["enters"] and first <= p["start"] <= last for p in parts) / len(reference)
              for s in states}
    stock = {s: there("state", s, start) for s in seen}
    count, path = {s: float(stock.get(s, 0)) for s in states}, []
    for on in days(start, end)[1:]:
        count = {b: enters[b] + sum(rate * count[a] for (a, x), rate in rates.items() if x == b)
                 + (count[b] if b.endswith(OUT_OF_CARE) else 0.0) for b in states}
        path.append((on, count))
    person_days = {kind: sum(there("kind", kind, on) for on in reference) for kinds in DETAILS.values() for kind in kinds}
    share = {}
    for kinds in DETAILS.values():
        whole = sum(person_days[kind] for kind in kinds)
        share.update({kind: person_days[kind] / whole if whole else 0.0 for kind in kinds})
    by_label = [(category, kind) for category in sorted(DETAILS) for kind in DETAILS[category]]

    def write(name, head, body):
        Path(out).mkdir(parents=True, exist_ok=True)
        with open(Path(out) / name, "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([head, *body])

    write("stock_at_start.csv", ["state", "children"], [(s, float(stock[s])) for s in seen])
    write("entry_rates.csv", ["state", "daily_entries"], enters.items())
    write("transition_rates.csv", ["from", "to", "rate"], [(*pair, rates[pair]) for pair in sorted(rates)])
    write("forecast_population.csv", ["date", *states], [(on, *(c[s] for s in states)) for on, c in path])
    write("historic_daily_stock.csv", ["date", *seen],
          [(on, *(float(there("state", s, on)) for s in seen)) for on in days(*data)])
    write("placement_proportions.csv", ["placement_detail", "proportion"],
          [(kind, share[kind]) for category in ("Fostering", "Residential", "Supported", "Other")
           for kind in DETAILS[category]])
    write("population_by_detail.csv", ["date", *(kind for _, kind in by_label)],
          [(on, *(sum(round(c[s]) for s in states if s.endswith(f" - {category}")) * share[kind]
                  for category, kind in by_label)) for on, c in path])
    print("left out of the rates:", sorted((a, str(on)) for a, on in left_out))


if __name__ == "__main__":
    main(sys.argv[1], *map(day, sys.argv[2:6]), sys.argv[6])
