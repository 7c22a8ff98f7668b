//! For each duty a council of two or three made-up children and two homes in which the duty shows in the
//! programme.

use jiff::civil::{Date, date};
use placewell::model::{
    Adaptation, Approval, ApprovalKind, ApprovalType, Area, Assessment, Authority, AuthorityIx,
    Child, ChildIx, Council, Ethnicity, Home, HomeIx, HomeKind, HomeStatus, Location, Miles,
    NeedDomain, OfstedGrade, Pet, Placement, PlacementType, PlannedSetting, Policy, PoundsPerWeek,
    Sector, Sex, SiblingLink, SiblingPlan,
};

const AS_AT: Date = date(2026, 3, 31);
const OWN: &str = "E06000019";
const C1: ChildIx = ChildIx(0);
const C2: ChildIx = ChildIx(1);
const C3: ChildIx = ChildIx(2);
const H1: HomeIx = HomeIx(0);
const H2: HomeIx = HomeIx(1);

fn child(id: &str, age: i16) -> Child {
    let mut child = Child::new(id, date(2025 - age, 10, 1), Sex::Female, date(2026, 1, 1));
    child.home = Location::new(350_000, 240_000);
    child
}

fn home(id: &str, kind: HomeKind, places: u8, miles_east: f64) -> Home {
    let mut home = Home::new(id, kind, Sector::Own, OWN).with_places(places);
    home.location = Location::new(350_000 + (miles_east * 1609.344) as i32, 240_000);
    home.weekly_cost = PoundsPerWeek::whole(500);
    home
}

/// Two children of ten and twelve; a foster home with two places nearby and one with one place further off.
fn two_children() -> Council {
    let mut council = Council::new("Golden", OWN, AS_AT);
    council.children = vec![child("C1", 10), child("C2", 12)];
    council.homes = vec![
        home("H1", HomeKind::Foster, 2, 2.0),
        home("H2", HomeKind::Foster, 1, 9.0),
    ];
    council
}

/// The council of the bars' scenes before anything is barred.
pub fn plain() -> Council {
    two_children()
}

fn three_children() -> Council {
    let mut council = two_children();
    council.children.push(child("C3", 8));
    council
}

fn siblings(council: &mut Council, a: ChildIx, b: ChildIx, plan: SiblingPlan) {
    council.sibling_links.push(SiblingLink {
        pair: (a, b),
        plan,
        reason: None,
    });
}

fn settle(council: &mut Council, child: ChildIx, home: HomeIx) {
    council.placements.push(Placement {
        child,
        home,
        start: date(2026, 1, 1),
        purpose: PlacementType::Short,
        planned_end: None,
    });
}

/// The council that shows a duty; `None` for a duty that has no scene yet, which is a fault.
pub fn scene(code: &str) -> Option<Council> {
    Some(match code {
        "D01" | "D02" | "D03" | "D04" | "D05" | "D06" | "D07" => bars(code),
        "D08" | "D09" | "D10" | "D11" | "D12" | "D13" => more_bars(code),
        "D14" | "D15" | "D16" | "D17" | "D18" | "D19" => households(code),
        "D20" | "D21" | "D22" | "D23" | "D24" | "D25" | "D26" | "D27" => measures(code),
        "D28" | "D29" | "D30" | "D31" | "D32" | "D33" | "D34" | "D35" => more_measures(code),
        "D37" | "D38" | "D39" => counts(code),
        "D36" => market(),
        _ => return None,
    })
}

/// The first child is another authority's than the one that runs both homes, and only one is offered to it.
fn market() -> Council {
    let mut council = two_children();
    council.members = ["E10000034", OWN]
        .map(|code| Authority {
            name: code.to_owned(),
            code: code.to_owned(),
            short: code.to_owned(),
            adjoining: vec![OWN.to_owned()],
            partners: Vec::new(),
            policy: Policy::default(),
        })
        .to_vec();
    council.children[1].authority = AuthorityIx(1);
    for home in &mut council.homes {
        home.reach.run_by = Some(AuthorityIx(1));
        home.reach.listed_by = vec![AuthorityIx(1)];
    }
    council.homes[1].reach.listed_by.insert(0, AuthorityIx(0));
    council
}

fn bars(code: &str) -> Council {
    let mut council = two_children();
    match code {
        "D01" => council.homes[0].terms.age_min = 12,
        "D02" => council.homes[0].kind = HomeKind::SupportedAccommodation,
        "D03" => council.children[0].adaptations.insert(Adaptation::Hoist),
        "D04" => {
            council.policy.seek.insert(ApprovalKind::NeedsGap);
            set_need(&mut council, 1);
        }
        "D05" => {
            council.homes[0].kind = HomeKind::Connected;
            council.homes[0].terms.named_children = vec![C1];
        }
        "D06" => {
            council.homes[0].status = HomeStatus::OnHold;
            council.homes[1].approval = ApprovalType::Reg24;
            council.homes[1].approval_end = Some(AS_AT);
        }
        _ => {
            council.areas.push(Area {
                code: "A1".to_owned(),
                name: "North".to_owned(),
                authority: OWN.to_owned(),
                centre: Location {
                    easting: 350_000,
                    northing: 240_000,
                },
            });
            council.homes[0].area = Some(0);
            council.children[0].avoid_areas.push(0);
        }
    }
    council
}

fn set_need(council: &mut Council, level: u8) {
    let needs = &mut council.children[0].needs;
    needs.set(NeedDomain::Behaviour, level).expect("a level");
}

fn more_bars(code: &str) -> Council {
    let mut council = two_children();
    match code {
        "D08" => {
            council.homes[0].pets.insert(Pet::Cat);
            council.children[0].allergies.insert(Pet::Cat);
        }
        "D09" => {
            council.homes[0].grade = Some(OfstedGrade::RequiresImprovement);
            council.homes[1].grade = Some(OfstedGrade::Inadequate);
        }
        "D10" => {
            council.adjoining = vec!["E10000034".to_owned()];
            council.homes[0].authority = "E10000034".to_owned();
            council.homes[1].authority = "E06000001".to_owned();
        }
        "D11" => {
            council.children[0].year_group = Some(10);
            council.children[0].school = Location::new(350_000 - 5 * 1609, 240_000);
        }
        "D12" => {
            council.children[0].flags.parent_and_child = true;
            council.children[0].wanted = PlacementType::ParentChild;
            council.homes[1]
                .terms
                .types
                .insert(PlacementType::ParentChild);
        }
        _ => council.assessments.push(Assessment {
            child: C1,
            home: H1,
            suitable: false,
            score: None,
        }),
    }
    council
}

fn households(code: &str) -> Council {
    let mut council = three_children();
    match code {
        "D14" => {
            council.homes[0].places_if_siblings = 3;
            council.homes[0].bedrooms = 3;
            siblings(&mut council, C1, C2, SiblingPlan::Together);
            siblings(&mut council, C1, C3, SiblingPlan::Together);
        }
        "D15" => {
            council.homes[0] = home("H1", HomeKind::Foster, 5, 2.0);
            council.children.push(child("C4", 9));
            council.children.push(child("C5", 11));
            council.children[4].flags.not_with_younger = false;
            settle(&mut council, ChildIx(3), H1);
            settle(&mut council, ChildIx(4), H1);
        }
        "D16" => {
            council.homes[0].bedrooms = 1;
            council.homes[0].sharing_allowed = true;
            siblings(&mut council, C1, C2, SiblingPlan::Together);
        }
        "D17" => council.children[0].flags.solo = true,
        "D18" => siblings(&mut council, C1, C2, SiblingPlan::Apart),
        _ => {
            council.children[1].flags.not_with_younger = true;
            council.children[0].incompatible.push(C3);
        }
    }
    council
}

fn measures(code: &str) -> Council {
    let mut council = two_children();
    match code {
        "D20" => council.children[0].flags.emergency = true,
        "D22" => {
            council.homes[1].kind = HomeKind::Connected;
            council.homes[1].terms.named_children = vec![C1];
        }
        "D23" => {
            council = three_children();
            siblings(&mut council, C1, C2, SiblingPlan::Together);
            siblings(&mut council, C2, C3, SiblingPlan::Unknown);
            settle(&mut council, C3, H2);
            council.homes[1] = home("H2", HomeKind::Foster, 2, 9.0);
        }
        "D24" => {
            council.children[0].planned_setting = PlannedSetting::Family;
            council.homes[0].kind = HomeKind::ChildrensHome;
        }
        "D25" | "D26" => {
            council.adjoining = vec!["E10000034".to_owned()];
            council.homes[0].authority = "E10000034".to_owned();
            council.homes[1].authority = "E06000001".to_owned();
            council.approvals.push(Approval {
                kind: ApprovalKind::AtDistance,
                child: C2,
                home: Some(H2),
                by: "director".to_owned(),
                on: AS_AT,
                until: None,
            });
        }
        _ => {}
    }
    council
}

fn counts(code: &str) -> Council {
    let mut council = two_children();
    match code {
        "D37" => {
            council.adjoining = vec!["E10000034".to_owned()];
            council.homes[0].authority = "E10000034".to_owned();
            council.policy.seek.insert(ApprovalKind::OutOfArea);
        }
        "D38" => council.policy.near = Miles::whole(5),
        "D39" => council.homes[1].sector = Sector::Private,
        _ => {}
    }
    council
}

fn more_measures(code: &str) -> Council {
    let mut council = two_children();
    match code {
        "D28" | "D29" => {
            council.policy.school_run = Miles::whole(5);
            council.children[0].school = council.children[0].home;
        }
        "D30" => council.children[0].contact = Location::new(350_000, 240_000),
        "D31" => {
            council.children[0].ethnicity = Some(Ethnicity::Apkn);
            council.homes[1].ethnicities = vec![Ethnicity::Aban];
        }
        "D32" => {
            council.children[0].wishes_for = vec![H2];
            council.children[1].wishes_against = vec![H1];
        }
        "D33" => {
            council.policy.seek.insert(ApprovalKind::NeedsGap);
            set_need(&mut council, 1);
            council.assessments.push(Assessment {
                child: C2,
                home: H2,
                suitable: true,
                score: Some(85),
            });
        }
        "D34" => council.policy.near = Miles::whole(5),
        "D35" => council.homes[1].weekly_cost = PoundsPerWeek::from_pence(81_950),
        _ => {}
    }
    council
}
