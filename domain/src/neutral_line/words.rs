//! What a neutral line may say.

use crate::holder::letters;
use crate::refusal::Rejection;

/// What is shown in place of the service.
pub const NEUTRAL_SERVICE: &str = "Children’s services";

/// Words that tell what a sensitive service is about, whatever it is called (SENS-01).
const TELLING: [&str; 13] = [
    "mental",
    "camhs",
    "psych",
    "therap",
    "sexual",
    "contracept",
    "pregnan",
    "genito",
    "drug",
    "alcohol",
    "substance",
    "addict",
    "wellbeing",
];

/// Checks the words of a line: letters alone, and nothing by which the service could be known, be it
/// the name of a kind of sensitive service or of one of the organisation's own.
pub fn check(words: &str, names: &[String]) -> Result<String, Rejection> {
    let words = letters(words)
        .ok_or_else(|| Rejection::of("words", "Enter the display line, in letters, 60 at most"))?;
    let plain = words.to_lowercase();
    let tells = TELLING.iter().any(|word| plain.contains(word))
        || names
            .iter()
            .map(|name| name.trim().to_lowercase())
            .any(|name| !name.is_empty() && plain.contains(&name));
    if tells {
        return Err(Rejection::of(
            "words",
            "Choose words that tell neither the kind of service nor the organisation",
        ));
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_names_a_sensitive_service_is_rejected_caf_04() {
        let names = vec![
            "The Willow Project".to_owned(),
            "Substance misuse".to_owned(),
        ];
        let of = |words: &str| check(words, &names);
        assert_eq!(of(" Family  support team").unwrap(), "Family support team");
        for words in [
            "the willow project, north",
            "Substance misuse team",
            "Young people’s drug team",
            "Mental Health team",
            "Team 7",
            "",
            "<b>Team</b>",
        ] {
            assert!(of(words).is_err(), "{words}");
        }
        assert!(of(&"a".repeat(61)).is_err());
    }
}
