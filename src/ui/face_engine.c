/* The face and the engine: what is told it, what is heard of it, and what the title says of the line. */
#include "face_state.h"

#include <stdlib.h>
#include <string.h>

#include "linear.h"
#include "screens.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/line.h"
#include "twinline/text/datetime.h"
#include "words.h"

enum { ENGINE_RETRY_MS = 2000 };

/* ERR_SET_OFFLINE: the line is gone by a person's own wish. */
static bool is_cause(const struct json *cause, enum err_code code)
{
	struct err e = { 0 };
	bool is;

	if (!json_is_object(cause))
		return false;
	json_to_err(cause, &e);
	is = e.code == code;
	err_release(&e);
	return is;
}

char *face_line_words(struct face *face)
{
	char *text = store_fact(&face->store, "synced"), *words;
	int64_t synced = text ? strtoll(text, NULL, 10) : 0;
	struct str when = { 0 };
	struct line line;

	free(text);
	line_read(&face->store, &line);
	if (!face->is_unasked || !face->synced_shown)
		face->synced_shown = synced;
	switch (line.state) {
	case LINE_OFFLINE:
	case LINE_BUSY:
		face->synced_shown = 0;
		datetime_add_time(&when, line.since);
		words = xasprintf(line.cause.code == ERR_SET_OFFLINE ? _("offline since %s") : _("no line since %s"), when.text);
		break;
	case LINE_SIGNED_OUT:
		words = xstrdup(_("not signed in"));
		break;
	default:
		if (face->synced_shown)
			datetime_add_short(&when, face->synced_shown, clock_now());
		words = face->synced_shown ? xasprintf(_("as of %s"), when.text) : xstrdup("");
	}
	str_release(&when);
	line_release(&line);
	return words;
}

/* Connects to the engine, starting it if need be, but not again and again. */
static bool connect_engine(struct face *face)
{
	struct err e = { 0 };

	if (face->engine.fd >= 0)
		return true;
	if (face->unwritable.code != ERR_OK) /* it could not keep what comes, nor say what has gone */
		return false;
	if (clock_monotonic_ms() < face->engine_retry_at)
		return false;
	face->engine_retry_at = clock_monotonic_ms() + ENGINE_RETRY_MS;
	if (engine_connect(&face->engine, face->options.paths, true, &e) != 0) {
		face_fail(face, &e);
		face->engine.fd = -1;
	}
	return face->engine.fd >= 0;
}

void face_tell_engine(struct face *face, struct json *packet)
{
	if (face->linear)
		linear_await(face->linear, packet);
	if (!connect_engine(face))
		json_free(packet);
	else if (!engine_send(&face->engine, packet))
		engine_close(&face->engine);
}

void face_fetch(struct face *face, int64_t number, const struct record_type *type, const char *id, const char *account)
{
	struct json *packet = json_new_object();

	json_set_string(packet, "do", "fetch");
	json_set_integer(packet, "n", number);
	json_set_string(packet, "type", type->name);
	if (account)
		json_set_string(packet, "account", account);
	json_push(json_set(packet, "ids", json_new_array()), json_new_string(id));
	face_tell_engine(face, packet);
}

void face_wake_engine(struct face *face, bool now)
{
	struct json *packet = json_new_object();

	json_set_string(packet, "do", now ? "sync" : "wake");
	face_tell_engine(face, packet);
}

/* What came of "send and fetch now". */
static void say_exchange(struct face *face, const struct json *packet)
{
	struct str size = { 0 }, text = { 0 };

	words_add_size(&size, json_get_integer(packet, "up", 0) + json_get_integer(packet, "down", 0));
	if (json_get_integer(packet, "sent", 0) == 0 && json_get_integer(packet, "received", 0) == 0)
		str_addf(&text, _("Nothing waited, and nothing is new. %s."), size.text);
	else
		str_addf(&text, _("Sent: %d. Fetched: %d. %s."), (int)json_get_integer(packet, "sent", 0),
		         (int)json_get_integer(packet, "received", 0), size.text);
	face_say_after(face, text.text);
	str_release(&text);
	str_release(&size);
}

static void say_failure(struct face *face, const struct json *packet)
{
	struct err cause = { 0 };

	json_to_err(json_get(packet, "cause"), &cause);
	face_fail(face, &cause);
}

/* Says that the line has gone, or the sign-in, where nothing else was said and nobody is about to sign in. */
static void say_line(struct face *face, const struct json *packet)
{
	enum line_state before = face->line;
	struct str since = { 0 };
	struct err ended = { 0 };

	face->line = line_state_of(json_get_text(packet, "state"));
	if (face->line == before || (face->message && !face_is_accessible(face)) || face_top(face)->screen == &screen_sign_in)
		return;
	if (face->line == LINE_OFFLINE && is_cause(json_get(packet, "cause"), ERR_DISK_FULL)) {
		face_say(face, _("The disk is full, so nothing is sent or fetched. Free 1 MB; then it goes on by itself."));
	} else if (face->line == LINE_OFFLINE && !is_cause(json_get(packet, "cause"), ERR_SET_OFFLINE)) {
		datetime_add_time(&since, json_get_integer(packet, "since", clock_now()));
		face_sayf(face, _("No line since %s. Write on: it waits here and goes by itself."), since.text);
		str_release(&since);
	} else if (face->line == LINE_SIGNED_OUT) {
		err_set(&ended, ERR_SIGNED_OUT, NULL);
		face_fail(face, &ended);
	}
}

void face_hear(struct face *face, const struct json *packet)
{
	const char *did = json_get_text(packet, "did"), *what = json_get_text(packet, "do");
	int top = face->view_count - 1;

	if (!did)
		return;
	if (json_get(packet, "n")) /* the answer to a question: the view that asked it may lie below by now */
		for (int i = 0; i < top; i++)
			if (face->heard[i])
				face->heard[i](face, &face->views[i], packet);
	if (top >= 0 && face->heard[top])
		face->heard[top](face, face_top(face), packet);
	if (strcmp(did, "line") == 0 || strcmp(did, "changed") == 0)
		face_look_for_changes(face);
	if (strcmp(did, "line") == 0)
		say_line(face, packet);
	else if (strcmp(did, "progress") == 0 && text_equal(json_get_text(packet, "phase"), "done"))
		say_exchange(face, packet);
	else if (strcmp(did, "progress") == 0 && json_get_bool(packet, "spoilt", false))
		face_say(face, _("A part of a file was changed on its way; that part goes again."));
	else if (strcmp(did, "failed") == 0 && (text_equal(what, "sync") || text_equal(what, "file") || text_equal(what, "older") ||
	                                        text_equal(what, "seal") || text_equal(what, "visit") || text_equal(what, "sign-out")))
		say_failure(face, packet);
	if (face->linear)
		linear_hear(face->linear, packet);
	if (json_get_bool(packet, "again", false)) /* what is kept is in another directory now */
		face_leave_for(face, UI_AGAIN);
}
