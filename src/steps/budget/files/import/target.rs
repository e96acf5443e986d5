//! What the line items are imported into: the open plan, or a new one that is made of the table.

use chrono::Datelike;
use leptos::prelude::*;

use super::source::ImportSource;
use crate::app::Editor;
use crate::app::workspace::new_plan_import::NewPlanImport;
use crate::browser::page::{clock, intl, random};
use crate::import::budget::ImportPreview;
use crate::import::budget::new_plan::{LaidOutPlan, NewPlan, NewPlanChoices, NewPlanContext, blank, lay_out, new_plan};
use crate::plan::Plan;
use crate::plan::catalogue::regions::RegionalDefaults;
use crate::plan::model::basics::Market;

/// What the line items are imported into.
#[derive(Clone, Copy)]
pub enum ImportTarget {
    /// The open plan.
    Plan(Editor),
    /// A plan that is made of the table.
    NewPlan(NewPlanForm),
}

/// A plan that is made of the table, until it is created.
#[derive(Clone, Copy)]
pub struct NewPlanForm {
    /// The request that the dialog answers.
    pub host: NewPlanImport,
    /// What the person decided, but for the name.
    pub choices: RwSignal<NewPlanChoices>,
    /// The name, where the person changed it. Apart from the other choices: it needs no new preview.
    pub name: RwSignal<Option<String>>,
    /// The plan with its days and phases, which the preview refers to.
    pub laid: RwSignal<Option<LaidOutPlan>>,
}

impl NewPlanForm {
    /// A form without decisions.
    pub fn new(host: NewPlanImport) -> NewPlanForm {
        NewPlanForm {
            host,
            choices: RwSignal::new(NewPlanChoices::default()),
            name: RwSignal::new(None),
            laid: RwSignal::new(None),
        }
    }

    /// Forgets the decisions.
    pub fn reset(self) {
        self.choices.set(NewPlanChoices::default());
        self.name.set(None);
        self.laid.set(None);
    }

    /// The preview against the plan that the table is made into. The second value is that plan.
    pub async fn preview(
        source: ImportSource,
        choices: NewPlanChoices,
        progress: impl Fn(f64) -> bool,
    ) -> Option<(ImportPreview, LaidOutPlan)> {
        let year = clock::today().year();
        let begun = with_context(&source, &choices, |context| blank(context, &mut random::bits));
        let first = source.clone().preview(begun.clone(), year, |done| progress(done / 2.0)).await?;
        let laid = with_context(&source, &choices, |context| lay_out(context, &begun, &first, &mut random::bits));
        let second = source.preview(laid.plan.clone(), year, |done| progress(0.5 + done / 2.0)).await?;
        Some((second, laid))
    }

    /// The plan that would be created.
    pub fn made(self, source: &ImportSource, preview: &ImportPreview, choices: &NewPlanChoices) -> Option<NewPlan> {
        self.laid.with(|laid| {
            let laid = laid.as_ref()?;
            Some(with_context(source, choices, |context| new_plan(context, laid, preview, &mut random::bits)))
        })
    }
}

fn with_context<T>(source: &ImportSource, choices: &NewPlanChoices, make: impl FnOnce(&NewPlanContext) -> T) -> T {
    make(&NewPlanContext {
        table: &source.table,
        mapping: &source.mapping,
        file: source.file_name(),
        proposed: RegionalDefaults::of(&intl::preferred_language(), &intl::time_zone()),
        year: clock::today().year(),
        choices,
    })
}

impl ImportTarget {
    /// The form of a new plan.
    pub fn new_plan(self) -> Option<NewPlanForm> {
        match self {
            ImportTarget::Plan(_) => None,
            ImportTarget::NewPlan(form) => Some(form),
        }
    }

    /// Looks at the plan that the preview refers to; untracked.
    pub fn peek<T>(self, look: impl FnOnce(&Plan) -> T) -> T {
        match self {
            ImportTarget::Plan(editor) => editor.peek(look),
            ImportTarget::NewPlan(form) => form.laid.with_untracked(|laid| match laid {
                Some(laid) => look(&laid.plan),
                None => look(&Plan::blank(&mut random::bits)),
            }),
        }
    }

    /// The market of that plan.
    pub fn market(self) -> Market {
        match self {
            ImportTarget::Plan(editor) => editor.market().get(),
            ImportTarget::NewPlan(form) => {
                let chosen = form.choices.with(|choices| choices.market);
                let proposed = || form.laid.with(|laid| laid.as_ref().map(|laid| laid.plan.basics.market));
                chosen.or_else(proposed).unwrap_or_default()
            }
        }
    }
}
