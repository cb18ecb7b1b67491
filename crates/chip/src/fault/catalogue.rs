//! The names of the chip-side faults, what they mean, what they take.

/// One fault of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultEntry {
    /// its name
    pub name: &'static str,
    /// what the chip does, in a few words
    pub meaning: &'static str,
    /// its parameters
    pub parameters: &'static [Parameter],
}

/// One parameter of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// its name
    pub key: &'static str,
    /// the values it takes
    pub values: &'static str,
}

impl FaultEntry {
    pub(super) fn takes(&self, key: &str) -> bool {
        self.parameters.iter().any(|parameter| parameter.key == key)
    }
}

pub(super) fn find(name: &str) -> Option<&'static FaultEntry> {
    ENTRIES.iter().find(|entry| entry.name == name)
}

const fn entry(
    name: &'static str,
    meaning: &'static str,
    parameters: &'static [Parameter],
) -> FaultEntry {
    FaultEntry {
        name,
        meaning,
        parameters,
    }
}

const fn p(key: &'static str, values: &'static str) -> Parameter {
    Parameter { key, values }
}

const SW: Parameter = p("sw", "status word, four hexadecimal digits");
const DG: Parameter = p("dg", "number of a data group");
const FILE: Parameter = p(
    "file",
    "com, sod, dir, cardaccess, cardsecurity, atr-info, cvca, dgN",
);
const RESPONSE: Parameter = p(
    "response",
    "number of the protected response, default: each with data",
);
const MAPPING: Parameter = p("mapping", "gm, im, cam: which PACE the document has");
const KEX: Parameter = p("kex", "ecdh, dh: which PACE the document has");
const CIPHER: Parameter = p("cipher", "3des, aes128, aes192, aes256 of its PACE");
const TIMES: Parameter = p("times", "how often, or always");

/// Every fault of the chip side, in the order of the lists it appears in.
pub(super) static ENTRIES: &[FaultEntry] = &[
    entry("file-missing", "SFI and SELECT answer 6A82", &[DG, FILE]),
    entry(
        "file-denied",
        "reading answers a status word",
        &[DG, FILE, SW],
    ),
    entry(
        "file-outer-tag",
        "another first tag",
        &[DG, FILE, p("tag", "hexadecimal")],
    ),
    entry(
        "file-outer-length",
        "outer length off by some bytes",
        &[DG, FILE, p("delta", "-1, +1, …")],
    ),
    entry(
        "file-trailing",
        "bytes after the outer object",
        &[DG, FILE, p("bytes", "how many")],
    ),
    entry(
        "file-empty",
        "no bytes, or an empty object",
        &[DG, FILE, p("form", "0-bytes, or the bytes as 77-00")],
    ),
    entry(
        "file-truncated",
        "the header promises more than there is",
        &[
            DG,
            FILE,
            p("missing", "bytes"),
            p("end-sw", "6B00, 6282, 6Cxx past the end"),
        ],
    ),
    entry(
        "file-declared-size",
        "an outer length without the bytes",
        &[DG, FILE, p("bytes", "declared length")],
    ),
    entry(
        "file-content",
        "other content",
        &[
            DG,
            FILE,
            p("content", "absent, garbage, changes-after-first-read"),
        ],
    ),
    entry(
        "dg-bitflip",
        "one bit of a byte changed after signing",
        &[DG, p("byte", "offset, or last")],
    ),
    entry(
        "sw-on-select",
        "SELECT answers a status word",
        &[p("target", "aid, mf, ef, or a file"), SW],
    ),
    entry(
        "sw-on-step",
        "a step answers a status word",
        &[
            p(
                "step",
                "bac.get_challenge, bac.external_authenticate, select, read, pace.mse_set_at, \
                 pace.ga1 to pace.ga4, ca.mse, ca.mse_set_kat, ca.mse_set_at, \
                 ca.general_authenticate, aa.internal_authenticate, ta.mse_set_dst, \
                 ta.pso_verify_certificate, ta.mse_set_at, ta.get_challenge, \
                 ta.external_authenticate",
            ),
            SW,
            p(
                "bac",
                "alive: the chip knows BAC too, which it does where the document says so",
            ),
        ],
    ),
    entry(
        "sfi-refused",
        "READ BINARY by SFI answers a status word",
        &[SW],
    ),
    entry(
        "select-p2",
        "SELECT of a file takes one P2 only",
        &[p("accept", "00 or 0C")],
    ),
    entry(
        "read-odd-ins-only",
        "INS B0 is refused in the application, B1 works",
        &[],
    ),
    entry(
        "eof-behaviour",
        "what the end of a file answers",
        &[p("sw", "6B00, 6282, 6Cxx"), p("protected", "true")],
    ),
    entry(
        "le-limit",
        "a larger Le answers 6700",
        &[p("max", "largest Le taken")],
    ),
    entry(
        "read-answer-size",
        "an answer longer or shorter than asked for",
        &[
            p("sm", "true inside a session, false in the clear"),
            p("delta", "+n or -n"),
            p("bytes", "half, or a number"),
            TIMES,
        ],
    ),
    entry(
        "apdu-extended",
        "EF.ATR/INFO announces buffers and extended length works",
        &[
            p("buffers", "bytes both ways, default 20000"),
            p("answer", "zero: extended reads give nothing"),
        ],
    ),
    entry(
        "atr-info",
        "EF.ATR/INFO states other buffer sizes, or under another tag",
        &[
            p(
                "7f66",
                "content of the object, default two sizes of 1920 bytes",
            ),
            p("tag", "its tag, default 7F66"),
        ],
    ),
    entry(
        "wrong-key",
        "BAC or PACE fails as with another key",
        &[
            SW,
            p("password", "mrz, can, pin, puk"),
            p("runs", "for the caller"),
            p("delay", "seconds as 1s"),
            p("growing", "true"),
        ],
    ),
    entry(
        "challenge-length",
        "GET CHALLENGE of another length",
        &[p("step", "bac, ta"), p("bytes", "how many")],
    ),
    entry(
        "bac-response",
        "the answer to EXTERNAL AUTHENTICATE is wrong in one part",
        &[
            p("part", "mac, ciphertext, rnd-ifd, rnd-ic, echo"),
            p("remac", "true: the MAC fits again"),
        ],
    ),
    entry("bac-disabled", "GET CHALLENGE answers a status word", &[SW]),
    entry(
        "sm-plain",
        "an unprotected answer in a session",
        &[
            p("kind", "status or data"),
            SW,
            FILE,
            p("at", "first-read or read"),
            TIMES,
        ],
    ),
    entry(
        "sm-objects",
        "data objects of a protected response",
        &[
            p(
                "op",
                "drop, duplicate, extra, swap, reorder, resize, corrupt",
            ),
            p("do", "tag"),
            p("from", "tag"),
            p("to", "tag"),
            p("order", "tags with commas"),
            p("bytes", "length"),
            p("remac", "true"),
            p("maced", "true"),
            RESPONSE,
            CIPHER,
        ],
    ),
    entry(
        "sm-corrupt",
        "a bit or byte changed, MAC left",
        &[
            p("do", "tag"),
            p("bit", "number from the end"),
            p("byte", "number from 0"),
            RESPONSE,
            p("then", "read: for the caller"),
        ],
    ),
    entry(
        "sm-padding",
        "padding indicator or padding wrong",
        &[p("indicator", "byte"), p("pad", "none"), RESPONSE],
    ),
    entry(
        "sm-status-mismatch",
        "DO 99 against the trailer",
        &[
            p("do99", "status word"),
            p("trailer", "status word"),
            RESPONSE,
        ],
    ),
    entry(
        "sm-replay-response",
        "an earlier protected response again",
        &[p("back", "how many responses back")],
    ),
    entry(
        "sm-length-status",
        "6Cxx or 61xx in a session",
        &[p("sw", "6Cxx or 61xx")],
    ),
    entry(
        "pace-nonce",
        "the encrypted nonce of PACE is not the one that is mapped",
        &[p("value", "bitflip")],
    ),
    entry(
        "pace-mapping",
        "the nonce of PACE is mapped wrongly",
        &[
            p("value", "nonce+1, generator-1"),
            MAPPING,
            KEX,
            p("accept-token", "true"),
        ],
    ),
    entry(
        "pace-public",
        "a public value of PACE is none",
        &[
            p("step", "ga2, ga3"),
            p(
                "value",
                "infinity, off-curve, range, short, padded, form, compressed, other-curve, echo, \
                 not-empty; with DH 0, 1, p-1, p, above-p, not-in-subgroup",
            ),
            MAPPING,
            KEX,
        ],
    ),
    entry(
        "pace-token",
        "the chip's token is wrong",
        &[p("value", "bitflip, other-mac"), CIPHER],
    ),
    entry(
        "pace-bad-tag",
        "an answer of PACE under another tag",
        &[
            p("step", "ga1 to ga4"),
            p("tag", "tag, two tags as 80+82, none, cut"),
        ],
    ),
    entry(
        "pace-cam-data",
        "the encrypted chip authentication data",
        &[
            p("tag", "tag, or absent"),
            p("value", "right, wrong, bad-encoding, empty, random"),
            MAPPING,
        ],
    ),
    entry(
        "mse-needs-84",
        "MSE:Set AT of PACE without 84 answers a status word",
        &[SW],
    ),
    entry(
        "mse-refuses-84",
        "MSE:Set AT of PACE with 84 answers a status word",
        &[SW],
    ),
    entry(
        "pin-state",
        "tries that the PIN has left",
        &[p("tries", "number, suspended, blocked")],
    ),
    entry(
        "sm-wrong-keys",
        "other session keys than those agreed",
        &[p("after", "pace, ca"), p("keys", "after ca: old"), TIMES],
    ),
    entry(
        "aa-response",
        "the answer to INTERNAL AUTHENTICATE is wrong, or a status word",
        &[
            p("key", "other, none"),
            p("challenge", "earlier"),
            p("trailer", "hexadecimal"),
            p("hash", "sha1, sha224, sha256, sha384, sha512"),
            p("m1", "short"),
            p("form", "der, n-minus-s"),
            p("r", "0, n, n+1"),
            p("leading-zero", "true, stripped"),
            p("bytes", "with a preset: length of a signature"),
            SW,
        ],
    ),
    entry(
        "ta-chip",
        "Terminal Authentication with another document number",
        &[p("id-ic", "other")],
    ),
];
