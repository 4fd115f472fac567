/* What is said of schools and of what they teach: kinds of school, ages of pupils, the EU's key competences of 2018. */
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/schema/vocabulary.h"

static const struct vocabulary_row school_types_rows[] = {
	{ .code = "preSchool", .label = N_("pre-school") },
	{ .code = "primary", .label = N_("primary school") },
	{ .code = "lowerSecondary", .label = N_("lower secondary school") },
	{ .code = "upperSecondary", .label = N_("upper secondary school") },
	{ .code = "secondary", .label = N_("secondary school") },
	{ .code = "allAges", .label = N_("school of all ages") },
	{ .code = "vocational", .label = N_("vocational school") },
	{ .code = "special", .label = N_("special school") },
	{ .code = "teacherEducation", .label = N_("teacher education") },
	{ .code = "other", .label = N_("other") },
};
const struct vocabulary vocabulary_school_types = {
	.name = "schoolTypes", .names = VOCABULARY_OURS, .rows = school_types_rows, .count = ARRAY_SIZE(school_types_rows)
};

static const struct vocabulary_row age_bands_rows[] = {
	{ .code = "3-6", .label = N_("up to 6") },
	{ .code = "7-11", .label = N_("7 to 11") },
	{ .code = "12-15", .label = N_("12 to 15") },
	{ .code = "16-19", .label = N_("16 to 19") },
};
const struct vocabulary vocabulary_age_bands = {
	.name = "ageBands", .names = VOCABULARY_OURS, .rows = age_bands_rows, .count = ARRAY_SIZE(age_bands_rows)
};

static const struct vocabulary_row competences_rows[] = {
	{ .code = "literacy", .label = N_("literacy") },
	{ .code = "multilingual", .label = N_("multilingual") },
	{ .code = "stem", .label = N_("mathematics, science, technology and engineering"), .brief = N_("science") },
	{ .code = "digital", .label = N_("digital") },
	{ .code = "personal", .label = N_("personal, social and learning to learn"), .brief = N_("personal") },
	{ .code = "citizenship", .label = N_("citizenship") },
	{ .code = "entrepreneurship", .label = N_("entrepreneurship"), .brief = N_("enterprise") },
	{ .code = "culture", .label = N_("cultural awareness and expression"), .brief = N_("culture") },
};
const struct vocabulary vocabulary_competences = {
	.name = "competences", .names = VOCABULARY_OURS, .rows = competences_rows, .count = ARRAY_SIZE(competences_rows)
};
