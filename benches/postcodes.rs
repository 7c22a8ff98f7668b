//! A postcode directory of 2.7 million rows: from CSV to index, opening the index, and looking postcodes up.
//!
//! The directory is made up: as many rows and columns as ONSPD has, quoted in the same way, with invented values. It
//! takes about a gigabyte of the temporary folder.

use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Duration;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use placewell::import::postcodes::Directory;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Postcodes a sector has here; 2,880 outward codes of four sectors make 2.7 million.
const UNITS: u32 = 235;
const AREAS: u32 = 120;
const OUTWARDS: u32 = 24;
const SECTORS: u32 = 4;

const HEADINGS: &str = "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,\
osgrdind,oshlthau,nhser,ctry,rgn,streg,pcon,eer,teclec,ttwa,pct,itl,statsward,oa01,casward,npark,lsoa01,msoa01,\
ur01ind,oac01,oa11,lsoa11,msoa11,wz11,sicbl,bua11,ru11ind,oac11,lat,long,lep1,lep2,pfa,imd,calncv,icb,oa21,lsoa21,\
msoa21";

/// Writes the directory and gives its postcodes, in order.
fn write_directory(path: &Path) -> std::io::Result<Vec<String>> {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    writeln!(file, "{HEADINGS}\r")?;
    let mut postcodes = Vec::new();
    for area in 0..AREAS {
        let (first, second) = (
            (b'A' + (area / 20) as u8) as char,
            (b'A' + (area % 20) as u8) as char,
        );
        let (east, north) = (100_000 + area % 12 * 45_000, 50_000 + area / 12 * 90_000);
        for outward in 0..OUTWARDS {
            let district = format!("E0700{:04}", area * 3 + outward / 8);
            for sector in 0..SECTORS {
                for unit in 0..UNITS {
                    let (third, fourth) = (
                        (b'A' + (unit / 26) as u8) as char,
                        (b'A' + (unit % 26) as u8) as char,
                    );
                    let pcds = format!("{first}{second}{outward} {sector}{third}{fourth}");
                    let ended = if random.random_bool(0.34) {
                        "200106"
                    } else {
                        ""
                    };
                    let easting = east + random.random_range(0..45_000);
                    let northing = north + random.random_range(0..90_000);
                    writeln!(
                        file,
                        "\"{pcds}\",\"{pcds}\",\"{pcds}\",\"198001\",\"{ended}\",\"E10000017\",\"E58000761\",\
\"{district}\",\"E05009868\",\"E04005231\",\"0\",\"{easting}\",\"{northing:07}\",\"1\",\"E18000002\",\"E40000010\",\
\"E92000001\",\"E12000002\",\"0\",\"E14000761\",\"E15000002\",\"E24000015\",\"E30000234\",\"E16000150\",\"E07000123\",\
\"30UKGN\",\"E00128000\",\"30UKGN\",\"E99999999\",\"E01025300\",\"E02005250\",\"5\",\"2B1\",\"E00128000\",\"E01025300\",\
\"E02005250\",\"E33012345\",\"E38000227\",\"E34004707\",\"A1\",\"5B2\",53.759123,-2.703456,\"E37000019\",\"\",\
\"E23000006\",12345,\"E56000019\",\"E54000048\",\"E00128000\",\"E01025300\",\"E02005250\"\r"
                    )?;
                    postcodes.push(pcds);
                }
            }
        }
    }
    file.flush()?;
    Ok(postcodes)
}

/// Postcodes one after another in memory, so that finding the question is not measured.
struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    fn of(list: &[String]) -> Self {
        let (mut text, mut ends) = (String::new(), Vec::new());
        for item in list {
            text.push_str(item);
            ends.push(text.len());
        }
        Self { text, ends }
    }

    fn get(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[at]]
    }
}

fn postcodes(criterion: &mut Criterion) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let csv = dir.path().join("ONSPD_MADE_UP_UK.csv");
    let index = dir.path().join("postcodes.index");
    let mut postcodes = write_directory(&csv).expect("a gigabyte in the temporary folder");
    let directory = Directory::read(&csv).expect("a good directory");
    directory.write_index(&index).expect("room for the index");
    let size = |path| fs::metadata(path).map_or(0, |about| about.len()) / 1_000_000;
    eprintln!(
        "{}: {} MB, index {} MB",
        directory.vintage(),
        size(&csv),
        size(&index)
    );
    postcodes.shuffle(&mut ChaCha8Rng::seed_from_u64(2));
    let postcodes = Texts::of(&postcodes);

    let mut group = criterion.benchmark_group("postcodes");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(20));
    group.bench_function("read and index 2.7 million rows", |b| {
        b.iter(|| Directory::read(&csv).expect("a good directory"));
    });
    group.bench_function("open the index", |b| {
        b.iter_batched(
            || (),
            |()| Directory::read(&index).expect("a good index"),
            BatchSize::PerIteration,
        );
    });
    group
        .sample_size(50)
        .measurement_time(Duration::from_secs(5));
    for (name, count) in [
        ("look up, anywhere in the index", postcodes.ends.len()),
        ("look up, the same hundred", 100),
    ] {
        let mut next = (0..count).cycle();
        group.bench_function(name, |b| {
            b.iter(|| directory.find(black_box(postcodes.get(next.next().unwrap_or(0)))));
        });
    }
    group.bench_function("look up a sector", |b| {
        b.iter(|| directory.find(black_box("BC7 2")));
    });
    group.finish();
}

criterion_group!(benches, postcodes);
criterion_main!(benches);
