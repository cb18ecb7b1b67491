//! Public-key code for eMRTDs: curves with run-time parameters, RSA, ECDSA, hashes
