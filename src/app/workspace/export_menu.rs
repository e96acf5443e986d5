//! The Export menu, at hand on every screen of a plan: in the side navigation, and as a sheet from the bar at the bottom.

use leptos::prelude::*;

use crate::app::shell::navigation::{Navigation, use_navigation};
use crate::app::shell::route::{PlanView, Route};
use crate::app::shell::sections::Section;
use crate::app::workspace::editor::{Editor, use_editor};
use crate::app::workspace::entry_points::StepRegistry;
use crate::app::workspace::quick_export::QuickExport;
use crate::browser::page::document;
use crate::i18n::words::{go_to as w, sections};
use crate::plan::PlanId;
use crate::widgets::{ButtonKind, Dialog, MenuButton, MenuItem, Toasts};

/// Whether the report is to be printed as soon as it is shown. A handle, from the context.
#[derive(Clone, Copy)]
pub struct PrintRequest(StoredValue<bool>);

impl PrintRequest {
    pub(crate) fn new() -> PrintRequest {
        PrintRequest(StoredValue::new(false))
    }

    /// Forgets the request: the reader has gone elsewhere.
    pub(crate) fn forget(self) {
        self.0.set_value(false);
    }

    /// Whether there is a request, which is done with then.
    pub fn take(self) -> bool {
        self.0.try_update_value(std::mem::take).unwrap_or_default()
    }
}

/// Makes the exports of the open plan. A handle.
#[derive(Clone, Copy)]
pub(crate) struct Exporter {
    editor: Editor,
    registry: StepRegistry,
    navigation: Navigation,
    toasts: Toasts,
    print: PrintRequest,
}

impl Exporter {
    /// From the context.
    pub fn here() -> Exporter {
        Exporter {
            editor: use_editor(),
            registry: expect_context(),
            navigation: use_navigation(),
            toasts: Toasts::here(),
            print: expect_context(),
        }
    }

    /// Makes one.
    pub fn run(self, export: QuickExport) {
        match export {
            QuickExport::Pdf => self.print_report(),
            QuickExport::Json => self.editor.download(),
            _ => (self.registry.export)(export, self.editor, self.navigation, self.toasts),
        }
    }

    fn print_report(self) {
        let Some(plan) = self.editor.peek_open() else { return };
        let report = Route::PlanView { plan, view: PlanView::Report };
        if self.navigation.peek() == report {
            // In the next frame the menu or dialog is closed.
            request_animation_frame(document::print);
        } else {
            self.print.0.set_value(true);
            self.navigation.go(&report);
        }
    }
}

/// The exports, then the way to all of them: what each is called, and what it does.
fn items(plan: PlanId) -> Vec<(&'static str, Callback<()>)> {
    let exporter = Exporter::here();
    let mut items: Vec<(&'static str, Callback<()>)> = QuickExport::ALL
        .into_iter()
        .map(|export| (export.menu_name(), Callback::new(move |()| exporter.run(export))))
        .collect();
    let options = Route::section(plan, Section::Export);
    let go = Callback::new(move |()| exporter.navigation.go(&options));
    items.push((w::export_options(), go));
    items
}

/// The menu of the side navigation.
pub(crate) fn menu(plan: PlanId) -> AnyView {
    let items = items(plan).into_iter().map(|(name, run)| MenuItem::new(name, run)).collect();
    view! { <MenuButton label=sections::export_short() kind=ButtonKind::Primary items=items /> }.into_any()
}

/// The same as a sheet, for a thumb.
pub(crate) fn sheet(plan: PlanId, open: RwSignal<bool>) -> AnyView {
    let items = StoredValue::new(items(plan));
    let close = Callback::new(move |()| open.set(false));
    let rows = move || {
        let row = |(name, run): (&'static str, Callback<()>)| {
            let press = move |_| {
                open.set(false);
                run.run(());
            };
            view! { <li><button type="button" on:click=press>{name}</button></li> }
        };
        items.get_value().into_iter().map(row).collect::<Vec<_>>()
    };
    view! {
        <Dialog open=open on_close=close title=sections::export_short().to_owned()>
            <ul class="sheet-list">{rows()}</ul>
        </Dialog>
    }
    .into_any()
}
