//! What the council's own folder says of supply.

use super::Sourced;
use crate::assess::Usable;
use crate::duties::Facts;
use crate::forecast::cast::Setting;
use crate::forecast::history::State;
use crate::model::{Coded, Council, HomeKind, HomeStatus};

/// Fewest young people who came of age in foster homes for their share to be believed.
const FEWEST: usize = 20;

/// Share of own foster households on hold.
pub fn held(council: &Council) -> Sourced {
    let own = council.homes.iter().filter(|home| {
        home.kind == HomeKind::Foster && home.is_in_house() && home.status != HomeStatus::Closed
    });
    let (mut held, mut all) = (0.0, 0.0_f64);
    for home in own {
        all += 1.0;
        held += f64::from(u8::from(home.status == HomeStatus::OnHold));
    }
    Sourced {
        figure: held / all.max(1.0),
        source: "the council's own households on the day of the data",
    }
}

/// Share of those who came of age in a foster home and stayed with their carers (REC E17).
pub fn staying_put(council: &Council) -> Sourced {
    let is =
        |code: Option<Coded>, of: &[&str]| code.is_some_and(|code| of.contains(&code.as_str()));
    let (mut stayed, mut all) = (0, 0_usize);
    for episode in &council.episodes {
        let Some((born, end)) = episode.born.zip(episode.end) else {
            continue;
        };
        let near_eighteen =
            crate::model::age_in_years(born, end.saturating_add(jiff::Span::new().days(2))) >= 18;
        if near_eighteen && is(episode.place, &["U4", "U5", "U6"]) {
            all += 1;
            stayed += usize::from(is(episode.reason_end, &["E17"]));
        }
    }
    if all < FEWEST {
        return Sourced {
            figure: 0.33,
            source: "England, 2025: 33% of 18 to 20 year olds who were eligible lived with their former carers (DfE); the \
                     council's history has too few",
        };
    }
    Sourced {
        figure: stayed as f64 / all as f64,
        source: "the council's own history: REC E17 among those who came of age in foster homes",
    }
}

/// Places of others in a setting, on the day of the data.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Pool {
    /// Filled by the council's children.
    pub filled: f64,
    /// Free, by the share that the council can get.
    pub free: f64,
}

/// By setting: places of others that the council can get; and its share of all that are free.
pub fn pool(council: &Council) -> ([Pool; 3], f64) {
    let usable = Usable::of(&Facts::of(council));
    let mut pools = [Pool::default(); 3];
    let (mut on_offer, mut free) = (0, 0_u32);
    for supply in usable.account.iter().filter(|s| !s.own) {
        on_offer += supply.usable_free;
        free += supply.free;
        if let Some(setting) = Setting::of(supply.kind) {
            let pool = &mut pools[setting as usize];
            pool.filled += f64::from(supply.filled);
            pool.free += f64::from(supply.usable_free);
        }
    }
    // Residential schools and other residential homes, which no round fills: the council can buy as many such places, and
    // children who would go there are offered children's homes.
    for placement in &council.placements {
        let home = council.home(placement.home);
        if Setting::of(home.kind).is_none() && Setting::state(home) == State::ExternalHome {
            pools[Setting::Home as usize].filled += 1.0;
        }
    }
    (pools, f64::from(on_offer) / f64::from(free.max(1)))
}
