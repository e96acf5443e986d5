//! The name of a new plan: the title above the table, else the name of the file.

use super::NewPlanContext;
use crate::import::table::Table;
use crate::import::table::mapping::Mapping;
use crate::import::text::numbers::is_placeholder;
use crate::plan::model::bounds::NAME_CHARS;

/// Where the name of a new plan comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameBasis {
    /// A row above the table.
    Title {
        /// The row's number.
        row: usize,
    },
    /// The name of the file.
    File,
    /// Nothing names it.
    Missing,
}

/// The name, and where it comes from.
pub(super) fn find(context: &NewPlanContext) -> (String, NameBasis) {
    let cut = |name: &str| name.chars().take(NAME_CHARS).collect::<String>();
    // What stands above a report names the report.
    let title = if context.mapping.report.is_some() { None } else { title(context.table, context.mapping) };
    if let Some((row, title)) = title {
        return (cut(title), NameBasis::Title { row });
    }
    let name = of_file(context.file);
    if name.is_empty() { (name, NameBasis::Missing) } else { (cut(&name), NameBasis::File) }
}

/// The first row above the headings with one text and nothing else, by its number.
fn title<'a>(table: &'a Table, mapping: &Mapping) -> Option<(usize, &'a str)> {
    /// How remarks above a table begin.
    const REMARKS: [&str; 13] = [
        "prepared",
        "confidential",
        "currency",
        "all amounts",
        "note",
        "date",
        "version",
        "编制",
        "单位",
        "币种",
        "日期",
        "版本",
        "备注",
    ];
    let rows = table.rows.get(..mapping.heading?)?;
    rows.iter().find_map(|row| {
        let mut filled = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !is_placeholder(cell));
        let (only, rest) = (filled.next()?, filled.next());
        let lower = only.to_lowercase();
        let is_title = rest.is_none()
            && (2..=120).contains(&only.chars().count())
            && only.chars().filter(|letter| letter.is_alphabetic()).count() >= 2
            && !only.ends_with([':', '：'])
            && !REMARKS.iter().any(|remark| lower.starts_with(remark));
        is_title.then_some((row.number, only))
    })
}

/// The name of a file without its ending, with spaces for underscores, and without the number of a repeated download.
fn of_file(file: &str) -> String {
    let stem = match file.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 5 => stem,
        _ => file,
    };
    let stem = stem.trim();
    let number = stem.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let stem = match number {
        Some((name, digits)) if !name.trim().is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => stem,
    };
    stem.replace('_', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_without_its_ending() {
        for (file, name) in [
            ("Spring_launch_v3.xlsx", "Spring launch v3"),
            ("media plan (2).csv", "media plan"),
            ("Budget (final).csv", "Budget (final)"),
            ("预算 2027.xlsx", "预算 2027"),
            ("v1.2 plan", "v1.2 plan"),
            ("", ""),
        ] {
            assert_eq!(of_file(file), name, "{file}");
        }
    }

    #[test]
    fn a_title_is_a_single_text_above_the_headings() {
        let found = |text: &str| {
            let table = Table::parse(text, None).unwrap();
            let mapping = Mapping::guess(&table);
            title(&table, &mapping).map(|(row, text)| (row, text.to_owned()))
        };
        let body = "Item,Amount\nPosters,300\nReel,900\n";
        assert_eq!(found(body), None);
        assert_eq!(found(&format!("Spring launch,\n{body}")), Some((1, "Spring launch".to_owned())));
        let remark = format!("Currency: EUR,\nClient:,Harbor\nSpring launch,\n{body}");
        assert_eq!(found(&remark), Some((3, "Spring launch".to_owned())));
    }
}
