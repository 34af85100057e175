//! The published schema: which headings, or keys, a supply over the channel has. As maps like any
//! other source's, so that rows are read by one and the same code.

use domain::data_source::{AssessmentMap, ColumnMap, InvolvementMap, RowMap};

/// A map whose columns are published.
pub(crate) trait Published: RowMap {
    /// As it stands in the file beside.
    const TEXT: &str;

    /// The map.
    fn published() -> Self {
        toml::from_str(Self::TEXT).expect("a test reads every published schema")
    }
}

impl Published for ColumnMap {
    const TEXT: &str = include_str!("schema/children.toml");
}

impl Published for InvolvementMap {
    const TEXT: &str = include_str!("schema/involvements.toml");
}

impl Published for AssessmentMap {
    const TEXT: &str = include_str!("schema/assessments.toml");
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The headings under a title of `docs/supplying-data.md`: what stands first in the table's rows.
    fn documented(title: &str) -> Vec<String> {
        let text = include_str!("../../../docs/supplying-data.md");
        let section = text.split_once(&format!("\n### {title}\n")).unwrap().1;
        let section = section.split("\n#").next().unwrap();
        let cells = section
            .lines()
            .filter(|line| line.starts_with("| `"))
            .flat_map(|line| line.split('|').nth(1).unwrap().split(','));
        let mut names: Vec<String> = cells
            .map(|c| c.trim().trim_matches('`').to_owned())
            .collect();
        names.sort();
        names
    }

    fn columns<M: Published>() -> Vec<String> {
        let map = M::published();
        map.columns()
            .unwrap()
            .into_iter()
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn what_is_published_is_what_is_read_feed_07() {
        assert_eq!(columns::<ColumnMap>(), documented("Fields of a child"));
        assert_eq!(
            columns::<InvolvementMap>(),
            documented("Fields of an involvement")
        );
        assert_eq!(
            columns::<AssessmentMap>(),
            documented("Fields of an assessment")
        );
    }
}
