//! From when on something is noticed: every number of the review, in one place (MIS-01).

/// The numbers. Each is of one day and one account under one hat.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Thresholds {
    /// Fewer searches than this are never many.
    pub many_searches: u32,
    /// So many are, however many colleagues make.
    pub most_searches: u32,
    /// How many standard deviations above colleagues' mean a number lies that is more than usual.
    pub deviations: u32,
    /// How many days of colleagues it takes to know what is usual.
    pub peer_days: u32,
    /// Searches outside one's own area; at least half of all.
    pub out_of_area: u32,
    /// Records opened at night by somebody whose service does not work then.
    pub at_night: u32,
    /// Searches that matched too many.
    pub over_limit: u32,
    /// Searches that differ from the one before by a letter.
    pub varied: u32,
    /// How often one record is opened with which nobody of the body is involved.
    pub same_record: u32,
    /// On how many records a last name stands that tells something by itself.
    pub rare_name: u32,
    /// How often a record of one's own last name is opened, where that name is common.
    pub namesake_again: u32,
    /// Shielded records opened with which nobody of the body is involved.
    pub shielded: u32,
    /// Searches by numbers that led to no record.
    pub not_found: u32,
    /// Searches for numbers whose records are out of everybody's reach.
    pub out_of_reach: u32,
    /// Searches by details within two hours after one such.
    pub after_out_of_reach: u32,
    /// Records opened, of which most have nobody of the body involved.
    pub alone: u32,
    /// How many in a hundred those are.
    pub alone_percent: u32,
    /// By how many in a hundred that is more than with colleagues.
    pub alone_above_peers: u32,
}

impl Thresholds {
    /// As the review goes by them.
    pub const USUAL: Thresholds = Thresholds {
        many_searches: 30,
        most_searches: 200,
        deviations: 3,
        peer_days: 20,
        out_of_area: 5,
        at_night: 2,
        over_limit: 4,
        varied: 3,
        same_record: 3,
        rare_name: 500,
        namesake_again: 2,
        shielded: 3,
        not_found: 6,
        out_of_reach: 2,
        after_out_of_reach: 3,
        alone: 15,
        alone_percent: 80,
        alone_above_peers: 25,
    };

    /// From this hour in London on it is night.
    pub const NIGHT_FROM: i32 = 22;

    /// Before this hour it still is.
    pub const NIGHT_UNTIL: i32 = 6;

    /// How many colleagues of a team work at night where the team does.
    pub const COLLEAGUES_AT_NIGHT: i64 = 2;

    /// Over how many days back it is looked what is usual.
    pub const USUAL_OVER_DAYS: u64 = 28;
}
