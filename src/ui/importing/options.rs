//! The fields that change how a file is read, and their options.

use leptos::prelude::*;

use crate::i18n::words::import_files as files;
use crate::import::text::dates::DayOrder;
use crate::import::text::numbers::DecimalMark;
use crate::widgets::{SelectField, SelectOption};

/// The encodings offered, by the labels that browsers use; common ones first.
const ENCODINGS: [(&str, &str); 18] = [
    ("utf-8", "UTF-8"),
    ("gb18030", "GB18030 (简体中文)"),
    ("big5", "Big5 (繁體中文)"),
    ("windows-1252", "Windows-1252 (Western)"),
    ("windows-1250", "Windows-1250 (Central Europe)"),
    ("windows-1251", "Windows-1251 (Cyrillic)"),
    ("koi8-r", "KOI8-R (Cyrillic)"),
    ("windows-1253", "Windows-1253 (Greek)"),
    ("windows-1254", "Windows-1254 (Turkish)"),
    ("windows-1255", "Windows-1255 (Hebrew)"),
    ("windows-1256", "Windows-1256 (Arabic)"),
    ("windows-1257", "Windows-1257 (Baltic)"),
    ("windows-1258", "Windows-1258 (Vietnamese)"),
    ("windows-874", "Windows-874 (Thai)"),
    ("shift_jis", "Shift_JIS (日本語)"),
    ("euc-kr", "EUC-KR (한국어)"),
    ("utf-16le", "UTF-16"),
    ("macintosh", "Mac Roman"),
];

type Options = Vec<SelectOption>;

/// A select field bound to a setting of the import.
pub fn field(
    id: &'static str,
    label: &'static str,
    options: impl Fn() -> Options + Send + Sync + 'static,
    value: impl Fn() -> String + Send + Sync + 'static,
    commit: impl Fn(String) + Send + Sync + 'static,
) -> AnyView {
    view! {
        <SelectField
            id
            label
            options=Signal::derive(options)
            value=Signal::derive(value)
            commit=Callback::new(commit)
        />
    }
    .into_any()
}

/// The encoding of a text; `now` is the label of the one in use.
pub fn encoding_field(now: Signal<String>, choose: Callback<String>) -> AnyView {
    field(
        "import-encoding",
        files::encoding(),
        move || encoding_options(&now.get()),
        move || now.get(),
        move |label| choose.run(label),
    )
}

/// The delimiter of a text.
pub fn delimiter_field(now: Signal<Option<u8>>, choose: Callback<u8>) -> AnyView {
    let value = move || now.get().map(|byte| char::from(byte).to_string()).unwrap_or_default();
    let commit = move |value: String| {
        if let Some(&delimiter) = value.as_bytes().first() {
            choose.run(delimiter);
        }
    };
    field("import-delimiter", files::delimiter(), delimiter_options, value, commit)
}

/// The decimal mark of numbers.
pub fn mark_field(now: Signal<DecimalMark>, choose: Callback<DecimalMark>) -> AnyView {
    field(
        "import-numbers",
        files::numbers(),
        move || mark_options(now.get()),
        move || mark_code(now.get()).to_owned(),
        move |code| choose.run(mark_of(&code)),
    )
}

/// The order of day and month.
pub fn order_field(now: Signal<DayOrder>, choose: Callback<DayOrder>) -> AnyView {
    field(
        "import-order",
        files::day_order(),
        move || order_options(now.get()),
        move || order_code(now.get()).to_owned(),
        move |code| choose.run(order_of(&code)),
    )
}

/// The encodings, with the one in use.
fn encoding_options(now: &str) -> Options {
    let known = ENCODINGS.iter().map(|(label, name)| SelectOption::new(*label, *name));
    let other = (!ENCODINGS.iter().any(|(label, _)| *label == now)).then(|| SelectOption::new(now, now));
    known.chain(other).collect()
}

/// The delimiters of text.
fn delimiter_options() -> Options {
    vec![
        SelectOption::new(",", files::delimiter_comma()),
        SelectOption::new(";", files::delimiter_semicolon()),
        SelectOption::new("\t", files::delimiter_tab()),
        SelectOption::new("|", files::delimiter_bar()),
    ]
}

/// The code of a decimal mark in a field.
pub fn mark_code(mark: DecimalMark) -> &'static str {
    match mark {
        DecimalMark::Point => "point",
        DecimalMark::Comma => "comma",
        DecimalMark::Either => "either",
    }
}

/// The decimal marks, with a question where it is open.
pub fn mark_options(now: DecimalMark) -> Options {
    let ask = (now == DecimalMark::Either).then(|| SelectOption::new("either", files::numbers_ask()));
    let known =
        [SelectOption::new("point", files::numbers_point()), SelectOption::new("comma", files::numbers_comma())];
    ask.into_iter().chain(known).collect()
}

/// The decimal mark of a code.
pub fn mark_of(code: &str) -> DecimalMark {
    match code {
        "comma" => DecimalMark::Comma,
        "point" => DecimalMark::Point,
        _ => DecimalMark::Either,
    }
}

/// The orders of day and month, with a question where it is open.
fn order_options(now: DayOrder) -> Options {
    let ask = (now == DayOrder::Unknown).then(|| SelectOption::new("", files::day_order_ask()));
    let known = [SelectOption::new("day", files::day_first()), SelectOption::new("month", files::month_first())];
    ask.into_iter().chain(known).collect()
}

/// The code of an order of day and month in a field.
fn order_code(order: DayOrder) -> &'static str {
    match order {
        DayOrder::Unknown => "",
        DayOrder::DayFirst => "day",
        DayOrder::MonthFirst => "month",
    }
}

/// The order of day and month of a code.
fn order_of(code: &str) -> DayOrder {
    match code {
        "day" => DayOrder::DayFirst,
        "month" => DayOrder::MonthFirst,
        _ => DayOrder::Unknown,
    }
}
