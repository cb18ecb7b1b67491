//! PC/SC transport, reader discovery and doctor
