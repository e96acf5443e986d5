//! How a file is read: every detected setting in a field that changes it.

use leptos::prelude::*;

use super::error_messages::report_name;
use super::preview::column_name;
use super::state::Import;
use crate::i18n::words::budget_files as w;
use crate::import::budget::{CellErrorKind, ImportPreview};
use crate::import::reading::{SheetInfo, SourceKind};
use crate::import::table::TableRow;
use crate::import::table::mapping::{AmountSource, BlankFill, Mapping};
use crate::import::table::reports::ReportPlatform;
use crate::import::text::dates::BesideMonth;
use crate::plan::catalogue::channels::CatalogueChannel;
use crate::plan::numbers::currency::Currency;
use crate::steps::budget::line_form::CURRENCIES;
use crate::ui::importing::{
    delimiter_field, encoding_field, field, mark_code, mark_field, mark_of, mark_options, order_field, shortened,
};
use crate::widgets::{SelectField, SelectOption};

/// The most rows offered as heading row.
const HEADINGS: usize = 12;

/// The fields; which of them are shown depends on the source.
pub fn settings(import: Import, preview: RwSignal<ImportPreview>) -> AnyView {
    let of = move |test: fn(&Import, &ImportPreview) -> bool| {
        Memo::new(move |_| preview.with(|preview| test(&import, preview)))
    };
    let is_own = of(|import, _| import.of(|source| source.mapping.own));
    let is_report = of(|import, _| import.of(|source| source.mapping.report.is_some()));
    let is_text = of(|import, _| import.of(|source| source.detected.kind == SourceKind::Text));
    let has_sheets = of(|import, _| import.of(|source| source.detected.sheets.len() > 1));
    let has_hidden =
        of(|import, _| import.of(|source| source.detected.hidden_rows + source.detected.hidden_columns > 0));
    let has_short_days = of(|import, _| import.of(|source| source.mapping.has_short_days(&source.table)));
    let has_beside_month = of(|import, _| import.of(|source| source.mapping.has_beside_month(&source.table)));
    let has_gaps = of(|import, _| import.of(|source| !source.mapping.own && source.mapping.has_gaps(&source.table)));
    let differs = of(|import, preview| {
        let is = |kind| matches!(kind, CellErrorKind::AmountDiffers { .. } | CellErrorKind::ProductDiffers { .. });
        import.of(|source| source.mapping.amount_source == AmountSource::Amount)
            || preview.errors.iter().any(|error| is(error.kind))
    });
    let has_numbers = of(|import, _| {
        import.of(|source| {
            let is_foreign_text = !source.mapping.own && !source.table.is_typed();
            is_foreign_text || source.mapping.is_mark_ambiguous()
        })
    });
    // A new plan is in the currency of its table.
    let asks_currency = import.target.new_plan().is_none();
    view! {
        <div class="row short">
            {move || (!is_own.get()).then(|| kind_field(import))}
            {move || has_sheets.get().then(|| sheet_field(import))}
            {move || is_text.get().then(|| encoding(import))}
            {move || (is_text.get() && !is_own.get()).then(|| delimiter(import))}
            {move || (!is_own.get()).then(|| heading_field(import))}
            {move || has_numbers.get().then(|| mark(import))}
            {move || has_short_days.get().then(|| order(import, preview))}
            {move || has_beside_month.get().then(|| beside_month_field(import, preview))}
            {move || (asks_currency && !is_own.get()).then(|| currency_field(import))}
            {move || has_hidden.get().then(|| hidden_field(import))}
            {move || has_gaps.get().then(|| fill_field(import))}
            {move || differs.get().then(|| prefer_field(import))}
            {move || is_report.get().then(|| spent_field(import))}
        </div>
    }
    .into_any()
}

fn kind_field(import: Import) -> AnyView {
    let options = move || {
        // Reports of the plan's market, and the one that the file was recognised as.
        let current = import.of(|source| source.mapping.report);
        let market = import.target.market();
        let offered = move |report: &ReportPlatform| {
            let channel = report.channel().and_then(CatalogueChannel::by_key);
            channel.is_none_or(|channel| channel.markets.include(market)) || Some(*report) == current
        };
        let report = |report: ReportPlatform| SelectOption::new(report.key(), w::kind_report(report_name(report)));
        let plan = SelectOption::new("plan", w::kind_plan());
        std::iter::once(plan).chain(ReportPlatform::ALL.into_iter().filter(offered).map(report)).collect()
    };
    let value = move || import.of(|source| source.mapping.report.map_or("plan", ReportPlatform::key).to_owned());
    let commit = move |value: String| {
        let report = ReportPlatform::ALL.into_iter().find(|report| report.key() == value);
        import.change(|source| source.mapping = source.mapping.as_report(&source.table, report));
    };
    field("import-kind", w::kind_of_file(), options, value, commit)
}

fn sheet_field(import: Import) -> AnyView {
    let options = move || {
        import.of(|source| {
            let option = |(at, sheet): (usize, &SheetInfo)| {
                let name = match (sheet.name.is_empty(), sheet.hidden) {
                    (true, _) => w::table_at(&(at + 1).to_string()),
                    (false, true) => w::sheet_hidden(&sheet.name),
                    (false, false) => sheet.name.clone(),
                };
                SelectOption::new(at.to_string(), name)
            };
            source.detected.sheets.iter().enumerate().map(option).collect::<Vec<_>>()
        })
    };
    let value = move || import.of(|source| source.detected.sheet).to_string();
    let commit = move |value: String| {
        if let Ok(sheet) = value.parse() {
            import.read_again(|options| options.sheet = Some(sheet));
        }
    };
    field("import-sheet", w::sheet(), options, value, commit)
}

fn encoding(import: Import) -> AnyView {
    let label = move || import.of(|source| source.detected.encoding.clone().unwrap_or_default()).to_lowercase();
    let choose = move |label| import.read_again(|options| options.encoding = Some(label));
    encoding_field(Signal::derive(label), Callback::new(choose))
}

fn delimiter(import: Import) -> AnyView {
    let now = move || import.of(|source| source.table.delimiter);
    let choose = move |delimiter| import.read_again(|options| options.delimiter = Some(delimiter));
    delimiter_field(Signal::derive(now), Callback::new(choose))
}

fn heading_field(import: Import) -> AnyView {
    let options = move || {
        import.of(|source| {
            let option = |(at, row): (usize, &TableRow)| {
                let texts: Vec<&str> =
                    row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
                let text = w::heading_at(&row.number.to_string(), &shortened(&texts.join(", "), 36));
                SelectOption::new(at.to_string(), text)
            };
            let shown = HEADINGS.max(source.mapping.heading.map_or(0, |at| at + 1));
            let rows = source.table.rows.iter().take(shown).enumerate().map(option);
            rows.chain([SelectOption::new("none", w::heading_none())]).collect::<Vec<_>>()
        })
    };
    let value =
        move || import.of(|source| source.mapping.heading.map_or_else(|| "none".to_owned(), |at| at.to_string()));
    let commit = move |value: String| import.change(|source| source.choose_heading(value.parse().ok()));
    field("import-heading", w::heading_row(), options, value, commit)
}

/// The decimal mark for all columns.
fn mark(import: Import) -> AnyView {
    let now = move || import.of(|source| source.mapping.mark);
    let choose = move |mark| import.change(|source| source.mapping.choose_mark(mark));
    mark_field(Signal::derive(now), Callback::new(choose))
}

/// The decimal mark of a column whose numbers are ambiguous.
pub fn column_mark_field(import: Import, at: usize) -> AnyView {
    let mark = Memo::new(move |_| {
        import.of(|source| source.mapping.columns.get(at).map(|column| column.decimal_mark()).unwrap_or_default())
    });
    let name = import.of(|source| column_name(source, at));
    let options = Signal::derive(move || mark_options(mark.get()));
    let value = Signal::derive(move || mark_code(mark.get()).to_owned());
    let commit = Callback::new(move |code: String| {
        import.change(|source| {
            if let Some(column) = source.mapping.columns.get_mut(at) {
                column.mark = Some(mark_of(&code));
            }
        });
    });
    let id = String::from("import-mark-") + &at.to_string();
    view! { <SelectField id label=w::numbers_of_column(&name) options value commit /> }.into_any()
}

fn order(import: Import, preview: RwSignal<ImportPreview>) -> AnyView {
    let now = Memo::new(move |_| preview.with(|preview| preview.order));
    let choose = move |order| import.change(|source| source.mapping.choose_order(order));
    order_field(now.into(), Callback::new(choose))
}

/// What a number next to a month's name means.
fn beside_month_field(import: Import, preview: RwSignal<ImportPreview>) -> AnyView {
    let now = Memo::new(move |_| preview.with(|preview| preview.beside_month));
    let options = move || {
        let ask = (now.get() == BesideMonth::Unknown).then(|| SelectOption::new("", w::beside_month_ask()));
        let known =
            [SelectOption::new("day", w::beside_month_day()), SelectOption::new("year", w::beside_month_year())];
        ask.into_iter().chain(known).collect()
    };
    let value = move || {
        match now.get() {
            BesideMonth::Unknown => "",
            BesideMonth::Day => "day",
            BesideMonth::Year => "year",
        }
        .to_owned()
    };
    let commit = move |code: String| {
        let chosen = match code.as_str() {
            "day" => BesideMonth::Day,
            "year" => BesideMonth::Year,
            _ => BesideMonth::Unknown,
        };
        import.change(|source| source.mapping.beside_month = chosen);
    };
    field("import-beside-month", w::beside_month(), options, value, commit)
}

fn currency_field(import: Import) -> AnyView {
    let home = import.target.peek(|plan| plan.basics.currency);
    let options = move || {
        let found = SelectOption::new("", w::currency_home(home.code()));
        let others = CURRENCIES.into_iter().filter(move |&code| code != home.code());
        let codes = std::iter::once(home.code()).chain(others).map(|code| SelectOption::new(code, code));
        std::iter::once(found).chain(codes).collect()
    };
    let value = move || {
        import.of(|source| source.mapping.currency_chosen.map(|chosen| chosen.code().to_owned()).unwrap_or_default())
    };
    let commit =
        move |code: String| import.change(|source| source.mapping.currency_chosen = Currency::from_code(&code));
    field("import-currency", w::currency_of_file(), options, value, commit)
}

fn hidden_field(import: Import) -> AnyView {
    let options = || vec![SelectOption::new("no", w::hidden_left_out()), SelectOption::new("yes", w::hidden_taken())];
    let value = move || if import.of(|source| source.detected.hidden_taken) { "yes" } else { "no" }.to_owned();
    let commit = move |value: String| import.read_again(|options| options.hidden = value == "yes");
    field("import-hidden", w::hidden_cells(), options, value, commit)
}

fn fill_field(import: Import) -> AnyView {
    let options = || {
        vec![
            SelectOption::new("merged", w::empty_merged()),
            SelectOption::new("filled", w::empty_filled()),
            SelectOption::new("left", w::empty_left()),
        ]
    };
    let value = move || {
        let code = |mapping: &Mapping| match mapping.fill {
            BlankFill::Merged => "merged",
            BlankFill::Always => "filled",
            BlankFill::Never => "left",
        };
        import.of(|source| code(&source.mapping).to_owned())
    };
    let commit = move |value: String| {
        let fill = match value.as_str() {
            "filled" => BlankFill::Always,
            "left" => BlankFill::Never,
            _ => BlankFill::Merged,
        };
        import.change(|source| source.mapping.fill = fill);
    };
    field("import-fill", w::empty_cells(), options, value, commit)
}

fn prefer_field(import: Import) -> AnyView {
    let options = || {
        vec![
            SelectOption::new("product", w::when_differs_product()),
            SelectOption::new("amount", w::when_differs_amount()),
        ]
    };
    let value = move || {
        import.of(|source| {
            if source.mapping.amount_source == AmountSource::Amount { "amount" } else { "product" }.to_owned()
        })
    };
    let commit = move |value: String| {
        let amount_source = if value == "amount" { AmountSource::Amount } else { AmountSource::Product };
        import.change(|source| source.mapping.amount_source = amount_source);
    };
    field("import-prefer", w::when_differs(), options, value, commit)
}

fn spent_field(import: Import) -> AnyView {
    let options = || vec![SelectOption::new("no", w::spent_replace()), SelectOption::new("yes", w::spent_add())];
    let value = move || if import.of(|source| source.mapping.add_spent) { "yes" } else { "no" }.to_owned();
    let commit = move |value: String| import.change(|source| source.mapping.add_spent = value == "yes");
    field("import-spent", w::spent_so_far(), options, value, commit)
}
