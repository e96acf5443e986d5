//! What formulas may refer to besides cells: the defined names of a workbook and its tables.
//!
//! Must not know how a formula is evaluated.

use quick_xml::events::Event;

use super::super::bounds;
use super::super::table::TableError;
use super::xml::{XmlEvents, append, attribute, each_start, unescaped};
use super::{Workbook, cell_ref, relationships_of};

/// A defined name and its formula.
pub(super) struct DefinedName {
    name: String,
    /// The index of the only sheet that it is for.
    sheet: Option<usize>,
    text: String,
}

/// A table on a sheet, which formulas refer to by its columns.
pub(super) struct ListTable {
    name: String,
    /// The name of its sheet.
    sheet: String,
    columns: Vec<String>,
    /// The first column, from 0.
    first_column: usize,
    /// The first and the last row of its body, from 1.
    rows: (usize, usize),
}

/// The longest definition of a name that is read, as in Excel.
const MAX_DEFINITION_CHARS: usize = 8_192;

/// The names that a workbook defines.
pub(super) fn defined_names(text: &str, part: &str) -> Result<Vec<DefinedName>, TableError> {
    let mut found = Vec::new();
    let mut open: Option<DefinedName> = None;
    let mut events = XmlEvents::new(text, part);
    loop {
        let event = events.next()?;
        match &event {
            Event::Start(element) if element.local_name().as_ref() == "definedName" => {
                let sheet = attribute(element, "localSheetId").and_then(|id| id.parse().ok());
                open = attribute(element, "name").map(|name| DefinedName { name, sheet, text: String::new() });
            }
            Event::End(element) if element.local_name().as_ref() == "definedName" => {
                let fits = |name: &DefinedName| name.text.len() <= MAX_DEFINITION_CHARS && found.len() < bounds::NAMES;
                found.extend(open.take_if(|name| fits(name)));
                open = None;
            }
            Event::Eof => return Ok(found),
            event => {
                if let Some(name) = &mut open {
                    append(event, &mut name.text);
                }
            }
        }
    }
}

impl Workbook<'_> {
    /// The XML of the sheet of that name, and the path of its part.
    pub(super) fn text_of(&self, sheet: &str) -> Option<(String, String)> {
        let lower = sheet.to_lowercase();
        let sheet = self.sheets.iter().find(|known| known.name.to_lowercase() == lower)?;
        Some((self.archive.text(&sheet.part).ok()??, sheet.part.clone()))
    }

    /// The definition of a name, as a formula on that sheet sees it.
    pub(super) fn defined_name(&self, name: &str, sheet: &str) -> Option<&str> {
        let at = self.sheets.iter().find(|known| known.name.eq_ignore_ascii_case(sheet)).map(|sheet| sheet.index);
        let named = || self.names.iter().filter(|known| known.name.eq_ignore_ascii_case(name));
        let here = named().find(|known| known.sheet.is_some() && known.sheet == at);
        here.or_else(|| named().find(|known| known.sheet.is_none())).map(|name| name.text.as_str())
    }

    /// A column of a table: the name of its sheet, its first and last column, and the rows of its body.
    #[allow(clippy::type_complexity)] // two ranges
    pub(super) fn table_column(&self, table: &str, column: &str) -> Option<(String, (usize, usize), (usize, usize))> {
        let tables = self.tables.get_or_init(|| self.read_tables());
        let table = tables.iter().find(|known| known.name.eq_ignore_ascii_case(table))?;
        let lower = column.to_lowercase();
        let at = table.first_column + table.columns.iter().position(|known| known.to_lowercase() == lower)?;
        Some((table.sheet.clone(), (at, at), table.rows))
    }

    fn read_tables(&self) -> Vec<ListTable> {
        let mut found = Vec::new();
        for sheet in &self.sheets {
            let related = relationships_of(&self.archive, &sheet.part).unwrap_or_default();
            for part in related.into_iter().filter(|related| related.kind == "table").map(|related| related.part) {
                if found.len() == bounds::NAMES {
                    return found;
                }
                let text = self.archive.text(&part).ok().flatten().unwrap_or_default();
                found.extend(table(&text, &part, &sheet.name));
            }
        }
        found
    }
}

/// Reads a table's part; `None` where it does not say where it is.
fn table(text: &str, part: &str, sheet: &str) -> Option<ListTable> {
    let mut found = None;
    let mut columns = Vec::new();
    each_start(text, part, |element| match element.local_name().as_ref() {
        "table" => {
            let count = |name, usual| attribute(element, name).and_then(|count| count.parse().ok()).unwrap_or(usual);
            let (heads, totals): (usize, usize) = (count("headerRowCount", 1), count("totalsRowCount", 0));
            let name = attribute(element, "displayName").or_else(|| attribute(element, "name"));
            let area = attribute(element, "ref").unwrap_or_default();
            let corners =
                area.split_once(':').and_then(|(from, to)| Some((cell_ref::parse(from)?, cell_ref::parse(to)?)));
            found = name.zip(corners).and_then(|(name, ((first_column, first), (_, last)))| {
                let rows = (first.checked_add(heads)?, last.checked_sub(totals)?);
                let sheet = sheet.to_owned();
                (rows.0 <= rows.1).then_some(ListTable { name, sheet, columns: Vec::new(), first_column, rows })
            });
        }
        "tableColumn" => columns.push(unescaped(attribute(element, "name").unwrap_or_default())),
        _ => {}
    })
    .ok()?;
    found.map(|table| ListTable { columns, ..table })
}
