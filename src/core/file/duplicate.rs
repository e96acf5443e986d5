//! A plan that comes from elsewhere becomes a plan of its own.

use crate::plan::{Plan, PlanId};

/// The plan as a new one: an import, an example, a shared link or a duplicate never takes the place of another plan.
///
/// Only the plan's identity is new. The ids of its parts matter within one plan alone, and keeping them keeps the
/// files of the two comparable line by line.
pub fn as_copy(plan: Plan, id: PlanId, name: String) -> Plan {
    let mut copy = Plan { id, ..plan };
    copy.basics.name = name;
    copy
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::id::Id;

    #[test]
    fn a_copy_differs_in_identity_and_name_alone() {
        let mut bits = 0;
        let plan = Plan::blank(&mut || {
            bits += 1;
            bits
        });
        let copy = as_copy(plan.clone(), Id::from_bits(99), "A copy".to_owned());
        assert_ne!((copy.id, &copy.basics.name), (plan.id, &plan.basics.name));
        assert_eq!(as_copy(copy, plan.id, plan.basics.name.clone()), plan);
    }
}
