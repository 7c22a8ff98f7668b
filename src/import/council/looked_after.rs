//! The children who are looked after on the day of the data, and where their placements began.

use super::history::Historian;
use super::kinds;
use crate::import::ssda903::{ChildHistory, Returns, Row, Spell, Word};
use crate::model::{
    Child, CodeSet, Date, LegalStatus, NeedCode, PermanencePlan, PlannedSetting, Sex,
};

/// A child with an open episode of care.
#[derive(Debug)]
pub struct LookedAfter {
    /// The child, by number among the children of the returns.
    pub number: Word,
    /// The child as the folder has it.
    pub child: Child,
    /// The row that says where the child lives.
    pub row: u32,
    /// First day of the placement.
    pub placed: Date,
    /// Home postcode, as the return has it.
    pub home_post: Word,
    /// The first home postcode of the period of care; another than [`Self::home_post`] where no place is known for it.
    pub first_home_post: Word,
}

/// The children with an open episode and a usable date of birth, by id; and those without one.
pub fn looked_after<'c>(
    historian: &Historian<'_>,
    children: &'c [ChildHistory],
) -> (Vec<LookedAfter>, Vec<&'c ChildHistory>) {
    let (mut found, mut unlisted) = (Vec::new(), Vec::new());
    for history in children {
        let Some(last) = history.spells.last().filter(|spell| spell.end.is_none()) else {
            continue;
        };
        match history.born {
            Some(born) => found.push(child(historian, history, last, born)),
            None => unlisted.push(history),
        }
    }
    (found, unlisted)
}

fn child(
    historian: &Historian<'_>,
    history: &ChildHistory,
    last: &Spell,
    born: Date,
) -> LookedAfter {
    let returns = historian.returns;
    let row = |spell: &Spell| -> &Row { &returns.rows[spell.row as usize] };
    let text = |word| returns.words.text(word);
    let person = &returns.people[history.child.at()];
    let period = history.period();
    let entered = period.first().map_or(last.start, |spell| spell.start);
    // The address from which the child was first placed, in the words of the 20-mile measure; where the directory does
    // not have it, the next one that it has. The report names both cases.
    let home_posts = period.iter().map(|spell| row(spell).home_post);
    let home_post = home_posts
        .clone()
        .find(|post| historian.places.location(*post).is_some());
    let first_home_post = home_posts.clone().find(|post| !post.is_blank());
    let first_home_post = first_home_post.unwrap_or(Word::BLANK);
    let home_post = home_post.unwrap_or(first_home_post);
    let now = row(last);
    let place = text(now.place);
    let born = historian.sources.birth(born);
    let mut child = Child::new(&history.id, born, Sex::Unknown, entered);
    child.sex = person.sex.map_or(Sex::Unknown, |sex| sex.value);
    child.ethnicity = person.ethnicity.map(|group| group.value);
    child.legal_status = LegalStatus::from_code(text(now.ls));
    child.need_code = NeedCode::from_code(text(now.cin));
    child.sdq = person.sdq.map(|score| score.value);
    child.home = historian
        .places
        .location(home_post)
        .map(|at| historian.sources.coarsen(at));
    let adopted = person
        .should_be_adopted
        .is_some_and(|decision| decision.value);
    child.plan = kinds::plan(place, adopted);
    child.planned_setting = setting(child.plan);
    child.wanted = kinds::purpose(place);
    child.placements_last_year = Some(placements_last_year(returns, &history.spells));
    child.flags.uasc = person.was_uasc
        && person
            .uasc_until
            .is_none_or(|until| returns.as_at.is_none_or(|day| until.value > day));
    LookedAfter {
        number: history.child,
        child,
        row: last.row,
        placed: runs(returns, period).last().map_or(last.start, |run| run.0),
        home_post,
        first_home_post,
    }
}

/// The setting that a plan of permanence asks for; where a child lives now is not what is planned.
fn setting(plan: Option<PermanencePlan>) -> PlannedSetting {
    match plan {
        Some(PermanencePlan::Adoption | PermanencePlan::LongTermFostering) => {
            PlannedSetting::Family
        }
        _ => PlannedSetting::Any,
    }
}

/// First and last day of each placement of a period: a change of legal status or of placement code with the same
/// carer (RNE L, T or U) is no move. Where RNE is blank, the same home is the same placement.
fn runs(returns: &Returns, period: &[Spell]) -> Vec<(Date, Option<Date>)> {
    let mut runs: Vec<(Date, Option<Date>)> = Vec::new();
    let mut before: Option<&Row> = None;
    for spell in period {
        let here = &returns.rows[spell.row as usize];
        let rne = returns.words.text(spell.rne);
        let is_same = before.is_some_and(|before| match rne {
            _ if runs.last().is_some_and(|run| run.1 != Some(spell.start)) => false,
            "L" | "T" | "U" => true,
            "P" | "B" | "S" => false,
            _ => before.setting() == here.setting(),
        });
        match runs.last_mut().filter(|_| is_same) {
            Some(run) => run.1 = spell.end,
            None => runs.push((spell.start, spell.end)),
        }
        before = Some(here);
    }
    runs
}

/// Placements of at least a day that were open in the twelve months to the day of the data, in earlier periods of care
/// as well.
fn placements_last_year(returns: &Returns, spells: &[Spell]) -> u8 {
    let year_ago = |day: Date| {
        let same_day = Date::new(day.year() - 1, day.month(), day.day());
        same_day
            .or_else(|_| Date::new(day.year() - 1, day.month(), 28))
            .ok()
    };
    let year_ago = returns.as_at.and_then(year_ago);
    let is_recent = |run: &&(Date, Option<Date>)| {
        run.1
            .is_none_or(|end| end > run.0 && year_ago.is_none_or(|day| end > day))
    };
    let count = runs(returns, spells).iter().filter(is_recent).count();
    u8::try_from(count).unwrap_or(99).min(99)
}
