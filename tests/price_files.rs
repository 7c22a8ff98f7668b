//! Exported prices prove the certificate's bounds to a program that shares nothing with ours, and a tampered file
//! proves nothing: `examples/check_prices`, on what the program writes and on random councils.

#[allow(dead_code)]
#[path = "../examples/check_prices/main.rs"]
mod check_prices;
#[path = "random_council/mod.rs"]
mod random_council;

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use check_prices::{Tier, check};
use jiff::civil::date;
use placewell::candidates::{Ceilings, Round};
use placewell::duties::Facts;
use placewell::ingest::render;
use placewell::model::{
    Child, ChildIx, Council, Home, HomeKind, Location, PoundsPerWeek, Sector, Sex, SiblingLink,
    SiblingPlan,
};
use placewell::optimise::{Limits, Method};
use placewell::report::{self, Outcome};
use random_council::random_council;
use tempfile::TempDir;

/// A round in files: its certificate, and its models with their prices.
struct Written {
    _dir: TempDir,
    certificate: PathBuf,
    models: PathBuf,
}

fn placewell(words: &[&str]) {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("placewell"));
    command.args(words).arg("--quiet").assert().success();
}

/// Solves what `synth` makes with these words, through the program.
fn round(synth: &[&str], solve: &[&str]) -> Written {
    let dir = tempfile::tempdir().unwrap();
    let made = dir.path().join("made").to_str().unwrap().to_owned();
    placewell(&[&["synth", "--out", &made], synth].concat());
    if synth[0] == "--region" {
        let folders = ["1", "2"].map(|n| format!("{made}/authority-{n}"));
        matched(&[&folders[0], &folders[1]], solve)
    } else {
        matched(&[&made], solve)
    }
}

/// Solves council folders through the program.
fn matched(folders: &[&str], words: &[&str]) -> Written {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (out, models) = (path("round"), path("models"));
    let out_words = ["match", "--out", &out, "--export-model", &models];
    placewell(&[&out_words, folders, words].concat());
    Written {
        certificate: Path::new(&out).join("certificate.json"),
        models: models.into(),
        _dir: dir,
    }
}

/// Solves a council in process, and writes the files that matter here.
fn solved(council: &Council, whole_system: bool, limits: Limits) -> Written {
    let facts = if whole_system {
        Facts::whole_system(council)
    } else {
        Facts::of(council)
    };
    let round = if whole_system {
        Round::whole_system(&facts)
    } else {
        Round::of_month(&facts)
    };
    written(&facts, &round, limits)
}

/// Solves a round in process, and writes the files that matter here.
fn written(facts: &Facts, round: &Round, limits: Limits) -> Written {
    let outcome = Outcome::of(facts, round, limits).expect("certified");
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in report::models(&outcome) {
        fs::write(dir.path().join(name), text).unwrap();
    }
    let certificate = dir.path().join("certificate.json");
    let document = report::certificate(&outcome, true);
    fs::write(&certificate, format!("{document:#}")).unwrap();
    Written {
        certificate,
        models: dir.path().to_owned(),
        _dir: dir,
    }
}

impl Written {
    fn check(&self) -> Result<Vec<Tier>, String> {
        check(&self.certificate, &self.models).map_err(|why| why.to_string())
    }

    /// Every tier is proved, and to the very number that the certificate states.
    fn prove(&self, which: &str) -> usize {
        let tiers = self.check().unwrap_or_else(|why| panic!("{which}: {why}"));
        for tier in &tiers {
            assert_eq!(tier.proved, tier.claimed, "{which}, {}", tier.model);
        }
        tiers.len()
    }

    /// Whether the files still prove everything that the certificate claims.
    fn holds(&self) -> bool {
        self.check()
            .is_ok_and(|tiers| tiers.iter().all(|tier| tier.proved >= tier.claimed))
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.models.join(name)).unwrap()
    }

    /// Checks the files with another text in place of one of them.
    fn holds_with(&self, name: &str, text: &str) -> bool {
        let kept = self.text(name);
        assert_ne!(kept, text, "nothing is tampered with");
        fs::write(self.models.join(name), text).unwrap();
        let holds = self.holds();
        fs::write(self.models.join(name), kept).unwrap();
        holds
    }

    /// The fields of every line after the first.
    fn lines(&self, name: &str) -> Vec<Vec<String>> {
        let fields = |line: &str| line.split(',').map(str::to_owned).collect();
        self.text(name).lines().skip(1).map(fields).collect()
    }

    fn parts(&self) -> usize {
        let lines = self.lines("tier-1-emergencies-prices.csv");
        let parts = lines.iter().map(|line| line[1].parse().unwrap());
        parts.max().unwrap()
    }

    /// Up to four household rows whose prices are furthest below 0, as lines without their price, and the price.
    fn priced(&self, name: &str) -> Vec<(String, i64)> {
        let lines = self.lines(name).into_iter();
        let household = lines.filter(|line| line[0].starts_with("D1"));
        let price = |line: Vec<String>| (line[..3].join(","), line[3].parse().unwrap());
        let mut priced: Vec<(String, i64)> = household.map(price).collect();
        priced.retain(|(_, price)| *price < 0);
        priced.sort_by_key(|(_, price)| *price);
        priced.truncate(4);
        priced
    }

    /// Checks the files with other prices, one row at a time; how often they no longer prove what is claimed. They
    /// may still do so, but never more than the plan shows to be possible.
    fn refused_with(&self, name: &str, change: impl Fn(i64) -> i64) -> usize {
        let certificate = fs::read_to_string(&self.certificate).unwrap();
        let certificate: serde_json::Value = serde_json::from_str(&certificate).unwrap();
        let kept = self.text(name);
        let mut refused = 0;
        for (row, price) in self.priced(name) {
            let other = format!("{row},{}\n", change(price));
            let text = kept.replace(&format!("{row},{price}\n"), &other);
            assert_ne!(kept, text);
            fs::write(self.models.join(name), text).unwrap();
            refused += usize::from(!self.holds());
            let tiers = certificate["tiers"].as_array().unwrap().iter();
            for (found, tier) in self.check().into_iter().flatten().zip(tiers) {
                let objective = tier["objective"].as_i64().unwrap();
                assert!(found.proved <= objective.into(), "{name}: {other}");
            }
        }
        fs::write(self.models.join(name), kept).unwrap();
        refused
    }
}

const HEREFORDSHIRE: &[&str] = &["herefordshire", "--seed", "5"];

/// Children and too few places in two towns that are too far apart to share a home.
fn two_towns() -> Council {
    let mut council = Council::new("Towns", "E06000019", date(2026, 3, 31));
    for i in 0..8_u32 {
        let born = date(2010 + i as i16, 1, 9);
        let mut child = Child::new(&format!("C{i}"), born, Sex::Male, date(2026, 1, 1));
        let east = [350_000, 600_000][i as usize % 2];
        child.home = Location::new(east + 700 * i as i32, 240_000);
        council.children.push(child);
        if i < 6 {
            let id = format!("H{i}");
            let mut home = Home::new(&id, HomeKind::Foster, Sector::Own, "E06000019");
            home.location = Location::new(east + 1_500 * i as i32, 241_000);
            home.weekly_cost = PoundsPerWeek::whole(500 + 30 * i64::from(i));
            council.homes.push(home);
        }
    }
    council
}

#[test]
fn a_month_in_several_parts_is_proved() {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in render(&two_towns()) {
        fs::write(dir.path().join(name), text).unwrap();
    }
    let written = matched(&[dir.path().to_str().unwrap()], &[]);
    assert_eq!(written.parts(), 2);
    assert_eq!(written.prove("two towns"), 9);
    let last = written.text("tier-9-cost.mps");
    assert!(last.contains(" L tier.8.fit.1\n") && last.contains(" L tier.8.fit.2\n"));
}

#[test]
fn a_whole_system_is_proved_with_its_cuts() {
    let written = round(HEREFORDSHIRE, &["--whole-system"]);
    assert!(!written.lines("cuts.csv").is_empty(), "no cut was needed");
    assert_eq!(written.prove("a whole system"), 9);
}

#[test]
fn a_market_that_leaves_nobody_worse_off_is_proved() {
    let region = ["--region", "2", "--children", "400"];
    let written = round(&region, &["--none-worse", "all"]);
    assert!(
        written
            .text("tier-1-emergencies.mps")
            .contains("none-worse")
    );
    assert_eq!(written.prove("a market"), 9);
}

#[test]
fn rounds_with_a_ceiling_are_proved() {
    const COST: usize = 8;
    let mut changed = 0;
    for seed in 0..150 {
        let council = random_council(seed);
        let mut cheapest = council.clone();
        cheapest.policy.tiers.rotate_right(1);
        let facts = Facts::whole_system(&cheapest);
        let round = Round::whole_system(&facts);
        let cheap = Outcome::of(&facts, &round, Limits::default()).expect("certified");
        let facts = Facts::whole_system(&council);
        let mut round = Round::whole_system(&facts);
        let free = Outcome::of(&facts, &round, Limits::default()).expect("certified");
        let usual = free.solution.tiers[COST].value;
        let most = cheap.solution.tiers[0].value;
        round.ceilings = Some(Ceilings {
            most: [(COST, most)].into(),
            plan: cheap.solution.blocks().collect(),
        });
        let files = written(&facts, &round, Limits::default());
        assert!(
            files
                .text("tier-1-emergencies.mps")
                .contains(" L ceiling.9\n")
        );
        assert_eq!(files.prove(&format!("ceiling {seed}")), 9);
        changed += usize::from(usual > most);
    }
    assert!(changed > 60, "{changed}");
}

#[test]
fn random_councils_are_proved() {
    for seed in 0..300 {
        let council = random_council(seed);
        let month = solved(&council, false, Limits::default());
        assert_eq!(month.prove(&format!("month {seed}")), 9);
        let whole = solved(&council, true, Limits::default());
        assert_eq!(whole.prove(&format!("whole system {seed}")), 9);
    }
}

#[test]
fn a_round_in_cells_has_no_model_and_says_so() {
    let limits = Limits {
        method: Method::Prices,
        cell: 2,
        programmes: true,
        ..Limits::default()
    };
    let council = random_council(1);
    let facts = Facts::whole_system(&council);
    let round = Round::whole_system(&facts);
    let refused = Outcome::of(&facts, &round, limits).err().expect("refused");
    assert!(refused.to_string().contains("--method exact"), "{refused}");
}

/// Brothers, too many for their ways to be listed, and too few places.
fn many_brothers() -> Council {
    let mut council = Council::new("Brothers", "E06000019", date(2026, 3, 31));
    for i in 0..7_u32 {
        let born = date(2010 + i as i16, 1, 9);
        let mut child = Child::new(&format!("C{i}"), born, Sex::Male, date(2026, 1, 1));
        child.home = Location::new(350_000 + 900 * i as i32, 240_000);
        council.children.push(child);
        if i > 0 {
            council.sibling_links.push(SiblingLink {
                pair: (ChildIx(0), ChildIx(i)),
                plan: SiblingPlan::Together,
                reason: None,
            });
        }
    }
    for i in 0..4 {
        let id = format!("H{i}");
        let home = Home::new(&id, HomeKind::Foster, Sector::Own, "E06000019");
        let mut home = home.with_places([3, 1, 2, 1][i as usize]);
        home.location = Location::new(351_000 + 2_000 * i, 240_000);
        council.homes.push(home);
    }
    council
}

#[test]
fn a_large_sibling_group_is_proved_child_by_child() {
    let written = solved(&many_brothers(), false, Limits::default());
    let model = written.text("tier-1-emergencies.mps");
    assert!(!model.contains("split.") && model.contains("D21.C6"));
    assert_eq!(written.prove("brothers"), 9);
}

#[test]
fn a_tampered_price_proves_less_and_never_too_much() {
    let few = ["herefordshire", "--children", "120", "--supply", "0.7"];
    let written = round(&few, &["--whole-system"]);
    // In a tier that earlier ones leave little of, a price can be moved without proving less.
    let mut refused = [0, 0, 0];
    for tier in [
        "4-siblings",
        "5-family",
        "6-approvals",
        "7-near",
        "8-fit",
        "9-cost",
    ] {
        let name = format!("tier-{tier}-prices.csv");
        refused[0] += written.refused_with(&name, |p| 3 * p);
        refused[1] += written.refused_with(&name, |_| 0);
        refused[2] += written.refused_with(&name, |p| -p);
    }
    assert!(
        refused.iter().all(|refused| *refused > 3),
        "{refused:?} lowered, raised, above 0"
    );
    assert!(written.holds(), "all files are as they were");
}

#[test]
fn a_price_above_0_is_refused_where_a_row_may_be_slack() {
    let written = solved(&two_towns(), false, Limits::default());
    let name = "tier-1-emergencies-prices.csv";
    let table = written.text(name);
    let mut rows = table.lines().filter(|line| line.starts_with("D14."));
    let row = rows.next().unwrap().rsplit_once(',').unwrap().0;
    let above = table.replacen(&format!("{row},0\n"), &format!("{row},1\n"), 1);
    fs::write(written.models.join(name), above).unwrap();
    let row = row.split(',').next().unwrap();
    let table = written.models.join(name);
    assert_eq!(
        written.check(),
        Err(format!("{}: {row} has a price of 1", table.display()))
    );
}

impl Written {
    /// What is wrong with the certificate after a change of its tiers.
    fn refused_after(&self, change: impl Fn(&mut Vec<serde_json::Value>)) -> String {
        let kept = fs::read_to_string(&self.certificate).unwrap();
        let mut document: serde_json::Value = serde_json::from_str(&kept).unwrap();
        change(document["tiers"].as_array_mut().unwrap());
        fs::write(&self.certificate, format!("{document:#}")).unwrap();
        let why = self.check().expect_err("refused");
        fs::write(&self.certificate, kept).unwrap();
        why
    }

    /// What is wrong with the files after a change of one of them.
    fn refused_with_text(&self, name: &str, text: &str) -> String {
        let kept = self.text(name);
        assert_ne!(kept, text);
        fs::write(self.models.join(name), text).unwrap();
        let why = self.check().expect_err("refused");
        fs::write(self.models.join(name), kept).unwrap();
        let named = self.models.join(name).display().to_string();
        assert!(why.starts_with(&named), "{why}");
        why
    }
}

#[test]
fn a_certificate_that_contradicts_itself_is_refused() {
    type Change<'a> = &'a dyn Fn(&mut serde_json::Value);
    let written = solved(&two_towns(), false, Limits::default());
    let add = |tier: &mut serde_json::Value, key: &str, by: i64| {
        tier[key] = (tier[key].as_i64().unwrap() + by).into();
    };
    let tier = |change: Change| {
        let why = written.refused_after(|tiers| change(&mut tiers[6]));
        let named = written.certificate.display().to_string();
        (why.starts_with(&named), why)
    };
    let cases: [(Change, &str); 7] = [
        (&|t| add(t, "objective", -1), "above the objective"),
        (&|t| add(t, "bound", -1), "not the bound"),
        (&|t| add(t, "price_bound", -1), "not the bound"),
        (&|t| t["proof"] = "hope".into(), "no such proof: hope"),
        (
            &|t| {
                t["proof"] = "search".into();
                add(t, "bound", -1);
            },
            "though prices prove",
        ),
        (
            &|t| drop(t.as_object_mut().unwrap().remove("bound")),
            "a tier without its",
        ),
        (&|t| t["objective"] = u64::MAX.into(), "too large"),
    ];
    for (change, says) in cases {
        let (named, why) = tier(change);
        assert!(named && why.contains(says), "{says}: {why}");
    }
    // All three numbers agree, and the prices prove more than any plan can be.
    let why = written.refused_after(|tiers| {
        for key in ["objective", "bound", "price_bound"] {
            add(&mut tiers[6], key, -1);
        }
    });
    assert!(why.contains("tier-7-near-prices.csv: they prove"), "{why}");
    assert!(written.holds(), "all files are as they were");
}

#[test]
fn missing_tiers_are_missed() {
    let written = solved(&two_towns(), false, Limits::default());
    for t in [0, 4, 8] {
        let why = written.refused_after(|tiers| drop(tiers.remove(t)));
        assert!(why.contains("tiers are missing"), "{why}");
    }
    let why = written.refused_after(Vec::clear);
    assert!(why.contains("no tier with a model"), "{why}");
}

#[test]
fn files_of_nonsense_are_refused_by_name() {
    let written = round(HEREFORDSHIRE, &["--whole-system"]);
    let huge = i64::MAX.to_string();
    let (model, prices) = ("tier-7-near.mps", "tier-7-near-prices.csv");
    let text = written.text(model);
    let limit = text.lines().find(|line| line.contains("rhs D14")).unwrap();
    let head = limit.rsplit_once(' ').unwrap().0;
    written.refused_with_text(model, &text.replacen(limit, &format!("{head} {huge}"), 1));
    let text = written.text(prices);
    let row = text.lines().nth(5).unwrap();
    let fields: Vec<&str> = row.split(',').collect();
    let part = format!("{},{huge},{},{}", fields[0], fields[2], fields[3]);
    let price = format!("{},{},{},{huge}0", fields[0], fields[1], fields[2]);
    for other in ["", "D14", &part, &price] {
        let why = written.refused_with_text(prices, &text.replacen(row, other, 1));
        assert!(!why.is_empty());
    }
    written.refused_with_text("cuts.csv", "cut,kind,name,weight\n1,2\n");
    fs::remove_file(written.models.join(model)).unwrap();
    assert!(written.check().is_err());
}

#[test]
fn a_tampered_claim_is_not_proved() {
    let written = round(HEREFORDSHIRE, &[]);
    let certificate = fs::read_to_string(&written.certificate).unwrap();
    let claims: Vec<i128> = (written.check().unwrap().iter())
        .map(|tier| tier.claimed)
        .collect();
    for (t, claim) in claims.iter().enumerate() {
        let key = "\"price_bound\": ";
        let mut pieces: Vec<String> = certificate.split(key).map(str::to_owned).collect();
        pieces[t + 1] = pieces[t + 1].replacen(&claim.to_string(), &(claim + 1).to_string(), 1);
        fs::write(&written.certificate, pieces.join(key)).unwrap();
        assert!(!written.holds(), "tier {}", t + 1);
    }
}

#[test]
fn a_cut_that_does_not_follow_is_refused() {
    let written = round(HEREFORDSHIRE, &["--whole-system"]);
    let cuts = written.text("cuts.csv");
    let limit = cuts.lines().find(|line| line.contains(",limit,,")).unwrap();
    let (head, number) = limit.rsplit_once(',').unwrap();
    let lower = format!("{head},{}", number.parse::<i64>().unwrap() - 1);
    assert!(!written.holds_with("cuts.csv", &cuts.replacen(limit, &lower, 1)));
    let without_rows = cuts.lines().filter(|line| !line.contains(",row,"));
    let without_rows: String = without_rows.map(|line| format!("{line}\n")).collect();
    assert!(!written.holds_with("cuts.csv", &without_rows));
}

#[test]
fn a_model_that_forgets_an_earlier_tier_is_refused() {
    let written = round(HEREFORDSHIRE, &[]);
    let name = "tier-3-connected.mps";
    let model = written.text(name);
    let keeps = |line: &str| line.contains(" tier.2.placed") && line.split(' ').count() == 4;
    let entry = model
        .lines()
        .find(|line| keeps(line) && !line.contains("rhs"))
        .unwrap();
    assert!(!written.holds_with(name, &model.replacen(&format!("{entry}\n"), "", 1)));
}
