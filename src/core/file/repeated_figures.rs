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
    use crate::plan::model::channel::Channel;
    use crate::plan::model::id::Id;
    use crate::plan::model::metric::{Metric, MetricDefinition};
    use crate::plan::numbers::decimal::Decimal;

    #[test]
    fn a_day_that_is_named_twice_is_counted_in_both_layouts() {
        let mut bits = 900;
        let mut plan = Plan::blank(&mut || {
            bits += 1;
            bits
        });
        let (orders, douyin) = (Id::from_bits(1), Id::from_bits(11));
        plan.goals.metrics.push(Metric::new(orders, MetricDefinition::Dictionary("orders".to_owned())));
        plan.strategy.channels.push(Channel::new(douyin, Some("douyin".to_owned())));
        for (on, value) in [("2027-03-01", 5), ("2027-03-03", 7)] {
            plan.tracking.figures.set(orders, Some(douyin), on.parse().unwrap(), Some(Decimal::whole(value)));
        }
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
