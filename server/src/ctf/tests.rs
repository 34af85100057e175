use domain::data_source::RowCode;

use super::elements::SKIPPED;
use super::pupil::Fields;
use super::*;

const EXAMPLE: &str = include_str!("../../../docs/examples/pupils.xml");

/// The pupils of a file, or why there are none.
fn read(text: &str) -> Result<Vec<Pupil>, NotWhole> {
    Pupils::of(text).collect()
}

/// A file with one pupil in it.
fn with(pupil: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><CTfile><Header><CTFversion>15.0</CTFversion>\
         </Header><CTFpupilData><Pupil>{pupil}</Pupil></CTFpupilData></CTfile>"
    )
}

fn one(pupil: &str) -> Result<Result<Fields, RowCode>, NotWhole> {
    read(&with(pupil)).map(|mut pupils| pupils.remove(0).fields)
}

fn fields(pupil: &str) -> Fields {
    one(pupil).unwrap().unwrap()
}

#[test]
fn the_example_is_read_into_published_fields_feed_04() {
    let pupils = read(EXAMPLE).unwrap();
    assert_eq!(pupils.len(), 2);
    let fields = pupils[0].fields.as_ref().unwrap();
    for (field, text) in [
        ("reference", "H801200001001"),
        ("upn", "H801200001001"),
        ("given_name", "Ada Rose"),
        ("family_name", "Marlowe"),
        ("known_as_given_name", "Addie"),
        ("known_as_family_name", "Marlowe"),
        ("date_of_birth", "2015-04-03"),
        ("gender", "female"),
        ("address_2", "14 High Street"),
        ("address_4", "Bradford"),
        ("postcode", "BD1 1AA"),
        ("parent_1_given_name", "June"),
        ("parent_1_family_name", "Marlowe"),
        ("parent_1_telephone", "01632 960001"),
        ("carer_given_name", "Rita"),
    ] {
        assert_eq!(fields[field], text, "{field}");
    }
    assert!(!fields.contains_key("parent_2_given_name"));
    let second = pupils[1].fields.as_ref().unwrap();
    assert_eq!(second["address_1"], "2 Low Road");
    assert_eq!(pupils[1].number, 2);
    assert!(
        fields
            .keys()
            .chain(second.keys())
            .all(|f| FIELDS.contains(f))
    );
}

#[test]
fn a_name_written_once_more_is_no_other_name_rec_03() {
    let names = "<Surname>Marlowe</Surname><Forename>Ada</Forename><BasicDetails>\
                 <PreferredSurname>Marlowe</PreferredSurname>\
                 <FormerSurname>Fox</FormerSurname></BasicDetails>";
    let fields = fields(names);
    assert!(!fields.contains_key("known_as_given_name"));
    assert_eq!(fields["former_given_name"], "Ada");
    assert_eq!(fields["former_family_name"], "Fox");
}

#[test]
fn what_the_directory_does_not_keep_is_skipped_by_name_and_documented_feed_07() {
    let documented = include_str!("../../../docs/supplying-data.md");
    for place in SKIPPED {
        let (open, close): (String, String) = place
            .split('/')
            .fold((String::new(), String::new()), |(open, close), name| {
                (format!("{open}<{name}>"), format!("</{name}>{close}"))
            });
        let pupil = format!("<UPN>A1</UPN>{open}<Anything a=\"b\">secret</Anything>{close}");
        let fields = fields(&pupil);
        assert!(
            fields.values().all(|text| !text.contains("secret")),
            "{place}"
        );
        let name = place.rsplit('/').next().unwrap();
        assert!(documented.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn what_the_format_has_not_refuses_its_row_and_words_refuse_the_file_feed_07_gen_03() {
    for pupil in [
        "<UPN>A1</UPN><RiskLevel>7</RiskLevel>",
        "<UPN>A1</UPN><BasicDetails><Religion>x</Religion></BasicDetails>",
        "<UPN about=\"x\">A1</UPN>",
    ] {
        assert_eq!(one(pupil).unwrap(), Err(RowCode::UnknownField), "{pupil}");
    }
    for pupil in [
        "<UPN>A1</UPN><UPN>A2</UPN>",
        "<UPN>A1</UPN>words",
        &format!("<UPN>{}</UPN>", "x".repeat(70_000)),
        &format!("<Contacts>{}</Contacts>", "<Contact/>".repeat(33)),
    ] {
        assert_eq!(one(pupil).unwrap(), Err(RowCode::Malformed));
    }
    for pupil in [
        "<CaseNotes>at risk</CaseNotes>",
        "<Attendance><Comment>always late</Comment></Attendance>",
    ] {
        assert!(matches!(one(pupil), Err(NotWhole::Headings)), "{pupil}");
    }
}

#[test]
fn nothing_in_a_file_grows_or_fetches_anything_feed_12() {
    let bomb = "<!DOCTYPE CTfile [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let file = with("<UPN>&b;</UPN>");
    assert!(matches!(
        read(&format!("{bomb}{file}")),
        Err(NotWhole::Content)
    ));
    let outside = "<!DOCTYPE CTfile SYSTEM \"file:///etc/passwd\">";
    assert!(matches!(
        read(&format!("{outside}{file}")),
        Err(NotWhole::Content)
    ));
    assert!(matches!(read(&file), Err(NotWhole::Content)));
    // Like an odd byte anywhere, it refuses its row alone.
    assert_eq!(fields("<Surname>a&#7;</Surname>")["family_name"], "a\u{7}");
    assert_eq!(
        fields("<Surname>O&apos;Neill &#38; Co</Surname>")["family_name"],
        "O'Neill & Co"
    );
    let cdata = "<Surname><![CDATA[O'Neill]]></Surname>";
    assert_eq!(fields(cdata)["family_name"], "O'Neill");
}

#[test]
fn what_is_no_such_file_is_refused_whole_feed_07() {
    let deep = |n: usize| format!("{}{}", "<Attendance>".repeat(n), "</Attendance>".repeat(n));
    for (text, why) in [
        (String::new(), NotWhole::Malformed),
        ("<CTfile>".to_owned(), NotWhole::Malformed),
        ("<CTfile></CTFile>".to_owned(), NotWhole::Malformed),
        ("<Message/>".to_owned(), NotWhole::Headings),
        ("<CTfile/><CTfile/>".to_owned(), NotWhole::Headings),
        ("<CTfile><Other/></CTfile>".to_owned(), NotWhole::Headings),
        (with(&deep(100_000)), NotWhole::Malformed),
        (with("<UPN>A1</Pupil>"), NotWhole::Malformed),
        (with("").replace("utf-8", "utf-16"), NotWhole::Encoding),
        (
            with(&format!("<{}/>", "x".repeat(100_000))),
            NotWhole::Malformed,
        ),
    ] {
        let refused = read(&text).err();
        assert_eq!(refused, Some(why), "{}", &text[..text.len().min(60)]);
    }
}
