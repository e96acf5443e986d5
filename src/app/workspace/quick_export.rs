//! Exports that are one press away on every screen: which there are, and what they are called.
//!
//! How a file is made is the steps' affair: see `StepRegistry`.

use crate::i18n::words::go_to as w;

/// An export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuickExport {
    /// The report, to be printed or saved as PDF by the browser.
    Pdf,
    /// The workbook.
    Workbook,
    /// The link that carries the plan, on the clipboard.
    Link,
    /// Every file in one archive.
    All,
    /// The plan file.
    Json,
    /// Phases, activities and posts as a calendar.
    Calendar,
    /// The line items as CSV.
    Budget,
}

impl QuickExport {
    /// All of them, in the order of the menu.
    pub const ALL: [QuickExport; 7] = [
        QuickExport::Pdf,
        QuickExport::Workbook,
        QuickExport::Link,
        QuickExport::All,
        QuickExport::Json,
        QuickExport::Calendar,
        QuickExport::Budget,
    ];

    /// What it is called in the Export menu.
    pub fn menu_name(self) -> &'static str {
        match self {
            QuickExport::Pdf => w::menu_pdf(),
            QuickExport::Workbook => w::menu_workbook(),
            QuickExport::Link => w::menu_link(),
            QuickExport::All => w::menu_all(),
            QuickExport::Json => w::menu_json(),
            QuickExport::Calendar => w::menu_calendar(),
            QuickExport::Budget => w::menu_budget(),
        }
    }

    /// What it is called as an action among others.
    pub fn name(self) -> &'static str {
        match self {
            QuickExport::Pdf => w::export_pdf(),
            QuickExport::Workbook => w::export_workbook(),
            QuickExport::Link => w::export_link(),
            QuickExport::All => w::export_all(),
            QuickExport::Json => w::export_json(),
            QuickExport::Calendar => w::export_calendar(),
            QuickExport::Budget => w::export_budget(),
        }
    }
}
