//! Whether the time that an answer takes tells what the answer must not.

use std::time::Instant;

/// Fails where one of several things takes noticeably longer than another: by turns, so that what else
/// the machine does falls on all of them, and by medians, of which a third try decides.
///
/// # Panics
/// Where they differ by more than a third in each of three tries.
pub async fn take_as_long(things: usize, mut act: impl AsyncFnMut(usize)) {
    const WARMING: usize = 20;
    const TURNS: usize = 200;
    let mut ratios = Vec::new();
    for _ in 0..3 {
        let mut times = vec![Vec::with_capacity(TURNS); things];
        for turn in 0..WARMING + TURNS {
            for (thing, times) in times.iter_mut().enumerate() {
                let start = Instant::now();
                act(thing).await;
                if turn >= WARMING {
                    times.push(start.elapsed().as_secs_f64());
                }
            }
        }
        let medians: Vec<f64> = times.into_iter().map(median).collect();
        ratios = medians.iter().map(|m| m / medians[0]).collect();
        if ratios.iter().all(|ratio| (0.75..1.34).contains(ratio)) {
            return;
        }
    }
    panic!("{ratios:?}");
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
