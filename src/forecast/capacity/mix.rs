//! Homes in the proportions in which children's plans ask for them: which kinds, in which districts.
//!
//! Of each setting as many places as children whose plan asks for it, over the authority's districts as those children's homes
//! are. Not only where places are short on paper: children who are settled with others do not move, so that a share is
//! raised by those who come and move, in every setting. Homes are added one by one, each where the fewest of those
//! places are there yet (Webster's method), so that a longer list begins with every shorter one.

use super::required::{Needed, need};
use crate::forecast::cast::Setting;
use crate::forecast::system::{Setup, Simulated};
use crate::prospects::{Kind, Prospect};

/// What is added in each setting: homes of the usual size of new ones.
const USUAL: [(Setting, &str); 3] = [
    (Setting::Family, "foster-0-17-2-standard"),
    (Setting::Home, "home-8-17-3-standard"),
    (Setting::Supported, "supported-16-17-4"),
];
/// What is added where brothers and sisters are to live together.
const FOR_SIBLINGS: &str = "foster-0-17-3-standard";
/// Kinds of homes that a cast has to have.
pub const ADDED: [&str; 4] = [USUAL[0].1, USUAL[1].1, USUAL[2].1, FOR_SIBLINGS];

/// A kind of home in a district.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The kind.
    pub kind: Kind,
    /// The district, by position.
    pub area: u32,
    /// Children whose plan asks for it.
    weight: f64,
}

/// Kinds of homes, and in which order they come.
#[derive(Debug, Clone)]
pub struct Mix {
    /// Kinds in districts.
    pub parts: Vec<Part>,
    /// The part of each home, one after another.
    order: Vec<usize>,
}

impl Mix {
    /// As children's plans ask in the last month of futures in which nothing is added; the first so many homes. Where nobody's
    /// home is in a district of the authority there is nothing to add.
    pub fn of(setup: &Setup<'_>, simulated: &Simulated, for_siblings: bool, most: u32) -> Self {
        let added = match for_siblings {
            true => vec![(Setting::Family, FOR_SIBLINGS)],
            false => USUAL.to_vec(),
        };
        let parts = added
            .into_iter()
            .flat_map(|kind| parts(setup, simulated, kind));
        Self::in_order(parts.collect(), most)
    }

    fn in_order(parts: Vec<Part>, most: u32) -> Self {
        let mut there = vec![0.0; parts.len()];
        let mut order = Vec::new();
        for _ in 0..most {
            let after = |at: &usize| {
                let places = f64::from(parts[*at].kind.places);
                (there[*at] + places / 2.0) / parts[*at].weight
            };
            let next = (0..parts.len()).min_by(|a, b| after(a).total_cmp(&after(b)));
            let Some(next) = next else { break };
            there[next] += f64::from(parts[next].kind.places);
            order.push(next);
        }
        Self { parts, order }
    }

    /// By part: how many of the first so many homes.
    pub fn homes(&self, number: u32) -> Vec<u32> {
        let mut homes = vec![0; self.parts.len()];
        for part in self.order.iter().take(number as usize) {
            homes[*part] += 1;
        }
        homes
    }
}

/// A kind of home in each district where it could be, by the children from there whose plan asks for the setting: a mean over
/// futures.
fn parts(setup: &Setup<'_>, simulated: &Simulated, (setting, kind): (Setting, &str)) -> Vec<Part> {
    let last = simulated.months.len() - 1;
    let part = |prospect: &Prospect| {
        let needed = Needed::Setting(setting, Some(prospect.area as usize));
        let each = simulated.replications.iter();
        let children: f64 = each.map(|o| need(o, last, needed, setup.districts)).sum();
        Part {
            kind: prospect.kind,
            area: prospect.area,
            weight: children / simulated.replications.len() as f64,
        }
    };
    let of_kind = setup.cast.stages.prospects.iter();
    let of_kind = of_kind.filter(|prospect| prospect.kind.id == kind);
    let parts = of_kind.map(part);
    parts.filter(|part| part.weight > 0.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prospects::KINDS;

    fn part(kind: &str, weight: f64) -> Part {
        Part {
            kind: *KINDS.iter().find(|known| known.id == kind).unwrap(),
            area: 0,
            weight,
        }
    }

    #[test]
    fn homes_come_in_the_proportions_of_the_children_who_need_them() {
        let mix = Mix::in_order(vec![part(ADDED[0], 40.0), part(ADDED[1], 15.0)], 30);
        // 20 households of two and 5 homes of three.
        assert_eq!(mix.homes(25), [20, 5]);
        assert_eq!(mix.homes(0), [0, 0]);
        for number in 0..30 {
            let (few, more) = (mix.homes(number), mix.homes(number + 1));
            assert!(few.iter().zip(&more).all(|(few, more)| few <= more));
            assert_eq!(more.iter().sum::<u32>(), number + 1);
        }
        assert_eq!(Mix::in_order(Vec::new(), 3).homes(3), [0_u32; 0]);
    }
}
