/*
 * Countries by kind of membership, ISO 3166-1 alpha-2 (XK is user-assigned: Kosovo). Dates stand only where a
 * source gives them; a country that has left keeps its row, because its schools' projects are still there.
 */
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/schema/vocabulary.h"

static const struct vocabulary_row countries_rows[] = {
	{ .code = "AT", .label = "Austria", .flags = COUNTRY_EU },
	{ .code = "BE", .label = "Belgium", .flags = COUNTRY_EU },
	{ .code = "BG", .label = "Bulgaria", .flags = COUNTRY_EU },
	{ .code = "HR", .label = "Croatia", .flags = COUNTRY_EU },
	{ .code = "CY", .label = "Cyprus", .flags = COUNTRY_EU },
	{ .code = "CZ", .label = N_("Czechia"), .flags = COUNTRY_EU },
	{ .code = "DK", .label = N_("Denmark"), .flags = COUNTRY_EU },
	{ .code = "EE", .label = "Estonia", .flags = COUNTRY_EU },
	{ .code = "FI", .label = "Finland", .flags = COUNTRY_EU },
	{ .code = "FR", .label = "France", .flags = COUNTRY_EU },
	{ .code = "DE", .label = "Germany", .flags = COUNTRY_EU },
	{ .code = "GR", .label = "Greece", .flags = COUNTRY_EU },
	{ .code = "HU", .label = "Hungary", .flags = COUNTRY_EU },
	{ .code = "IE", .label = "Ireland", .flags = COUNTRY_EU },
	{ .code = "IT", .label = "Italy", .flags = COUNTRY_EU },
	{ .code = "LV", .label = "Latvia", .flags = COUNTRY_EU },
	{ .code = "LT", .label = "Lithuania", .flags = COUNTRY_EU },
	{ .code = "LU", .label = "Luxembourg", .flags = COUNTRY_EU },
	{ .code = "MT", .label = "Malta", .flags = COUNTRY_EU },
	{ .code = "NL", .label = N_("Netherlands"), .flags = COUNTRY_EU },
	{ .code = "PL", .label = "Poland", .flags = COUNTRY_EU },
	{ .code = "PT", .label = "Portugal", .flags = COUNTRY_EU },
	{ .code = "RO", .label = "Romania", .flags = COUNTRY_EU },
	{ .code = "SK", .label = N_("Slovakia"), .flags = COUNTRY_EU },
	{ .code = "SI", .label = "Slovenia", .flags = COUNTRY_EU },
	{ .code = "ES", .label = "Spain", .flags = COUNTRY_EU },
	{ .code = "SE", .label = "Sweden", .flags = COUNTRY_EU },
	{ .code = "AL", .label = "Albania", .flags = COUNTRY_OTHER },
	{ .code = "BA", .label = "Bosnia and Herzegovina", .flags = COUNTRY_OTHER },
	{ .code = "GB", .label = N_("United Kingdom"), .flags = COUNTRY_OTHER, .until = "2020-12-31" },
	{ .code = "IS", .label = "Iceland", .flags = COUNTRY_OTHER },
	{ .code = "LI", .label = "Liechtenstein", .flags = COUNTRY_OTHER },
	{ .code = "ME", .label = N_("Montenegro"), .flags = COUNTRY_OTHER, .from = "2022-04" },
	{ .code = "MK", .label = N_("North Macedonia"), .flags = COUNTRY_OTHER },
	{ .code = "NO", .label = "Norway", .flags = COUNTRY_OTHER },
	{ .code = "RS", .label = N_("Serbia"), .flags = COUNTRY_OTHER },
	{ .code = "TR", .label = N_("Türkiye"), .flags = COUNTRY_OTHER },
	{ .code = "XK", .label = N_("Kosovo"), .flags = COUNTRY_OTHER },
	{ .code = "AM", .label = "Armenia", .flags = COUNTRY_PLUS, .from = "2013-03" },
	{ .code = "AZ", .label = "Azerbaijan", .flags = COUNTRY_PLUS, .from = "2013-03" },
	{ .code = "GE", .label = "Georgia", .flags = COUNTRY_PLUS, .from = "2013-03" },
	{ .code = "JO", .label = "Jordan", .flags = COUNTRY_PLUS },
	{ .code = "LB", .label = "Lebanon", .flags = COUNTRY_PLUS, .from = "2018" },
	{ .code = "MD", .label = N_("Moldova"), .flags = COUNTRY_PLUS, .from = "2013-03", .iso = "Moldova, Republic of" },
	{ .code = "TN", .label = "Tunisia", .flags = COUNTRY_PLUS },
	{ .code = "UA", .label = "Ukraine", .flags = COUNTRY_PLUS, .from = "2013-03" },
};
const struct vocabulary vocabulary_countries = {
	.name = "countries", .names = VOCABULARY_COUNTRIES, .rows = countries_rows, .count = ARRAY_SIZE(countries_rows), .is_by_name = true
};

static const struct vocabulary_row memberships_rows[] = {
	{ .code = "eu", .label = N_("European Union"), .flags = COUNTRY_EU },
	{ .code = "other", .label = N_("other eTwinning country"), .flags = COUNTRY_OTHER },
	{ .code = "plus", .label = N_("eTwinning Plus"), .flags = COUNTRY_PLUS },
};
const struct vocabulary vocabulary_memberships = {
	.name = "memberships", .names = VOCABULARY_OURS, .rows = memberships_rows, .count = ARRAY_SIZE(memberships_rows)
};
