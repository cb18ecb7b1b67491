//! Machine-readable zones of ICAO Doc 9303: parse, check, make, compare
