/* The cast's letters become messages, at their times before now. */
#include <stdlib.h>
#include <string.h>

#include "deliver.h"
#include "text.h"
#include "twinline/base/mem.h"

/* What the one proposal among the letters asks for. */
static const char older_pupils[] = "{\"pupilsTo\":11}";

enum { DAY = 86400, ISTANBUL = 3 * 3600 }; /* the cast's times of day are Türkiye's, all year round */

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
		if (demo_cast_index(next->from, strlen(next->from)) == person)
			return true;
	return false;
}

static void set_recipients(const struct demo_first *row, struct demo_letter *letter)
{
	letter->to_count = demo_count(row->to, ' ');
	for (size_t i = 0; i < letter->to_count; i++) {
		size_t len;
		const char *key = demo_element(row->to, ' ', i, &len);
		letter->to[i] = demo_cast_index(key, len);
		bool signed_in = letter->to[i] == 0;
		letter->marks[i] = !signed_in || row->marks & MARK_SEEN ? KEYWORD_SEEN : 0;
		if (signed_in && row->marks & MARK_KEPT)
			letter->marks[i] |= KEYWORD_KEPT;
		if (answers_later(row, letter->to[i]))
			letter->marks[i] |= KEYWORD_ANSWERED;
	}
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
static void set_letter(const struct demo_world *w, const struct demo_first *row, struct demo_letter *letter)
{
	letter->kind = row->kind;
	letter->subject = row->subject;
	letter->text = row->text;
	letter->language = row->language;
	letter->proposal = strcmp(row->kind, "proposal") == 0 ? older_pupils : NULL;
	letter->project = row->project;
	letter->project_id = row->project ? demo_find_project(w, row->project)->id : NULL;
	letter->at = time_of(w, row);
	letter->from = demo_cast_index(row->from, strlen(row->from));
	set_recipients(row, letter);
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

static int write_rows(struct demo_world *w, const struct demo_first *rows, int64_t most, int64_t *written, struct err *e)
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
		set_letter(w, row, &letter);
		if (send(w, row, &letter, e) < 0)
			return -1;
		++*written;
	}
	return 0;
}

int demo_write_cast_letters(struct demo_world *w, int64_t most, int64_t *written, struct err *e)
{
	int result = write_rows(w, demo_first_letters, most, written, e);
	return result < 0 ? -1 : write_rows(w, demo_first_letters_older, most, written, e);
}
