//! How many cases a property test draws.

use proptest::prelude::ProptestConfig;

/// So many cases, or as many as PROPTEST_CASES says: `with_cases` alone would overrule it. A case that fails is kept
/// by the test that is written for it, so no file of seeds is.
pub fn cases(usual: u32) -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").map(|_| ProptestConfig::default().cases);
    ProptestConfig {
        cases: asked.unwrap_or(usual),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}
