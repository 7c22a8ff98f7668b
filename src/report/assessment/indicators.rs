//! Indicators and supply as tables.

use crate::assess::{Assessment, Gap, Share};
use crate::kpis::{self, Better, Tally, Unit};
use crate::report::tables::cell;

/// A row of cells.
pub type Row = Vec<String>;

const HEADINGS: [&str; 26] = [
    "code",
    "name",
    "title",
    "unit",
    "better",
    "dimension",
    "segment",
    "actual",
    "actual_numerator",
    "actual_denominator",
    "left_out",
    "attainable_in_order",
    "attainable_in_order_numerator",
    "attainable_in_order_denominator",
    "attainable_alone",
    "attainable_alone_numerator",
    "attainable_alone_denominator",
    "best",
    "best_numerator",
    "best_denominator",
    "target",
    "gap_unit",
    "allocation_gap",
    "capacity_gap",
    "beyond_any_allocation",
    "beyond_reach",
];

/// `kpis.csv`: a row is an indicator in a segment. Numerators are in the unit of the figure: children, miles, pounds a week.
/// `best` is what no plan betters while as many children as possible have
/// a home; it is proved of the whole council only, and blank in segments.
pub fn rows(gaps: &[Gap]) -> Vec<Row> {
    let mut rows = vec![HEADINGS.map(str::to_owned).to_vec()];
    rows.extend(gaps.iter().map(row));
    rows
}

fn row(gap: &Gap) -> Row {
    let card = &gap.kpi.card;
    let (dimension, segment) = match &gap.segment {
        Some((dimension, segment)) => (dimension.name(), segment.name.as_str()),
        None => ("all", "all"),
    };
    let mut row: Row = [
        card.code,
        card.name,
        card.title,
        card.unit.label(),
        better(card.better),
        dimension,
    ]
    .map(cell)
    .to_vec();
    row.push(cell(segment));
    row.push(shown(gap.actual_figure()));
    row.extend(parts(gap.actual.as_ref(), card.unit));
    row.push(gap.actual.as_ref().map_or(String::new(), |actual| {
        actual.left_out.values().sum::<u32>().to_string()
    }));
    row.push(shown(gap.in_order_figure()));
    row.extend(parts(gap.in_order.as_ref(), card.unit));
    row.push(shown(gap.alone_figure()));
    row.extend(parts(gap.alone.as_ref(), card.unit));
    row.push(shown(gap.best_figure()));
    row.extend(parts(gap.best.as_ref(), card.unit));
    row.push(
        gap.target
            .map_or(String::new(), |target| target.to_string()),
    );
    row.push(cell(match card.unit {
        Unit::Percent => "percentage points",
        other => other.label(),
    }));
    row.extend(
        [
            gap.allocation(),
            gap.capacity(),
            gap.beyond_any_allocation(),
        ]
        .map(shown),
    );
    row.push(match gap.is_beyond_reach() {
        Some(true) => "yes".to_owned(),
        Some(false) => "no".to_owned(),
        None => String::new(),
    });
    row
}

/// The word for which way an indicator is meant to go.
pub const fn better(better: Better) -> &'static str {
    match better {
        Better::Higher => "higher",
        Better::Lower => "lower",
        Better::Neither => "",
    }
}

/// Numerator, in the indicator's unit, and denominator.
pub fn parts(tally: Option<&Tally>, unit: Unit) -> [String; 2] {
    match tally {
        Some(tally) => [tally.numerator_text(unit), tally.denominator.to_string()],
        None => [String::new(), String::new()],
    }
}

/// A figure with two decimals; blank where there is none. Never minus nothing.
pub fn shown(figure: Option<f64>) -> String {
    let Some(figure) = figure else {
        return String::new();
    };
    let text = format!("{figure:.2}");
    if text
        .trim_start_matches('-')
        .chars()
        .all(|c| c == '0' || c == '.')
    {
        "0.00".to_owned()
    } else {
        text
    }
}

/// `definitions.csv`: a row is an indicator.
pub fn definitions() -> Vec<Row> {
    let headings = [
        "code",
        "name",
        "title",
        "numerator",
        "denominator",
        "unit",
        "better",
        "duty",
        "follows_allocation",
        "source",
    ];
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    for card in kpis::ALL.map(|kpi| &kpi.card) {
        let follows = if card.follows_allocation { "yes" } else { "no" };
        let cells = [
            card.code,
            card.name,
            card.title,
            card.numerator,
            card.denominator,
            card.unit.label(),
            better(card.better),
            card.duty.unwrap_or(""),
            follows,
            card.source,
        ];
        rows.push(cells.map(cell).to_vec());
    }
    rows
}

/// `supply.csv`: a row is a kind of home of one sort of provider.
pub fn supply(assessment: &Assessment) -> Vec<Row> {
    let headings = [
        "kind",
        "provider",
        "homes",
        "places_approved",
        "filled_by_ours",
        "filled_by_others",
        "free",
        "unavailable",
        "share_of_free",
        "share_from",
        "usable_free",
        "usable",
        "usable_share_of_approved",
    ];
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    for supply in &assessment.usable.account {
        let from = match supply.share {
            None => "recorded status",
            Some(Share::Policy(_)) => "local policy",
            Some(Share::Observed { .. }) => "our share of filled places",
            Some(Share::NotKnown) => "not known: all counted",
        };
        let own = if supply.own { "own" } else { "other" };
        let mut row = vec![supply.kind.code().to_owned(), own.to_owned()];
        row.extend(
            [
                supply.homes,
                supply.approved,
                supply.filled,
                supply.filled_by_others,
                supply.free,
                supply.unavailable,
            ]
            .map(|number| number.to_string()),
        );
        row.push(format!("{:.3}", supply.share.map_or(1.0, Share::of_one)));
        row.push(from.to_owned());
        row.extend([supply.usable_free, supply.usable()].map(|number| number.to_string()));
        let approved = f64::from(supply.approved);
        row.push(shown(
            (supply.approved > 0).then(|| f64::from(supply.usable()) / approved),
        ));
        rows.push(row);
    }
    rows
}
