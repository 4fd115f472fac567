/* What all commands share: saying, failing, talking to the engine. */
#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/sanitise.h"

static void print_line(FILE *to, const char *before, const char *text)
{
	char *safe = sanitise_copy(text, SANITISE_LINE);
	fprintf(to, "%s%s\n", before, safe);
	free(safe);
}

void cli_say(const char *format, ...)
{
	struct str text = { 0 };
	va_list arguments;
	va_start(arguments, format);
	str_vaddf(&text, format, arguments);
	va_end(arguments);
	print_line(stdout, "", text.text);
	str_release(&text);
}

void cli_note(const char *text)
{
	print_line(stderr, "twinline: ", text);
}

static enum exit_status status_of(enum err_code code)
{
	switch (code) {
	case ERR_USAGE:
	case ERR_OPTION_UNKNOWN:
	case ERR_COMMAND_UNKNOWN:
	case ERR_COMMAND_LINE:
	case ERR_NOT_PRIVATE:
		return EXIT_MISUSED;
	case ERR_OFFLINE:
	case ERR_DNS:
	case ERR_UNREACHABLE:
	case ERR_TIMEOUT:
	case ERR_LINE_CUT:
	case ERR_PROXY:
	case ERR_PROXY_LOGIN:
	case ERR_PROXY_UNREACHABLE:
	case ERR_NO_TLS:
	case ERR_NO_AUTHORITIES:
	case ERR_CERTIFICATE:
	case ERR_CERTIFICATE_ISSUER:
	case ERR_CERTIFICATE_NAME:
	case ERR_CERTIFICATE_ENDED:
	case ERR_CERTIFICATE_EARLY:
	case ERR_CLOCK:
	case ERR_LEADS_ELSEWHERE:
	case ERR_NOT_A_PORTAL:
	case ERR_PORTAL_DOWN:
	case ERR_BUSY:
		return EXIT_NO_LINE;
	case ERR_SIGNED_OUT:
	case ERR_BAD_PASSWORD:
	case ERR_SLOW_DOWN:
	case ERR_OTHER_PERSON:
	case ERR_OTHER_PERSON_WAITS:
		return EXIT_NOT_SIGNED_IN;
	case ERR_NOT_FOUND:
	case ERR_PERSON_UNKNOWN:
	case ERR_PERSON_UNCLEAR:
		return EXIT_NOT_THERE;
	default:
		return EXIT_FAILED;
	}
}

/* The sentences of some errors speak of the screens. */
static char *words_of(const struct err *e)
{
	if (e->code == ERR_SIGNED_OUT)
		return xstrdup(_("Nobody is signed in: \"twinline sign-in URL\" does it."));
	if (e->code == ERR_DISK_FULL)
		return xstrdup(_("The disk is full. Free 1 MB and do it again."));
	return err_text(e);
}

enum exit_status cli_fail(struct err *e)
{
	enum exit_status status = status_of(e->code);
	char *text = words_of(e);
	cli_note(text);
	if (e->code == ERR_STORE_DAMAGED)
		cli_note(_("\"twinline repair\" puts it aside as it is, saves what you wrote in it and fetches the rest anew."));
	free(text);
	err_release(e);
	return status;
}

struct json *cli_packet(const char *what)
{
	struct json *packet = json_new_object();
	json_set_string(packet, "do", what);
	return packet;
}

static int engine_gone(struct err *e)
{
	return err_set(e, ERR_ENGINE, _("it has ended"), NULL);
}

int cli_send(struct engine_link *link, struct json *packet_taken, struct err *e)
{
	return engine_send(link, packet_taken) ? 0 : engine_gone(e);
}

/* The answer {did} to {do: what}, passing over all else; yours, or NULL with e. */
static struct json *await(struct engine_link *link, const char *what, const char *did, struct err *e)
{
	for (struct json *packet; (packet = cli_receive(link, e)); json_free(packet)) {
		const char *said = json_get_text(packet, "did");
		if (text_equal(said, did))
			return packet;
		if (text_equal(said, "failed") && text_equal(json_get_text(packet, "do"), what)) {
			json_to_err(json_get(packet, "cause"), e);
			json_free(packet);
			return NULL;
		}
	}
	return NULL;
}

struct json *cli_ask_engine(struct cli *cli, struct json *packet_taken, const char *did, struct err *e)
{
	struct engine_link link = { .fd = -1 };
	struct json *answer = NULL;
	char *what = xstrdup(json_get_text(packet_taken, "do"));
	if (engine_connect(&link, &cli->paths, true, e) != 0)
		json_free(packet_taken);
	else if (cli_send(&link, packet_taken, e) == 0)
		answer = await(&link, what, did, e);
	engine_close(&link);
	free(what);
	return answer;
}

struct json *cli_receive(struct engine_link *link, struct err *e)
{
	bool gone = false;
	for (;;) {
		struct json *packet = engine_receive(link, &gone);
		if (packet)
			return packet;
		struct pollfd ready = { .fd = link->fd, .events = POLLIN };
		if (gone || (poll(&ready, 1, -1) < 0 && errno != EINTR)) {
			engine_gone(e);
			return NULL;
		}
	}
}
