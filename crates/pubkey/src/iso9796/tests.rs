//! Blocks by hand.

use super::*;

#[test]
fn a_number_and_its_complement_make_the_modulus() {
    assert_eq!(complement(&[1, 0, 0], &[0, 0, 1]), [0, 0xFF, 0xFF]);
    assert_eq!(complement(&[0xFF, 1], &[0, 2]), [0xFE, 0xFF]);
    assert_eq!(complement(&[5, 5], &[5, 5]), [0, 0]);
}
