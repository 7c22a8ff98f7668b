//! Temporary moves (T0 to T4) folded back into the placement that they interrupt.

use super::row::Row;
use super::rules::{CONTINUED, TEMPORARY};
use super::timeline::Spell;
use crate::import::account::Rule;

/// A row that became part of another's spell: the rule, the row, and the row that it became part of.
pub type Fold = (&'static Rule, u32, u32);

/// Folds temporary moves. One that opens a period of care belongs to the placement that follows; one that is all
/// there is stays as it is.
pub fn fold(
    all: &[Row],
    spells: Vec<Spell>,
    is_temporary: impl Fn(&Row) -> bool,
    folds: &mut Vec<Fold>,
) -> Vec<Spell> {
    let temporary = |spell: &Spell| is_temporary(&all[spell.row as usize]);
    if !spells.iter().any(temporary) {
        return spells;
    }
    let mut out: Vec<Spell> = Vec::with_capacity(spells.len());
    // A temporary move that waits for the placement behind it.
    let mut waiting: Option<Spell> = None;
    // Whether the last spell laid has just been lengthened by a temporary move.
    let mut is_interrupted = false;
    for mut spell in spells {
        if let Some(first) = waiting.take() {
            if first.end == Some(spell.start) {
                folds.push((TEMPORARY, first.row, spell.row));
                spell.start = first.start;
                spell.rne = first.rne;
            } else {
                out.push(first);
            }
        }
        let follows = out
            .last()
            .is_some_and(|before| before.end == Some(spell.start));
        if temporary(&spell) {
            let before = out.last_mut().filter(|_| follows);
            match before.filter(|before| !temporary(before)) {
                Some(before) => {
                    folds.push((TEMPORARY, spell.row, before.row));
                    lengthen(before, &spell);
                    is_interrupted = true;
                }
                None => waiting = Some(spell),
            }
            continue;
        }
        let is_back = is_interrupted && follows;
        is_interrupted = false;
        if let Some(before) = out.last_mut().filter(|_| is_back)
            && is_the_same(&all[before.row as usize], &all[spell.row as usize])
        {
            folds.push((CONTINUED, spell.row, before.row));
            lengthen(before, &spell);
            continue;
        }
        out.push(spell);
    }
    out.extend(waiting);
    out
}

fn lengthen(before: &mut Spell, by: &Spell) {
    before.end = by.end;
    before.rec = by.rec;
    before.reason = by.reason;
}

/// The same placement under the same legal status.
fn is_the_same(before: &Row, after: &Row) -> bool {
    before.setting() == after.setting() && before.ls == after.ls
}
