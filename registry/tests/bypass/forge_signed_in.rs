//! Only authenticating makes somebody signed in.
use registry::{Caller, SignedIn};
use registry::account::Person;

fn forge(caller: Caller, person: Person) -> SignedIn {
    SignedIn::new(caller, person)
}

fn main() {}
