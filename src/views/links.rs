//! Tracked links with their QR codes: a sheet to print and cut, and each code as a file.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::shell::route::{PlanView, Route};
use crate::app::{Editor, ViewPage, use_editor};
use crate::browser::files::{image, transfer};
use crate::browser::page::{clock, document};
use crate::export::qr::QrCode;
use crate::export::qr::sheet::{PartnerCode, QrSize};
use crate::file::{PlanFileKind, file_name, file_name_of};
use crate::i18n::format;
use crate::i18n::words::{common, links as w};
use crate::lens;
use crate::plan::model::partner::{Partner, PartnerId};
use crate::plan::model::phase::PhaseKind;
use crate::plan::review::findings::step_of;
use crate::plan::{Plan, Step};
use crate::ui::form::{Form, Label};
use crate::ui::labels::{names, qr_sheet};
use crate::widgets::{Button, ButtonKind, ButtonLink, EmptyState, Notice, NoticeKind, RadioChoice, RadioGroup, Toasts};

/// The least side length of an exported code in points: enough for print and for any editor.
const LEAST_POINTS: usize = 1024;

/// The view.
pub fn page() -> AnyView {
    let editor = use_editor();
    view! { <ViewPage view=PlanView::Links lede=w::lede()>{content(editor)}</ViewPage> }.into_any()
}

fn content(editor: Editor) -> AnyView {
    let size = RwSignal::new(QrSize::default());
    let ready = editor.memo(|plan| {
        let ready = plan.partners.iter().filter(|partner| partner.link.address().is_ok());
        ready.map(|partner| partner.id).collect::<Vec<_>>()
    });
    let any = Memo::new(move |_| !ready.with(Vec::is_empty));
    let shown = move || {
        if any.get() {
            view! {
                {tools(editor, size)}
                {unfinished(editor)}
                <p class="print-only">{editor.name()}</p>
                <ul class=move || format!("codes {}", size.get().key())>
                    <For each=move || ready.get() key=|id| *id children=move |id| code(editor, id) />
                </ul>
            }
            .into_any()
        } else {
            view! {
                <EmptyState text=w::none() example=w::none_example()>
                    <ButtonLink kind=ButtonKind::Primary href=editor.peek(to_partners)>{w::to_partners()}</ButtonLink>
                </EmptyState>
                {unfinished(editor)}
            }
            .into_any()
        }
    };
    shown.into_any()
}

/// The address for adding a partner.
fn to_partners(plan: &Plan) -> String {
    match plan.phase_of_kind(PhaseKind::Brand) {
        Some(phase) => Route::field(plan.id, Step::Brand, format!("partner-add-{}", phase.id)).to_string(),
        None => Route::step(plan.id, Step::Brand).to_string(),
    }
}

/// Size, printing, and the whole sheet as a file.
fn tools(editor: Editor, size: RwSignal<QrSize>) -> AnyView {
    let toasts = Toasts::here();
    let choices = QrSize::ALL.map(|size| {
        let (label, hint) = match size {
            QrSize::Small => (w::size_small(), w::size_small_hint()),
            QrSize::Medium => (w::size_medium(), w::size_medium_hint()),
            QrSize::Large => (w::size_large(), w::size_large_hint()),
        };
        RadioChoice { value: size.key().to_owned(), label: label.to_owned(), hint: Some(hint.to_owned()) }
    });
    let choose = Callback::new(move |key: String| size.set(QrSize::from_key(&key).unwrap_or_default()));
    let save = Callback::new(move |()| {
        let (name, html) = editor.peek(|plan| {
            let name = file_name(plan, clock::today(), PlanFileKind::CodeSheet);
            (name, qr_sheet::html(plan, size.get_untracked()))
        });
        hand_out(toasts, &name, "text/html", html.as_bytes());
    });
    view! {
        <div class="no-print">
            <RadioGroup
                id="code-size"
                legend=w::size()
                choices=choices.to_vec()
                value=Signal::derive(move || size.get().key().to_owned())
                commit=choose
                inline=true
            />
            <p class="actions code-tools">
                <Button kind=ButtonKind::Primary on_press=Callback::new(|()| document::print())>{common::print()}</Button>
                <Button on_press=save>{w::save_sheet()}</Button>
            </p>
        </div>
    }
    .into_any()
}

/// A partner with an incomplete link: its name and the address to complete it.
type Unfinished = (String, String);

/// Partners without a code, each linked to its form.
fn unfinished(editor: Editor) -> AnyView {
    let list = editor.memo(|plan| {
        let missing = plan.partners.iter().filter(|partner| partner.link.address().is_err());
        missing.map(|partner| (names::partner(partner), to_link(plan, partner))).collect::<Vec<Unfinished>>()
    });
    let shown = move || {
        let list = list.get();
        if list.is_empty() {
            return ().into_any();
        }
        let (n, text) = format::counted(list.len());
        let items = list.into_iter().map(|(name, href)| view! { <li><a href=href>{name}</a></li> }).collect_view();
        view! {
            <div class="no-print">
                <Notice kind=NoticeKind::Info title=w::missing(n, &text)><ul>{items}</ul></Notice>
            </div>
        }
        .into_any()
    };
    shown.into_any()
}

/// The address of a partner's link fields.
fn to_link(plan: &Plan, partner: &Partner) -> String {
    let step = plan.find(partner.phase).map_or(Step::Brand, |phase| step_of(phase.kind));
    Route::field(plan.id, step, format!("partner-page-{}", partner.id)).to_string()
}

/// One code as printed, with its actions below.
fn code(editor: Editor, id: PartnerId) -> AnyView {
    let form: Form<Partner> = Form::item(editor, id);
    let coded = Memo::new(move |_| form.get(PartnerCode::of).flatten());
    let name = Memo::new(move |_| form.get(names::partner).unwrap_or_default());
    let usual_call = editor.by_market(w::call_usual, w::call_usual_abroad);
    let call = Memo::new(move |_| {
        let own = form.get(|partner| partner.link.call.trim().to_owned()).unwrap_or_default();
        if own.is_empty() { usual_call.to_owned() } else { own }
    });
    let picture = move || match coded.with(|coded| coded.as_ref().and_then(|coded| coded.code.clone())) {
        Some(code) => view! { <div class="code" inner_html=code.svg(&w::code_of(&name.get()))></div> }.into_any(),
        None => view! { <p class="error">{w::too_long()}</p> }.into_any(),
    };
    let short = move || coded.with(|coded| coded.as_ref().map(|coded| coded.short.clone()));
    let address = move || coded.with(|coded| coded.as_ref().map(|coded| coded.address.clone()));
    view! {
        <li>
            {picture}
            <b>{call}</b>
            <h2>{name}</h2>
            <small>{short}</small>
            <div class="code-details no-print">
                <p class="small muted whole">{address}</p>
                {form.text("partner-call", Label::new(w::call()).placeholder(usual_call).optional(), lens!(link.call))}
                {save_code(name, coded)}
                <p class="small">
                    <a
                        href=move || editor.read(|plan| {
                            let partner = plan.find(id);
                            partner.map(|partner| to_link(plan, partner))
                        })
                        aria-label=move || w::change_link_of(&name.get())
                    >
                        {w::change_link()}
                    </a>
                </p>
            </div>
        </li>
    }
    .into_any()
}

/// The buttons that save one code as a file.
fn save_code(name: Memo<String>, coded: Memo<Option<PartnerCode>>) -> AnyView {
    let toasts = Toasts::here();
    let now =
        move || coded.with_untracked(|coded| coded.as_ref()?.code.clone()).map(|code| (name.get_untracked(), code));
    let svg = move |_| {
        if let Some((name, code)) = now() {
            let file = file_name_of(&name, clock::today(), PlanFileKind::CodeSvg);
            hand_out(toasts, &file, "image/svg+xml", code.svg(&w::code_of(&name)).as_bytes());
        }
    };
    let png = move |_| {
        if let Some((name, code)) = now() {
            spawn_local(async move {
                let file = file_name_of(&name, clock::today(), PlanFileKind::CodePng);
                match image::png(&code.svg(""), points(&code)).await {
                    Ok(bytes) => hand_out(toasts, &file, "image/png", &bytes),
                    Err(error) => toasts.say(w::save_failed(&error.to_string())),
                }
            });
        }
    };
    let there = move || coded.with(|coded| coded.as_ref().is_some_and(|coded| coded.code.is_some()));
    view! {
        <Show when=there fallback=|| ()>
            <p class="actions">
                <button type="button" class="btn quiet small" aria-label=move || w::save_svg_of(&name.get()) on:click=svg>
                    {w::save_svg()}
                </button>
                <button type="button" class="btn quiet small" aria-label=move || w::save_png_of(&name.get()) on:click=png>
                    {w::save_png()}
                </button>
            </p>
        </Show>
    }
    .into_any()
}

/// The side length in points: every module the same whole number of them.
fn points(code: &QrCode) -> u32 {
    let width = code.width();
    u32::try_from(width * LEAST_POINTS.div_ceil(width)).unwrap_or(u32::MAX)
}

fn hand_out(toasts: Toasts, name: &str, mime: &str, bytes: &[u8]) {
    if let Err(error) = transfer::download(name, mime, bytes) {
        toasts.say(w::save_failed(&error.to_string()));
    }
}
