//! Moving the focus, which only the browser can do.

use leptos::{html, prelude::*};

/// Puts the focus on an element as soon as the browser has it, so that a screen reader reads it
/// out and the keyboard starts from there.
pub(crate) fn focus_when_shown(node: NodeRef<html::Div>) {
    Effect::new(move |_| {
        if let Some(element) = node.get() {
            // Without it a <div> cannot take the focus.
            let _ = element.set_attribute("tabindex", "-1");
            let _ = element.focus();
        }
    });
}
