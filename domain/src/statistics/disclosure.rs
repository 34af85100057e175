//! What of a column of counts can be shown without saying anything of one child (STA-03): no small count,
//! none from which a small one could be taken away, and nothing exact.

use serde::{Deserialize, Serialize};

/// A count of fewer is not shown.
pub const FEWEST: i64 = 10;

/// Counts are rounded to the nearest multiple.
pub const ROUNDED_TO: i64 = 5;

/// A count as it is shown: rounded, or left out. All that is sent of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Figure {
    /// About so many.
    About(i64),
    /// Too few to say, or enough to work out where there are too few.
    NotShown,
}

/// The parts of a whole and the whole, the last, as they are shown; `parts[i]` are among `of[i]`, where
/// they are among anything. A part that is small, or that leaves few or none of what it is among, is left out;
/// and where that leaves one gap, which the whole would fill, so is the next smallest.
pub fn protected(parts: &[i64], of: Option<&[i64]>) -> Vec<Figure> {
    let whole: i64 = parts.iter().sum();
    let of_whole: Option<i64> = of.map(|of| of.iter().sum());
    let mut counts: Vec<i64> = parts.to_vec();
    counts.push(whole);
    let rest = |place: usize| match of {
        None => None,
        Some(of) => of
            .get(place)
            .copied()
            .or(of_whole)
            .map(|of| of - counts[place]),
    };
    let small =
        |place: usize| counts[place] < FEWEST || rest(place).is_some_and(|rest| rest < FEWEST);
    let mut hidden: Vec<bool> = (0..counts.len()).map(small).collect();
    while hidden.iter().filter(|hidden| **hidden).count() == 1 {
        let next = (0..counts.len())
            .filter(|place| !hidden[*place])
            .min_by_key(|place| counts[*place]);
        let Some(next) = next else { break };
        hidden[next] = true;
    }
    let figure = |(count, hidden): (i64, bool)| match hidden {
        true => Figure::NotShown,
        false => Figure::About((count + ROUNDED_TO / 2) / ROUNDED_TO * ROUNDED_TO),
    };
    counts.into_iter().zip(hidden).map(figure).collect()
}

#[cfg(test)]
mod tests {
    use super::Figure::{About, NotShown};
    use super::*;

    #[test]
    fn small_counts_are_left_out_and_others_rounded_sta_03() {
        let shown = protected(&[9, 7, 112, 113], None);
        assert_eq!(
            shown,
            [NotShown, NotShown, About(110), About(115), About(240)]
        );
    }

    #[test]
    fn one_gap_that_the_whole_would_fill_takes_another_along_sta_03() {
        let shown = protected(&[3, 40, 112, 113], None);
        assert_eq!(
            shown,
            [NotShown, NotShown, About(110), About(115), About(270)]
        );
        let shown = protected(&[0, 0, 0, 12], None);
        assert_eq!(&shown[..3], [NotShown; 3]);
    }

    #[test]
    fn what_leaves_few_of_what_it_is_among_is_left_out_too_sta_03() {
        // Of 100 children all but four have somebody: that would say of those four that nobody works with them.
        let shown = protected(&[96, 50, 60, 70], Some(&[100, 100, 100, 100]));
        assert_eq!(shown[0], NotShown);
        // And all of them: it would say it of each.
        let everyone = protected(&[100, 50, 60, 70], Some(&[100, 100, 100, 100]));
        assert_eq!(everyone[0], NotShown);
    }

    #[test]
    fn no_column_has_just_one_gap_sta_03() {
        // Every column of four small numbers, and then some.
        for seed in 0..20_736_i64 {
            let parts = [seed % 12, seed / 12 % 12, seed / 144 % 12, seed / 1728 * 9];
            let shown = protected(&parts, None);
            let gaps = shown.iter().filter(|figure| **figure == NotShown).count();
            assert_ne!(gaps, 1, "{parts:?}");
            for (count, figure) in parts.iter().zip(&shown) {
                assert!(*count >= FEWEST || *figure == NotShown, "{parts:?}");
            }
        }
    }
}
