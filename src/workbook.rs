//! The worker that writes workbooks: a program of its own, fetched when the first one is asked for.
//!
//! It takes its three parts in as they are instead of by the library: with that, everything that the library exports to
//! the splitter, which is all screens of a plan, would come along.

#[cfg(target_arch = "wasm32")]
#[path = "core/export/workbook/book.rs"]
mod book;
#[cfg(target_arch = "wasm32")]
#[path = "browser/worker_scope.rs"]
mod worker_scope;
#[cfg(target_arch = "wasm32")]
#[path = "core/export/workbook/xlsx.rs"]
mod xlsx;

#[cfg(target_arch = "wasm32")]
fn main() {
    worker_scope::serve(|job, _, _| {
        let book = serde_json::from_str(job).map_err(|error| error.to_string())?;
        xlsx::write(&book)
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This runs in a browser, beside Groundswell: see README.md for how to build it.");
}
