//! Approved states of a plan in its file: complete, one line each, and validated like any plan.

use groundswell::file::{self, LoadError};
use groundswell::plan::Plan;
use groundswell::plan::edit::apply::apply;
use groundswell::plan::edit::{ListEdit, PlanEdit};
use groundswell::plan::model::approval::{Approval, Frozen};
use groundswell::plan::model::id::Id;
use groundswell::plan::model::references::Reference;
use groundswell_random_plan::PLANS;

fn approval(plan: &Plan, id: u64, by: &str) -> Approval {
    let on = "2027-03-01".parse().unwrap();
    Approval { id: Id::from_bits(id), by: by.to_owned(), on, note: String::new(), plan: Frozen::of(plan) }
}

fn approved(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    for (at, by) in ["Ms. Chen", "陈总"].into_iter().enumerate() {
        let item = Box::new(approval(&plan, 900 + at as u64, by));
        apply(&mut plan, PlanEdit::Approval(ListEdit::Insert { at, item })).unwrap();
    }
    plan
}

#[test]
fn an_approval_contains_the_plan_without_approvals_and_daily_figures() {
    let plan = &PLANS[1];
    let mut later = approved(plan);
    later.basics.region = "Elsewhere".to_owned();
    let kept = later.approvals[1].plan.plan();
    assert!(kept.approvals.is_empty() && kept.tracking.figures.is_empty());
    assert_eq!((&kept.basics, &kept.budget, &kept.phases), (&plan.basics, &plan.budget, &plan.phases));
    assert!(!plan.tracking.figures.is_empty());
}

#[test]
fn an_approval_is_one_line_of_the_file_and_survives_a_round_trip() {
    for plan in PLANS.iter() {
        let text = file::write(&approved(plan));
        let lines: Vec<&str> = text.lines().filter(|line| line.contains("\"by\":")).collect();
        assert_eq!(lines.len(), 2);
        // Compact and without daily figures: much smaller than the plan itself.
        assert!(lines[0].len() < file::write(plan).len(), "{} bytes", lines[0].len());
        let loaded = file::read(&text).unwrap().plan;
        assert!(loaded == approved(plan));
        assert_eq!(file::write(&loaded), text);
    }
}

#[test]
fn an_approved_plan_is_checked_like_any_other() {
    let plan = approved(&PLANS[1]);
    let text = file::write(&plan);
    let mut broken = plan.clone();
    let mut within = broken.approvals[0].plan.plan().clone();
    let metric = Id::from_bits(12_345);
    within.goals.north_star.as_mut().unwrap().metric = metric;
    broken.approvals[0].plan = Frozen::of(&within);
    match file::read(&file::write(&broken)) {
        Err(LoadError::BrokenReference { path, to }) => {
            assert_eq!(path, "plan.approvals[0].plan.goals.north_star");
            assert_eq!(to, Reference::Metric(metric));
        }
        other => panic!("{other:?}"),
    }
    // An approval within an approval is neither written nor accepted.
    let line = text.lines().find(|line| line.contains("\"by\":\"Ms. Chen\"")).unwrap().trim().trim_end_matches(',');
    let nested = format!("{},\"approvals\":[{line}]}}}}", line.strip_suffix("}}").unwrap());
    match file::read(&text.replacen(line, &nested, 1)) {
        Err(LoadError::Invalid { at: Some(_), reason, .. }) => {
            assert!(reason.contains("no approvals of its own"), "{reason}");
        }
        other => panic!("{other:?}"),
    }
}
