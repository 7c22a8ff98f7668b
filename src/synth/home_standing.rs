//! How a home stands: provider, grade, holds, ends of approval, and what a week costs.

use super::draws::Draws;
use super::dwelling::Dwelling;
use super::home_record::Writer;
use super::settings::ProviderGroup;
use crate::model::{ApprovalType, Child, Home, HomeKind, HomeStatus, OfstedGrade, PoundsPerWeek};

impl Writer<'_> {
    /// Provider, grade, holds and ends of approval.
    pub(super) fn standing(&self, draws: &mut Draws, home: &mut Home, dwelling: &Dwelling) {
        let as_at = self.profile.as_at;
        let in_days = |days: i32| as_at.saturating_add(jiff::Span::new().days(i64::from(days)));
        home.provider = provider(draws, dwelling);
        let good = self.profile.supply.good_or_outstanding_percent;
        use OfstedGrade as G;
        let inspected = matches!(
            home.kind,
            HomeKind::ChildrensHome | HomeKind::OtherResidential | HomeKind::ResidentialSchool
        );
        home.grade = match home.kind {
            HomeKind::Foster if dwelling.setting.provider == ProviderGroup::Own => Some(G::Good),
            HomeKind::Foster => Some(draws.pick(&[
                (G::Outstanding, 25.0),
                (G::Good, 68.0),
                (G::RequiresImprovement, 7.0),
            ])),
            HomeKind::SupportedAccommodation => Some(G::NotYet),
            _ if inspected => Some(draws.pick(&[
                (G::Outstanding, good * 0.18),
                (G::Good, good * 0.82),
                (G::RequiresImprovement, (100.0 - good) * 0.88),
                (G::Inadequate, (100.0 - good) * 0.12),
            ])),
            _ => None,
        };
        if inspected || home.kind == HomeKind::SupportedAccommodation {
            home.urn = Some(format!("SYN{}", home.id));
        }
        if home.status == HomeStatus::OnHold {
            let reasons: &[&str] = if home.kind.is_fostering() {
                &[
                    "carer illness",
                    "family circumstances",
                    "respite after a placement ended",
                    "own child at home",
                    "review of approval",
                    "building work",
                ]
            } else {
                &[
                    "staffing",
                    "matching with residents",
                    "registered manager vacancy",
                    "building work",
                ]
            };
            home.hold_reason = Some(draws.any(reasons).to_owned());
            home.held_until = draws.chance(0.7).then(|| in_days(draws.between(10, 240)));
        }
        if home.kind == HomeKind::Connected && draws.chance(0.12) {
            home.approval = ApprovalType::Reg24;
            home.approval_end = Some(in_days(draws.between(7, 110)));
        } else if home.kind == HomeKind::Other && draws.chance(0.3) {
            home.approval = ApprovalType::Unregistered;
        } else if home.kind == HomeKind::Foster && draws.chance(0.03) {
            home.approval_end = Some(in_days(draws.between(30, 360)));
        }
    }

    /// Pounds a week around the published unit costs.
    pub(super) fn cost(
        &self,
        draws: &mut Draws,
        dwelling: &Dwelling,
        living: &[&Child],
    ) -> PoundsPerWeek {
        let (prices, costs) = (&self.profile.price_points, &self.profile.unit_costs);
        let residential = f64::from(costs.residential);
        let own = dwelling.setting.provider == ProviderGroup::Own;
        let base = match dwelling.setting.kind() {
            HomeKind::Foster if own => f64::from(prices.in_house_foster),
            HomeKind::Foster => f64::from(prices.agency_foster),
            HomeKind::Connected => f64::from(prices.connected),
            HomeKind::SupportedAccommodation => f64::from(prices.supported_accommodation),
            HomeKind::ChildrensHome | HomeKind::OtherResidential if own => {
                residential * f64::from(prices.own_residential_percent) / 100.0
            }
            HomeKind::ChildrensHome | HomeKind::OtherResidential | HomeKind::Secure => residential,
            HomeKind::ResidentialSchool => residential * 0.8,
            HomeKind::Other => f64::from(costs.looked_after),
            HomeKind::Parents | HomeKind::Adoptive => 0.0,
        };
        let highest = living.iter().map(|c| c.needs.highest()).max().unwrap_or(1);
        let small = if dwelling.setting.is_residential() && dwelling.places <= 2 {
            0.25
        } else {
            0.0
        };
        let factor = 0.82 + 0.09 * f64::from(highest) + small + 0.05 * draws.normal();
        PoundsPerWeek::whole((base * factor.max(0.5) / 5.0).round() as i64 * 5)
    }
}

/// Made-up providers.
fn provider(draws: &mut Draws, dwelling: &Dwelling) -> Option<String> {
    let number = draws.between(1, 12);
    match (dwelling.setting.kind(), dwelling.setting.provider) {
        (HomeKind::Foster, ProviderGroup::Private | ProviderGroup::Voluntary) => {
            Some(format!("Fostering agency {number:02}"))
        }
        (
            HomeKind::ChildrensHome | HomeKind::OtherResidential,
            ProviderGroup::Private | ProviderGroup::Voluntary,
        ) => Some(format!("Homes provider {number:02}")),
        (HomeKind::SupportedAccommodation, ProviderGroup::Private | ProviderGroup::Voluntary) => {
            Some(format!("Accommodation provider {number:02}"))
        }
        _ => None,
    }
}
