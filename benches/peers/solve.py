"""Solves one exported model with one peer and prints what it came to as JSON, on the last line.

The peers never share a process: OR-Tools and highspy each bring a HiGHS, of different versions.
"""

import argparse
import json
import re
import subprocess
import tempfile
import time
from pathlib import Path

from model import read


def highs(path, limit, threads):
    import highspy

    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", threads)
    solver.setOptionValue("time_limit", limit)
    solver.setOptionValue("mip_rel_gap", 0.0)
    if solver.readModel(path) != highspy.HighsStatus.kOk:
        return refused("HiGHS", solver.version())
    started = time.perf_counter()
    solver.run()
    seconds = time.perf_counter() - started
    info, has_plan = solver.getInfo(), solver.getSolution().value_valid
    names, values = solver.getLp().col_names_, solver.getSolution().col_value
    proved = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    plan = dict(zip(names, values)) if has_plan else None
    return told("HiGHS", solver.version(), proved, plan, info.mip_dual_bound, seconds)


def cp_sat(path, limit, threads):
    import ortools
    from ortools.linear_solver.python import model_builder

    model = model_builder.Model()
    if not model.import_from_mps_file(path):
        return refused("CP-SAT", ortools.__version__)
    solver = model_builder.Solver("sat")
    solver.set_time_limit_in_seconds(limit)
    solver.set_solver_specific_parameters(f"num_workers:{threads}")
    started = time.perf_counter()
    status = solver.solve(model)
    seconds = time.perf_counter() - started
    proved = status == model_builder.SolveStatus.OPTIMAL
    plan, bound = None, None
    if proved or status == model_builder.SolveStatus.FEASIBLE:
        plan = {column.name: solver.value(column) for column in model.get_variables()}
        bound = solver.best_objective_bound
    return told("CP-SAT", ortools.__version__, proved, plan, bound, seconds)


def cbc(path, limit, threads):
    import pulp

    program = pulp.PULP_CBC_CMD(msg=False).path
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "solution.txt"
        words = [program, path, "-threads", str(threads), "-seconds", str(limit), "-timeMode", "elapsed"]
        words += ["-ratio", "0", "-allow", "0", "-solve", "-solution", str(out)]
        started = time.perf_counter()
        log = subprocess.run(words, capture_output=True, text=True).stdout
        seconds = time.perf_counter() - started
        version = found(r"^Version: (\S+)", log) or "?"
        if "read with 0 errors" not in log or not out.exists():
            return refused("CBC", version)
        lines = out.read_text().splitlines()
    # "Optimal - objective value 3", then number, name, value and reduced cost; "**" marks a broken bound.
    proved, has_plan = lines[0].startswith("Optimal"), "nfeasible" not in lines[0]
    fields = [line.replace("**", "").split() for line in lines[1:]]
    plan = {name: float(value) for _, name, value, _ in fields} if has_plan else None
    bound = found(r"^Lower bound:\s+(\S+)", log)
    if proved:
        bound = found(r"^Objective value:\s+(\S+)", log)
    return told("CBC", version, proved, plan, bound and float(bound), seconds)


def scip(path, limit, threads):
    from pyscipopt import Model

    solver = Model()
    solver.hideOutput()
    version = f"{solver.getMajorVersion()}.{solver.getMinorVersion()}.{solver.getTechVersion()}"
    try:
        solver.readProblem(path)
    except OSError:
        return refused("SCIP", version)
    solver.setParam("limits/time", limit)
    started = time.perf_counter()
    solver.optimize()
    seconds = time.perf_counter() - started
    plan = None
    if solver.getNSols() > 0:
        best = solver.getBestSol()
        plan = {column.name: solver.getSolVal(best, column) for column in solver.getVars()}
    return told("SCIP", version, solver.getStatus() == "optimal", plan, solver.getDualbound(), seconds)


def found(pattern, text):
    match = re.search(pattern, text, re.MULTILINE)
    return match and match.group(1)


def refused(peer, version):
    return {"peer": peer, "version": version, "status": "refused"}


def told(peer, version, proved, plan, bound, seconds):
    status = "optimal" if proved else "limit"
    if bound is not None and abs(bound) > 1e15:
        bound = None
    said = {"peer": peer, "version": version, "status": status, "bound": bound, "seconds": seconds}
    return said | {"plan": plan}


PEERS = {"highs": highs, "cp-sat": cp_sat, "cbc": cbc, "scip": scip}


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("peer", choices=PEERS)
    words.add_argument("model")
    words.add_argument("--limit", type=float, default=60, help="seconds")
    words.add_argument("--threads", type=int, default=2, help="SCIP has one whatever is said")
    asked = words.parse_args()
    said = PEERS[asked.peer](asked.model, asked.limit, asked.threads)
    plan = said.pop("plan", None)
    said |= {"value": None, "broken": None}
    if plan is not None:
        # Solvers keep rows to about 1e-6; what the plan is worth is worked out in whole numbers.
        whole = {name: round(value) for name, value in plan.items()}
        said["value"], said["broken"] = read(asked.model).value(whole)
    print(json.dumps(said))


if __name__ == "__main__":
    main()
