//! What a table of cells needs from the page: the cell of an event, scrolling, the clipboard. Knows no rows.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{ClipboardEvent, DomParser, Element, Event, HtmlElement, HtmlInputElement, SupportedType};

/// The row and column an event happened at: rows have their number in `data-r`; the row head has no column.
pub fn cell_of(event: &Event) -> Option<(usize, Option<usize>)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let cell = target.closest("[aria-colindex]").ok()??;
    let row = cell.closest("[data-r]").ok()??;
    let place: usize = cell.get_attribute("aria-colindex")?.parse().ok()?;
    Some((row.get_attribute("data-r")?.parse().ok()?, place.checked_sub(2)))
}

/// Whether an event happened in a control that takes text or a choice.
pub fn is_in_control(event: &Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA" | "BUTTON"))
}

/// Focuses a rendered cell without scrolling, else the frame. Returns whether the cell was rendered.
pub fn focus_cell(frame: &HtmlElement, row: usize, column: usize) -> bool {
    let row = frame.query_selector(&format!("[data-r=\"{row}\"]")).ok().flatten();
    let cell = row.and_then(|row| row.children().item(u32::try_from(column).ok()? + 1));
    let cell = cell.and_then(|cell| cell.dyn_into::<HtmlElement>().ok());
    // Only the active cell is a tab stop, and it may become that only now: make it focusable.
    if let Some(cell) = cell.as_ref().filter(|cell| !cell.has_attribute("tabindex")) {
        cell.set_tab_index(-1);
    }
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = cell.as_ref().unwrap_or(frame).focus_with_options(&options);
    cell.is_some()
}

/// Whether the focus is on a cell of a frame or on the frame itself, and not in a control.
pub fn is_on_cell(frame: &HtmlElement) -> bool {
    let Some(active) = web_sys::window().and_then(|window| window.document()?.active_element()) else { return false };
    frame.is_same_node(Some(&active))
        || frame.contains(Some(&active))
            && active.closest("[data-r] > [aria-colindex]").is_ok_and(|cell| cell.is_some())
}

/// Whether nothing has the focus, as after the focused element was removed.
pub fn is_focus_lost() -> bool {
    let active = web_sys::window().and_then(|window| window.document()?.active_element());
    active.is_none_or(|active| active.tag_name() == "BODY")
}

/// Focuses the table itself without scrolling.
pub fn focus_table(table: &HtmlElement) {
    table.set_tab_index(0);
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = table.focus_with_options(&options);
}

/// Focuses a text field synchronously, so that the pressed key lands in it.
pub fn focus_text(input: &HtmlInputElement, text: &str, at_end: bool) {
    input.set_value(text);
    focus_unscrolled(input);
    if at_end {
        let end = u32::try_from(text.encode_utf16().count()).unwrap_or(0);
        let _ = input.set_selection_range(end, end);
    }
}

fn focus_unscrolled(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Sets a CSS variable on the frame.
pub fn set_css_variable(frame: &HtmlElement, name: &str, value: &str) {
    let _ = frame.style().set_property(name, value);
}

/// How far a frame is scrolled and how much of it is visible, in CSS pixels.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ScrollState {
    /// Scrolled down.
    pub top: f64,
    /// Scrolled to the right.
    pub left: f64,
    /// Visible height.
    pub height: f64,
    /// Visible width.
    pub width: f64,
}

/// The visible part of a frame.
pub fn view(frame: &Element) -> ScrollState {
    ScrollState {
        top: f64::from(frame.scroll_top()),
        left: f64::from(frame.scroll_left()),
        height: f64::from(frame.client_height()),
        width: f64::from(frame.client_width()),
    }
}

/// Scrolls a frame to an offset in CSS pixels.
#[allow(clippy::cast_possible_truncation)] // pixels, far below 2^31
pub fn scroll_to(frame: &Element, top: f64, left: f64) {
    frame.set_scroll_top(top.round() as i32);
    frame.set_scroll_left(left.round() as i32);
}

/// The page's font size in CSS pixels: what one rem is.
pub fn rem() -> f64 {
    let size = || {
        let window = web_sys::window()?;
        let root = window.document()?.document_element()?;
        let style = window.get_computed_style(&root).ok()??;
        style.get_property_value("font-size").ok()?.trim_end_matches("px").parse::<f64>().ok()
    };
    size().filter(|size| *size > 0.0).unwrap_or(16.0)
}

/// A cell of a table on the clipboard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClipCell {
    /// Its text.
    pub text: String,
    /// The number behind the text, where the program wrote one.
    pub number: Option<String>,
    /// The number format.
    pub format: Option<String>,
}

/// The HTML on the clipboard, where it contains a table.
pub fn pasted_html(event: &ClipboardEvent) -> Option<String> {
    event.clipboard_data()?.get_data("text/html").ok().filter(|html| html.contains("<t"))
}

/// The text on the clipboard.
pub fn pasted_text(event: &ClipboardEvent) -> String {
    event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default()
}

/// The table on the clipboard: its text, or its HTML where that has merged cells, which the text cannot show. `None` without
/// at least two rows or two columns.
pub fn pasted_table(event: &ClipboardEvent) -> Option<String> {
    let text = pasted_text(event);
    let is_table = text.contains('\t') || text.trim().contains('\n');
    let merged = pasted_html(event).filter(|html| html.contains("rowspan") || html.contains("colspan"));
    is_table.then(|| merged.unwrap_or(text))
}

/// Puts cells on the clipboard, as text and as a table.
pub fn write_clipboard(event: &ClipboardEvent, text: &str, html: &str) {
    if let Some(data) = event.clipboard_data() {
        // Fails only outside of a copy event.
        let _ = data.set_data("text/plain", text);
        let _ = data.set_data("text/html", html);
        event.prevent_default();
    }
}

/// Parses the first table: its cells, each with its column and row span.
pub fn parse_table(html: &str) -> Option<Vec<Vec<(ClipCell, usize, usize)>>> {
    let page = DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()?;
    let table = page.query_selector("table").ok()??;
    let found = table.query_selector_all("tr").ok()?;
    let mut rows = Vec::with_capacity(found.length() as usize);
    for at in 0..found.length() {
        let Some(row) = found.item(at).and_then(|row| row.dyn_into::<Element>().ok()) else { continue };
        // Rows of nested tables do not count.
        if row.closest("table").ok().flatten().is_none_or(|of| !of.is_same_node(Some(&table))) {
            continue;
        }
        let cells = row.children();
        let mut texts = Vec::with_capacity(cells.length() as usize);
        for at in 0..cells.length() {
            let Some(cell) = cells.item(at).filter(|cell| matches!(cell.tag_name().as_str(), "TD" | "TH")) else {
                continue;
            };
            let first = |names: [&str; 2]| names.into_iter().find_map(|name| cell.get_attribute(name));
            let found = ClipCell {
                text: text_of(&cell),
                // LibreOffice, Excel.
                number: first(["sdval", "x:num"]),
                format: first(["sdnum", "data-sheets-numberformat"]),
            };
            let span = |name| cell.get_attribute(name).and_then(|span| span.trim().parse().ok()).unwrap_or(1);
            texts.push((found, span("colspan"), span("rowspan")));
        }
        rows.push(texts);
    }
    Some(rows)
}

/// The text of a cell with its line breaks, without the line breaks of the HTML source.
fn text_of(cell: &Element) -> String {
    if let Ok(breaks) = cell.query_selector_all("br") {
        for at in 0..breaks.length() {
            if let Some(found) = breaks.item(at) {
                found.set_text_content(Some("\u{2028}"));
            }
        }
    }
    let text = cell.text_content().unwrap_or_default();
    let lines: Vec<String> =
        text.split('\u{2028}').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    lines.join("\n")
}

/// Watches the width of the page until dropped.
pub struct WidthWatch {
    query: web_sys::MediaQueryList,
    listener: Closure<dyn Fn(web_sys::MediaQueryListEvent)>,
}

impl WidthWatch {
    /// Calls back at once and at every change with whether the page is at least that wide. `None` where the browser
    /// does not support it.
    pub fn at_least(rem: f64, call: impl Fn(bool) + 'static) -> Option<WidthWatch> {
        let query = web_sys::window()?.match_media(&format!("(min-width:{rem}rem)")).ok()??;
        call(query.matches());
        let listener =
            Closure::<dyn Fn(web_sys::MediaQueryListEvent)>::new(move |event: web_sys::MediaQueryListEvent| {
                call(event.matches());
            });
        query.add_event_listener_with_callback("change", listener.as_ref().unchecked_ref()).ok()?;
        Some(WidthWatch { query, listener })
    }
}

impl Drop for WidthWatch {
    fn drop(&mut self) {
        let _ = self.query.remove_event_listener_with_callback("change", self.listener.as_ref().unchecked_ref());
    }
}
