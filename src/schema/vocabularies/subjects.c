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
	{ .code = "classicalLanguages", .label = N_("classical languages") },
	{ .code = "crossCurricular", .label = N_("cross-curricular") },
	{ .code = "designTechnology", .label = N_("design and technology") },
	{ .code = "drama", .label = N_("drama") },
	{ .code = "economics", .label = N_("economics") },
	{ .code = "environment", .label = N_("environmental education") },
	{ .code = "ethics", .label = N_("ethics") },
	{ .code = "europeanStudies", .label = N_("European studies") },
	{ .code = "foreignLanguages", .label = N_("foreign languages") },
	{ .code = "geography", .label = N_("geography") },
	{ .code = "geology", .label = N_("geology") },
	{ .code = "health", .label = N_("health studies") },
	{ .code = "history", .label = N_("history") },
	{ .code = "cultureHistory", .label = N_("history of culture") },
	{ .code = "homeEconomics", .label = N_("home economics") },
	{ .code = "informatics", .label = N_("informatics, ICT") },
	{ .code = "literature", .label = N_("language and literature") },
	{ .code = "law", .label = N_("law") },
	{ .code = "mathematics", .label = N_("mathematics") },
	{ .code = "media", .label = N_("media education") },
	{ .code = "music", .label = N_("music") },
	{ .code = "naturalSciences", .label = N_("natural sciences") },
	{ .code = "philosophy", .label = N_("philosophy, logic") },
	{ .code = "physicalEducation", .label = N_("physical education") },
	{ .code = "physics", .label = N_("physics") },
	{ .code = "politics", .label = N_("politics") },
	{ .code = "preSchool", .label = N_("pre-school subjects") },
	{ .code = "primary", .label = N_("primary school subjects") },
	{ .code = "psychology", .label = N_("psychology") },
	{ .code = "religion", .label = N_("religion") },
	{ .code = "socialStudies", .label = N_("social studies, sociology") },
	{ .code = "specialNeeds", .label = N_("special needs education") },
	{ .code = "technology", .label = N_("technology") },
	{ .code = "agriculture", .label = N_("agriculture") },
	{ .code = "business", .label = N_("business") },
	{ .code = "construction", .label = N_("construction") },
	{ .code = "healthCare", .label = N_("health care") },
	{ .code = "hospitality", .label = N_("hospitality, tourism") },
	{ .code = "mechanics", .label = N_("mechanics") },
};
const struct vocabulary vocabulary_subjects = {
	.name = "subjects", .names = VOCABULARY_OURS, .rows = subjects_rows, .count = ARRAY_SIZE(subjects_rows)
};
