//! The worker that writes workbooks: a separate program, fetched when the first workbook is requested.

#[cfg(target_arch = "wasm32")]
fn main() {
    groundswell_worker::serve(|job, _, _| {
        let book = serde_json::from_str(job).map_err(|error| error.to_string())?;
        groundswell_workbook::write(&book)
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This runs in a browser, beside Groundswell: see README.md for how to build it.");
}
