//! Locks that hold between all tabs of the origin, in whatever process they run (the Web Locks API).

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::browser::page::clock::with_timeout;

/// How long another tab may hold a lock, in milliseconds. One that holds it longer has stopped or is asleep.
const TIMEOUT_MS: i32 = 3000;

/// Does `work` while no other tab holds the lock of that name.
///
/// Where the browser has no locks (pages that came over plain `http`), and where another tab holds this one for more
/// than three seconds, the work is done without: what it writes is compared with what is stored all the same.
pub async fn holding<R>(name: &str, work: impl Future<Output = R>) -> R {
    let asked = request(name);
    let Ok((granted, release)) = asked else { return work.await };
    let _ = with_timeout(TIMEOUT_MS, granted).await;
    let outcome = work.await;
    // If it is not granted yet, it is given back as soon as it is.
    let _ = release.call0(&JsValue::UNDEFINED);
    outcome
}

/// Asks for a lock: what is settled when it is granted, and what gives it back.
fn request(name: &str) -> Result<(JsFuture, Function), JsValue> {
    let navigator = web_sys::window().ok_or("window")?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into())?;
    let ask: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
    let (granted, grant) = open_promise().ok_or("promise")?;
    let (released, release) = open_promise().ok_or("promise")?;
    // The lock is held until the promise is settled that this answers with.
    let hold = Closure::once_into_js(move |_lock: JsValue| -> JsValue {
        let _ = grant.call0(&JsValue::UNDEFINED);
        released.into()
    });
    let asked = Reflect::apply(&ask, &locks, &Array::of2(&name.into(), &hold))?;
    // Refused later, as in a page that is being left, it says so on this promise; nobody waits for it.
    drop(JsFuture::from(asked.unchecked_into::<Promise>()));
    Ok((JsFuture::from(granted), release))
}

/// A promise and what settles it.
fn open_promise() -> Option<(Promise, Function)> {
    let mut settle = None;
    let promise = Promise::new(&mut |resolve, _reject| settle = Some(resolve));
    Some((promise, settle?))
}
