//! Property tests of editing: every edit is either undone exactly or refused without a change.

use groundswell::file;
use groundswell::plan::Plan;
use groundswell::plan::edit::apply::apply;
use groundswell::plan::edit::history::{DEPTH, History};
use groundswell::plan::edit::removal::removal;
use groundswell::plan::edit::{EditError, ListEdit, PlanEdit};
use groundswell::plan::model::budget::LineItem;
use groundswell::plan::model::id::{Entity, Id};
use groundswell::plan::model::references::Reference;
use groundswell_random_plan::{KINDS, PLANS, RandomSource, edit, kind, random_source, targets};
use proptest::prelude::*;

fn some_plan(random: &mut RandomSource) -> Plan {
    PLANS[random.index_below(PLANS.len())].clone()
}

/// The field by which successive edits are merged; edits of one field replace the same part.
fn field(edit: &PlanEdit) -> Option<String> {
    match edit {
        PlanEdit::Basics(_) => Some("basics".to_owned()),
        PlanEdit::LineItem(ListEdit::Replace(line)) => Some(format!("line/{}", line.id())),
        PlanEdit::Phase(ListEdit::Replace(phase)) => Some(format!("phase/{}", phase.id())),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_is_undone_exactly_or_refused(mut random in random_source(12)) {
        let mut plan = some_plan(&mut random);
        while random.has_numbers() {
            let before = plan.clone();
            let made = edit(&plan, &mut random);
            match apply(&mut plan, made.clone()) {
                Ok(inverse) => {
                    let after = plan.clone();
                    let again = apply(&mut plan, inverse);
                    prop_assert!(again.is_ok(), "{:?} cannot be taken back: {:?}", made, again);
                    prop_assert!(plan == before, "{:?} is not taken back exactly", made);
                    prop_assert!(apply(&mut plan, again.unwrap()).is_ok());
                    prop_assert!(plan == after, "{:?} is not made again exactly", made);
                }
                Err(error) => prop_assert!(plan == before, "{:?} failed with {:?} and left a trace", made, error),
            }
        }
    }

    #[test]
    fn an_edited_plan_can_be_saved_and_opened(mut random in random_source(20)) {
        let mut plan = some_plan(&mut random);
        while random.has_numbers() {
            let made = edit(&plan, &mut random);
            let _ = apply(&mut plan, made);
        }
        let loaded = file::read(&file::write(&plan));
        prop_assert!(loaded.as_ref().is_ok_and(|loaded| loaded.plan == plan), "{:?}", loaded.err());
    }

    #[test]
    fn a_batch_is_applied_completely_or_not_at_all(mut random in random_source(8)) {
        let mut plan = some_plan(&mut random);
        let before = plan.clone();
        let mut edits = Vec::new();
        while random.has_numbers() {
            let made = edit(&plan, &mut random);
            if apply(&mut plan, made.clone()).is_ok() {
                edits.push(made);
            }
        }
        let after = plan;

        let mut whole = before.clone();
        let inverse = apply(&mut whole, PlanEdit::Batch(edits.clone()));
        prop_assert!(inverse.is_ok());
        prop_assert!(whole == after);
        prop_assert!(apply(&mut whole, inverse.unwrap()).is_ok());
        prop_assert!(whole == before);

        // The same batch with one more edit, which is invalid.
        edits.push(PlanEdit::LineItem(ListEdit::Remove(Id::from_bits(u64::MAX))));
        prop_assert_eq!(apply(&mut whole, PlanEdit::Batch(edits)), Err(EditError::NotFound));
        prop_assert!(whole == before);
    }

    #[test]
    fn undoing_all_restores_the_start_and_redoing_all_the_end(mut random in random_source(40)) {
        let mut plan = some_plan(&mut random);
        let start = plan.clone();
        let mut history = History::default();
        let mut steps = 0;
        // Each edit adds at most one step, so all of them can be undone.
        while random.has_numbers() && steps < DEPTH {
            let made = edit(&plan, &mut random);
            let field = field(&made);
            let _ = history.apply(&mut plan, made, field.as_deref());
            steps += 1;
            // Undo and redo some steps in between.
            match random.index_below(6) {
                0 => { prop_assert!(history.undo(&mut plan).is_ok()); }
                1 => { prop_assert!(history.redo(&mut plan).is_ok()); }
                2 => history.end_typing(),
                _ => {}
            }
        }
        let end = plan.clone();
        let ahead = { let mut count = 0; while history.redo(&mut plan).unwrap().is_some() { count += 1; } count };
        for _ in 0..ahead {
            prop_assert!(history.undo(&mut plan).unwrap().is_some());
        }
        prop_assert!(plan == end);
        let mut undone = 0;
        while history.can_undo() {
            prop_assert!(history.undo(&mut plan).unwrap().is_some());
            undone += 1;
        }
        prop_assert!(history.undo(&mut plan).unwrap().is_none());
        prop_assert!(plan == start, "undoing everything restores the initial plan");
        for _ in 0..undone {
            prop_assert!(history.redo(&mut plan).unwrap().is_some());
        }
        prop_assert!(plan == end, "redoing everything restores the final plan");
    }
}

#[test]
fn every_kind_of_edit_is_generated_and_most_are_valid() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let (mut made, mut failed) = ([0; KINDS], [0; KINDS]);
    for _ in 0..300 {
        let mut random = random_source(20).new_tree(&mut runner).unwrap().current();
        let mut plan = some_plan(&mut random);
        while random.has_numbers() {
            let edit = edit(&plan, &mut random);
            let kind = kind(&edit);
            match apply(&mut plan, edit) {
                Ok(_) => made[kind] += 1,
                Err(_) => failed[kind] += 1,
            }
        }
    }
    for kind in 0..KINDS {
        assert!(made[kind] > 20, "kind {kind}: {} made, {} failed", made[kind], failed[kind]);
    }
    assert!(failed.iter().sum::<i32>() * 2 > made.iter().sum::<i32>() / 2, "too few edits fail: {made:?} {failed:?}");
}

fn described(line: &LineItem, words: &str) -> PlanEdit {
    PlanEdit::LineItem(ListEdit::Replace(Box::new(LineItem { description: words.to_owned(), ..line.clone() })))
}

#[test]
fn typing_in_one_field_is_one_step_until_it_ends() {
    let mut plan = PLANS[1].clone();
    let start = plan.clone();
    let line = plan.budget.lines[3].clone();
    let mut history = History::default();
    for word in ["P", "Pr", "Pro", "Prom"] {
        history.apply(&mut plan, described(&line, word), Some("line/description")).unwrap();
    }
    history.end_typing();
    let paused = plan.clone();
    for word in ["Promo", "Promot"] {
        history.apply(&mut plan, described(&line, word), Some("line/description")).unwrap();
    }
    let typed = plan.clone();
    assert!(history.undo(&mut plan).unwrap().is_some());
    assert!(plan == paused);
    assert!(history.undo(&mut plan).unwrap().is_some());
    assert!(plan == start && !history.can_undo());
    while history.redo(&mut plan).unwrap().is_some() {}
    assert!(plan == typed);
    // An edit after an undo is a new step, even in the same field.
    history.undo(&mut plan).unwrap();
    history.apply(&mut plan, described(&line, "Promenade"), Some("line/description")).unwrap();
    assert!(!history.can_redo());
    history.undo(&mut plan).unwrap();
    assert!(plan == paused);
}

#[test]
fn the_history_keeps_a_limited_number_of_steps() {
    let mut plan = PLANS[1].clone();
    let line = plan.budget.lines[0].clone();
    let mut history = History::default();
    let mut states = vec![plan.clone()];
    for number in 0..DEPTH + 50 {
        history.apply(&mut plan, described(&line, &number.to_string()), None).unwrap();
        states.push(plan.clone());
    }
    let mut undone = 0;
    while history.undo(&mut plan).unwrap().is_some() {
        undone += 1;
    }
    assert_eq!(undone, DEPTH);
    assert!(plan == states[50]);
}

#[test]
fn a_referenced_part_can_be_removed_and_restored_in_one_step() {
    for start in PLANS.iter() {
        for target in targets(start) {
            let mut plan = start.clone();
            let mut history = History::default();
            let uses = plan.uses(target);
            history.apply(&mut plan, removal(start, target), None).unwrap();
            assert!(!plan.holds(target) && plan.uses(target) == 0, "{target:?}, used {uses} times");
            let loaded = file::read(&file::write(&plan)).unwrap_or_else(|error| panic!("{target:?}: {error:?}"));
            assert!(loaded.plan == plan);
            assert!(history.undo(&mut plan).unwrap().is_some());
            assert!(plan == *start, "{target:?} does not come back exactly");
        }
    }
}

#[test]
fn a_part_that_is_still_referenced_cannot_be_removed_alone() {
    for start in PLANS.iter() {
        for target in targets(start) {
            let remove = match target {
                Reference::Phase(id) => PlanEdit::Phase(ListEdit::Remove(id)),
                Reference::Channel(id) => PlanEdit::Channel(ListEdit::Remove(id)),
                Reference::Metric(id) => PlanEdit::Metric(ListEdit::Remove(id)),
                Reference::Team(id) => PlanEdit::Team(ListEdit::Remove(id)),
                Reference::Activity(id) => PlanEdit::Activity(ListEdit::Remove(id)),
                Reference::Partner(id) => PlanEdit::Partner(ListEdit::Remove(id)),
                Reference::Cadence(id) => PlanEdit::Cadence(ListEdit::Remove(id)),
            };
            let mut plan = start.clone();
            match start.uses(target) {
                0 => assert!(apply(&mut plan, remove).is_ok()),
                uses => assert_eq!(apply(&mut plan, remove), Err(EditError::StillUsed { uses })),
            }
        }
    }
}

#[test]
fn many_line_items_in_a_batch_are_edited_as_one_after_the_other() {
    let plan = PLANS.iter().find(|plan| plan.budget.lines.len() > 3).unwrap();
    let line = |bits| LineItem::new(Id::from_bits(bits));
    let insert = |(at, bits)| PlanEdit::LineItem(ListEdit::Insert { at, item: Box::new(line(bits)) });
    let changed = |at: usize| {
        let line = LineItem { description: format!("changed {at}"), ..plan.budget.lines[at].clone() };
        PlanEdit::LineItem(ListEdit::Replace(Box::new(line)))
    };
    let end = plan.budget.lines.len();
    // Runs at the end, in the middle and backwards, replacements between them, one line replaced twice.
    let mut edits: Vec<PlanEdit> = [(end, 1), (end + 1, 2), (end + 2, 3), (1, 4), (2, 5), (2, 6)].map(insert).to_vec();
    edits.splice(3..3, [changed(0), changed(2), changed(0)]);
    let (mut batched, mut singly) = (plan.clone(), plan.clone());
    let inverse = apply(&mut batched, PlanEdit::Batch(edits.clone())).unwrap();
    for edit in edits.clone() {
        apply(&mut singly, edit).unwrap();
    }
    assert!(batched == singly);
    let again = apply(&mut batched, inverse).unwrap();
    assert!(batched == *plan);
    apply(&mut batched, again).unwrap();
    assert!(batched == singly);
    // One that cannot be applied takes all back.
    let gone = PlanEdit::LineItem(ListEdit::Replace(Box::new(line(99))));
    let mut lost = line(9);
    lost.channel = Some(Id::from_bits(98));
    let lost = PlanEdit::LineItem(ListEdit::Insert { at: end + 7, item: Box::new(lost) });
    for (fails, error) in [
        (insert((end + 7, 3)), EditError::AlreadyThere),
        (insert((end + 9, 8)), EditError::NoSuchPlace),
        (gone, EditError::NotFound),
        (lost, EditError::PointsNowhere(Reference::Channel(Id::from_bits(98)))),
    ] {
        let mut edits = edits.clone();
        edits.extend([insert((end + 6, 7)), fails]);
        let mut plan = plan.clone();
        let before = plan.clone();
        assert_eq!(apply(&mut plan, PlanEdit::Batch(edits)), Err(error));
        assert!(plan == before);
    }
}
