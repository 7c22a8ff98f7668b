//! How far each weight of local policy can move before another of the shown options comes first, by what the
//! options are worth to these children alone. One weight moves at a time; tiers keep their order.
//!
//! A tier's value is linear in each of its weights, so the ends of the range are exact: whole weights, at which
//! the first option still comes first.

use serde::Serialize;

use super::measured::term_points;
use super::options::RankedOption;
use crate::candidates::Round;
use crate::duties::Facts;
use crate::optimise::resolve;

/// The greatest weight that a policy may give.
const GREATEST: i64 = 1_000_000_000;

/// The range of one weight in which the first option stays first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeightRange {
    /// Name of the tier.
    pub tier: String,
    /// Code of the duty.
    pub duty: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The weight that local policy gives.
    pub weight: i64,
    /// The least weight at which the first option is first; 1 where any smaller weight will do.
    pub least: i64,
    /// The option that comes first below it, counted from 1.
    pub first_below: Option<usize>,
    /// The greatest such weight; `None` where any greater weight will do.
    pub most: Option<i64>,
    /// The option that comes first above it, counted from 1.
    pub first_above: Option<usize>,
}

/// An option's own values, and the points of the term whose weight moves.
struct Valued<'a> {
    option: &'a RankedOption,
    points: i64,
}

impl Valued<'_> {
    /// Its place in the order once the weight of the term in this tier has changed by so much.
    fn at(&self, tier: usize, change: i64) -> (Vec<i64>, &[crate::duties::Block]) {
        let mut tiers = self.option.tiers.clone();
        tiers[tier] += change * self.points;
        (tiers, &self.option.blocks)
    }
}

/// The range of every weight that stands beside another in its tier.
pub fn weight_ranges(facts: &Facts, round: &Round, options: &[RankedOption]) -> Vec<WeightRange> {
    let tiers = &facts.council.policy.tiers;
    let mut ranges = Vec::new();
    if options.len() < 2 {
        return ranges;
    }
    let of_tiers = resolve(tiers);
    let points: Vec<Vec<Vec<i64>>> = options
        .iter()
        .map(|option| {
            let blocks = option.blocks.iter();
            let mut of_blocks = blocks.map(|block| term_points(facts, round, block, &of_tiers));
            let first = of_blocks.next().unwrap_or_default();
            of_blocks.fold(first, add)
        })
        .collect();
    for (t, terms) in of_tiers.iter().enumerate() {
        for (k, (duty, weight)) in terms.iter().enumerate().filter(|_| terms.len() > 1) {
            let valued = options.iter().zip(&points);
            let valued: Vec<Valued> = valued
                .map(|(option, points)| Valued {
                    option,
                    points: points[t][k],
                })
                .collect();
            let (least, most) = ends(&valued, t, *weight);
            let first_at = |weight_there: i64| {
                let change = weight_there - weight;
                let order = valued.iter().enumerate();
                order
                    .min_by_key(|(_, option)| option.at(t, change))
                    .map(|(n, _)| n + 1)
            };
            let card = duty.card();
            ranges.push(WeightRange {
                tier: tiers[t].name.clone(),
                duty: card.code,
                title: card.title,
                weight: *weight,
                least,
                first_below: (least > 1).then(|| first_at(least - 1)).flatten(),
                most: (most < GREATEST).then_some(most),
                first_above: (most < GREATEST).then(|| first_at(most + 1)).flatten(),
            });
        }
    }
    ranges
}

/// The least and the greatest weight at which the first option stays first against each of the others.
fn ends(valued: &[Valued], t: usize, weight: i64) -> (i64, i64) {
    let (mut least, mut most) = (1, GREATEST);
    let Some((first, others)) = valued.split_first() else {
        return (least, most);
    };
    for other in others {
        let (own, its) = (&first.option.tiers, &other.option.tiers);
        let slope = other.points - first.points;
        if own[..t] != its[..t] || slope == 0 {
            continue;
        }
        let later = (&own[t + 1..], &first.option.blocks) <= (&its[t + 1..], &other.option.blocks);
        // By how much the other must stay behind in this tier: a draw will do where later tiers decide well.
        let spare = its[t] - own[t] - i64::from(!later);
        let steps = spare.div_euclid(slope.abs());
        if slope > 0 {
            least = least.max(weight - steps);
        } else {
            most = most.min(weight + steps);
        }
    }
    (least, most)
}

fn add(mut sum: Vec<Vec<i64>>, more: Vec<Vec<i64>>) -> Vec<Vec<i64>> {
    for (sum, more) in sum.iter_mut().flatten().zip(more.iter().flatten()) {
        *sum += more;
    }
    sum
}
