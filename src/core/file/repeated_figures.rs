//! Days that a file names twice among its tracked figures.

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::plan::Plan;

/// How many figures of a file the plan read from it lacks, because a later one is of the same day, metric and channel. 0 for
/// a text that is no plan file of a layout that is still read.
///
/// ```
/// use groundswell_core::file::{self, repeated_figures};
/// use groundswell_core::plan::Plan;
/// let mut bits = 0;
/// let plan = Plan::blank(&mut || { bits += 1; bits });
/// assert_eq!(repeated_figures(&file::write(&plan), &plan), 0);
/// ```
pub fn repeated_figures(text: &str, plan: &Plan) -> usize {
    let Ok(file) = serde_json::from_str::<FigureFile>(text.trim_start_matches('\u{feff}')) else { return 0 };
    let tracking = file.plan.tracking;
    let count = |run: &FigureText| run.values.split(' ').filter(|value| *value != "_").count();
    let stated = tracking.series.iter().map(count).sum::<usize>() + tracking.actuals.len();
    stated.saturating_sub(plan.tracking.figures.len())
}

#[derive(Deserialize)]
struct FigureFile {
    plan: FigurePlan,
}

#[derive(Deserialize)]
struct FigurePlan {
    #[serde(default)]
    tracking: FigureLists,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct FigureLists {
    series: Vec<FigureText>,
    actuals: Vec<IgnoredAny>,
}

#[derive(Deserialize)]
struct FigureText {
    values: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file;
    use crate::plan::tracking::figures::tests::{plan_of, put_days};

    #[test]
    fn a_day_that_is_named_twice_is_counted_in_both_layouts() {
        let mut plan = plan_of(&["orders"], 1);
        put_days(&mut plan, 1, Some(11), "2027-03-01", &[5, -1, 7]);
        let text = file::write(&plan);
        assert_eq!(repeated_figures(&text, &plan), 0);
        let run = r#"{"metric":"0000000001","channel":"000000000b","from":"2027-03-01","values":"5 _ 7"}"#;
        assert!(text.contains(run), "{text}");
        let again = r#",{"metric":"0000000001","channel":"000000000b","from":"2027-03-02","values":"6 8"}"#;
        let older = |on: &str| {
            format!(r#"{{"id":"0000000077","on":"{on}","metric":"0000000001","channel":"000000000b","value":9}}"#)
        };
        let list = format!(r#""actuals":[{},{}],"series""#, older("2027-03-03"), older("2027-03-04"));
        for (other, repeated) in
            [(text.replace(run, &(run.to_owned() + again)), 1), (text.replace(r#""series""#, &list), 1)]
        {
            let read = file::read(&other).unwrap();
            assert_eq!(repeated_figures(&other, &read.plan), repeated, "{other}");
        }
        assert_eq!(repeated_figures("{}", &plan), 0);
    }
}
