//! What makes a record look like its neighbours (NEWID-03).

use crate::chance::Chance;

/// A reference of the shape of others, of which the first gives the length. What is alike in all of them
/// stands; elsewhere a digit is any digit, and whatever else one that stands there in some. Of a single
/// one the digits alone change, or, where it has none, the letters.
pub fn alike(models: &[String], chance: &dyn Chance) -> String {
    let Some(first) = models.first() else {
        return String::new();
    };
    let models: Vec<Vec<char>> = models
        .iter()
        .map(|model| model.chars().collect::<Vec<_>>())
        .filter(|model| model.len() == first.chars().count())
        .collect();
    let digits = first.contains(|c: char| c.is_ascii_digit());
    let any = |from: u8, count: u64| char::from(from + chance.below(count) as u8);
    (first.chars().enumerate())
        .map(|(place, stands)| {
            let varies = models.iter().any(|model| model[place] != stands);
            match stands {
                '0'..='9' if varies || models.len() == 1 => any(b'0', 10),
                'a'..='z' if models.len() == 1 && !digits => any(b'a', 26),
                'A'..='Z' if models.len() == 1 && !digits => any(b'A', 26),
                _ => models[chance.below(models.len() as u64) as usize][place],
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// One byte after the other.
    struct Sequence(Mutex<u8>);

    impl Chance for Sequence {
        fn fill(&self, buffer: &mut [u8]) {
            let mut next = self.0.lock().unwrap();
            for byte in buffer {
                *next = next.wrapping_mul(31).wrapping_add(17);
                *byte = *next;
            }
        }
    }

    fn shape(text: &str) -> String {
        text.chars()
            .map(|c| match c {
                '0'..='9' => '9',
                'a'..='z' => 'a',
                'A'..='Z' => 'A',
                other => other,
            })
            .collect()
    }

    #[test]
    fn a_made_up_reference_has_its_neighbours_shape_newid_03() {
        let chance = Sequence(Mutex::new(3));
        for models in [
            vec!["PUP/0042-x", "PUP/0077-x", "PUP/0051-x", "PUP/2-x"],
            vec!["100000000008"],
            vec!["abcd"],
        ] {
            let models: Vec<String> = models.into_iter().map(str::to_owned).collect();
            for _ in 0..20 {
                let made = alike(&models, &chance);
                assert_eq!(shape(&made), shape(&models[0]));
                assert!(
                    !made.contains("PUP") || made.starts_with("PUP/00") && made.ends_with("-x")
                );
            }
        }
        assert_eq!(alike(&[], &chance), "");
    }
}
