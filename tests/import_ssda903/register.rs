//! A carers register that does not agree with the returns, and what it alone knows.

use crate::account;
use crate::council::{EVERYTHING, council, import, row, rows};

/// The account's count of a rule.
fn applied(place: &crate::binary::Place, code: &str) -> u64 {
    account::applied(&place.json("out/import-report.json"), code)
}

#[test]
fn the_return_counts_where_a_register_names_the_child_of_another_kind_of_placement() {
    let place = council();
    let register = place.read("register.csv");
    // K003 lives in a children's home; K008 is in care with an agency; K777 is in no return.
    let changed = register.replace("K001; K002", "k001; K002; K003; K777");
    place.write("register.csv", &changed);
    import(&place, &format!("{EVERYTHING} --ids keep --out out")).good();
    let home_of =
        |child: &str| row(&place, "out/placements.csv", "child_id", child)["home_id"].clone();
    assert_eq!(home_of("K003"), "9900001");
    assert_eq!(
        home_of("K001"),
        "F001",
        "ids are compared without regard to case"
    );
    assert_eq!(applied(&place, "R723"), 1);
    assert_eq!(applied(&place, "R722"), 1);
    let household = row(&place, "out/homes.csv", "home_id", "F001");
    // Two of the four children named live there by the returns; the beds of the others are taken, as far as there are.
    assert_eq!(
        (&*household["places"], &*household["occupied_by_others"]),
        ("2", "1")
    );
}

#[test]
fn connected_homes_name_their_children_and_exemptions_become_approvals() {
    let place = council();
    let register = place.read("register.csv");
    let register = register.replace(
        "F001,ZZ9 2AA,In-house,foster",
        "F001,ZZ9 2AA,In-house,connected",
    );
    let (head, body) = register.split_once('\n').unwrap();
    let body: Vec<String> = body
        .lines()
        .map(|line| match line.starts_with("F001") {
            true => format!("{line},K001; K002,31/12/2030"),
            false => format!("{line},,"),
        })
        .collect();
    place.write(
        "register.csv",
        format!("{head},Exempt,Until\n{}\n", body.join("\n")),
    );
    let columns = place.read("columns.toml");
    let fields = "[columns]\nexempt_children = \"Exempt\"\nexempt_until = \"Until\"";
    place.write("columns.toml", columns.replacen("[columns]", fields, 1));
    import(&place, &format!("{EVERYTHING} --ids keep --out out")).good();
    let household = row(&place, "out/homes.csv", "home_id", "F001");
    assert_eq!(&*household["kind"], "connected");
    assert_eq!(&*household["named_children"], "K001;K002");
    let approvals = rows(&place, "out/approvals.csv");
    let said = |row: &std::collections::BTreeMap<String, String>| {
        ["kind", "child_id", "home_id", "until"]
            .map(|name| row[name].clone())
            .join(" ")
    };
    let said: Vec<String> = approvals.iter().map(said).collect();
    let wanted = [
        "fostering_limit K001 F001 2030-12-31",
        "fostering_limit K002 F001 2030-12-31",
    ];
    assert_eq!(said, wanted);
}

#[test]
fn an_address_is_no_id_and_placements_of_an_earlier_period_count() {
    let place = council();
    let file = "returns/2023-24/episodes.csv";
    let episodes = place.read(file);
    // K007 comes back in February into a home that no list has, spelt without a space.
    let again = "K007,01/02/2024,S,V2,N1,U6,PR4,,,,ZZ9 1AB,zz91ab,SC990003\n";
    place.write(file, format!("{}\n{again}", episodes.trim_end()));
    import(&place, &format!("{EVERYTHING} --ids keep --out out")).good();
    let child = row(&place, "out/children.csv", "child_id", "K007");
    assert_eq!(&*child["placements_last_12_months"], "2");
    let homes = place.read("out/homes.csv");
    assert!(homes.contains("home of K007"), "{homes}");
    assert!(!homes.contains("ZZ91AB"), "{homes}");
}

#[test]
fn the_folder_of_returns_is_no_place_for_the_result() {
    let place = council();
    let ran = place.run("import ssda903 returns --council Herefordshire --out returns/out");
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    assert!(
        ran.stderr.contains("name a folder elsewhere"),
        "{}",
        ran.stderr
    );
    assert!(!place.path("returns/out").exists() && !place.path("returns/out.key").exists());
    let ran = import(&place, "--la Nowhere --out out");
    assert_eq!(ran.status, 2, "{}", ran.stderr);
}
