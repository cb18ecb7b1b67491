//! Access protocols of Doc 9303-11, terminal side: key derivation, BAC, secure messaging
