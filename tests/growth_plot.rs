//! The table and the plot of `benches/growth`, on invented rows.

#[path = "../benches/growth/plot.rs"]
mod plot;
#[path = "../benches/growth/table.rs"]
mod table;

use table::{Measured, ROUNDS, Table};

fn row(round: &str, children: u32, seconds: f64) -> Measured {
    Measured {
        round: round.to_owned(),
        children,
        to_place: 10,
        pairs: Some(1_000),
        method: "auto".to_owned(),
        runs: 3,
        seconds,
        peak_mib: Some(90),
        widest_gap: 0.0,
    }
}

fn table() -> Table {
    let mut table = Table::default();
    for (children, month, whole) in [(20_000, 9.0, 900.0), (300, 0.2, 1.5), (2_500, 1.1, 40.0)] {
        table.put(row(ROUNDS[0], children, month));
        table.put(row(ROUNDS[1], children, whole));
    }
    table
}

#[test]
fn a_table_is_read_as_it_was_written_and_a_row_takes_the_place_of_its_like() {
    let mut table = table();
    assert_eq!(Table::read(&table.text()).unwrap(), table);
    let mut unknown = row(ROUNDS[0], 300, 0.3);
    unknown.peak_mib = None;
    table.put(unknown.clone());
    assert_eq!(table.rows.len(), 6);
    assert_eq!(table.rows[0], unknown, "the smallest month comes first");
    assert_eq!(Table::read(&table.text()).unwrap(), table);
    let sizes = table.series().map(|rows| rows.len());
    assert_eq!(sizes.collect::<Vec<_>>(), [3, 3]);
}

/// Whole numbers of an attribute of every circle.
fn circles(svg: &str, attribute: &str) -> Vec<i32> {
    let of_circle = |text: &str| {
        let value = text.split(&format!(" {attribute}=\"")).nth(1)?;
        value.split('"').next()?.parse().ok()
    };
    svg.split("<circle").skip(1).filter_map(of_circle).collect()
}

#[test]
fn a_plot_has_a_point_a_row_where_the_logarithms_put_it() {
    let svg = plot::draw(&table()).unwrap();
    let (x, y) = (circles(&svg, "cx"), circles(&svg, "cy"));
    assert_eq!((x.len(), y.len()), (6, 6));
    // 300 to 2,500 to 20,000: both steps are about eightfold, so they are about as wide.
    let steps = (x[1] - x[0], x[2] - x[1]);
    assert!(steps.0 > 50 && (steps.0 - steps.1).abs() < 5, "{steps:?}");
    assert!(y[0] > y[1] && y[1] > y[2] && y[3] < y[0], "{y:?}");
    for label in ["month", "whole system", "10,000", "seconds"] {
        assert!(svg.contains(label), "{label}");
    }
    assert_eq!(svg, plot::draw(&table()).unwrap(), "drawn the same again");
}

#[test]
fn nothing_measured_is_an_empty_plot() {
    let svg = plot::draw(&Table::default()).unwrap();
    assert!(svg.contains("<svg") && circles(&svg, "cx").is_empty());
}
