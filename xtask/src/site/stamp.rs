//! Remembering what a product was made from, so that it is not made again.

use std::fs;
use std::path::Path;

use anyhow::Result;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// Answers the product of last time if it was made from the same `inputs` and is still whole,
/// else makes it and remembers.
///
/// # Errors
/// Those of making it, and of writing the stamp at `stamp`.
pub fn made<T: Serialize + DeserializeOwned>(
    stamp: &Path,
    inputs: &str,
    whole: impl Fn(&T) -> bool,
    make: impl FnOnce() -> Result<T>,
) -> Result<T> {
    if let Some(product) = remembered(stamp, inputs).filter(|product| whole(product)) {
        return Ok(product);
    }
    let product = make()?;
    fs::write(
        stamp,
        json!({ "inputs": inputs, "product": &product }).to_string(),
    )?;
    Ok(product)
}

fn remembered<T: DeserializeOwned>(stamp: &Path, inputs: &str) -> Option<T> {
    let mut last: Value = serde_json::from_slice(&fs::read(stamp).ok()?).ok()?;
    if last.get("inputs")?.as_str()? != inputs {
        return None;
    }
    serde_json::from_value(last.get_mut("product")?.take()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_made_again_only_when_its_inputs_changed_or_it_is_gone() {
        let stamp = std::env::temp_dir().join(format!("stamp-{}", std::process::id()));
        let made_from = |inputs: &str, whole: bool, product: u8| {
            made(&stamp, inputs, |_: &u8| whole, || Ok(product)).unwrap()
        };
        assert_eq!(made_from("a", true, 1), 1);
        assert_eq!(made_from("a", true, 2), 1, "the same inputs");
        assert_eq!(made_from("b", true, 3), 3, "other inputs");
        assert_eq!(made_from("b", false, 4), 4, "gone");
        fs::remove_file(stamp).unwrap();
    }
}
