//! Searches that the reader gave a name.

use super::Folder;
use super::shelf::{library, session};

#[test]
fn saved_searches_stand_before_the_documents_and_are_counted() {
    let folder = Folder::new();
    library(&folder, 60);
    let mut bench = session(&folder);
    bench.keys("=unread space lang:en enter g= English space to space read enter q");
    let shelf = &bench.app.shelf;
    assert_eq!(shelf.saved.len(), 1);
    let n = shelf.saved[0].n.unwrap();
    assert!(n > 0 && n < 60);
    // The chosen document is still chosen, and the search is above it.
    assert!(shelf.chosen().is_some());
    bench.keys("gg enter");
    assert_eq!(bench.app.shelf.n_found(), n);
    assert_eq!(bench.app.shelf.filter, "unread lang:en");
    // It is there in the next session; marking something counts it anew.
    let mut bench = session(&folder);
    assert_eq!(bench.app.shelf.at, 1, "a start chooses a document");
    bench.keys("gg enter m q");
    assert_eq!(bench.app.shelf.saved[0].n, Some(n - 1));
    // An empty name forgets it.
    bench.keys("gg g= ctrl-u enter");
    assert!(bench.app.shelf.saved.is_empty());
    assert!(session(&folder).app.shelf.saved.is_empty());
}
