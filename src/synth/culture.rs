//! Ethnicity in detail, religion and languages: assumed shares, never a published figure.

use super::draws::Draws;
use crate::model::{EthnicGroup, Ethnicity, Religion};

/// Detailed ethnicity inside a broad group.
pub fn ethnicity(draws: &mut Draws, group: EthnicGroup, uasc: bool) -> Ethnicity {
    use Ethnicity as E;
    match (group, uasc) {
        (EthnicGroup::White, true) => draws.pick(&[(E::Woth, 1.0)]),
        (EthnicGroup::White, false) => draws.pick(&[
            (E::Wbri, 94.0),
            (E::Woth, 4.0),
            (E::Wrom, 1.0),
            (E::Wiri, 0.5),
            (E::Wirt, 0.5),
        ]),
        (EthnicGroup::Mixed, _) => draws.pick(&[
            (E::Mwbc, 35.0),
            (E::Mwba, 15.0),
            (E::Mwas, 25.0),
            (E::Moth, 25.0),
        ]),
        (EthnicGroup::Asian, true) => {
            draws.pick(&[(E::Aoth, 90.0), (E::Apkn, 5.0), (E::Aban, 5.0)])
        }
        (EthnicGroup::Asian, false) => draws.pick(&[
            (E::Apkn, 50.0),
            (E::Aoth, 25.0),
            (E::Aind, 10.0),
            (E::Aban, 12.0),
            (E::Chne, 3.0),
        ]),
        (EthnicGroup::Black, true) => draws.pick(&[(E::Bafr, 1.0)]),
        (EthnicGroup::Black, false) => {
            draws.pick(&[(E::Bafr, 60.0), (E::Bcrb, 25.0), (E::Both, 15.0)])
        }
        (EthnicGroup::Other, _) => E::Ooth,
        (EthnicGroup::NotKnown, _) => draws.pick(&[(E::Nobt, 4.0), (E::Refu, 1.0)]),
    }
}

/// Religion; often not recorded.
pub fn religion(draws: &mut Draws, group: EthnicGroup, uasc: bool) -> Option<Religion> {
    use Religion as R;
    if draws.chance(if uasc { 0.1 } else { 0.3 }) {
        return None;
    }
    Some(match group {
        EthnicGroup::White if uasc => draws.pick(&[(R::Muslim, 7.0), (R::Christian, 3.0)]),
        EthnicGroup::Asian => draws.pick(&[
            (R::Muslim, 80.0),
            (R::Hindu, 6.0),
            (R::Sikh, 5.0),
            (R::None, 6.0),
            (R::Buddhist, 3.0),
        ]),
        EthnicGroup::Other => {
            draws.pick(&[(R::Muslim, 70.0), (R::Christian, 15.0), (R::None, 15.0)])
        }
        EthnicGroup::Black => {
            draws.pick(&[(R::Christian, 55.0), (R::Muslim, 35.0), (R::None, 10.0)])
        }
        _ => draws.pick(&[
            (R::None, 62.0),
            (R::Christian, 35.0),
            (R::Other, 2.0),
            (R::Jewish, 1.0),
        ]),
    })
}

/// Languages, first language first.
pub fn languages(draws: &mut Draws, ethnicity: Ethnicity, uasc: bool) -> Vec<String> {
    let first = match (ethnicity, uasc) {
        (Ethnicity::Woth, true) => "albanian",
        (Ethnicity::Aoth, true) => {
            draws.pick(&[("pashto", 5.0), ("dari", 3.0), ("vietnamese", 2.0)])
        }
        (Ethnicity::Bafr, true) => draws.pick(&[
            ("arabic", 5.0),
            ("tigrinya", 4.0),
            ("amharic", 1.0),
            ("somali", 1.0),
        ]),
        (_, true) => draws.pick(&[("kurdish", 5.0), ("arabic", 4.0), ("farsi", 2.0)]),
        (Ethnicity::Woth, _) => draws.pick(&[
            ("polish", 4.0),
            ("romanian", 3.0),
            ("lithuanian", 2.0),
            ("english", 6.0),
        ]),
        (Ethnicity::Wrom, _) => draws.pick(&[("romani", 1.0), ("slovak", 1.0), ("english", 1.0)]),
        (Ethnicity::Apkn, _) => draws.pick(&[("english", 6.0), ("urdu", 3.0), ("punjabi", 2.0)]),
        (Ethnicity::Aban, _) => draws.pick(&[("english", 5.0), ("bengali", 4.0)]),
        (Ethnicity::Ooth, _) => draws.pick(&[("english", 5.0), ("arabic", 3.0)]),
        _ => "english",
    };
    let mut languages = vec![first.to_owned()];
    if first != "english" && (!uasc || draws.chance(0.3)) {
        languages.push("english".to_owned());
    }
    languages
}

/// A carer's ethnicity: like the children of the area, with a few of every group.
pub fn carer(draws: &mut Draws, ours: Option<Ethnicity>) -> Ethnicity {
    match ours {
        Some(ethnicity) if draws.chance(0.6) && ethnicity.group() != EthnicGroup::NotKnown => {
            ethnicity
        }
        _ => {
            use EthnicGroup as G;
            let table = [
                (G::White, 90.0),
                (G::Asian, 4.0),
                (G::Black, 3.0),
                (G::Mixed, 2.0),
                (G::Other, 1.0),
            ];
            let group = draws.pick(&table);
            ethnicity(draws, group, false)
        }
    }
}
