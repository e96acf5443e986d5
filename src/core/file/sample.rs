//! Small plan files without content, for running the reader before there is a plan.
//!
//! ```
//! use groundswell_core::file::{read, sample};
//! assert_eq!(read(&sample::plan(3)).unwrap().plan.budget.lines.len(), 3);
//! assert!(read(sample::CUT_SHORT).is_err());
//! ```

/// The first half of [`plan`].
pub const CUT_SHORT: &str = r#"{"format":"groundswell-plan","version":2,"plan":{"id":"0000000004","basics":{"name":"","currency":"GBP","first_day":"2027-01-01","last_day":"2027-06-30"},"goals":{}"#;
const BUDGET: &str = r#","budget":{"frame":{"contingency":{"share":800},"cycle":"two_weeks"},"lines":["#;
const REST: &str = r#"]},"strategy":{},"phases":[{"id":"0000000001","kind":"seed","allotment":{"share":0}}]}}"#;
/// A line item, from behind its id.
const LINE: &str = r#"","phase":"0000000001","category":"tool","description":"","unit":"seat-month","quantity":1,"unit_price":1,"timing":{"evenly":{"first":"2027-01-01","last":"2027-02-01"}}}"#;

/// The file of a plan with this many line items.
pub fn plan(lines: usize) -> String {
    let lines: Vec<String> = (1..=lines).map(|nth| ["{\"id\":\"", &format!("{nth:010}"), LINE].concat()).collect();
    [CUT_SHORT, BUDGET, &lines.join(","), REST].concat()
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
