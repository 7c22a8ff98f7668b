//! Which homes each authority would have by itself.

use crate::duties::Facts;
use crate::model::{AuthorityIx, Council, HomeIx};

/// How the homes of a market are shared out for the comparison in which each authority acts by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Every home is there for one authority.
    OneEach,
    /// Every home is there for each authority whose folder has it.
    AllListed,
}

/// The market with its homes shared out.
pub fn share(facts: &Facts, how: Share) -> Council {
    let mut council = facts.council.clone();
    for ix in facts.council.home_indices() {
        let only = match how {
            Share::OneEach => vec![owner(facts, ix)],
            Share::AllListed => facts.council.home(ix).reach.listed_by.clone(),
        };
        council.homes[ix.at()].reach.only_for = Some(only);
    }
    council
}

/// The one authority that a home is there for: who runs it; whose area it is in, if its folder has the home; whose
/// children live there most, of those whose folders have it; the first of them.
fn owner(facts: &Facts, ix: HomeIx) -> AuthorityIx {
    let reach = &facts.council.home(ix).reach;
    let in_area_of = reach.in_area_of.filter(|ix| reach.listed_by.contains(ix));
    let most = || {
        let living = |authority: AuthorityIx| {
            let here = facts.living_in[ix.at()].iter();
            here.filter(|c| facts.council.child(**c).authority == authority)
                .count()
        };
        let first_of_most = reach.listed_by.iter().rev().copied();
        first_of_most.max_by_key(|authority| living(*authority))
    };
    reach
        .run_by
        .or(in_area_of)
        .or_else(most)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Authority, Child, ChildIx, Home, HomeKind, Placement, PlacementType, Policy, Sector, Sex,
    };
    use jiff::civil::date;

    const A: AuthorityIx = AuthorityIx(0);
    const B: AuthorityIx = AuthorityIx(1);

    /// Two authorities, and a home of somebody else's that both have.
    fn market() -> Council {
        let day = date(2026, 3, 31);
        let mut council = Council::new("Test", "", day);
        council.members = ["E1", "E2"]
            .map(|code| Authority {
                name: code.to_owned(),
                code: code.to_owned(),
                short: code.to_owned(),
                adjoining: Vec::new(),
                partners: Vec::new(),
                policy: Policy::default(),
            })
            .to_vec();
        let mut home = Home::new("H1", HomeKind::Foster, Sector::Private, "E9").with_places(3);
        home.reach.listed_by = vec![A, B];
        council.homes = vec![home];
        council
    }

    fn live(council: &mut Council, authority: AuthorityIx) {
        let ix = ChildIx(council.children.len() as u32);
        let day = date(2016, 1, 1);
        let mut child = Child::new(&format!("C{}", ix.0), day, Sex::Female, day);
        child.authority = authority;
        council.children.push(child);
        council.placements.push(Placement {
            child: ix,
            home: HomeIx(0),
            start: day,
            purpose: PlacementType::Short,
            planned_end: None,
        });
    }

    fn only(council: &Council, how: Share) -> Vec<AuthorityIx> {
        let shared = share(&Facts::of(council), how);
        shared.homes[0].reach.only_for.clone().unwrap()
    }

    #[test]
    fn a_home_is_there_for_one_authority() {
        let mut council = market();
        assert_eq!(only(&council, Share::OneEach), [A]);
        live(&mut council, B);
        assert_eq!(only(&council, Share::OneEach), [B]);
        live(&mut council, A);
        assert_eq!(only(&council, Share::OneEach), [A]);
        council.homes[0].reach.in_area_of = Some(B);
        assert_eq!(only(&council, Share::OneEach), [B]);
        council.homes[0].reach.listed_by = vec![A];
        assert_eq!(only(&council, Share::OneEach), [A]);
        council.homes[0].reach.run_by = Some(B);
        assert_eq!(only(&council, Share::OneEach), [B]);
    }

    #[test]
    fn unopposed_a_home_is_there_for_all_whose_folders_have_it() {
        assert_eq!(only(&market(), Share::AllListed), [A, B]);
    }
}
