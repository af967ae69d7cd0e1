//! What reading may cost in bytes. The counts are exact: whoever makes them worse sees it here.

use super::meter::goals;

/// `cargo bench --bench paint` tells the same with plain ratatui beside it.
#[test]
#[expect(
    clippy::print_stdout,
    reason = "the figures are of use when one is missed"
)]
fn reading_costs_few_bytes() {
    let missed = goals().into_iter().filter(|g| {
        println!(
            "{:8} {:24} {:8.2} {}, goal {}",
            g.language, g.what, g.is, g.figure, g.at_most
        );
        g.mean.n == 0 || g.is > g.at_most * 1.05
    });
    let missed: Vec<_> = missed
        .map(|g| (g.language, g.what, g.is, g.at_most))
        .collect();
    assert!(missed.is_empty(), "{missed:?}");
}
