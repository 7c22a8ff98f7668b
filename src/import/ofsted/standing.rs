//! Who runs a provider, and whether its registration is active.

use crate::import::sheet::key;
use crate::model::Sector;

/// The sector of a provider from its text, or else from its code of PLACE_PROVIDER (PR1 to PR5). Every authority's
/// home is [`Sector::OtherAuthority`] here: whose it is, a comparison with the owner tells. Academies and health
/// bodies are other public bodies. `Err` where something is written that is not known.
pub fn sector(text: &str, provider_code: &str) -> Result<Option<Sector>, ()> {
    let of_text = match key(text).as_str() {
        "" => return of_code(provider_code),
        "private" | "independent" => Sector::Private,
        "voluntary" | "charity" | "charitable" => Sector::Voluntary,
        "localauthority" | "la" | "council" | "localauthorityrun" => Sector::OtherAuthority,
        "academy" | "healthauthority" | "nhs" | "nhstrust" | "public" | "otherpublic" => {
            Sector::OtherPublic
        }
        _ => return Err(()),
    };
    Ok(Some(of_text))
}

fn of_code(text: &str) -> Result<Option<Sector>, ()> {
    let first = text.split(['/', ',', ' ', ';']).next().unwrap_or_default();
    Ok(Some(match first.to_uppercase().as_str() {
        "" => return Ok(None),
        "PR1" | "PR2" => Sector::OtherAuthority,
        "PR3" => Sector::OtherPublic,
        "PR4" => Sector::Private,
        "PR5" => Sector::Voluntary,
        _ => return Err(()),
    }))
}

/// Whether a provider is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Registered and active.
    Open,
    /// Suspended, resigned, cancelled or closed.
    NotOpen,
    /// The status is not one of Ofsted's, so the provider is not taken for open.
    Unknown,
}

/// The standing by registration status; where a list has none, by whether it gives a day of closing.
pub fn standing(status: &str, has_closed: bool) -> Standing {
    let by_status = match key(status).as_str() {
        "" | "active" | "registered" | "open" | "current" => Standing::Open,
        "suspended"
        | "resigned"
        | "cancelled"
        | "canceled"
        | "closed"
        | "deregistered"
        | "inactive"
        | "expired"
        | "lapsed"
        | "voluntarycancellation"
        | "proposedtocancel" => Standing::NotOpen,
        _ => Standing::Unknown,
    };
    if has_closed {
        Standing::NotOpen
    } else {
        by_status
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authority_is_told_by_text_or_code() {
        assert_eq!(
            sector("Local Authority", ""),
            Ok(Some(Sector::OtherAuthority))
        );
        assert_eq!(sector("", "PR1/PR2"), Ok(Some(Sector::OtherAuthority)));
        assert_eq!(sector("Private", "PR5"), Ok(Some(Sector::Private)));
        assert_eq!(sector("", ""), Ok(None));
        assert_eq!(sector("Lottery", ""), Err(()));
    }

    #[test]
    fn a_day_of_closing_closes_whatever_the_status_says() {
        assert_eq!(standing("Active", false), Standing::Open);
        assert_eq!(standing("Active", true), Standing::NotOpen);
        assert_eq!(standing("", false), Standing::Open);
        assert_eq!(standing("Suspended", false), Standing::NotOpen);
        assert_eq!(standing("Pending", false), Standing::Unknown);
    }
}
