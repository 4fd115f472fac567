/*
 * From nothing to a sent letter in at most 25 keys, beside the words themselves, in every language that there is a catalogue of. What is
 * waited for stands there in any language: names, addresses, and what was typed.
 */
#include "lib/suite.h"

#include <dirent.h>
#include <unistd.h>

#include "lib/keys.h"
#include "lib/world.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"

enum { KEYS_MOST = 25 };

static const char portal_name[] = "Portal 25", subject[] = "Map 25", letter[] = "Ours lies in the files";

struct walk {
	struct terminal *t;
	int keys;
};

/* Keys that are no words: counted. */
static void press(struct walk *walk, const char *keys)
{
	struct key key;

	for (const char *at = keys; *at; walk->keys++)
		assert_true(key_next(&at, &key));
	terminal_send(walk->t, keys);
	assert_true(terminal_wait_idle(walk->t));
}

static void write_words(struct walk *walk, const char *words)
{
	terminal_send(walk->t, words);
	assert_true(terminal_wait_idle(walk->t));
}

static struct terminal *begin(struct world *w, const char *language)
{
	const char *words[] = { "--profile", language, NULL };
	char *settings = paths_settings(), *portals = xasprintf("%s/portals", w->dir), *line = xasprintf("%s  %s  TR\n", w->url, portal_name);

	unlink(settings); /* each begins on a computer where nothing is set */
	assert_int_equal(file_write(portals, line, strlen(line), 0600, NULL), 0);
	setenv("TWINLINE_PORTALS", portals, 1);
	setenv("LANGUAGE", language, 1);
	free(settings);
	free(portals);
	free(line);
	return world_face(w, 24, 80, words);
}

static bool is_in_the_outbox(const char *profile)
{
	struct outbox_counts counts;
	struct paths paths;
	struct store s;

	assert_int_equal(paths_init(&paths, profile, NULL), 0);
	assert_int_equal(store_open(&s, paths.store, STORE_REPLICA, DB_READ_ONLY, NULL), 0);
	assert_int_equal(outbox_counts(&s, &counts, NULL), 0);
	store_close(&s);
	paths_release(&paths);
	return counts.held + counts.waiting == 1;
}

static void write_first_letter(struct world *w, const char *language)
{
	struct walk walk = { .t = begin(w, language) };

	assert_true(terminal_wait_text(walk.t, "slovenščina")); /* the languages, each by its own name */
	press(&walk, "<Enter>");
	while (!terminal_shows(walk.t, portal_name) && walk.keys < KEYS_MOST)
		press(&walk, "<Enter>"); /* the first of several keyboards */
	press(&walk, "<Down><Enter>");
	write_words(&walk, w->name);
	press(&walk, "<Enter>");
	write_words(&walk, w->password);
	press(&walk, "<Enter><Enter>");
	assert_true(terminal_wait_text(walk.t, "Ewa Kowalska")); /* Home, with what has come */
	press(&walk, "2");
	assert_true(terminal_wait_gone(walk.t, "Ayşe Demir,"));
	assert_true(terminal_wait_text(walk.t, "Ewa Kowalska"));
	press(&walk, "w");
	write_words(&walk, subject);
	press(&walk, "<Enter>");
	write_words(&walk, letter);
	assert_true(terminal_wait_text(walk.t, letter));
	press(&walk, "<C-x><Enter>");
	assert_true(terminal_wait_gone(walk.t, letter));
	if (walk.keys > KEYS_MOST)
		fail_msg("%s: %d keys", language, walk.keys);
	print_message("%s: %d keys\n", language, walk.keys);
	assert_true(is_in_the_outbox(language));
	terminal_send(walk.t, "Q");
	assert_true(terminal_wait_exit(walk.t, NULL));
	terminal_free(walk.t);
}

/* A catalogue of a language: "el", not "ar_TN" or the mirrored English of other tests. */
static bool is_language(const char *name)
{
	return strlen(name) == 2 && name[0] != '.';
}

static void a_letter_is_sent_with_few_keys_in_every_language(void **state)
{
	char *directory = xasprintf("%s/locale", getenv("TWINLINE_DATA"));
	DIR *listing = opendir(directory);
	struct dirent *entry;

	assert_non_null(listing);
	write_first_letter(*state, "en");
	while ((entry = readdir(listing)))
		if (is_language(entry->d_name))
			write_first_letter(*state, entry->d_name);
	closedir(listing);
	free(directory);
}

static int set_up(void **state)
{
	*state = world_start(&(struct world_options){ .signed_out = true });
	return 0;
}

static int tear_down(void **state)
{
	world_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_letter_is_sent_with_few_keys_in_every_language),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
