//! For whom a place is kept, in plain words.

use super::difference::Kept;
use crate::model::Tier;

/// "1 week", "26 weeks".
pub fn weeks(number: usize) -> String {
    counted(number, "week", "weeks")
}

/// A number of things.
pub fn counted(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

/// "brothers and sisters": the children who may come and for whose sake the tier keeps a place.
pub fn kept_for(tier: &Tier) -> &'static str {
    match tier.terms.first().map(|term| term.duty.as_str()) {
        Some("D20" | "D21") => "children who would find no home",
        Some("D22") => "children with a connected person",
        Some("D23") => "brothers and sisters",
        Some("D24") => "children whose care plan is a family",
        Some("D25") => "children who would need fewer approvals there",
        Some("D26" | "D27" | "D28" | "D29" | "D30") => {
            "children whose home, school or family is nearer"
        }
        Some("D31" | "D32" | "D33" | "D34") => "children whom the home fits better",
        Some("D35") => "children for whom it costs less",
        _ => "children who may come",
    }
}

/// Why a child's option differs, in a sentence without a full stop.
pub fn reason(tiers: &[Tier], kept: Option<Kept>) -> String {
    match kept {
        Some(kept) => format!("one place more kept for {}", kept_for(&tiers[kept.tier])),
        None => "follows from another child's option".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::default_tiers;

    #[test]
    fn one_week_is_not_1_weeks() {
        assert_eq!(
            (weeks(1), weeks(26)),
            ("1 week".to_owned(), "26 weeks".to_owned())
        );
        assert_eq!(counted(0, "child", "children"), "0 children");
    }

    #[test]
    fn every_default_tier_that_may_be_charged_says_for_whom() {
        let tiers = default_tiers();
        for tier in &tiers[super::super::first_charged(&tiers) - 1..] {
            assert_ne!(kept_for(tier), "children who may come", "{}", tier.name);
        }
        let siblings = Kept {
            tier: 3,
            dearer: 4,
            scale: 10,
        };
        assert_eq!(
            reason(&tiers, Some(siblings)),
            "one place more kept for brothers and sisters"
        );
    }
}
