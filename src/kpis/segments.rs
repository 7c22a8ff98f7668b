//! Segments: the parts of a council by which every indicator is shown.

use serde::Serialize;

use crate::duties::Facts;
use crate::model::{AuthorityIx, Child, ChildIx, CodeSet, Council, Home, HomeIx, Sector};

/// What a council is divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Authority of a market that looks after the child; of a home, the one that runs it, or in whose area it is.
    Authority,
    /// District of the home address; of a home, its own district.
    District,
    /// Age in the bands of the published tables.
    Age,
    /// Sex.
    Sex,
    /// Broad ethnic group.
    Ethnicity,
    /// Whether disabled.
    Disability,
    /// Highest level of need in any domain.
    NeedsTier,
    /// Legal status.
    LegalStatus,
    /// Whether an unaccompanied asylum-seeking child.
    Uasc,
    /// Size of the sibling group looked after.
    SiblingGroup,
    /// Kind of home in which the child lives now; of a home, its own.
    PlacementType,
    /// Who runs the home in which the child lives now; of a home, who runs it.
    Provider,
}

/// One part of a dimension: its place in the order, and its name for people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Segment {
    /// Order within the dimension.
    pub order: usize,
    /// Name.
    pub name: String,
}

/// Last in every order.
const NOT_RECORDED: usize = usize::MAX;

impl Segment {
    fn new(order: usize, name: &str) -> Self {
        Self {
            order,
            name: name.to_owned(),
        }
    }

    fn not_recorded() -> Self {
        Self::new(NOT_RECORDED, "not recorded")
    }

    fn of_code<T: CodeSet>(value: Option<T>) -> Self {
        let Some(value) = value else {
            return Self::not_recorded();
        };
        let order = T::all()
            .iter()
            .position(|known| known.code() == value.code());
        Self::new(order.unwrap_or(NOT_RECORDED), value.label())
    }
}

impl Dimension {
    /// Every dimension, in the order of tables.
    pub const ALL: [Self; 12] = [
        Self::Authority,
        Self::District,
        Self::Age,
        Self::Sex,
        Self::Ethnicity,
        Self::Disability,
        Self::NeedsTier,
        Self::LegalStatus,
        Self::Uasc,
        Self::SiblingGroup,
        Self::PlacementType,
        Self::Provider,
    ];

    /// The dimensions by which a council is shown: authorities only where there are several.
    pub fn of(council: &Council) -> impl Iterator<Item = Self> + use<> {
        let is_market = council.is_market();
        Self::ALL
            .into_iter()
            .filter(move |dimension| is_market || *dimension != Self::Authority)
    }

    /// Name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Authority => "authority",
            Self::District => "district",
            Self::Age => "age",
            Self::Sex => "sex",
            Self::Ethnicity => "ethnicity",
            Self::Disability => "disability",
            Self::NeedsTier => "needs_tier",
            Self::LegalStatus => "legal_status",
            Self::Uasc => "uasc",
            Self::SiblingGroup => "sibling_group",
            Self::PlacementType => "placement_type",
            Self::Provider => "provider",
        }
    }

    /// Name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Authority => "Authority",
            Self::District => "District",
            Self::Age => "Age",
            Self::Sex => "Sex",
            Self::Ethnicity => "Ethnic group",
            Self::Disability => "Disability",
            Self::NeedsTier => "Highest level of need",
            Self::LegalStatus => "Legal status",
            Self::Uasc => "Unaccompanied asylum-seeking",
            Self::SiblingGroup => "Brothers and sisters looked after",
            Self::PlacementType => "Placement now",
            Self::Provider => "Provider now",
        }
    }

    /// The part to which a child belongs.
    pub fn of_child(self, facts: &Facts, ix: ChildIx) -> Segment {
        let (council, child) = (facts.council, facts.council.child(ix));
        let home = || facts.lives_in[ix.at()].map(|home| council.home(home));
        match self {
            Self::Authority => authority(council, Some(child.authority)),
            Self::District => district(council, child.home_area),
            Self::Age => age_band(council.age(ix)),
            Self::Sex => Segment::of_code(Some(child.sex)),
            Self::Ethnicity => Segment::of_code(child.ethnicity.map(|e| e.group())),
            Self::Disability => yes_or_no(child.disabled, "disabled", "not disabled"),
            Self::NeedsTier => needs_tier(child),
            Self::LegalStatus => Segment::of_code(child.legal_status),
            Self::Uasc => yes_or_no(Some(child.flags.uasc), "unaccompanied", "not unaccompanied"),
            Self::SiblingGroup => {
                let group = facts.families.group(ix).iter();
                let counts = |child: &&ChildIx| facts.council.child(**child).is_looked_after();
                sibling_group(group.filter(counts).count())
            }
            Self::PlacementType => with_home(home(), |home| Segment::of_code(Some(home.kind))),
            Self::Provider => with_home(home(), |home| {
                Segment::of_code(Some(home.sector_for(child.authority)))
            }),
        }
    }

    /// The part to which a sibling group belongs: brothers and sisters share an authority, a district (their first
    /// child's) and a size; other dimensions may divide them.
    pub fn of_siblings(self, facts: &Facts, group: &[ChildIx]) -> Option<Segment> {
        match self {
            Self::Authority | Self::District | Self::SiblingGroup => {
                group.first().map(|child| self.of_child(facts, *child))
            }
            _ => None,
        }
    }

    /// The part to which a home belongs.
    pub fn of_home(self, facts: &Facts, ix: HomeIx) -> Option<Segment> {
        let home = facts.council.home(ix);
        match self {
            Self::Authority => {
                let whose = home.reach.run_by.or(home.reach.in_area_of);
                Some(authority(facts.council, whose))
            }
            Self::District => Some(district(facts.council, home.area)),
            Self::PlacementType => Some(Segment::of_code(Some(home.kind))),
            Self::Provider => Some(Segment::of_code(Some(match home.is_in_house() {
                true => Sector::Own,
                false => home.sector,
            }))),
            _ => None,
        }
    }
}

fn authority(council: &Council, whose: Option<AuthorityIx>) -> Segment {
    whose.map_or_else(
        || Segment::new(council.members.len(), "no authority of the market"),
        |ix| Segment::new(ix.at(), council.authority_name(ix)),
    )
}

fn district(council: &Council, area: Option<u32>) -> Segment {
    match area {
        Some(area) => Segment::new(area as usize, &council.district_name(area)),
        None => Segment::not_recorded(),
    }
}

/// The bands of the published tables.
fn age_band(age: u8) -> Segment {
    match age {
        0 => Segment::new(0, "under 1"),
        1..=4 => Segment::new(1, "1 to 4"),
        5..=9 => Segment::new(2, "5 to 9"),
        10..=15 => Segment::new(3, "10 to 15"),
        _ => Segment::new(4, "16 and over"),
    }
}

fn needs_tier(child: &Child) -> Segment {
    let tier = child.needs.highest();
    Segment::new(usize::from(tier), &format!("level {tier}"))
}

fn sibling_group(size: usize) -> Segment {
    match size {
        0 | 1 => Segment::new(1, "none known"),
        2 | 3 => Segment::new(size, &format!("group of {size}")),
        _ => Segment::new(4, "group of 4 or more"),
    }
}

fn yes_or_no(answer: Option<bool>, yes: &str, no: &str) -> Segment {
    match answer {
        Some(true) => Segment::new(0, yes),
        Some(false) => Segment::new(1, no),
        None => Segment::not_recorded(),
    }
}

fn with_home(home: Option<&Home>, of: impl Fn(&Home) -> Segment) -> Segment {
    home.map_or_else(|| Segment::new(NOT_RECORDED - 1, "without a home"), of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::{self, Standing, Tally};
    use crate::model::{HomeKind, SiblingPlan};

    #[test]
    fn segments_add_up_to_the_whole() {
        let mut scene = Scene::new();
        let north = scene.area("North");
        let home = scene.home(HomeKind::Foster, 3);
        scene.home_mut(home).area = Some(north);
        let [a, b, c] = [0, 9, 16].map(|age| scene.child_aged(age));
        scene.siblings(a, b, SiblingPlan::Together);
        scene.child_mut(c).home_area = Some(north);
        for child in [a, b] {
            scene.settle(child, home);
        }
        let facts = Facts::of(&scene.council);
        let standing = Standing::present(&facts);
        for kpi in kpis::ALL {
            let whole = kpi.whole(&standing);
            for dimension in Dimension::ALL {
                let parts = kpi.by(&standing, dimension);
                if kpi.is_of_children() || !parts.is_empty() {
                    let mut sum = Tally::default();
                    for (_, tally) in &parts {
                        sum.numerator += tally.numerator;
                        sum.denominator += tally.denominator;
                        for (why, number) in &tally.left_out {
                            *sum.left_out.entry(why).or_default() += number;
                        }
                    }
                    assert_eq!(sum, whole, "{} by {}", kpi.card.code, dimension.name());
                }
            }
        }
    }

    #[test]
    fn what_is_not_recorded_comes_last() {
        let mut scene = Scene::new();
        let south = scene.area("South");
        let (_, child) = (scene.child_aged(10), scene.child_aged(11));
        scene.child_mut(child).home_area = Some(south);
        let facts = Facts::of(&scene.council);
        let kpi = kpis::by_name("with_a_home").unwrap();
        let parts = kpi.by(&Standing::present(&facts), Dimension::District);
        let names: Vec<&str> = parts.iter().map(|(s, _)| s.name.as_str()).collect();
        assert_eq!(names, ["South", "not recorded"]);
    }

    #[test]
    fn bands_are_those_of_the_published_tables() {
        let names = [0, 1, 4, 5, 9, 10, 15, 16].map(|age| age_band(age).name);
        let bands = [
            "under 1",
            "1 to 4",
            "1 to 4",
            "5 to 9",
            "5 to 9",
            "10 to 15",
            "10 to 15",
            "16 and over",
        ];
        assert_eq!(names, bands);
    }
}
