//! What is pure of Groundswell: the plan and everything that follows from it, its file, and what else comes in and goes
//! out. Every answer here follows from the question alone: no browser, no clock, no chance.
//!
//! A crate of its own, so that it can be built to be fast where the screens are built to be small.

pub mod export;
pub mod file;
pub mod geometry;
pub mod import;
pub mod plan;
pub mod text;
