"""A dense linear assignment as a council folder: a practitioner's score for every child in every home."""

import math
import random
from pathlib import Path

COUNCIL = """name = "Assignment"
code = "E06000019"
as_at = 2026-03-31
vintage = "made for a comparison of solvers"

[[policy.tiers]]
name = "placed"
terms = [{ duty = "D21", weight = 1 }]

[[policy.tiers]]
name = "score"
terms = [{ duty = "D33", weight = 1 }]
"""


def write(folder, size, seed=1):
    """Costs of 1 to 100 of which few are low: even draws would leave a plan in which every cost is 1."""
    draw = random.Random(seed)
    folder = Path(folder)
    folder.mkdir(parents=True)
    (folder / "council.toml").write_text(COUNCIL)
    children = ["child_id,date_of_birth,sex,entered_care"]
    children += [f"C{i},2016-01-01,U,2026-01-01" for i in range(1, size + 1)]
    homes = ["home_id,kind,sector,authority,places,age_min,age_max,weekly_cost,status,approval_type"]
    homes += [f"H{j},foster,own,E06000019,1,0,17,500,available,full" for j in range(1, size + 1)]
    scores = ["child_id,home_id,suitable,score"]
    for i in range(1, size + 1):
        for j in range(1, size + 1):
            cost = math.ceil(100 * math.sqrt(1 - draw.random()))
            scores.append(f"C{i},H{j},yes,{100 - cost}")
    empty = {
        "areas": ["area_code,name,authority,easting,northing"],
        "placements": ["child_id,home_id,start_date,purpose"],
        "sibling_links": ["child_a,child_b,plan"],
    }
    tables = empty | {"children": children, "homes": homes, "assessments": scores}
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")
