//! Runs the code that opens a plan while the page is idle, before there is a plan: browsers compile each function when it
//! first runs and optimise it after many runs.

use std::hint::black_box;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::page::lifecycle;
use crate::file::{self, sample};
use crate::plan::budget::ledger::Ledger;
use crate::plan::review::findings::{CHECK_PARTS, check_part};

use super::Editor;

/// The line items of the plans that are read: few at first, as compiling takes its time; then enough for the browser to
/// optimise what each line runs through.
const LINES: [usize; 6] = [0, 1, 40, 40, 40, 40];

impl Editor {
    /// Runs it part by part, so that the page is never busy for long; ends where a plan is opened meanwhile.
    pub(crate) fn warm_up(self) {
        spawn_local(async move {
            let _ = self.read_and_check_samples().await;
        });
    }

    async fn read_and_check_samples(self) -> Option<()> {
        for text in sample::beginnings() {
            self.next_turn().await?;
            _ = black_box(file::read(&text));
        }
        for lines in LINES {
            self.next_turn().await?;
            let read = file::read(&sample::plan(lines)).ok()?;
            self.next_turn().await?;
            let ledger = Ledger::of(&read.plan);
            for part in 0..CHECK_PARTS {
                self.next_turn().await?;
                black_box(check_part(&read.plan, &ledger, part));
            }
        }
        Some(())
    }

    /// Waits until the page is idle; `None` where a plan is open by then.
    async fn next_turn(self) -> Option<()> {
        lifecycle::idle().await;
        self.open.get_untracked().is_none().then_some(())
    }
}
