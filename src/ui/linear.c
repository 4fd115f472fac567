/* Linear mode: its life and its loop. Nothing is said while a person types; what comes meanwhile is told before the next prompt. */
#include "linear.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "linear_state.h"
#include "reminder.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"

enum {
	NEWS_MOST = 50,     /* sentences that are kept for the next prompt; older ones are in the journal */
	AWAIT_MS = 15000,   /* in which an answer of the engine may come before the prompt */
	FETCH_MS = 5000     /* the same for a file, and for what is fetched after signing in */
};

struct linear *linear_open(struct face *face)
{
	struct linear *l = xcalloc(1, sizeof *l);

	l->face = face;
	linear_io_open(&l->io);
	return l;
}

void linear_close(struct linear *l)
{
	if (!l)
		return;
	for (int i = 0; i < VIEWS_MAX; i++)
		linear_list_release(&l->lists[i]);
	strings_release(&l->news);
	linear_io_wipe(l->held);
	free(l->wait.what);
	linear_io_close(&l->io);
	free(l);
}

void linear_use_settings(struct linear *l)
{
	const struct settings *s = face_settings(l->face);

	page_release(&l->face->page);
	page_init_spoken(&l->face->page, LINEAR_ROWS);
	l->io.width = (int)settings_integer(s, SETTING_LINE_WIDTH);
}

void linear_note(struct linear *l, const char *text)
{
	if (l->news.count >= NEWS_MOST)
		strings_release(&l->news);
	strings_push(&l->news, text);
	free(l->face->message);
	l->face->message = xstrdup(text);
}

void linear_forget(struct linear *l, int depth)
{
	linear_list_release(&l->lists[depth]);
}

/* --- the engine's answers --- */

void linear_await(struct linear *l, const struct json *packet)
{
	static const char *const unanswered[] = { "wake", "leave", "cancel" };
	const char *what = json_get_text(packet, "do");

	for (size_t i = 0; i < ARRAY_SIZE(unanswered); i++)
		if (text_equal(what, unanswered[i]))
			return;
	free(l->wait.what);
	l->wait = (struct linear_wait){
		.what = xstrdup(what), .until_ms = clock_monotonic_ms() + (text_equal(what, "file") ? FETCH_MS : AWAIT_MS),
	};
}

static void wait_no_more(struct linear *l)
{
	free(l->wait.what);
	l->wait = (struct linear_wait){ 0 };
}

/* In a new store there is nothing to say before the first exchange, and after signing in it follows by itself. */
static void wait_for_first_exchange(struct linear *l)
{
	wait_no_more(l);
	l->wait = (struct linear_wait){ .what = xstrdup("older"), .until_ms = clock_monotonic_ms() + FETCH_MS, .changes = 1 };
}

/* A wish for older records is kept first, which is a change too; they come with the second. */
static bool is_answer(struct linear *l, const char *did, const struct json *packet)
{
	if (strcmp(did, "changed") == 0)
		return strcmp(l->wait.what, "older") == 0 && ++l->wait.changes == 2;
	if (strcmp(did, "line") == 0)
		return line_state_of(json_get_text(packet, "state")) == LINE_OFFLINE;
	if (strcmp(did, "progress") == 0)
		return text_equal(json_get_text(packet, "phase"), "done") && strcmp(l->wait.what, "sync") == 0;
	return strcmp(did, "status") != 0;
}

void linear_hear(struct linear *l, const struct json *packet)
{
	const char *did = json_get_text(packet, "did");

	if (!l->wait.what || !did || !is_answer(l, did, packet))
		return;
	if (strcmp(did, "signed-in") == 0)
		wait_for_first_exchange(l);
	else
		wait_no_more(l);
}

/* --- waiting --- */

static bool is_over(const struct linear *l)
{
	return l->face->leaving || l->face->view_count == 0;
}

/* Twice in a row leaves. Once stops what is asked, or what runs. */
static void interrupt(struct linear *l)
{
	linear_io_say(&l->io, "");
	l->face->is_interrupted = false;
	if (l->is_interrupted) {
		l->face->leaving = true;
		return;
	}
	l->is_interrupted = true;
	if (linear_is_asking(l))
		linear_stop_asking(l);
	else
		face_act(l->face, ACTION_CANCEL);
}

/* Waits for what comes next, at most so long (-1: for ever). hears: for what is typed too. */
static void wait(struct linear *l, bool hears, int64_t most_ms)
{
	struct face *face = l->face;
	struct pollfd fds[] = {
		{ .fd = face_signals(), .events = POLLIN },
		{ .fd = face->engine.fd, .events = POLLIN },
		{ .fd = hears ? STDIN_FILENO : -1, .events = POLLIN },
		{ .fd = translate_fd(face), .events = POLLIN },
	};
	int patience = face_patience(face);

	if (most_ms >= 0 && (patience < 0 || patience > most_ms))
		patience = (int)most_ms;
	linear_io_flush(&l->io);
	if (poll(fds, ARRAY_SIZE(fds), patience) < 0 && errno != EINTR)
		die("poll: %s", strerror(errno));
	face_read_signals(face);
	if (fds[1].revents)
		face_read_engine(face);
	translate_hear(face);
	if (fds[2].revents && !is_over(l))
		linear_io_read(&l->io);
	if (l->io.is_deaf)
		face->leaving = true;
	if (!is_over(l))
		face_attend(face);
}

/* For what was asked for, before the next prompt: nobody can be typing yet. Ctrl-C ends the wait, and nothing else. */
static void wait_for_answer(struct linear *l)
{
	while (l->wait.what && !is_over(l) && !l->face->is_interrupted) {
		int64_t left = l->wait.until_ms - clock_monotonic_ms();

		if (left <= 0)
			wait_no_more(l);
		else
			wait(l, false, left);
	}
	if (l->wait.what && l->face->is_interrupted) {
		l->face->is_interrupted = false;
		wait_no_more(l);
		linear_io_say(&l->io, "");
	}
}

/* --- saying --- */

void linear_tell_news(struct linear *l)
{
	for (size_t i = 0; i < l->news.count; i++)
		linear_io_say(&l->io, l->news.at[i]);
	strings_release(&l->news);
	free(l->face->message);
	l->face->message = NULL;
}

/* A letter is not said as the page that it is on a screen; one that is opened again is heard first. */
static void tell_letter(struct linear *l)
{
	if (!l->is_choosing && linear_is_written(l) && l->written == NULL) {
		face_act(l->face, ACTION_STOP_TYPING);
		linear_hear_letter(l);
	}
	if (!l->is_choosing && !linear_is_asking(l)) {
		l->is_choosing = true;
		linear_say_choices(l);
	}
}

/* What a person has to know before the next line: what was said, and where they are, if it is elsewhere or reads otherwise. */
static void tell(struct linear *l, int depth_before)
{
	bool is_listed = linear_list_of(l)->model != NULL;

	linear_tell_news(l);
	if (!linear_is_composing(l) || (linear_is_asking(l) && !linear_is_written(l)))
		l->is_choosing = false;
	if (l->face->asking || l->face->prompt.open || (l->written && l->written == face_top(l->face)->field))
		return; /* the next line is for that */
	if (linear_is_composing(l) && !is_listed) {
		tell_letter(l);
	} else if (!is_listed || l->is_anew) {
		linear_say_view(l);
	} else {
		linear_say_changes(l, l->went_back && l->face->view_count < depth_before);
	}
}

static void prompt(struct linear *l)
{
	if (linear_is_asking(l))
		linear_ask(l);
	else
		linear_io_ask(&l->io, "> ");
}

/* --- the loop --- */

static void take(struct linear *l, const char *line)
{
	struct face *face = l->face;
	bool was_asking = linear_is_asking(l);
	const void *model = face_top(face)->model;

	l->is_interrupted = false;
	face->cancelled = false;
	face->last_key = clock_now();
	l->is_one = l->is_one && was_asking;
	if (was_asking)
		linear_answer(l, line);
	else
		linear_command(l, line);
	if (was_asking && !is_over(l) && face_top(face)->model == model && linear_is_composing(l) && !linear_is_asking(l))
		linear_list_release(linear_list_of(l)); /* what was changed is changed: it is chosen about again */
}

/* The next line that was typed; NULL where something else comes first. */
static char *next_line(struct linear *l)
{
	char *line = linear_io_line(&l->io);

	while (!line && !l->io.at_end && !is_over(l) && !l->face->is_interrupted) {
		linear_keep(l);
		wait(l, true, -1);
		line = linear_io_line(&l->io);
	}
	return line;
}

/* What a line answers: a question, a prompt, a field; none of them: it commands. */
struct asked { bool question, prompt; const struct editor *field; };

static struct asked asked_now(const struct linear *l)
{
	return (struct asked){ l->face->asking, l->face->prompt.open, face_top(l->face)->field };
}

/* Something else asks by now than when the line was begun, as where to save a file that has come: the line waits until that is answered. */
static bool is_for_another(struct linear *l, const struct asked *before)
{
	struct asked now = asked_now(l);

	return linear_is_asking(l) && !l->held &&
	       (now.question != before->question || now.prompt != before->prompt || now.field != before->field);
}

static char *held_line(struct linear *l)
{
	char *line = linear_is_asking(l) ? NULL : l->held;

	if (line)
		l->held = NULL;
	return line;
}

/* What ends the input ends the program as leaving does: all is kept. */
static void turn(struct linear *l)
{
	struct asked asked = asked_now(l);
	int depth = l->face->view_count;
	char *line = held_line(l);

	l->went_back = l->is_anew = false;
	if (!line) {
		prompt(l);
		asked = asked_now(l); /* whoever writes on in a text is asked how */
		line = next_line(l);
	}
	if (is_over(l)) {
		/* a signal has ended it */
	} else if (l->face->is_interrupted) {
		interrupt(l);
	} else if (line && is_for_another(l, &asked)) {
		l->held = line;
		line = NULL;
	} else if (line) {
		take(l, line);
	} else {
		linear_io_say(&l->io, "");
		l->face->leaving = true;
	}
	linear_io_wipe(line);
	wait_for_answer(l);
	if (!is_over(l))
		tell(l, depth);
}

/* True if somebody is signed in and nothing was ever fetched. */
static bool awaits_everything(struct face *face)
{
	char *synced = store_fact(face_store(face), "synced");
	bool is_new = !synced && access(face->options.paths->token, F_OK) == 0;

	free(synced);
	return is_new;
}

void linear_loop(struct linear *l)
{
	face_wake_engine(l->face, false);
	if (awaits_everything(l->face))
		wait_for_first_exchange(l);
	wait_for_answer(l);
	tell(l, l->face->view_count);
	while (!is_over(l))
		turn(l);
	linear_keep(l);
	linear_tell_news(l);
	linear_io_flush(&l->io);
}
