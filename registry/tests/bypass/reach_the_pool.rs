//! The pool is private.
use registry::Registry;

fn reach(registry: &Registry) {
    let _ = registry.pool();
}

fn main() {}
