/* Whole tasks: the rows, and how they are done. */
#include "lib/tasks.h"

#include "lib/suite.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

const struct task tasks[] = {
	{ "sign in", {
		{ "{open}", N_("Look around"), NULL },
		{ "{move-down}{open}", N_("Sign in"), NULL },
		{ "{url}{open}{name}{open}{password}{finish}{open}", N_("Signed in: %s."), NULL },
	} },
	{ "read", {
		{ "{inbox}", N_("Inbox"), "Ewa Kowalska" },
		{ "{open}", N_("reply"), NULL },
	} },
	{ "answer", {
		{ "{reply}", N_("Typing."), NULL },
		{ "Wednesday is fine{finish}", N_("Send"), "Wednesday is fine" },
		{ "{open}", N_("Goes out at %s. {undo} takes it back."), NULL },
	} },
	{ "search a partner", {
		{ "{partners}", N_("Partners"), NULL },
		{ "{find}{delete-before}", N_("Typing."), NULL },
		{ "Kazlauskiene{open}", NULL, "Ieva" },
	} },
	{ "ask for contact", {
		{ "{open}", NULL, "Ieva Kazlausk" },
		{ "{accept}", NULL, NULL },
		{ "We have a river too{open}", N_("Goes out at %s. {undo} takes it back."), NULL },
	} },
	{ "join an event", {
		{ "{calendar}{view}", NULL, NULL },
		{ "{find}{delete-before}Schritte{open}", NULL, "Erste Schritte" },
		{ "{open}", NULL, NULL },
		{ "{accept}", N_("Goes out at %s. {undo} takes it back."), NULL },
	} },
	{ "edit the profile", {
		{ "{profile}", N_("Languages"), NULL },
		{ "{open}", N_("Typing."), NULL },
		{ " Yaman{finish}", N_("Save"), NULL },
		{ "{open}", N_("Goes out at %s. {undo} takes it back."), NULL },
	} },
	{ "see and cancel what waits", {
		{ "{outbox}", N_("held"), NULL },
		{ "{drop}", N_("Taken out: %s. {undo} brings it back."), NULL },
	} },
	{ .name = NULL },
};

/* --- keys --- */

/* The keys that a shipped map binds an action to first, as terminal_send takes them; yours. */
static char *key_of(const char *map, const char *action)
{
	char context[32], key[32], name[32];

	for (const char *line = map; line && *line; line = strchr(line, '\n'), line += line != NULL)
		if (sscanf(line, "bind %31s %31s %31s", context, key, name) == 3 && strcmp(name, action) == 0)
			return xstrdup(key);
	fail_msg("%s has no key", action);
	return NULL;
}

static char *value_of(const char *map, const struct world *w, const char *name)
{
	if (strcmp(name, "url") == 0)
		return xstrdup(w->url);
	if (strcmp(name, "name") == 0)
		return xstrdup(w->name);
	if (strcmp(name, "password") == 0)
		return xstrdup(w->password);
	return key_of(map, name);
}

static char *keys_of(const char *map, const struct world *w, const char *keys)
{
	struct str out = { 0 };

	while (*keys) {
		size_t len = strcspn(keys, *keys == '{' ? "}" : "{");

		if (*keys == '{') {
			char *name = xstrndup(keys + 1, len - 1), *value = value_of(map, w, name);

			str_add(&out, value);
			free(value);
			free(name);
			len++;
		} else {
			str_addn(&out, keys, len);
		}
		keys += len;
	}
	return str_detach(&out);
}

/* --- words --- */

/* The longest piece of a sentence without a placeholder; yours. */
static char *longest_piece(const char *sentence)
{
	const char *best = sentence;
	size_t best_len = 0;

	while (*sentence) {
		size_t len = strcspn(sentence, "%");

		if (len > best_len) {
			best = sentence;
			best_len = len;
		}
		sentence += len;
		if (*sentence)
			sentence += 1 + strcspn(sentence + 1, "sdu%") + 1;
	}
	while (best_len && best[best_len - 1] == ' ')
		best_len--;
	while (best_len && *best == ' ') {
		best++;
		best_len--;
	}
	return xstrndup(best, best_len);
}

/* Rows joined, with one space for every run of them. */
static char *all_text(const struct terminal *t)
{
	char *rows = terminal_text(t), *to = rows;

	for (const char *from = rows; *from; from++) {
		char c = *from == '\n' ? ' ' : *from;

		if (c != ' ' || (to > rows && to[-1] != ' '))
			*to++ = c;
	}
	*to = '\0';
	return rows;
}

/* In a line from right to left its words stand in another order than here: then each of them is looked for, without what closes it. */
static bool has_words(const char *all, const char *text)
{
	static const char closing[] = ".,:;!";
	char *copy = xstrdup(text), *rest = copy, *word;
	bool has = strpbrk(text, "\xd8\xd9\xda\xdb") != NULL;

	while (has && (word = strsep(&rest, " "))) {
		size_t len = strlen(word);

		while (len && strchr(closing, word[len - 1]))
			word[--len] = '\0';
		has = strstr(all, word) != NULL;
	}
	free(copy);
	return has;
}

bool tasks_says(struct terminal *t, const char *text)
{
	char *all = all_text(t);
	bool says = strstr(all, text) || has_words(all, text);

	free(all);
	return says;
}

static bool says(struct terminal *t, void *text)
{
	return tasks_says(t, text);
}

static void await(struct terminal *t, const struct task *task, const char *text)
{
	char *piece = longest_piece(text);

	if (!terminal_wait(t, says, piece, piece))
		fail_msg("%s: \"%s\" is not said", task->name, piece);
	free(piece);
}

/* --- doing --- */

void tasks_do(struct world *w, struct terminal *t, task_look *look)
{
	char *path = xasprintf("%s/keymaps/default.keys", getenv("TWINLINE_SOURCE"));
	struct str map = { 0 };

	assert_int_equal(file_read(path, 1 << 20, &map, NULL), 0);
	assert_true(terminal_wait_idle(t));
	for (const struct task *task = tasks; task->name; task++) {
		for (const struct task_step *step = task->steps; step->keys; step++) {
			char *keys = keys_of(map.text, w, step->keys);

			terminal_send(t, keys);
			assert_true(terminal_wait_idle(t));
			if (step->words)
				await(t, task, _(step->words));
			if (step->text)
				await(t, task, step->text);
			if (look)
				look(t, task, step->keys);
			free(keys);
		}
	}
	str_release(&map);
	free(path);
}
