//! What the words of case systems plainly mean. Words whose meaning differs from council to council are not here: a person
//! maps those.

use super::super::fields::Field;
use super::super::takes::Takes;
use super::super::value::ours;
use crate::import::sheet::key;

macro_rules! plain_words {
    ($($field:ident $code:literal: $($word:literal),+;)+) => {
        /// Field, our code, and their words.
        const PLAIN: &[(Field, &str, &[&str])] = &[$((Field::$field, $code, &[$($word),+])),+];
    };
}

plain_words! {
    Status "available": "vacancy", "vacancies", "vacant", "has vacancy", "open", "accepting referrals", "yes", "y";
    Status "full": "no vacancy", "no vacancies", "fully occupied", "at capacity", "no", "n";
    Status "on_hold": "hold", "held", "unavailable", "not available", "on leave", "suspended", "temporarily unavailable", "on a break";
    Status "respite": "respite", "respite only", "short breaks only";
    Status "closed": "resigned", "deregistered", "terminated", "retired", "closed";
    ApprovalStatus "approved": "active", "registered", "full approval", "fully approved", "approval full";
    ApprovalStatus "reg24": "temporary approval", "temporarily approved", "regulation 24", "reg 24";
    ApprovalStatus "applicant": "in assessment", "being assessed", "stage 1", "stage 2", "prospective", "enquiry", "application";
    ApprovalStatus "resigned": "deregistered", "terminated", "retired", "closed", "ended", "ceased", "inactive";
    Kind "foster": "foster carer", "fostering", "foster care", "foster household", "mainstream", "general foster carer", "mainstream foster carer";
    Kind "connected": "connected person", "connected persons", "connected carer", "kinship", "kinship carer", "family and friends", "friends and family";
    Kind "supported_lodgings": "supported lodging", "supported lodgings provider", "supported lodgings host";
    Agency "inhouse": "in-house", "internal", "local authority", "la", "own", "council";
    Agency "ifa": "external", "agency", "independent", "independent fostering provider", "ifp";
    Sex "any": "both", "mixed", "m/f", "male/female", "male or female", "either gender", "either sex", "any gender", "no preference";
    Sex "M": "boy", "boys", "males", "male only", "boys only";
    Sex "F": "girl", "girls", "females", "female only", "girls only";
    ApprovalType "short": "st", "short term fostering", "short-term placement", "task centred";
    ApprovalType "long": "lt", "permanent", "permanence", "long term fostering";
    ApprovalType "emergency": "emergencies", "emergency fostering";
    ApprovalType "short_break": "respite", "short breaks", "short break care";
    ApprovalType "early_permanence": "ffa", "early permanence", "concurrent planning";
    ApprovalType "parent_child": "mother and baby", "parent & child", "p&c";
    ApprovalType "connected": "connected persons", "kinship", "family and friends";
    ApprovalType "reg24": "regulation 24", "temporary approval";
    Pets "dog": "dogs", "1 dog", "2 dogs", "3 dogs";
    Pets "cat": "cats", "1 cat", "2 cats", "3 cats";
    Pets "bird": "birds", "parrot", "budgie", "chickens";
    Pets "other": "rabbit", "rabbits", "hamster", "fish", "horse", "horses", "guinea pig", "guinea pigs", "reptile", "tortoise";
    Adaptations "wheelchair": "wheelchair", "wheelchair accessible";
    Adaptations "ground_floor": "ground floor bedroom", "downstairs bedroom", "downstairs bedroom and bathroom";
    Adaptations "bathroom": "wet room", "level access shower";
    Adaptations "sensory_room": "sensory room";
    Religion "none": "no religion", "not religious", "atheist", "agnostic";
    Religion "christian": "church of england", "c of e", "catholic", "roman catholic", "methodist", "baptist";
    Religion "muslim": "islam";
    Religion "other": "other religion";
    Ethnicity "WBRI": "british white", "english", "welsh", "white english", "white uk";
    Ethnicity "WOTH": "white other", "other white", "white european";
    Ethnicity "MOTH": "mixed other", "other mixed";
    Ethnicity "AIND": "asian indian", "asian or asian british indian";
    Ethnicity "APKN": "asian pakistani", "asian or asian british pakistani";
    Ethnicity "ABAN": "asian bangladeshi", "asian or asian british bangladeshi";
    Ethnicity "BCRB": "black or black british caribbean", "caribbean";
    Ethnicity "BAFR": "black or black british african", "african";
    Ethnicity "NOBT": "not recorded", "not known", "unknown", "not stated";
    HoldReason "break": "break", "holiday", "on holiday", "annual leave";
    HoldReason "family": "family", "bereavement", "family reasons";
    HoldReason "review": "review", "annual review", "awaiting review";
    HoldReason "matched": "matched", "reserved", "named child", "planned placement";
    HoldReason "works": "moving house", "building works", "building work", "house move";
}

/// Our code for a value of a coded field, where it is plain.
pub fn plain(field: Field, text: &str) -> Option<&'static str> {
    let own = match field.about().takes {
        Takes::Code(list) | Takes::Codes(list) => ours(list, text),
        takes => {
            let wanted = key(text);
            let codes = takes.codes();
            let found = codes
                .iter()
                .find(|(code, label)| key(code) == wanted || key(label) == wanted);
            found.map(|(code, _)| *code)
        }
    };
    own.or_else(|| {
        let wanted = key(text);
        let of_field = PLAIN.iter().filter(|(f, ..)| *f == field);
        let mut meant = of_field.filter(|(_, _, words)| words.iter().any(|w| key(w) == wanted));
        meant.next().map(|(_, code, _)| *code)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_meaning_is_a_code_of_its_field_and_every_word_has_one() {
        let mut seen = std::collections::BTreeSet::new();
        for (field, code, words) in PLAIN {
            let codes = field.about().takes.codes();
            assert!(codes.iter().any(|(c, _)| c == code), "{code}");
            for word in *words {
                assert!(seen.insert((*field, key(word))), "{word}");
                assert_eq!(plain(*field, word), Some(*code), "{word}");
            }
        }
        assert_eq!(plain(Field::Status, "On Hold"), Some("on_hold"));
        assert_eq!(plain(Field::Ethnicity, "White - British"), Some("WBRI"));
        assert_eq!(plain(Field::Status, "see file"), None);
    }
}
