/* One part of a project as it stands open. */
#include "part_reader.h"

#include <stdlib.h>

#include "twinline/base/i18n.h"

static void *record_of(struct part_reader *m)
{
	return (char *)m + m->kind->record;
}

static void release(struct part_reader *m)
{
	if (m->kind->release)
		m->kind->release(m);
	letter_files_release(&m->files);
	record_release(&record_types[m->kind->type], record_of(m));
}

void part_reader_build(struct face *face, struct part_reader *m)
{
	reading_clear(&m->reading);
	m->letters = words_letters();
	m->kind->build(face, m);
}

static bool read_again(struct face *face, struct part_reader *m)
{
	release(m);
	if (!part_read(face, m->kind->type, m->local, record_of(m), &m->account)) {
		face_say(face, _(m->kind->gone));
		return false;
	}
	m->kind->read(face, m);
	part_reader_build(face, m);
	return true;
}

/* --- the row of the screen --- */

int part_reader_open(struct face *face, struct view *view, const struct part_reader_kind *kind, int64_t local)
{
	struct part_reader *m = view->model;

	m->kind = kind;
	m->local = local;
	if (!read_again(face, m))
		return -1;
	face_listen(face, letter_files_heard);
	return 0;
}

void part_reader_changed(struct face *face, struct view *view)
{
	read_again(face, view->model);
}

void part_reader_close(struct face *face, struct view *view)
{
	struct part_reader *m = view->model;

	(void)face;
	reading_release(&m->reading);
	release(m);
}

void part_reader_draw(struct face *face, struct view *view, struct page *p)
{
	struct part_reader *m = view->model;
	char *title = m->kind->title(m);

	if (m->letters != words_letters())
		part_reader_build(face, m);
	words_title_line(face, p, title);
	reading_draw(&m->reading, p);
	free(title);
}

/* --- acting --- */

static void give_text(struct face *face, const struct part_reader *m, bool prints)
{
	char *text = m->kind->text(face, m);

	if (text && prints)
		face_print(face, m->kind->name(m), text);
	else if (text)
		face_pipe(face, text);
	free(text);
}

static bool stop_file(struct face *face, struct part_reader *m)
{
	int at = m->kind->file(m);

	if (at < 0 || !letter_files_stop(face, &m->files.files[at]))
		return false;
	part_reader_build(face, m);
	return true;
}

enum outcome part_reader_act(struct face *face, struct view *view, enum action action)
{
	struct part_reader *m = view->model;

	if (reading_act(&m->reading, action))
		return ACT_DONE;
	switch (action) {
	case ACTION_REPLY:
		face_open(face, "comments", m->local);
		return ACT_DONE;
	case ACTION_EDIT:
		m->kind->change(face, m->local);
		return ACT_DONE;
	case ACTION_DROP:
		return stop_file(face, m) ? ACT_DONE : ACT_IGNORED;
	case ACTION_PRINT:
	case ACTION_PIPE:
		give_text(face, m, action == ACTION_PRINT);
		return ACT_DONE;
	case ACTION_FIND:
		part_ask_find(face, m->account);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}
