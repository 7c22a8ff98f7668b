//! D2: children beside the authority's own mainstream foster households, by age, ethnic group, religion and language.

use super::axes::{self, NOT_RECORDED};
use super::foster::{Household, households};
use super::table::{Column, Head, Role, Row, Table, Value};
use crate::kpis::Standing;
use crate::model::{ChildIx, CodeSet, EthnicGroup, Home, Religion};

const NOTE: &str = "A household is in every row that it belongs to; the last row counts it once.";

/// Children and households by age, ethnic group, religion and language.
pub(super) fn tables(standing: &Standing) -> [Table; 4] {
    let households = households(standing);
    let counting = Counting {
        standing,
        households: &households,
    };
    [
        counting.ages(),
        counting.ethnic_groups(),
        counting.religions(),
        counting.languages(),
    ]
}

struct Counting<'a> {
    standing: &'a Standing<'a>,
    households: &'a [Household],
}

/// One row: who is in it.
struct Class<'a> {
    name: String,
    has_child: Box<dyn Fn(ChildIx) -> bool + 'a>,
    has_home: Box<dyn Fn(&Home) -> bool + 'a>,
}

const fn head(code: &'static str, title: &'static str, source: &'static str) -> Head {
    Head {
        code,
        title,
        counts: "children looked after, and the authority's own mainstream foster households",
        source,
    }
}

impl Counting<'_> {
    fn row(&self, class: &Class) -> Row {
        let children = self.standing.facts.council.looked_after();
        let children: Vec<ChildIx> = children.filter(|c| (class.has_child)(*c)).collect();
        let is_fostered = |child: &ChildIx| {
            let pair = self.standing.pair(*child);
            pair.is_some_and(|pair| pair.home.kind.is_fostering())
        };
        let fostered = children.iter().copied().filter(is_fostered).count();
        let homes = self.households.iter();
        let homes = homes.filter(|h| (class.has_home)(self.standing.home(h.home)));
        let vacant = homes.clone().map(|h| h.vacant).sum();
        let counts = [
            children.len() as i64,
            fostered as i64,
            homes.clone().count() as i64,
            homes.map(|h| h.approved).sum(),
            vacant,
        ];
        Row {
            name: class.name.clone(),
            values: counts.map(Value::Number).to_vec(),
        }
    }

    fn table(&self, head: Head, heading: &'static str, classes: &[Class]) -> Table {
        let columns = [
            ("Children", Role::Total),
            ("Of these, fostered", Role::Beside),
            ("Households", Role::Overlapping),
            ("Their approved places", Role::Overlapping),
            ("Their vacant places", Role::Overlapping),
        ];
        let columns = columns.map(|(name, role)| Column::new(name, role)).to_vec();
        let rows = classes.iter().map(|class| self.row(class)).collect();
        let mut table = Table::of_years(head, heading, columns, rows);
        let everybody = Class {
            name: "Total".to_owned(),
            has_child: Box::new(|_| true),
            has_home: Box::new(|_| true),
        };
        table.total = Some(self.row(&everybody));
        table.with_notes(&[NOTE])
    }

    fn ages(&self) -> Table {
        let bands = [(0, 0), (1, 4), (5, 9), (10, 15), (16, 17)];
        let class = |(at, (from, to)): (usize, (u8, u8))| Class {
            name: axes::AGES[at].to_owned(),
            has_child: Box::new(move |child| {
                axes::age_band(self.standing.facts.council.age(child)) == at
            }),
            has_home: Box::new(move |home| home.terms.age_min <= to && home.terms.age_max >= from),
        };
        let classes: Vec<Class> = bands.into_iter().enumerate().map(class).collect();
        let head = head(
            "D2a",
            "Ages of children, and ages that carers are approved for",
            "children.csv (date_of_birth), homes.csv (age_min, age_max): households approved for some age of the band",
        );
        self.table(head, "Age", &classes)
    }

    fn ethnic_groups(&self) -> Table {
        let class = |group: Option<EthnicGroup>| Class {
            name: group.map_or(NOT_RECORDED, EthnicGroup::label).to_owned(),
            has_child: Box::new(move |child| {
                self.standing.child(child).ethnicity.map(|e| e.group()) == group
            }),
            has_home: Box::new(move |home| match group {
                Some(group) => home.ethnicities.iter().any(|e| e.group() == group),
                None => home.ethnicities.is_empty(),
            }),
        };
        let groups = EthnicGroup::all().iter().copied().map(Some);
        let classes: Vec<Class> = groups.chain([None]).map(class).collect();
        let head = head(
            "D2b",
            "Ethnic groups of children and of carers",
            "children.csv, homes.csv (ethnicity): households with a carer of the group",
        );
        self.table(head, "Ethnic group", &classes)
    }

    fn religions(&self) -> Table {
        let class = |religion: Option<Religion>| Class {
            name: religion.map_or(NOT_RECORDED, Religion::label).to_owned(),
            has_child: Box::new(move |child| self.standing.child(child).religion == religion),
            has_home: Box::new(move |home| home.religion == religion),
        };
        let religions = Religion::all().iter().copied().map(Some);
        let classes: Vec<Class> = religions.chain([None]).map(class).collect();
        let head = head(
            "D2c",
            "Religion of children and of carers",
            "children.csv, homes.csv (religion)",
        );
        self.table(head, "Religion", &classes)
    }

    /// By first language of the children; languages that only carers speak come after those that children speak.
    fn languages(&self) -> Table {
        let council = self.standing.facts.council;
        let first = |child: ChildIx| council.child(child).languages.first();
        let mut spoken: Vec<&String> = council.looked_after().filter_map(first).collect();
        let homes = self.households.iter();
        spoken.extend(homes.flat_map(|h| &council.home(h.home).languages));
        spoken.sort_unstable();
        spoken.dedup();
        let children = |language: &String| {
            let speak = |child: &ChildIx| first(*child) == Some(language);
            council.looked_after().filter(speak).count()
        };
        spoken.sort_by_key(|language| std::cmp::Reverse(children(language)));
        let class = |language: Option<&String>| {
            let language = language.cloned();
            let same = language.clone();
            Class {
                name: language.clone().unwrap_or_else(|| NOT_RECORDED.to_owned()),
                has_child: Box::new(move |child| first(child) == same.as_ref()),
                has_home: Box::new(move |home| match &language {
                    Some(language) => home.languages.contains(language),
                    None => home.languages.is_empty(),
                }),
            }
        };
        let spoken = spoken.into_iter().map(Some);
        let classes: Vec<Class> = spoken.chain([None]).map(class).collect();
        let head = head(
            "D2d",
            "First language of children, and languages that carers speak",
            "children.csv, homes.csv (languages)",
        );
        self.table(head, "Language", &classes)
    }
}
