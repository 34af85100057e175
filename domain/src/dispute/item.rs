//! What can be disputed, and how a dispute ends.

use crate::best_view::Item;
use crate::child_record::UniversalKind;
use crate::coded::coded;

coded! {
    /// The items that can be disputed.
    DisputedItem {
        /// A name.
        Name = "name" => "Name",
        /// The date of birth.
        DateOfBirth = "date-of-birth" => "Date of birth",
        /// The gender.
        Gender = "gender" => "Gender",
        /// An address.
        Address = "address" => "Address",
        /// A parent or carer.
        ParentOrCarer = "parent-or-carer" => "Parent or carer",
        /// The school.
        School = "school" => "School",
        /// The GP practice.
        GpPractice = "gp-practice" => "GP practice",
        /// An involvement.
        Involvement = "involvement" => "Involvement",
    }
}

impl DisputedItem {
    /// The item of the best view that is disputed; none of an involvement, which its owner keeps.
    pub fn shown(self) -> Option<Item> {
        match self {
            DisputedItem::Name => Some(Item::Name),
            DisputedItem::DateOfBirth => Some(Item::DateOfBirth),
            DisputedItem::Gender => Some(Item::Gender),
            DisputedItem::Address => Some(Item::Whereabouts),
            DisputedItem::ParentOrCarer => Some(Item::Carers),
            DisputedItem::School => Some(Item::Service(UniversalKind::EducationalSetting)),
            DisputedItem::GpPractice => Some(Item::Service(UniversalKind::GpPractice)),
            DisputedItem::Involvement => None,
        }
    }
}

coded! {
    /// How a dispute was settled (section 4.10).
    Outcome {
        /// What the record shows is right.
        Kept = "kept" => "Kept: the record was right",
        /// What the record shows is changed.
        Changed = "changed" => "Changed: the record was wrong",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn whatever_is_disputed_can_be_set_right_and_has_a_code_of_its_own_disp_01() {
        let codes: BTreeSet<_> = DisputedItem::ALL.iter().map(|item| item.code()).collect();
        assert_eq!(codes.len(), DisputedItem::ALL.len());
        for item in DisputedItem::ALL {
            assert_eq!(DisputedItem::from_code(item.code()), Some(*item));
            let shown = item.shown();
            let by_hand = shown.is_none_or(|shown| Item::CHANGED_BY_HAND.contains(&shown));
            assert!(by_hand, "{item:?}");
            assert_eq!(shown.is_none(), *item == DisputedItem::Involvement);
        }
    }
}
