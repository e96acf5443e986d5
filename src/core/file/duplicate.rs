//! Copies of plans: a plan from elsewhere gets its own identity.

use crate::plan::{Plan, PlanId};

/// The plan with a new id and name, so that an import, an example, a shared link or a duplicate never replaces a plan.
///
/// The ids of its parts are kept: they are unique within one plan only, and keeping them keeps the two files comparable
/// line by line.
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
    fn a_copy_differs_in_id_and_name_only() {
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
