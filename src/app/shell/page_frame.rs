//! The frame around every screen: header, save status, undo, language, theme and footer.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::shell::navigation::use_navigation;
use crate::app::shell::new_version::report_not_loaded;
use crate::app::shell::plan_loader::{Extra, PlanLoader};
use crate::app::shell::route::Route;
use crate::app::workspace::save_bar::SaveBar;
use crate::browser::dom::focus::{Urgency, announce, focus_by_id, focus_when_rendered};
use crate::browser::page::theme;
use crate::browser::page::theme::Theme;
use crate::i18n::words::{app, shell};
use crate::i18n::{self, Locale, format};
use crate::plan::PlanId;
use crate::widgets::fields::open_inputs;
use crate::widgets::{ToastHost, Toasts};

const MAIN: &str = "main";
const LANGUAGE: &str = "language-switch";

/// The frame; the screen is its content.
#[component]
pub(crate) fn Shell(children: Children) -> AnyView {
    let loader: PlanLoader = expect_context();
    let navigation = use_navigation();
    // The plan whose name and navigation are shown: the open one, while the reader is in it.
    let shown = Memo::new(move |_| {
        let open = loader.workspace().and_then(|workspace| workspace.editor.open_plan());
        open.filter(|open| navigation.route().plan() == Some(*open))
    });
    let navigation =
        move || shown.get().zip(loader.workspace()).map(|(plan, workspace)| (workspace.parts.plan_navigation)(plan));
    view! {
        // A link, so that assistive technology lists it; the address does not change.
        <a
            class="skip"
            href="#main"
            on:click=move |event| {
                event.prevent_default();
                focus_by_id(MAIN);
            }
        >
            {shell::skip_to_content()}
        </a>
        {header(loader, shown)}
        {navigation}
        <main id=MAIN tabindex="-1">
            <SaveBar />
            {children()}
        </main>
        <footer class="spread">
            <p>{shell::stays_here()} {format::sentence_gap()} {app::open_source(env!("CARGO_PKG_VERSION"))}</p>
            <span class="footer-tools">
                {loader.extra(Extra::ShortcutsButton)}
                <ThemeChoice />
            </span>
        </footer>
        {loader.extra(Extra::GoTo)}
        {loader.extra(Extra::Shortcuts)}
        {loader.extra(Extra::NewPlanImport)}
        <ToastHost />
    }
    .into_any()
}

fn header(loader: PlanLoader, shown: Memo<Option<PlanId>>) -> AnyView {
    let of_plan =
        move || shown.get().zip(loader.workspace()).map(|(plan, workspace)| (workspace.parts.plan_header)(plan));
    let rest = move || shown.get().is_none().then(|| view! { <span class="grow"></span> });
    view! {
        <header>
            <a class="logo" href=Route::Home.to_string() aria-label=shell::app_name()>"Ground"<i>"swell"</i></a>
            {of_plan}
            {rest}
            <LanguageSwitch />
        </header>
    }
    .into_any()
}

/// The other language, in its own name.
#[component]
fn LanguageSwitch() -> AnyView {
    let toasts = Toasts::here();
    let other = other_language();
    view! {
        <button id=LANGUAGE type="button" class="btn plain" lang=other.tag() on:click=move |_| switch_language(toasts)>
            {match other {
                Locale::En => "English",
                Locale::Zh => "中文",
            }}
        </button>
    }
    .into_any()
}

fn other_language() -> Locale {
    match i18n::locale() {
        Locale::En => Locale::Zh,
        Locale::Zh => Locale::En,
    }
}

/// Switches to the other language.
pub(crate) fn switch_language(toasts: Toasts) {
    spawn_local(async move {
        if i18n::switch_to(other_language(), open_inputs::leave_screen).await.is_err() {
            report_not_loaded(toasts, shell::language_failed()).await;
            return;
        }
        // The page is rendered again, and the button with it.
        focus_when_rendered(LANGUAGE.to_owned());
        announce(shell::language_switched(), Urgency::Polite);
    });
}

thread_local! {
    /// The chosen theme, for the choice on the page.
    static THEME: ArcRwSignal<Theme> = ArcRwSignal::new(theme::chosen());
}

/// Applies and stores a theme.
pub(crate) fn choose_theme(theme: Theme) {
    theme::choose(theme);
    THEME.with(|chosen| chosen.set(theme));
}

#[component]
fn ThemeChoice() -> AnyView {
    let chosen = THEME.with(Clone::clone);
    let now = chosen.get_untracked();
    let options = Theme::ALL.map(|choice| {
        let label = match choice {
            Theme::Auto => shell::theme_auto(),
            Theme::Light => shell::theme_light(),
            Theme::Dark => shell::theme_dark(),
        };
        view! { <option value=choice.code() selected=choice == now>{label}</option> }
    });
    view! {
        <label>
            {shell::theme()} " "
            <select
                class="btn quiet small"
                prop:value=move || chosen.get().code()
                on:change=move |event| choose_theme(Theme::from_code(&event_target_value(&event)))
            >
                {options}
            </select>
        </label>
    }
    .into_any()
}
