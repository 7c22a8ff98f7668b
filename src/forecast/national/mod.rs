//! England's rates, to which a history that is too short or too thin is pooled.
//!
//! Published figures give totals by age, by place and by reason, but not by two of them at once. Tables of two are the
//! products of their margins, without what cannot be (nobody under 16 in supported accommodation, nobody of ten or more
//! adopted), by iterative proportional fitting. Time in care and in a placement are not published in a form that gives rates:
//! England's rates are the same at any, and the council's own history says how they differ.

mod figures;
#[cfg(test)]
mod miniature;
mod patterns;

pub use figures::{
    DESTINATION_MOVES, LEVEL_EVENTS, PATTERN_GROUPS, SHAPE_CAUSE, SHAPE_MOVES, SHAPE_STARTS,
    SHAPE_UASC,
};
pub use patterns::{Pattern, patterns};

use super::history::{BANDS, Exit, State, UASC_BAND};

const STATES: usize = State::ALL.len();
/// Days of a year.
const YEAR: f64 = 365.25;

/// Children in care by band and state.
pub fn children() -> Vec<[f64; STATES]> {
    let [a, b, c, d, oldest] = figures::CHILDREN_BY_AGE;
    let bands = [a, b, c, d, oldest - figures::UASC, figures::UASC];
    fitted(
        &bands,
        &figures::by_state(),
        |band, state| match State::ALL[state] {
            State::Supported => band >= 4,
            State::Adoptive => band <= 2,
            State::Parents => band != UASC_BAND,
            _ => true,
        },
    )
}

/// Hazard of leaving for a reason in a band and state, per day, at any time in care.
pub fn leaving(cause: Exit) -> impl Fn(usize, State) -> f64 {
    let under_18 = figures::CEASED_BY_AGE.map(|part| part / 100.0 * figures::CEASED);
    let exits = fitted(&under_18, &figures::by_cause(), |band, cause| {
        Exit::ALL[cause] != Exit::Adoption || band <= 2
    });
    let all: f64 = figures::CHILDREN_BY_AGE.iter().sum();
    let years = figures::CHILDREN_BY_AGE.map(|n| n * figures::MEAN_CHILDREN / all);
    let young: f64 = years[..3].iter().sum();
    move |band, state| {
        // Unaccompanied children are among those of 16 and 17.
        let age = band.min(4);
        let a_year = match cause {
            Exit::Eighteen => 0.0,
            Exit::Adoption if age > 2 => 0.0,
            Exit::Adoption => {
                let from = figures::ADOPTED_FROM_ADOPTIVE * figures::ADOPTED;
                match state {
                    State::Adoptive => from / figures::MEAN_ADOPTIVE,
                    _ => (figures::ADOPTED - from) / (young - figures::MEAN_ADOPTIVE),
                }
            }
            _ => exits[age][cause as usize] / years[age] * settled(state),
        };
        a_year / YEAR
    }
}

/// Hazard of moving from a state, per day, at any age.
pub fn moving(state: State) -> f64 {
    let who_move = figures::MEAN_CHILDREN - (1.0 - figures::SETTLED) * figures::MEAN_ADOPTIVE;
    figures::MOVES / who_move / YEAR * settled(state)
}

/// Children placed for adoption nearly all stay until they are adopted.
fn settled(state: State) -> f64 {
    match state {
        State::Adoptive => figures::SETTLED,
        _ => 1.0,
    }
}

/// Where moves lead, by band: as children live, but that every adoptive placement is reached by a move, and as many are as
/// there are adoptions from them.
pub fn destinations() -> Vec<[f64; STATES]> {
    let children = children();
    let moves = |band: usize| {
        let row = State::ALL.into_iter().zip(children[band]);
        row.map(|(state, n)| n * moving(state) * YEAR).sum::<f64>()
    };
    let young: f64 = (0..3).map(moves).sum();
    let adoptive = figures::ADOPTED_FROM_ADOPTIVE * figures::ADOPTED / young;
    let of_band = |band: usize| {
        let mut counts = children[band];
        counts[State::Adoptive as usize] = 0.0;
        let sum: f64 = counts.iter().sum();
        let part = if band <= 2 { adoptive } else { 0.0 };
        let mut shares = counts.map(|n| n / sum * (1.0 - part));
        shares[State::Adoptive as usize] = part;
        shares
    };
    (0..BANDS).map(of_band).collect()
}

/// Starts a year for each child in care: of unaccompanied children, or of all others.
pub fn starts(uasc: bool) -> f64 {
    let starts = match uasc {
        true => figures::STARTS_UASC,
        false => figures::STARTS - figures::STARTS_UASC,
    };
    starts / figures::MEAN_CHILDREN
}

/// A table with these sums of rows and columns that is a product of both wherever something can be.
fn fitted<const N: usize>(
    rows: &[f64],
    columns: &[f64; N],
    can_be: impl Fn(usize, usize) -> bool,
) -> Vec<[f64; N]> {
    let seed = |row| std::array::from_fn(|column| f64::from(u8::from(can_be(row, column))));
    let mut table: Vec<[f64; N]> = (0..rows.len()).map(seed).collect();
    for _ in 0..100 {
        for (row, sum) in table.iter_mut().zip(rows) {
            let factor = sum / row.iter().sum::<f64>();
            row.iter_mut().for_each(|cell| *cell *= factor);
        }
        for (column, sum) in columns.iter().enumerate() {
            let factor = sum / table.iter().map(|row| row[column]).sum::<f64>();
            table.iter_mut().for_each(|row| row[column] *= factor);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_keep_to_both_published_margins() {
        let children = children();
        let supported: f64 = children
            .iter()
            .map(|row| row[State::Supported as usize])
            .sum();
        assert!((supported - 7_520.0).abs() < 1.0);
        assert!((children[0].iter().sum::<f64>() - 3_630.0).abs() < 1.0);
        assert_eq!(children[3][State::Supported as usize], 0.0);
        let all: f64 = children.iter().flatten().sum();
        assert!((all - 81_760.0).abs() < 15.0, "{all}");
    }

    #[test]
    fn as_many_leave_under_18_as_was_published() {
        let children = children();
        let mut left = 0.0;
        for cause in Exit::ALL {
            let hazard = leaving(cause);
            for (band, row) in children.iter().enumerate() {
                for (state, n) in State::ALL.into_iter().zip(row) {
                    left += hazard(band, state) * YEAR * n;
                }
            }
        }
        // 59 in a hundred of 34,450; but at the year's end there were one per cent fewer children than on average, and
        // twelve per cent fewer placed for adoption, who leave for hardly any other reason.
        assert!((left / (0.59 * 34_450.0) - 0.96).abs() < 0.02, "{left}");
        assert_eq!(leaving(Exit::Adoption)(3, State::Adoptive), 0.0);
        let adopted = leaving(Exit::Adoption)(1, State::Adoptive) * YEAR;
        assert!((adopted - 0.9 * 3_040.0 / 1_890.0).abs() < 1e-9);
    }

    #[test]
    fn destinations_are_shares_of_what_can_be() {
        let to = destinations();
        for row in &to {
            assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
        assert_eq!(to[3][State::Adoptive as usize], 0.0);
        assert!(to[1][State::Adoptive as usize] > 0.1);
        assert_eq!(to[1][State::Supported as usize], 0.0);
        // 48,495 moves of 82,650 children, but hardly any of the 1,890 placed for adoption.
        assert!((moving(State::Other) * YEAR - 0.599).abs() < 0.001);
        assert!((starts(false) + starts(true) - 32_270.0 / 82_650.0).abs() < 1e-9);
    }
}
