//! Statements on complaints.

use chrono::NaiveDate;
use domain::complaint::{
    About, Complainant, Course, Exclusion, LateBecause, Office, OutOfTime, Outcome, Part,
    PublishedOffice, Triage,
};
use domain::id::{ChildNumber, LocalAuthorityCode};
use domain::standing::Role;
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

use crate::stored::{known, number};

/// A complaint as it is kept.
pub(super) struct Complaint {
    pub id: Uuid,
    pub local_authority: LocalAuthorityCode,
    pub split_from: Option<Uuid>,
    pub reference: String,
    pub child: Option<ChildNumber>,
    pub complainant: Complainant,
    pub sealed: Option<Vec<u8>>,
    pub part: Part,
    pub received_on: NaiveDate,
    pub remind_on: [NaiveDate; 2],
    pub due_on: NaiveDate,
    pub course: Course,
}

impl Complaint {
    /// Whether the last day has passed, whether or not a job has told of it (G-CLOCK).
    pub(super) fn is_overdue(&self, today: NaiveDate) -> bool {
        self.course.stage().awaits_answer() && self.due_on < today
    }
}

struct ComplaintRow {
    id: Uuid,
    local_authority: String,
    split_from: Option<Uuid>,
    reference: String,
    child: Option<i64>,
    complainant: String,
    sealed: Option<Vec<u8>>,
    about: String,
    arose_on: NaiveDate,
    received_on: NaiveDate,
    remind_on: NaiveDate,
    remind_again_on: NaiveDate,
    due_on: NaiveDate,
    decision: Option<String>,
    decided_on: Option<NaiveDate>,
    late: Option<String>,
    alleges_misuse: Option<bool>,
    exclusion: Option<String>,
    out_of_time: Option<String>,
    outcome: Option<String>,
    answered_on: Option<NaiveDate>,
    in_review_since: Option<NaiveDate>,
    review_outcome: Option<String>,
    reviewed_on: Option<NaiveDate>,
    external_on: Option<NaiveDate>,
    closed_on: Option<NaiveDate>,
}

/// What an optional code stands for.
fn meant<T>(code: Option<&str>, meaning: impl Fn(&str) -> Option<T>) -> sqlx::Result<Option<T>> {
    code.map(|code| known(meaning(code))).transpose()
}

impl ComplaintRow {
    fn complaint(self) -> sqlx::Result<Complaint> {
        let course = self.course()?;
        Ok(Complaint {
            id: self.id,
            local_authority: LocalAuthorityCode(self.local_authority),
            split_from: self.split_from,
            reference: self.reference,
            child: self.child.map(number).transpose()?,
            complainant: known(Complainant::from_code(&self.complainant))?,
            sealed: self.sealed,
            part: Part {
                about: known(About::from_code(&self.about))?,
                arose_on: self.arose_on,
            },
            received_on: self.received_on,
            remind_on: [self.remind_on, self.remind_again_on],
            due_on: self.due_on,
            course,
        })
    }

    fn course(&self) -> sqlx::Result<Course> {
        let outcome = meant(self.outcome.as_deref(), Outcome::from_code)?;
        let review = meant(self.review_outcome.as_deref(), Outcome::from_code)?;
        Ok(Course {
            triaged: self.triage()?.zip(self.decided_on),
            answered: outcome.zip(self.answered_on),
            in_review_since: self.in_review_since,
            reviewed: review.zip(self.reviewed_on),
            external_on: self.external_on,
            closed_on: self.closed_on,
        })
    }

    fn triage(&self) -> sqlx::Result<Option<Triage>> {
        let late = meant(self.late.as_deref(), LateBecause::from_code)?;
        let exclusion = meant(self.exclusion.as_deref(), Exclusion::from_code)?;
        let out_of_time = meant(self.out_of_time.as_deref(), OutOfTime::from_code)?;
        let triage = match self.decision.as_deref() {
            None => return Ok(None),
            Some("accept") => self.alleges_misuse.map(|alleges_misuse| Triage::Accept {
                late,
                alleges_misuse,
            }),
            Some("redirect") => exclusion.map(Triage::Redirect),
            _ => out_of_time.map(Triage::OutOfTime),
        };
        known(triage).map(Some)
    }
}

/// Who received a complaint: that never changes.
pub(super) async fn received_by(
    connection: &mut PgConnection,
    id: Uuid,
) -> sqlx::Result<Option<LocalAuthorityCode>> {
    let code = query_scalar!("select local_authority from complaint where id = $1", id)
        .fetch_optional(connection)
        .await?;
    Ok(code.map(LocalAuthorityCode))
}

/// Complaints, in the order of their names here.
async fn complaints(connection: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Complaint>> {
    let rows = query_as!(
        ComplaintRow,
        "select c.id, c.local_authority, c.split_from, c.reference, c.child, c.complainant, c.sealed,
                c.about, c.arose_on, c.received_on, c.remind_on, c.remind_again_on, c.due_on,
                c.decision, c.decided_on, c.late, c.alleges_misuse, c.exclusion, c.out_of_time,
                c.outcome, c.answered_on, c.in_review_since, c.review_outcome, c.reviewed_on,
                c.external_on, c.closed_on
         from unnest($1::uuid[]) with ordinality n (id, place) join complaint c on c.id = n.id
         order by n.place",
        ids
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(ComplaintRow::complaint).collect()
}

/// One complaint, locked until the act is done.
pub(super) async fn locked(
    connection: &mut PgConnection,
    id: Uuid,
) -> sqlx::Result<Option<Complaint>> {
    query!("select id from complaint where id = $1 for update", id)
        .fetch_optional(&mut *connection)
        .await?;
    Ok(complaints(connection, &[id]).await?.pop())
}

/// The complaints of an authority that are open, or ended after a day; those that are due first first.
pub(super) async fn of_authority(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    ended_after: NaiveDate,
) -> sqlx::Result<Vec<Complaint>> {
    let ids = query_scalar!(
        "select id from complaint
         where local_authority = $1 and (ended_on is null or ended_on > $2)
         order by answered_on is not null, due_on, reference, id",
        authority.0,
        ended_after
    )
    .fetch_all(&mut *connection)
    .await?;
    complaints(connection, &ids).await
}

/// A complaint or a part of one, with all its other parts.
pub(super) async fn parts(connection: &mut PgConnection, id: Uuid) -> sqlx::Result<Vec<Complaint>> {
    let ids = query_scalar!(
        "select id from complaint
         where (select coalesce(split_from, id) from complaint where id = $1) in (id, split_from)
         order by split_from is not null, logged_on, id",
        id
    )
    .fetch_all(&mut *connection)
    .await?;
    complaints(connection, &ids).await
}

/// Keeps a complaint that has come in; tells whether its form was not sent before.
pub(super) async fn keep(
    connection: &mut PgConnection,
    complaint: &Complaint,
    token: Option<Uuid>,
    today: NaiveDate,
) -> sqlx::Result<bool> {
    let [remind_on, remind_again_on] = complaint.remind_on;
    let kept = query!(
        "insert into complaint
             (id, local_authority, split_from, reference, child, complainant, sealed, token, about,
              arose_on, received_on, logged_on, remind_on, remind_again_on, due_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         on conflict do nothing",
        complaint.id,
        complaint.local_authority.0,
        complaint.split_from,
        complaint.reference,
        complaint.child.map(ChildNumber::stored),
        complaint.complainant.code(),
        complaint.sealed,
        token,
        complaint.part.about.code(),
        complaint.part.arose_on,
        complaint.received_on,
        today,
        remind_on,
        remind_again_on,
        complaint.due_on
    )
    .execute(connection)
    .await?;
    Ok(kept.rows_affected() == 1)
}

/// The complaint that was logged, or split, with the form of another; and whether it says the same.
pub(super) async fn of_form(
    connection: &mut PgConnection,
    complaint: &Complaint,
    token: Uuid,
) -> sqlx::Result<Option<(Uuid, bool)>> {
    let row = query!(
        r#"select id, (reference, complainant, about, arose_on, received_on) = ($3, $4, $5, $6, $7)
                      and child is not distinct from $8 as "same!"
           from complaint where token = $1 and local_authority = $2"#,
        token,
        complaint.local_authority.0,
        complaint.reference,
        complaint.complainant.code(),
        complaint.part.about.code(),
        complaint.part.arose_on,
        complaint.received_on,
        complaint.child.map(ChildNumber::stored)
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| (row.id, row.same)))
}

/// A decision as it is stored.
#[derive(Default)]
struct Decided {
    code: Option<&'static str>,
    late: Option<&'static str>,
    alleges_misuse: Option<bool>,
    exclusion: Option<&'static str>,
    out_of_time: Option<&'static str>,
}

impl From<Option<Triage>> for Decided {
    fn from(triage: Option<Triage>) -> Self {
        match triage {
            None => Self::default(),
            Some(Triage::Accept {
                late,
                alleges_misuse,
            }) => Self {
                code: Some("accept"),
                late: late.map(LateBecause::code),
                alleges_misuse: Some(alleges_misuse),
                ..Self::default()
            },
            Some(Triage::Redirect(exclusion)) => Self {
                code: Some("redirect"),
                exclusion: Some(exclusion.code()),
                ..Self::default()
            },
            Some(Triage::OutOfTime(why)) => Self {
                code: Some("out-of-time"),
                out_of_time: Some(why.code()),
                ..Self::default()
            },
        }
    }
}

/// Keeps how far a complaint has come.
pub(super) async fn save(
    connection: &mut PgConnection,
    complaint: &Complaint,
    today: NaiveDate,
) -> sqlx::Result<()> {
    let course = &complaint.course;
    let decided = Decided::from(course.triaged.map(|(triage, _)| triage));
    query!(
        "update complaint
         set decision = $2, decided_on = $3, late = $4, alleges_misuse = $5, exclusion = $6,
             out_of_time = $7, outcome = $8, answered_on = $9, in_review_since = $10,
             review_outcome = $11, reviewed_on = $12, external_on = $13, closed_on = $14, ended_on = $15,
             answer_logged_on = case when $9::date is not null then coalesce(answer_logged_on, $16) end
         where id = $1",
        complaint.id,
        decided.code,
        course.triaged.map(|(_, on)| on),
        decided.late,
        decided.alleges_misuse,
        decided.exclusion,
        decided.out_of_time,
        course.answered.map(|(outcome, _)| outcome.code()),
        course.answered.map(|(_, on)| on),
        course.in_review_since,
        course.reviewed.map(|(outcome, _)| outcome.code()),
        course.reviewed.map(|(_, on)| on),
        course.external_on,
        course.closed_on,
        course.ended_on(),
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether an authority has a complaint of a reference that is open, or was taken further after a day.
pub(super) async fn is_open(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    reference: &str,
    taken_further_after: NaiveDate,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from complaint
                          where local_authority = $1 and lower(reference) = lower($2)
                            and (ended_on is null or external_on > $3)) as "open!""#,
        authority.0,
        reference,
        taken_further_after
    )
    .fetch_one(connection)
    .await
}

/// Whether an authority has a complaints manager who can sign in.
pub(super) async fn has_manager(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from hat h join account a on a.id = h.account
                          where h.role = $2 and h.local_authority = $1
                            and a.state = 'active') as "has!""#,
        authority.0,
        Role::ComplaintsManager.code()
    )
    .fetch_one(connection)
    .await
}

/// What an authority has set.
pub(super) async fn office(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
) -> sqlx::Result<Office> {
    let office = query_as!(
        Office,
        "select telephone, email, has_review from complaint_office where local_authority = $1",
        authority.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(office.unwrap_or_default())
}

pub(super) async fn set_office(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    office: &Office,
) -> sqlx::Result<()> {
    query!(
        "insert into complaint_office (local_authority, telephone, email, has_review)
         values ($1, $2, $3, $4)
         on conflict (local_authority) do update
         set telephone = excluded.telephone, email = excluded.email, has_review = excluded.has_review",
        authority.0,
        office.telephone,
        office.email,
        office.has_review
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Where people complain in each authority's area: at what it has set, else at its ContactPoint team.
pub(super) async fn published(pool: &PgPool) -> sqlx::Result<Vec<PublishedOffice>> {
    query_as!(
        PublishedOffice,
        r#"select a.name as authority, coalesce(o.telephone, a.telephone) as "telephone!",
                  coalesce(o.email, a.email) as "email!", coalesce(o.has_review, false) as "has_review!"
           from local_authority a left join complaint_office o on o.local_authority = a.code
           order by a.name, a.code"#
    )
    .fetch_all(pool)
    .await
}

/// Whether a complaint is to be told of: more of its days have passed than were told of.
pub(super) async fn any_to_tell(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from complaint
                          where answered_on is null and ended_on is null and told < 3
                            and told < (remind_on <= $1)::int + (remind_again_on <= $1)::int
                                       + (due_on < $1)::int) as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

/// Those complaints, noted as told of. Several workers take different ones.
pub(super) async fn to_tell(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<Complaint>> {
    let ids = query_scalar!(
        "update complaint
         set told = (remind_on <= $1)::int + (remind_again_on <= $1)::int + (due_on < $1)::int
         where id in (select id from complaint
                      where answered_on is null and ended_on is null and told < 3
                        and told < (remind_on <= $1)::int + (remind_again_on <= $1)::int
                                   + (due_on < $1)::int
                      order by due_on, id limit $2 for update skip locked)
         returning id",
        today,
        limit
    )
    .fetch_all(&mut *connection)
    .await?;
    complaints(connection, &ids).await
}
