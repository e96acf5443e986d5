//! Partners, field marketing sites, conferences and alliances, each with its own tracked link.

use leptos::prelude::*;

use super::activities::joined;
use super::card::{CardSummary, folded, key_of};
use super::{Part, cost, partners_table};
use crate::app::Editor;
use crate::app::shell::route::{PlanView, Route};
use crate::browser::dom::clipboard;
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::format;
use crate::i18n::words::{brand as w, common, links};
use crate::lens;
use crate::plan::Plan;
use crate::plan::links::tracked_url::{LinkError, naming_error};
use crate::plan::links::utm;
use crate::plan::model::budget::PaysFor;
use crate::plan::model::partner::{Partner, PartnerId, PartnerKind};
use crate::plan::model::phase::PhaseKind;
use crate::plan::model::tracked_link::{LinkPart, TrackedLink};
use crate::plan::review::findings::Issue;
use crate::ui::form::{Form, Label, Lens};
use crate::ui::labels::names;
use crate::widgets::{
    Button, ButtonKind, ButtonLink, Disclosure, EmptyState, MenuButton, MenuItem, Notice, NoticeKind, SelectOption,
    Toasts,
};

/// The phase's partners. They belong to the brand promotion phase; other phases show theirs if they have any.
pub(super) fn section(part: Part) -> AnyView {
    let editor = part.editor;
    let ids = editor.memo(move |plan| {
        plan.partners.iter().filter(|partner| partner.phase == part.id).map(|partner| partner.id).collect::<Vec<_>>()
    });
    let any = Memo::new(move |_| !ids.with(Vec::is_empty));
    let shown = move || {
        if !any.get() && part.kind != PhaseKind::Brand {
            return ().into_any();
        }
        let add = Callback::new(move |()| add(part));
        if !any.get() {
            let body = view! {
                <EmptyState text=w::no_partners() example=part.editor.by_market(w::no_partners_example, w::no_partners_example_abroad)>
                    <Button id=part.anchor("partner-add") on_press=add>{w::partner_add()}</Button>
                </EmptyState>
            };
            return part.section("phase-partners", w::partners(), body.into_any());
        }
        let body = view! {
            <p class="muted">{w::partners_hint()}</p>
            {partners_table::view(part)}
            <ul class="plain items">
                <For each=move || ids.get() key=|id| *id children=move |id| card(part, id) />
            </ul>
            <p class="actions">
                <Button id=part.anchor("partner-add") on_press=add>{w::partner_add()}</Button>
                <ButtonLink href=Route::PlanView { plan: part.plan, view: PlanView::Links }.to_string()>
                    {w::to_codes()}
                </ButtonLink>
            </p>
        };
        part.section("phase-partners", w::partners(), body.into_any())
    };
    shown.into_any()
}

fn add(part: Part) {
    let editor = part.editor;
    let id: PartnerId = editor.fresh_id();
    let partner = editor.peek(|plan| {
        let days = plan.find(part.id).map(|phase| (phase.first, phase.last)).unwrap_or_default();
        Partner {
            id,
            phase: part.id,
            kind: PartnerKind::of_market(plan.basics.market).next().unwrap_or_default(),
            name: String::new(),
            contact: String::new(),
            first: days.0,
            last: days.1,
            channel: None,
            expected: None,
            counted: None,
            link: TrackedLink::default(),
            note: String::new(),
        }
    });
    if editor.insert(partner) {
        part.opened.set(key_of(id));
        focus_when_rendered(Form::<Partner>::item(editor, id).anchor("partner-kind"));
    }
}

/// The kinds of the plan's market, and the partner's own.
fn kinds(plan: &Plan, id: PartnerId) -> Vec<SelectOption> {
    let own = plan.find(id).map(|partner| partner.kind);
    let offered = |kind: &PartnerKind| kind.markets().include(plan.basics.market) || Some(*kind) == own;
    let kinds = PartnerKind::ALL.into_iter().filter(offered);
    kinds.map(|kind| SelectOption::new(kind.key(), names::partner_kind(kind))).collect()
}

fn kind_of(value: &str) -> PartnerKind {
    PartnerKind::ALL.into_iter().find(|kind| kind.key() == value).unwrap_or_default()
}

fn card(part: Part, id: PartnerId) -> AnyView {
    let editor = part.editor;
    let form: Form<Partner> = Form::item(editor, id);
    let title = Memo::new(move |_| form.get(names::partner).unwrap_or_default());
    let menu = move || {
        let name = title.get();
        let what = name.clone();
        let items = vec![
            MenuItem::new(
                common::delete(),
                Callback::new(move |()| {
                    _ = editor.remove(id, &cost::name_with_lines(editor, PaysFor::Partner(id), &what));
                }),
            )
            .danger(),
        ];
        view! { <MenuButton label=common::more_actions() name=common::more_actions_for(&name) items=items /> }
    };
    let cost = cost::sum(part, PaysFor::Partner(id));
    let about = Signal::derive(move || {
        let known = form.get(|partner| {
            let named = !partner.name.trim().is_empty();
            let days = partner.first.zip(partner.last).map(|(first, last)| format::span_short(first, last));
            (named.then(|| names::partner_kind(partner.kind).to_owned()), days)
        });
        let (kind, days) = known.unwrap_or_default();
        joined([kind, days, Some(cost.get())])
    });
    folded(part, key_of(id), CardSummary::new(title, about).menu(menu.into_any()), move || fields(part, id))
}

fn fields(part: Part, id: PartnerId) -> AnyView {
    let editor = part.editor;
    let form: Form<Partner> = Form::item(editor, id);
    view! {
        <div class="row wide">
            {form.select(
                "partner-kind",
                w::kind(),
                editor.memo(move |plan| kinds(plan, id)),
                |partner| partner.kind.key().to_owned(),
                |partner, value| partner.kind = kind_of(value),
            )}
            {form.text("partner-name", common::name(), lens!(name))}
        </div>
        <div class="row">
            {form.people("partner-contact", Label::new(w::contact()).placeholder(w::contact_example()), lens!(contact))}
            {form.date("partner-first", common::first_day(), lens!(first))}
            {form.date("partner-last", common::last_day(), lens!(last))}
        </div>
        <div class="row">
            {form.channel(
                "partner-channel",
                Label::new(w::counted_on()).placeholder(crate::i18n::words::phase::no_channel()),
                |partner| partner.channel,
                |partner, channel| partner.channel = channel,
            )}
            {form.count("partner-expected", w::expected(), lens!(expected))}
            {form.count("partner-counted", Label::new(w::counted()).optional(), lens!(counted))}
        </div>
        {cost::view(part, PaysFor::Partner(id))}
        {link(part, id)}
        {form.area("partner-note", Label::new(common::note()).placeholder(w::note_example()).optional(), 2, lens!(note))}
    }
    .into_any()
}

/// The partner's link: UTM parameters, their problems, and the full URL.
fn link(part: Part, id: PartnerId) -> AnyView {
    let editor = part.editor;
    let form: Form<Partner> = Form::item(editor, id);
    let toasts = Toasts::here();
    let address = Memo::new(move |_| {
        let link = form.get(|partner| partner.link.clone()).filter(|link| !link.is_blank())?;
        Some(link.address())
    });
    let summary = Signal::derive(move || match address.get() {
        None => w::link_none().to_owned(),
        Some(Ok(_)) => w::link_ready().to_owned(),
        Some(Err(_)) => w::link_faulty().to_owned(),
    });
    let fill = Callback::new(move |()| {
        let usual = editor.peek(|plan| utm::suggested_link(&plan.partners, id, &plan.basics.name));
        if let Some(usual) = usual {
            form.choose(|partner| partner.link = usual);
            let page = form.anchor("partner-page");
            if editor.peek(|plan| plan.partners.iter().any(|partner| partner.id == id && partner.link.page.is_empty()))
            {
                focus_when_rendered(page);
            }
        }
    });
    let copy = Callback::new(move |()| {
        if let Some(Ok(address)) = address.get_untracked() {
            clipboard::copy(address, move |done| {
                toasts.say(if done { common::copied() } else { w::copy_failed() });
            });
        }
    });
    let whole = move || match address.get() {
        // Invalid parameter names are reported beside their fields.
        None | Some(Err(LinkError::Spaced(_) | LinkError::Capitals(_))) => ().into_any(),
        Some(Err(LinkError::TrackedAlready)) => tracked_already(form),
        Some(Err(error)) => {
            let kind = if matches!(error, LinkError::NoPage) { NoticeKind::Info } else { NoticeKind::Warn };
            view! { <Notice kind=kind>{error_words(error)}</Notice> }.into_any()
        }
        Some(Ok(address)) => view! {
            <p class="address"><span class="small muted">{w::address()}</span><code>{address}</code></p>
            <Button on_press=copy>{w::copy_address()}</Button>
        }
        .into_any(),
    };
    view! {
        <Disclosure summary=summary>
            <p class="small muted">{w::link_hint()}</p>
            {form.link("partner-page", Label::new(w::page()).placeholder("https://"), lens!(link.page))}
            <div class="parameters">
                {parameter(editor, id, LinkPart::Source)} {parameter(editor, id, LinkPart::Medium)}
                {parameter(editor, id, LinkPart::Campaign)} {parameter(editor, id, LinkPart::Content)}
            </div>
            <p class="actions"><Button on_press=fill>{w::fill_usual()}</Button></p>
            {form.text("partner-call", Label::new(links::call()).placeholder(editor.by_market(links::call_usual, links::call_usual_abroad)).optional(), lens!(link.call))}
            {whole}
        </Disclosure>
    }
    .into_any()
}

/// Shown when the landing page URL has UTM parameters of its own: choose which set is kept.
fn tracked_already(form: Form<Partner>) -> AnyView {
    let choose = move |keep: bool| {
        Callback::new(move |()| {
            form.choose(|partner| {
                let link = &mut partner.link;
                let Some(found) = utm::page_without_tracking(&link.page) else { return };
                link.page = found.page;
                if keep {
                    let parts = [
                        (&mut link.source, found.carried.source),
                        (&mut link.medium, found.carried.medium),
                        (&mut link.campaign, found.carried.campaign),
                        (&mut link.content, found.carried.content),
                    ];
                    parts
                        .into_iter()
                        .filter(|(_, carried)| !carried.is_empty())
                        .for_each(|(part, carried)| *part = carried);
                }
            });
            // The notice is removed with its cause.
            focus_when_rendered(form.anchor("partner-page"));
        })
    };
    view! {
        <Notice kind=NoticeKind::Warn>
            <p>{w::error_tracked_already()}</p>
            <p class="actions">
                <Button on_press=choose(true)>{w::tracking_keep()}</Button>
                <Button on_press=choose(false)>{w::tracking_replace()}</Button>
            </p>
        </Notice>
    }
    .into_any()
}

/// A correction of a parameter: the problem, and the suggested value if there is one.
#[derive(Clone, Default, PartialEq)]
struct Correction {
    error: Option<String>,
    instead: Option<String>,
}

/// One UTM parameter. Values that would distort tracking are reported beside it with a suggestion.
fn parameter(editor: Editor, id: PartnerId, part: LinkPart) -> AnyView {
    let form: Form<Partner> = Form::item(editor, id);
    let (name, hint, lens): (_, _, Lens<Partner, String>) = match part {
        LinkPart::Source => ("partner-source", "utm_source", lens!(link.source)),
        LinkPart::Medium => ("partner-medium", "utm_medium", lens!(link.medium)),
        LinkPart::Campaign => ("partner-campaign", "utm_campaign", lens!(link.campaign)),
        LinkPart::Content => ("partner-content", "utm_content", lens!(link.content)),
    };
    let other = Memo::new(move |_| if part == LinkPart::Source { sharing(editor, id) } else { None });
    let check = Memo::new(move |_| {
        let value = form.get(|partner| lens.0(partner).clone()).unwrap_or_default();
        if let Some(error) = naming_error(part, &value) {
            return Correction { error: Some(error_words(error)), instead: Some(utm::normalized(&value)) };
        }
        other.get().map_or_else(Correction::default, |other| {
            let instead = editor.read(|plan| utm::unique_source(&plan.partners, id));
            Correction { error: Some(w::error_shared(&other)), instead }
        })
    });
    let offered = editor.memo(move |plan| utm::suggestions(&plan.partners, id, &plan.basics.name, part));
    let problem = Signal::derive(move || check.get().error);
    let mut label = Label::new(part_name(part)).hint(hint).suggestions(offered).problem(problem);
    if part == LinkPart::Content {
        label = label.optional();
    }
    let suggestion = move || {
        check.get().instead.filter(|instead| !instead.is_empty()).map(|instead| {
            let words = w::write_instead(&instead);
            let write = Callback::new(move |()| {
                form.choose(|partner| lens.1(partner).clone_from(&instead));
                // The button is removed with its cause.
                focus_when_rendered(form.anchor(name));
            });
            view! { <Button kind=ButtonKind::Plain on_press=write>{words}</Button> }
        })
    };
    view! { <div>{form.text(name, label, lens)} {suggestion}</div> }.into_any()
}

/// The name of another partner with an identical link, if any.
fn sharing(editor: Editor, id: PartnerId) -> Option<String> {
    let other = editor.findings().with(|findings| {
        findings.iter().find_map(|finding| match finding.issue {
            Issue::LinkClash { partner, other } if partner == id => Some(other),
            Issue::LinkClash { partner, other } if other == id => Some(partner),
            _ => None,
        })
    })?;
    editor.read(|plan| {
        let other = plan.find(other)?;
        Some(names::partner(other))
    })
}

fn part_name(part: LinkPart) -> &'static str {
    match part {
        LinkPart::Source => w::source(),
        LinkPart::Medium => w::medium(),
        LinkPart::Campaign => w::campaign(),
        LinkPart::Content => w::content(),
    }
}

fn error_words(error: LinkError) -> String {
    match error {
        LinkError::NoPage => w::error_no_page().to_owned(),
        LinkError::NoWebPage => w::error_no_web_page().to_owned(),
        LinkError::TrackedAlready => w::error_tracked_already().to_owned(),
        LinkError::Missing(part) => w::error_missing(part_name(part)),
        LinkError::Spaced(part) => w::error_spaced(part_name(part)),
        LinkError::Capitals(part) => w::error_capitals(part_name(part)),
    }
}
