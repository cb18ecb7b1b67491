//! EF.SOD itself: signature, algorithms, form.

use crate::case::*;
use crate::common::der::*;
use crate::common::pki::*;
use vidimus_trust::Tolerance;

#[test]
fn signature_of_the_object() {
    both(
        "H_32",
        |w| w.sod.signers[0].flip_digest = true,
        "signature=failed:message_digest_mismatch",
    );
    both(
        "H_33",
        |w| w.sod.signers[0].drop_digest = true,
        "signature=failed:message_digest_mismatch",
    );
    both(
        "H_37",
        |w| w.sod.signers[0].flip_signature = true,
        "signature=failed",
    );
    both(
        "H_28",
        |w| w.sod.signers[0].sid = Some(sequence(&[&w.ds.issuer, &integer(8)])),
        "SIGNER",
    );
    both(
        "H_29",
        |w| {
            w.sod.signers[0].version = 3;
            w.sod.signers[0].sid = Some(object(0x80, b"nobody"));
        },
        "SIGNER",
    );
    both(
        "by key identifier",
        |w| {
            w.sod.signers[0].version = 3;
            w.sod.signers[0].sid = Some(object(0x80, b"signer"));
            w.ds.extensions.push(ski(b"signer"));
        },
        "",
    );
    both(
        "OWN-PA-14",
        |w| {
            let mut bad = SignerSpec::new();
            bad.flip_signature = true;
            w.sod.signers.push(bad);
        },
        "signature=failed",
    );
    let integers = |r: &[u8], s: &[u8]| sequence(&[&object(2, r), &object(2, s)]);
    let order = [
        0u8, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25,
        0x51,
    ];
    for signature in [
        integers(&[0], &[0]),
        integers(&order, &[1]),
        integers(&[1], &order),
        integers(&[0xFF], &[1]),
    ] {
        both(
            "OWN-PA-31",
            |w| w.sod.signers[0].signature = Some(signature.clone()),
            "signature=failed",
        );
    }
    both("T35-5.6.4.2.2b", |w| w.sod.with_ds = false, "SIGNER");
}

#[test]
fn algorithms_of_the_object() {
    const MD5: &str = "1.2.840.113549.2.5";
    both(
        "H_22",
        |w| w.sod.signers[0].digest_algorithm = algorithm(MD5),
        "signature=U:algorithm_refused",
    );
    both(
        "H_36",
        |w| w.sod.signers[0].signature_algorithm = algorithm("1.2.840.113549.1.1.4"),
        "signature=U:algorithm_refused",
    );
    both(
        "H_41",
        |w| w.sod.hash_algorithm = algorithm(MD5),
        "dg1=U:algorithm_refused dg2=U:algorithm_refused",
    );
    both(
        "T35-5.6.4.2.2",
        |w| {
            w.sod.hash_algorithm = algorithm("1.2.3.5");
            w.sod.signers[0].digest_algorithm = algorithm("1.2.3.5");
        },
        "signature=U:algorithm_unsupported dg1=U:algorithm_unsupported dg2=U:algorithm_unsupported",
    );
    both(
        "H_65",
        |w| {
            let md5 = algorithm("1.2.840.113549.1.1.4");
            (w.ds.inner_algorithm, w.ds.outer_algorithm) = (md5.clone(), md5);
        },
        "chain_signature=U:algorithm_refused signer_profile=failed:algorithm_refused",
    );
    both(
        "OWN-PA-11",
        |w| {
            let null = sequence(&[&oid(SHA256), &[5, 0]]);
            w.sod.hash_algorithm = null.clone();
            w.sod.digest_algorithms = set(&[&null]);
            w.sod.signers[0].digest_algorithm = null;
        },
        "",
    );
}

#[test]
fn quirks_of_the_object() {
    quirk(
        "OWN-PA-12",
        |w| w.sod.signers[0].reverse_attributes = true,
        "sod.attrs_order",
        "",
        "signature=U:signed_attributes_order",
    );
    for legacy in [
        "1.3.27.1.1.1",
        "1.2.528.1.1006.1.20.1",
        "1.2.840.113549.1.7.1",
    ] {
        quirk(
            "OWN-PA-16",
            |w| w.sod.content_type = oid(legacy),
            "sod.legacy_content_type",
            "",
            "parse=failed ALL",
        );
    }
    both(
        "OWN-PA-15",
        |w| {
            w.sod.extra_certificates = vec![w.csca.encode()];
            let printable = name(&[
                (6, 0x13, "UT"),
                (10, 0x13, "utopia  ministry"),
                (3, 0x13, "CSCA UTOPIA"),
            ]);
            w.sod.signers[0].sid = Some(sequence(&[&printable, &integer(7)]));
        },
        "",
    );
    quirk(
        "sid order",
        |w| {
            let reversed = name(&[
                (3, 0x0C, "CSCA Utopia"),
                (10, 0x0C, "Utopia Ministry"),
                (6, 0x13, "UT"),
            ]);
            w.sod.signers[0].sid = Some(sequence(&[&reversed, &integer(7)]));
        },
        "sod.sid_name",
        "",
        "SIGNER",
    );
    quirk(
        "name order",
        |w| {
            w.ds.issuer = name(&[
                (3, 0x0C, "CSCA Utopia"),
                (10, 0x0C, "Utopia Ministry"),
                (6, 0x13, "UT"),
            ]);
        },
        "cert.name_order",
        "",
        "anchor=U:issuer_name_mismatch chain_signature=U validity=U",
    );
}

#[test]
fn objects_that_do_not_decode() {
    let failed = "parse=failed ALL";
    both(
        "H_17",
        |w| w.patch_sod = Some(|sod| sod[0] = 0x78),
        "parse=failed:wrong_tag ALL",
    );
    both(
        "H_19",
        |w| w.patch_sod = Some(|sod| sod[3] = sod[3].wrapping_add(1)),
        "parse=failed:truncated ALL",
    );
    both(
        "H_18",
        |w| w.patch_sod = Some(|sod| sod[3] = sod[3].wrapping_sub(1)),
        failed,
    );
    both("T35-5.6.4.2.1", |w| w.patch_sod = Some(Vec::clear), failed);
    both(
        "T35-5.6.4.2.1b",
        |w| w.patch_sod = Some(|sod| *sod = vec![0x77, 0]),
        failed,
    );
    both("H_20", |w| w.sod.version = integer(9), failed);
    both("H_21", |w| w.sod.version = Vec::new(), failed);
    both("H_23", |w| w.sod.digest_algorithms = Vec::new(), failed);
    both("H_24", |w| w.sod.content_type = oid("1.2.3.4"), failed);
    both("H_26", |w| w.sod.signers[0].version = 7, failed);
    both(
        "H_31",
        |w| w.sod.signers[0].digest_algorithm = Vec::new(),
        failed,
    );
    both("H_39", |w| w.sod.lds_version = 5, failed);
    both("H_42", |w| w.sod.hash_algorithm = Vec::new(), failed);
    both("H_84", |w| w.sod.signers[0].version = 3, failed);
    both(
        "OWN-PA-17",
        |w| {
            let hash = vec![0; 32];
            w.sod.hashes = vec![(1, hash.clone()), (2, hash.clone()), (2, hash)];
        },
        failed,
    );
    both(
        "OWN-PA-18",
        |w| w.sod.hashes = vec![(0, vec![0; 32])],
        failed,
    );
    both(
        "OWN-PA-18b",
        |w| w.sod.hashes = vec![(17, vec![0; 32])],
        failed,
    );
    both(
        "OWN-PA-47",
        |w| {
            let mut deep = Vec::new();
            for _ in 0..2_000 {
                deep = object(0x30, &deep);
            }
            w.sod.extra_certificates = vec![deep];
        },
        "parse=failed:malformed.depth ALL",
    );
}

#[test]
fn versions_of_the_object() {
    let info =
        |version: &str| sequence(&[&object(0x13, version.as_bytes()), &object(0x13, b"040000")]);
    both(
        "H_86",
        |w| {
            w.sod.lds_version = 1;
            w.sod.version_info = info("0108");
        },
        "",
    );
    both(
        "H_87",
        |w| w.sod.version_info = info("0108"),
        "parse=failed ALL",
    );
    both("H_88", |w| w.sod.lds_version = 1, "parse=failed ALL");
    let mut world = World::new();
    world.sod.lds_version = 1;
    world.sod.version_info = info("0109");
    let (_, notices) = run("H_89", &world, &store_of(&world), Tolerance::Field, "");
    assert_eq!(notices, ["lds.future_version"]);
}
