//! Is there enough, duty by duty, and is each shortfall one of allocation or of capacity?
//!
//! In order of reading: `usable` counts the places that this council can really use; `attainable` solves what they
//! could give, in the law's order and for each duty alone; `reach` says how far an indicator could go; `gaps` holds that
//! against what is and what is to be;
//! `shortfall` names the children for whom a duty is not met, and what would meet it; `worth` says what one more home
//! of each kind would change; `frontier` what one thing costs in another; `statements` what a reader must know before
//! the figures. Beside them stand `annex`, the tables of a strategy; `choice`, how many homes each child could have; and
//! `equality`, outcomes by protected characteristic.

pub mod annex;
mod apart;
mod attainable;
mod changes;
pub mod choice;
pub mod equality;
mod frontier;
mod gaps;
mod ground;
mod reach;
mod shortfall;
mod statements;
mod stepped_down;
mod usable;
mod worth;

use std::time::{Duration, Instant};

pub use apart::{Apart, Gain};
pub use attainable::{Attained, attain, duties_alone, tiers_alone, under};
pub use changes::{Change, changes};
pub use frontier::{
    Axis, CURVES, FEW_BETWEEN, Frontier, Measured, POINTS_BETWEEN, Point, frontiers, knee,
};
pub use gaps::{Gap, Standings, gaps};
pub use ground::{Ground, in_order};
pub use shortfall::{NewHomes, Shortfall, shortfalls};
pub use statements::{Statement, counted, difference, figure, statements};
use stepped_down::stepped_down;
pub use usable::{SHARED_KINDS, Share, Supply, Usable};
pub use worth::{Base, Effort, Resolved, Row, Worth, worth};

use annex::Annex;
use choice::Choice;
use equality::{Equality, Plans};
use reach::Reach;

use crate::duties::Facts;
use crate::kpis::Standing;
use crate::model::{Council, HomeIx};
use crate::optimise::{Limits, SolveError, Steps, Unwatched};
use crate::prospects::{self, Prospect};

/// What is asked of an assessment.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Limits of each solve.
    pub limits: Limits,
    /// Whether outcomes are compared between protected groups, which solves the whole system again for each
    /// characteristic.
    pub equality: bool,
    /// Whether frontiers are drawn.
    pub frontiers: bool,
    /// Whether a market is also solved with each authority by itself.
    pub apart: bool,
    /// For how many of the new homes that rank first the whole system is solved again; with 0 none is priced either.
    /// `None` goes by size: all of them where no more than [`SMALL`] children are free, [`FEW`] where more than [`LARGE`]
    /// are, and else [`MANY`].
    pub top: Option<usize>,
}

/// Children of a whole system above which frontiers have few points, and few new homes are solved again: each solve takes
/// many seconds there.
pub const LARGE: usize = 600;

/// Children of a whole system above which no frontier is drawn: each of its points would take minutes.
pub const TOO_LARGE: usize = 2_000;

/// Children of a whole system up to which every new home is solved again: the first that prices rank need not have the
/// best among them, and each solve takes a fraction of a second there.
pub const SMALL: usize = 150;

/// New homes that are solved again by default, where it is not all of them.
pub const MANY: usize = 50;

/// New homes that are solved again in a large system, by default.
pub const FEW: usize = 4;

impl Asked {
    /// Everything.
    pub const fn everything(limits: Limits) -> Self {
        Self {
            limits,
            equality: true,
            frontiers: true,
            apart: true,
            top: None,
        }
    }
}

/// What one more home would change.
pub struct OneMore {
    /// Every home that could exist, priced; the first ones solved again.
    pub worth: Worth,
    /// By row of it: the indicators, where it was solved again.
    pub changes: Vec<Option<Vec<Change>>>,
}

/// An assessment of a council.
pub struct Assessment<'a> {
    /// The council as it is.
    pub facts: &'a Facts<'a>,
    /// Its usable supply.
    pub usable: Usable,
    /// The theoretical plans: in the law's order first, then each duty alone.
    pub attained: Vec<Attained>,
    /// Every indicator, whole and by segment.
    pub gaps: Vec<Gap>,
    /// Homes that do not exist yet, and the council with them after its own; none where it has no district.
    pub new_homes: Option<(Vec<Prospect>, Council)>,
    /// For whom a duty is not met in the plan in the law's order, and what would meet it.
    pub shortfalls: Vec<Shortfall>,
    /// What one more home of each kind and district would change, and by row the indicators; `None` where it was not
    /// asked for or cannot be said.
    pub one_more: Option<OneMore>,
    /// What one thing costs in another.
    pub frontiers: Vec<Frontier>,
    /// Of a market, what each authority could give by itself, where it was asked for.
    pub apart: Option<Apart>,
    /// How many homes each child could have.
    pub choice: Choice,
    /// Outcomes by protected characteristic, where they were asked for.
    pub equality: Option<Equality>,
    /// The tables of a strategy.
    pub annex: Annex,
    /// What a reader must know first.
    pub statements: Vec<Statement>,
    /// How long each step took.
    pub timings: Vec<(&'static str, Duration)>,
}

impl<'a> Assessment<'a> {
    /// Assesses a council.
    ///
    /// # Errors
    /// As [`crate::optimise::solve_certified`].
    pub fn of(facts: &'a Facts<'a>, asked: Asked) -> Result<Self, SolveError> {
        Self::watched(facts, asked, &Unwatched)
    }

    /// The same, telling of each solve.
    ///
    /// # Errors
    /// As [`crate::optimise::solve_certified`].
    pub fn watched(
        facts: &'a Facts<'a>,
        asked: Asked,
        steps: &dyn Steps,
    ) -> Result<Self, SolveError> {
        let mut clock = Instant::now();
        let mut timings = Vec::new();
        let mut lap = |step| {
            timings.push((step, clock.elapsed()));
            clock = Instant::now();
        };
        let usable = Usable::of(facts);
        let ground = Ground::of(&usable.council, asked.limits)?;
        let new_homes = prospects::with_fees(facts.council).map(|new| {
            let council = prospects::with(facts.council, &new.iter().collect::<Vec<_>>());
            (new, council)
        });
        let by_size = match ground.children() {
            free if free <= SMALL => usize::MAX,
            free if free <= LARGE => MANY,
            _ => FEW,
        };
        let top = asked.top.unwrap_or(by_size);
        let mut base = None;
        let in_order = || {
            if let (Ok((new, _)), 1..) = (&new_homes, top) {
                base = with_new_homes(&usable.council, new.clone(), asked.limits)?;
            }
            match &base {
                Some(base) => Ok(base.attained()),
                None => ground.in_order(asked.limits),
            }
        };
        let attained = attain(&ground, asked.limits, in_order, steps)?;
        lap("what the present homes could give");
        let compare = asked.apart && facts.council.is_market();
        let ((one_more, apart), (equality, drawn)) = rayon::join(
            || {
                rayon::join(
                    || base.map(|base| price(base, asked.limits, top, steps)),
                    || compare.then(|| Apart::of(&usable.council, asked.limits, steps)),
                )
            },
            || compared_and_drawn(facts, &ground, &attained, (asked, steps)),
        );
        let one_more = one_more.transpose()?;
        let apart = apart.transpose()?;
        let equality = equality.transpose()?;
        let drawn = drawn.transpose()?;
        lap("one more home, frontiers, outcomes by protected characteristic");
        let standings = standings(facts, &attained);
        let gaps = judged(facts, &ground, &attained, &standings);
        let apart = apart.map(|plan| Apart::measured(plan, facts, &gaps));
        let shortfalls = match &new_homes {
            Ok((_, council)) => short(facts, council, &standings),
            Err(_) => Vec::new(),
        };
        lap("indicators and shortfalls");
        let mut said = statements(facts, &usable, &gaps);
        said.extend(stepped_down(&standings));
        if let Err(why) = &new_homes {
            said.push(Statement {
                about: "no_new_homes",
                text: format!("What one more home would change cannot be said: {why}."),
            });
        }
        if let Some(None) = drawn {
            said.push(Statement {
                about: "no_frontiers",
                text: format!(
                    "Too many children are free in the whole system to draw frontiers (the most is {TOO_LARGE})."
                ),
            });
        }
        let (choice, annex) = rayon::join(
            || Choice::of(facts.council),
            || Annex::of(&Standing::present(facts)),
        );
        lap("choice and annex");
        Ok(Self {
            facts,
            usable,
            attained,
            gaps,
            new_homes: new_homes.ok(),
            shortfalls,
            one_more,
            frontiers: drawn.flatten().unwrap_or_default(),
            apart,
            choice,
            equality,
            annex,
            statements: said,
            timings,
        })
    }

    /// The indicators of the whole council.
    pub fn whole(&self) -> impl Iterator<Item = &Gap> {
        self.gaps.iter().filter(|gap| gap.segment.is_none())
    }
}

/// Every indicator, with what no plan betters.
fn judged(
    facts: &Facts,
    ground: &Ground,
    attained: &[Attained],
    standings: &Standings,
) -> Vec<Gap> {
    let reach = Reach::of(ground);
    gaps(facts.council, standings, &|kpi, standing| {
        let plan = attained.iter().find(|plan| plan.duty == kpi.card.duty)?;
        reach.best(kpi, standing, plan)
    })
}

/// What was asked for, unless it could not be solved.
type IfAsked<T> = Option<Result<T, SolveError>>;

/// Outcomes by protected characteristic and frontiers, those that are asked for, side by side.
fn compared_and_drawn(
    facts: &Facts,
    ground: &Ground,
    attained: &[Attained],
    (asked, steps): (Asked, &dyn Steps),
) -> (IfAsked<Equality>, IfAsked<Option<Vec<Frontier>>>) {
    let between = match ground.children() > LARGE {
        true => FEW_BETWEEN,
        false => POINTS_BETWEEN,
    };
    let compare = || compare(facts, ground.council, attained, (asked.limits, steps));
    let draw = || match ground.children() {
        TOO_LARGE.. => Ok(None),
        _ => frontiers(ground, attained, between, asked.limits, steps),
    };
    rayon::join(
        || asked.equality.then(compare),
        || asked.frontiers.then(draw),
    )
}

/// Outcomes by protected characteristic. The plan in the law's order is known already.
fn compare(
    facts: &Facts,
    usable: &Council,
    attained: &[Attained],
    (limits, steps): (Limits, &dyn Steps),
) -> Result<Equality, SolveError> {
    let known = attained.iter().find(|plan| plan.duty.is_none());
    let plans = Plans::solve(usable, &|council| match known {
        Some(known) if council == usable => Ok(known.plan.clone()),
        _ => {
            steps.ahead(1);
            let plan = in_order(council, limits)?.plan;
            steps.done("blind to a characteristic");
            Ok(plan)
        }
    })?;
    Ok(Equality::of(facts, &plans))
}

/// The whole system in the law's order with every new home at hand and none open; `None` where a part of the round is
/// too large to be solved as one.
fn with_new_homes(
    usable: &Council,
    new: Vec<Prospect>,
    limits: Limits,
) -> Result<Option<Base>, SolveError> {
    match Base::solve(&Facts::whole_system(usable), new, limits) {
        Ok(base) => Ok(Some(base)),
        Err(SolveError::NoProgramme { .. }) => Ok(None),
        Err(other) => Err(other),
    }
}

/// What one more home would change.
fn price(base: Base, limits: Limits, top: usize, steps: &dyn Steps) -> Result<OneMore, SolveError> {
    let effort = Effort {
        top,
        ..Effort::default()
    };
    let worth = base.worth(limits, effort, steps)?;
    let changes = changes(&worth);
    Ok(OneMore { worth, changes })
}

fn short(facts: &Facts, with_new: &Council, standings: &Standings) -> Vec<Shortfall> {
    let extended = Facts::whole_system(with_new);
    let new = NewHomes {
        facts: &extended,
        first: HomeIx(facts.council.homes.len() as u32),
    };
    shortfalls(&standings.actual, &standings.in_order, &new)
}

/// Who lives where, now and in each theoretical plan.
fn standings<'a>(facts: &'a Facts<'a>, attained: &[Attained]) -> Standings<'a> {
    let planned = |plan: &Attained| Standing::planned(facts, plan.plan.iter().copied());
    let in_order = attained.iter().find(|plan| plan.duty.is_none());
    let alone = attained.iter();
    Standings {
        actual: Standing::present(facts),
        in_order: in_order.map_or_else(|| Standing::present(facts), planned),
        alone: alone
            .filter_map(|plan| Some((plan.duty?, planned(plan))))
            .collect(),
    }
}
