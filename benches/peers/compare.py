"""Exports rounds with placewell, solves every tier again with the peers and prints what each came to.

Ends with 1 if a peer cannot read a file, or contradicts a certificate: a value below its bound, or a proof that
its value cannot be had.
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import assignment
from solve import PEERS

HERE = Path(__file__).parent


def synthetic(*words):
    return lambda program, folder: run(program, "synth", *words, "--out", folder)


# Name, heading, how its council is made, words for match, and the tiers that are solved again (all if None).
ROUNDS = [
    ("month", "A month's round, Lancashire, 60 children to place",
     synthetic("lancashire", "--referrals", "27", "--supply", "1.35"), [], None),
    ("whole", "The theoretical whole-system round, Herefordshire, 312 children",
     synthetic("herefordshire"), ["--whole-system"], None),
    ("assignment", "A dense assignment, 800 children to 800 homes",
     lambda program, folder: assignment.write(folder, 800), [], ["score"]),
]


def run(program, *words):
    subprocess.run([program, *map(str, words), "--quiet"], check=True, stderr=subprocess.DEVNULL)


def solved_again(peer, model, asked):
    """What a peer says of a model, from a process of its own."""
    words = [peer, model, "--limit", asked.limit, "--threads", asked.threads]
    program = [sys.executable, HERE / "solve.py", *words]
    try:
        # Reading is outside a solver's own limit, and some look at the clock seldom.
        done = subprocess.run([str(word) for word in program], capture_output=True, text=True,
                              timeout=3 * asked.limit + 120)
    except subprocess.TimeoutExpired:
        return {"peer": peer, "version": "", "status": "ended"}
    lines = done.stdout.splitlines()
    if done.returncode != 0 or not lines:
        print(done.stderr, file=sys.stderr)
        return {"peer": peer, "version": "", "status": "failed"}
    return json.loads(lines[-1])


def verdict(tier, said):
    """In a word or two whether a peer agrees with the certificate, and whether the comparison fails."""
    value, objective, bound = said.get("value"), tier["objective"], tier["bound"]
    if said["status"] in ("refused", "failed", "ended"):
        return said["status"], said["status"] != "ended"
    if said.get("broken"):
        return f"plan breaks {said['broken']}", False
    peer_bound = said["bound"]
    if value is not None and value < bound:
        return "DISAGREES", True
    if peer_bound is not None and math.ceil(peer_bound - 1e-6 * max(1, abs(peer_bound))) > objective:
        return "DISAGREES", True
    if said["status"] == "limit":
        return "open", False
    if value == objective:
        return "agrees", False
    return ("agrees, within the gap", False) if value < objective else ("DISAGREES", True)


def shown(said, word):
    """A cell: what is equal to the certificate is not said again."""
    seconds = f"{said['seconds']:.2f} s" if "seconds" in said else ""
    if word == "agrees":
        return f"agrees, {seconds}"
    known = said.get("value"), said.get("bound")
    value, bound = ("none" if n is None else f"{n:,.0f}" for n in known)
    return f"{word}: value {value}, bound {bound}, {seconds}" if seconds else word


def compare(name, heading, make, words, only, folder, asked):
    """One round's table; how many contradictions it has."""
    council, out = folder / name, folder / f"{name}-round"
    make(asked.program, council)
    run(asked.program, "match", council, "--out", out, "--export-model", out / "models", *words)
    tiers = json.loads((out / "certificate.json").read_text())["tiers"]
    timings = json.loads((out / "timings.json").read_text())
    seconds = timings["seconds_by_tier_over_all_parts"]
    rows, versions, wrong = [], {}, 0
    totals = {peer: 0.0 for peer in asked.peers}
    for tier in tiers:
        row = [tier["name"], f"{tier['objective']:,}", f"{tier['bound']:,}", f"{seconds[tier['name']]:.2f}"]
        for peer in asked.peers if only is None or tier["name"] in only else []:
            said = solved_again(peer, out / "models" / tier["model"], asked)
            word, is_wrong = verdict(tier, said)
            versions[peer] = f"{said['peer']} {said['version']}"
            totals[peer] += said.get("seconds", asked.limit)
            wrong += is_wrong
            row.append(shown(said, word))
            print(f"{name}, {tier['name']}, {peer}: {row[-1]}", file=sys.stderr)
        if only is None or tier["name"] in only:
            rows.append(row)
    all_tiers = timings["seconds"]["solve and certify"]
    sums = ["" if only else f"{totals[peer]:.1f} s" for peer in asked.peers]
    rows.append(["all tiers", "", "", f"{all_tiers:.2f}"] + sums)
    print(f"\n{heading}:\n")
    headings = ["tier", "value", "bound", "seconds"] + [versions[peer] for peer in asked.peers]
    for row in [headings, ["---"] * len(headings), *rows]:
        print("| " + " | ".join(row) + " |", flush=True)
    return wrong


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--program", default="placewell", help="the placewell program")
    words.add_argument("--limit", type=float, default=60, help="seconds for a tier and a peer")
    words.add_argument("--threads", type=int, default=2, help="threads of a peer; SCIP has one")
    words.add_argument("--only", action="append", choices=[name for name, *_ in ROUNDS])
    words.add_argument("--peers", nargs="+", choices=PEERS, default=list(PEERS))
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rounds = [r for r in ROUNDS if asked.only is None or r[0] in asked.only]
        wrong = sum(compare(*r, Path(folder), asked) for r in rounds)
    print(f"\n{wrong} contradictions", file=sys.stderr)
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
