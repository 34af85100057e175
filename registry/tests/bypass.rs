//! The ways round the door must not compile.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[test]
fn there_is_no_way_round_the_door() {
    trybuild::TestCases::new().compile_fail("tests/bypass/*.rs");
}
