//! Tests that what a scenario adds leaves the chance of everybody and everything else alone.

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use crate::forecast::cast::{Cast, Stages};
    use crate::forecast::changes::{Changes, Each, Entries, Recruited, When, Who};
    use crate::forecast::history::{History, day_number};
    use crate::forecast::simulate::month_ends;
    use crate::forecast::system::Setup;
    use crate::forecast::system::home::Standing;
    use crate::forecast::system::month::{Month, Run, lived};
    use crate::model::HomeIx;
    use crate::synth::{Options, Profile, generate};

    const MONTHS: usize = 18;
    const FUTURES: u64 = 8;

    /// The same futures with nothing changed and with a change; households leave as often whether children live with them.
    fn compare(changes: &Changes, kinds: &[&str], check: impl Fn(&Run<'_>, &Run<'_>)) {
        let profile = Profile::embedded("herefordshire").unwrap();
        let options = Options {
            children: Some(160),
            ..Options::default()
        };
        let council = generate(&profile, &options);
        let stages = Stages::of(&council, kinds);
        let cast = Cast::of(&council, &stages);
        let history = History::of(&council).unwrap();
        let mut setup = Setup::of(&council, &history, &cast);
        setup.supply.leaving_while_filled.figure = 1.0;
        // A place that a guardian takes with the child is an end of a household by another way.
        setup.supply.guardians_who_fostered.figure = 0.0;
        let months = month_ends(setup.model.from, MONTHS);
        let nothing = Changes::default();
        for replication in 0..FUTURES {
            let run = |changes| lived(&setup, (&months, MONTHS), changes, ((9, replication), 0));
            check(&run(&nothing), &run(changes));
        }
    }

    fn from_the_first() -> When {
        When {
            from: "2020-01-01".parse().unwrap(),
            until: None,
            ramp: 0,
        }
    }

    fn with_more_entries(factor: f64) -> Changes {
        Changes {
            entries: vec![Entries {
                who: Who::default(),
                when: from_the_first(),
                factor,
            }],
            ..Changes::default()
        }
    }

    /// By number: what a household is like, its carer's age, and whether it has left.
    fn households(run: &Run<'_>) -> BTreeMap<u64, (HomeIx, Option<u64>, bool)> {
        let own = run
            .world
            .homes
            .iter()
            .filter(|home| home.own && home.fostering);
        own.map(|home| {
            let age = home.carer_age.map(f64::to_bits);
            (
                home.number,
                (home.like, age, home.standing == Standing::Closed),
            )
        })
        .collect()
    }

    fn recruits_stay_who_they_are(base: &Run<'_>, other: &Run<'_>) {
        let (base, other) = (households(base), households(other));
        assert!(base.values().filter(|(_, _, left)| *left).count() > 3);
        for (number, household) in &base {
            assert_eq!(other.get(number), Some(household));
        }
    }

    #[test]
    fn where_more_are_recruited_those_who_come_anyhow_are_among_them_and_households_leave_as_they_would()
     {
        let changes = Changes {
            recruitment: vec![(from_the_first(), 1.5)],
            ..Changes::default()
        };
        let more = std::cell::Cell::new(0);
        compare(&changes, &[], |base, other| {
            recruits_stay_who_they_are(base, other);
            more.set(more.get() + other.world.homes.len() - base.world.homes.len());
        });
        assert!(more.get() > 0);
    }

    #[test]
    fn a_household_that_a_scenario_recruits_leaves_all_others_as_they_are() {
        let kind = "foster-0-17-2-standard";
        let changes = Changes {
            recruited: vec![Recruited {
                homes: 1,
                kind: kind.to_owned(),
                district: None,
                between: ("2020-01-01".parse().unwrap(), "2020-01-02".parse().unwrap()),
                each: Each::default(),
            }],
            ..Changes::default()
        };
        compare(&changes, &[kind], |base, other| {
            assert_eq!(other.world.homes.len(), base.world.homes.len() + 1);
            recruits_stay_who_they_are(base, other);
        });
    }

    #[test]
    fn children_whom_a_scenario_adds_have_lives_of_their_own() {
        let added = std::cell::Cell::new(0);
        compare(&with_more_entries(2.0), &[], |base, other| {
            let of = |run: &Run<'_>| -> BTreeMap<u64, u64> {
                let children = run.world.children.iter();
                children
                    .map(|child| (child.number, child.stream()))
                    .collect()
            };
            let (before, now) = (of(base), of(other));
            assert_eq!(now.len(), other.world.children.len());
            // Nobody has the clocks of another who comes: those of today have a key of their own.
            let come: Vec<u64> = (now.iter().filter(|(number, _)| **number >> 58 > 0))
                .map(|(_, stream)| *stream)
                .collect();
            assert_eq!(come.iter().collect::<BTreeSet<_>>().len(), come.len());
            assert!(
                before
                    .iter()
                    .all(|(number, stream)| now.get(number) == Some(stream))
            );
            added.set(added.get() + now.len() - before.len());
        });
        assert!(added.get() > 100);
    }

    #[test]
    fn children_whom_a_smaller_rate_adds_come_with_a_greater_one() {
        let numbers = std::cell::RefCell::new(Vec::new());
        for factor in [1.3, 1.6] {
            compare(&with_more_entries(factor), &[], |_, other| {
                let children = other.world.children.iter();
                let children: BTreeSet<_> = children
                    .map(|child| (child.number, child.life.birthdays[0].to_bits()))
                    .collect();
                numbers.borrow_mut().push(children);
            });
        }
        let numbers = numbers.into_inner();
        let (few, many) = numbers.split_at(FUTURES as usize);
        for (few, many) in few.iter().zip(many) {
            assert!(few.is_subset(many) && few.len() < many.len());
        }
    }

    #[test]
    fn who_is_chosen_first_does_not_hang_on_who_else_comes() {
        compare(&with_more_entries(1.5), &[], |base, other| {
            let end = f64::from(day_number(base.setup.model.from)) + 1e4;
            let month = Month {
                at: MONTHS,
                day: "2040-01-31".parse().unwrap(),
                begun: end - 31.0,
                end,
            };
            let order = |run: &Run<'_>, of: &BTreeSet<u64>| -> Vec<u64> {
                let chosen = run.chosen(u32::MAX, month, |_, _, _| true).into_iter();
                let numbers = chosen.map(|c| run.world.children[c as usize].number);
                numbers.filter(|number| of.contains(number)).collect()
            };
            let there = |run: &Run<'_>| -> BTreeSet<u64> {
                let there = run.world.children.iter();
                let there = there.filter(|child| !child.gone && child.seeks.is_none());
                there.map(|child| child.number).collect()
            };
            let both: BTreeSet<u64> = there(base).intersection(&there(other)).copied().collect();
            assert!(both.len() > 80);
            assert_eq!(order(base, &both), order(other, &both));
        });
    }

    #[test]
    fn who_is_to_live_apart_does_not_hang_on_who_else_comes() {
        let apart = std::cell::Cell::new(0);
        compare(&with_more_entries(1.5), &[], |base, other| {
            let pairs = |run: &Run<'_>| -> BTreeSet<(u64, u64)> {
                let number = |c: u32| run.world.children[c as usize].number;
                let pairs = run.world.apart.iter();
                pairs.map(|(a, b)| (number(*a), number(*b))).collect()
            };
            assert!(pairs(base).is_subset(&pairs(other)));
            apart.set(apart.get() + pairs(base).iter().filter(|(a, _)| a >> 58 > 0).count());
        });
        assert!(apart.get() > 0);
    }
}
