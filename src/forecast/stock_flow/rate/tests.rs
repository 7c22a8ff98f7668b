use super::*;
use crate::forecast::stock_flow::part::parts;
use crate::forecast::stock_flow::stay::stays;
use crate::forecast::stock_flow::testing::{day, row, span, state};
use crate::model::Returned;

/// Born so that nobody crosses from one age bin to the next in these tests.
const BORN: &str = "2010-06-01";
const FOSTERED: &str = "5 to 10 - Fostering";
const RESIDENTIAL: &str = "5 to 10 - Residential";
const LEFT: &str = "5 to 10 - Not in care";

fn of(rows: &[Returned], reference: Span) -> Rates {
    let parts = parts(&stays(rows).episodes, day("2019-03-31")).parts;
    rates(&parts, &Stock::of(&parts), reference, day("2017-04-01"))
}

fn rate(rates: &Rates, from: &str, to: &str) -> Option<f64> {
    let pair = (state(from), state(to));
    let mut list = rates.rates.iter();
    list.find(|rate| (rate.from, rate.to) == pair)
        .map(|rate| rate.rate)
}

fn entering(rows: &[Returned], reference: Span) -> PerState<f64> {
    entries(
        &parts(&stays(rows).episodes, day("2019-03-31")).parts,
        reference,
    )
}

#[test]
fn a_rate_is_the_mean_of_daily_ratios_and_not_moves_over_days() {
    let rows = [
        row("A", BORN, "2018-01-01", "S U4", "2018-01-03"),
        row("B", BORN, "2018-01-01", "S U4", "2018-01-05"),
    ];
    // 2 January: 0 of 2; 3: 1 of 2; 4: 0 of 1; 5: 1 of 1; but 2 January is before the first move of all.
    let rates = of(&rows, span("2018-01-01", "2018-01-10"));
    assert_eq!(rate(&rates, FOSTERED, LEFT), Some((0.5 + 1.0) / 3.0));
    assert_eq!(rate(&rates, FOSTERED, FOSTERED), Some(0.5));
    assert!(rates.from_empty == 0 && rates.scaled.is_empty() && rates.unknown.is_empty());
}

#[test]
fn days_before_the_first_move_of_all_and_the_first_day_of_the_data_do_not_count() {
    let mut rows = vec![
        row("A", BORN, "2017-03-01", "S U4", "2017-04-03"),
        row("B", BORN, "2017-03-01", "S U4", ""),
    ];
    // 1 and 2 April are before the first move: 3 April has 1 of 2, 4 April 0 of 1.
    let days = span("2017-04-01", "2017-04-04");
    assert_eq!(rate(&of(&rows, days), FOSTERED, LEFT), Some(0.25));
    // With an earlier move elsewhere 2 April counts with 0 of 2, and 1 April does not.
    rows.push(row("C", BORN, "2016-01-01", "S K2", "2016-02-01"));
    assert_eq!(rate(&of(&rows, days), FOSTERED, LEFT), Some(0.5 / 3.0));
    // A reference period that begins later knows the evening before its first day.
    let later = span("2017-04-03", "2017-04-04");
    assert_eq!(rate(&of(&rows, later), FOSTERED, LEFT), Some(0.25));
}

#[test]
fn pairs_within_a_bin_are_listed_at_rate_nought_and_others_only_where_they_were_seen() {
    let rows = [
        row("A", BORN, "2018-01-01", "S U4", "2018-01-03"),
        row("B", BORN, "2018-01-01", "S K2", ""),
        row("C", "2008-01-20", "2018-01-01", "S U4", ""),
    ];
    let rates = of(&rows, span("2018-01-01", "2018-01-31"));
    assert_eq!(rate(&rates, FOSTERED, RESIDENTIAL), Some(0.0));
    assert_eq!(rate(&rates, RESIDENTIAL, LEFT), Some(0.0));
    assert_eq!(rate(&rates, RESIDENTIAL, RESIDENTIAL), Some(1.0));
    // 3 January: 1 of 2 leave; from 4 to 20 January one is left, who turns ten on the last day.
    let aged = rate(&rates, FOSTERED, "10 to 16 - Fostering").unwrap();
    assert!((aged - 1.0 / 18.0).abs() < 1e-15, "{aged}");
    assert_eq!(rate(&rates, RESIDENTIAL, "10 to 16 - Residential"), None);
    // Nobody moves out of "Not in care": it has no rates, and whoever is there stays.
    assert!(
        rates
            .rates
            .iter()
            .all(|rate| rate.from.category != Category::NotInCare)
    );
    let states: Vec<String> = rates.states().iter().map(ToString::to_string).collect();
    assert_eq!(
        states,
        [
            "10 to 16 - Fostering",
            "10 to 16 - Not in care",
            FOSTERED,
            LEFT,
            RESIDENTIAL
        ]
    );
}

#[test]
fn a_change_of_home_within_a_category_is_no_move() {
    let rows = [
        row("A", BORN, "2018-01-01", "S U4", "2018-01-03"),
        row("A", BORN, "2018-01-03", "P U6", ""),
    ];
    let rates = of(&rows, span("2018-01-01", "2018-01-10"));
    assert_eq!(rate(&rates, FOSTERED, FOSTERED), Some(1.0));
    assert_eq!(rate(&rates, FOSTERED, LEFT), Some(0.0));
}

#[test]
fn a_move_out_of_a_state_that_was_empty_is_left_out_and_counted() {
    let rows = [
        row("A", BORN, "2018-01-02", "S K2", "2018-01-02"),
        row("B", BORN, "2018-01-01", "S U4", "2018-01-05"),
    ];
    let rates = of(&rows, span("2018-01-01", "2018-01-10"));
    assert_eq!(rates.from_empty, 1);
    assert_eq!(rates.unknown, [state(RESIDENTIAL)]);
    assert_eq!(rate(&rates, RESIDENTIAL, RESIDENTIAL), Some(1.0));
    // 2 to 4 January 0 of 1, 5 January 1 of 1.
    assert_eq!(rate(&rates, FOSTERED, LEFT), Some(0.25));
}

#[test]
fn a_same_day_episode_in_a_state_with_children_counts_and_rates_above_one_are_scaled() {
    let mut rows = vec![row("A", BORN, "2018-01-01", "S U4", "")];
    for child in ["B", "C", "D"] {
        rows.push(row(child, BORN, "2018-01-02", "S U4", "2018-01-02"));
    }
    // Three of one leave on 2 January, none of one on 3 January.
    let rates = of(&rows, span("2018-01-01", "2018-01-03"));
    assert_eq!(rates.scaled, [state(FOSTERED)]);
    assert_eq!(rate(&rates, FOSTERED, LEFT), Some(1.0));
    assert_eq!(rate(&rates, FOSTERED, FOSTERED), Some(0.0));
    let longer = of(&rows, span("2018-01-01", "2018-01-07"));
    assert_eq!(rate(&longer, FOSTERED, LEFT), Some(0.5));
    assert!(longer.scaled.is_empty());
}

#[test]
fn entries_are_first_parts_of_the_period_over_its_days() {
    let rows = [
        row("A", BORN, "2018-01-01", "S U4", "2018-01-02"),
        row("A", BORN, "2018-01-02", "P K2", "2018-01-03"),
        row("A", BORN, "2018-01-04", "S K2", ""),
        row("B", BORN, "2018-01-05", "S U4", ""),
        row("C", BORN, "2017-12-31", "S U4", ""),
    ];
    // Both days of the period count, and a child who comes back has come again.
    let entries = entering(&rows, span("2018-01-01", "2018-01-04"));
    assert_eq!(entries[state(FOSTERED)], 0.25);
    assert_eq!(entries[state(RESIDENTIAL)], 0.25);
    assert_eq!(
        entering(&rows, span("2018-01-01", "2018-01-05"))[state(FOSTERED)],
        0.4
    );
    assert_eq!(entries[state(LEFT)], 0.0);
}

#[test]
fn without_any_move_everybody_stays() {
    let rates = of(
        &[row("A", BORN, "2018-01-01", "S U4", "")],
        span("2018-01-01", "2018-01-10"),
    );
    assert_eq!(rate(&rates, FOSTERED, FOSTERED), Some(1.0));
    assert_eq!(rates.unknown, [state(FOSTERED)]);
}
