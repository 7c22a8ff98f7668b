"""Reads the exported MPS text in whole numbers, so that a peer's plan is judged without rounding."""

from dataclasses import dataclass, field


@dataclass
class Model:
    """A model to be minimised; every number is whole."""

    costs: dict[str, int] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    bounds: dict[str, tuple[int, int]] = field(default_factory=dict)
    senses: dict[str, str] = field(default_factory=dict)
    limits: dict[str, int] = field(default_factory=dict)
    terms: dict[str, list[tuple[str, int]]] = field(default_factory=dict)

    def value(self, plan):
        """What the plan costs, or which bound or row it breaks."""
        for column, (lower, upper) in self.bounds.items():
            if not lower <= plan.get(column, 0) <= upper:
                return None, f"{column} = {plan.get(column, 0)}"
        for row, sense in self.senses.items():
            total = sum(c * plan.get(column, 0) for column, c in self.terms[row])
            if total > self.limits[row] or (sense == "E" and total < self.limits[row]):
                return None, f"{row}: {total} against {self.limits[row]}"
        return sum(cost * plan.get(column, 0) for column, cost in self.costs.items()), None


def read(path):
    """The model of a file."""
    model, section, whole = Model(), "", False
    with open(path, encoding="ascii") as lines:
        for line in lines:
            fields = line.split()
            if not line.startswith(" "):
                section = fields[0]
            elif section == "ROWS" and fields[0] != "N":
                sense, row = fields
                model.senses[row], model.limits[row], model.terms[row] = sense, 0, []
            elif section == "COLUMNS" and fields[1] == "'MARKER'":
                whole = fields[2] == "'INTORG'"
            elif section == "COLUMNS" and fields[1] == "obj":
                model.costs[fields[0]] = int(fields[2])
                if whole:
                    model.whole.add(fields[0])
            elif section == "COLUMNS":
                model.terms[fields[1]].append((fields[0], int(fields[2])))
            elif section == "RHS":
                model.limits[fields[1]] = int(fields[2])
            elif section == "BOUNDS":
                kind, _, column, number = fields
                model.bounds[column] = (int(number) if kind == "FX" else 0, int(number))
    return model
