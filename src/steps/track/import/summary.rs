//! What was recognised of each table, what was dropped or calculated, and what does not agree.

use leptos::prelude::*;

use super::labels;
use super::state::Import;
use crate::i18n::format;
use crate::i18n::words::{import_files as files, track_import as w};
use crate::import::actuals::found::{FoundPosts, FoundTable, Micros, Mismatch};
use crate::plan::model::measure::Unit;
use crate::plan::model::metric_dictionary::DictionaryMetric;
use crate::widgets::{Notice, NoticeKind};

/// The most posts that are listed.
const SHOWN_POSTS: usize = 5;

/// What was recognised of the whole file, for its heading.
pub fn found(import: Import) -> String {
    import.of(|source| {
        // Several tables are named one by one below.
        match source.found.tables.as_slice() {
            [table] if table.problem.is_none() => source.file.name.clone() + " · " + &labels::recognised(table),
            _ => source.file.name.clone(),
        }
    })
}

/// What the person should know of the file.
pub fn facts(import: Import) -> Option<AnyView> {
    let (items, is_bad) = import.of(|source| {
        let tables = &source.found.tables;
        let is_one = tables.len() == 1;
        let items: Vec<String> = tables.iter().flat_map(|table| facts_of(table, is_one)).collect();
        (items, tables.iter().all(|table| table.problem.is_some()))
    });
    let remembered = import.is_remembered.get().then(|| w::remembered().to_owned());
    let items: Vec<String> = items.into_iter().chain(remembered).collect();
    if items.is_empty() {
        return None;
    }
    let title = if is_bad { w::no_figures() } else { files::noticed() }.to_owned();
    let kind = if is_bad { NoticeKind::Bad } else { NoticeKind::Info };
    let items: Vec<_> = items.into_iter().map(|text| view! { <li>{text}</li> }).collect();
    Some(view! { <Notice kind title live=is_bad><ul>{items}</ul></Notice> }.into_any())
}

fn facts_of(table: &FoundTable, is_one: bool) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(problem) = &table.problem {
        let reason = labels::problem(problem);
        facts.push(if is_one { reason } else { w::not_imported_table(&reason) });
    } else if !is_one {
        facts.push(labels::recognised(table));
    } else if let Some((first, last)) = table.days() {
        let days = format::span(first, last);
        facts.push(if table.without_year { w::without_year(&days) } else { w::covers(&days) });
    }
    if table.posts.is_some() {
        facts.push(w::posts_say().to_owned());
    }
    let mut say = |count: usize, words: fn(u64, &str) -> String| {
        if count > 0 {
            let (count, text) = format::counted(count);
            facts.push(words(count, &text));
        }
    };
    say(table.totals, w::totals_dropped);
    say(table.repeated_headings, w::headings_dropped);
    say(table.remarks, w::remarks_dropped);
    if table.posts.is_none() {
        say(table.series.iter().map(|series| series.added_days).max().unwrap_or(0), w::added_up);
    }
    let is_named = !is_one && !table.name.is_empty();
    facts.into_iter().map(|text| if is_named { w::in_table(&table.name, &text) } else { text }).collect()
}

/// Days on which the total of followers and its changes differ.
pub fn mismatches(import: Import) -> Option<AnyView> {
    let (count, days) = import.of(|source| {
        let of = source.found.tables.iter().map(|table| &table.mismatches);
        let count: usize = of.clone().map(|(count, _)| count).sum();
        let first: Vec<Mismatch> = of.flat_map(|(_, first)| first.iter().copied()).take(5).collect();
        (count, first)
    });
    if count == 0 {
        return None;
    }
    let number = |value: i64| format::decimal(value / 100, 4);
    let items: Vec<_> = days
        .into_iter()
        .map(|day| w::mismatch(&format::date(day.on), &number(day.stock), &number(day.flow)))
        .map(|text| view! { <li>{text}</li> })
        .collect();
    let (count, text) = format::counted(count);
    Some(
        view! {
            <Notice kind=NoticeKind::Warn title=w::mismatches(count, &text)>
                <p>{w::mismatches_say()}</p>
                <ul>{items}</ul>
            </Notice>
        }
        .into_any(),
    )
}

/// A total of a post, in the unit of its metric.
fn post_total(total: Micros, metric: &str) -> String {
    let text = format::decimal(total / 100, 4);
    match DictionaryMetric::by_key(metric).map(|metric| metric.unit) {
        Some(Unit::Percent) => text + "%",
        Some(Unit::Duration) => w::seconds(&text),
        _ => text,
    }
}

/// The first posts of a file with their totals.
pub fn posts(import: Import) -> Option<AnyView> {
    let posts: FoundPosts =
        import.of(|source| source.found.tables.iter().find_map(|table| table.posts.clone()).unwrap_or_default());
    if posts.count == 0 {
        return None;
    }
    let heads: Vec<_> =
        posts.columns.iter().map(|(name, _)| view! { <th scope="col" class="n">{name.clone()}</th> }).collect();
    let rows: Vec<_> = posts
        .first
        .iter()
        .take(SHOWN_POSTS)
        .map(|post| {
            let totals: Vec<_> = post
                .totals
                .iter()
                .zip(&posts.columns)
                .map(|(total, (_, metric))| total.map(|total| post_total(total, metric)).unwrap_or_default())
                .map(|text| view! { <td class="n">{text}</td> })
                .collect();
            view! {
                <tr>
                    <td class="n">{post.row}</td>
                    <td>{format::date(post.on)}</td>
                    <td class="what">{post.title.clone()}</td>
                    {totals}
                </tr>
            }
        })
        .collect();
    let table = view! {
        <h3>{w::posts_table()}</h3>
        <div class="frame" tabindex="0" role="region" aria-label=w::posts_table()>
            <table>
                <thead>
                    <tr>
                        <th scope="col" class="n">{files::row()}</th>
                        <th scope="col">{w::published()}</th>
                        <th scope="col">{w::post()}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    Some(table.into_any())
}
