//! What pages hold lets people in; it does not act as the system.
use registry::FrontDoor;

fn act(front_door: &FrontDoor) {
    let _ = front_door.as_system();
}

fn main() {}
