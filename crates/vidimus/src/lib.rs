//! Vidimus: read and verify eMRTD chips; the library front door
