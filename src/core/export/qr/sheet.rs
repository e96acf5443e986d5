//! The sheet of QR codes: all tracked links with their codes, to print and cut out.
//!
//! [`html`] is a self-contained file that opens in any browser, without a script.

use std::fmt::Write as _;

use super::QrCode;
use crate::plan::Plan;
use crate::plan::model::partner::{Partner, PartnerId};
use crate::plan::model::tracked_link::TrackedLink;
use crate::text::markup::escaped;

/// The longest link that is printed below a code in full, in characters.
const MAX_PRINTED_CHARS: usize = 44;

/// The printed size of codes, including their quiet zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QrSize {
    /// For a table or a hand-out: 35 mm.
    Small,
    /// For a counter or a booth: 50 mm.
    #[default]
    Medium,
    /// For a wall or a window: 80 mm.
    Large,
}

impl QrSize {
    /// Every size, from small to large.
    pub const ALL: [QrSize; 3] = [QrSize::Small, QrSize::Medium, QrSize::Large];

    /// Its name in the page.
    pub fn key(self) -> &'static str {
        match self {
            QrSize::Small => "small",
            QrSize::Medium => "medium",
            QrSize::Large => "large",
        }
    }

    /// The size of that name.
    pub fn from_key(key: &str) -> Option<QrSize> {
        QrSize::ALL.into_iter().find(|size| size.key() == key)
    }

    /// The width of a code, in millimetres.
    fn millimetres(self) -> u32 {
        match self {
            QrSize::Small => 35,
            QrSize::Medium => 50,
            QrSize::Large => 80,
        }
    }

    /// The number of codes side by side on A4.
    pub fn columns(self) -> u32 {
        match self {
            QrSize::Small => 4,
            QrSize::Medium => 3,
            QrSize::Large => 2,
        }
    }
}

/// The sheet's words.
pub struct QrSheetWords<'a> {
    /// The language, as `lang` says it: `en`, `zh-CN`.
    pub lang: &'a str,
    /// The heading, with the plan's name in it.
    pub title: &'a str,
    /// How to use the sheet.
    pub lede: &'a str,
    /// The call to action below a code whose link has none.
    pub call: &'a str,
    /// The text alternative of a code, by the partner's name.
    pub code_of: &'a dyn Fn(&str) -> String,
    /// A partner's name, or a substitute if it has none.
    pub name: &'a dyn Fn(&Partner) -> String,
}

/// A partner's code, with the texts around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerCode {
    /// Which partner.
    pub partner: PartnerId,
    /// The whole link, which is encoded.
    pub address: String,
    /// The link in its printed form; see [`short`].
    pub short: String,
    /// The code; `None` if the link is too long for any code.
    pub code: Option<QrCode>,
}

impl PartnerCode {
    /// The code of a partner; `None` if its link has an error.
    pub fn of(partner: &Partner) -> Option<PartnerCode> {
        let address = partner.link.address().ok()?;
        let code = QrCode::of(&address);
        Some(PartnerCode { partner: partner.id, short: short(&partner.link), address, code })
    }
}

/// A link in its printed form: host and path, without parameters.
pub fn short(link: &TrackedLink) -> String {
    let page = link.page.trim();
    let page = page.split_once("://").map_or(page, |(_, rest)| rest);
    let page = page.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    if page.chars().count() <= MAX_PRINTED_CHARS {
        return page.to_owned();
    }
    page.chars().take(MAX_PRINTED_CHARS - 1).chain(['…']).collect()
}

/// The sheet as one HTML file.
pub fn html(plan: &Plan, size: QrSize, words: &QrSheetWords) -> String {
    let (columns, width) = (size.columns(), size.millimetres());
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>{title}</title>\n<style>{STYLE}\n\
         ul{{grid-template-columns:repeat({columns},1fr)}}svg{{width:{width}mm}}\n</style>\n</head>\n<body>\n\
         <h1>{title}</h1>\n<p>{lede}</p>\n<ul>\n",
        lang = escaped(words.lang),
        title = escaped(words.title),
        lede = escaped(words.lede),
    );
    for partner in &plan.partners {
        let Some(PartnerCode { short, code: Some(code), .. }) = PartnerCode::of(partner) else { continue };
        let name = (words.name)(partner);
        let own = partner.link.call.trim();
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            html,
            "<li>{}<b>{}</b><span>{}</span><small>{}</small></li>",
            code.svg(&(words.code_of)(&name)),
            escaped(if own.is_empty() { words.call } else { own }),
            escaped(&name),
            escaped(&short),
        );
    }
    html.push_str("</ul>\n</body>\n</html>\n");
    html
}

const STYLE: &str = "
@page{size:A4;margin:12mm}
*{box-sizing:border-box}
body{max-width:186mm;margin:8mm auto;padding:0 4mm;font:10pt/1.35 system-ui,\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",sans-serif;color:#000;background:#fff}
h1{margin:0;font-size:14pt}p{margin:1mm 0 4mm;color:#444}
ul{display:grid;margin:0;padding:0;list-style:none;border:solid #aaa;border-width:.2mm 0 0 .2mm}
li{display:grid;justify-items:center;align-content:start;gap:.6mm;padding:2.5mm 2mm 3mm;text-align:center;overflow-wrap:anywhere;border:solid #aaa;border-width:0 .2mm .2mm 0;break-inside:avoid}
svg{height:auto;max-width:100%}b{font-size:11pt}small{font-size:8pt;color:#444}
@media print{body{margin:0;padding:0}}
@media screen and (max-width:160mm){ul{grid-template-columns:1fr!important}}";
