//! Makes a new plan of a budget table: name, currency, days, phases and total budget besides the line items.
//!
//! Built on the preview of an import, in three steps. [`blank`] is the plan with its currency.
//! [`lay_out`] reads the days and phases of the plan from a first preview against it. [`new_plan`] adds the lines and
//! channels of a second preview, which can refer to those phases. [`create`] runs all three.
//!
//! Guesses nothing silently: [`NewPlan`] says where each value comes from, and [`NewPlanChoices`] overrides it.
//!
//! ```
//! use groundswell_core::import::budget::new_plan::{NewPlanChoices, NewPlanContext, create};
//! use groundswell_core::import::table::{Table, mapping::Mapping};
//! use groundswell_core::plan::catalogue::regions::RegionalDefaults;
//!
//! let text = "Spring launch\nItem,Channel,Amount (EUR),Start,End\nReel,Instagram,900,2027-03-01,2027-03-14\n\
//!             Posters,Street team,300,2027-03-15,2027-03-28\n";
//! let table = Table::parse(text, None).unwrap();
//! let mapping = Mapping::guess(&table);
//! let (choices, proposed) = (NewPlanChoices::default(), RegionalDefaults::of("en-US", ""));
//! let context =
//!     NewPlanContext { table: &table, mapping: &mapping, file: "budget.csv", proposed, year: 2027, choices: &choices };
//! let mut bits = 0;
//! let plan = create(&context, &str::to_owned, &mut || { bits += 1; bits }).plan;
//! assert_eq!(plan.basics.name, "Spring launch");
//! assert_eq!(plan.basics.currency.code(), "EUR");
//! assert_eq!(plan.basics.first_day, "2027-03-01".parse().ok());
//! assert_eq!(plan.budget.settings.total_budget.unwrap().minor(), 120_000);
//! ```

mod currency;
mod layout;
mod title;
mod total;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use self::currency::{CurrencyBasis, FoundCurrency};
pub use self::layout::{LaidOutPlan, PhaseBasis, lay_out};
pub use self::title::NameBasis;
pub use self::total::{FoundTotal, TotalBasis};
use super::preview::ImportPreview;
use super::{PreviewContext, preview};
use crate::import::part_names::PartNames;
use crate::import::table::Table;
use crate::import::table::mapping::Mapping;
use crate::plan::Plan;
use crate::plan::catalogue::channels::CatalogueChannel;
use crate::plan::catalogue::regions::RegionalDefaults;
use crate::plan::edit::apply::apply;
use crate::plan::model::basics::{Market, Markets};
use crate::plan::model::budget::{Allocation, Category};
use crate::plan::model::channel::{ChannelRole, Role};
use crate::plan::model::phase::PhaseId;
use crate::plan::model::suggestions::SuggestedPart;
use crate::plan::model::timing::Timing;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;

/// The inputs besides the preview.
#[derive(Debug, Clone, Copy)]
pub struct NewPlanContext<'a> {
    /// The table.
    pub table: &'a Table,
    /// How it is read.
    pub mapping: &'a Mapping,
    /// The name of the file; empty for a pasted table.
    pub file: &'a str,
    /// What the reader's language and region suggest, where the table says nothing.
    pub proposed: RegionalDefaults,
    /// The year of days without one.
    pub year: i32,
    /// What the person decided.
    pub choices: &'a NewPlanChoices,
}

/// What the person decided; `None` is what was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // each is a choice of its own in the dialog
pub struct NewPlanChoices {
    /// The name.
    pub name: Option<String>,
    /// The market.
    pub market: Option<Market>,
    /// The currency.
    pub currency: Option<Currency>,
    /// Start date.
    pub first_day: Option<NaiveDate>,
    /// End date.
    pub last_day: Option<NaiveDate>,
    /// Whether the total budget is the sum of the lines although the table names another.
    pub sum_as_total: bool,
    /// Whether lines without a phase get the one that their days lie in, where the table has no phases.
    pub phases_by_date: bool,
    /// Whether lines with cells that could not be read are left out.
    pub leave_out: bool,
    /// Whether channels that the table names are added.
    pub add_channels: bool,
}

impl Default for NewPlanChoices {
    fn default() -> Self {
        NewPlanChoices {
            name: None,
            market: None,
            currency: None,
            first_day: None,
            last_day: None,
            sum_as_total: false,
            phases_by_date: true,
            leave_out: true,
            add_channels: true,
        }
    }
}

/// A plan made of a table, and where its values come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPlan {
    /// The plan.
    pub plan: Plan,
    /// Where its name comes from.
    pub name: NameBasis,
    /// Its currency, and what it was recognised by.
    pub currency: FoundCurrency,
    /// Where its total budget comes from.
    pub total: FoundTotal,
    /// Where its phases come from.
    pub phases: PhaseBasis,
    /// How many of its lines have no dates of their own.
    pub undated: usize,
    /// How many of its lines belong to no phase.
    pub without_phase: usize,
    /// The currencies of lines that need an exchange rate.
    pub without_rate: Vec<Currency>,
}

/// A blank plan in the currency of the table. `fresh` supplies random bits, once for each id.
pub fn blank(context: &NewPlanContext, fresh: &mut dyn FnMut() -> u64) -> Plan {
    let mut plan = Plan::blank(fresh);
    plan.basics.currency = currency::find(context).currency;
    plan.basics.market = context.choices.market.unwrap_or(context.proposed.market);
    // The default contingency would exceed a budget whose lines come to its total.
    plan.budget.settings.contingency = Allocation::Share(BasisPoints(0));
    plan
}

/// The plan with the lines and channels of a preview against the plan that is laid out.
pub fn new_plan(
    context: &NewPlanContext,
    laid: &LaidOutPlan,
    preview: &ImportPreview,
    fresh: &mut dyn FnMut() -> u64,
) -> NewPlan {
    let choices = context.choices;
    let mut plan = laid.plan.clone();
    let name = title::find(context);
    plan.basics.name.clone_from(choices.name.as_ref().unwrap_or(&name.0));
    plan.basics.market = choices.market.unwrap_or_else(|| market_of(preview, context.proposed.market));
    let edit = preview.edit(&plan, choices.leave_out, choices.add_channels, fresh);
    // The edit inserts into a plan without lines and refers to parts that it has or adds, so it always applies.
    let applied = apply(&mut plan, edit);
    debug_assert!(applied.is_ok(), "{applied:?}");
    if laid.phases == PhaseBasis::LaidOut {
        layout::assign_by_date(&mut plan, preview, choices.phases_by_date);
    }
    give_roles(&mut plan);
    let without_rate = allocate(&mut plan);
    let total = total::find(context, &plan, preview);
    plan.budget.settings.total_budget = total.chosen();
    NewPlan {
        name: name.1,
        currency: currency::find(context),
        total,
        phases: laid.phases,
        undated: plan.budget.lines.iter().filter(|line| line.timing == Timing::Phase).count(),
        without_phase: plan.budget.lines.iter().filter(|line| line.phase.is_none()).count(),
        without_rate,
        plan,
    }
}

/// All steps at once. `metric` gives the name of a dictionary metric in the page's language.
pub fn create(context: &NewPlanContext, metric: &dyn Fn(&str) -> String, fresh: &mut dyn FnMut() -> u64) -> NewPlan {
    let preview_of = |plan: &Plan| {
        let names = PartNames::of(plan, metric);
        preview(context.table, context.mapping, &PreviewContext { plan, names: &names, year: context.year })
    };
    let plan = blank(context, fresh);
    let laid = lay_out(context, &plan, &preview_of(&plan), fresh);
    new_plan(context, &laid, &preview_of(&laid.plan), fresh)
}

/// The market of the channels that are in one market only, where most are in the other than the proposed one.
fn market_of(preview: &ImportPreview, proposed: Market) -> Market {
    let keys = preview.channels.iter().filter_map(|channel| channel.catalogue);
    let markets: Vec<Markets> = keys.filter_map(|key| Some(CatalogueChannel::by_key(key)?.markets)).collect();
    let count = |wanted: Markets| markets.iter().filter(|markets| **markets == wanted).count();
    let (china, international) = (count(Markets::China), count(Markets::International));
    match china.cmp(&international) {
        std::cmp::Ordering::Less => Market::International,
        std::cmp::Ordering::Greater => Market::China,
        std::cmp::Ordering::Equal => proposed,
    }
}

/// Gives each channel a role in the phases that its lines spend in, as a suggestion: the table says where money goes, not whether
/// the channel is being tested.
fn give_roles(plan: &mut Plan) {
    for channel in &mut plan.strategy.channels {
        let lines = plan.budget.lines.iter().filter(|line| line.channel == Some(channel.id));
        let spent_in: Vec<Option<PhaseId>> = lines.map(|line| line.phase).collect();
        let in_all = spent_in.contains(&None);
        let phases = plan.phases.iter().filter(|phase| in_all || spent_in.contains(&Some(phase.id)));
        channel.roles = phases.map(|phase| ChannelRole { phase: phase.id, role: Role::Steady }).collect();
        if !channel.roles.is_empty() {
            plan.suggested.mark(SuggestedPart::Channel(channel.id));
        }
    }
}

/// Allocates to each phase, and to the contingency, what its lines come to. Returns the currencies without a rate.
fn allocate(plan: &mut Plan) -> Vec<Currency> {
    let mut sums: BTreeMap<PhaseId, Money> = BTreeMap::new();
    let (mut contingency, mut without_rate) = (Money::ZERO, Vec::new());
    for line in &plan.budget.lines {
        let Ok(amount) = plan.amount(line) else {
            let foreign = line.currency.filter(|currency| !without_rate.contains(currency));
            without_rate.extend(foreign.filter(|currency| *currency != plan.basics.currency));
            continue;
        };
        if let Some(phase) = line.phase {
            *sums.entry(phase).or_default() += amount;
        }
        if line.category == Category::Contingency {
            contingency += amount;
        }
    }
    for phase in &mut plan.phases {
        if let Some(sum) = sums.get(&phase.id).filter(|sum| **sum > Money::ZERO) {
            phase.allocation = Allocation::Fixed(*sum);
        }
    }
    if contingency > Money::ZERO {
        plan.budget.settings.contingency = Allocation::Fixed(contingency);
    }
    without_rate
}
