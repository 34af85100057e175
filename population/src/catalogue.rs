//! The catalogue of services and the bodies that offer them. Names tell what a practitioner needs
//! in order to ring the right person, and nothing improper of the child (GEN-03).

use domain::data_source::{OrganisationKind, ServiceType};

const fn universal(code: &'static str, name: &'static str) -> ServiceType {
    ServiceType {
        code,
        name,
        universal: true,
        sensitive: false,
    }
}

const fn specialist(code: &'static str, name: &'static str) -> ServiceType {
    ServiceType {
        code,
        name,
        universal: false,
        sensitive: false,
    }
}

const fn sensitive(code: &'static str, name: &'static str) -> ServiceType {
    ServiceType {
        code,
        name,
        universal: false,
        sensitive: true,
    }
}

/// Every type of service (INV-01). Sensitive ones by SENS-01: sexual health, mental health of
/// tiers 2 to 4, substance misuse.
pub(crate) const SERVICE_TYPES: [ServiceType; 37] = [
    universal("education", "Education"),
    universal("general-practice", "General practice"),
    universal("midwifery", "Midwifery"),
    universal("health-visiting", "Health visiting"),
    universal("school-nursing", "School nursing"),
    specialist("speech-therapy", "Speech and language therapy"),
    specialist("occupational-therapy", "Occupational therapy"),
    specialist("physiotherapy", "Physiotherapy"),
    specialist("community-paediatrics", "Community paediatrics"),
    specialist("dietetics", "Dietetics"),
    specialist("audiology", "Audiology"),
    specialist("childrens-nursing", "Community children’s nursing"),
    specialist("emotional-wellbeing", "Emotional well-being (tier 1)"),
    specialist("social-work", "Children’s social work"),
    specialist("disabled-children", "Disabled children’s team"),
    specialist("fostering", "Fostering support"),
    specialist("leaving-care", "Leaving care"),
    specialist("family-centre", "Family centre"),
    specialist("education-welfare", "Education welfare"),
    specialist("sen-support", "Special educational needs support"),
    specialist("educational-psychology", "Educational psychology"),
    specialist("traveller-education", "Traveller education"),
    specialist("missing-education", "Children not receiving education"),
    specialist("early-years", "Early years and childcare advice"),
    specialist("pastoral-support", "Pastoral support"),
    specialist("learning-mentor", "Learning mentor"),
    specialist("youth-justice", "Youth offending team"),
    specialist("connexions", "Connexions personal adviser"),
    specialist("young-carers", "Young carers"),
    specialist("family-support", "Family support"),
    specialist("mentoring", "Mentoring"),
    specialist("housing-support", "Housing support"),
    sensitive("camhs-tier-2", "Child and adolescent mental health, tier 2"),
    sensitive("camhs-tier-3", "Child and adolescent mental health, tier 3"),
    sensitive("camhs-tier-4", "Child and adolescent mental health, tier 4"),
    sensitive("sexual-health", "Young people’s sexual health"),
    sensitive("substance-misuse", "Young people’s substance misuse"),
];

/// A service as a body offers it.
pub(crate) struct Offer {
    /// Its type.
    pub(crate) code: &'static str,
    /// What its practitioners are.
    pub(crate) job: &'static str,
    /// What its team is called.
    pub(crate) team: &'static str,
    /// The ages it works with, in years.
    pub(crate) ages: (i32, i32),
    /// How common its involvements are beside the others'.
    pub(crate) weight: u32,
}

const fn offer(
    code: &'static str,
    job: &'static str,
    team: &'static str,
    ages: (i32, i32),
    weight: u32,
) -> Offer {
    Offer {
        code,
        job,
        team,
        ages,
        weight,
    }
}

/// A kind of body that every authority has one of.
pub(crate) struct Body {
    pub(crate) kind: OrganisationKind,
    /// Its name; `{}` is the authority's.
    pub(crate) name: &'static str,
    pub(crate) offers: &'static [Offer],
}

/// The place in [`BODIES`] of the council.
pub(crate) const COUNCIL: usize = 0;
/// Of children's social care.
pub(crate) const SOCIAL_CARE: usize = 1;
/// Of the community health trust.
pub(crate) const HEALTH: usize = 2;
/// Of the youth offending team.
pub(crate) const YOUTH_JUSTICE: usize = 3;
/// Of child and adolescent mental health.
pub(crate) const CAMHS: usize = 8;

/// The bodies of every authority. Those from [`CAMHS`] on offer sensitive services.
pub(crate) const BODIES: [Body; 11] = [
    Body {
        kind: OrganisationKind::LocalAuthority,
        name: "{} Council",
        offers: &[
            offer(
                "education-welfare",
                "Education welfare officer",
                "Education Welfare",
                (4, 16),
                9,
            ),
            offer(
                "sen-support",
                "Area special needs co-ordinator",
                "Inclusion Support",
                (3, 17),
                9,
            ),
            offer(
                "educational-psychology",
                "Educational psychologist",
                "Educational Psychology",
                (3, 17),
                4,
            ),
            offer(
                "traveller-education",
                "Traveller education officer",
                "Traveller Education",
                (4, 16),
                1,
            ),
            offer(
                "missing-education",
                "Children not receiving education officer",
                "Attendance and Inclusion",
                (5, 16),
                1,
            ),
            offer(
                "early-years",
                "Early years adviser",
                "Early Years",
                (0, 4),
                4,
            ),
        ],
    },
    Body {
        kind: OrganisationKind::SocialCare,
        name: "{} Children’s Social Care",
        offers: &[
            offer(
                "social-work",
                "Social worker",
                "Assessment and Family Support",
                (0, 17),
                12,
            ),
            offer(
                "disabled-children",
                "Social worker",
                "Disabled Children",
                (0, 17),
                3,
            ),
            offer(
                "fostering",
                "Fostering social worker",
                "Fostering",
                (0, 17),
                2,
            ),
            offer(
                "leaving-care",
                "Leaving care adviser",
                "Leaving Care",
                (15, 17),
                1,
            ),
            offer(
                "family-centre",
                "Family centre worker",
                "Family Centres",
                (0, 10),
                5,
            ),
        ],
    },
    Body {
        kind: OrganisationKind::Health,
        name: "{} Community Health Trust",
        offers: &[
            offer(
                "health-visiting",
                "Health visitor",
                "Health Visiting",
                (0, 4),
                12,
            ),
            offer(
                "school-nursing",
                "School nurse",
                "School Nursing",
                (5, 17),
                7,
            ),
            offer(
                "speech-therapy",
                "Speech and language therapist",
                "Speech and Language Therapy",
                (2, 11),
                11,
            ),
            offer(
                "occupational-therapy",
                "Occupational therapist",
                "Children’s Therapies",
                (2, 16),
                4,
            ),
            offer(
                "physiotherapy",
                "Children’s physiotherapist",
                "Children’s Therapies",
                (0, 16),
                3,
            ),
            offer(
                "community-paediatrics",
                "Community paediatrician",
                "Community Paediatrics",
                (0, 16),
                6,
            ),
            offer("dietetics", "Children’s dietitian", "Dietetics", (0, 16), 1),
            offer("audiology", "Audiologist", "Audiology", (0, 12), 2),
            offer(
                "childrens-nursing",
                "Community children’s nurse",
                "Community Children’s Nursing",
                (0, 17),
                3,
            ),
            offer(
                "emotional-wellbeing",
                "Primary mental health worker",
                "Schools Link",
                (6, 17),
                3,
            ),
            offer(
                "midwifery",
                "Community midwife",
                "Community Midwifery",
                (0, 0),
                3,
            ),
        ],
    },
    Body {
        kind: OrganisationKind::YouthJustice,
        name: "{} Youth Offending Team",
        offers: &[offer(
            "youth-justice",
            "Youth offending team worker",
            "Prevention and Supervision",
            (10, 17),
            4,
        )],
    },
    Body {
        kind: OrganisationKind::Connexions,
        name: "Connexions {}",
        offers: &[offer(
            "connexions",
            "Personal adviser",
            "Personal Advisers",
            (13, 17),
            10,
        )],
    },
    Body {
        kind: OrganisationKind::Voluntary,
        name: "{} Family Link",
        offers: &[
            offer(
                "family-support",
                "Family support worker",
                "Family Support",
                (0, 17),
                8,
            ),
            offer(
                "young-carers",
                "Young carers worker",
                "Young Carers",
                (6, 17),
                3,
            ),
            offer("mentoring", "Mentor", "Mentoring", (8, 17), 3),
        ],
    },
    Body {
        kind: OrganisationKind::Housing,
        name: "{} Homes",
        offers: &[offer(
            "housing-support",
            "Housing support officer",
            "Tenancy Support",
            (0, 17),
            4,
        )],
    },
    Body {
        kind: OrganisationKind::Police,
        name: "{} Safer Neighbourhoods",
        offers: &[offer(
            "mentoring",
            "Youth liaison officer",
            "Youth Liaison",
            (10, 17),
            1,
        )],
    },
    Body {
        kind: OrganisationKind::Health,
        name: "{} Child and Adolescent Mental Health Service",
        offers: &[
            offer(
                "camhs-tier-2",
                "Primary mental health worker",
                "Community",
                (5, 17),
                8,
            ),
            offer(
                "camhs-tier-3",
                "Clinical psychologist",
                "Specialist",
                (5, 17),
                6,
            ),
            offer(
                "camhs-tier-4",
                "Consultant psychiatrist",
                "Day and In-patient",
                (11, 17),
                1,
            ),
        ],
    },
    Body {
        kind: OrganisationKind::Health,
        name: "{} Young People’s Clinic",
        offers: &[offer(
            "sexual-health",
            "Clinic nurse",
            "Clinic",
            (13, 17),
            4,
        )],
    },
    Body {
        kind: OrganisationKind::Voluntary,
        name: "{} Young People’s Drug and Alcohol Service",
        offers: &[offer(
            "substance-misuse",
            "Young people’s worker",
            "Outreach",
            (12, 17),
            3,
        )],
    },
];

/// What schools offer beside education (INV-05).
pub(crate) const SCHOOL_OFFERS: [Offer; 3] = [
    offer(
        "sen-support",
        "Special needs co-ordinator",
        "Inclusion",
        (3, 17),
        6,
    ),
    offer(
        "pastoral-support",
        "Deputy head teacher",
        "Pastoral Care",
        (3, 17),
        4,
    ),
    offer(
        "learning-mentor",
        "Learning mentor",
        "Learning Mentors",
        (5, 17),
        4,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn known(code: &str) -> &'static ServiceType {
        SERVICE_TYPES
            .iter()
            .find(|known| known.code == code)
            .unwrap()
    }

    #[test]
    fn every_offer_stands_in_the_catalogue_inv_01() {
        for (place, body) in BODIES.iter().enumerate() {
            for offer in body.offers {
                assert_eq!(
                    known(offer.code).sensitive,
                    place >= CAMHS,
                    "{}",
                    offer.code
                );
            }
        }
        assert!(
            SCHOOL_OFFERS
                .iter()
                .all(|offer| !known(offer.code).sensitive)
        );
    }

    #[test]
    fn exactly_the_services_that_the_law_names_are_sensitive_sens_01() {
        let sensitive: Vec<&str> = SERVICE_TYPES
            .iter()
            .filter(|s| s.sensitive)
            .map(|s| s.code)
            .collect();
        assert_eq!(
            sensitive,
            [
                "camhs-tier-2",
                "camhs-tier-3",
                "camhs-tier-4",
                "sexual-health",
                "substance-misuse"
            ]
        );
    }
}
