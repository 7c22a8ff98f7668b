//! What is counted at the end of every month.

/// What is counted, at each month end or of the events of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Children in care.
    Children,
    /// Children for whom no home was found by the end of the month.
    Waiting,
    /// Children who came into care in the month.
    Entries,
    /// Children who left in the month.
    Exits,
    /// Moves in the month.
    Moves,
    /// Children whom rounds placed in the month.
    Placed,
    /// Of them, in homes of the authority's own.
    PlacedOwn,
    /// Of those placed, in the authority's area.
    PlacedInArea,
    /// Of those placed, with a known distance.
    PlacedDistanceKnown,
    /// Sum of their miles from home, tenths.
    PlacedMilesTenths,
    /// Of those placed, in foster homes.
    PlacedFamily,
    /// Of those placed, in children's homes.
    PlacedHome,
    /// Approvals that those placements took.
    Approvals,
    /// Of them, with a change of school.
    SchoolChanged,
    /// Of them, those of whom it is known whether the school has to change.
    SchoolKnown,
    /// Children in foster homes, children's homes and supported accommodation.
    InRounds,
    /// Of them, in homes of the authority's own.
    Own,
    /// Of them, in the authority's area.
    InArea,
    /// Of them, within the near-home distance.
    Near,
    /// Of them, those whose distance is known.
    DistanceKnown,
    /// Sum of their miles from home, tenths.
    MilesTenths,
    /// Pairs of brothers and sisters who are to live together and whose plans ask for such homes.
    Pairs,
    /// Of them, together.
    PairsTogether,
    /// Of all pairs, those whose plans ask for two settings, so that no home could be right for both.
    PairsTwoSettings,
    /// Pairs that came in the month: both are in homes that rounds fill, or wait for one.
    PairsCame,
    /// Of them, together at its end.
    PairsCameTogether,
    /// Pairs that ended in the month: one or both left care, or went where no round places children.
    PairsEnded,
    /// Of them, those that were together.
    PairsEndedTogether,
    /// Pairs that were together at the end of the month before and are apart now.
    PairsParted,
    /// Pairs that were apart at the end of the month before and are together now.
    PairsReunited,
    /// Weekly cost of all placements, hundreds of pounds.
    CostHundreds,
    /// The authority's own foster households that take children or are on hold.
    Households,
    /// Their places.
    HouseholdPlaces,
    /// Of them, those that our children can live in: filled by them, or free in households that take children. Places of
    /// other authorities' children and those that young people keep are left out.
    UsablePlaces,
    /// Of those, filled by our children.
    FilledPlaces,
    /// Young people of eighteen who keep a place in a foster home.
    StayingPut,
    /// Own foster households that left in the month, closed ones and those of special guardians among them.
    HouseholdsLeft,
    /// Own foster households that came in the month.
    HouseholdsCame,
    /// What a scenario costs beside placements in the month, pounds.
    SpentPounds,
    /// Children who looked for a home in the month's round.
    Looked,
    /// Free homes that could have taken each of them alone before anybody was placed, in the setting that she looked for,
    /// no more than `MOST_CHOICES` for each.
    Choices,
}

/// Most homes of a child that are counted as her choice: beyond it nobody looks.
pub const MOST_CHOICES: usize = 12;

impl Measure {
    /// Every measure, in order of position.
    pub const ALL: [Self; 41] = [
        Self::Children,
        Self::Waiting,
        Self::Entries,
        Self::Exits,
        Self::Moves,
        Self::Placed,
        Self::PlacedOwn,
        Self::PlacedInArea,
        Self::PlacedDistanceKnown,
        Self::PlacedMilesTenths,
        Self::PlacedFamily,
        Self::PlacedHome,
        Self::Approvals,
        Self::SchoolChanged,
        Self::SchoolKnown,
        Self::InRounds,
        Self::Own,
        Self::InArea,
        Self::Near,
        Self::DistanceKnown,
        Self::MilesTenths,
        Self::Pairs,
        Self::PairsTogether,
        Self::PairsTwoSettings,
        Self::PairsCame,
        Self::PairsCameTogether,
        Self::PairsEnded,
        Self::PairsEndedTogether,
        Self::PairsParted,
        Self::PairsReunited,
        Self::CostHundreds,
        Self::Households,
        Self::HouseholdPlaces,
        Self::UsablePlaces,
        Self::FilledPlaces,
        Self::StayingPut,
        Self::HouseholdsLeft,
        Self::HouseholdsCame,
        Self::SpentPounds,
        Self::Looked,
        Self::Choices,
    ];

    /// Whether it is of a day, and not of what happens in a month.
    pub const fn is_stock(self) -> bool {
        matches!(
            self,
            Self::Children
                | Self::Waiting
                | Self::InRounds
                | Self::Own
                | Self::InArea
                | Self::Near
                | Self::DistanceKnown
                | Self::MilesTenths
                | Self::Pairs
                | Self::PairsTogether
                | Self::PairsTwoSettings
                | Self::CostHundreds
                | Self::Households
                | Self::HouseholdPlaces
                | Self::UsablePlaces
                | Self::FilledPlaces
                | Self::StayingPut
        )
    }

    /// Name for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Children => "Children in care",
            Self::Waiting => "Children without a home at the end of the month",
            Self::Entries => "Come into care",
            Self::Exits => "Leave care",
            Self::Moves => "Moves",
            Self::Placed => "Placed by rounds",
            Self::PlacedOwn => "Placed in the authority's own",
            Self::PlacedInArea => "Of those placed, in the authority's area",
            Self::PlacedDistanceKnown => "Of those placed, distance known",
            Self::PlacedMilesTenths => "Of those placed, miles from home, tenths",
            Self::PlacedFamily => "Of those placed, in foster homes",
            Self::PlacedHome => "Of those placed, in children's homes",
            Self::Approvals => "Approvals that placements took",
            Self::SchoolChanged => "Placed with a change of school",
            Self::SchoolKnown => "Placed, school known",
            Self::InRounds => "Children in homes that rounds fill",
            Self::Own => "In homes of the authority's own",
            Self::InArea => "In the authority's area",
            Self::Near => "Near home",
            Self::DistanceKnown => "Distance known",
            Self::MilesTenths => "Miles from home, tenths",
            Self::Pairs => "Pairs of brothers and sisters",
            Self::PairsTogether => "Pairs together",
            Self::PairsTwoSettings => "Of them, with plans that ask for two settings",
            Self::PairsCame => "Pairs that came",
            Self::PairsCameTogether => "Of those, together",
            Self::PairsEnded => "Pairs that ended",
            Self::PairsEndedTogether => "Of those, they had been together",
            Self::PairsParted => "Pairs that were parted",
            Self::PairsReunited => "Pairs that were brought together",
            Self::CostHundreds => "Weekly cost, hundreds of pounds",
            Self::Households => "Own foster households",
            Self::HouseholdPlaces => "Places of own foster households",
            Self::UsablePlaces => "Places of own foster households that its children can live in",
            Self::FilledPlaces => "Places of own foster households that its children fill",
            Self::StayingPut => "Young people who stayed put",
            Self::HouseholdsLeft => "Own foster households that left",
            Self::HouseholdsCame => "Own foster households that came",
            Self::SpentPounds => "Spent beside placements, pounds",
            Self::Looked => "Looked for a home",
            Self::Choices => "Free suitable homes of those who looked",
        }
    }

    /// Name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Children => "children",
            Self::Waiting => "waiting",
            Self::Entries => "entries",
            Self::Exits => "exits",
            Self::Moves => "moves",
            Self::Placed => "placed",
            Self::PlacedOwn => "placed_own",
            Self::PlacedInArea => "placed_in_area",
            Self::PlacedDistanceKnown => "placed_distance_known",
            Self::PlacedMilesTenths => "placed_miles_tenths",
            Self::PlacedFamily => "placed_family",
            Self::PlacedHome => "placed_childrens_home",
            Self::Approvals => "approvals",
            Self::SchoolChanged => "school_changed",
            Self::SchoolKnown => "school_known",
            Self::InRounds => "in_rounds",
            Self::Own => "own",
            Self::InArea => "in_area",
            Self::Near => "near",
            Self::DistanceKnown => "distance_known",
            Self::MilesTenths => "miles_tenths",
            Self::Pairs => "pairs",
            Self::PairsTogether => "pairs_together",
            Self::PairsTwoSettings => "pairs_of_two_settings",
            Self::PairsCame => "pairs_came",
            Self::PairsCameTogether => "pairs_came_together",
            Self::PairsEnded => "pairs_ended",
            Self::PairsEndedTogether => "pairs_ended_together",
            Self::PairsParted => "pairs_parted",
            Self::PairsReunited => "pairs_reunited",
            Self::CostHundreds => "weekly_cost_hundreds",
            Self::Households => "own_households",
            Self::HouseholdPlaces => "own_places",
            Self::UsablePlaces => "own_usable_places",
            Self::FilledPlaces => "own_filled_places",
            Self::StayingPut => "staying_put",
            Self::HouseholdsLeft => "households_left",
            Self::HouseholdsCame => "households_came",
            Self::SpentPounds => "spent_pounds",
            Self::Looked => "looked",
            Self::Choices => "choices",
        }
    }
}
