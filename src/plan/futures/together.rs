//! All futures in one programme.

use super::super::ground::Ground;
use super::super::planned::PlanError;
use super::made::Made;
use super::{Common, Possible};

/// Which futures are let go: those that fall furthest short alone, and then those whose own plan buys the most.
pub fn let_go(alone: &[Made], number: usize) -> Vec<bool> {
    let mut hardest: Vec<usize> = (0..alone.len()).collect();
    hardest.sort_by_key(|s| {
        let provision = alone[*s].fates[0].money.provision;
        std::cmp::Reverse((alone[*s].short, provision, std::cmp::Reverse(*s)))
    });
    let mut let_go = vec![false; alone.len()];
    for s in hardest.into_iter().take(number) {
        let_go[s] = true;
    }
    let_go
}

impl Common<'_> {
    /// The best plan for all futures, and the size of its programme: choices and rows.
    pub fn together(
        &self,
        ground: &Ground,
        futures: &[Possible],
        let_go: &[bool],
    ) -> Result<(Made, (usize, usize)), PlanError> {
        let councils: Vec<_> = futures.iter().map(|future| future.council).collect();
        self.at_desk(ground, &councils, let_go, |desk| {
            let (variant, _) = desk.solve(self.all(), true, &[])?;
            let size = (
                desk.recourses.iter().map(|r| r.choices.len()).sum(),
                desk.recourses.iter().map(|r| r.rows.len()).sum(),
            );
            Ok((Made::of(desk, &variant), size))
        })
    }
}
