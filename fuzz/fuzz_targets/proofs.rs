//! Any answers to the machines of Active, Chip and Terminal Authentication, any bytes as DG14
//! and as certificates.
#![no_main]

use vidimus_access::terminal_authentication::{Authentication, Presentation, TerminalChain};
use vidimus_access::{ActiveAuthentication, ChipAuthentication, ChipAuthenticationPlan};
use vidimus_iso7816::{Machine, Poll, ResponseApdu};
use vidimus_lds::cvc::CvCertificate;
use vidimus_lds::cvca::EfCvca;
use vidimus_lds::security_info::SecurityInfos;
use vidimus_pubkey::agreement::SecretScalar;

/// Feeds answers, each with its length before it, until the machine ends.
fn run<M: Machine>(mut machine: M, mut answers: &[u8]) {
    let mut next = machine.poll(None);
    while let Ok(Poll::Transmit(command)) = next {
        let _ = command.to_bytes();
        let Some((&length, rest)) = answers.split_first() else {
            return;
        };
        let (answer, rest) = rest.split_at(rest.len().min(length.into()));
        answers = rest;
        let Ok(response) = ResponseApdu::parse(answer) else {
            return;
        };
        next = machine.poll(Some(&response));
    }
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((&at, data)) = data.split_first() else {
        return;
    };
    let (file, answers) = data.split_at(data.len().min(usize::from(at) * 8));
    run(ActiveAuthentication::new([0; 8], 256), answers);
    run(Authentication::new(vec![0; 64]), answers);
    if let Ok(infos) = SecurityInfos::parse(file)
        && let Ok(Some(plan)) = ChipAuthenticationPlan::choose(&infos, true)
        && let Ok(secret) = SecretScalar::from_bytes(plan.key.domain(), &[3])
        && let Ok(machine) = ChipAuthentication::new(&plan, &secret)
    {
        run(machine, answers);
    }
    if let (Ok(all), Ok(trusted)) = (CvCertificate::parse_all(file), EfCvca::parse(answers))
        && let Ok(chain) = TerminalChain::find(&trusted.authorities, &all, None)
        && let Ok(machine) = Presentation::new(chain.presented())
    {
        let _ = (chain.own_check(None), chain.rights(), chain.algorithm());
        run(machine, answers);
    }
});
