//! The weights that the product goes by: the mean of what `contactpoint bench matching --learn` says of
//! FEBRL's third set and of the made-up population; gender and carers of the latter alone. Whoever puts
//! others in their place, or changes what is compared or never sure, gives them another version (MAT-03).

use super::weights::Weights;

/// Weights by item and level, in the order of [`super::Item`]; the first level is that one account does
/// not tell, and levels that there are not weigh nothing.
pub const WEIGHTS: Weights = Weights {
    version: "2026-11-29",
    same: [
        // forename
        [
            1.0, 8.22e-01, 3.01e-03, 9.43e-02, 1.21e-03, 1.54e-03, 2.87e-04, 7.74e-02,
        ],
        // surname
        [
            1.0, 8.09e-01, 2.01e-04, 1.26e-01, 1.88e-03, 4.83e-03, 2.01e-04, 5.73e-02,
        ],
        // order
        [1.0, 9.61e-01, 3.85e-02, 1.0, 1.0, 1.0, 1.0, 1.0],
        // born
        [1.0, 9.54e-01, 1.60e-02, 4.94e-04, 2.88e-02, 1.0, 1.0, 1.0],
        // gender
        [1.0, 9.99e-01, 8.36e-05, 1.0, 1.0, 1.0, 1.0, 1.0],
        // postcode
        [1.0, 8.62e-01, 9.84e-02, 8.96e-03, 2.98e-02, 1.0, 1.0, 1.0],
        // house
        [1.0, 8.75e-01, 3.91e-02, 8.45e-02, 1.0, 1.0, 1.0, 1.0],
        // street
        [1.0, 8.14e-01, 1.32e-01, 3.76e-02, 1.51e-02, 1.0, 1.0, 1.0],
        // carer
        [1.0, 9.99e-01, 1.11e-04, 2.77e-04, 1.11e-04, 1.0, 1.0, 1.0],
    ],
    two: [
        // forename
        [
            1.0, 4.38e-03, 2.94e-03, 1.10e-03, 6.04e-04, 1.74e-03, 1.13e-04, 9.89e-01,
        ],
        // surname
        [
            1.0, 2.40e-03, 2.03e-06, 8.33e-04, 2.64e-04, 5.90e-04, 5.26e-05, 9.96e-01,
        ],
        // order
        [1.0, 1.00e+00, 3.16e-05, 1.0, 1.0, 1.0, 1.0, 1.0],
        // born
        [1.0, 3.36e-04, 2.56e-03, 3.79e-03, 9.93e-01, 1.0, 1.0, 1.0],
        // gender
        [1.0, 5.00e-01, 5.00e-01, 1.0, 1.0, 1.0, 1.0, 1.0],
        // postcode
        [1.0, 6.65e-04, 6.55e-03, 1.47e-02, 9.78e-01, 1.0, 1.0, 1.0],
        // house
        [1.0, 1.37e-02, 2.05e-01, 7.82e-01, 1.0, 1.0, 1.0, 1.0],
        // street
        [1.0, 2.22e-04, 1.04e-03, 1.83e-02, 9.80e-01, 1.0, 1.0, 1.0],
        // carer
        [1.0, 6.40e-05, 8.62e-03, 9.31e-03, 9.82e-01, 1.0, 1.0, 1.0],
    ],
};
