//! Tests of key agreement.
