//! # The law
//! Children Act 1989, section 22C(5): the most appropriate placement *available*. Care Planning, Placement and
//! Case Review (England) Regulations 2010, regulations 22 (carers are approved), 24 and 25 (temporary approval of
//! a connected person for up to 16 weeks, extended once by up to 8).
//!
//! # What we check
//! The home takes referrals on the day of the data: it is not closed, not full by its own report, not on hold,
//! and its approval has not ended. A hold without an end date is a hold; on the day that the hold names the home
//! takes referrals again. On the day that the approval names the approval still holds. A free bed in a home that
//! reports itself full is not an option: approved places are not available places.
//!
//! # In the programme
//! A home that takes no referrals has no columns in this round. The children who live there stay; this duty
//! never moves them. In the theoretical round, which frees settled children on paper, a home that reports itself
//! full offers the places that its present residents leave and no more (D14).
//!
//! # Reading the price
//! A bar has no price of its own. To see what ending a hold would be worth, set the home to available in a
//! scenario: the fall in each tier's value is the answer.
//!
//! # What it cannot see
//! A home that has not reported, a placement that has been offered but not recorded, and an extension of a
//! temporary approval that was granted after the data were drawn up. A temporary approval without a recorded
//! end passes, although the law gives every one an end.

use super::card::card;
use super::{Card, Duty, Pair, Verdict};
use crate::model::{ApprovalType, Date, Home, HomeStatus};

/// Why a home takes no referrals.
#[derive(Debug, Clone, Copy)]
enum Obstacle {
    Closed,
    Full,
    OnHold,
    ApprovalEnded(Date),
}

/// The home takes referrals.
pub struct TakingReferrals;

impl TakingReferrals {
    fn obstacle(home: &Home, today: Date) -> Option<Obstacle> {
        match home.status {
            HomeStatus::Closed => return Some(Obstacle::Closed),
            HomeStatus::Full => return Some(Obstacle::Full),
            HomeStatus::OnHold if home.held_until.is_none_or(|until| today < until) => {
                return Some(Obstacle::OnHold);
            }
            HomeStatus::OnHold | HomeStatus::Available => {}
        }
        let ended = home.approval_end.filter(|&end| end < today);
        ended.map(Obstacle::ApprovalEnded)
    }
}

/// "the carers are on hold until 3 May 2026: bereavement".
fn hold(home: &Home) -> String {
    let who = if home.kind.is_fostering() {
        "the carers are"
    } else {
        "the home is"
    };
    let until = home.held_until.map_or_else(
        || "with no end date recorded".to_owned(),
        |day| format!("until {}", in_words(day)),
    );
    let reason = home.hold_reason.as_deref().unwrap_or("no reason recorded");
    format!("{who} on hold {until}: {reason}")
}

fn in_words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

impl Duty for TakingReferrals {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D06",
            Bar,
            "The home takes referrals",
            "Children Act 1989 s22C(5); Care Planning Regulations 2010 regs 22, 24, 25",
            "",
            "d06_taking_referrals.rs"
        );
        &CARD
    }

    fn bar(&self, pair: &Pair) -> Verdict {
        match Self::obstacle(pair.home, pair.facts.council.as_at) {
            None => Verdict::Allowed,
            Some(Obstacle::Full) if pair.facts.theoretical => Verdict::Allowed,
            Some(_) => Verdict::NotAllowed,
        }
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        let obstacle = Self::obstacle(pair.home, pair.facts.council.as_at)?;
        Some(match obstacle {
            Obstacle::Closed => "the home is closed, or the carers have resigned".to_owned(),
            Obstacle::Full => "the home reports itself full".to_owned(),
            Obstacle::OnHold => hold(pair.home),
            Obstacle::ApprovalEnded(day) if pair.home.approval == ApprovalType::Reg24 => format!(
                "the temporary approval under regulation 24 (16 weeks, and at most 8 more) ended on {}",
                in_words(day)
            ),
            Obstacle::ApprovalEnded(day) => {
                format!("the home's approval ended on {}", in_words(day))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{ChildIx, HomeIx, HomeKind};
    use jiff::civil::date;

    fn child_and_home(kind: HomeKind) -> (Scene, ChildIx, HomeIx) {
        let mut scene = Scene::new();
        let (child, home) = (scene.child_aged(10), scene.home(kind, 1));
        (scene, child, home)
    }

    #[test]
    fn only_a_home_that_takes_referrals_is_an_option() {
        let (mut scene, child, home) = child_and_home(HomeKind::Foster);
        for (status, verdict) in [
            (HomeStatus::Available, Verdict::Allowed),
            (HomeStatus::Full, Verdict::NotAllowed),
            (HomeStatus::OnHold, Verdict::NotAllowed),
            (HomeStatus::Closed, Verdict::NotAllowed),
        ] {
            scene.home_mut(home).status = status;
            assert_eq!(scene.bar(&TakingReferrals, child, home), verdict);
            let silent = scene.sentence(&TakingReferrals, child, home).is_none();
            assert_eq!(silent, verdict == Verdict::Allowed);
        }
    }

    #[test]
    fn a_hold_ends_on_the_day_that_it_names() {
        let (mut scene, child, home) = child_and_home(HomeKind::Foster);
        scene.home_mut(home).status = HomeStatus::OnHold;
        for (until, verdict) in [
            (date(2026, 3, 30), Verdict::Allowed),
            (date(2026, 3, 31), Verdict::Allowed),
            (date(2026, 4, 1), Verdict::NotAllowed),
        ] {
            scene.home_mut(home).held_until = Some(until);
            assert_eq!(scene.bar(&TakingReferrals, child, home), verdict);
        }
    }

    #[test]
    fn a_hold_is_told_with_its_reason_and_date() {
        let (mut scene, child, home) = child_and_home(HomeKind::Foster);
        let held = scene.home_mut(home);
        held.status = HomeStatus::OnHold;
        held.held_until = Some(date(2026, 5, 3));
        held.hold_reason = Some("bereavement".to_owned());
        assert_eq!(
            scene.sentence(&TakingReferrals, child, home).unwrap(),
            "the carers are on hold until 3 May 2026: bereavement"
        );
        let (mut scene, child, home) = child_and_home(HomeKind::ChildrensHome);
        scene.home_mut(home).status = HomeStatus::OnHold;
        assert_eq!(
            scene.sentence(&TakingReferrals, child, home).unwrap(),
            "the home is on hold with no end date recorded: no reason recorded"
        );
    }

    #[test]
    fn an_approval_holds_to_its_last_day() {
        let (mut scene, child, home) = child_and_home(HomeKind::Connected);
        scene.home_mut(home).approval_end = Some(date(2026, 3, 31));
        assert_eq!(scene.bar(&TakingReferrals, child, home), Verdict::Allowed);
        scene.home_mut(home).approval_end = Some(date(2026, 3, 30));
        assert_eq!(
            scene.bar(&TakingReferrals, child, home),
            Verdict::NotAllowed
        );
        scene.home_mut(home).approval = ApprovalType::Reg24;
        assert_eq!(
            scene.sentence(&TakingReferrals, child, home).unwrap(),
            "the temporary approval under regulation 24 (16 weeks, and at most 8 more) ended on 30 March 2026"
        );
    }

    #[test]
    fn a_plan_that_uses_a_home_on_hold_is_a_breach() {
        let (mut scene, child, home) = child_and_home(HomeKind::Foster);
        assert_eq!(scene.breaches(&TakingReferrals, &[(child, home)]), 0);
        scene.home_mut(home).status = HomeStatus::OnHold;
        assert_eq!(scene.breaches(&TakingReferrals, &[(child, home)]), 1);
    }

    #[test]
    fn a_child_who_lives_there_stays() {
        let (mut scene, child, home) = child_and_home(HomeKind::Foster);
        scene.home_mut(home).status = HomeStatus::Full;
        scene.settle(child, home);
        assert_eq!(scene.breaches(&TakingReferrals, &[(child, home)]), 0);
    }
}
