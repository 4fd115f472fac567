/* The fact "sign-in" of the store. */
#include "sign_in_kept.h"

#include <stdlib.h>
#include <unistd.h>

#include "twinline/records/replica.h"
#include "words.h"

enum { HOST_MAX = 256 };

static const char fact[] = "sign-in";

static void take(struct json *kept, const char *key, const char *first, const char *otherwise)
{
	json_set_string(kept, key, first && *first ? first : otherwise ? otherwise : "");
}

struct json *sign_in_kept(struct face *face)
{
	char *typed_text = store_fact(face_store(face), fact), host[HOST_MAX] = { 0 };
	struct json *typed = json_parse_own(typed_text), *me = replica_owner(face_store(face)), *kept = json_new_object();
	const char *portal = json_get_text(me, "portal");

	gethostname(host, sizeof host - 1);
	take(kept, "portal", json_get_text(typed, "portal"), portal ? portal : settings_text(face_settings(face), SETTING_PORTAL));
	take(kept, "name", json_get_text(typed, "name"), NULL);
	take(kept, "device", json_get_text(typed, "device"), host);
	json_free(typed);
	json_free(me);
	free(typed_text);
	return kept;
}

void sign_in_keep_all(struct face *face, const char *portal, const char *name, const char *device)
{
	struct json *kept = json_new_object();
	struct err e = { 0 };
	char *text;

	json_set_string(kept, "portal", portal);
	json_set_string(kept, "name", settings_yes(face_settings(face), SETTING_SHARED) ? "" : name);
	json_set_string(kept, "device", device);
	text = json_print(kept);
	store_set_fact(face_store(face), fact, text, &e);
	words_check(face, &e);
	free(text);
	json_free(kept);
}

void sign_in_keep(struct face *face, const char *portal, const char *name)
{
	struct json *kept = sign_in_kept(face);

	sign_in_keep_all(face, portal, name, json_get_text(kept, "device"));
	json_free(kept);
}
