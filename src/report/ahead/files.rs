//! A plan for possible futures as tables and documents.

use serde_json::Value;

use super::json::{POLICIES, ahead_certificate, ahead_json, ahead_provenance};
use super::told::Told;
use crate::forecast::history::rates;
use crate::report::plan_files::headings;
use crate::report::plan_told::pounds;
use crate::report::tables::{cell, csv_text};

/// Every file of the folder but the page and the timings, by name.
pub fn ahead_files(told: &Told, hashes: &[(String, String)]) -> Vec<(&'static str, String)> {
    let text = |value: Value| format!("{value:#}\n");
    vec![
        ("plan.csv", plan_csv(told)),
        ("futures.csv", futures_csv(told)),
        ("risk.csv", risk_csv(told)),
        ("summary.json", text(ahead_json(told))),
        ("certificate.json", text(ahead_certificate(told))),
        ("provenance.json", text(ahead_provenance(told, hashes))),
    ]
}

fn plan_csv(told: &Told) -> String {
    let names = "what,kind,kind_name,district,home_id,number,places_of_one,lead_time_months,weekly_cost_empty_pounds,one_off_pounds,plans_for_one_future_that_buy_it,rates";
    let mut rows = vec![headings(names)];
    for line in told.lines() {
        rows.push(vec![
            line.bought.what.to_owned(),
            line.bought.kind.to_owned(),
            cell(&line.bought.name),
            cell(&line.bought.district),
            cell(&line.bought.home_id),
            line.bought.number.to_string(),
            line.bought.places.to_string(),
            line.bought.months.to_string(),
            pounds(line.bought.empty),
            line.bought.once.to_string(),
            line.alone.to_string(),
            rates(told.little).to_owned(),
        ]);
    }
    csv_text(&rows)
}

/// A row is a future under a policy.
fn futures_csv(told: &Told) -> String {
    let names = "replication,made_for_or_fresh,let_go,children,children_in_care_when_waiting_ends,own_households_lost,policy,reached,missed,without_a_home,without_a_home_whatever_is_bought,step_downs,placements_pounds_a_week,new_provision_pounds_a_week,support_pounds_a_week,without_a_home_count_for_pounds_a_week,total_pounds_a_week,rates";
    let mut rows = vec![headings(names)];
    let planned = told.planned;
    let (made_for, fresh) = told.futures.split_at(told.made_for());
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let missed = |fate: &crate::plan::Fate| {
        let names = fate.missed().into_iter();
        let names = names.map(|goal| {
            let goal = &planned.figures[goal].goal;
            format!("{} ({})", goal.kpi.card.name, goal.why.code())
        });
        names.collect::<Vec<_>>().join("; ")
    };
    let mut row = |future: &crate::forecast::system::future::Future,
                   (sort, let_go): (&str, bool),
                   policy: &str,
                   fate: &crate::plan::Fate| {
        let money = &fate.money;
        rows.push(vec![
            future.replication.to_string(),
            sort.to_owned(),
            yes(let_go),
            fate.children.to_string(),
            future.in_care_meanwhile.to_string(),
            future.households_lost.to_string(),
            policy.to_owned(),
            yes(fate.is_reached()),
            cell(&missed(fate)),
            fate.without_a_home.to_string(),
            fate.out_of_reach.to_string(),
            fate.step_downs.to_string(),
            pounds(money.placements),
            pounds(money.provision),
            pounds(money.support),
            pounds(money.without_a_home),
            pounds(money.total()),
            rates(told.little).to_owned(),
        ]);
    };
    for (at, future) in made_for.iter().enumerate() {
        let sort = ("made_for", planned.let_go[at]);
        row(future, sort, "plan", &planned.plan.fates[at]);
        row(
            future,
            sort,
            "plan_for_this_future",
            &planned.alone[at].fates[0],
        );
    }
    for (at, future) in fresh.iter().enumerate() {
        for (policy, name) in POLICIES {
            if let Some(fate) = planned.judged.under(policy).get(at) {
                row(future, ("fresh", false), name, fate);
            }
        }
    }
    csv_text(&rows)
}

/// A row is a goal under a policy, in fresh futures.
fn risk_csv(told: &Told) -> String {
    let names = "name,unit,why,figure,today,policy,middle,missed,of,share,low,high,rates";
    let mut rows = vec![headings(names)];
    let planned = told.planned;
    let shown = |figure: Option<f64>| figure.map_or(String::new(), |f| format!("{f:.3}"));
    for (at, figure) in planned.figures.iter().enumerate() {
        let card = &figure.goal.kpi.card;
        for (policy, name) in POLICIES {
            if planned.judged.under(policy).is_empty() {
                continue;
            }
            let missed = planned.judged.missed(policy, at);
            let (low, high) = missed.limits();
            rows.push(vec![
                card.name.to_owned(),
                card.unit.label().to_owned(),
                figure.goal.why.code().to_owned(),
                shown(told.asked(at)),
                shown(told.today(at)),
                name.to_owned(),
                shown(told.middle(policy, at)),
                missed.count.to_string(),
                missed.of.to_string(),
                format!("{:.4}", missed.value()),
                format!("{low:.4}"),
                format!("{high:.4}"),
                rates(told.little).to_owned(),
            ]);
        }
    }
    csv_text(&rows)
}
