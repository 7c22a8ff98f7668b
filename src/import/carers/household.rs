//! A household of the register, and the home that its values make.

use super::codes::{Agency, ApprovalStatus, CareType, CarerKind, HoldReason, TermsSex, Vacancy};
use super::draft::Draft;
use super::fields::Field;
use super::rules;
use crate::import::account::Rule;
use crate::model::{
    ApprovalType, Date, Home, HomeKind, HomeStatus, Location, PlacementType, Terms, age_in_years,
};

/// One household.
#[derive(Debug, Clone, PartialEq)]
pub struct Household {
    /// Line of its first row.
    pub line: u64,
    /// Id as the council's system has it.
    pub id: String,
    /// Full postcode, such as `ZZ9 1AA`.
    pub postcode: Option<String>,
    /// Where it is, if the register has coordinates.
    pub location: Option<Location>,
    /// The home, filled except for id, authority, area and location: those come with the council that it joins. Its
    /// kind, terms, status and cost are those of the register.
    pub home: Home,
    /// Children who live there, by the ids of the council's system.
    pub current_children: Vec<String>,
    /// Children whom an exemption from the usual fostering limit names.
    pub exempt_children: Vec<String>,
    /// ONS code of the authority that gave the exemption.
    pub exempt_authority: Option<String>,
    /// Last day of the exemption.
    pub exempt_until: Option<Date>,
    /// When the carers expect to stop.
    pub expected_retire: Option<Date>,
    /// Day of approval.
    pub approval_date: Option<Date>,
    /// Day of the next review.
    pub review_date: Option<Date>,
    /// Ofsted's reference number of the agency.
    pub agency_urn: Option<String>,
    /// Carers' dates of birth, where the register has those and not their ages; see [`Self::fill_ages`].
    pub carers_born: Vec<Date>,
    /// Whether a carer drives.
    pub driver: Option<bool>,
    /// Band of the fee.
    pub fee_band: Option<String>,
}

impl Household {
    /// Fills in the carers' ages on a day from their dates of birth, where the register has no ages.
    pub fn fill_ages(&mut self, on: Date) {
        if self.home.carers_ages.is_empty() {
            let ages = self.carers_born.iter().map(|born| age_in_years(*born, on));
            self.home.carers_ages = ages.collect();
        }
    }
}

/// What became of a draft: a household with the rules that were applied to it, or the rule that dropped it.
pub type Made = Result<(Household, Vec<(&'static Rule, String)>), (&'static Rule, String)>;

/// Makes a household of values that have been merged and filled with defaults.
pub fn make(line: u64, id: &str, draft: &Draft) -> Made {
    let mut applied = Vec::new();
    let blank = |field: Field| (rules::NEEDED_BLANK, format!("{} is blank", field.name()));
    let agency: Agency = draft
        .code(Field::Agency)
        .ok_or_else(|| blank(Field::Agency))?;
    let status: ApprovalStatus = draft
        .code(Field::ApprovalStatus)
        .ok_or_else(|| blank(Field::ApprovalStatus))?;
    if status == ApprovalStatus::Applicant {
        return Err((rules::NOT_APPROVED, status.label().to_owned()));
    }
    let types: Vec<CareType> = draft.codes(Field::ApprovalType);
    let mut home = Home::new("", kind(draft, &types)?, agency.sector(), "");
    home.approval = approval(status, &types);
    terms(draft, &mut home, &types, &mut applied)?;
    vacancy(draft, &mut home, status, &mut applied)?;
    home.weekly_cost = draft
        .pounds(Field::WeeklyCost)
        .ok_or_else(|| blank(Field::WeeklyCost))?;
    describe(draft, &mut home);
    let urn = draft.urn(Field::Agency);
    let urn = urn.or_else(|| draft.text(Field::AgencyUrn).map(str::to_owned));
    home.urn.clone_from(&urn);
    let (easting, northing) = (draft.whole(Field::Easting), draft.whole(Field::Northing));
    let location = match (easting, northing) {
        (Some(easting), Some(northing)) => {
            let location = Location::new(easting, northing);
            if location.is_none() {
                let detail = "easting and northing are outside Great Britain".to_owned();
                applied.push((rules::UNREADABLE, detail));
            }
            location
        }
        (None, None) => None,
        _ => {
            let detail = "of easting and northing one is blank".to_owned();
            applied.push((rules::UNREADABLE, detail));
            None
        }
    };
    let postcode = draft.text(Field::Postcode).map(str::to_owned);
    if location.is_none() && postcode.is_none() {
        applied.push((rules::NO_PLACE, String::new()));
    }
    let household = Household {
        line,
        id: id.to_owned(),
        postcode,
        location,
        home,
        current_children: draft.texts(Field::CurrentChildren),
        exempt_children: draft.texts(Field::ExemptChildren),
        exempt_authority: draft.text(Field::ExemptAuthority).map(str::to_owned),
        exempt_until: draft.date(Field::ExemptUntil),
        expected_retire: draft.date(Field::ExpectedRetire),
        approval_date: draft.date(Field::ApprovalDate),
        review_date: draft.date(Field::ReviewDate),
        agency_urn: urn,
        carers_born: draft.dates(Field::CarerBorn),
        driver: draft.flag(Field::Driver),
        fee_band: draft.text(Field::FeeBand).map(str::to_owned),
    };
    Ok((household, applied))
}

type Applied = Vec<(&'static Rule, String)>;
type Dropped = (&'static Rule, String);

fn kind(draft: &Draft, types: &[CareType]) -> Result<HomeKind, Dropped> {
    let kind: Option<CarerKind> = draft.code(Field::Kind);
    let is_connected = types.contains(&CareType::Connected) || types.contains(&CareType::Reg24);
    match kind {
        // Registers list connected carers as foster carers whose type of approval says so.
        None | Some(CarerKind::Foster) if is_connected => Ok(HomeKind::Connected),
        Some(kind) => Ok(kind.home()),
        None => Err((rules::NEEDED_BLANK, "kind is blank".to_owned())),
    }
}

fn approval(status: ApprovalStatus, types: &[CareType]) -> ApprovalType {
    match status {
        ApprovalStatus::Unregistered => ApprovalType::Unregistered,
        ApprovalStatus::Reg24 => ApprovalType::Reg24,
        _ if types.contains(&CareType::Reg24) => ApprovalType::Reg24,
        _ => ApprovalType::Full,
    }
}

fn terms(
    draft: &Draft,
    home: &mut Home,
    types: &[CareType],
    applied: &mut Applied,
) -> Result<(), Dropped> {
    let blank = |what: &str| (rules::NEEDED_BLANK, format!("{what} is blank"));
    let text = draft.terms(Field::ApprovalTerms);
    let range = draft.ages(Field::AgeRange).or(text.ages);
    let places = draft.whole(Field::MaxChildren).or(text.children);
    home.places = places.ok_or_else(|| blank("max_children"))?;
    let least = draft.whole(Field::AgeMin).or(range.map(|(min, _)| min));
    let most = draft.whole(Field::AgeMax).or(range.map(|(_, max)| max));
    let age_min = least.ok_or_else(|| blank("age_min"))?;
    let age_max = most.ok_or_else(|| blank("age_max"))?;
    if age_min > age_max {
        return Err((rules::AGES_REVERSED, format!("{age_min} to {age_max}")));
    }
    let if_siblings = draft.whole(Field::MaxIfSiblings).or(text.if_siblings);
    home.places_if_siblings = if_siblings.unwrap_or(home.places);
    if home.places_if_siblings < home.places {
        let detail = format!(
            "{} for siblings, {} in all",
            home.places_if_siblings, home.places
        );
        applied.push((rules::SIBLINGS_BELOW, detail));
        home.places_if_siblings = home.places;
    }
    home.bedrooms = draft.whole(Field::Bedrooms).unwrap_or_else(|| {
        applied.push((rules::BEDROOMS, format!("{} taken", home.places)));
        home.places
    });
    home.sharing_allowed = draft.flag(Field::ShareOk).unwrap_or(false);
    let sex = draft.code::<TermsSex>(Field::Sex).or(text.sex);
    home.terms = Terms {
        age_min,
        age_max,
        sex: sex.and_then(TermsSex::only),
        types: types.iter().filter_map(|t| t.placement()).collect(),
        named_children: Vec::new(),
    };
    Ok(())
}

fn vacancy(
    draft: &Draft,
    home: &mut Home,
    status: ApprovalStatus,
    applied: &mut Applied,
) -> Result<(), Dropped> {
    let vacancy: Vacancy = match draft.code(Field::Status) {
        _ if status == ApprovalStatus::Resigned => Vacancy::Closed,
        Some(vacancy) => vacancy,
        None => return Err((rules::NEEDED_BLANK, "status is blank".to_owned())),
    };
    home.status = vacancy.home();
    if vacancy == Vacancy::Respite {
        home.terms.types = [PlacementType::ShortBreak].into_iter().collect();
    }
    if home.status == HomeStatus::Closed {
        applied.push((rules::CLOSED, status.label().to_owned()));
    }
    home.held_until = draft.date(Field::HoldUntil);
    let reason: Option<HoldReason> = draft.code(Field::HoldReason);
    home.hold_reason = reason.map(|reason| reason.label().to_owned());
    home.approval_end = draft.date(Field::EndDate);
    Ok(())
}

fn describe(draft: &Draft, home: &mut Home) {
    home.capabilities = draft.levels(Field::Capabilities);
    home.adaptations = draft.codes(Field::Adaptations).into_iter().collect();
    home.ethnicities = draft.codes(Field::Ethnicity);
    home.religion = draft.code(Field::Religion);
    home.languages = draft.texts(Field::Languages);
    home.smoker = draft.flag(Field::Smoker);
    home.pets = draft.codes(Field::Pets).into_iter().collect();
    home.birth_children_ages = draft.wholes(Field::BirthChildrenAges);
    home.carers_ages = draft.wholes(Field::CarerAges);
}
