//! A software eMRTD: personalisation, access protocols of the chip side, faults, vpcd
