//! Every table adds up, on hand-made scenes.

use super::*;
use crate::duties::Facts;
use crate::duties::scene::Scene;
use crate::model::{
    ChildIx, Council, Ethnicity, HomeIx, HomeKind, HomeStatus, LegalStatus, NeedDomain,
    OfstedGrade, PlacementType, PoundsPerWeek, Sector, Sex, SiblingPlan,
};

fn annex(council: &Council) -> Annex {
    let facts = Facts::of(council);
    Annex::of(&Standing::present(&facts))
}

/// Two districts; three sisters of whom two live together, one child without a home, one in a children's home elsewhere.
fn scene() -> Scene {
    let mut scene = Scene::new();
    let (north, south) = (scene.area("North"), scene.area("South"));
    let foster = scene.home(HomeKind::Foster, 3);
    scene.home_mut(foster).area = Some(north);
    scene.home_mut(foster).carers_ages = vec![58, 66];
    scene.home_mut(foster).ethnicities = vec![Ethnicity::Wbri, Ethnicity::Bcrb];
    scene.home_mut(foster).weekly_cost = PoundsPerWeek::from_pence(50_050);
    let other = scene.home(HomeKind::Foster, 1);
    scene.home_mut(other).status = HomeStatus::OnHold;
    let residential = scene.home(HomeKind::ChildrensHome, 4);
    scene.home_mut(residential).sector = Sector::Private;
    scene.home_mut(residential).authority = "E10000014".to_owned();
    scene.home_mut(residential).weekly_cost = PoundsPerWeek::from_pence(600_000);
    let near = scene.home(HomeKind::ChildrensHome, 3);
    scene.home_mut(near).occupied_by_others = 2;
    scene.home_mut(near).grade = Some(OfstedGrade::Good);
    scene.home_mut(near).area = Some(south);
    let [a, b, c, d, e] = [3, 7, 9, 15, 16].map(|age| scene.child_aged(age));
    scene.siblings(a, b, SiblingPlan::Together);
    scene.siblings(b, c, SiblingPlan::Apart);
    scene.council.sibling_links[1].reason = Some("risk".to_owned());
    for (child, home) in [(a, foster), (b, foster), (c, other), (d, residential)] {
        scene.settle(child, home);
    }
    scene.child_mut(a).home_area = Some(north);
    scene.child_mut(a).sdq = Some(14);
    scene.child_mut(b).ethnicity = Some(Ethnicity::Bafr);
    let needs = &mut scene.child_mut(d).needs;
    needs.set(NeedDomain::Behaviour, 3).unwrap();
    scene.child_mut(e).sex = Sex::Male;
    scene
}

fn number(annex: &Annex, code: &str, row: &str, column: &str) -> i64 {
    let table = annex.table(code).unwrap();
    let number = table.number(row, column);
    number.unwrap_or_else(|| panic!("{code}: no {row}, {column} in {table:?}"))
}

#[test]
fn every_table_adds_up_and_counts_everybody() {
    let scene = scene();
    for council in [
        Council::new("Empty", "E06000019", scene.council.as_at),
        scene.council,
    ] {
        let annex = annex(&council);
        for table in &annex.tables {
            assert_eq!(table.adds_up(), Ok(()));
            for row in table.rows.iter().chain(&table.total) {
                assert_eq!(row.values.len(), table.columns.len(), "{}", table.code);
            }
            let total = table.columns.iter().find(|c| c.role == Role::Total);
            if total.is_some_and(|column| column.name == "Children") && table.total.is_some() {
                let children = council.children.len() as i64;
                assert_eq!(table.grand_total(), Some(children), "{}", table.code);
            }
        }
    }
}

#[test]
fn codes_are_in_order_and_told_once() {
    let annex = annex(&scene().council);
    let tables = annex.tables.iter().map(|table| table.code);
    let mut codes: Vec<&str> = tables.chain(annex.absent.iter().map(|a| a.code)).collect();
    assert_eq!(annex.tables[0].code, "B3");
    assert_eq!(annex.absent[0].code, "B1");
    let all = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), all);
    for table in &annex.tables {
        for text in [table.title, table.counts, table.source, table.heading] {
            assert!(!text.is_empty() && !text.ends_with('.'), "{}", table.code);
        }
        let notes = table.notes.iter().all(|note| note.ends_with('.'));
        assert!(notes, "{}", table.code);
    }
    for absent in &annex.absent {
        assert!(!absent.why.ends_with('.'), "{}", absent.code);
    }
}

#[test]
fn children_are_where_they_are() {
    let annex = annex(&scene().council);
    let number = |code, row, column| number(&annex, code, row, column);
    assert_eq!(number("B3", "16 and over", "male"), 1);
    assert_eq!(number("B9", "14 to 16, slightly raised", "Children"), 1);
    assert_eq!(number("B9", "not recorded", "Children"), 4);
    assert_eq!(number("B10a", "level 3", "10 to 15"), 1);
    assert_eq!(number("B10b", "behaviour", "level 0"), 4);
    assert_eq!(number("B12", "5 to 9", "under 6 months"), 2);
    assert_eq!(number("B14", "no school year recorded", "Children"), 5);
    assert_eq!(number("B16", "North", "in the same district"), 1);
    assert_eq!(number("B16", "not recorded", "without a home"), 1);
    assert_eq!(number("C1", "foster household", "the authority's own"), 3);
    assert_eq!(number("C1", "without a home", "without a home"), 1);
    assert_eq!(number("C3", "distance not known", "Children"), 4);
    assert_eq!(number("C5b", "not counted: 16 or over", "16 and over"), 1);
    let short = "not counted: looked after for less than two and a half years";
    assert_eq!(number("C5b", short, "Children"), 4);
    assert_eq!(number("C5b", "not counted: without a home", "Children"), 0);
    let alone = "need not be the only child";
    assert_eq!(number("C8", "approved or registered", alone), 4);
    assert_eq!(number("E3", "£6,000 to £7,999", "children's home"), 1);
    assert_eq!(
        number("E1a", "children's home, private", "In all, £ a week"),
        600_000
    );
    assert_eq!(number("E1a", "without a home", "Children"), 1);
    assert_eq!(number("E1b", "level 0", "Mean, £ a week"), 33_367);
}

#[test]
fn sibling_groups_children_and_pairs() {
    let annex = annex(&scene().council);
    let number = |code, row, column| number(&annex, code, row, column);
    assert_eq!(number("B11a", "3 children", "some together"), 1);
    assert_eq!(
        number("B11b", "group of 3", "with all of them who have a home"),
        1
    );
    // The first lives with the second and apart from the third, of whom nobody has assessed her to live apart.
    assert_eq!(number("B11b", "group of 3", "with some"), 1);
    assert_eq!(number("B11b", "group of 3", "with none"), 1);
    assert_eq!(
        number("B11c", "assessed to live apart: risk", "live apart"),
        1
    );
    assert_eq!(number("B11c", "not yet assessed", "live apart"), 1);
    assert_eq!(number("B11c", "Total", "Pairs"), 3);
}

#[test]
fn places_are_filled_vacant_or_neither() {
    let annex = annex(&scene().council);
    let number = |code, row, column| number(&annex, code, row, column);
    assert_eq!(number("D1a", "North", "Vacant"), 1);
    let nowhere = "in the area, district not recorded";
    assert_eq!(number("D1a", nowhere, "Filled"), 1);
    assert_eq!(number("D1a", "Total", "Approved places"), 4);
    assert_eq!(number("D1c", "places for one family: 3", "1 vacant"), 1);
    assert_eq!(number("D2a", "Total", "Households"), 2);
    let black = "Black, African, Caribbean or Black British";
    assert_eq!(number("D2b", black, "Households"), 1);
    assert_eq!(number("D2b", "White", "Households"), 1);
    assert_eq!(number("D2b", "not recorded", "Households"), 1);
    assert_eq!(number("D3a", "65 to 69", "Children who live there"), 2);
    assert_eq!(number("D3b", "65 and over", "Approved places"), 3);
    assert_eq!(number("D3b", "70 and over", "Households"), 0);
    assert_eq!(
        number("D5a", "the authority's own", "Other authorities' children"),
        2
    );
    assert_eq!(number("D5b", "South", "Neither"), 1);
    assert_eq!(number("D5c", "3", "good"), 1);
}

#[test]
fn homes_are_told_by_whom_they_take() {
    let mut scene = scene();
    let terms = &mut scene.home_mut(HomeIx(0)).terms;
    terms.types = [PlacementType::Long, PlacementType::Emergency]
        .into_iter()
        .collect();
    let met = &mut scene.home_mut(HomeIx(3)).capabilities;
    met.set(NeedDomain::Behaviour, 2).unwrap();
    let annex = annex(&scene.council);
    let number = |code, row, column| number(&annex, code, row, column);
    for (row, households, places) in [
        ("long-term", 1, 3),
        ("emergency", 1, 3),
        ("short-term", 0, 0),
        ("no type named: all are taken", 1, 1),
    ] {
        assert_eq!(number("D1d", row, "Households"), households, "{row}");
        assert_eq!(number("D1d", row, "Approved places"), places, "{row}");
    }
    let total = annex.table("D1d").unwrap().total.clone().unwrap();
    assert_eq!(total.values[0].whole(), Some(2));
    // The home elsewhere is not in it.
    assert_eq!(number("D5d", "behaviour", "up to level 2"), 1);
    assert_eq!(number("D5d", "behaviour", "Homes"), 1);
    assert_eq!(number("D5d", "learning", "up to level 2"), 0);
}

#[test]
fn closed_homes_are_in_no_table_of_homes() {
    let mut scene = scene();
    for home in [1, 3] {
        scene.home_mut(HomeIx(home)).status = HomeStatus::Closed;
    }
    let annex = annex(&scene.council);
    let total = |code, column| number(&annex, code, "Total", column);
    assert_eq!(total("D1a", "Households"), 1);
    assert_eq!(total("D1a", "Approved places"), 3);
    assert_eq!(total("D5a", "Homes"), 0);
    assert_eq!(total("D5a", "Places"), 0);
}

#[test]
fn children_of_short_breaks_are_in_no_table() {
    let mut scene = scene();
    let before = annex(&scene.council);
    assert_eq!(number(&before, "B6", "Total", "Children"), 5);
    scene.child_mut(ChildIx(2)).legal_status = Some(LegalStatus::V4);
    let annex = annex(&scene.council);
    for table in &annex.tables {
        assert_eq!(table.adds_up(), Ok(()));
    }
    let number = |code, row, column| number(&annex, code, row, column);
    assert_eq!(number("B6", "Total", "Children"), 4);
    assert_eq!(number("C1", "Total", "Children"), 4);
    assert_eq!(number("B11a", "2 children", "Groups"), 1);
    assert_eq!(number("B11c", "Total", "Pairs"), 1);
    assert_eq!(number("E1b", "Total", "Children"), 4);
}

#[test]
fn brothers_beyond_the_approved_places_are_told() {
    let mut scene = Scene::new();
    let home = scene.home(HomeKind::Foster, 1);
    for age in [4, 6] {
        let child: ChildIx = scene.child_aged(age);
        scene.settle(child, home);
    }
    let annex = annex(&scene.council);
    assert_eq!(
        number(&annex, "D1a", "Total", "Children beyond approved places"),
        1
    );
    assert_eq!(number(&annex, "D1a", "Total", "Filled"), 1);
}

#[test]
fn codes_follow_their_numbers() {
    let mut codes = ["B10b", "E1a", "B9", "C1", "B10a"];
    codes.sort_by_key(|code| order(code));
    assert_eq!(codes, ["B9", "B10a", "B10b", "C1", "E1a"]);
}

#[test]
fn bands_begin_where_they_say() {
    let mut scene = Scene::new();
    for (miles, pence) in [
        (4.99, 49_999),
        (5.0, 50_000),
        (9.99, 99_999),
        (10.0, 100_000),
        (20.0, 999_999),
        (20.01, 1_000_000),
    ] {
        let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
        scene.child_mut(child).home = Some(Scene::north(0.0));
        scene.home_mut(home).location = Some(Scene::north(miles));
        scene.home_mut(home).weekly_cost = PoundsPerWeek::from_pence(pence);
        scene.settle(child, home);
    }
    let annex = annex(&scene.council);
    let counts = |code: &str| -> Vec<i64> {
        let table = annex.table(code).unwrap();
        let at = table.column("Children").unwrap();
        let rows = table.rows.iter();
        rows.filter_map(|row| row.values[at].whole()).collect()
    };
    assert_eq!(counts("C3"), [1, 2, 2, 1, 0, 0]);
    assert_eq!(counts("E3"), [1, 2, 1, 0, 0, 0, 1, 1, 0]);
}
