//! Councils of odd returns: whatever was read, the folder can be used.

use std::fs;

use super::costs::Costs;
use super::{Sources, assemble};
use crate::import::account::Ledger;
use crate::import::pseudonyms::Ids;
use crate::import::ssda903::{self, Options};
use crate::ingest::{self, read_council, render};
use crate::model::{Council, default_tiers};

/// The council of one return with these rows, with ids as they are, read back from its folder.
fn council(rows: &str) -> Council {
    let made = tempfile::tempdir().unwrap();
    // The name of a temporary folder is drawn, and a year in the name of the folder given would be the return's.
    let dir = made.path().join("returns");
    fs::create_dir(&dir).unwrap();
    let headings = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,PL_POST,URN\n";
    fs::write(dir.join("e.csv"), format!("{headings}{rows}")).unwrap();
    let long = "L".repeat(64);
    let header = format!(
        "CHILD,SEX,DOB,ETHNIC\n1,1,01/02/2012,WBRI\n2,2,01/02/2012,WBRI\n{long},2,01/02/2012,WBRI\n"
    );
    fs::write(dir.join("h.csv"), header).unwrap();
    let options = Options {
        as_at: None,
        la: None,
        ids: &Ids::Keep,
        accepts_losses: false,
    };
    let mut ledger = Ledger::default();
    let dirs = [dir];
    let mut returns = ssda903::read(&dirs, &options, &mut ledger).unwrap();
    let children = ssda903::history(&mut returns, &options, &mut ledger);
    let sources = Sources {
        authority: None,
        history: Some((&returns, &children)),
        directory: None,
        providers: None,
        register: None,
        families: None,
        ids: &Ids::Keep,
        costs: &Costs::default(),
        months_only: false,
        grid: None,
        as_at: returns.as_at,
    };
    let council = assemble(&sources, &mut ledger).council;
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in render(&council) {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let tiers = default_tiers();
    let terms = tiers.iter().flat_map(|tier| &tier.terms);
    let measures: Vec<&str> = terms.map(|term| term.duty.as_str()).collect();
    let options = ingest::Options {
        known_measures: &measures,
        known_targets: &[],
    };
    let read = read_council(folder.path(), &options).unwrap_or_else(|p| panic!("{p}"));
    assert_eq!(read.council, council);
    council
}

#[test]
fn a_home_made_from_a_placement_has_an_id_whatever_the_fields_hold() {
    let plain = council("1,01/06/2024,S,C2,N1,K2,PR4,,,HR4 9XY,SC000001\n");
    assert_eq!(plain.homes[0].id, "home of 1");
    assert_eq!(plain.homes[0].urn.as_deref(), Some("SC000001"));
    let address = "The Old House of Many Rooms at the End of the Lane; ask for Hereford HR4 9XY";
    let both = format!(
        "1,01/06/2024,S,C2,N1,K2,PR4,,,{address},\"SC1\nSC2\"\n2,01/06/2024,S,C2,N1,K2,\"PR4\n\",,,{address},SC1\n"
    );
    let odd = council(&both);
    let ids: Vec<&str> = odd.homes.iter().map(|home| home.id.as_str()).collect();
    assert_eq!(ids, ["home of 1", "home of 2"]);
    assert!(odd.homes.iter().any(|home| home.urn.is_none()));
    let long = "L".repeat(64);
    let far = council(&format!(
        "{long},01/06/2024,S,C2,N1,K2,PR4,,,HR4 9XY,SC000001\n"
    ));
    assert!(far.homes[0].id.starts_with("home ") && far.homes[0].id.len() < 40);
}
