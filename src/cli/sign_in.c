/* twinline sign-in and sign-out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/probed.h"

static const char *given_name;

const struct option_row sign_in_options[] = {
	{ "name", OPTION_TEXT, N_("NAME"), 0, 0, &given_name, N_("Signs in under this name, without asking for it.") },
	{ 0 },
};

static struct json *sign_in_packet(const struct cli_sign_in *what)
{
	char host[65] = "";
	gethostname(host, sizeof host - 1);
	struct json *packet = cli_packet("sign-in");
	json_set_string(packet, "url", what->url);
	json_set_string(packet, "name", what->name);
	json_set_string(packet, "password", what->password);
	json_set_string(packet, "device", host);
	return packet;
}

/* Waits for a packet by its "did", or for the failure of what was asked. The packet is yours; NULL with e. */
static struct json *await(struct engine_link *link, const char *did, const char *what, struct err *e)
{
	for (;;) {
		struct json *packet = cli_receive(link, e);
		if (!packet || text_equal(json_get_text(packet, "did"), did))
			return packet;
		bool failed = text_equal(json_get_text(packet, "did"), "failed") && text_equal(json_get_text(packet, "do"), what);
		if (failed)
			json_to_err(json_get(packet, "cause"), e);
		json_free(packet);
		if (failed)
			return NULL;
	}
}

int cli_sign_in(struct engine_link *link, const struct cli_sign_in *what, struct err *e)
{
	if (cli_send(link, sign_in_packet(what), e) != 0)
		return -1;
	struct json *packet = await(link, "signed-in", "sign-in", e);
	json_free(packet);
	return packet ? 0 : -1;
}

/*
 * Whose certificate it is, before a password is typed. On a shared computer what is sealed may open without a line: there the portal
 * need not answer.
 */
static int show_portal(struct cli *cli, struct engine_link *link, const char *url, struct err *e)
{
	struct json *packet = cli_packet("probe"), *answer;
	json_set_string(packet, "url", url);
	if (cli_send(link, packet, e) != 0)
		return -1;
	answer = await(link, "probed", "probe", e);
	if (!answer && cli->paths.sealed) {
		err_release(e);
		return 0;
	}
	if (!answer)
		return -1;
	char *sentence = probed_sentence(answer);
	cli_note(sentence);
	free(sentence);
	json_free(answer);
	return 0;
}

enum exit_status cli_run_sign_in(struct cli *cli, char **words, int count)
{
	(void)count;
	struct err e = { 0 };
	struct engine_link link = { .fd = -1 };
	enum exit_status status = EXIT_DONE;
	if (engine_connect(&link, &cli->paths, true, &e) != 0 || show_portal(cli, &link, words[0], &e) != 0) {
		engine_close(&link);
		return cli_fail(&e);
	}
	char *name = given_name ? xstrdup(given_name) : cli_read_line(_("Name:"), false);
	char *password = name ? cli_read_line(_("Password:"), true) : NULL;
	struct cli_sign_in what = { .url = words[0], .name = name, .password = password };
	if (!password || !*password || !*name)
		err_set(&e, ERR_USAGE, _("A name and a password are needed."), NULL);
	else if (cli_sign_in(&link, &what, &e) == 0)
		cli_say(_("Signed in as %s at %s."), name, words[0]);
	if (e.code != ERR_OK)
		status = cli_fail(&e);
	engine_close(&link);
	if (password)
		wipe(password, strlen(password));
	free(password);
	free(name);
	return status;
}

enum exit_status cli_run_sign_out(struct cli *cli, char **words, int count)
{
	(void)words;
	(void)count;
	struct err e = { 0 };
	struct engine_link link = { .fd = -1 };
	struct json *packet = NULL;
	if (access(cli->paths.token, F_OK) != 0) {
		err_set(&e, ERR_SIGNED_OUT, NULL);
		return cli_fail(&e);
	}
	bool is_shared = cli->paths.sealed; /* then all is sealed before the engine says it */
	if (engine_connect(&link, &cli->paths, true, &e) == 0 && cli_send(&link, cli_packet("sign-out"), &e) == 0 &&
	    (is_shared || cli_send(&link, cli_packet("status"), &e) == 0))
		packet = await(&link, is_shared ? "signed-out" : "status", "sign-out", &e);
	engine_close(&link);
	if (!packet)
		return cli_fail(&e);
	json_free(packet);
	cli_say("%s", is_shared ? _("Signed out. Nothing of yours can be read here now; your password opens it again, with or without a line.")
	                        : _("Signed out. What is kept here stays."));
	cli_say_what_waits(cli);
	return EXIT_DONE;
}
