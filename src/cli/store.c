/* The store as commands read it: opening it, naming conversations, persons and JSON of others made safe. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/replica.h"
#include "twinline/text/sanitise.h"

enum { JSON_VERSION = 1 };

int cli_store(struct cli *cli, struct store *s, struct err *e)
{
	if (access(cli->paths.store, F_OK) != 0)
		return err_set(e, ERR_SIGNED_OUT, NULL);
	int opened = store_open(s, cli->paths.store, STORE_REPLICA, 0, e);
	if (opened != 0 && e->code == ERR_READ_ONLY) { /* to read is enough for most; the others are told when they write */
		err_release(e);
		opened = store_open(s, cli->paths.store, STORE_REPLICA, DB_READ_ONLY, e);
	}
	if (opened != 0)
		return -1;
	struct json *me = replica_owner(s);
	bool is_somebodys = me != NULL;
	json_free(me);
	if (is_somebodys)
		return 0;
	store_close(s);
	return err_set(e, ERR_SIGNED_OUT, NULL);
}

int cli_check_store(const char *path, struct err *e)
{
	struct store s;
	if (store_open(&s, path, STORE_REPLICA, 0, e) != 0)
		return -1;
	int sound = db_check(s.db, e);
	store_close(&s);
	return sound;
}

char *cli_thread_name(int64_t local)
{
	return local < 0 ? xasprintf("d%lld", -(long long)local) : xasprintf("%lld", (long long)local);
}

int64_t cli_thread_of(const char *name)
{
	bool is_draft = *name == 'd';
	const char *digits = name + is_draft;
	size_t len = strlen(digits);
	if (len == 0 || len > 18 || strspn(digits, "0123456789") != len)
		return 0;
	int64_t local = strtoll(digits, NULL, 10);
	return is_draft ? -local : local;
}

struct json *cli_json(void)
{
	struct json *object = json_new_object();
	json_set_integer(object, "version", JSON_VERSION);
	return object;
}

void cli_print_json(struct json *object_taken)
{
	char *text = json_print(object_taken);
	puts(text);
	free(text);
	json_free(object_taken);
}

void cli_json_text(struct json *object, const char *key, const char *text)
{
	char *safe = text ? sanitise_copy(text, SANITISE_TEXT) : NULL;
	if (safe)
		json_set_string(object, key, safe);
	free(safe);
}

void cli_json_time(struct json *object, const char *key, int64_t seconds)
{
	char text[CLOCK_TEXT_SIZE];
	if (seconds == 0)
		return;
	clock_format(seconds, text);
	json_set_string(object, key, text);
}

struct json *cli_json_party(const struct party *person)
{
	struct json *object = json_new_object();
	cli_json_text(object, "id", person->id);
	cli_json_text(object, "name", person->name);
	cli_json_text(object, "country", person->country);
	return object;
}

char *cli_person(const struct party *person)
{
	const char *name = person->name && *person->name ? party_called(person->name) : person->id ? person->id : "";
	bool has_country = person->country && *person->country;
	char *text = xasprintf("%s%s%s", name, has_country ? ", " : "", has_country ? person->country : "");
	char *safe = sanitise_copy(text, SANITISE_LINE);
	free(text);
	return safe;
}
