//! Everything anyone does is an act: what, to whom and why. It says who may do it, and what the
//! audit trail will carry.

use crate::audit::Event;
use crate::refusal::Refusal;
use crate::standing::Standing;

/// Something that someone does. The registry's one door takes acts and nothing else; which acts
/// exist is sealed there.
pub trait Act: Send + Sync + 'static {
    /// Facts about the record that bear on permission: who is responsible for it, whether it is
    /// shielded. `()` where nothing but the actor matters.
    type Bearing: Send + Sync + 'static;

    /// The line that the audit trail will carry, allowed or not.
    fn event(&self) -> Event;

    /// The policy for this act. Pure; printed in `docs/policy-table.txt`.
    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal>;
}
