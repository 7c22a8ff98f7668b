//! Which brothers and sisters who come are to live apart.
//!
//! Who is to live apart is decided for a family, and not pair by pair: of those whose settings differ more are, and where a
//! family has one such pair it mostly has more. So a family that comes has the plans of one of the list of its size, of those
//! whose children live in settings most like theirs. Where the list has few pairs, some families have pairs that are to live
//! apart at the assumed share instead, each by itself, in proportion to what the assumption weighs.

use std::collections::BTreeMap;

use crate::duties::Facts;
use crate::forecast::cast::{Records, Setting};
use crate::forecast::supply::Sourced;
use crate::model::ChildIx;

/// Share of pairs who are to live apart that is assumed, and the pairs that it weighs.
const APART: f64 = 0.15;
const WEIGHT: f64 = 10.0;

/// Plans of the families of the list.
#[derive(Debug, Clone)]
pub struct Plans {
    /// By size.
    families: BTreeMap<usize, Vec<Family>>,
    /// Pairs of the list, and those who are to live apart.
    pairs: (f64, f64),
}

/// A family of the list.
#[derive(Debug, Clone)]
struct Family {
    /// Settings in which its children live, in order.
    settings: Vec<Option<Setting>>,
    /// Positions of those who are to live apart, the lower one first.
    apart: Vec<(usize, usize)>,
}

impl Plans {
    /// Of the families of a list.
    pub fn of(facts: &Facts, records: &Records) -> Self {
        let mut plans = Self {
            families: BTreeMap::new(),
            pairs: (0.0, 0.0),
        };
        let setting = |child: &ChildIx| records.lives[child.at()].and_then(Setting::of_state);
        for group in facts.families.groups() {
            let mut group = group.clone();
            group.sort_by_key(|child| (setting(child), facts.council.child(*child).born, *child));
            let apart =
                |(a, b): &(usize, usize)| !facts.families.belong_together(group[*a], group[*b]);
            let apart: Vec<_> = pairs(group.len()).filter(apart).collect();
            plans.pairs.0 += pairs(group.len()).count() as f64;
            plans.pairs.1 += apart.len() as f64;
            // Where one has just come it is not known in which setting she lives.
            if group
                .iter()
                .all(|child| records.lives[child.at()].is_some())
            {
                let of_size = plans.families.entry(group.len()).or_default();
                of_size.push(Family {
                    settings: group.iter().map(setting).collect(),
                    apart,
                });
            }
        }
        plans
    }

    /// Share of pairs who are to live apart.
    pub fn share(&self) -> Sourced {
        let (all, apart) = self.pairs;
        Sourced {
            figure: (WEIGHT * APART + apart) / (WEIGHT + all),
            source: "the council's own list of brothers and sisters; ten pairs at an assumed 0.15 weigh with it",
        }
    }

    /// Positions of those who are to live apart of a family that comes, in order of setting and birth, by a number from 0 to
    /// 1; `None` where each pair is at the assumed share by itself.
    pub fn apart(&self, settings: &[Option<Setting>], unit: f64) -> Option<&[(usize, usize)]> {
        let assumed = WEIGHT / (WEIGHT + self.pairs.0);
        let of_size = self.families.get(&settings.len())?;
        let differ = |family: &&Family| {
            let both = family.settings.iter().zip(settings);
            both.filter(|(theirs, own)| theirs != own).count()
        };
        let least = of_size.iter().map(|family| differ(&family)).min()?;
        let like: Vec<&Family> = of_size.iter().filter(|f| differ(f) == least).collect();
        let left = (unit - assumed) / (1.0 - assumed);
        let at = (left >= 0.0).then_some((left * like.len() as f64) as usize)?;
        Some(&like[at.min(like.len() - 1)].apart)
    }

    /// The share of pairs, each by itself, where no family tells.
    pub const fn by_itself(&self) -> f64 {
        APART
    }
}

fn pairs(size: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..size).flat_map(move |a| (a + 1..size).map(move |b| (a, b)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Setting::{Family as InFamily, Home};

    fn plans(families: Vec<Family>) -> Plans {
        let mut of_size: BTreeMap<usize, Vec<Family>> = BTreeMap::new();
        let (mut all, mut apart_all) = (0.0, 0.0);
        for family in families {
            all += pairs(family.settings.len()).count() as f64;
            apart_all += family.apart.len() as f64;
            let of_size = of_size.entry(family.settings.len()).or_default();
            of_size.push(family);
        }
        Plans {
            families: of_size,
            pairs: (all, apart_all),
        }
    }

    #[test]
    fn a_family_that_comes_has_the_plans_of_one_whose_settings_are_like_theirs() {
        let family = |settings: &[Setting], apart: &[(usize, usize)]| Family {
            settings: settings.iter().copied().map(Some).collect(),
            apart: apart.to_vec(),
        };
        let mut list = vec![family(&[InFamily, Home], &[(0, 1)]); 30];
        list.extend(vec![family(&[InFamily, InFamily], &[]); 30]);
        list.push(family(&[InFamily; 3], &[(0, 1), (0, 2)]));
        let plans = plans(list);
        let (family, home) = (Some(InFamily), Some(Home));
        let assumed = 10.0 / 73.0;
        assert_eq!(plans.apart(&[family, home], assumed - 0.01), None);
        for unit in [assumed + 0.01, 0.5, 0.999] {
            assert_eq!(plans.apart(&[family, home], unit), Some(&[(0, 1)][..]));
            assert_eq!(plans.apart(&[family, family], unit), Some(&[][..]));
            // Nobody of the list is so: the one whose settings differ least.
            assert_eq!(plans.apart(&[None, home], unit), Some(&[(0, 1)][..]));
            let three = plans.apart(&[family, family, home], unit);
            assert_eq!(three, Some(&[(0, 1), (0, 2)][..]));
        }
        assert_eq!(plans.apart(&[family; 4], 0.9), None);
        let share = plans.share().figure;
        assert!((share - (1.5 + 32.0) / 73.0).abs() < 1e-12, "{share}");
    }

    #[test]
    fn without_a_list_every_pair_is_by_itself() {
        let nothing = plans(Vec::new());
        assert_eq!(nothing.apart(&[None, None], 0.99), None);
        assert_eq!((nothing.share().figure, nothing.by_itself()), (0.15, 0.15));
    }
}
