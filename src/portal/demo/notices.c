/* What the portal has told the signed-in teacher. */
#include <string.h>

#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "world.h"

enum { DAY = 86400 };

static const struct {
	int hours; /* ago */
	const char *kind, *who; /* a key of the cast, or NULL */
	const char *title;
	bool seen;
} notices[] = {
	{9, "comment", "giorgos", "Ποια βρύση; Which tap?", false},
	{21, "projectInvitation", "giorgos", "Ήχοι της πόλης", false},
	{38, "contactRequest", "ewa", NULL, false},
	{24 * 5, "contactAccepted", "maria", NULL, true},
	{24 * 9, "partnerAccepted", "lucia", "Ekmek", true},
	{24 * 13, "schoolLabel", NULL, "Gazi İlkokulu", true},
	{24 * 40, "projectApproved", NULL, "Water diary", true},
};

int demo_add_notifications(struct demo_world *w, struct err *e)
{
	for (size_t i = ARRAY_SIZE(notices); i-- > 0;) {
		const struct demo_person *who = notices[i].who ? &w->people[demo_cast_index(notices[i].who, strlen(notices[i].who))] : NULL;
		struct json *body = json_new_object();
		char at[CLOCK_TEXT_SIZE];
		clock_format(w->now - (int64_t)notices[i].hours * 3600, at);
		json_set_string(body, "kind", notices[i].kind);
		if (who)
			demo_set_party(body, "who", who->id, who->name, who->country);
		if (notices[i].title)
			json_set_string(body, "title", notices[i].title);
		json_set_string(body, "createdAt", at);
		if (notices[i].seen)
			json_set_bool(json_set(body, "keywords", json_new_object()), "$seen", true);
		if (demo_write(w, w->people[0].account, TYPE_Notification, body, NULL, e) < 0)
			return -1;
	}
	return 0;
}
