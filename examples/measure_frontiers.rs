use placewell::{
    assess,
    duties::Facts,
    optimise::Limits,
    synth::{self, Options, Profile},
};
use std::time::Instant;
fn main() {
    if std::env::var_os("TRACE").is_some() {
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::DEBUG)
            .with_writer(std::io::stderr)
            .init();
    }
    let name = std::env::args().nth(1).unwrap();
    let profile = Profile::embedded(&name).unwrap();
    let council = synth::generate(&profile, &Options::default());
    let facts = Facts::whole_system(&council);
    let t = Instant::now();
    let curves = assess::frontiers(&facts, Limits::default()).unwrap();
    println!(
        "{name}: {:.2} s, {} children",
        t.elapsed().as_secs_f64(),
        council.children.len()
    );
    for c in &curves {
        println!("{:?} knee {:?}", c.axes, c.knee);
        for p in &c.points {
            println!(
                "  {:?} x {} y {} gaps {:.6} {:.6} {:?} {:?}",
                p.ceiling,
                p.x.value,
                p.y.value,
                p.x.gap(),
                p.y.gap(),
                p.x.proof,
                p.y.proof
            );
        }
    }
}
