//! The geometry of bars and of the line of spending, which knows no browser.

use groundswell::geometry::bars::{
    WHOLE, column, edge, height, label_steps, labelled, line_path, marks, moment, percent, place, stack,
};
use proptest::prelude::*;

#[test]
fn axis_ticks_are_round_whole_units_and_cover_the_maximum() {
    // ¥104,000 in fen.
    assert_eq!(marks(10_400_000, 100, 4), [0, 5_000_000, 10_000_000, 15_000_000]);
    assert_eq!(marks(300_000, 1, 4), [0, 100_000, 200_000, 300_000]);
    assert_eq!(marks(0, 100, 4).first(), Some(&0));
    assert!(marks(0, 100, 4).len() > 1);
    // One yen has no half.
    assert_eq!(marks(1, 1, 4), [0, 1]);
    assert_eq!(marks(-500, 100, 4).first(), Some(&0));
}

#[test]
fn a_stack_is_as_high_as_its_sum_and_leaves_no_gap() {
    assert_eq!(stack(&[25, 50, 25], 200), [(0, 1_250), (1_250, 2_500), (3_750, 1_250)]);
    assert_eq!(stack(&[1, 1, 1], 3), [(0, 3_333), (3_333, 3_333), (6_666, 3_334)]);
    assert_eq!(stack(&[-5, 10], 10), [(0, 0), (0, 10_000)]);
    assert_eq!(stack(&[30], 10), [(0, 10_000)]);
    assert_eq!(stack(&[1, 2], 0), [(0, 0), (0, 0)]);
    assert_eq!(height(&[10, -3, 5]), 15);
}

#[test]
fn the_spending_line_rises_from_the_lower_left_to_its_sum() {
    assert_eq!(line_path(&[(0, 0), (5_000, 50), (10_000, 200)], 200), "M0 100L50 75L100 0");
    assert_eq!(line_path(&[], 1), "");
    assert_eq!(percent(1_250), "12.5%");
    assert_eq!(percent(1_205), "12.05%");
    assert_eq!(percent(10_000), "100%");
}

#[test]
fn labels_thin_out_as_cycles_grow_many() {
    assert_eq!(label_steps(5, 10, 4), (1, 2));
    assert_eq!(label_steps(4, 10, 4), (1, 1));
    assert_eq!(label_steps(52, 10, 4), (6, 18));
    assert!(labelled(0, 1, 4));
    assert!(!labelled(6, 7, 2));
    assert!(labelled(6, 8, 2));
}

proptest! {
    #[test]
    fn stacks_sum_to_the_place_of_their_sum(parts in prop::collection::vec(-1_000i64..1_000_000_000, 0..12), over in 0i64..1_000_000) {
        let top = height(&parts) + over;
        let drawn = stack(&parts, top);
        let mut at = 0;
        for (start, length) in &drawn {
            prop_assert_eq!(*start, at);
            at += length;
        }
        prop_assert_eq!(at, place(height(&parts), top));
        prop_assert!(at <= WHOLE);
    }

    #[test]
    fn marks_hold_the_most_rise_and_are_few(most in 0i64..9_000_000_000_000_000, unit in prop::sample::select(vec![1i64, 100, 1_000])) {
        let marks = marks(most, unit, 4);
        prop_assert_eq!(marks[0], 0);
        prop_assert!(*marks.last().unwrap() >= most);
        prop_assert!(marks.len() <= 7);
        prop_assert!(marks.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn columns_stand_beside_each_other_within_the_frame(count in 1usize..400) {
        let mut free = 0;
        for index in 0..count {
            let (start, width) = column(index, count);
            prop_assert!(start >= free && start >= edge(index, count), "column {} starts at {}", index, start);
            prop_assert!(width > 0 && width <= 1_400);
            free = start + width;
            prop_assert!(free <= edge(index + 1, count));
        }
        prop_assert_eq!(edge(count, count), WHOLE);
    }

    #[test]
    fn labels_never_meet_nor_leave_the_frame(count in 1usize..400, room in 2usize..14, narrow in 1usize..6) {
        let (step, narrow_step) = label_steps(count, room, narrow);
        for (step, room) in [(step, room), (narrow_step, narrow)] {
            let shown: Vec<usize> = (0..count).filter(|index| labelled(*index, count, step)).collect();
            prop_assert!(shown.len() <= room.max(1));
            prop_assert!(shown.contains(&0));
            prop_assert!(shown.windows(2).all(|pair| pair[1] - pair[0] == step));
        }
        // A narrow screen hides labels of the wide one and shows no other.
        prop_assert!(narrow_step % step == 0);
    }

    #[test]
    fn a_moment_lies_within_its_cycle(count in 1usize..60, at in 0usize..60, done in 0u32..40, of in 1u32..40) {
        let index = at % count;
        let x = moment(index, count, done, of);
        prop_assert!(edge(index, count) <= x && x <= edge(index + 1, count));
    }
}
