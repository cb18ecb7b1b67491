//! The command `vidimus`.
fn main() {}
