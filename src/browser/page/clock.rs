//! The time where the reader is. Knows no plan.

use std::pin::pin;

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use futures_util::future::{Either, select};
use js_sys::{Date, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Milliseconds since 1970, UTC.
#[allow(clippy::cast_possible_truncation)] // whole milliseconds, far below 2^53
pub fn now_ms() -> i64 {
    Date::now() as i64
}

/// The moment, in UTC, to the second.
pub fn now_utc() -> NaiveDateTime {
    DateTime::from_timestamp_millis(now_ms()).unwrap_or_default().naive_utc()
}

/// The reader's date.
pub fn today() -> NaiveDate {
    day_of(&Date::new_0())
}

/// The reader's date at a moment.
pub fn day_at(ms: i64) -> NaiveDate {
    day_of(&at(ms))
}

/// The reader's time of day at a moment: hours and minutes.
pub fn time_at(ms: i64) -> (u32, u32) {
    let date = at(ms);
    (date.get_hours(), date.get_minutes())
}

/// Waits for a future, but no longer than `ms` milliseconds: `None` on a timeout.
pub async fn with_timeout<R>(ms: i32, work: impl Future<Output = R>) -> Option<R> {
    let over = Promise::new(&mut |resolve, _reject| {
        if let Some(window) = web_sys::window() {
            // It fails for no function.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
        }
    });
    match select(pin!(work), JsFuture::from(over)).await {
        Either::Left((outcome, _)) => Some(outcome),
        Either::Right(_) => None,
    }
}

/// Yields to the page, so that it can render and handle keys.
pub async fn pause() {
    let over = Promise::new(&mut |resolve, _reject| {
        if let Some(window) = web_sys::window() {
            // It fails for no function.
            let _ = window.set_timeout_with_callback(&resolve);
        }
    });
    let _ = JsFuture::from(over).await;
}

/// Runs a function and records its duration in the performance timeline, for developer tools and benchmarks. The last
/// of each name is kept.
pub fn timed<R>(name: &str, work: impl FnOnce() -> R) -> R {
    let performance = web_sys::window().and_then(|window| window.performance());
    if let Some(performance) = &performance {
        // A mark fails for reserved names only.
        let _ = performance.mark(name);
    }
    let done = work();
    if let Some(performance) = &performance {
        performance.clear_measures_with_measure_name(name);
        let _ = performance.measure_with_start_mark(name, name);
        performance.clear_marks_with_mark_name(name);
    }
    done
}

#[allow(clippy::cast_precision_loss)] // whole milliseconds, far below 2^53
fn at(ms: i64) -> Date {
    Date::new(&JsValue::from_f64(ms as f64))
}

fn day_of(date: &Date) -> NaiveDate {
    let year = i32::try_from(date.get_full_year()).unwrap_or(i32::MAX);
    // A clock outside of the calendar's range must not stop the app.
    NaiveDate::from_ymd_opt(year, date.get_month() + 1, date.get_date()).unwrap_or_default()
}
