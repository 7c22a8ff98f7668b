//! Code sets: the values a field may take, each with its code in the files and its meaning in words.

/// Declares a code set: an enum whose variants carry the code used in files and a label for people.
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = $label] $(#[$vmeta])* $variant,)+ }

        impl $name {
            /// Every value, in the order of the code list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code written in files.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The meaning in words.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }

        impl $crate::model::codes::CodeSet for $name {
            fn all() -> &'static [Self] { Self::ALL }
            fn code(self) -> &'static str { self.code() }
            fn label(self) -> &'static str { self.label() }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.label())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.code())
            }
        }
    };
}
pub(crate) use codes;

/// What every code set offers to readers and to the column table.
pub trait CodeSet: Copy + 'static {
    /// Every value.
    fn all() -> &'static [Self];
    /// The code in files.
    fn code(self) -> &'static str;
    /// The meaning in words.
    fn label(self) -> &'static str;

    /// The value with this code. Codes are compared without regard to case.
    fn from_code(code: &str) -> Option<Self> {
        Self::all()
            .iter()
            .copied()
            .find(|value| value.code().eq_ignore_ascii_case(code))
    }
}

codes! {
    /// Sex, as recorded in SSDA903 from 2024-25 (M, F, U).
    Sex {
        Male = "M", "male";
        Female = "F", "female";
        Unknown = "U", "not stated";
    }
}

codes! {
    /// Ethnicity: SSDA903 codes.
    Ethnicity {
        Wbri = "WBRI", "White British";
        Wiri = "WIRI", "White Irish";
        Woth = "WOTH", "any other White background";
        Wirt = "WIRT", "Traveller of Irish heritage";
        Wrom = "WROM", "Gypsy or Roma";
        Mwbc = "MWBC", "White and Black Caribbean";
        Mwba = "MWBA", "White and Black African";
        Mwas = "MWAS", "White and Asian";
        Moth = "MOTH", "any other Mixed background";
        Aind = "AIND", "Indian";
        Apkn = "APKN", "Pakistani";
        Aban = "ABAN", "Bangladeshi";
        Aoth = "AOTH", "any other Asian background";
        Bcrb = "BCRB", "Black Caribbean";
        Bafr = "BAFR", "Black African";
        Both = "BOTH", "any other Black background";
        Chne = "CHNE", "Chinese";
        Ooth = "OOTH", "any other ethnic group";
        Refu = "REFU", "refused";
        Nobt = "NOBT", "not obtained";
    }
}

codes! {
    /// Broad ethnic group, as the published tables group them.
    EthnicGroup {
        White = "white", "White";
        Mixed = "mixed", "Mixed or multiple ethnic groups";
        Asian = "asian", "Asian or Asian British";
        Black = "black", "Black, African, Caribbean or Black British";
        Other = "other", "other ethnic group";
        NotKnown = "not_known", "refused or not obtained";
    }
}

impl Ethnicity {
    /// The broad group used in the published tables (Chinese counts as Asian since the 2011 census).
    pub const fn group(self) -> EthnicGroup {
        match self {
            Self::Wbri | Self::Wiri | Self::Woth | Self::Wirt | Self::Wrom => EthnicGroup::White,
            Self::Mwbc | Self::Mwba | Self::Mwas | Self::Moth => EthnicGroup::Mixed,
            Self::Aind | Self::Apkn | Self::Aban | Self::Aoth | Self::Chne => EthnicGroup::Asian,
            Self::Bcrb | Self::Bafr | Self::Both => EthnicGroup::Black,
            Self::Ooth => EthnicGroup::Other,
            Self::Refu | Self::Nobt => EthnicGroup::NotKnown,
        }
    }
}

codes! {
    /// Religion: the groups of the census of England and Wales.
    Religion {
        None = "none", "no religion";
        Buddhist = "buddhist", "Buddhist";
        Christian = "christian", "Christian";
        Hindu = "hindu", "Hindu";
        Jewish = "jewish", "Jewish";
        Muslim = "muslim", "Muslim";
        Sikh = "sikh", "Sikh";
        Other = "other", "another religion";
    }
}

codes! {
    /// Legal status: SSDA903 codes.
    LegalStatus {
        C1 = "C1", "interim care order";
        C2 = "C2", "full care order";
        D1 = "D1", "freeing order";
        E1 = "E1", "placement order";
        V2 = "V2", "accommodated under section 20";
        V3 = "V3", "short breaks, episodes recorded";
        V4 = "V4", "short breaks, agreement recorded";
        L1 = "L1", "police protection";
        L2 = "L2", "emergency protection order";
        L3 = "L3", "child assessment order";
        J1 = "J1", "remanded";
        J2 = "J2", "detained under PACE";
        J3 = "J3", "youth rehabilitation order";
    }
}

codes! {
    /// Category of need: SSDA903 codes.
    NeedCode {
        N1 = "N1", "abuse or neglect";
        N2 = "N2", "child's disability";
        N3 = "N3", "parental illness or disability";
        N4 = "N4", "family in acute stress";
        N5 = "N5", "family dysfunction";
        N6 = "N6", "socially unacceptable behaviour";
        N7 = "N7", "low income";
        N8 = "N8", "absent parenting";
    }
}

codes! {
    /// Permanence plan: the values of Ofsted's Annex A list 8.
    PermanencePlan {
        ReturnHome = "return_home", "return to family";
        Adoption = "adoption", "adoption";
        Guardianship = "sgo_cao", "special guardianship or child arrangements order";
        SupportedLiving = "supported_living", "supported living in the community";
        LongTermResidential = "long_term_residential", "long-term residential placement";
        LongTermFostering = "long_term_fostering", "long-term fostering";
        Other = "other", "other";
    }
}

codes! {
    /// The setting that the care plan asks for.
    PlannedSetting {
        Family = "family", "a family setting";
        Residential = "residential", "a residential setting";
        Supported = "supported", "supported accommodation";
        Any = "any", "no setting named";
    }
}

codes! {
    /// Type of placement, in the words of carers' terms of approval.
    PlacementType {
        Emergency = "emergency", "emergency";
        Short = "short", "short-term";
        Long = "long", "long-term";
        ShortBreak = "short_break", "short break";
        EarlyPermanence = "early_permanence", "fostering for adoption";
        ParentChild = "parent_child", "parent and child";
    }
}

codes! {
    /// Domains of the needs profile. Each is scored 0 (none) to 3 (highest), for a child as the level of
    /// need and for a home as the level that it can meet.
    NeedDomain {
        Emotional = "emotional", "emotional wellbeing and attachment";
        Behaviour = "behaviour", "behaviour";
        MentalHealth = "mental_health", "mental health and self-harm";
        Learning = "learning", "learning";
        Health = "health", "physical health";
        Sensory = "sensory", "sensory and communication";
        Substance = "substance", "drugs and alcohol";
        Exploitation = "exploitation", "exploitation and going missing";
    }
}

codes! {
    /// Adaptations that a disabled child may need and a home may have.
    Adaptation {
        Wheelchair = "wheelchair", "wheelchair access";
        GroundFloor = "ground_floor", "ground-floor bedroom and bathroom";
        Hoist = "hoist", "hoist";
        Bathroom = "bathroom", "adapted bathroom";
        Sensory = "sensory_room", "sensory room or low-stimulus space";
        SecureGarden = "secure_garden", "secure garden";
    }
}

codes! {
    /// Animals in a home that a child may be allergic to.
    Pet {
        Dog = "dog", "dog";
        Cat = "cat", "cat";
        Bird = "bird", "bird";
        Other = "other", "other animal";
    }
}
