//! The sheet of QR codes as a file, in the page's language.

use crate::app::workspace::editor::display_name;
use crate::export::qr::sheet::{self as qr_sheet, QrSheetWords, QrSize};
use crate::i18n;
use crate::i18n::words::links as w;
use crate::plan::Plan;
use crate::plan::model::basics::Market;
use crate::ui::labels::names;

/// The sheet as one self-contained HTML file.
pub fn html(plan: &Plan, size: QrSize) -> String {
    let call: fn() -> &'static str = match plan.basics.market {
        Market::China => w::call_usual,
        Market::International => w::call_usual_abroad,
    };
    let words = QrSheetWords {
        lang: i18n::locale().tag(),
        title: &w::sheet_title(&display_name(plan)),
        lede: w::sheet_lede(),
        call: call(),
        code_of: &|name| w::code_of(name),
        name: &names::partner,
    };
    qr_sheet::html(plan, size, &words)
}
