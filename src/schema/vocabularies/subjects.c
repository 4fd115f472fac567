/* Subjects that teachers tick in a profile or a project: general ones by name, then vocational ones. */
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/schema/vocabulary.h"

static const struct vocabulary_row subjects_rows[] = {
	{ .code = "art", .label = N_("art") },
	{ .code = "astronomy", .label = N_("astronomy") },
	{ .code = "biology", .label = N_("biology") },
	{ .code = "chemistry", .label = N_("chemistry") },
	{ .code = "citizenship", .label = N_("citizenship") },
	{ .code = "classicalLanguages", .label = N_("classical languages"), .brief = N_("classics") },
	{ .code = "crossCurricular", .label = N_("cross-curricular"), .brief = N_("all subjects") },
	{ .code = "designTechnology", .label = N_("design and technology"), .brief = N_("design") },
	{ .code = "drama", .label = N_("drama") },
	{ .code = "economics", .label = N_("economics") },
	{ .code = "environment", .label = N_("environmental education"), .brief = N_("environment") },
	{ .code = "ethics", .label = N_("ethics") },
	{ .code = "europeanStudies", .label = N_("European studies"), .brief = N_("Europe") },
	{ .code = "foreignLanguages", .label = N_("foreign languages"), .brief = N_("languages") },
	{ .code = "geography", .label = N_("geography") },
	{ .code = "geology", .label = N_("geology") },
	{ .code = "health", .label = N_("health studies"), .brief = N_("health") },
	{ .code = "history", .label = N_("history") },
	{ .code = "cultureHistory", .label = N_("history of culture"), .brief = N_("culture") },
	{ .code = "homeEconomics", .label = N_("home economics"), .brief = N_("home") },
	{ .code = "informatics", .label = N_("informatics, ICT"), .brief = N_("informatics") },
	{ .code = "literature", .label = N_("language and literature"), .brief = N_("literature") },
	{ .code = "law", .label = N_("law") },
	{ .code = "mathematics", .label = N_("mathematics") },
	{ .code = "media", .label = N_("media education"), .brief = N_("media") },
	{ .code = "music", .label = N_("music") },
	{ .code = "naturalSciences", .label = N_("natural sciences"), .brief = N_("nature") },
	{ .code = "philosophy", .label = N_("philosophy, logic"), .brief = N_("philosophy") },
	{ .code = "physicalEducation", .label = N_("physical education"), .brief = N_("sport") },
	{ .code = "physics", .label = N_("physics") },
	{ .code = "politics", .label = N_("politics") },
	{ .code = "preSchool", .label = N_("pre-school subjects"), .brief = N_("pre-school") },
	{ .code = "primary", .label = N_("primary school subjects"), .brief = N_("primary") },
	{ .code = "psychology", .label = N_("psychology") },
	{ .code = "religion", .label = N_("religion") },
	{ .code = "socialStudies", .label = N_("social studies, sociology"), .brief = N_("society") },
	{ .code = "specialNeeds", .label = N_("special needs education"), .brief = N_("special needs") },
	{ .code = "technology", .label = N_("technology") },
	{ .code = "agriculture", .label = N_("agriculture") },
	{ .code = "business", .label = N_("business") },
	{ .code = "construction", .label = N_("construction") },
	{ .code = "healthCare", .label = N_("health care") },
	{ .code = "hospitality", .label = N_("hospitality, tourism"), .brief = N_("tourism") },
	{ .code = "mechanics", .label = N_("mechanics") },
};
const struct vocabulary vocabulary_subjects = {
	.name = "subjects", .names = VOCABULARY_OURS, .rows = subjects_rows, .count = ARRAY_SIZE(subjects_rows), .is_by_name = true
};
