//! Published figures of England. Sources: `data/SOURCES.md`; years end on 31 March 2025 where nothing else is said.

use crate::forecast::history::{Exit, State};

const STATES: usize = State::ALL.len();

/// Children looked after, by age band (under 1, 1 to 4, 5 to 9, 10 to 15, 16 and 17).
pub const CHILDREN_BY_AGE: [f64; 5] = [3_630.0, 10_030.0, 15_110.0, 30_930.0, 22_060.0];
/// Unaccompanied asylum-seeking children among them.
pub const UASC: f64 = 6_540.0;
/// Children looked after, mean of the two ends of the year: 83,530 and 81,770.
pub const MEAN_CHILDREN: f64 = 82_650.0;
/// Children who started to be looked after in the year.
pub const STARTS: f64 = 32_270.0;
/// Unaccompanied children among them.
pub const STARTS_UASC: f64 = 6_950.0;
/// Starts by age band, in a hundred of all.
pub const STARTS_BY_AGE: [f64; 5] = [16.0, 14.0, 15.0, 27.0, 28.0];
/// Children who ceased to be looked after in the year.
pub const CEASED: f64 = 34_450.0;
/// Of a hundred who ceased: by age band, without the 40 who were 18.
pub const CEASED_BY_AGE: [f64; 5] = [5.0, 18.0, 11.0, 14.0, 11.0];
/// Of a hundred who ceased: home planned and unplanned, and to relatives without parental responsibility.
pub const CEASED_HOME: f64 = 16.0 + 3.0 + 5.0;
/// Of a hundred who ceased: special guardianship and child arrangements orders.
pub const CEASED_GUARDIANSHIP: f64 = 12.0 + 3.0;
/// Children who were adopted in the year.
pub const ADOPTED: f64 = 3_040.0;
/// Children placed for adoption, mean of the two ends of the year: 2,120 and 1,660.
pub const MEAN_ADOPTIVE: f64 = 1_890.0;
/// Part of adoptions that are taken to be from a placement for adoption: an assumption of this project.
pub const ADOPTED_FROM_ADOPTIVE: f64 = 0.9;
/// What moves and other ways of leaving are from a placement for adoption, of what they are elsewhere: an assumption too.
pub const SETTLED: f64 = 0.1;
/// Placements that changed in the year, without the 18 in a hundred of which only the status changed.
pub const MOVES: f64 = 59_140.0 * (1.0 - 0.18);

/// Of a hundred children in care in September 2024 with foster carers of their own authority, of agencies, and kin.
const FOSTER: [f64; 3] = [27.9, 24.8, 15.6];
/// Part of children's homes that are private or voluntary; taken for the children in them.
const HOMES_OF_OTHERS: f64 = 0.84;

/// Children looked after by state, in the order of [`State::ALL`].
pub fn by_state() -> [f64; STATES] {
    let foster = 54_820.0 / FOSTER.iter().sum::<f64>();
    let homes = 9_480.0;
    State::ALL.map(|state| match state {
        State::OwnFoster => foster * FOSTER[0],
        State::AgencyFoster => foster * FOSTER[1],
        State::Connected => foster * FOSTER[2],
        State::OwnHome => homes * (1.0 - HOMES_OF_OTHERS),
        State::ExternalHome => homes * HOMES_OF_OTHERS,
        State::Supported => 7_520.0,
        State::Parents => 4_970.0,
        State::Adoptive => 1_660.0,
        // Other placements, other residential settings and residential schools.
        State::Other => 2_050.0 + 1_170.0 + 100.0,
    })
}

/// Children who ceased in the year before they were 18, by reason in the order of [`Exit::ALL`]. Home, guardianship and
/// adoption are taken to have been before 18; what is left of those under 18 is every other reason.
pub fn by_cause() -> [f64; Exit::CAUSES] {
    let under_18 = CEASED * CEASED_BY_AGE.iter().sum::<f64>() / 100.0;
    let home = CEASED * CEASED_HOME / 100.0;
    let guardianship = CEASED * CEASED_GUARDIANSHIP / 100.0;
    let other = under_18 - home - guardianship - ADOPTED;
    [home, guardianship, ADOPTED, other]
}

/// Part of children under 16 who have a brother or sister in care too; how many such a group has on average.
pub const IN_SIBLING_GROUPS: f64 = 0.46;
/// Mean size of a group of brothers and sisters in care.
pub const SIBLING_GROUP: f64 = 2.6;

/// How much councils differ from England beyond chance, as the shape of a gamma factor with mean one: one over the square of
/// the coefficient of variation, from the published years of the five councils that have profiles here. Starts to children in
/// care: 0.23.
pub const SHAPE_STARTS: f64 = 19.0;
/// Unaccompanied children to children in care: 0.55.
pub const SHAPE_UASC: f64 = 3.0;
/// Special guardianship orders to children in care: 0.54; taken for each reason. Four reasons together then differ by 0.27,
/// a little more than all who cease, 0.22.
pub const SHAPE_CAUSE: f64 = 4.0;
/// Children with three or more placements in the year: 0.21.
pub const SHAPE_MOVES: f64 = 20.0;
/// Events that a level of age, of time in care or in the placement, and of place counts in advance at England's rate: an
/// assumption of this project. England's rates are the same at any time for want of figures, so that they say least of it.
pub const LEVEL_EVENTS: [f64; 3] = [10.0, 3.0, 10.0];
/// Moves that England's destinations count for.
pub const DESTINATION_MOVES: f64 = 20.0;
/// Groups that England's starts count for when groups to come are drawn.
pub const PATTERN_GROUPS: f64 = 20.0;
