/* What a card has of its school's page. */
#include "school_copy.h"

#include "twinline/base/attr.h"

void school_copy(struct json *card, const char *id, const struct json *page)
{
	static const char *const copied[] = {"country", "region", "town", "labelUntil"};
	struct json *party = json_set(card, "school", json_new_object());
	json_set_string(party, "id", id);
	json_set_string(party, "name", json_get_text(page, "name"));
	if (json_get_text(page, "country"))
		json_set_string(party, "country", json_get_text(page, "country"));
	for (size_t i = 0; i < ARRAY_SIZE(copied); i++) {
		const char *text = json_get_text(page, copied[i]);
		if (text)
			json_set_string(card, copied[i], text);
		else
			json_remove(card, copied[i]);
	}
}
