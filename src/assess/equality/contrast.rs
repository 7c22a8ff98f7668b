//! One outcome in two groups of children: the figure of each, the difference and its interval.

use std::collections::BTreeMap;

use super::interval::{Interval, Sample, Share, independent, of_means, of_shares};
use crate::kpis::{Case, Kpi, Standing, Unit};
use crate::model::ChildIx;

/// Groups of fewer children than this are flagged: a figure of theirs speaks of individuals.
pub const SMALL: u32 = 5;

/// An outcome in one group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// Children who count, the indicator's denominator.
    pub children: u32,
    /// The figure in the indicator's unit (per cent, miles, pounds a week); `None` of nobody.
    pub figure: Option<f64>,
}

const NOBODY: Measured = Measured {
    children: 0,
    figure: None,
};

/// An outcome in two groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// In the group.
    pub group: Measured,
    /// In those with whom it is compared.
    pub against: Measured,
    /// The group's figure less the others', in the indicator's unit (percentage points for per cent).
    pub difference: Option<f64>,
    /// The interval of 95% of that difference.
    pub interval: Option<Interval>,
    /// Why there is no difference, or no interval of it.
    pub why_not: Option<&'static str>,
    /// Fewer than [`SMALL`] children on a side.
    pub is_small: bool,
}

/// An indicator over a group, in the form that its interval needs.
enum Added {
    Share(Share),
    Mean(Sample),
}

impl Added {
    fn of(kpi: &Kpi, standing: &Standing, children: &[ChildIx]) -> Self {
        let cases = children.iter().filter_map(|c| kpi.of_child(standing, *c));
        let counted = cases.filter_map(|case| match case {
            Case::Counts { numerator, .. } => Some(numerator),
            Case::Out(_) => None,
        });
        if kpi.card.unit == Unit::Percent {
            let mut share = Share { count: 0, of: 0 };
            for numerator in counted {
                share.of += 1;
                share.count += u32::from(numerator > 0);
            }
            Self::Share(share)
        } else {
            let mut sample = Sample::default();
            // Hundredths of a mile and pence.
            counted.for_each(|numerator| sample.add(numerator as f64 / 100.0));
            Self::Mean(sample)
        }
    }

    /// How many children who are nobody's brother or sister they are as good as.
    fn independent(kpi: &Kpi, standing: &Standing, children: &[ChildIx]) -> f64 {
        let mut of_groups: BTreeMap<ChildIx, u32> = BTreeMap::new();
        for child in children {
            if let Some(Case::Counts { .. }) = kpi.of_child(standing, *child) {
                let group = standing.facts.families.group(*child).iter();
                let first = group.copied().chain([*child]).min();
                *of_groups.entry(first.unwrap_or(*child)).or_default() += 1;
            }
        }
        independent(of_groups.into_values())
    }

    fn measured(&self) -> Measured {
        let (children, figure) = match self {
            Self::Share(share) => (
                share.of,
                100.0 * f64::from(share.count) / f64::from(share.of),
            ),
            Self::Mean(sample) => (sample.n, sample.mean),
        };
        Measured {
            children,
            figure: (children > 0).then_some(figure),
        }
    }
}

impl Contrast {
    /// Where nothing is known of where children live now.
    pub const NOT_KNOWN: Self = Self {
        group: NOBODY,
        against: NOBODY,
        difference: None,
        interval: None,
        why_not: Some("where children live now is not known: placements.csv has no rows"),
        is_small: true,
    };

    /// Measures an indicator over children in two groups.
    pub fn of(kpi: &Kpi, standing: &Standing, group: &[ChildIx], others: &[ChildIx]) -> Self {
        let (one, other) = (
            Added::of(kpi, standing, group),
            Added::of(kpi, standing, others),
        );
        let [n, m] = [group, others].map(|side| Added::independent(kpi, standing, side));
        let interval = match (&one, &other) {
            (Added::Share(one), Added::Share(other)) => {
                of_shares((*one, n), (*other, m)).map(in_percent)
            }
            (Added::Mean(one), Added::Mean(other)) => of_means((one, n), (other, m)),
            _ => None,
        };
        let (group, against) = (one.measured(), other.measured());
        let difference = group.figure.zip(against.figure).map(|(a, b)| a - b);
        let why_not = match (group.children, against.children, interval) {
            (0, _, _) => Some("nobody in the group counts for this outcome"),
            (_, 0, _) => Some("nobody to compare with counts for this outcome"),
            (_, _, None) => Some(
                "a mean of one child, or of one group of brothers and sisters, has no interval",
            ),
            _ => None,
        };
        Self {
            group,
            against,
            difference,
            interval,
            why_not,
            is_small: group.children.min(against.children) < SMALL,
        }
    }
}

fn in_percent(interval: Interval) -> Interval {
    Interval {
        difference: 100.0 * interval.difference,
        low: 100.0 * interval.low,
        high: 100.0 * interval.high,
    }
}
