//! Whom an authority's late reviews are told to outside the application, and how often its panel meets
//! (SHLD-07, T-27).

use components::{BackLink, Button, TextInput};
use leptos::prelude::*;

use super::server::{SetSettings, load_settings};
use crate::form::PostForm;
use crate::page::{Heading, loaded, query};

/// The page.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    let returned = query("form");
    let form = Resource::new_blocking(returned, load_settings);
    loaded(form, move |filled| {
        let set = ServerAction::<SetSettings>::new();
        view! {
            <BackLink href="/shields"/>
            {filled.summary(str::to_owned)}
            <Heading title="Late reviews and the panel" error=filled.has_problems()/>
            <PostForm action=set>
                <TextInput name="director" label="E-mail address of your director" label_class="govuk-label--s" hint="When a review is late they are told that one is, and nothing of the child. Leave it empty and nobody is told" input_type="email" autocomplete="off" value=filled.value("director") error=filled.problem("director")/>
                <TextInput name="meets_every_months" label="Months between meetings of the panel" label_class="govuk-label--s" hint="From 1 to 6. The guidance suggests 3" class="govuk-input--width-2" autocomplete="off" value=filled.value("meets_every_months") error=filled.problem("meets_every_months")/>
                <Button button_type="submit" prevent_double_click=true>"Save"</Button>
            </PostForm>
        }
        .into_any()
    })
}
