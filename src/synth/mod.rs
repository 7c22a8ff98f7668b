//! Synthetic councils that keep to published figures: no row is about a real child.
//!
//! [`Profile`] is what is published about one authority and what is assumed between the figures;
//! [`generate`] deals those figures out to people and homes. The published stock is the *placed* children;
//! this month's referrals come on top of it.
//!
//! In the order of the work:
//!
//! | what is known | `profile`, `figures`, `margin`, `settings`, `check` |
//! |---|---|
//! | chance that keeps totals | `draws`, `quota` |
//! | who the children are | `person`, `affinity`, `siblings` |
//! | who lives where | `geography`, `dwelling`, `stock`, `placing` |
//! | places that nobody of this council takes | `spare` |
//! | what is written down | `child_record`, `needs`, `culture`, `home_record`, `home_standing`, `history`, `episodes`, `earlier`, `departed`, `past`, `alike`, `approvals`, `wishes` |
//! | who needs a home this month | `referrals` |
//! | several councils with homes in common | `region`, `region_homes` |
//!
//! `generate` calls them one after the other.

mod affinity;
mod alike;
mod approvals;
mod check;
mod child_record;
mod culture;
mod departed;
mod draws;
mod dwelling;
mod earlier;
mod episodes;
mod figures;
mod generate;
mod geography;
mod history;
mod home_record;
mod home_standing;
mod links;
mod margin;
mod needs;
mod past;
mod person;
mod placing;
mod profile;
mod quota;
mod referrals;
mod region;
mod region_homes;
mod settings;
mod siblings;
mod spare;
mod stock;
mod wishes;

pub use figures::{
    AreaRow, Authority, ChildrensHomes, FosterPlaces, Geography, History, HomesRow, LookedAfter,
    OtherAuthorities, Population, PricePoints, Rates, SettingRow, Settings, Siblings, Supply,
    UnitCosts,
};
pub use generate::{Options, generate};
pub use margin::{Figure, Margin};
pub use profile::{Profile, ProfileError};
pub use region::{RegionOptions, region};
pub use settings::{PlacementGroup, ProviderGroup};
