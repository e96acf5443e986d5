//! The worker that decodes text that is not in Unicode and reads workbooks of Excel's old format, for the import: a program
//! of its own, since the tables of the character sets weigh more than the reading of files, and few files need either.

#[cfg(target_arch = "wasm32")]
fn main() {
    use groundswell_core::import::worker_job;

    groundswell_worker::serve(|job, bytes, _| worker_job::decode(job, bytes));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This runs in a browser, beside Groundswell: see README.md for how to build it.");
}
