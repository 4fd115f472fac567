/* The cast's letters become messages, at their times before now. */
#include <stdlib.h>
#include <string.h>

#include "deliver.h"
#include "text.h"
#include "twinline/base/mem.h"

enum { DAY = 86400, ISTANBUL = 3 * 3600 }; /* the cast's times of day are Türkiye's, all year round */

static size_t cast_index(const char *key, size_t len)
{
	for (size_t i = 0; demo_cast[i].key; i++)
		if (strlen(demo_cast[i].key) == len && strncmp(demo_cast[i].key, key, len) == 0)
			return i;
	bug("demo: nobody is called %.*s", (int)len, key);
}

/* Midnight in Türkiye of the day of now. Today's letters are some minutes old where their hour is still to come. */
static int64_t time_of(const struct demo_world *w, const struct demo_first *row)
{
	int64_t midnight = (w->now + ISTANBUL) / DAY * DAY - ISTANBUL;
	int64_t at = midnight - (int64_t)row->days * DAY + row->hour * 3600 + row->minute * 60;
	return at < w->now - 60 ? at : w->now - 17 * 60;
}

static bool answers_later(const struct demo_first *row, size_t person)
{
	for (const struct demo_first *next = row + 1; next->thread && strcmp(next->thread, row->thread) == 0; next++)
		if (cast_index(next->from, strlen(next->from)) == person)
			return true;
	return false;
}

static void set_recipients(const struct demo_first *row, struct demo_letter *letter)
{
	letter->to_count = demo_count(row->to, ' ');
	for (size_t i = 0; i < letter->to_count; i++) {
		size_t len;
		const char *key = demo_element(row->to, ' ', i, &len);
		letter->to[i] = cast_index(key, len);
		bool signed_in = letter->to[i] == 0;
		letter->marks[i] = !signed_in || row->marks & MARK_SEEN ? KEYWORD_SEEN : 0;
		if (signed_in && row->marks & MARK_KEPT)
			letter->marks[i] |= KEYWORD_KEPT;
		if (answers_later(row, letter->to[i]))
			letter->marks[i] |= KEYWORD_ANSWERED;
	}
}

struct projects { const char *names[8]; char ids[8][RECORD_ID_LENGTH + 1]; size_t count; };

/* The id that a project of this name has in all its letters; who writes and gets the first of them is in it. NULL with e. */
static const char *project_id(struct demo_world *w, struct projects *projects, const struct demo_first *row,
                              const struct demo_letter *letter, struct err *e)
{
	const char *name = row->project;
	size_t people[DEMO_TO_MAX + 1] = {letter->from}, count = 1;

	for (size_t i = 0; i < projects->count; i++)
		if (strcmp(projects->names[i], name) == 0)
			return projects->ids[i];
	if (projects->count == ARRAY_SIZE(projects->names))
		bug("demo: too many projects");
	for (size_t i = 0; i < letter->to_count; i++)
		people[count++] = letter->to[i];
	if (demo_add_project(w, name, people, count, projects->ids[projects->count], e) < 0)
		return NULL;
	projects->names[projects->count] = name;
	return projects->ids[projects->count++];
}

/* Litres of one tap, four schools on forty school days; yours. */
static char *measurements(void)
{
	static const char *const schools[] = {"Muğla", "Lublin", "Ηράκλειο", "Чернівці"};
	struct str table = {0};
	str_add(&table, "day;school;litres;what for\r\n");
	for (int day = 1; day <= 40; day++)
		for (int school = 0; school < (int)ARRAY_SIZE(schools); school++)
			str_addf(&table, "%d;%s;%d;%s\r\n", day, schools[school], 31 + (day * 7 + school * 13) % 23,
			         (day + school) % 3 ? "hands" : "plants");
	return str_detach(&table);
}

/* What the row says; uid, thread and reply_to are the caller's. */
static int set_letter(struct demo_world *w, const struct demo_first *row, struct projects *projects, struct demo_letter *letter,
                      struct err *e)
{
	letter->kind = row->kind;
	letter->subject = row->subject;
	letter->text = row->text;
	letter->language = row->language;
	letter->project = row->project;
	letter->at = time_of(w, row);
	letter->from = cast_index(row->from, strlen(row->from));
	set_recipients(row, letter);
	letter->project_id = row->project ? project_id(w, projects, row, letter, e) : NULL;
	return row->project && !letter->project_id ? -1 : 0;
}

static int send(struct demo_world *w, const struct demo_first *row, struct demo_letter *letter, struct err *e)
{
	char *table = row->marks & MARK_TABLE ? measurements() : NULL;
	letter->file_name = "pomiary.csv";
	letter->file_type = "text/csv";
	letter->file = table;
	int result = demo_deliver(w, letter, e);
	free(table);
	return result;
}

static int write_rows(struct demo_world *w, const struct demo_first *rows, struct projects *projects, int64_t most,
                      int64_t *written, struct err *e)
{
	struct demo_letter letter = {0};
	for (const struct demo_first *row = rows; row->thread; row++) {
		bool goes_on = row > rows && strcmp(row->thread, row[-1].thread) == 0;
		if (!goes_on && *written >= most)
			break;
		memcpy(letter.reply_to, letter.uid, sizeof letter.uid);
		demo_draw_uid(w, letter.uid);
		if (!goes_on) {
			letter.reply_to[0] = '\0';
			memcpy(letter.thread, letter.uid, sizeof letter.uid);
		}
		if (set_letter(w, row, projects, &letter, e) < 0 || send(w, row, &letter, e) < 0)
			return -1;
		++*written;
	}
	return 0;
}

int demo_write_cast_letters(struct demo_world *w, int64_t most, int64_t *written, struct err *e)
{
	struct projects projects = {.count = 0};
	int result = write_rows(w, demo_first_letters, &projects, most, written, e);
	return result < 0 ? -1 : write_rows(w, demo_first_letters_older, &projects, most, written, e);
}
