//! The worker that recognises daily figures in tables that the reader has read: a program of its own, so that an import of
//! a budget does not fetch the headings of every platform.

#[cfg(target_arch = "wasm32")]
fn main() {
    use groundswell_core::import::worker_job;

    groundswell_worker::serve(|choices, tables, progress| worker_job::recognise(choices, tables, progress));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This runs in a browser, beside Groundswell: see README.md for how to build it.");
}
