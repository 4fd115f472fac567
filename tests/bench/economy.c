/* What every screen costs the line to the terminal. */
#include "bench/economy.h"

#include <stdlib.h>
#include <string.h>

#include "bench/report.h"
#include "lib/frame.h"
#include "lib/painter.h"
#include "lib/terminal.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/records/store.h"
#include "twinline/text/utf8.h"

enum { DOWNS = 5, LINE_DOWN_AIM = 12 };

static const struct kind { const char *name; const struct painter_kind *painter; } terminals[] = {
	{ "xterm-256color", &painter_xterm },
	{ "vt100", &painter_vt100 },
};

/*
 * What a screen is like: it has pages (in others the same keys choose); a move tells more of the line elsewhere, or scrolls; exchanges
 * stand in it; the portal is asked for what stands in it.
 */
enum { PAGES = 1, TELLS = 2, LOGS = 4, ASKS = 8 };

/* A screen: keys from Home to where it is opened from, and the one that opens it. The calendar opens in the view that it had last. */
static const struct way { const char *screen, *from, *key; int like; } ways[] = {
	{ "home", "2", "1", PAGES },
	{ "inbox", "", "2", PAGES },
	{ "thread", "2", "<Enter>", PAGES },
	{ "info", "2<Enter>", "i", PAGES },
	{ "compose", "2", "c", 0 },
	{ "reply", "2<Enter>", "r", 0 },
	{ "partners", "", "3", PAGES },
	{ "facets", "3", "<Tab>", 0 },
	{ "person", "3<Down><Down>", "<Enter>", PAGES },
	{ "projects", "", "4", PAGES },
	{ "project", "4", "<Enter>", PAGES },
	{ "project-form", "4", "c", 0 },
	{ "pages", "4<Down><Enter>gpages<Enter>", "<Enter>", PAGES },
	{ "activities", "4<Down><Enter>gactivities<Enter>", "<Enter>", PAGES },
	{ "materials", "4<Down><Enter>gmaterials<Enter>", "<Enter>", PAGES },
	{ "updates", "4<Down><Enter>gupdates<Enter>", "<Enter>", PAGES },
	{ "forum", "4<Down><Enter>gforum<Enter>", "<Enter>", PAGES },
	{ "chat", "4<Down><Enter>gchat<Enter>", "<Enter>", PAGES },
	{ "about", "4<Down><Enter>gabout<Enter>", "<Enter>", PAGES },
	{ "notices", ":notices", "<Enter>", PAGES },
	{ "notice", ":notices<Enter>", "<Enter>", PAGES },
	{ "public-pages", ":public-pages", "<Enter>", PAGES },
	{ "suggestions", ":suggestions", "<Enter>", PAGES },
	{ "feed", ":feed", "<Enter>", PAGES },
	{ "map", ":map", "<Enter>", PAGES },
	{ "registration", ":registration", "<Enter>", ASKS },
	{ "members", "4<Enter>", ":members<Enter>", PAGES },
	{ "week", "5", "v", PAGES },
	{ "agenda", "5", "v", PAGES },
	{ "event", "5", "<Enter>", PAGES },
	{ "event-form", "5", "c", TELLS },
	{ "month", "5", "v", PAGES | TELLS },
	{ "profile", "", "6", PAGES },
	{ "profile-form", "6", "<Enter>", 0 },
	{ "devices", "6<End><Up><Up>", "<Enter>", 0 },
	{ "take-all", "6<End><Up>", "<Enter>", 0 },
	{ "leave", "6<End>", "<Enter>", ASKS },
	{ "support", "", "9", PAGES },
	{ "outbox", "", "0", PAGES },
	{ "journal", "0", "i", PAGES | LOGS },
	{ "packet", ":packet", "<Enter>", 0 },
	{ "settings", ":settings", "<Enter>", TELLS },
	{ "keyboard", ":keyboard", "<Enter>", 0 },
	{ "language", ":language", "<Enter>", 0 },
	{ "welcome", ":welcome", "<Enter>", 0 },
	{ "help", "2", "?", PAGES },
	{ "palette", "2", ":", 0 },
};

struct visit {
	struct world *w;
	struct terminal *t;
	const struct kind *kind;
	size_t bytes, painter; /* of the frames so far */
};

static void settle(struct terminal *t)
{
	if (!terminal_wait_idle(t))
		die("the face does not rest");
}

static struct terminal *face(const char *term)
{
	struct terminal *t = terminal_start(&(struct terminal_options){ .argv = (const char *[]){ "twinline", NULL }, .term = term });

	if (!terminal_wait_at(t, -1, "?"))
		die("no full screen on %s", term);
	settle(t);
	return t;
}

/* Bytes of a key's answer. */
static size_t press(struct terminal *t, const char *keys)
{
	terminal_mark(t);
	terminal_send(t, keys);
	settle(t);
	return terminal_bytes(t);
}

/* The same, with the painter's share. */
static size_t press_frame(struct visit *v, const char *keys)
{
	struct frame before = frame_take(v->t), after;
	size_t bytes = press(v->t, keys), painter;

	after = frame_take(v->t);
	painter = painter_bytes(v->kind->painter, &before, &after);
	v->bytes += bytes;
	v->painter += painter;
	frame_release(&before);
	frame_release(&after);
	return bytes;
}

static void tell(const struct visit *v, const char *screen, const char *what, double value, const char *unit, double aim)
{
	char *name = xasprintf("%s-%s-%s", v->kind->name, screen, what);

	report(name, value, unit, "aim", aim);
	free(name);
}

/* An exchange a minute later that brings nothing: only the time of it is another one. */
static size_t exchange(struct visit *v)
{
	static int minutes;
	char *synced = xasprintf("%lld", (long long)(clock_now() + 60LL * ++minutes));
	struct store s;

	if (store_open(&s, v->w->paths.store, STORE_REPLICA, 0, NULL) < 0 || store_set_fact(&s, "synced", synced, NULL) != 0)
		die("the store cannot be written");
	store_close(&s);
	free(synced);
	terminal_mark(v->t);
	json_free(world_sync(v->w));
	settle(v->t);
	return terminal_bytes(v->t);
}

static void visit(struct world *w, const struct kind *kind, const struct way *way)
{
	struct visit v = { .w = w, .kind = kind, .t = face(kind->name) };
	double downs[DOWNS];

	if (*way->from) {
		terminal_send(v.t, way->from);
		settle(v.t);
	}
	press_frame(&v, way->key);
	if (way->like & ASKS && !(terminal_wait_at(v.t, 0, "as of") && terminal_wait_idle(v.t)))
		die("the portal does not answer for %s", way->screen);
	for (int i = 0; i < DOWNS; i++)
		downs[i] = (double)press_frame(&v, "<Down>");
	if (way->like & PAGES) {
		press_frame(&v, "<PgDn>");
		press_frame(&v, "<PgUp>");
	}
	if (!(way->like & LOGS))
		tell(&v, way->screen, "idle", (double)exchange(&v), "bytes", 0);
	if (!(way->like & TELLS))
		tell(&v, way->screen, "down", report_median(downs, DOWNS), "bytes", LINE_DOWN_AIM);
	press_frame(&v, "<Esc>");
	tell(&v, way->screen, "frames", v.painter ? (double)v.bytes / (double)v.painter : 0, "times", 1.05);
	terminal_free(v.t);
}

void bench_economy(struct world *w)
{
	for (size_t i = 0; i < ARRAY_SIZE(terminals); i++)
		for (size_t j = 0; j < ARRAY_SIZE(ways); j++)
			visit(w, &terminals[i], &ways[j]);
}

/* --- a row that is highlighted --- */

void bench_highlight(void)
{
	world_set(SETTING_HIGHLIGHT, "row");
	for (size_t i = 0; i < ARRAY_SIZE(terminals); i++) {
		struct terminal *t = face(terminals[i].name);
		char *name = xasprintf("%s-highlight-down", terminals[i].name);
		size_t bytes = 0, limit = 0;

		press(t, "2<Home>");
		for (int down = 0; down < 3 * DOWNS; down++) {
			struct frame before = frame_take(t), after;
			size_t cell_bytes;

			bytes += press(t, "<Down>");
			after = frame_take(t);
			frame_changes(&before, &after, &cell_bytes);
			limit += cell_bytes;
			frame_release(&before);
			frame_release(&after);
		}
		report(name, (double)bytes / (double)limit, "times", "aim", 1.15);
		free(name);
		terminal_free(t);
	}
	world_set(SETTING_HIGHLIGHT, "mark");
}

/* --- typing --- */

/* Keys that lead there, and what is typed; the aim in bytes for a letter, 0 where a terminal's abilities decide. */
static const struct typing { const char *name, *before, *typed; double aim; } typings[] = {
	{ "end", "Dear Ewa, we measure", " on Wednesday too", 1.5 },
	{ "end-greek", "Αγαπητή Έβα, μετράμε", " και την Τετάρτη", 2.5 },
	{ "end-arabic", "عزيزتي إيفا، نقيس", " يوم الأربعاء", 0 },
	{ "wrapping", "Dear Ewa, we measure on Wednesday too, in the corridor and in the kitch", "en and then we write it", 1.5 },
	{ "middle", "Dear Ewa, we measure on Wednesday too.<Left><Left><Left><Left><Left>", "soon ", 0 },
	{ "middle-greek", "Μετράμε και την Τετάρτη στον διάδρομο.<Left><Left><Left><Left><Left><Left><Left><Left><Left>", "μακρύ ", 0 },
	{ "before-paragraph", "Dear Ewa, we measure on Wednesday too, in the corridor and in the kitchen, and then the children write all of it "
	                      "into the diary in their own language, with two sentences of English under it.<Home><Up><Up>", "So ", 0 },
};

static void type(const struct kind *kind, const struct typing *typing)
{
	struct terminal *t = face(kind->name);
	char *name = xasprintf("%s-typing-%s", kind->name, typing->name);
	size_t bytes = 0, letters = 0;

	terminal_send(t, "2c<Tab><Tab>");
	settle(t);
	terminal_send(t, typing->before);
	settle(t);
	for (const char *c = typing->typed; *c; letters++) {
		uint32_t point;
		char *letter = xstrndup(c, utf8_next(c, strlen(c), &point));

		bytes += press(t, letter);
		c += strlen(letter);
		free(letter);
	}
	report(name, (double)bytes / (double)letters, "bytes", typing->aim > 0 ? "aim" : NULL, typing->aim);
	terminal_send(t, "<Esc>q"); /* the draft is kept; the next one begins elsewhere */
	settle(t);
	terminal_free(t);
	free(name);
}

void bench_typing(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(terminals); i++)
		for (size_t j = 0; j < ARRAY_SIZE(typings); j++)
			type(&terminals[i], &typings[j]);
}
