//! Catalogue facts about a channel: what it is good for, content formats, pricing, and platform limits, each with its
//! source and certainty.

use leptos::prelude::*;

use crate::i18n::words::{channel_facts as w, channel_limits, common};
use crate::plan::catalogue::channels::{CatalogueChannel, Limit};
use crate::plan::model::basics::Market;
use crate::plan::model::channel::AccountKind;
use crate::ui::labels::{channels, names};

/// The facts of a channel with the limits in a market of its kind of account; of all kinds while that is unknown.
pub(super) fn facts(channel: &'static CatalogueChannel, account: Option<AccountKind>, market: Market) -> AnyView {
    let costs = channel.costs.iter().map(|cost| names::category(*cost).to_owned());
    // Names of cost categories contain "and", so commas alone would be ambiguous.
    let costs = costs.reduce(|all, next| common::list_more(&all, &next)).unwrap_or_default();
    let said = [
        (w::good_for(), channels::good_for(channel).to_owned()),
        (w::formats(), channels::formats(channel)),
        (w::units(), channels::units(channel)),
        (w::costs(), costs),
        (w::metrics(), channels::metrics(channel)),
    ];
    let said = said.map(|(term, words)| view! { <dt>{term}</dt><dd>{words}</dd> }).into_iter().collect_view();
    let limits: Vec<AnyView> = channel.limits_of(account, market).map(limit).collect();
    let limits = if limits.is_empty() {
        view! { <dd>{w::no_limits()}</dd> }.into_any()
    } else {
        view! { <dd><ul class="plain limits">{limits}</ul> <small class="muted">{w::limits_note()}</small></dd> }
            .into_any()
    };
    view! { <dl class="facts channel-facts">{said} <dt>{w::limits()}</dt> {limits}</dl> }.into_any()
}

/// A limit: its number, certainty and source.
fn limit(found: &'static Limit) -> AnyView {
    let words = channels::limit(found);
    let words = match found.account {
        Some(kind) => channel_limits::of_account(channels::account_kind(kind), &words),
        None => words,
    };
    let sure = channels::certainty(found.certainty);
    let source = match found.publisher() {
        "" => view! { <small class="muted">{sure}</small> }.into_any(),
        publisher => view! {
            <small class="muted">
                <a href=found.source target="_blank" rel="noopener noreferrer" title=w::opens_elsewhere()>
                    {w::source(sure, publisher)}
                </a>
            </small>
        }
        .into_any(),
    };
    view! { <li>{words} " " {source}</li> }.into_any()
}
