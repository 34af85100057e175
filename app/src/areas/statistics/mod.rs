//! Figures to plan services by (STA). The server alone makes this page.

mod page;
mod server;

pub(crate) use page::StatisticsPage;
