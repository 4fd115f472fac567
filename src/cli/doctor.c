/* twinline doctor: what works and what does not, from the terminal to the portal, a line each; and the same for a school's IT. */
#include "doctor.h"

#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/cells.h"

enum { NAME_CELLS = 16, STATE_CELLS = 12, FIRST_OF_LINE = 4 /* of the checks: here the engine is asked */ };

static bool as_report;

const struct option_row doctor_options[] = {
	{ "report", OPTION_FLAG, NULL, 0, 0, &as_report, N_("Says it for the people who run the network: without names of persons and folders.") },
	{ 0 },
};

static const struct { const char *name, *label; void (*look)(const struct doctor *d, struct finding *f); } checks[] = {
	{ "terminal", N_("Terminal"), doctor_terminal },
	{ "locale", N_("Locale"), doctor_locale },
	{ "settings", N_("Settings"), doctor_settings },
	{ "store", N_("Store"), doctor_store },
	{ "line", N_("Line"), doctor_line },
	{ "proxy", N_("Proxy"), doctor_proxy },
	{ "certificate", N_("Certificate"), doctor_certificate },
	{ "clock", N_("Clock"), doctor_clock },
	{ "portal", N_("Portal"), doctor_portal },
};

static const struct { const char *name, *word; } states[FINDING_STATE_COUNT] = {
	[FINDING_GOOD] = { "good", N_("good") },
	[FINDING_WARNING] = { "warning", N_("look here") },
	[FINDING_WRONG] = { "wrong", N_("wrong") },
	[FINDING_SKIPPED] = { "skipped", N_("skipped") },
};

void finding_set(struct finding *f, enum finding_state state, char *text_taken)
{
	*f = (struct finding){ .state = state, .text = text_taken };
}

void finding_err(struct finding *f, const struct err *e)
{
	finding_set(f, FINDING_WRONG, err_text(e));
	f->cause = e->code;
}

/* --- asking the engine --- */

/* Into d, once, what it found, or why it does not start. */
static void ask_engine(struct doctor *d)
{
	struct json *packet = cli_packet("diagnose");
	const char *portal = settings_text(&d->cli->settings, SETTING_PORTAL);
	if (*portal)
		json_set_string(packet, "url", portal);
	d->told = cli_ask_engine(d->cli, packet, "diagnosed", &d->engine);
	if (json_get(d->told, "cause"))
		json_to_err(json_get(d->told, "cause"), &d->cause);
}

/* --- saying --- */

/* What a stranger need not read: the home directory, which is called like its owner, and what stands before an "@". Yours. */
static char *redact(const char *text)
{
	const char *home = getenv("HOME");
	size_t len = home ? strlen(home) : 0;
	struct str out = { 0 };
	str_add(&out, "");
	for (const char *c = text; *c;) {
		size_t word = strcspn(c, " \""), rest = strspn(c + word, " \"");
		const char *at = memrchr(c, '@', word);
		const char *from = at ? at : c;
		bool is_home = !at && len > 1 && strncmp(c, home, len) == 0;
		str_add(&out, at ? "..." : is_home ? "~" : "");
		from += is_home ? len : 0;
		str_addn(&out, from, (size_t)(c + word + rest - from));
		c += word + rest;
	}
	return str_detach(&out);
}

static void pad(struct str *line, const char *text, int cells)
{
	str_add(line, text);
	for (int width = cells_width(text); width < cells; width++)
		str_addc(line, ' ');
}

static void say(const char *label, const char *state, const char *text)
{
	struct str line = { 0 };
	char *shown = as_report ? redact(text) : xstrdup(text);
	pad(&line, label, NAME_CELLS);
	if (state)
		pad(&line, state, STATE_CELLS);
	str_add(&line, shown);
	cli_say("%s", line.text);
	str_release(&line);
	free(shown);
}

/* What the findings depend on: programs, time, settings, variables. */
static void say_surroundings(const struct doctor *d)
{
	static const enum setting settings[] = { SETTING_LINE, SETTING_PROXY, SETTING_AUTHORITIES };
	static const char *const variables[] = { "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "SSL_CERT_FILE" };
	struct utsname system;
	time_t now = (time_t)clock_now();
	struct tm tm;
	char when[40] = "";
	gmtime_r(&now, &tm);
	strftime(when, sizeof when, "%Y-%m-%d %H:%M:%S UTC", &tm);
	char *versions = uname(&system) == 0 ? xasprintf("Twinline " TWINLINE_VERSION ", %s %s", system.sysname, system.release)
	                                     : xstrdup("Twinline " TWINLINE_VERSION);
	say(_("Versions"), NULL, versions);
	say(_("Time"), NULL, when);
	if (json_get_text(d->told, "portal"))
		say(_("Portal"), NULL, json_get_text(d->told, "portal"));
	for (size_t i = 0; i < ARRAY_SIZE(settings); i++)
		if (settings_has(&d->cli->settings, settings[i]))
			say(setting_rows[settings[i]].name, NULL, settings_text(&d->cli->settings, settings[i]));
	for (size_t i = 0; i < ARRAY_SIZE(variables); i++)
		if (getenv(variables[i]))
			say(variables[i], NULL, getenv(variables[i]));
	free(versions);
}

static void add_json(struct json *array, const char *name, const struct finding *f)
{
	struct json *one = json_new_object();
	char *text = as_report ? redact(f->text) : xstrdup(f->text);
	json_set_string(one, "check", name);
	json_set_string(one, "state", states[f->state].name);
	if (f->cause != ERR_OK)
		json_set_string(one, "cause", err_name(f->cause));
	cli_json_text(one, "sentence", text);
	json_push(array, one);
	free(text);
}

/* The worst of it: no line and no sign-in are called by their names. */
static enum exit_status status_after(enum exit_status so_far, const struct finding *f, bool is_of_line)
{
	if (f->state != FINDING_WRONG || so_far == EXIT_FAILED)
		return so_far;
	if (!is_of_line)
		return EXIT_FAILED;
	return f->cause == ERR_SIGNED_OUT ? EXIT_NOT_SIGNED_IN : EXIT_NO_LINE;
}

/* What is here is said before the line is asked, which may take its time; a report has to know the portal at its head. */
static enum exit_status look(struct doctor *d, struct json *array)
{
	enum exit_status status = EXIT_DONE;
	for (size_t i = 0; i < ARRAY_SIZE(checks); i++) {
		struct finding f = { 0 };
		if (i == FIRST_OF_LINE && !as_report)
			ask_engine(d);
		checks[i].look(d, &f);
		if (array)
			add_json(array, checks[i].name, &f);
		else
			say(_(checks[i].label), _(states[f.state].word), f.text);
		status = status_after(status, &f, i >= FIRST_OF_LINE);
		free(f.text);
	}
	return status;
}

enum exit_status cli_run_doctor(struct cli *cli, char **words, int count)
{
	struct doctor d = { .cli = cli };
	struct json *object = cli->json ? cli_json() : NULL, *array = object ? json_set(object, "checks", json_new_array()) : NULL;
	(void)words;
	(void)count;
	if (as_report)
		ask_engine(&d);
	if (as_report && !object)
		say_surroundings(&d);
	enum exit_status status = look(&d, array);
	if (object)
		cli_print_json(object);
	json_free(d.told);
	err_release(&d.engine);
	err_release(&d.cause);
	return status;
}
