//! The elements of the format within a pupil: those that are read, and those that are passed over, since
//! the directory keeps nothing of the sort.

/// What an element is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Element {
    /// It holds others that are read.
    Group,
    /// It holds a text that is read.
    Item,
    /// It is passed over with everything within.
    Skipped,
}

const GROUPS: [&str; 8] = [
    "BasicDetails",
    "Address",
    "Address/BS7666Address",
    "Address/AddressLines",
    "Contacts",
    "Contacts/Contact",
    "Contacts/Contact/Phones",
    "Contacts/Contact/Phones/Phone",
];

const ITEMS: [&str; 34] = [
    "UPN",
    "UniqueLearnerNumber",
    "Surname",
    "Forename",
    "DOB",
    "Gender",
    "Sex",
    "BasicDetails/PreferredSurname",
    "BasicDetails/PreferredForename",
    "BasicDetails/FormerSurname",
    "BasicDetails/FormerForename",
    "BasicDetails/MiddleNames",
    "Address/BS7666Address/SAON",
    "Address/BS7666Address/PAON",
    "Address/BS7666Address/Street",
    "Address/BS7666Address/Locality",
    "Address/BS7666Address/Town",
    "Address/BS7666Address/PostTown",
    "Address/BS7666Address/AdministrativeArea",
    "Address/BS7666Address/PostCode",
    "Address/AddressLines/AddressLine1",
    "Address/AddressLines/AddressLine2",
    "Address/AddressLines/AddressLine3",
    "Address/AddressLines/AddressLine4",
    "Address/AddressLines/AddressLine5",
    "Address/County",
    "Address/PostCode",
    "Contacts/Contact/Order",
    "Contacts/Contact/Surname",
    "Contacts/Contact/Forename",
    "Contacts/Contact/MiddleNames",
    "Contacts/Contact/Relationship",
    "Contacts/Contact/Responsibility",
    "Contacts/Contact/Phones/Phone/PhoneNo",
];

/// What the format has and the directory does not keep. `docs/supplying-data.md` names them too.
pub(super) const SKIPPED: [&str; 32] = [
    "ApplicationReference",
    "UCI",
    "NAWdetails",
    "LookedAfter",
    "FSMhistory",
    "SENhistory",
    "Admissions",
    "Phones",
    "Email",
    "Attendance",
    "StageAssessments",
    "SchoolHistory",
    "BasicDetails/FormerUPN",
    "BasicDetails/NCyearActual",
    "BasicDetails/Ethnicity",
    "BasicDetails/EthnicitySource",
    "BasicDetails/Languages",
    "BasicDetails/MedicalFlag",
    "BasicDetails/Disabilities",
    "BasicDetails/EnrolStatus",
    "BasicDetails/ServiceChild",
    "BasicDetails/ProficiencyInEnglish",
    "Address/Country",
    "Address/Easting",
    "Address/Northing",
    "Address/BS7666Address/UniquePropertyReferenceNumber",
    "Contacts/Contact/Title",
    "Contacts/Contact/Gender",
    "Contacts/Contact/Sex",
    "Contacts/Contact/Email",
    "Contacts/Contact/Address",
    "Contacts/Contact/Phones/Phone/TelephoneType",
];

/// What stands at a place within a pupil; none where the format has nothing there.
pub(super) fn element(place: &str) -> Option<Element> {
    let known = |all: &[&str], what| all.contains(&place).then_some(what);
    known(&ITEMS, Element::Item)
        .or_else(|| known(&GROUPS, Element::Group))
        .or_else(|| known(&SKIPPED, Element::Skipped))
}
