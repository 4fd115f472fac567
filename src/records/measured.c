/* Speed, turnaround and loss of the line, and the profile that they find. */
#include "twinline/records/measured.h"

#include <stdlib.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum {
	SPEED_BYTES = 4000, /* a shorter answer tells of the way there, not of its width */
	TURN_BYTES = 3000,  /* both ways together; a longer exchange tells of the width */
	/* Slow from any of these on; fast again only when all the others are reached: what lies between changes nothing. */
	SLOW_SPEED = 8000, FAST_SPEED = 16000, /* bytes a second: 64 and 128 kbit/s */
	SLOW_TURN = 1000, FAST_TURN = 500,     /* ms */
	SLOW_LOST = 3, FAST_LOST = 1           /* of the last MEASURED_TRIES */
};

static const char fact[] = "measured";

void measured_load(struct measured *m, struct store *s)
{
	char *text = store_fact(s, fact);
	struct json *kept = text ? json_parse_own(text) : NULL;

	*m = (struct measured){
		.speed = json_get_integer(kept, "speed", 0), .packed = json_get_integer(kept, "packed", 100),
		.turn_ms = json_get_integer(kept, "turn", 0), .losses = (unsigned)json_get_integer(kept, "losses", 0),
		.tries = (int)json_get_integer(kept, "tries", 0), .found = line_profile_of(json_get_text(kept, "found")),
	};
	if (m->tries < 0 || m->tries > MEASURED_TRIES)
		m->tries = 0;
	if (m->found != LINE_PROFILE_SLOW)
		m->found = LINE_PROFILE_FAST;
	json_free(kept);
	free(text);
}

/* Half of what is new, so that one odd exchange is no verdict. */
static int64_t blend(int64_t before, int64_t now)
{
	return before > 0 ? (before + now) / 2 : now;
}

/* What of the time went by while bytes came: without the way there, but never next to nothing of what it took. */
static int64_t moving_ms(const struct measured *m, int64_t took_ms)
{
	int64_t moving = took_ms - m->turn_ms;

	moving = moving > took_ms / 4 ? moving : took_ms / 4;
	return moving > 0 ? moving : 1;
}

static void find_profile(struct measured *m)
{
	int lost = measured_lost(m);

	if ((m->speed > 0 && m->speed < SLOW_SPEED) || m->turn_ms > SLOW_TURN || lost >= SLOW_LOST)
		m->found = LINE_PROFILE_SLOW;
	else if ((m->speed == 0 || m->speed > FAST_SPEED) && m->turn_ms < FAST_TURN && lost <= FAST_LOST)
		m->found = LINE_PROFILE_FAST;
}

void measured_add(struct measured *m, const struct measure *one)
{
	m->losses = (m->losses << 1 | one->is_lost) & ((1U << MEASURED_TRIES) - 1);
	m->tries += m->tries < MEASURED_TRIES;
	if (!one->is_lost && one->down >= SPEED_BYTES) {
		m->speed = blend(m->speed, one->down * 1000 / moving_ms(m, one->took_ms));
		m->packed = one->unpacked > one->down ? one->down * 100 / one->unpacked : 100;
	} else if (!one->is_lost && one->up + one->down <= TURN_BYTES) {
		m->turn_ms = blend(m->turn_ms, one->took_ms > 0 ? one->took_ms : 1);
	}
	find_profile(m);
	m->is_dirty = true;
}

int measured_lost(const struct measured *m)
{
	int lost = 0;

	for (int i = 0; i < m->tries; i++)
		lost += m->losses >> i & 1;
	return lost;
}

struct json *measured_json(const struct measured *m)
{
	struct json *object = json_new_object();

	json_set_integer(object, "speed", m->speed);
	json_set_integer(object, "packed", m->packed);
	json_set_integer(object, "turn", m->turn_ms);
	json_set_integer(object, "losses", m->losses);
	json_set_integer(object, "tries", m->tries);
	json_set_string(object, "found", line_profile_rows[m->found].name);
	return object;
}

int measured_store(struct measured *m, struct store *s, struct err *e)
{
	struct json *object;
	char *text;
	int stored;

	if (!m->is_dirty)
		return 0;
	object = measured_json(m);
	text = json_print(object);
	stored = store_set_fact(s, fact, text, e);
	m->is_dirty = stored != 0;
	free(text);
	json_free(object);
	return stored;
}

static void add_part(struct str *out, char *part_taken)
{
	/* TRANSLATORS: between the parts of a line that stand beside each other, each complete in itself. */
	str_addf(out, "%s%s", out->len ? _(", ") : "", part_taken);
	free(part_taken);
}

char *measured_words(const struct measured *m)
{
	int64_t kbit = (m->speed * 8 + 500) / 1000;
	struct str text = { 0 };

	if (m->speed > 0 && kbit < 10000)
		add_part(&text, xasprintf(_("%d kbit/s"), (int)(kbit > 0 ? kbit : 1)));
	else if (m->speed > 0)
		add_part(&text, xasprintf(_("%d Mbit/s"), (int)(kbit / 1000)));
	if (m->turn_ms > 0)
		/* TRANSLATORS: milliseconds there and back. */
		add_part(&text, xasprintf(_("%d ms"), (int)m->turn_ms));
	if (m->tries > 0)
		/* TRANSLATORS: of the last exchanges so many were lost on the way. */
		add_part(&text, xasprintf(_("%d of %d lost"), measured_lost(m), m->tries));
	return str_detach(&text);
}
