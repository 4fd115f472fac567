/* Project kits of the demo: plans that a draft can be filled from. Ours, and nobody's project. */
#include "twinline/base/attr.h"
#include "twinline/base/str.h"
#include "world.h"

static const struct {
	const char *title, *summary, *aims, *process, *results, *subjects, *competences, *tools;
	int from, to;
} kits[] = {
	{"A week in our water", "Two classes count what they use of water in one week, and compare.",
	 "To measure, to compare fairly, to write a short report for readers who were not there.",
	 "Week 1: who we are, three sentences each. Week 2: everybody counts. Week 3: one table of both classes. Week 4: what surprises us, "
	 "and what we change.",
	 "One table, one page in two languages, and a list of what each class does differently from now on.",
	 "environment mathematics primary", "multilingual citizenship", "pages forum photos", 8, 12},
	{"Letters on paper", "Pupils write to each other by post, once a month, and keep what they learn in a common dictionary.",
	 "To write to somebody who waits; to read a hand that is not one's own; fifty words of another language.",
	 "Pairs are drawn in the first week. One letter a month, a question in each. New words go into the dictionary, with a drawing.",
	 "A dictionary of fifty words, and an exhibition of stamps.",
	 "literature foreignLanguages primary", "multilingual culture", "letters pages forum", 8, 15},
	{"One river, many names", "Classes along waters that meet tell what their river is called, what lives in it and who works on it.",
	 "To ask at home, to draw a map, to tell one's own place to others.",
	 "A map of the own stretch; an interview with somebody who works on the water; a story of another class told on.",
	 "A map with a story for each class.",
	 "geography history environment", "culture citizenship", "pages photos audio", 9, 16},
	{"Bread of our homes", "Every home bakes: recipes, flour and words for bread in two languages.",
	 "To weigh and reckon, to ask grandparents, to explain a recipe so that somebody else can bake it.",
	 "Recipes until winter; each class bakes one of the other class; a small book in spring.",
	 "A book of recipes that were tried far from home.",
	 "primary mathematics art", "multilingual culture", "letters pages photos", 7, 14},
};

int demo_add_kits(struct demo_world *w, struct err *e)
{
	for (size_t i = 0; i < ARRAY_SIZE(kits); i++) {
		struct json *body = json_new_object();
		json_set_string(body, "title", kits[i].title);
		json_set_string(body, "summary", kits[i].summary);
		json_set_string(body, "aims", kits[i].aims);
		json_set_string(body, "process", kits[i].process);
		json_set_string(body, "results", kits[i].results);
		json_set_string(body, "language", "en");
		demo_set_codes(body, "subjects", kits[i].subjects);
		demo_set_codes(body, "competences", kits[i].competences);
		demo_set_codes(body, "tools", kits[i].tools);
		json_set_integer(body, "pupilsFrom", kits[i].from);
		json_set_integer(body, "pupilsTo", kits[i].to);
		if (demo_write(w, w->community, TYPE_Project, body, NULL, e) < 0)
			return -1;
	}
	return 0;
}
