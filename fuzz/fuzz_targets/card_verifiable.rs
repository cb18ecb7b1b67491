//! Any bytes as card verifiable certificates, and as EF.CVCA.
#![no_main]

use vidimus_lds::cvc::CvCertificate;
use vidimus_lds::cvca::EfCvca;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for certificate in CvCertificate::parse_all(data).into_iter().flatten() {
        let _ = certificate.authorization.role();
        let _ = (certificate.holder.to_string(), certificate.effective.unix());
    }
    let _ = EfCvca::parse(data);
});
