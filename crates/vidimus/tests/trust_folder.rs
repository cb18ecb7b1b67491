//! The folder that keeps a trust store: what is kept, replayed, swept, refused.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use vidimus::iso7816::Fault;
use vidimus::{Act, TrustFolder, TrustFolderError};

const NOW: i64 = 1_795_305_600;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/documents")
        .join(name)
}

fn csca() -> PathBuf {
    fixture("bac/trust/csca.cer")
}

/// A trust folder in a folder of its own.
fn place() -> (TempDir, TrustFolder) {
    let place = tempfile::tempdir().unwrap();
    let folder = TrustFolder::open(place.path().join("trust"));
    (place, folder)
}

fn anchors(folder: &TrustFolder) -> usize {
    let loaded = TrustFolder::open(folder.path()).load().unwrap();
    assert!(loaded.left_out.is_empty(), "{:?}", loaded.left_out);
    loaded.builder.build().len()
}

fn objects(folder: &TrustFolder) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.path().join("objects")).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// An LDIF file of one certificate (RFC 2849; base64 in one line).
fn ldif(attribute: &str, der: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = format!("version: 1\n\ndn: c=UT\n{attribute};binary:: ");
    for three in der.chunks(3) {
        let mut bytes = [0; 4];
        bytes[1..=three.len()].copy_from_slice(three);
        let bits = u32::from_be_bytes(bytes);
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at)) as usize & 63] as char;
            text.push(if at <= three.len() { digit } else { '=' });
        }
    }
    text + "\n"
}

#[test]
fn what_is_added_is_there_at_the_next_load_once() {
    let (_place, mut folder) = place();
    assert_eq!(anchors(&folder), 0);
    for _ in 0..2 {
        let import = folder.add(&csca(), Act::Own, NOW).unwrap();
        assert!(import.vouched);
    }
    drop(folder.builder().unwrap().clone());
    assert_eq!(anchors(&folder), 1);
    assert_eq!(objects(&folder).len(), 1);
    let store = folder.load().unwrap().builder.build();
    assert_eq!(store.anchors()[0].first_seen(), Some(NOW));
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_look_inside() {
    use std::os::unix::fs::PermissionsExt;
    let (_place, mut folder) = place();
    folder.add(&csca(), Act::Own, NOW).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder.path()), 0o700);
    assert_eq!(mode(&folder.path().join("store.json")), 0o600);
    assert_eq!(mode(&objects(&folder)[0]), 0o600);
}

#[test]
fn a_refused_file_leaves_nothing_behind() {
    let (place, mut folder) = place();
    let junk = place.path().join("junk");
    fs::write(&junk, b"no certificate").unwrap();
    let error = folder.add(&junk, Act::Own, NOW).unwrap_err();
    assert_eq!(error.code(), "trust.not_recognised");
    let path = folder.path().to_owned();
    drop(folder);
    assert!(!path.exists());
}

#[test]
fn a_changed_object_is_never_trusted() {
    let (_place, mut folder) = place();
    folder.add(&csca(), Act::Own, NOW).unwrap();
    let path = objects(&folder).remove(0);
    drop(folder);
    let folder = path.parent().unwrap().parent().unwrap().to_owned();
    let mut bytes = fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&path, &bytes).unwrap();
    let mut folder = TrustFolder::open(folder);
    let error = folder.load().unwrap_err();
    assert!(matches!(&error, TrustFolderError::Corrupted { path: named, .. } if *named == path));
    fs::remove_file(&path).unwrap();
    assert_eq!(folder.load().unwrap_err().code(), "trust.store_corrupted");
    // and it can be mended
    folder.remove("csca.cer").unwrap();
    folder.add(&csca(), Act::Own, NOW).unwrap();
    assert_eq!(anchors(&folder), 1);
}

#[test]
fn an_index_of_another_version_is_left_alone() {
    let (_place, mut folder) = place();
    folder.add(&csca(), Act::Own, NOW).unwrap();
    let path = folder.path().join("store.json");
    let text = fs::read_to_string(&path).unwrap();
    for other in [
        text.replace("store/1", "store/9"),
        "{".into(),
        String::new(),
    ] {
        fs::write(&path, &other).unwrap();
        let mut again = TrustFolder::open(folder.path());
        drop(std::mem::replace(
            &mut folder,
            TrustFolder::open(again.path()),
        ));
        assert_eq!(again.load().unwrap_err().code(), "trust.store_index");
        assert_eq!(
            again.add(&csca(), Act::Own, NOW).unwrap_err().code(),
            "trust.store_index"
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), other);
    }
}

#[test]
fn files_put_there_by_hand_work_beside_the_entries() {
    let (_place, mut folder) = place();
    fs::create_dir_all(folder.path()).unwrap();
    // as earlier versions kept them
    let old = folder.path().join("0123456789abcdef-csca.cer");
    fs::copy(csca(), &old).unwrap();
    assert_eq!(anchors(&folder), 1);
    folder.add(&csca(), Act::Own, NOW).unwrap();
    assert_eq!(anchors(&folder), 1);
    let removed = folder.remove("0123456789abcdef-csca.cer").unwrap();
    assert_eq!(removed.len(), 1);
    assert!(!old.exists());
    assert_eq!(anchors(&folder), 1);
    fs::write(folder.path().join("note.txt"), b"not a list").unwrap();
    let loaded = TrustFolder::open(folder.path()).load().unwrap();
    assert_eq!(loaded.left_out.len(), 1);
}

#[test]
fn removed_by_name_or_hash() {
    let sha256 = |path: &Path| {
        let digest = vidimus::pubkey::HashAlgorithm::Sha256.hash(&fs::read(path).unwrap());
        digest
            .as_ref()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let (_place, mut folder) = place();
    for wanted in [
        "csca.cer".to_owned(),
        sha256(&csca()),
        sha256(&csca()).to_uppercase(),
    ] {
        folder.add(&csca(), Act::Own, NOW).unwrap();
        folder.remove(&wanted).unwrap();
        assert_eq!(anchors(&folder), 0);
        assert!(objects(&folder).is_empty());
        let error = folder.remove(&wanted).unwrap_err();
        assert_eq!(error.code(), "trust.not_in_store");
    }
}

#[test]
fn what_was_left_half_done_is_swept() {
    let (_place, mut folder) = place();
    folder.add(&csca(), Act::Own, NOW).unwrap();
    let path = folder.path().to_owned();
    drop(folder);
    let stray = [
        path.join(".store.json.partial"),
        path.join("objects/.object.partial"),
        path.join("objects").join("ab".repeat(32)),
    ];
    for stray in &stray {
        fs::write(stray, b"half").unwrap();
    }
    let mut folder = TrustFolder::open(&path);
    assert_eq!(anchors(&folder), 1);
    folder.add(&csca(), Act::Own, NOW).unwrap();
    assert!(stray.iter().all(|stray| !stray.exists()));
}

#[test]
fn authorities_of_a_directory_need_a_pin_and_keep_it() {
    let der = fs::read(csca()).unwrap();
    let (place, mut folder) = place();
    let file = place.path().join("pkd.ldif");
    fs::write(&file, ldif("cACertificate", &der)).unwrap();
    let error = folder.add(&file, Act::Own, NOW).unwrap_err();
    assert_eq!(error.code(), "trust.list_unsigned");
    let pin = |bytes: &[u8]| {
        let digest = vidimus::pubkey::HashAlgorithm::Sha256.hash(bytes);
        Act::Pin(digest.as_ref().try_into().unwrap())
    };
    for act in [pin(&der), pin(&fs::read(&file).unwrap())] {
        folder.add(&file, act, NOW).unwrap();
        let store = folder.load().unwrap().builder.build();
        assert!(store.anchors()[0].is_vouched());
        folder.remove("pkd.ldif").unwrap();
    }
    folder.add(&file, Act::Unvouched, NOW).unwrap();
    let store = folder.load().unwrap().builder.build();
    assert!(!store.anchors()[0].is_vouched());
}

#[test]
fn two_writers_take_turns() {
    let (_place, mut folder) = place();
    folder.add(&csca(), Act::Own, NOW).unwrap();
    let path = folder.path().to_owned();
    let other = std::thread::spawn(move || {
        let mut folder = TrustFolder::open(path);
        folder
            .add(&fixture("bac/trust/csca.cer"), Act::Unvouched, NOW)
            .map(drop)
    });
    std::thread::sleep(std::time::Duration::from_millis(50));
    folder.add(&csca(), Act::Own, NOW).unwrap();
    drop(folder);
    other.join().unwrap().unwrap();
}

/// A list whose anchor was taken out and added again later counts again: its entry stands before
/// that of the anchor now.
#[test]
fn a_list_counts_again_with_its_anchor() {
    let list = fixture("../trust/deviation-list/trust/1-deviation-list.ml");
    let csca = fixture("../trust/deviation-list/trust/csca-0.cer");
    let (_place, mut folder) = place();
    let lists = |folder: &TrustFolder| {
        let loaded = TrustFolder::open(folder.path()).load().unwrap();
        (
            loaded.builder.build().deviations().lists().len(),
            loaded.left_out.len(),
        )
    };
    folder.add(&csca, Act::Own, NOW).unwrap();
    folder.add(&list, Act::Own, NOW).unwrap();
    assert_eq!(lists(&folder), (1, 0));
    folder.remove("csca-0.cer").unwrap();
    assert_eq!(lists(&folder), (0, 1));
    folder.add(&csca, Act::Own, NOW).unwrap();
    assert_eq!(lists(&folder), (1, 0));
}

/// Groups are kept, replayed and told from words for all; a store without them is written as before.
#[test]
fn groups_are_kept() {
    let (_place, mut folder) = place();
    let index =
        |folder: &TrustFolder| fs::read_to_string(folder.path().join("store.json")).unwrap();
    folder.add_to_group(Some("vn-cccd")).unwrap();
    folder.add(&csca(), Act::Own, NOW).unwrap();
    let store = folder.load().unwrap().builder.build();
    assert!(store.is_empty());
    assert_eq!(store.for_group(Some("vn-cccd")).len(), 1);
    assert!(store.for_group(Some("other")).is_empty());
    let grouped = index(&folder);
    assert!(grouped.contains("vidimus-store/2"));
    folder.add_to_group(None).unwrap();
    folder.add(&csca(), Act::Own, NOW).unwrap();
    assert_eq!(anchors(&folder), 1);
    for wrong in ["", "VN", "1a", "a b", "a\u{e0}", &"a".repeat(33)] {
        let error = folder.add_to_group(Some(wrong)).unwrap_err();
        assert_eq!(error.code(), "usage.trust_group", "{wrong}");
    }
    folder.remove("csca.cer").unwrap();
    folder.add(&csca(), Act::Own, NOW).unwrap();
    assert!(index(&folder).contains("vidimus-store/1") && !index(&folder).contains("group"));
    drop(folder.builder().unwrap().clone());
    // what does not say that it has groups has none, and no group has any name
    let path = folder.path().to_owned();
    drop(folder);
    for broken in [
        grouped.replace("vidimus-store/2", "vidimus-store/1"),
        grouped.replace("vn-cccd", "VN"),
        grouped.replace("vidimus-store/2", "vidimus-store/3"),
    ] {
        fs::write(path.join("store.json"), broken).unwrap();
        let error = TrustFolder::open(&path).load().unwrap_err();
        assert_eq!(error.code(), "trust.store_index");
    }
}

/// The document signers of a directory, and what can vouch, come into the group alone.
#[test]
fn a_directory_of_a_group() {
    let (place, mut folder) = place();
    let der = fs::read(csca()).unwrap();
    let file = place.path().join("pkd.ldif");
    fs::write(&file, ldif("cACertificate", &der)).unwrap();
    folder.add_to_group(Some("vn-cccd")).unwrap();
    let fingerprint = vidimus::trust::Certificate::parse(&der)
        .unwrap()
        .fingerprint();
    let sha256 = fingerprint.as_ref().try_into().unwrap();
    folder.add(&file, Act::Pin(sha256), NOW).unwrap();
    let store = folder.load().unwrap().builder.build();
    assert!(store.is_empty());
    assert_eq!(store.for_group(Some("vn-cccd")).len(), 1);
}
