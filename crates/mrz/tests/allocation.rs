//! Reading a zone, its check digits and its access key allocates nothing.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use vidimus_mrz::{Mrz, ProblemKind};

const ZONES: [&str; 4] = [
    "P<UTOSPECIMEN<<ADA<GRACE<<<<<<<<<<<<<<<<<<<<\nX000000012UTO8001014F3912313<<<<<<<<<<<<<<00",
    "I<UTOX00000001<2349<<<<<<<<<<<\n8001014F3912313UTO<<<<<<<<<<<0\nSPECIMEN<<ADA<GRACE<<<<<<<<<<<",
    " p<utospecimen<<ada<grace<<<<<<<<<<<<<<<<<<<<\r\n\u{A0}X000000019UT08001014Q3912313<<<<<<<<<<<<<<01",
    "no zone at all",
];

/// Everything a reader asks of a zone.
fn use_up(text: &str) -> usize {
    let Ok(mrz) = Mrz::parse(text) else { return 0 };
    let digits = mrz.check_digits().failures().count();
    let key = mrz.access_key_information().as_bytes().len();
    let problems = mrz.content_problems();
    let others = problems.filter(|problem| !matches!(problem.kind, ProblemKind::CheckDigit(_)));
    let names = mrz.secondary_identifier().parts().count();
    digits + key + others.count() + names + mrz.document_number().as_str().len()
}

#[test]
fn nothing_is_allocated() {
    for zone in ZONES {
        let counted = allocation_counter::measure(|| {
            std::hint::black_box(use_up(zone));
        });
        assert_eq!(counted.count_total, 0);
    }
    assert!(use_up(ZONES[2]) > use_up(ZONES[0]));
}

/// The counter counts: a zone turned to text does allocate.
#[test]
fn the_counter_counts() {
    let counted = allocation_counter::measure(|| {
        std::hint::black_box(ZONES.concat());
    });
    assert!(counted.count_total > 0);
}
