//! The open plan and the one way it changes.
//!
//! Screens read the plan through [`Editor::memo`] and [`Editor::read`] and change it through [`Editor::apply`] or one of
//! the shorter forms; nothing else holds the plan. Undo, saving, findings and other tabs all hang on that one path.
//! An editor is a handle: copy it into every closure. It lives above the views, so that what it holds survives a switch
//! of language.

mod changes;
mod open_plan;
mod warm_up;

use std::fmt;

use leptos::prelude::*;

use crate::app::shell::navigation::Navigation;
use crate::app::shell::route::Route;
use crate::app::workspace::autosave::Autosave;
use crate::browser::page::clock;
use crate::file::LoadError;
use crate::i18n::format;
use crate::i18n::words::app;
use crate::plan::budget::ledger::Ledger;
use crate::plan::edit::history::History;
use crate::plan::edit::impact::BudgetImpact;
use crate::plan::edit::size_limits::exceeded_limit;
use crate::plan::edit::{EditError, Editable, PlanEdit};
use crate::plan::model::basics::Market;
use crate::plan::model::id::{Entity, Id};
use crate::plan::numbers::currency::Currency;
use crate::plan::review::findings::{Finding, check_with, undrawable_finding};
use crate::plan::review::step_status::{StepStatus, status};
use crate::plan::{Plan, PlanId, Step};
use crate::widgets::Toasts;

/// Why a plan cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// There is no draft of that id.
    NotThere,
    /// The draft is no plan that can be read. It is left as it is.
    Unreadable(LoadError),
    /// Another plan is open and could not be saved.
    OtherPlanUnsaved,
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotThere => f.write_str("there is no such draft"),
            Self::Unreadable(error) => write!(f, "the draft cannot be read: {error}"),
            Self::OtherPlanUnsaved => f.write_str("another plan is open and could not be saved"),
        }
    }
}

impl std::error::Error for OpenError {}

/// The open plan. See the [module](self).
#[derive(Clone, Copy)]
pub struct Editor {
    plan: RwSignal<Plan>,
    /// Totals that follow from the line items; updated before anything reacts to an edit.
    ledger: StoredValue<Ledger>,
    history: StoredValue<History>,
    can_undo: RwSignal<bool>,
    can_redo: RwSignal<bool>,
    /// Which plan is open.
    open: RwSignal<Option<PlanId>>,
    loads: RwSignal<u32>,
    findings: Memo<Vec<Finding>>,
    autosave: Autosave,
    /// Counts the exports of the plan.
    exports: RwSignal<u32>,
    toasts: Toasts,
    navigation: Navigation,
    kept: StoredValue<UntrackedState>,
}

/// State of the editor that is not reactive.
struct UntrackedState {
    /// How many edits were made, to see whether an edit was the last one.
    edits: u64,
    /// The owner of callbacks that outlive their screen.
    root: Owner,
    /// The last load for which the reader was taken to invalid dates.
    dates_shown_for: Option<u32>,
}

/// The editor from the context.
///
/// # Panics
/// Outside of the app's views, where there is none.
pub fn use_editor() -> Editor {
    expect_context()
}

impl Editor {
    /// Makes the app's editor, with no plan open. It belongs to the owner it is made in: the root.
    pub(crate) fn new(toasts: Toasts, navigation: Navigation) -> Editor {
        let mut counted = 0;
        let none = Plan::blank(&mut || {
            counted += 1;
            counted
        });
        let ledger = StoredValue::new(Ledger::of(&none));
        let plan = RwSignal::new(none);
        let (loads, timed) = (RwSignal::new(0), StoredValue::new(0));
        let findings = Memo::new(move |_| {
            // The plan before any is loaded has none to show, and the first check compiles much code.
            if loads.get_untracked() == 0 {
                return plan.with(|_| Vec::new());
            }
            // Timed when a plan is loaded, not at every edit: the measurement takes longer than the check.
            let first = timed.get_value() != loads.get_untracked();
            timed.set_value(loads.get_untracked());
            let check = |plan: &Plan| ledger.with_value(|ledger| check_with(plan, ledger));
            plan.with(|plan| if first { clock::timed("groundswell:findings", || check(plan)) } else { check(plan) })
        });
        Editor {
            plan,
            ledger,
            history: StoredValue::new(History::default()),
            can_undo: RwSignal::new(false),
            can_redo: RwSignal::new(false),
            open: RwSignal::new(None),
            loads,
            findings,
            autosave: Autosave::new(),
            exports: RwSignal::new(0),
            toasts,
            navigation,
            kept: StoredValue::new(UntrackedState {
                edits: 0,
                root: Owner::current().unwrap_or_default(),
                dates_shown_for: None,
            }),
        }
    }

    /// Keeps the findings up to date at every edit, whether or not they are shown. Call it once.
    pub(crate) fn watch_findings(self) {
        // Read, not only tracked: a memo that nobody has read is never computed and is not notified of changes.
        Effect::new(move || self.findings.with(|_| ()));
    }

    // Reading

    /// Reads the plan, tracked: the calling effect or memo runs again after every edit. Prefer [`Editor::memo`].
    pub fn read<R>(self, look: impl FnOnce(&Plan) -> R) -> R {
        self.plan.with(look)
    }

    /// Reads the plan as it is now, once.
    pub fn peek<R>(self, look: impl FnOnce(&Plan) -> R) -> R {
        self.plan.with_untracked(look)
    }

    /// A slice of the plan: what depends on it runs again only when the slice itself has changed.
    pub fn memo<T>(self, look: impl Fn(&Plan) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.read(&look))
    }

    /// Reads the plan with its ledger, tracked as [`Editor::read`].
    pub fn read_figures<R>(self, look: impl FnOnce(&Plan, &Ledger) -> R) -> R {
        self.plan.track();
        self.peek_figures(look)
    }

    /// Reads the plan with its ledger once, untracked.
    pub fn peek_figures<R>(self, look: impl FnOnce(&Plan, &Ledger) -> R) -> R {
        self.plan.with_untracked(|plan| self.ledger.with_value(|ledger| look(plan, ledger)))
    }

    /// A slice of the plan and its ledger, as [`Editor::memo`].
    pub fn figures<T>(self, look: impl Fn(&Plan, &Ledger) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.read_figures(&look))
    }

    /// An item of one of the plan's lists, by its id. `None` once it is gone: a memo may run once more after that.
    pub fn item<T>(self, id: Id<T>) -> Memo<Option<T>>
    where
        T: Editable + Send + Sync,
    {
        self.memo(move |plan| plan.find(id).cloned())
    }

    /// A value from an item; the type's default once the item is gone. The usual `value=` of a field.
    pub fn field<T, V>(self, id: Id<T>, look: impl Fn(&T) -> V + Send + Sync + 'static) -> Signal<V>
    where
        T: Editable,
        V: Default + PartialEq + Clone + Send + Sync + 'static,
    {
        let value = move |plan: &Plan| plan.find(id).map_or_else(V::default, &look);
        self.memo(value).into()
    }

    /// The ids of a list's items, in order: the `each` of a keyed list.
    pub fn ids<T: Editable>(self) -> Memo<Vec<Id<T>>> {
        self.memo(|plan| T::list(plan).iter().map(Entity::id).collect())
    }

    /// The plan's currency: which one, and the digits after its point.
    pub fn currency(self) -> Memo<Currency> {
        self.memo(|plan| plan.basics.currency)
    }

    /// The plan's market: what is suggested first, and which texts speak to the reader.
    pub fn market(self) -> Memo<Market> {
        self.memo(|plan| plan.basics.market)
    }

    /// The text for the plan's market, of one that differs by market: `editor.by_market(w::hint, w::hint_abroad)`.
    pub fn by_market<T>(self, china: fn() -> T, abroad: fn() -> T) -> T {
        self.peek(|plan| plan.basics.market).pick(china, abroad)()
    }

    /// Everything the check finds in the plan. Prefer [`Editor::read_findings`].
    pub fn findings(self) -> Memo<Vec<Finding>> {
        self.findings
    }

    /// Reads the findings, tracked.
    pub fn read_findings<R>(self, look: impl FnOnce(&[Finding]) -> R) -> R {
        self.findings.with(|findings| look(findings))
    }

    /// How far a step has come.
    pub fn status(self, step: Step) -> Memo<StepStatus> {
        Memo::new(move |_| {
            self.read(|plan| self.read_findings(|findings| status(plan, findings, step, clock::today())))
        })
    }

    /// Which plan is open.
    pub fn open_plan(self) -> Option<PlanId> {
        self.open.get()
    }

    /// Which plan is open now, once.
    pub(crate) fn peek_open(self) -> Option<PlanId> {
        self.open.get_untracked()
    }

    /// Changes whenever a plan is loaded; screens of the previous one are rendered again.
    pub(crate) fn loads(self) -> u32 {
        self.loads.get()
    }

    /// The plan's name as a heading shows it.
    pub fn name(self) -> Memo<String> {
        self.memo(display_name)
    }

    /// The field of the first invalid date of a plan that was just opened and cannot be shown on the calendar. `None`
    /// when asked again for the same load.
    pub(crate) fn invalid_dates_field(self) -> Option<&'static str> {
        let load = self.loads.get_untracked();
        let finding = self.peek(undrawable_finding)?;
        let is_first = self.kept.with_value(|kept| kept.dates_shown_for != Some(load));
        self.kept.update_value(|kept| kept.dates_shown_for = Some(load));
        is_first.then_some(finding.place.field)
    }

    // Changing

    /// Applies an edit. `field` is the DOM id of the input that is typed in: edits of one field that follow each other
    /// are undone as one. On an error the plan is as it was; see also [`Editor::edit`], which says the error.
    ///
    /// Not to be called within [`Editor::read`] or [`Editor::peek`].
    ///
    /// # Errors
    /// Fails where the edit is refused, see [`EditError`].
    pub fn apply(self, edit: PlanEdit, field: Option<&str>) -> Result<(), EditError> {
        let screen = match self.navigation.peek() {
            Route::Section { section, .. } => Some(section as usize),
            _ => None,
        };
        self.change_plan(|history, plan| {
            let impact = history.apply(plan, edit, field)?;
            if let Some(screen) = screen {
                history.note_screen(screen);
            }
            Ok(((), impact))
        })?;
        self.kept.update_value(|kept| kept.edits += 1);
        Ok(())
    }

    /// Applies an edit and shows a message if it failed. Returns whether it was applied.
    pub fn edit(self, edit: PlanEdit, field: Option<&str>) -> bool {
        if let Some(most) = self.peek(|plan| exceeded_limit(plan, &edit)) {
            self.toasts.say(app::edit_too_many(&format::counted(most).1));
            return false;
        }
        match self.apply(edit, field) {
            Ok(()) => true,
            Err(error) => {
                let currency = self.peek(|plan| plan.basics.currency);
                self.toasts.say(error_words(error, currency));
                false
            }
        }
    }

    /// Ends the typing in a field, so that its next edit is a separate undo step. Called when a field loses the focus.
    pub fn end_typing(self) {
        self.history.update_value(History::end_typing);
    }

    /// The one place where the plan changes.
    fn change_plan<R>(
        self,
        change: impl FnOnce(&mut History, &mut Plan) -> Result<(R, BudgetImpact), EditError>,
    ) -> Result<R, EditError> {
        let outcome = self.plan.try_maybe_update(|plan| {
            let outcome =
                self.history.try_update_value(|history| change(history, plan)).unwrap_or(Err(EditError::NotFound));
            let outcome = outcome.map(|(outcome, touched)| {
                self.ledger.update_value(|ledger| ledger.update(plan, &touched));
                outcome
            });
            (outcome.is_ok(), outcome)
        });
        let outcome = outcome.unwrap_or(Err(EditError::NotFound));
        if outcome.is_ok() {
            self.update_undo_signals();
            self.autosave.edited(self);
        }
        outcome
    }

    fn update_undo_signals(self) {
        let (undo, redo) = self.history.with_value(|history| (history.can_undo(), history.can_redo()));
        // Called at every edit: set only on a change, so that the buttons are not notified needlessly.
        if self.can_undo.get_untracked() != undo {
            self.can_undo.set(undo);
        }
        if self.can_redo.get_untracked() != redo {
            self.can_redo.set(redo);
        }
    }
}

/// A plan's name, or a placeholder for an empty one.
pub fn display_name(plan: &Plan) -> String {
    let name = plan.basics.name.trim();
    if name.is_empty() { app::untitled().to_owned() } else { name.to_owned() }
}

/// Why an edit failed, in the reader's language.
fn error_words(error: EditError, currency: Currency) -> String {
    match error {
        EditError::NotFound | EditError::NoSuchPlace => app::edit_gone().to_owned(),
        EditError::AlreadyThere => app::edit_already_there().to_owned(),
        EditError::PointsNowhere(_) => app::edit_points_nowhere().to_owned(),
        EditError::StillUsed { uses } => {
            let (count, text) = format::counted(uses);
            app::edit_still_used(count, &text)
        }
        EditError::AmountDoesNotFit(amount) => {
            app::edit_amount_does_not_fit(&format::money(amount.minor(), currency.code(), currency.digits()))
        }
    }
}
