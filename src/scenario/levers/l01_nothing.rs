//! Do nothing: the baseline that every other scenario is held against. In a file that extends another, a lever of the same
//! name that does nothing takes the other's away.

use super::{Does, Lever, Needs, Timing, sets_nothing};

/// Do nothing.
pub const LEVER: Lever = Lever {
    number: 1,
    id: "nothing",
    title: "Do nothing",
    about: "Changes nothing: the baseline, or the end of a lever of the same name in the file that is extended.",
    keys: &[],
    needs: Needs::Nothing,
    timing: Timing::Always,
    tell: |_| "Nothing changes".to_owned(),
    does: Does::Nothing,
    sets: sets_nothing,
};

#[cfg(test)]
mod tests {
    use crate::forecast::changes::Changes;
    use crate::scenario::levers::{changes_of, council_of, shire};

    #[test]
    fn nothing_changes() {
        assert_eq!(changes_of("nothing", ""), Changes::default());
        assert_eq!(council_of("nothing", ""), shire());
    }
}
