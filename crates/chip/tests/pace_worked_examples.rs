//! PACE from the chip's side against the worked examples of Doc 9303-11, byte for byte: App. G.1
//! and G.2 (generic mapping), H.1 and H.2 (integrated), I.1 (chip authentication).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use vidimus_chip::keys::CaKey;
use vidimus_chip::{
    AccessRules, CardImage, Chip, PaceKey, PacePassword, PaceRules, ScriptedRandom,
};
use vidimus_pubkey::agreement::{AgreementKey, Domain, SecretScalar};

/// Bytes of hexadecimal digits, blanks left out.
fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    let byte = |pair: &[u8]| u8::from_str_radix(core::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(byte).collect()
}

/// The chip's own key of the MRZ, its random numbers in their order.
fn chip(rules: PaceRules, key: PaceKey, random: &[&str]) -> Chip {
    let rules = rules.with_password(PacePassword::Mrz, key);
    let image = CardImage::new(Default::default(), AccessRules::pace(rules));
    Chip::new(image, ScriptedRandom::new(random.iter().map(|t| hex(t))))
}

fn rules(protocol: &str) -> PaceRules {
    PaceRules::new(vec![protocol.parse().unwrap()])
}

fn exchange(chip: &mut Chip, pairs: &[(&str, &str)]) {
    for (command, response) in pairs {
        assert_eq!(chip.process(&hex(command)), hex(response), "{command}");
    }
    assert!(chip.is_secured());
}

const MRZ: &[u8] = b"T22000129364081251010318";

#[test]
fn g_1_generic_mapping_on_a_curve() {
    let mut chip = chip(
        rules("gm-aes128-13"),
        PaceKey::from_mrz_information(MRZ),
        &[
            "3F00C4D39D153F2B2A214A078D899B22",
            "498FF49756F2DC1587840041839A85982BE7761D14715FB091EFA7BCE9058560",
            "107CF58696EF6155053340FD633392BA81909DF7B9706F226F32086C7AFF974A",
        ],
    );
    exchange(
        &mut chip,
        &[
            ("0022C1A40F800A04007F00070202040202830101", "9000"),
            (
                "10860000027C0000",
                "7C12801095A3A016522EE98D01E76CB6B98B42C39000",
            ),
            (
                "10860000457C438141047ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2
                 CC5E544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D00",
                "7C43824104824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F5730D8C8
                 79AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C549000",
            ),
            (
                "10860000457C438341042DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD
                 301C3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB3646200",
                "7C438441049E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB7764B2
                 2277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F0949000",
            ),
            (
                "008600000C7C0A8508C2B0BD78D94BA86600",
                "7C0A86083ABB9674BCE93C089000",
            ),
        ],
    );
}

/// The answer to the last command of the published example carries 87 with a reference of a
/// CVCA too, although no authorisation template was sent; ours does not.
#[test]
fn g_2_generic_mapping_with_modp() {
    let mut chip = chip(
        rules("gm-aes128-0"),
        PaceKey::from_mrz_information(MRZ),
        &[
            "FA5B7E3E49753A0DB9178B7B9BD898C8",
            "66DDAFEAC1609CB5B963BB0CB3FF8B3E047F336C",
            "A5B780126B7C980E9FCEA1D4539DA1D27C342DFA",
        ],
    );
    exchange(
        &mut chip,
        &[
            ("0022C1A40F800A04007F00070202040102830101", "9000"),
            (
                "10860000027C0000",
                "7C128010854D8DF5827FA6852D1A4FA701CDDDCA9000",
            ),
            (
                "10 86 00 00 86 7C 81 83 81 81 80
                 23FB3749 EA030D2A 25B278D2 A562047A DE3F01B7 4F17A154 02CB7352 CA7D2B3E
                 B71C343D B13D1DEB CE9A3666 DBCFC920 B49174A6 02CB4796 5CAA73DC 702489A4
                 4D41DB91 4DE9613D C5E98C94 160551C0 DF86274B 9359BC04 90D01B03 AD54022D
                 CB4F57FA D6322497 D7A1E28D 46710F46 1AFE710F BBBC5F8B A166F431 1975EC6C 00",
                "7C 81 83 82 81 80
                 78879F57 225AA808 0D52ED0F C890A4B2 5336F699 AA89A2D3 A189654A F70729E6
                 23EA5738 B26381E4 DA19E004 706FACE7 B235C2DB F2F38748 312F3C98 C2DD4882
                 A41947B3 24AA1259 AC22579D B93F7085 655AF308 89DBB845 D9E6783F E42C9F24
                 49400306 254C8AE8 EE9DD812 A804C0B6 6E8CAFC1 4F84D825 8950A91B 44126EE6 9000",
            ),
            (
                "10 86 00 00 86 7C 81 83 83 81 80
                 907D89E2 D425A178 AA81AF4A 7774EC8E 388C115C AE67031E 85EECE52 0BD91155
                 1B9AE4D0 4369F29A 02626C86 FBC6747C C7BC3526 45B6161A 2A42D44E DA80A08F
                 A8D61B76 D3A154AD 8A5A5178 6B0BC071 47057871 A922212C 5F67F431 73172236
                 B7747D16 71E6D692 A3C7D40A 0C3C5CE3 97545D01 5C175EB5 130551ED BC2EE5D4 00",
                "7C 81 83 84 81 80
                 075693D9 AE941877 573E634B 6E644F8E 60AF17A0 076B8B12 3D920107 4D36152B
                 D8B3A213 F53820C4 2ADC79AB 5D0AEEC3 AEFB9139 4DA476BD 97B9B14D 0A65C1FC
                 71A0E019 CB08AF55 E1F72900 5FBA7E3F A5DC4189 9238A250 767A6D46 DB974064
                 386CD456 743585F8 E5D90CC8 B4004B1F 6D866C79 CE0584E4 9687FF61 BC29AEA1 9000",
            ),
            (
                "008600000C7C0A8508B46DD9BD4D98381F00",
                "7C0A8608917F37B5C0E6D8D19000",
            ),
        ],
    );
}

/// The published key is that of the number 123456, the published reference that of the MRZ.
#[test]
fn h_1_integrated_mapping_on_a_curve() {
    let mut chip = chip(
        rules("im-aes128-13"),
        PaceKey::from_number("123456"),
        &[
            "2923BE84E16CD6AE529049F1F1BBE9EB",
            "107CF58696EF6155053340FD633392BA81909DF7B9706F226F32086C7AFF974A",
        ],
    );
    exchange(
        &mut chip,
        &[
            ("0022C1A40F800A04007F00070202040402830101", "9000"),
            (
                "10860000027C0000",
                "7C128010143DC40C08C8E891FBED7DEDB92B64AD9000",
            ),
            (
                "10860000147C1281105DD4CBFC96F5453B130D890A1CDBAE3200",
                "7C0282009000",
            ),
            (
                "10860000457C4383410489CBA23FFE96AA18D824627C3E934E54A9FD0B87A95D1471DC1C0ABFDCD6
                 40D46755DE9B7B778280B6BEBD57439ADFEB0E21FD4ED6DF42578C13418A59B34C3700",
                "7C4384410467F78E5F7F7686082B293E8D087E056916D0F74BC01A5F8957D0DE45691E51E8932B69
                 A962B52A0985AD2C0A271EE6A13A8ADDDCD1A3A994B9DED257F4D227539000",
            ),
            (
                "008600000C7C0A8508450F02B86F6A090900",
                "7C0A860875D4D96E8D5B03089000",
            ),
        ],
    );
}

/// The chip's private key of the example, 1024 bits, modulo the order of the subgroup.
#[test]
fn h_2_integrated_mapping_with_modp() {
    let mut chip = chip(
        rules("im-aes128-0"),
        PaceKey::from_number("123456"),
        &[
            "FA5B7E3E49753A0DB9178B7B9BD898C8",
            "A5B780126B7C980E9FCEA1D4539DA1D27C342DFA",
        ],
    );
    exchange(
        &mut chip,
        &[
            ("0022C1A40F800A04007F00070202040302830101", "9000"),
            (
                "10860000027C0000",
                "7C1280109ABB8864CA0FF1551E620D1EF4E135109000",
            ),
            (
                "10860000147C128110B3A6DB3C870C3E99245E0D1C06B747DE00",
                "7C0282009000",
            ),
            (
                "10 86 00 00 86 7C 81 83 83 81 80
                 0F0CC629 45A80292 51FB7EF3 C094E12E C68E4EF0 7F27CB9D 9CD04C5C 4250FAE0
                 E4F8A951 557E929A EB48E5C6 DD47F2F5 CD7C351A 9BD2CD72 2C07EDE1 66770F08
                 FFCB3702 62CF308D D7B07F2E 0DA9CAAA 1492344C 85290691 9538C98A 4BA4187E
                 76CE9D87 832386D3 19CE2E04 3C3343AE AE6EDBA1 A9894DC5 094D22F7 FE1351D5 00",
                "7C 81 83 84 81 80
                 928D9A0F 9DBA450F 13FC859C 6F290D1D 36E42431 138A4378 500BEB4E 0401854C
                 FF111F71 CB6DC1D0 335807A1 1388CC8E AA87B079 07AAD9FB A6B169AF 6D8C26AF
                 8DDDC39A DC3AD2E3 FF882B84 D23E9768 E95A80E4 746FB07A 9767679F E92133B4
                 D379935C 771BD7FB ED6C7BB4 B1708B27 5EA75679 524CDC9C 6A91370C C662A2F3 9000",
            ),
            (
                "008600000C7C0A850855D61977CBF5307E00",
                "7C0A8608C2F04230187E15259000",
            ),
        ],
    );
}

/// The example shows the chip authentication data and not the static private key, which is the
/// chip's mapping key divided by them; its public half is published. The chip's ephemeral key is
/// printed as a number above the order, here it is less by the order.
#[test]
fn i_1_chip_authentication_mapping() {
    let mapping = "9E56A6B59C95D06ECE5CD10F983BB2F4F1943528E577F23881D89D8C3BBEE0AA";
    let domain = Domain::standardized(13).unwrap();
    let number = |text| SecretScalar::from_bytes(domain, &hex(text)).unwrap();
    let data = number("85DC3FA93D0952BFA82F5FD189EE75BD82F11D1F0B8ED4BF5319AC9B53C426B3");
    let secret = number(mapping).quotient(&data).unwrap();
    let key = CaKey::new(None, domain, &secret, Vec::new()).unwrap();
    let public = hex(
        "04 18727094 94399E74 70A6431B E25E83EE E24FEA56 8C2ED28D B48E05DB 3A610DC8
         84D256A4 0E35EFCB 59BF6753 D3A489D2 8C7A4D97 3C2DA138 A6E7A4A0 8F68E16F",
    );
    let published = AgreementKey::decode(domain, &public).unwrap();
    assert_eq!(key.public_key().unwrap(), published);
    let mut chip = chip(
        rules("cam-aes128-13").with_static_key(key),
        PaceKey::from_mrz_information(b"C11T002JM496081222310314"),
        &[
            "658B860BC94DF6F044FCE6D5C82CF8E5",
            mapping,
            "2367171820683879C023083A24FEEC7499C71436B5D85ECD3F681BB9436F47D1",
        ],
    );
    exchange(
        &mut chip,
        &[
            ("0022C1A40F800A04007F00070202040602830101", "9000"),
            (
                "10860000027C0000",
                "7C128010CB60E8E0D85B76A9BD304747C2AD42E29000",
            ),
            (
                "10 86 00 00 45 7C 43 81 41 04 7F 1D 41 0A DB 7D DB 3B 84 BF 10 30 80 09 81 A9 10 5D
                 74 57 B4 A3 AD E0 02 38 4F 30 86 C6 7E DE 1A B8 89 10 4A 27 DB 6D 84 2B 01 90 20 FB
                 F3 CE AC B0 DC 62 7F 7B DC AC 29 96 9E 19 D0 E5 53 C1 00",
                "7C 43 82 41 04 A2 34 23 6A A9 B9 62 1E 8E FB 73 B5 24 5C 0E 09 D2 57 6E 52 77 18 3C
                 12 08 BD D5 52 80 CA E8 B3 04 F3 65 71 3A 35 6E 65 A4 51 E1 65 EC C9 AC 0A C4 6E 37
                 71 34 2C 8F E5 AE DD 09 26 85 33 8E 23 90 00",
            ),
            (
                "10 86 00 00 45 7C 43 83 41 04 44 6C 93 40 84 D9 DA B8 63 94 4F 21 95 20 07 6C 29 EE
                 3F 7A E6 72 2B 11 FF 31 9E C1 C7 72 8F 95 54 83 40 0B FF 60 BF 0C 59 29 27 00 09 27
                 7D C2 A5 15 E1 25 75 01 0A D9 BA 91 6C F1 BF 86 FE FC 00",
                "7C 43 84 41 04 02 AD 56 6F 3C 6E C7 F9 32 45 09 AD 50 A5 1F A5 20 30 78 2A 49 68 FC
                 FE DF 73 7D AE A9 93 33 31 11 C3 B9 B4 C2 28 77 89 BD 13 7E 7F 8A A8 82 E2 A3 C6 33
                 CC D6 EC C2 C6 3C 57 AD 40 1A 09 C2 E1 90 00",
            ),
            (
                "008600000C7C0A8508E86BD06018A1CD3B00",
                "7C 3C 86 08 85 96 CF 05 5C 67 C1 A3 8A 30 1E EA 96 4D AA E3 72 AC 99 0E 3E FD E6 33
                 33 53 BF C8 9A 67 04 D9 3D A8 79 8C F7 7F 5B 7A 54 BD 10 CB A3 72 B4 2B E0 B9 B5 F2
                 8A A8 DE 2F 4F 92 90 00",
            ),
        ],
    );
}
