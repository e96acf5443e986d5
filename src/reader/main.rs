//! The worker that reads files and pasted text of others for the import: a program of its own, fetched at the first use.
//!
//! It links the core's import only. The reading of workbooks is here and not in the page, and a large file does not hold up
//! the page while it is read. Text that is not in Unicode is refused: see `src/charsets`.

#[cfg(target_arch = "wasm32")]
fn main() {
    use groundswell_core::import::worker_job;

    groundswell_worker::serve(|job, bytes, progress| worker_job::run(job, bytes, progress));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This runs in a browser, beside Groundswell: see README.md for how to build it.");
}
