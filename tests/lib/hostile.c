/* Texts that attack a terminal: one way in a row. */
#include "lib/hostile.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

#define TEN(text) text text text text text text text text text text

const char *const hostile_texts[] = {
	"h0 \033[2J\033[31337;1H\033[31337m gone",           /* clear, move, colour */
	"h1 \033]0;owned\007 title",                          /* title */
	"h2 \033]52;c;aGk=\033\\ clipboard",                  /* clipboard */
	"h3 \033]8;;http://a.example\033\\b.example\033]8;;\033\\", /* a link that says another */
	"h4 \033P$q\"p\033\\ asks",                           /* DECRQSS: an answer into the keyboard */
	"h5 \033[6n\033[c\033[>c\033[21t\005 asks",           /* position, device, title, ENQ */
	"h6 \xc2\x9b" "31337m\xc2\x9d" "0;owned\xc2\x9c c1",  /* C1 in UTF-8 */
	"h7 \033_apc\033\\\033^pm\033\\\033Xsos\033\\",       /* other control strings */
	"h8 over\rwrite\b\b\b\b\v\f\x7f back",                /* moves without ESC */
	"h9 \x0e\x0f shift",                                  /* other characters */
	"h10 \xe2\x80\xae" "cba\xe2\x80\xac \xe2\x81\xa6x\xe2\x81\xa9 turned", /* bidi overrides, isolates */
	"h11 \xe2\x80\xa8line\xe2\x80\xa9paragraph",          /* U+2028, U+2029 */
	"h12 a\xe2\x80\x8b\xe2\x80\x8b\xef\xbb\xbf\xc2\xad" "b unseen", /* zero width, BOM, soft hyphen */
	"h13 \xf3\xa0\x81\x81\xf3\xa0\x81\x82 tags",          /* tag characters */
	"h14 e" TEN(TEN("\xcc\x81")) " marks",                /* a hundred marks on one letter */
	"h15 \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 \xe2\x9d\xa4\xef\xb8\x8f joined",
	"h16 \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d abc \xd8\xb3\xd9\x84\xd8\xa7\xd9\x85 both ways",
	"h17 %s%n%d ${HOME} `id` $(id) \\033[31337m %1$s",    /* for those who format or quote it */
	"h18\n\033[31337mnext line\n\033[?1049l",             /* lines, and leaving the other screen */
	"h19 \033" "c\033[!p\033#8 reset",                    /* resets, the screen full of E */
	"h20 " TEN(TEN("long and wide \xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5 ")),             /* far longer than any line */
};
const size_t hostile_count = ARRAY_SIZE(hostile_texts);

char *hostile_text(size_t index, size_t max)
{
	const char *text = hostile_texts[index % hostile_count];
	size_t len = strlen(text);
	if (len > max)
		for (len = max; len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80; len--)
			;
	return xstrndup(text, len);
}

/* --- whole records --- */

enum { CODE_BYTES = 24, TEXT_BYTES = 8000, HOUR = 3600 };

struct making { size_t index; int64_t at; bool right; };

static struct json *text_value(size_t index, size_t max)
{
	char *text = hostile_text(index, max);
	struct json *value = json_new_string(text);
	free(text);
	return value;
}

static void set_text(struct json *object, const char *name, size_t index, size_t max)
{
	json_set(object, name, text_value(index, max));
}

static struct json *code_value(const struct field *field, const struct making *m)
{
	const struct vocabulary *v = field->vocabulary;
	return m->right && v ? json_new_string(v->rows[m->index / 2 % v->count].code) : text_value(m->index, CODE_BYTES);
}

static struct json *set_value(const struct field *field, const struct making *m)
{
	struct json *set = json_new_object();
	char *text = hostile_text(m->index, CODE_BYTES);
	json_set_bool(set, text, true);
	if (field->vocabulary)
		json_set_bool(set, field->vocabulary->rows[m->index % field->vocabulary->count].code, true);
	free(text);
	return set;
}

static struct json *number_value(const struct field *field, const struct making *m)
{
	static const int64_t ends[] = {-1, INT64_C(9007199254740991), 0, INT64_C(-9007199254740991)};
	return json_new_integer(m->right && field->max ? field->max : ends[m->index % ARRAY_SIZE(ends)]);
}

static struct json *time_value(const struct making *m)
{
	static const char *const ends[] = {"9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"};
	char at[CLOCK_TEXT_SIZE];
	clock_format(m->at, at);
	if (m->right)
		return json_new_string(at);
	return m->index % 3 ? json_new_string(ends[m->index % 2]) : text_value(m->index, CODE_BYTES);
}

static struct json *date_value(const struct making *m)
{
	char at[CLOCK_TEXT_SIZE];
	clock_format(m->at, at);
	at[sizeof "2026-11-17" - 1] = '\0';
	return m->right ? json_new_string(at) : text_value(m->index, CODE_BYTES);
}

static struct json *local_value(const struct making *m)
{
	static const char *const lengths[] = {"PT1H", "P1000000000D", "PT99999999999999999999H", "P1W"};
	struct json *time = json_new_object();
	char at[CLOCK_TEXT_SIZE];
	clock_format(m->at, at);
	at[sizeof "2026-11-17T10:30:00" - 1] = '\0';
	json_set_string(time, "start", at);
	json_set_string(time, "duration", lengths[m->index / 2 % ARRAY_SIZE(lengths)]);
	if (m->right)
		json_set_string(time, "timeZone", m->index % 4 ? "Europe/Athens" : "../../etc/passwd");
	else
		set_text(time, "timeZone", m->index, CODE_BYTES);
	return time;
}

static struct json *party_value(const struct making *m, size_t more)
{
	struct json *party = json_new_object();
	json_set_string(party, "id", "anobody2");
	set_text(party, "name", m->index + more, 120);
	if (m->right)
		json_set_string(party, "country", "GR");
	else
		set_text(party, "country", m->index + more + 1, CODE_BYTES);
	return party;
}

static struct json *file_value(const struct making *m)
{
	struct json *file = json_new_object();
	set_text(file, "name", m->index, 120);
	set_text(file, "type", m->index + 1, 120);
	set_text(file, "blobId", m->index + 2, CODE_BYTES);
	json_set_integer(file, "size", 4000);
	return file;
}

static struct json *list_of(struct json *first_taken, struct json *second_taken)
{
	struct json *list = json_new_array();
	json_push(list, first_taken);
	json_push(list, second_taken);
	return list;
}

static struct json *object_value(const struct making *m)
{
	struct json *object = json_new_object();
	set_text(object, "title", m->index, 140);
	set_text(object, "text", m->index + 1, 140);
	set_text(object, "country", m->index + 2, CODE_BYTES);
	set_text(object, "about", m->index + 3, CODE_BYTES);
	return object;
}

static struct json *value_of(const struct field *field, const struct making *m)
{
	switch (field->kind) {
	case FIELD_INTEGER:
		return number_value(field, m);
	case FIELD_BOOLEAN:
		return json_new_bool(m->index / 2 % 2 == 0);
	case FIELD_DATE:
		return date_value(m);
	case FIELD_UTC:
		return time_value(m);
	case FIELD_LOCAL:
		return local_value(m);
	case FIELD_CODE:
		return code_value(field, m);
	case FIELD_CODES:
	case FIELD_KEYWORDS:
		return set_value(field, m);
	case FIELD_PARTY:
		return party_value(m, 0);
	case FIELD_PARTIES:
		return list_of(party_value(m, 2), party_value(m, 4));
	case FIELD_BLOBS:
		return list_of(file_value(m), text_value(m->index, CODE_BYTES));
	case FIELD_REFERENCES:
		return list_of(text_value(m->index, CODE_BYTES), text_value(m->index + 1, CODE_BYTES));
	case FIELD_OBJECT:
		return object_value(m);
	case FIELD_POINT:
		return json_parse_own("{\"latitude\":1e300,\"longitude\":-1e300}");
	default:
		return text_value(m->index, field->max > 0 && field->max < TEXT_BYTES ? (size_t)field->max : TEXT_BYTES);
	}
}

struct json *hostile_record(const struct record_type *type, size_t index, int64_t now)
{
	struct json *record = json_new_object();
	for (unsigned i = 0; i < type->field_count; i++) {
		const struct field *field = &type->fields[i];
		const struct making m = {.index = index + i, .at = now + (int64_t)index * HOUR, .right = index % 2 == 0};
		json_set(record, field->name, value_of(field, &m));
	}
	return record;
}
