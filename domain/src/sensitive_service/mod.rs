//! Sensitive services: sexual health, mental health from tier 2, substance misuse (SENS-01). What
//! is recorded of them needs consent, and is seen by hardly anybody.

mod acts;
mod attestation;
mod entry;
mod view;

pub use acts::{
    ChangeSensitiveInvolvement, ConfirmWithdrawal, EndSensitiveInvolvement,
    ListMySensitiveInvolvements, RecordSensitiveInvolvement, RenewConsent, SensitiveBearing,
    ViewSensitiveContacts, ViewSensitiveEntry, ViewWithdrawal, WithdrawConsent, WithdrawalBearing,
};
pub use attestation::{Attestation, Basis, Checklist, GivenBy, RENEWED_FOR_MONTHS};
pub use entry::{ASKED_AGAIN_AT, AWAITED_DAYS, Attesting, Ground, REMINDED_DAYS, SensitiveEntry};
pub use view::{
    AttestationShown, MySensitiveInvolvement, SensitiveContacts, SensitiveShown, Withdrawal,
};
