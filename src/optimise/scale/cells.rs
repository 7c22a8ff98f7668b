//! Cells: neighbouring sibling groups and homes, by splitting the map in two again and again.

/// A place on the national grid, in metres.
pub type At = (i64, i64);

/// A cell: the sibling groups that live in it and the homes that stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Groups, in order.
    pub groups: Vec<u32>,
    /// Homes, in order.
    pub homes: Vec<u32>,
}

/// A thing on the map: group or home, how many children it is, and where.
#[derive(Debug, Clone, Copy)]
struct Thing {
    group: bool,
    number: u32,
    children: usize,
    at: At,
}

/// Splits groups (with their numbers of children) and homes into cells of at most so many children. Different
/// `turn`s put the borders elsewhere. What has no place on the map is spread over the cells.
pub fn cells(
    groups: &[(usize, Option<At>)],
    homes: &[Option<At>],
    most: usize,
    turn: usize,
) -> Vec<Cell> {
    let known: Vec<At> = groups.iter().filter_map(|(_, at)| *at).collect();
    let anywhere = |number: usize| match known.len() {
        0 => (number as i64, 0),
        n => known[number * 7919 % n],
    };
    let group = |(number, (children, at)): (usize, &(usize, Option<At>))| Thing {
        group: true,
        number: number as u32,
        children: *children,
        at: at.unwrap_or_else(|| anywhere(number)),
    };
    let home = |(number, at): (usize, &Option<At>)| Thing {
        group: false,
        number: number as u32,
        children: 0,
        at: at.unwrap_or_else(|| anywhere(number)),
    };
    let mut things: Vec<Thing> = groups.iter().enumerate().map(group).collect();
    things.extend(homes.iter().enumerate().map(home));
    let mut found = Vec::new();
    // In turn the first border is at the middle, a third, or two thirds of the children.
    let first = [(1, 2), (1, 3), (2, 3)][turn % 3];
    split(things, most, turn.is_multiple_of(2), first, &mut found);
    found
}

fn split(
    mut things: Vec<Thing>,
    most: usize,
    by_easting: bool,
    (part, parts): (usize, usize),
    found: &mut Vec<Cell>,
) {
    let all: usize = things.iter().map(|thing| thing.children).sum();
    let groups = things.iter().filter(|thing| thing.group).count();
    if all <= most || groups < 2 {
        let of = |group: bool| {
            let mut numbers: Vec<u32> = things
                .iter()
                .filter(|thing| thing.group == group)
                .map(|thing| thing.number)
                .collect();
            numbers.sort_unstable();
            numbers
        };
        found.push(Cell {
            groups: of(true),
            homes: of(false),
        });
        return;
    }
    let key = |thing: &Thing| {
        let (easting, northing) = thing.at;
        let at = if by_easting {
            (easting, northing)
        } else {
            (northing, easting)
        };
        (at, thing.group, thing.number)
    };
    things.sort_unstable_by_key(key);
    let mut below = 0;
    let border = things
        .iter()
        .position(|thing| {
            below += thing.children;
            below * parts >= all * part
        })
        .map_or(things.len() / 2, |at| at + 1);
    let above = things.split_off(border.clamp(1, things.len() - 1));
    split(things, most, !by_easting, (1, 2), found);
    split(above, most, !by_easting, (1, 2), found);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_hold_everything_once_and_no_more_children_than_asked() {
        let groups: Vec<(usize, Option<At>)> = (0..100)
            .map(|n| {
                (
                    1 + n % 3,
                    (n % 10 != 0).then_some((n as i64 * 37 % 101, n as i64 * 53 % 97)),
                )
            })
            .collect();
        let homes: Vec<Option<At>> = (0..60).map(|n| Some((n * 17 % 101, n * 29 % 97))).collect();
        for turn in 0..4 {
            let cells = cells(&groups, &homes, 30, turn);
            let mut seen: Vec<u32> = cells.iter().flat_map(|c| c.groups.clone()).collect();
            seen.sort_unstable();
            assert_eq!(seen, (0..100).collect::<Vec<u32>>());
            let mut seen: Vec<u32> = cells.iter().flat_map(|c| c.homes.clone()).collect();
            seen.sort_unstable();
            assert_eq!(seen, (0..60).collect::<Vec<u32>>());
            for cell in &cells {
                let children: usize = cell.groups.iter().map(|g| groups[*g as usize].0).sum();
                assert!(children <= 30, "{children}");
            }
        }
        assert_ne!(cells(&groups, &homes, 30, 0), cells(&groups, &homes, 30, 1));
    }
}
