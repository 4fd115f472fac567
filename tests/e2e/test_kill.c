/*
 * kill -9 of the face, the engine and the portal at fifty seeded moments while a letter is typed, queued, sent: what was
 * echoed is there afterwards, what was queued arrives, and arrives once.
 */
#include "lib/suite.h"

#include <signal.h>

#include "lib/pair.h"
#include "twinline/base/mem.h"
#include "twinline/base/strings.h"

enum { MOMENTS = 50, WORDS = 8, DELAY_US = 6000 };

enum victim { FACE, ENGINE, PORTAL, VICTIMS };

/* When the blow falls: the letter's keys up to its last words, those that queue it, its way to the portal. */
enum stage { TYPING, QUEUEING, SENDING, STAGES };

enum { QUEUEING_STEPS = 2 };

/* The keys of one letter, a step each: how a person writes it. */
struct script {
	struct strings keys, text; /* text: what the store must know of it once the step was echoed; "" nothing new */
};

static void add(struct script *s, const char *keys, const char *text)
{
	strings_push(&s->keys, keys);
	strings_push(&s->text, text);
}

static struct script script_of(const struct pair *p, int number)
{
	static const char *const words[WORDS] = { " Merhaba ", "is ", "hello ", "and ", "Γεια ", "σου ", "too", "." };
	struct script s = { 0 };
	struct str text = { 0 };
	char *subject = xasprintf("letter %d", number);
	add(&s, "c", "");
	add(&s, p->friend, p->friend);
	add(&s, "<Enter>", "");
	add(&s, subject, subject);
	add(&s, "<Enter>", "");
	str_addf(&text, "n%d:", number);
	add(&s, text.text, text.text);
	for (int i = 0; i < WORDS; i++) {
		str_add(&text, words[i]);
		add(&s, words[i], text.text);
	}
	add(&s, "<C-x>", "");
	add(&s, "<Enter>", "");
	free(subject);
	str_release(&text);
	return s;
}

static void release(struct script *s)
{
	strings_release(&s->keys);
	strings_release(&s->text);
}

/* The longest text up to a step. */
static const char *text_by(const struct script *s, size_t step)
{
	const char *text = "";
	for (size_t i = 0; i < step && i < s->text.count; i++)
		if (*s->text.at[i])
			text = s->text.at[i];
	return text;
}

static void strike(struct pair *p, enum victim victim, struct terminal **face)
{
	if (victim == ENGINE) {
		world_engine_end(p->world, SIGKILL);
	} else if (victim == PORTAL) {
		pair_portal_again(p);
	} else {
		terminal_kill(*face, SIGKILL);
		assert_true(terminal_wait_exit(*face, NULL));
		terminal_free(*face);
		*face = NULL;
	}
}

/*
 * Writes one letter; at a seeded step, a seeded while after its key, the victim dies. True if the letter was queued; else it
 * is left as a draft that the face has open.
 */
static bool write_letter(struct pair *p, struct terminal **face, int number, enum stage stage, enum victim victim)
{
	struct script s = script_of(p, number);
	size_t typing = s.keys.count - QUEUEING_STEPS;
	size_t blow = stage == TYPING     ? (size_t)random_below(&p->random, typing)
	              : stage == QUEUEING ? typing + (size_t)random_below(&p->random, QUEUEING_STEPS)
	                                  : s.keys.count;
	for (size_t i = 0; i < s.keys.count && *face; i++) {
		terminal_send(*face, s.keys.at[i]);
		if (i == blow) {
			pair_let_work(p, DELAY_US);
			strike(p, victim, face);
			if (!letters_kept(p->world, text_by(&s, i)))
				fail_msg("letter %d: \"%s\" is lost after step %zu", number, text_by(&s, i), i);
		}
		if (*face)
			assert_true(terminal_wait_idle(*face));
	}
	if (*face)
		assert_true(terminal_wait_text(*face, "Goes out at"));
	if (stage == SENDING) {
		letters_end_hold(p->world);
		world_tell(p->world, "sync");
		pair_let_work(p, DELAY_US);
		strike(p, victim, face);
	}
	release(&s);
	char *subject = xasprintf("letter %d", number);
	bool queued = letters_queued(p->world, subject);
	free(subject);
	return queued;
}

/* After a face died in the midst of a letter: another one offers it, as it was, and sends it. */
static void finish_letter(struct pair *p, struct terminal *face, int number)
{
	char *text = xasprintf("n%d:", number), *subject = xasprintf("letter %d", number);
	if (letters_kept(p->world, text)) {
		assert_true(terminal_wait_text(face, text));
		terminal_send(face, "<C-x><Enter>");
		assert_true(terminal_wait_text(face, "Goes out at"));
		assert_true(letters_queued(p->world, subject));
	} else if (terminal_shows(face, "Throw away")) { /* no text yet: nothing to send */
		terminal_send(face, "<Esc>d");
		assert_true(terminal_wait_gone(face, "Throw away"));
	}
	free(subject);
	free(text);
}

/* Each queued letter is there once, and no other. */
static void assert_once(struct pair *p, const bool *queued, int count)
{
	struct strings texts = letters_texts(&p->reading);
	size_t expected = 0;
	for (int i = 0; i < count; i++) {
		char *mark = xasprintf("n%d:", i);
		int found = 0;
		for (size_t j = 0; j < texts.count; j++)
			found += starts_with(texts.at[j], mark);
		if (found != queued[i])
			fail_msg("letter %d is there %d times, queued: %d", i, found, queued[i]);
		expected += queued[i];
		free(mark);
	}
	assert_int_equal(texts.count, expected);
	strings_release(&texts);
}

static void fifty_deaths_lose_and_double_nothing(void **state)
{
	struct pair *p = *state;
	struct terminal *face = NULL;
	bool queued[MOMENTS] = { false };
	for (int i = 0; i < MOMENTS; i++) {
		if (!face) {
			face = pair_face(p, 24, 80);
			assert_true(terminal_wait_text(face, "? keys"));
		}
		queued[i] = write_letter(p, &face, i, (enum stage)(i % STAGES), (enum victim)random_below(&p->random, VICTIMS));
		if (!queued[i]) {
			assert_null(face); /* a living face had its letter queued */
			face = pair_face(p, 24, 80);
			assert_true(terminal_wait_idle(face));
			finish_letter(p, face, i);
			char *subject = xasprintf("letter %d", i);
			queued[i] = letters_queued(p->world, subject);
			free(subject);
		}
	}
	assert_true(letters_deliver(p->world));
	assert_once(p, queued, MOMENTS);
	if (face) {
		char *offence = terminal_offence(face);
		assert_null(offence);
		assert_int_equal(terminal_queries(face), 0);
	}
	terminal_free(face);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(fifty_deaths_lose_and_double_nothing, pair_set_up, pair_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
