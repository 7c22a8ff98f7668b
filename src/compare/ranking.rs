//! What matters most in a sweep over several figures: how far each KPI swings with each figure, and how closely it follows.
//!
//! How closely is Spearman's rank correlation of the figure with the mean of the KPI: 1 where the KPI rises whenever the
//! figure does, -1 where it falls, near 0 where they have nothing to do with each other. It is of one figure at a time, which
//! a grid or a Latin hypercube allows, since their figures are laid out apart from each other.

use super::Comparison;
use super::chance::{LEVEL, along, holds, limit, standing};
use super::kpi::{Window, kpis};
use super::paired::FEWEST_FOR_A_VERDICT;
use super::parts::MAIN;
use super::swing::Swing;

/// Fewest points from which anything is told.
const FEWEST: usize = 8;

/// The figures of a sweep in one KPI, over the last twelve months.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// Name of the sweep.
    pub sweep: String,
    /// KPI, by position among [`kpis`].
    pub kpi: usize,
    /// Points.
    pub points: usize,
    /// Futures in which every point has a figure.
    pub futures: usize,
    /// How many correlations of the sweep are looked at.
    pub looked_at: usize,
    /// The correlation beyond which chance puts none of those in nineteen sweeps of twenty.
    pub limit: f64,
    /// Figures, the one with which the KPI swings farthest first.
    pub figures: Vec<Ranked>,
}

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// `lever.key`.
    pub figure: String,
    /// Rank correlation, from -1 to 1; `None` where the KPI is the same at every point.
    pub correlation: Option<f64>,
    /// In how large a share of draws from the futures the correlation has this sign.
    pub holds: f64,
    /// Whether it is more than chance of points and of futures would give.
    pub is_shown: bool,
    /// From its lowest to its highest value; `None` of too few futures.
    pub swing: Option<Swing>,
}

/// A KPI by point and future.
struct Table {
    kpi: usize,
    points: Vec<Vec<f64>>,
    /// Standings of its means; `None` where they are the same at every point.
    standing: Option<Vec<f64>>,
}

impl Table {
    /// Of figures by point and future, in the futures in which every point has one.
    fn of(kpi: usize, figures: &[&[Option<f64>]]) -> Self {
        let futures = figures.iter().map(|of| of.len()).min().unwrap_or(0);
        let whole = |future: &usize| figures.iter().all(|of| of[*future].is_some());
        let whole: Vec<usize> = (0..futures).filter(whole).collect();
        let point = |of: &&[Option<f64>]| whole.iter().filter_map(|future| of[*future]).collect();
        let points: Vec<Vec<f64>> = figures.iter().map(point).collect();
        let means: Vec<f64> = points.iter().map(|point| point.iter().sum()).collect();
        Self {
            kpi,
            points,
            standing: standing(&means),
        }
    }

    fn futures(&self) -> usize {
        self.points.first().map_or(0, Vec::len)
    }
}

/// Of a sweep: its figures with their values by point, and its KPIs.
fn rank(sweep: &str, figures: &[(String, Vec<f64>)], tables: &[Table]) -> Vec<Ranking> {
    let standings: Vec<Vec<f64>> = (figures.iter())
        .map(|(_, values)| standing(values).unwrap_or_else(|| vec![0.0; values.len()]))
        .collect();
    let standings: Vec<&[f64]> = standings.iter().map(Vec::as_slice).collect();
    let varied: Vec<&[f64]> = (tables.iter())
        .filter_map(|table| table.standing.as_deref())
        .collect();
    let limit = limit(&standings, &varied);
    let looked_at = (varied.len() * figures.len()).max(1);
    let one = |table: &Table| {
        let points = table.points.len();
        let is_enough = points >= FEWEST && table.futures() >= FEWEST_FOR_A_VERDICT;
        let holds = holds(&standings, &table.points);
        let ranked = figures.iter().zip(&standings).zip(holds);
        let ranked = ranked.map(|(((figure, values), own), holds)| {
            let correlation = table.standing.as_ref().map(|of| along(own, of));
            let is_more = correlation.is_some_and(|r| r.abs() > limit);
            // One of so many would have a sign that holds by chance.
            let is_of_all = holds >= 1.0 - LEVEL / looked_at as f64;
            Ranked {
                figure: figure.clone(),
                correlation,
                holds,
                is_shown: is_enough && is_more && is_of_all,
                swing: Swing::of(values, &table.points),
            }
        });
        let mut figures: Vec<Ranked> = ranked.collect();
        let size = |of: &Ranked| {
            let swing = of.swing.map_or(0.0, |swing| swing.by.abs());
            (swing, of.correlation.map_or(0.0, f64::abs))
        };
        figures.sort_by(|a, b| {
            let (a, b) = (size(a), size(b));
            b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1))
        });
        Ranking {
            sweep: sweep.to_owned(),
            kpi: table.kpi,
            points,
            futures: table.futures(),
            looked_at,
            limit,
            figures,
        }
    };
    tables.iter().map(one).collect()
}

impl Comparison {
    /// Of every sweep over several figures, for the KPIs by which levers are told apart.
    pub fn rankings(&self) -> Vec<Ranking> {
        let all = kpis();
        let mut found = Vec::new();
        for sweep in &self.families {
            if sweep.figures.len() < 2 {
                continue;
            }
            let values = |figure: &String| {
                let of = |at: &usize| self.plan.scenarios[*at].numbers.get(figure).copied();
                let values: Option<Vec<f64>> = sweep.members.iter().map(of).collect();
                Some((figure.clone(), values?))
            };
            let figures: Option<Vec<_>> = sweep.figures.iter().map(values).collect();
            let Some(figures) = figures else { continue };
            let table = |(main, name): (usize, &&str)| {
                let kpi = all.iter().position(|kpi| kpi.name == *name)?;
                let has = |at: &usize| self.figure(*at, Window::LastYear, kpi).mean.is_some();
                let members = sweep.members.iter();
                let of = members.map(|at| self.scenarios[*at].main[main].as_slice());
                let is_whole = sweep.members.iter().all(has);
                is_whole.then(|| Table::of(kpi, &of.collect::<Vec<_>>()))
            };
            let tables: Vec<Table> = MAIN.iter().enumerate().filter_map(table).collect();
            found.extend(rank(&sweep.name, &figures, &tables));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::SeedableRng;
    use rand_distr::{Distribution, StandardNormal};

    /// Two figures over 24 points, laid out apart.
    fn laid_out() -> [(String, Vec<f64>); 2] {
        let column = |by: u32, from: u32| (0..24).map(move |at| f64::from((at * by + from) % 24));
        [
            ("a.x".to_owned(), column(7, 0).collect()),
            ("b.y".to_owned(), column(11, 5).collect()),
        ]
    }

    /// A KPI whose every future is so, from the two figures and the future's own chance.
    fn table(futures: usize, of: &mut dyn FnMut(f64, f64, usize) -> f64) -> Table {
        let [(_, x), (_, y)] = laid_out();
        let mut point = |at: usize| -> Vec<Option<f64>> {
            (0..futures).map(|f| Some(of(x[at], y[at], f))).collect()
        };
        let points: Vec<Vec<Option<f64>>> = (0..24).map(&mut point).collect();
        Table::of(0, &points.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }

    fn shown(ranking: &Ranking) -> Vec<(&str, bool)> {
        let figures = ranking.figures.iter();
        figures.map(|of| (&*of.figure, of.is_shown)).collect()
    }

    #[test]
    fn a_kpi_follows_the_figure_that_moves_it_whatever_its_curve() {
        // It falls with the second, in a curve, and hardly knows the first.
        let mut of = |x: f64, y: f64, future: usize| future as f64 * 100.0 + 0.3 * x - y * y;
        let ranking = &rank("sweep", &laid_out(), &[table(24, &mut of)])[0];
        assert_eq!(shown(ranking), [("b.y", true), ("a.x", false)]);
        assert!(ranking.figures[0].correlation.unwrap() < -0.95);
        assert!(ranking.figures[0].swing.unwrap().by < -300.0);
        assert_eq!((ranking.futures, ranking.looked_at), (24, 2));
        // The same from six futures, and from nineteen, is no verdict.
        for futures in [6, 19] {
            let few = &rank("sweep", &laid_out(), &[table(futures, &mut of)])[0];
            assert!(few.figures.iter().all(|of| !of.is_shown), "{futures}");
            assert!(few.figures[0].correlation.unwrap() < -0.95);
        }
        let still = &rank("sweep", &laid_out(), &[table(24, &mut |_, _, _| 3.0)])[0];
        assert_eq!(still.figures[0].correlation, None);
    }

    #[test]
    fn futures_that_happen_to_lean_one_way_show_nothing() {
        // Every future has a slope of its own, as likely up as down: in the mean the points lie on a line.
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let trials = 150;
        let mut said = 0;
        for _ in 0..trials {
            let slopes: Vec<f64> = (0..24).map(|_| StandardNormal.sample(&mut rng)).collect();
            let mut of = |x: f64, _: f64, future: usize| slopes[future] * x;
            let ranking = &rank("sweep", &laid_out(), &[table(24, &mut of)])[0];
            let first = ranking.figures.iter().find(|of| of.figure == "a.x");
            assert!(first.unwrap().correlation.unwrap().abs() > 0.99);
            said += usize::from(ranking.figures.iter().any(|of| of.is_shown));
        }
        // Points alone would have let every one of them through.
        assert!(said * 100 <= 8 * trials, "{said} of {trials}");
    }
}
