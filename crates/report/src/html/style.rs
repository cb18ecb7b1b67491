//! The style sheet, and the policy that lets it in and nothing else.
//!
//! One sheet for screen and paper: a narrow screen (360 pixels) needs no scrolling sideways, paper
//! (A4) gets the light colours and no row cut in two.

use super::palette::{PALETTE, properties};
use std::sync::LazyLock;
use vidimus_pubkey::HashAlgorithm;
use vidimus_pubkey::pem::encode_base64;

/// The sheet: the colours of both schemes, then the rules.
pub(super) static STYLE: LazyLock<String> = LazyLock::new(|| {
    let light = properties(|colour| colour.light);
    let dark = properties(|colour| colour.dark);
    debug_assert!(!PALETTE.is_empty());
    format!(
        ":root{{color-scheme:light dark;{light}}}\n\
         @media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{RULES}"
    )
});

/// Content-Security-Policy: nothing at all but this one sheet and pictures inside the page.
pub(super) static POLICY: LazyLock<String> = LazyLock::new(|| {
    let hash = HashAlgorithm::Sha256.hash(STYLE.as_bytes());
    let hash = encode_base64(hash.as_ref());
    format!(
        "default-src 'none'; img-src data:; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"
    )
});

const RULES: &str = "\
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.5 system-ui,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:62rem;margin:0 auto;padding:0 1rem}
header{padding-top:1rem;color:var(--soft);font-size:.9rem}
header p{margin:0 0 .5rem}
main{display:grid;gap:1rem;grid-template-columns:minmax(0,1fr)}
section{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.1rem}
h1,h2,h3,p,ul,ol,dl,figure{margin:0}
h1{font-size:1.35rem;line-height:1.3}
h2{font-size:1.15rem;margin-bottom:.6rem}
h3{font-size:1rem;line-height:1.35}
ul,ol{list-style:none;padding:0;display:grid;gap:.6rem;grid-template-columns:minmax(0,1fr)}
code{font-family:ui-monospace,'DejaVu Sans Mono',monospace;font-size:.85em;color:var(--soft)}
svg.mark{width:1.25em;height:1.25em;flex:none;vertical-align:-.25em;fill:currentColor}
.soft,caption{color:var(--soft)}
.marked{display:flex;gap:.6rem;align-items:flex-start}
.marked>div{min-width:0}
.good>svg.mark,.word.good{color:var(--good)}
.look>svg.mark,.word.look{color:var(--look)}
.bad>svg.mark,.word.bad{color:var(--bad)}
.plain>svg.mark,.word.plain{color:var(--soft)}
.word{font-weight:600;display:inline-flex;gap:.3rem;align-items:baseline;overflow-wrap:normal}
.banner{display:flex;gap:1rem;align-items:flex-start;border:0}
.banner svg.mark{width:3.5rem;height:3.5rem;color:inherit}
.banner.good{background:var(--good-solid);color:var(--good-on)}
.banner.look{background:var(--look-solid);color:var(--look-on)}
.banner.bad{background:var(--bad-solid);color:var(--bad-on)}
.banner div{min-width:0;display:grid;gap:.35rem}
.decision{font-size:1.9rem;line-height:1.15;font-weight:700}
.notice{display:flex;gap:.8rem;border-width:2px}
.notice.look{background:var(--look-tint);border-color:var(--look)}
.notice.bad{background:var(--bad-tint);border-color:var(--bad)}
.notice div{min-width:0}
.answers{grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr))}
.answers li{padding:.7rem .8rem;border-radius:.5rem}
.answers li.good{background:var(--good-tint)}
.answers li.look{background:var(--look-tint)}
.answers li.bad{background:var(--bad-tint)}
.answers li.plain{background:var(--plain-tint)}
.answers li>svg.mark{width:1.7rem;height:1.7rem}
.answers h3{font-size:.9rem;font-weight:600;color:var(--soft)}
.answers .say{font-weight:600}
.document{display:flex;flex-wrap:wrap;gap:1.2rem}
.document>div{flex:1 1 18rem;min-width:0;display:grid;gap:.6rem;align-content:start}
figure{width:11rem;flex:none}
figure img{display:block;width:100%;height:auto;border-radius:.4rem;border:1px solid var(--line)}
figcaption{font-size:.9rem;margin-top:.35rem}
dl{display:grid;grid-template-columns:minmax(6.5rem,max-content) minmax(0,1fr);gap:.25rem 1rem}
dt{color:var(--soft)}
dd{margin:0}
.big dd{font-weight:600}
.why li{padding-left:.8rem;border-left:.25rem solid var(--line)}
.why li.bad{border-color:var(--bad)}
.why li.look{border-color:var(--look)}
table{width:100%;border-collapse:collapse;font-size:.95rem}
caption{text-align:left;padding-bottom:.4rem}
.family{margin-top:1rem}
.family caption{font-weight:600;color:var(--ink)}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;border-top:1px solid var(--line)}
th{font-weight:600}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.family tbody tr:first-child td{border-top:0}
thead th{border-top:0;color:var(--soft);font-size:.85rem;overflow-wrap:normal}
td:last-child,th:last-child{padding-right:0}
td.outcome{width:9.5rem;overflow-wrap:normal}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;overflow-wrap:normal;padding-right:0;padding-left:.6rem}
.faded,.faded strong{font-weight:400;color:var(--soft)}
th.step{width:13rem}
svg.bar{display:block;width:100%;height:1.1rem;margin-top:.2rem;fill:var(--bar);background:var(--plain-tint)}
.chain{grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));margin-top:.8rem}
.chain h3{margin-bottom:.3rem}
footer{padding-top:1rem;padding-bottom:2rem;font-size:.9rem}
footer h2{font-size:1rem}
@media (max-width:40rem){
header,main,footer{padding-left:.6rem;padding-right:.6rem}
section{padding:.8rem .75rem}
.banner{gap:.7rem}
.banner svg.mark{width:2.6rem;height:2.6rem}
.decision{font-size:1.5rem}
h1{font-size:1.15rem}
td.outcome{width:7.6rem}
th.step{width:8rem}
.wide{display:none}
figure{width:8.5rem}
dl{grid-template-columns:minmax(0,1fr);gap:0}
dd{margin-bottom:.4rem}
.big{grid-template-columns:minmax(5.5rem,max-content) minmax(0,1fr);gap:.25rem .8rem}
.big dd{margin-bottom:0}
}
@page{size:A4;margin:14mm}
@media print{
html{font-size:10pt}
body{background:none;-webkit-print-color-adjust:exact;print-color-adjust:exact}
header,main,footer{max-width:none;padding:0}
main{display:block}
section{border:0;border-radius:0;padding:0;margin-bottom:6mm;background:none}
.banner,.notice{padding:4mm}
.notice{border:.5mm solid}
h2,h3,caption{break-after:avoid}
tr,li,figure,.banner,.notice,.document,.family{break-inside:avoid}
thead{display:table-header-group}
tfoot{display:table-row-group}
table{font-size:.92rem}
}
";

#[cfg(test)]
mod tests {
    use super::*;

    /// The sheet is raw text in the page: nothing in it may end it, fetch anything or run.
    #[test]
    fn the_sheet_is_harmless() {
        for wrong in ["<", "@import", "url(", "expression", "//", "\\"] {
            assert!(!STYLE.contains(wrong), "{wrong}");
        }
    }

    /// Colours come from the palette, whose contrast is tested.
    #[test]
    fn no_colour_stands_in_a_rule() {
        assert!(!RULES.contains('#') && !RULES.contains("rgb"), "{RULES}");
        for part in RULES.split("var(--").skip(1) {
            let name = part.split(')').next().unwrap();
            let known = PALETTE.iter().any(|colour| colour.name == name);
            assert!(known, "no colour is called {name}");
        }
    }
}
