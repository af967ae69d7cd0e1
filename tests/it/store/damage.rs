//! Files that were damaged by others, or are none of ours.

use std::fs;
use std::path::Path;

use super::{Folder, put, seeds};
use khao::model::{Document, State};
use khao::store::{Error, Foreign, Library, Mode, salvage};
use khao::text::clean_line;

fn full() -> (Folder, Vec<Document>) {
    let folder = Folder::new();
    let mut library = folder.open();
    let mut all = Vec::new();
    for n in 0..12 {
        for mut d in seeds() {
            d.url = Some(clean_line(&format!("https://a.example/{n}/{}", d.path)));
            d.identify();
            all.push(d);
        }
    }
    put(&mut library, &all);
    library.set_fact("seeds", "1").unwrap();
    for d in all.iter().step_by(3) {
        let starred = State {
            starred: true,
            ..State::default()
        };
        library.set_state(d.id, &starred).unwrap();
    }
    (folder, all)
}

fn harm(path: &Path, how: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = fs::read(path).unwrap();
    how(&mut bytes);
    fs::write(path, &bytes).unwrap();
    bytes
}

/// A way of harming a file.
type How<'a> = &'a dyn Fn(&mut Vec<u8>);

#[test]
fn what_can_be_read_is_saved_and_the_damaged_file_kept() {
    let page = |n: usize| n * 4096..(n + 1) * 4096;
    let noise = |bytes: &mut [u8]| {
        let mut x = 1_u32;
        for b in bytes {
            x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *b = (x >> 24) as u8;
        }
    };
    let cases: [(&str, How<'_>, usize, usize); 5] = [
        ("head zeroed", &|b| b[..100].fill(0), 60, 20),
        ("first page lost", &|b| noise(&mut b[page(0)]), 60, 20),
        ("second page lost", &|b| noise(&mut b[page(1)]), 60, 20),
        (
            "a page lost in the middle",
            &|b| {
                let n = b.len() / 8192;
                noise(&mut b[page(n)]);
            },
            50,
            18,
        ),
        (
            "cut to half",
            &|b| b.truncate(b.len() / 2 / 4096 * 4096),
            4,
            0,
        ),
    ];
    for (what, how, least, n_starred) in cases {
        let (folder, all) = full();
        let bad = harm(&folder.path(), how);
        let opened = Library::open(&folder.path(), Mode::Write);
        if let Err(e) = &opened {
            assert!(e.is_damage(), "{what}: {e}");
        }
        drop(opened);
        let (library, saved) = salvage(&folder.path(), "2026-11-24").unwrap();
        let saved = saved.unwrap_or_else(|| panic!("{what}: nothing was found wrong"));
        let told = saved.n_documents + saved.lost.len();
        assert!(saved.n_documents >= least, "{what}: {saved:?}");
        assert!(told == 60 || !saved.whole, "{what}: {saved:?}");
        assert!(saved.kept_as.ends_with("library.db.damaged-2026-11-24"));
        assert!(fs::read(&saved.kept_as).unwrap() == bad, "{what}");
        assert_eq!(library.examine().unwrap(), Vec::<String>::new(), "{what}");
        assert_eq!(library.len().unwrap(), saved.n_documents);
        for l in library.listings().unwrap() {
            let d = all.iter().find(|d| d.id == l.id).unwrap();
            let got = library.get(l.id).unwrap().unwrap();
            assert_eq!(got.blocks, d.blocks, "{what}");
        }
        let starred = all.iter().filter(|d| library.state(d.id).unwrap().starred);
        assert!(starred.count() >= n_starred, "{what}");
        drop(library);
        // Once more there is nothing to do.
        assert!(
            salvage(&folder.path(), "2026-11-24").unwrap().1.is_none(),
            "{what}"
        );
        assert_eq!(
            fs::read_dir(folder.dir.path()).unwrap().count(),
            2,
            "{what}"
        );
    }
}

#[test]
fn what_is_none_of_ours_is_never_touched() {
    let folder = Folder::new();
    let path = folder.path();
    let refused = |bytes: &[u8], what: Foreign| {
        fs::write(&path, bytes).unwrap();
        for mode in [Mode::Write, Mode::Read] {
            match Library::open(&path, mode) {
                Err(Error::Foreign { what: why, .. }) => assert_eq!(why, what),
                other => panic!("{what:?}: {other:?}"),
            }
        }
        assert!(salvage(&path, "2026-11-24").is_err());
        assert!(fs::read(&path).unwrap() == bytes, "{what:?}");
        assert_eq!(fs::read_dir(folder.dir.path()).unwrap().count(), 1);
    };
    refused(b"Dear diary,\n", Foreign::NoDatabase);
    refused(&b"A long text. ".repeat(8000), Foreign::NoDatabase);
    refused(&[b'\n'; 8192], Foreign::NoDatabase);
    let other = sqlite(&folder, "PRAGMA application_id = 7; CREATE TABLE a(x)");
    refused(&other, Foreign::OtherProgram);
    let nameless = sqlite(&folder, "CREATE TABLE a(x)");
    refused(&nameless, Foreign::OtherProgram);
    let odd = sqlite(
        &folder,
        "PRAGMA application_id = 0x6b68616f; PRAGMA user_version = 1; CREATE TABLE a(x)",
    );
    refused(&odd, Foreign::OtherTables);
}

/// The bytes of a database that somebody else made.
fn sqlite(folder: &Folder, sql: &str) -> Vec<u8> {
    let path = folder.dir.path().join("other.db");
    let db = rusqlite::Connection::open(&path).unwrap();
    db.execute_batch(sql).unwrap();
    drop(db);
    let bytes = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    bytes
}

#[test]
fn a_library_with_code_in_it_is_refused() {
    let (folder, _) = full();
    let db = rusqlite::Connection::open(folder.path()).unwrap();
    db.execute_batch("CREATE TRIGGER t AFTER INSERT ON done BEGIN DELETE FROM body; END")
        .unwrap();
    drop(db);
    match Library::open(&folder.path(), Mode::Write) {
        Err(Error::Foreign { what, .. }) => assert_eq!(what, Foreign::OtherTables),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_newer_library_is_only_read() {
    let (folder, all) = full();
    let db = rusqlite::Connection::open(folder.path()).unwrap();
    db.execute_batch("ALTER TABLE document ADD COLUMN later; PRAGMA user_version = 99")
        .unwrap();
    drop(db);
    let mut library = folder.open();
    let why = library.read_only().unwrap();
    assert_eq!(why.to_string(), "a newer khao made it");
    assert_eq!(library.get(all[7].id).unwrap().as_ref(), Some(&all[7]));
    assert!(library.remove(all[7].id).is_err());
    drop(library);
    let db = rusqlite::Connection::open(folder.path()).unwrap();
    db.execute_batch("ALTER TABLE document RENAME TO article")
        .unwrap();
    drop(db);
    let e = Library::open(&folder.path(), Mode::Write).unwrap_err();
    assert!(
        e.to_string()
            .ends_with("a newer khao made it, and this one cannot read it"),
        "{e}"
    );
}

#[test]
fn an_empty_file_becomes_a_library() {
    let folder = Folder::new();
    fs::write(folder.path(), b"").unwrap();
    assert!(matches!(
        Library::open(&folder.path(), Mode::Read),
        Err(Error::Missing(_))
    ));
    assert!(folder.open().is_empty().unwrap());
    assert!(fs::metadata(folder.path()).unwrap().len() > 0);
}

#[test]
fn a_log_that_is_noise_or_gone_is_none() {
    let (folder, all) = full();
    for name in ["library.db-wal", "library.db-shm"] {
        fs::write(folder.dir.path().join(name), [0x5a; 9000]).unwrap();
        let library = folder.open();
        assert_eq!(library.len().unwrap(), all.len(), "{name}");
    }
}
