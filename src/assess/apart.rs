//! What the authorities of a market could give their children if each acted by itself, beside what they give together.
//!
//! Homes are shared out so that all could act at once ([`Share::OneEach`]): an in-house home is there for the authority
//! that runs it, anybody else's for one of those whose folders have it. Both plans have the same usable places and free
//! every settled child on paper, and both are certified; what an authority gains is measured by its own children. An
//! assessment of one authority's folder has its own share of other providers' places, and can come to other figures.

use super::gaps::toward_better;
use super::ground::in_order;
use super::{Attained, Gap};
use crate::duties::Facts;
use crate::kpis::{Dimension, Kpi, Standing, Tally};
use crate::model::{AuthorityIx, Council};
use crate::optimise::{Limits, SolveError, Steps};
use crate::pooling::{Share, share};

/// The theoretical plan of a market whose authorities act by themselves.
#[derive(Debug)]
pub struct Apart {
    /// The plan, certified.
    pub plan: Attained,
    /// Every indicator that an allocation changes, of all authorities together and then of each.
    pub gains: Vec<Gain>,
}

/// One indicator, apart and pooled.
#[derive(Debug, Clone)]
pub struct Gain {
    /// The indicator.
    pub kpi: &'static Kpi,
    /// The authority whose children count; `None` for all.
    pub authority: Option<AuthorityIx>,
    /// As children live now; `None` where the folders do not say where anybody lives.
    pub actual: Option<Tally>,
    /// In the plan of authorities that act by themselves.
    pub alone: Tally,
    /// In the plan of the market, in the law's order.
    pub pooled: Tally,
    /// The authority's own target; of all together, the one that all have.
    pub target: Option<f64>,
}

impl Gain {
    /// Pooled less alone, positive where pooling is better whichever way the indicator is meant to go; `None` where
    /// nothing is meant to be better, or there is nothing to divide by.
    pub fn gain(&self) -> Option<f64> {
        let unit = self.kpi.card.unit;
        toward_better(self.kpi, self.alone.figure(unit), self.pooled.figure(unit))
    }
}

impl Apart {
    /// Solves the usable supply of a market with its homes shared out.
    ///
    /// # Errors
    /// As [`crate::optimise::solve_certified`].
    pub fn of(usable: &Council, limits: Limits, steps: &dyn Steps) -> Result<Attained, SolveError> {
        steps.ahead(1);
        let shared = share(&Facts::of(usable), Share::OneEach);
        let plan = in_order(&shared, limits)?;
        steps.done("each authority by itself");
        Ok(plan)
    }

    /// Measures the plan beside what the market's gaps have of everybody and of each authority.
    pub fn measured(plan: Attained, facts: &Facts, gaps: &[Gap]) -> Self {
        let alone = Standing::planned(facts, plan.plan.iter().copied());
        let of_people = gaps.iter().filter(|gap| gap.kpi.is_of_people());
        let gains = of_people.filter_map(|gap| gain_of(gap, &alone)).collect();
        Self { plan, gains }
    }
}

/// The gain in a gap; `None` where no allocation changes it, and in segments other than authorities.
fn gain_of(gap: &Gap, alone: &Standing) -> Option<Gain> {
    let kpi = gap.kpi;
    let pooled = gap.in_order.clone()?;
    let (authority, alone) = match &gap.segment {
        None => (None, kpi.whole(alone)),
        Some((Dimension::Authority, segment)) => {
            let mut parts = kpi.by(alone, Dimension::Authority).into_iter();
            let found = parts.find(|(known, _)| known == segment);
            let authority = AuthorityIx(segment.order as u16);
            (
                Some(authority),
                found.map_or_else(Tally::default, |(_, tally)| tally),
            )
        }
        Some(_) => return None,
    };
    Some(Gain {
        kpi,
        authority,
        actual: gap.actual.clone(),
        alone,
        pooled,
        target: gap.target,
    })
}
