//! Selection, keyboard navigation and clipboard of the grid, without a browser.

use groundswell::geometry::clipboard;
use groundswell::geometry::selection::{
    CellRange, GridCell, GridStep, Selection, cell_after_step, next_cell, paste_block, previous_cell, rows_in_view,
};
use proptest::prelude::*;

fn at(row: usize, column: usize) -> GridCell {
    GridCell { row, column }
}
fn block(first: (usize, usize), last: (usize, usize)) -> CellRange {
    CellRange::between(at(first.0, first.1), at(last.0, last.1))
}
fn cells(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect()).collect()
}

#[test]
fn arrow_keys_stop_at_the_edges() {
    let step = |from, step| cell_after_step(from, step, 10, 4, 5);
    assert_eq!(step(at(0, 0), GridStep::Up), at(0, 0));
    assert_eq!(step(at(9, 3), GridStep::Down), at(9, 3));
    assert_eq!(step(at(9, 3), GridStep::Right), at(9, 3));
    assert_eq!(step(at(2, 1), GridStep::PageDown), at(7, 1));
    assert_eq!(step(at(2, 1), GridStep::PageUp), at(0, 1));
    assert_eq!(step(at(2, 1), GridStep::Last), at(9, 3));
    assert_eq!(step(at(2, 1), GridStep::RowStart), at(2, 0));
    assert_eq!(step(at(2, 1), GridStep::Bottom), at(9, 1));
    assert_eq!(step(at(2, 1), GridStep::Left), at(2, 0));
    assert_eq!(step(at(2, 1), GridStep::RowEnd), at(2, 3));
    assert_eq!(step(at(2, 1), GridStep::Top), at(0, 1));
    assert_eq!(step(at(2, 1), GridStep::First), at(0, 0));
    assert_eq!(cell_after_step(at(3, 3), GridStep::Down, 0, 0, 5), at(0, 0));
}

#[test]
fn tab_moves_row_by_row_and_leaves_at_the_ends() {
    assert_eq!(next_cell(at(0, 3), 2, 4), Some(at(1, 0)));
    assert_eq!(next_cell(at(1, 3), 2, 4), None);
    assert_eq!(previous_cell(at(1, 0), 4), Some(at(0, 3)));
    assert_eq!(previous_cell(at(0, 0), 4), None);
}

#[test]
fn a_selection_is_the_rectangle_between_its_corners() {
    let selection = Selection { active: at(4, 2), reach: at(1, 3) };
    assert_eq!(selection.block(), block((1, 2), (4, 3)));
    assert_eq!(selection.block().in_row(3), Some((2, 3)));
    assert_eq!(selection.block().in_row(5), None);
    assert_eq!(Selection::cell(at(4, 2)).block(), block((4, 2), (4, 2)));
    assert_eq!(selection.within(3, 3), Selection { active: at(2, 2), reach: at(1, 2) });
}

#[test]
fn a_paste_covers_the_copied_cells_or_fills_the_selection() {
    // One cell pasted onto a column of five fills it.
    assert_eq!(paste_block(block((2, 1), (6, 1)), 1, 1), block((2, 1), (6, 1)));
    // Two rows repeat on a selection of six rows, but not of five.
    assert_eq!(paste_block(block((0, 0), (5, 2)), 2, 3), block((0, 0), (5, 2)));
    assert_eq!(paste_block(block((0, 0), (4, 2)), 2, 3), block((0, 0), (1, 2)));
    // A larger block extends beyond the selection.
    assert_eq!(paste_block(block((3, 1), (3, 1)), 1000, 8), block((3, 1), (1002, 8)));
}

#[test]
fn clipboard_text_with_quoted_line_breaks_is_parsed() {
    assert_eq!(clipboard::read("a\tb\r\nc\td\r\n"), cells(&[&["a", "b"], &["c", "d"]]));
    assert_eq!(clipboard::read("\"two\nlines\"\t\"say \"\"so\"\"\"\n"), cells(&[&["two\nlines", "say \"so\""]]));
    assert_eq!(clipboard::read("\"5\" screen\tx"), cells(&[&["\"5\" screen", "x"]]));
    assert_eq!(clipboard::read("a\t\n\tb"), cells(&[&["a", ""], &["", "b"]]));
    assert_eq!(clipboard::read(""), cells(&[&[""]]));
    assert_eq!(
        clipboard::write_html(&cells(&[&["a <b>", "c\nd"]])),
        "<table data-plain><tr><td>a &lt;b&gt;</td><td>c<br>d</td></tr></table>"
    );
}

#[test]
fn the_stored_number_is_used_except_for_dates_and_percentages() {
    assert_eq!(clipboard::cell_text("¥1.8K", Some("1800"), Some("[$¥]0.0,\"K\"")), "1800");
    assert_eq!(clipboard::cell_text("2027-03-01", Some("46447"), Some("1033;0;YYYY-MM-DD")), "2027-03-01");
    assert_eq!(clipboard::cell_text("5%", Some("0.05"), None), "5%");
    assert_eq!(clipboard::cell_text("USD 1,800.50", Some("1800.5"), Some("[$USD] #,##0.00\"MD\"")), "1800.5");
    assert_eq!(clipboard::cell_text("Leaflets", None, None), "Leaflets");
}

#[test]
fn only_style_attributes_are_removed_from_html() {
    let html = r#"<STYLE>td{color:red}</STYLE><td STYLE="a:'b>c'" sdval="1" style=x data-style="kept" title=' style="kept"'>a style="kept" < b</td>"#;
    let plain = r#"</STYLE><td sdval="1" data-style="kept" title=' style="kept"'>a style="kept" < b</td>"#;
    assert_eq!(clipboard::unstyled(html), plain);
    assert_eq!(clipboard::unstyled("a < b <td style='"), "a < b <td");
    assert_eq!(clipboard::unstyled("预算<td style=\"x\">¥</td>"), "预算<td>¥</td>");
}

#[test]
fn only_rows_in_view_are_rendered() {
    assert_eq!(rows_in_view(0.0, 360.0, 36.0, 5_000), (0, 19));
    assert_eq!(rows_in_view(36.0 * 4_990.0, 360.0, 36.0, 5_000), (4_981, 19));
    assert_eq!(rows_in_view(0.0, 360.0, 36.0, 3), (0, 3));
    assert_eq!(rows_in_view(f64::NAN, 360.0, 36.0, 0), (0, 0));
}

proptest! {
    #[test]
    fn clipboard_text_survives_a_round_trip(
        rows in prop::collection::vec(prop::collection::vec("[a\"\\t\\n ,¥0-9]{0,6}", 3), 1..6),
    ) {
        prop_assert_eq!(clipboard::read(&(clipboard::write(&rows) + "\n")), rows);
    }

    #[test]
    fn every_row_in_view_is_rendered(scrolled in 0f64..200_000.0, height in 50f64..2_000.0, rows in 1usize..6_000) {
        let (first, count) = rows_in_view(scrolled, height, 36.0, rows);
        prop_assert!(first + count <= rows);
        #[allow(clippy::cast_precision_loss)] // some thousands
        let scrolled = scrolled.min((rows as f64).mul_add(36.0, -height).max(0.0));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // neither negative nor large
        let (top, bottom) = ((scrolled / 36.0).floor() as usize, ((scrolled + height) / 36.0).ceil() as usize);
        let (first, count) = rows_in_view(scrolled, height, 36.0, rows);
        prop_assert!(first <= top && bottom.min(rows) <= first + count);
    }
}

#[test]
fn cells_stay_under_their_headings_beside_merged_cells() {
    // Each cell with its column and row span: `a13` spans one column and three rows.
    let laid = |text: &str| {
        let cell = |cell: &str| {
            let number = |at| cell.get(at..=at).and_then(|digit| digit.parse().ok()).unwrap_or(1);
            (cell[..1].to_owned(), number(1), number(2))
        };
        let rows = text.split('/').map(|row| row.split_whitespace().map(cell).collect()).collect();
        let line =
            |row: Vec<String>| row.iter().map(|cell| if cell.is_empty() { "." } else { cell }).collect::<String>();
        clipboard::placed(rows).into_iter().map(line).collect::<Vec<_>>().join("/")
    };
    // As Excel copies a cell merged over three rows.
    assert_eq!(laid("a b c/d13 e f/g h/i j/k l m"), "abc/def/.gh/.ij/klm");
    assert_eq!(laid("a21 b/c d e"), "a.b/cde");
    assert_eq!(laid("a22 b/c/d e f"), "a.b/..c/def");
    assert_eq!(laid("a12 b13 c/d/e f"), "abc/..d/e.f");
    assert_eq!(laid("a10 b/c/d"), "ab/.c/.d");
}
