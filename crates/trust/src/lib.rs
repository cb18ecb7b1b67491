//! Certificates, CSCA paths, master lists, trust store; the only maker of Authentic<T>
