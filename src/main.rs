//! Mounts the app in the page once its language pack is installed.

#[cfg(target_arch = "wasm32")]
fn main() {
    use groundswell::app::{App, AppProps};
    use groundswell::browser::page::document;
    use groundswell::{i18n, screens};

    // A panic leaves the program unusable; stored plans are safe, and the rescue screen says so.
    std::panic::set_hook(Box::new(|panic| document::rescue(&panic.to_string())));
    document::spawn(async {
        // The page stays as it is until then: as long as nothing is rendered, `boot.js` can repair a failure automatically.
        if let Err(error) = i18n::start().await {
            return document::rescue(&error.to_string());
        }
        match document::place_for_app() {
            Some(place) => leptos::mount::mount_to(place, || {
                App(AppProps {
                    load: screens::load,
                    load_cards: screens::load_cards,
                    load_quick_start: screens::load_quick_start,
                })
            })
            .forget(),
            None => document::rescue("no place for the app"),
        }
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Groundswell runs in a browser: see README.md for how to build it.");
}
