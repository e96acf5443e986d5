//! Small plan files without content, for running the reader before there is a plan.
//!
//! ```
//! use groundswell_core::file::{read, sample};
//! assert_eq!(read(&sample::plan(3)).unwrap().plan.budget.lines.len(), 3);
//! assert!(sample::beginnings().all(|text| read(&text).is_err()));
//! ```

use std::iter;

const START: &str = r#"{"format":"groundswell-plan","version":2,"plan":{"id":"0000000004","basics":{"name":"","currency":"GBP","first_day":"2027-01-01","last_day":"2027-06-30"},"goals":{},"budget":{"frame":{"contingency":{"share":800},"cycle":"two_weeks"},"lines":["#;
const REST: &str = r#"]},"strategy":{},"phases":[{"id":"0000000001","kind":"seed","allotment":{"share":0}}]}}"#;
/// A line item, from behind its id.
const LINE: &str = r#"","phase":"0000000001","category":"tool","description":"","unit":"seat-month","quantity":1,"unit_price":1,"timing":{"evenly":{"first":"2027-01-01","last":"2027-02-01"}}}"#;

/// The file of a plan with this many line items.
pub fn plan(lines: usize) -> String {
    let lines: Vec<String> = (1..=lines).map(|nth| ["{\"id\":\"", &format!("{nth:010}"), LINE].concat()).collect();
    [START, &lines.join(","), REST].concat()
}

/// The file of a plan cut short, at its start, behind the name of its first field, behind that field, and so on: each runs
/// a little more of the reader.
pub fn beginnings() -> impl Iterator<Item = String> {
    let text = plan(1);
    let cuts: Vec<usize> = text.match_indices([':', ',']).map(|(at, _)| at).collect();
    iter::once(0).chain(cuts).map(move |cut| text[..cut].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::read;

    #[test]
    fn samples_are_of_the_present_version_and_valid() {
        for lines in [0, 1, 40] {
            let read = read(&plan(lines)).expect("a plan file");
            assert_eq!((read.plan.budget.lines.len(), read.migrated_from), (lines, None));
        }
    }
}
