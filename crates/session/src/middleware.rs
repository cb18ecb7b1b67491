//! Wrappers
