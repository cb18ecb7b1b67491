//! The table and the arithmetic, from inside.

use super::*;
