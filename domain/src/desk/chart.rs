//! The scale of a chart: where its top is and which lines are drawn across it.

/// An axis that begins at nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scale {
    /// The top: no smaller than anything shown, and never nothing.
    pub top: i32,
    /// Where lines are drawn, from the bottom.
    pub marks: Vec<i32>,
}

/// The scale on which numbers up to a highest are shown: at most five whole, round steps.
pub fn scale(highest: i32) -> Scale {
    let step = steps()
        .find(|step| highest.max(1) <= step.saturating_mul(5))
        .unwrap_or(i32::MAX);
    let count = (highest.max(1) + step - 1) / step;
    Scale {
        top: count * step,
        marks: (0..=count).map(|mark| mark * step).collect(),
    }
}

/// 1, 2, 5, 10, 20, 50 and so on.
fn steps() -> impl Iterator<Item = i32> {
    (0..9).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_i32.pow(power)))
}

impl Scale {
    /// How far up a number stands on an axis of a length.
    pub fn height(&self, number: i32, length: i32) -> i32 {
        let up = i64::from(number.clamp(0, self.top)) * i64::from(length) / i64::from(self.top);
        i32::try_from(up).unwrap_or(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_few_round_marks_and_room_for_its_highest_number() {
        assert_eq!(scale(0).marks, [0, 1]);
        assert_eq!(scale(5).marks, [0, 1, 2, 3, 4, 5]);
        assert_eq!(scale(7).marks, [0, 2, 4, 6, 8]);
        assert_eq!(scale(23).marks, [0, 5, 10, 15, 20, 25]);
        assert_eq!(scale(1_200).top, 1_500);
    }

    proptest::proptest! {
        #[test]
        fn nothing_stands_above_the_top_or_below_the_bottom(highest in 0..2_000_000, number in 0..2_000_000) {
            let scale = scale(highest);
            proptest::prop_assert!(scale.top >= highest && scale.marks.len() <= 6);
            proptest::prop_assert!((0..=200).contains(&scale.height(number, 200)));
        }
    }
}
