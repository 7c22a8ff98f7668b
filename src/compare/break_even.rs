//! How much of a lever it takes: where the variants of a sweep over one figure reach what is aimed at.

use super::Comparison;
use super::family::Family;
use super::kpi::{Window, kpis};

/// What is aimed at.
#[derive(Debug, Clone, PartialEq)]
pub struct Aim {
    /// Name of a KPI.
    pub kpi: String,
    /// Its figure, over the last twelve months.
    pub target: f64,
}

/// A value that was tried.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tried {
    /// The figure of the lever.
    pub value: f64,
    /// Mean of the KPI over replications.
    pub mean: f64,
    /// 95% interval of the mean.
    pub interval: (f64, f64),
}

impl Tried {
    /// On which side of a target it is: 1 above, -1 below, 0 where the interval holds the target.
    pub fn side(&self, target: f64) -> i8 {
        match self.interval {
            (low, _) if low > target => 1,
            (_, high) if high < target => -1,
            _ => 0,
        }
    }
}

/// Where a sweep reaches it.
#[derive(Debug, Clone, PartialEq)]
pub struct BreakEven {
    /// Name of the sweep.
    pub sweep: String,
    /// Figure of a lever that it varies.
    pub figure: String,
    /// What that is, for people.
    pub words: String,
    /// Name of the KPI.
    pub kpi: String,
    /// The same for people.
    pub label: String,
    /// What is aimed at.
    pub target: f64,
    /// Every value that was tried, least first.
    pub points: Vec<Tried>,
    /// The least value at which the mean reaches it, between variants in proportion; `None` where the means do not cross it.
    pub at: Option<f64>,
    /// From where to where the crossing may lie, since each mean is only known within its interval: `None` on a side where
    /// it may lie beyond what was tried.
    pub between: (Option<f64>, Option<f64>),
    /// Whether the means cross it more than once.
    pub again: bool,
}

/// A sweep over one figure.
#[derive(Default)]
struct Swept {
    name: String,
    figure: String,
    /// What it is, for people.
    words: String,
    /// Its value in each variant, with the variant's position.
    points: Vec<(f64, usize)>,
}

impl BreakEven {
    /// Of points in any order.
    fn of(swept: Swept, (aim, label): (&Aim, &str), mut points: Vec<Tried>) -> Option<Self> {
        points.sort_by(|a, b| a.value.total_cmp(&b.value));
        let (first, last) = (points.first()?, points.last()?);
        let line = |of: &dyn Fn(&Tried) -> f64| -> Vec<(f64, f64)> {
            points
                .iter()
                .map(|point| (point.value, of(point)))
                .collect()
        };
        let means = line(&|point| point.mean);
        let bounds = [
            line(&|point| point.interval.0),
            line(&|point| point.interval.1),
        ];
        // A curve that begins on the far side has crossed before what was tried; one that never comes there crosses after it.
        let begins_below = first.mean < aim.target;
        let where_at = |line: &Vec<(f64, f64)>| {
            let is_across = |figure: f64| (figure >= aim.target) == begins_below;
            match line.first() {
                Some((_, figure)) if is_across(*figure) => f64::NEG_INFINITY,
                _ => crossing(line, aim.target).unwrap_or(f64::INFINITY),
            }
        };
        let ends = [where_at(&bounds[0]), where_at(&bounds[1])];
        let within = |at: f64| (first.value..=last.value).contains(&at).then_some(at);
        let crossings = means.windows(2).filter(|pair| {
            let above = |figure: f64| figure >= aim.target;
            above(pair[0].1) != above(pair[1].1)
        });
        Some(Self {
            at: crossing(&means, aim.target),
            between: (within(ends[0].min(ends[1])), within(ends[0].max(ends[1]))),
            again: crossings.count() > 1,
            sweep: swept.name,
            figure: swept.figure,
            words: swept.words,
            kpi: aim.kpi.clone(),
            label: label.to_owned(),
            target: aim.target,
            points,
        })
    }

    /// Whether the figure is a number of things: not a share, and tried in whole numbers alone.
    fn is_of_whole(&self) -> bool {
        let is_share = self.figure.ends_with("percent");
        let mut points = self.points.iter();
        !is_share && points.all(|point| point.value.fract() == 0.0)
    }

    /// In a sentence.
    pub fn sentence(&self) -> String {
        let (kpi, target, words) = (&self.label, self.target, &self.words);
        let ends = self.points.first().zip(self.points.last());
        let Some((low, high)) = ends.map(|(low, high)| (low.value, high.value)) else {
            return String::new();
        };
        let tried = format!(
            "{} values from {low} to {high} were tried",
            self.points.len()
        );
        let Some(at) = self.at else {
            let unsure = self.points.iter().any(|point| point.side(target) == 0);
            let unsure = if unsure {
                ", though the interval of some holds it"
            } else {
                ""
            };
            return format!("{kpi}: does not cross {target} in the mean{unsure}; {words}, {tried}");
        };
        // Nobody recruits a third of a household: the least whole number that reaches it.
        let (at, from, to) = match self.is_of_whole() {
            true => (
                at.ceil(),
                self.between.0.map(f64::floor),
                self.between.1.map(f64::ceil),
            ),
            false => (at, self.between.0, self.between.1),
        };
        let decimals = usize::from(!self.is_of_whole());
        let range = match (from, to) {
            (Some(from), Some(to)) => format!("between {from:.decimals$} and {to:.decimals$}"),
            (None, Some(to)) => format!("{to:.decimals$} or less"),
            (Some(from), None) => format!("{from:.decimals$} or more"),
            (None, None) => "anywhere in what was tried, or beyond".to_owned(),
        };
        let again = if self.again {
            "; it crosses more than once, and this is the first time"
        } else {
            ""
        };
        format!(
            "{kpi}: reaches {target} at about {at:.decimals$} {words}; 95%: {range}; {tried}{again}"
        )
    }
}

impl Comparison {
    /// Where each sweep over one figure reaches an aim.
    pub fn break_even(&self, aim: &Aim) -> Vec<BreakEven> {
        let all = kpis();
        let Some(kpi) = all.iter().position(|kpi| kpi.name == aim.kpi) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for sweep in self.sweeps() {
            let tried = sweep.points.iter().filter_map(|(value, at)| {
                let value = *value;
                let level = self.figure(*at, Window::LastYear, kpi).level?;
                Some(Tried {
                    value,
                    mean: level.0,
                    interval: level.1,
                })
            });
            let points: Vec<Tried> = tried.collect();
            found.extend(BreakEven::of(sweep, (aim, &all[kpi].label), points));
        }
        found
    }

    /// Why there is nothing that [`Self::break_even`] could find.
    pub fn why_no_break_even(&self, aim: &Aim) -> String {
        let kpi = &aim.kpi;
        if let Some(sweep) = self.sweeps().first() {
            let name = &sweep.name;
            let why = match self.plan.settings.replications {
                0 | 1 => format!("the sweep {name} was run in one future, which has no interval"),
                _ => format!("fewer than two futures of the sweep {name} have a figure for it"),
            };
            return format!("--break-even {kpi}: {why}: run it in more futures (--replications)");
        }
        let wanted = "--break-even needs a sweep over one figure";
        let several = self.families.iter().find(|family| family.figures.len() > 1);
        several.map_or_else(
            || format!("{wanted}: run a scenario with [sweep.values] of one lever's figure"),
            |Family { name, figures, .. }| {
                let figures = figures.join(" and ");
                format!("{wanted}, and {name} varies {figures}: run it with one of them")
            },
        )
    }

    /// Sweeps over one figure.
    fn sweeps(&self) -> Vec<Swept> {
        let one = |family: &Family| {
            let [figure] = &family.figures[..] else {
                return None;
            };
            let points = family.members.iter().filter_map(|at| {
                let number = self.plan.scenarios[*at].numbers.get(figure)?;
                Some((*number, *at))
            });
            Some(Swept {
                points: points.collect(),
                words: self.words(family.members[0], figure),
                figure: figure.clone(),
                name: family.name.clone(),
            })
        };
        self.families.iter().filter_map(one).collect()
    }

    /// What a figure of a scenario's levers is, for people.
    fn words(&self, scenario: usize, figure: &str) -> String {
        let words = self.plan.scenarios[scenario].words.get(figure);
        words.map_or_else(|| figure.to_owned(), Clone::clone)
    }
}

/// The least value at which a line through points reaches a target.
fn crossing(points: &[(f64, f64)], target: f64) -> Option<f64> {
    points.windows(2).find_map(|pair| {
        let [(a, low), (b, high)] = [pair[0], pair[1]];
        let crosses = (low - target) * (high - target) <= 0.0 && low != high;
        crosses.then(|| a + (b - a) * (target - low) / (high - low))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_crosses_between_the_points_on_either_side() {
        let points = [(0.0, 50.0), (10.0, 54.0), (20.0, 56.0)];
        assert_eq!(crossing(&points, 55.0), Some(15.0));
        assert_eq!(crossing(&points, 50.0), Some(0.0));
        assert_eq!(crossing(&points, 60.0), None);
    }

    /// Means at 0, 10 and 20, each with an interval of so much on both sides.
    fn found(means: [f64; 3], half: f64, target: f64) -> BreakEven {
        let points = [2, 0, 1].map(|at: usize| Tried {
            value: 10.0 * at as f64,
            mean: means[at],
            interval: (means[at] - half, means[at] + half),
        });
        let aim = Aim {
            kpi: "own".to_owned(),
            target,
        };
        let swept = Swept {
            words: "households (recruit: Recruit carers)".to_owned(),
            ..Swept::default()
        };
        BreakEven::of(swept, (&aim, "Own provision, %"), points.to_vec()).unwrap()
    }

    #[test]
    fn the_crossing_has_a_range_and_every_point_is_kept() {
        let rising = found([50.0, 54.0, 56.0], 1.0, 53.0);
        let values: Vec<f64> = rising.points.iter().map(|point| point.value).collect();
        assert_eq!(values, [0.0, 10.0, 20.0]);
        assert_eq!(rising.at, Some(7.5));
        // The upper ends cross at 5, the lower ones at 10.
        assert_eq!(rising.between, (Some(5.0), Some(10.0)));
        let falling = found([56.0, 54.0, 50.0], 1.0, 53.0);
        assert_eq!(falling.at, Some(12.5));
        assert_eq!(falling.between, (Some(10.0), Some(15.0)));
        let sides: Vec<i8> = falling.points.iter().map(|p| p.side(53.0)).collect();
        assert_eq!(sides, [1, 0, -1]);
        let said = rising.sentence();
        assert!(
            said.starts_with("Own provision, %: reaches 53 at about 8 households (recruit: Recruit carers); 95%: between 5 and 10; 3 values from 0 to 20"),
            "{said}"
        );
    }

    #[test]
    fn a_range_that_goes_on_beyond_what_was_tried_says_so() {
        let late = found([50.0, 54.0, 56.0], 1.0, 55.5);
        assert_eq!((late.between.0.is_some(), late.between.1), (true, None));
        assert!(late.sentence().contains("or more"), "{}", late.sentence());
        let early = found([50.0, 54.0, 56.0], 1.0, 50.5);
        assert_eq!((early.between.0, early.between.1.is_some()), (None, true));
        assert!(early.sentence().contains("or less"), "{}", early.sentence());
        let never = found([50.0, 54.0, 56.0], 1.0, 56.5);
        assert_eq!(never.at, None);
        assert!(never.sentence().contains("the interval of some holds it"));
        assert!(found([50.0, 56.0, 50.0], 1.0, 53.0).again);
    }
}
