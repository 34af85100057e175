//! How to complain (CMP-04, MTL-03): published, for everyone, with a part for children in their words.

use components::{Cell, InsetText, Scrollable, Table};
use domain::complaint::{ANSWERED_WITHIN_WORKING_DAYS, About, Exclusion, PublishedOffice};
use leptos::prelude::*;

use crate::page::{Heading, loaded};
use crate::shown::Shown;

/// The authorities' offices. Only the server makes this page: no function is called from a browser.
async fn load_offices() -> Result<Vec<PublishedOffice>, Shown> {
    let visitor = crate::signed_in::visitor()?;
    Ok(visitor.front_door.complaints_offices().await?)
}

/// The page.
#[component]
pub(crate) fn ProcedurePage() -> impl IntoView {
    let offices = Resource::new_blocking(|| (), |()| load_offices());
    loaded(offices, |offices| {
        view! {
            <Heading title="How to complain about ContactPoint"/>
            <p class="govuk-body-l">
                "Anybody can complain: a child, a parent or carer, somebody who works with children, or somebody else. It costs nothing, and you will not be treated differently because you complain."
            </p>
            {for_children()}
            {about()}
            {how()}
            {then()}
            {elsewhere()}
            {table(&offices)}
        }
        .into_any()
    })
}

fn for_children() -> AnyView {
    view! {
        <h2 class="govuk-heading-m" id="children">"If you are a child or young person"</h2>
        <InsetText>
            <p class="govuk-body">"ContactPoint is a list of children and of the people who help them, like teachers and nurses. It is there so that these people can find each other."</p>
            <p class="govuk-body">"Is something in it about you wrong? Did somebody look you up who should not have? Then you can complain. That means telling somebody that you are not happy with it, and asking them to look into it."</p>
            <ul class="govuk-list govuk-list--bullet">
                <li>"You can do it yourself. You can also ask somebody you trust to help you or to write for you."</li>
                <li>"Write a letter or an e-mail to the complaints manager. If writing is hard for you, ring them. You find the address and the number at the end of this page."</li>
                <li>"Say what happened, and when. Say how they can write back to you."</li>
                <li>"You will get an answer in writing within 4 weeks, or a few days more if there are holidays."</li>
                <li>"If you do not like the answer, you can take it further. The answer tells you how."</li>
            </ul>
            <p class="govuk-body">"If you are in danger, do not wait for an answer. Ring 999. You can also ring Childline at any time: 0800 1111."</p>
        </InsetText>
    }
    .into_any()
}

fn about() -> AnyView {
    let list = About::ALL
        .iter()
        .map(|about| match about {
            About::Accuracy => "that something ContactPoint holds is wrong",
            About::Use => "how somebody who may use ContactPoint in your local authority used it",
        })
        .map(|words| view! { <li>{words}</li> })
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"What you can complain about"</h2>
        <p class="govuk-body">"You can complain to your local authority:"</p>
        <ul class="govuk-list govuk-list--bullet">{list}</ul>
        <p class="govuk-body">"If you asked for a record to be shielded and a review did not uphold what you asked for, you can complain about that too."</p>
    }
    .into_any()
}

fn how() -> AnyView {
    view! {
        <h2 class="govuk-heading-m">"How to complain"</h2>
        <ol class="govuk-list govuk-list--number">
            <li>"Write to the complaints manager of your local authority. If you cannot write, ring them, and they will help you."</li>
            <li>"Say what it is about and when it happened. Give your name, and the address or e-mail address for the answer."</li>
            <li>"If you know the child’s ContactPoint number, give it."</li>
        </ol>
        <p class="govuk-body">
            "Complain within one year of what happened. The complaints manager can take a later complaint if you could not be expected to complain earlier. Say why."
        </p>
        <p class="govuk-body">
            "Your complaint is not written on any child’s record."
        </p>
    }
    .into_any()
}

fn then() -> AnyView {
    let within = format!(
        "You get a written answer within {ANSWERED_WITHIN_WORKING_DAYS} working days of the day on which your complaint is received. Weekends and bank holidays do not count."
    );
    view! {
        <h2 class="govuk-heading-m">"What happens then"</h2>
        <p class="govuk-body">{within}</p>
        <p class="govuk-body">"If you are not content with the answer:"</p>
        <ul class="govuk-list govuk-list--bullet">
            <li>"ask your local authority to look at it again, if it has an internal review"</li>
            <li>{format!("then, about how ContactPoint was used, go to the {}", About::Use.external().title())}</li>
            <li>{format!("and about what ContactPoint holds, to the {}", About::Accuracy.external().title())}</li>
        </ul>
        <p class="govuk-body">"The answer says how to reach them."</p>
    }
    .into_any()
}

fn elsewhere() -> AnyView {
    let head = Vec::from(["If it is about", "It is for"].map(Cell::text));
    let rows = Exclusion::ALL
        .iter()
        .map(|one| Vec::from([one.title(), one.route()].map(Cell::text)))
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"What others answer"</h2>
        <p class="govuk-body">"Some complaints are for others to answer. Yours is sent on to them, and you are told where it went. If only a part of it is for others, the rest is answered here."</p>
        <Scrollable label="What others answer">
            <Table caption="What others answer" caption_class="govuk-visually-hidden" head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}

fn table(offices: &[PublishedOffice]) -> AnyView {
    let head =
        Vec::from(["Local authority", "Telephone", "E-mail", "Internal review"].map(Cell::text));
    let rows = offices
        .iter()
        .map(|office| {
            let review = if office.has_review { "Yes" } else { "No" };
            let email = format!("mailto:{}", office.email);
            vec![
                Cell::text(office.authority.clone()),
                Cell::text(office.telephone.clone()),
                Cell::view(view! { <a class="govuk-link" href=email>{office.email.clone()}</a> }),
                Cell::text(review),
            ]
        })
        .collect::<Vec<_>>();
    view! {
        <h2 class="govuk-heading-m">"Whom to write to or to ring"</h2>
        <p class="govuk-body">"Ask for the complaints manager."</p>
        <Scrollable label="Complaints managers">
            <Table caption="Complaints managers" caption_class="govuk-visually-hidden" first_cell_is_header=true head=head rows=rows/>
        </Scrollable>
    }
    .into_any()
}
