//! Seconds against children, both on logarithmic axes, as SVG.

use std::error::Error;

use plotters::prelude::*;

use super::table::Table;

const SIZE: (u32, u32) = (760, 440);

/// One for each series, told apart in grey as well.
const COLOURS: [RGBColor; 4] = [
    RGBColor(0, 90, 160),
    RGBColor(214, 110, 0),
    RGBColor(0, 130, 90),
    RGBColor(150, 50, 120),
];

/// Draws every series of the table.
pub fn draw(table: &Table) -> Result<String, Box<dyn Error>> {
    let children = || table.rows.iter().map(|row| f64::from(row.children));
    let seconds = || table.rows.iter().map(|row| row.seconds);
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        area.fill(&WHITE)?;
        let mut chart = ChartBuilder::on(&area)
            .margin(14)
            .margin_right(120)
            .x_label_area_size(44)
            .y_label_area_size(58)
            .build_cartesian_2d(
                decades(children()).log_scale(),
                decades(seconds()).log_scale(),
            )?;
        chart
            .configure_mesh()
            .light_line_style(RGBColor(240, 240, 240))
            .bold_line_style(RGBColor(205, 205, 205))
            .label_style(("sans-serif", 16))
            .axis_desc_style(("sans-serif", 17))
            .x_desc("children in placements")
            .y_desc("seconds, cold start to files")
            .x_label_formatter(&|children| thousands(*children))
            .y_label_formatter(&|seconds| format!("{seconds}"))
            .draw()?;
        for (rows, colour) in table.series().zip(COLOURS.iter().cycle()) {
            let points = || {
                rows.iter()
                    .map(|row| (f64::from(row.children), row.seconds))
            };
            chart.draw_series(LineSeries::new(points(), colour.stroke_width(2)))?;
            chart.draw_series(points().map(|at| Circle::new(at, 3, colour.filled())))?;
            if let (Some(last), Some(row)) = (points().next_back(), rows.last()) {
                let label = match row.method.as_str() {
                    "auto" => row.round.clone(),
                    method => format!("{}, {method}", row.round),
                };
                let style = ("sans-serif", 17).into_font().color(colour);
                let text = EmptyElement::at(last) + Text::new(label, (9, -7), style);
                chart.draw_series([text])?;
            }
        }
        area.present()?;
    }
    Ok(svg)
}

/// The powers of ten around all values.
fn decades(values: impl Iterator<Item = f64>) -> std::ops::Range<f64> {
    let (least, most) = values.fold((f64::MAX, f64::MIN), |(a, b), v| (a.min(v), b.max(v)));
    if least > most {
        return 1.0..10.0;
    }
    let power = |exponent: f64| 10_f64.powi(exponent as i32);
    let first = power(least.log10().floor());
    first..power(most.log10().ceil()).max(10.0 * first)
}

fn thousands(number: f64) -> String {
    let number = number.round() as u64;
    match number / 1_000 {
        0 => number.to_string(),
        thousands => format!("{thousands},{:03}", number % 1_000),
    }
}
