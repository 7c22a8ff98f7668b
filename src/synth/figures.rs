//! The tables of a profile beside its margins: each names its source, and says so where it is an assumption.

use serde::Deserialize;

/// Declares a table of a profile: every field is read, none is left over.
macro_rules! table {
    ($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident: $type:ty = $doc:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $(#[doc = $doc] $(#[$fmeta])* pub $field: $type,)+ }
    };
}
pub(super) use table;

table! {
    /// Children looked after on the day.
    LookedAfter { source: String = "Source.", number: u32 = "Number.", }
}
table! {
    /// Population.
    Population {
        source: String = "Source.",
        approximate: bool = "An assumption of ours.",
        under_18: u32 = "Children under 18.",
    }
}
table! {
    /// Stock and flow by year to 31 March.
    History {
        source: String = "Source.",
        years: Vec<u16> = "Years.",
        looked_after: Vec<u32> = "Children looked after on 31 March.",
        starts: Vec<u32> = "Children who started to be looked after.",
        ceased: Vec<u32> = "Children who ceased to be looked after.",
    }
}
table! {
    /// Placement by provider.
    Settings { approximate: bool = "An assumption of ours.", rows: Vec<SettingRow> = "Cells above 0.", }
}
table! {
    /// One cell of placement by provider.
    SettingRow {
        placement: String = "Placement group.",
        provider: String = "Provider group.",
        number: u32 = "Children.",
    }
}
table! {
    /// Foster places, rounded to 5.
    FosterPlaces { source: String = "Source.", approved: u32 = "Approved.", filled: u32 = "Filled.", }
}
table! {
    /// Rates about the children.
    Rates {
        source: String = "Source.",
        ehcp_percent: f64 = "With an education, health and care plan.",
        sdq_mean: f64 = "Mean strengths and difficulties score.",
        three_or_more_placements_percent: f64 = "Three or more placements in the year.",
        long_term_stable_percent: f64 = "Same placement for two years, of those in care 2½.",
        school_moves_percent: f64 = "Moved school in mid-year.",
        staying_put_percent: f64 = "Care leavers staying with former carers.",
        care_leavers_19_to_21: u32 = "Care leavers aged 19 to 21.",
    }
}
table! {
    /// Other authorities' children in the area.
    OtherAuthorities { source: String = "Source.", placed_inside: u32 = "Children.", }
}
table! {
    /// Pounds for one child for one week.
    UnitCosts {
        source: String = "Source.",
        looked_after: u32 = "All children looked after.",
        fostering: u32 = "Fostering.",
        residential: u32 = "Residential.",
    }
}
table! {
    /// Pounds for one child for one week, assumed.
    PricePoints {
        approximate: bool = "An assumption of ours.",
        in_house_foster: u32 = "The authority's own carers.",
        agency_foster: u32 = "Independent agencies' carers.",
        connected: u32 = "Connected persons.",
        supported_accommodation: u32 = "Supported accommodation.",
        own_residential_percent: u32 = "The authority's own homes, per cent of the published residential cost.",
    }
}
table! {
    /// Brothers and sisters in care together.
    Siblings {
        approximate: bool = "An assumption of ours.",
        source: String = "Source.",
        in_a_group_percent: f64 = "Children with a brother or sister also in care.",
        sizes_percent: Vec<f64> = "Groups of two, three and so on.",
        together_percent: f64 = "Groups whose children all live together.",
    }
}
table! {
    /// Foster care in England.
    Supply {
        approximate: bool = "An assumption of ours.",
        source: String = "Source.",
        places_per_household: f64 = "Approved places in one household.",
        vacant_percent: f64 = "Approved places that are vacant and could be used.",
        carers_over_50_percent: f64 = "Carers aged 50 and over.",
        carers_over_60_percent: f64 = "Carers aged 60 and over.",
        good_or_outstanding_percent: f64 = "Homes judged good or outstanding.",
        agency_share_percent: f64 = "Agency places in the area that this authority fills.",
    }
}
table! {
    /// A local authority.
    Authority { code: String = "ONS code.", name: String = "Name.", class: String = "own, adjoining or further.", }
}
table! {
    /// Districts and towns.
    Geography { approximate: bool = "Read off a map by eye.", areas: Vec<AreaRow> = "Areas.", }
}
table! {
    /// A district or town.
    AreaRow {
        code: String = "Code.",
        name: String = "Name.",
        authority: String = "ONS code of its authority.",
        easting: i32 = "Centre, metres east.",
        northing: i32 = "Centre, metres north.",
        radius: i32 = "Radius in metres.",
        weight: f64 = "Weight among its like.",
    }
}
table! {
    /// Children's homes.
    ChildrensHomes { source: String = "Source.", rows: Vec<HomesRow> = "Counts.", }
}
table! {
    /// Children's homes of one authority's area, sector and size.
    HomesRow {
        authority: String = "ONS code.",
        sector: String = "own, private, voluntary or other_public.",
        places: u8 = "Registered places.",
        number: u32 = "Homes.",
    }
}
