use leptos::prelude::*;

/// What one place of a chart shows: a number, or several beside each other.
pub struct Bar {
    label: String,
    values: Vec<i32>,
}

impl Bar {
    /// Numbers above a label.
    pub fn new(label: impl Into<String>, values: impl IntoIterator<Item = i32>) -> Self {
        Self {
            label: label.into(),
            values: values.into_iter().collect(),
        }
    }
}

/// How a chart is laid out, in units of its own.
struct Frame {
    width: i32,
    height: i32,
    /// Room for numbers at the left, and for labels below.
    left: i32,
    below: i32,
    top: i32,
}

impl Frame {
    const SMALL: Frame = Frame {
        width: 200,
        height: 48,
        left: 0,
        below: 1,
        top: 1,
    };
    const LARGE: Frame = Frame {
        width: 400,
        height: 190,
        left: 34,
        below: 22,
        top: 10,
    };

    /// How far down a number stands.
    fn y(&self, value: i32, highest: i32) -> f64 {
        let room = f64::from(self.height - self.below - self.top);
        let share = f64::from(value.clamp(0, highest)) / f64::from(highest.max(1));
        round(f64::from(self.top) + room * (1.0 - share))
    }

    fn floor(&self) -> f64 {
        f64::from(self.height - self.below)
    }
}

/// To a tenth, so that server and browser write the same.
fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// Numbers as bars, drawn on the server. What it shows is said in words beside it: a reader who cannot
/// see it hears its title and description, and finds the numbers in a table on the page.
#[component]
pub fn BarChart(
    /// Names its parts; no other chart of the page has it.
    #[prop(into)]
    id: String,
    /// What it shows.
    #[prop(into)]
    title: String,
    /// What is to be seen in it.
    #[prop(into)]
    description: String,
    /// The bars, from left to right.
    bars: Vec<Bar>,
    /// Where lines are drawn across, from nothing to the top.
    marks: Vec<i32>,
    /// Bars alone, without lines and labels.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let frame = if small { Frame::SMALL } else { Frame::LARGE };
    let highest = marks.last().copied().unwrap_or(1);
    let (title_id, description_id) = (format!("{id}-title"), format!("{id}-description"));
    let labelled = format!("{title_id} {description_id}");
    let view_box = format!("0 0 {} {}", frame.width, frame.height);
    let lines = (!small).then(|| across(&frame, &marks, highest));
    let labels = (!small).then(|| below(&frame, &bars));
    let count = bars.len();
    let bars = (0_i32..)
        .zip(bars)
        .map(|(place, bar)| columns(&frame, place, count, &bar, highest))
        .collect::<Vec<_>>();
    let class = if small {
        "app-chart app-chart--small"
    } else {
        "app-chart"
    };
    view! {
        <svg class=class viewBox=view_box role="img" aria-labelledby=labelled>
            <title id=title_id>{title}</title>
            <desc id=description_id>{description}</desc>
            {lines}
            {bars}
            {labels}
        </svg>
    }
    .into_any()
}

/// The left edge and the width of a place.
fn place_of(frame: &Frame, place: i32, count: usize) -> (f64, f64) {
    let count = f64::from(i32::try_from(count.max(1)).unwrap_or(i32::MAX));
    let width = f64::from(frame.width - frame.left) / count;
    (f64::from(frame.left) + f64::from(place) * width, width)
}

fn columns(frame: &Frame, place: i32, count: usize, bar: &Bar, highest: i32) -> Vec<AnyView> {
    let (left, width) = place_of(frame, place, count);
    let each = width * 0.8 / f64::from(i32::try_from(bar.values.len().max(1)).unwrap_or(1));
    (0_i32..)
        .zip(&bar.values)
        .map(|(nth, value)| {
            let y = frame.y(*value, highest);
            let x = round(left + width * 0.1 + each * f64::from(nth));
            let class = if nth == 0 {
                "app-chart__bar"
            } else {
                "app-chart__bar app-chart__bar--second"
            };
            let (x, y) = (x.to_string(), y.to_string());
            let height = round(frame.floor() - frame.y(*value, highest)).to_string();
            view! { <rect class=class x=x y=y width=round(each).to_string() height=height></rect> }
                .into_any()
        })
        .collect()
}

/// Lines across, each with its number.
fn across(frame: &Frame, marks: &[i32], highest: i32) -> Vec<AnyView> {
    marks
        .iter()
        .map(|mark| {
            let y = frame.y(*mark, highest);
            let (line, text) = (y.to_string(), round(y + 4.0).to_string());
            let (left, right) = (frame.left.to_string(), frame.width.to_string());
            let beside = (frame.left - 6).to_string();
            view! {
                <line class="app-chart__mark" x1=left y1=line.clone() x2=right y2=line></line>
                <text class="app-chart__number" x=beside y=text>{mark.to_string()}</text>
            }
            .into_any()
        })
        .collect()
}

/// The labels of the first, the middle and the last bar.
fn below(frame: &Frame, bars: &[Bar]) -> Vec<AnyView> {
    let last = bars.len().saturating_sub(1);
    let mut places = vec![(0, "app-chart__label--first")];
    if last > 3 {
        places.push((last / 2, "app-chart__label--middle"));
    }
    if last > 0 {
        places.push((last, "app-chart__label--last"));
    }
    places
        .into_iter()
        .filter_map(|(place, class)| {
            let label = bars.get(place)?.label.clone();
            let (left, width) = place_of(frame, i32::try_from(place).ok()?, bars.len());
            let x = match class {
                "app-chart__label--first" => left,
                "app-chart__label--last" => left + width,
                _ => left + width / 2.0,
            };
            let y = (frame.height - 5).to_string();
            Some(view! { <text class=class x=round(x).to_string() y=y>{label}</text> }.into_any())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(small: bool) -> String {
        let bars = vec![
            Bar::new("5 Jan", [2]),
            Bar::new("12 Jan", [4]),
            Bar::new("19 Jan", [0]),
        ];
        view! {
            <BarChart id="deaths" title="Deaths" description="At the most 4." bars=bars marks=vec![0, 2, 4] small=small/>
        }
        .to_html()
        .replace("<!>", "")
    }

    #[test]
    fn a_chart_is_named_and_described() {
        let html = drawn(false);
        assert!(html.contains(r#"role="img""#), "{html}");
        assert!(
            html.contains(r#"aria-labelledby="deaths-title deaths-description""#),
            "{html}"
        );
        assert!(
            html.contains(r#"<title id="deaths-title">Deaths</title>"#),
            "{html}"
        );
        assert!(html.contains("At the most 4."), "{html}");
    }

    #[test]
    fn the_highest_bar_reaches_the_top_and_nothing_has_no_height() {
        let html = drawn(false);
        assert!(
            html.contains(r#"y="10" width="97.6" height="158""#),
            "{html}"
        );
        assert!(html.contains(r#"height="0""#), "{html}");
        assert_eq!(html.matches("<rect").count(), 3);
    }

    #[test]
    fn a_small_chart_has_bars_alone() {
        let html = drawn(true);
        assert!(!html.contains("<line") && !html.contains("<text"), "{html}");
    }
}
