//! The sheet of QR codes: every tracked link with its code, to print, cut apart and put up.
//!
//! [`html`] is the sheet as a file of its own that opens in any browser, without this program and without a script.

use std::fmt::Write as _;

use super::{QrCode, escaped};
use crate::plan::Plan;
use crate::plan::model::partner::{Partner, PartnerId};
use crate::plan::model::tracked_link::TrackedLink;

/// The longest link that stands under a code in full, in characters; what nobody types is only noise there.
const LONGEST: usize = 44;

/// How large the codes are printed, the white around them included.
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

    /// How wide a code is, in millimetres.
    pub fn millimetres(self) -> u32 {
        match self {
            QrSize::Small => 35,
            QrSize::Medium => 50,
            QrSize::Large => 80,
        }
    }

    /// How many fit side by side on A4.
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
    /// What stands at a code whose link does not say it itself: to scan it.
    pub call: &'a str,
    /// What a code is in words, by the name of whom it is for.
    pub code_of: &'a dyn Fn(&str) -> String,
    /// A partner's name, or what stands for one that has none.
    pub name: &'a dyn Fn(&Partner) -> String,
}

/// A partner's code with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerCode {
    /// Whose it is.
    pub partner: PartnerId,
    /// The whole link, which the code holds.
    pub address: String,
    /// The link as a person reads it.
    pub short: String,
    /// The code; `None` where the link is longer than any code.
    pub code: Option<QrCode>,
}

impl PartnerCode {
    /// The code of a partner whose link is in order.
    pub fn of(partner: &Partner) -> Option<PartnerCode> {
        let address = partner.link.address().ok()?;
        let code = QrCode::of(&address);
        Some(PartnerCode { partner: partner.id, short: short(&partner.link), address, code })
    }
}

/// A link as a person reads it on paper: host and path, without what only statistics read.
pub fn short(link: &TrackedLink) -> String {
    let page = link.page.trim();
    let page = page.split_once("://").map_or(page, |(_, rest)| rest);
    let page = page.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    if page.chars().count() <= LONGEST {
        return page.to_owned();
    }
    page.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// The sheet as one file.
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
        // Writing into a text does not fail.
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
