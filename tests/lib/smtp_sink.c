/* The mail server of the tests: one thread, one connection at a time, as much of RFC 5321 as a client needs. */
#include "lib/smtp_sink.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { PATIENCE_SECONDS = 20, LETTERS_MOST = 64 };

struct smtp_sink {
	int fd, client;
	char *url;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct smtp_letter letters[LETTERS_MOST];
	size_t count;
	char *refusal;
	int refusing, refused, talks;
	struct strings heard;
	bool ending;
};

/* --- the server --- */

static bool say(FILE *line, const char *reply)
{
	return fprintf(line, "%s\r\n", reply) > 0 && fflush(line) == 0;
}

/* "<x@y>" of a command, yours. */
static char *address_in(const char *command)
{
	const char *open = strchr(command, '<'), *end = open ? strchr(open, '>') : NULL;
	return end ? xstrndup(open + 1, (size_t)(end - open - 1)) : xstrdup("");
}

/* A reply that refuses this recipient, yours; NULL: it is taken. */
static char *refuse(struct smtp_sink *sink)
{
	char *reply = NULL;
	pthread_mutex_lock(&sink->lock);
	if (sink->refusing > 0) {
		sink->refusing--;
		sink->refused++;
		reply = xstrdup(sink->refusal);
		pthread_cond_broadcast(&sink->changed);
	}
	pthread_mutex_unlock(&sink->lock);
	return reply;
}

static char *read_message(FILE *line)
{
	struct str text = {0};
	char bytes[2000];
	str_add(&text, "");
	while (fgets(bytes, sizeof bytes, line) && strcmp(bytes, ".\r\n") != 0)
		str_add(&text, bytes[0] == '.' ? bytes + 1 : bytes);
	return str_detach(&text);
}

static void keep(struct smtp_sink *sink, struct smtp_letter letter)
{
	pthread_mutex_lock(&sink->lock);
	if (sink->count == LETTERS_MOST)
		die("more than %d letters", LETTERS_MOST);
	sink->letters[sink->count++] = letter;
	pthread_cond_broadcast(&sink->changed);
	pthread_mutex_unlock(&sink->lock);
}

static void hear(struct smtp_sink *sink, const char *command)
{
	pthread_mutex_lock(&sink->lock);
	strings_push(&sink->heard, command);
	pthread_mutex_unlock(&sink->lock);
}

static void talk(struct smtp_sink *sink, FILE *line)
{
	struct smtp_letter letter = {0};
	char command[2000];
	bool on = say(line, "220 sink ESMTP");
	while (on && fgets(command, sizeof command, line)) {
		hear(sink, command);
		if (strncasecmp(command, "MAIL FROM:", 10) == 0) {
			free(letter.from);
			letter.from = address_in(command);
			on = say(line, "250 ok");
		} else if (strncasecmp(command, "RCPT TO:", 8) == 0) {
			char *refusal = refuse(sink);
			free(letter.to);
			letter.to = address_in(command);
			on = say(line, refusal ? refusal : "250 ok");
			free(refusal);
		} else if (strncasecmp(command, "DATA", 4) == 0) {
			say(line, "354 go on");
			letter.message = read_message(line);
			keep(sink, letter);
			letter = (struct smtp_letter){0};
			on = say(line, "250 kept");
		} else if (strncasecmp(command, "QUIT", 4) == 0) {
			say(line, "221 bye");
			on = false;
		} else {
			on = say(line, strncasecmp(command, "EHLO", 4) == 0 ? "250 sink" : "250 ok");
		}
	}
	free(letter.from);
	free(letter.to);
}

static void *serve(void *argument)
{
	struct smtp_sink *sink = argument;
	sigset_t gone;
	sigemptyset(&gone);
	sigaddset(&gone, SIGPIPE); /* a portal that is ended in the middle of a letter hears no reply */
	pthread_sigmask(SIG_BLOCK, &gone, NULL);
	for (;;) {
		int client = accept4(sink->fd, NULL, NULL, SOCK_CLOEXEC);
		FILE *line = client >= 0 ? fdopen(client, "r+") : NULL;
		if (!line)
			return NULL;
		pthread_mutex_lock(&sink->lock);
		sink->client = client;
		bool ending = sink->ending;
		pthread_mutex_unlock(&sink->lock);
		if (!ending)
			talk(sink, line);
		pthread_mutex_lock(&sink->lock);
		sink->client = -1;
		sink->talks++;
		pthread_cond_broadcast(&sink->changed);
		pthread_mutex_unlock(&sink->lock);
		fclose(line);
	}
}

struct smtp_sink *smtp_sink_start(void)
{
	struct smtp_sink *sink = xcalloc(1, sizeof *sink);
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof at;
	sink->client = -1;
	sink->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (sink->fd < 0 || bind(sink->fd, (struct sockaddr *)&at, sizeof at) < 0 || listen(sink->fd, 8) < 0 ||
	    getsockname(sink->fd, (struct sockaddr *)&at, &len) < 0)
		die("mail server: %s", strerror(errno));
	sink->url = xasprintf("smtp://127.0.0.1:%d", ntohs(at.sin_port));
	pthread_mutex_init(&sink->lock, NULL);
	pthread_cond_init(&sink->changed, NULL);
	if (pthread_create(&sink->thread, NULL, serve, sink) != 0)
		die("mail server: no thread");
	return sink;
}

void smtp_sink_stop(struct smtp_sink *sink)
{
	pthread_mutex_lock(&sink->lock);
	sink->ending = true;
	if (sink->client >= 0)
		shutdown(sink->client, SHUT_RDWR);
	pthread_mutex_unlock(&sink->lock);
	shutdown(sink->fd, SHUT_RDWR);
	pthread_join(sink->thread, NULL);
	close(sink->fd);
	smtp_sink_clear(sink);
	pthread_cond_destroy(&sink->changed);
	pthread_mutex_destroy(&sink->lock);
	free(sink->refusal);
	free(sink->url);
	free(sink);
}

/* --- looking at it --- */

const char *smtp_sink_url(const struct smtp_sink *sink)
{
	return sink->url;
}

void smtp_sink_refuse(struct smtp_sink *sink, const char *reply, int count)
{
	pthread_mutex_lock(&sink->lock);
	free(sink->refusal);
	sink->refusal = xstrdup(reply);
	sink->refusing = count;
	sink->refused = 0;
	pthread_mutex_unlock(&sink->lock);
}

static struct timespec patience(void)
{
	struct timespec until;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += PATIENCE_SECONDS;
	return until;
}

size_t smtp_sink_wait(struct smtp_sink *sink, size_t count)
{
	struct timespec until = patience();
	pthread_mutex_lock(&sink->lock);
	while (sink->count < count && pthread_cond_timedwait(&sink->changed, &sink->lock, &until) != ETIMEDOUT)
		;
	size_t have = sink->count;
	pthread_mutex_unlock(&sink->lock);
	return have;
}

void smtp_sink_wait_refused(struct smtp_sink *sink, int count)
{
	struct timespec until = patience();
	pthread_mutex_lock(&sink->lock);
	while (sink->refused < count && pthread_cond_timedwait(&sink->changed, &sink->lock, &until) != ETIMEDOUT)
		;
	pthread_mutex_unlock(&sink->lock);
}

void smtp_sink_wait_talk(struct smtp_sink *sink, int count)
{
	struct timespec until = patience();
	pthread_mutex_lock(&sink->lock);
	while (sink->talks < count && pthread_cond_timedwait(&sink->changed, &sink->lock, &until) != ETIMEDOUT)
		;
	pthread_mutex_unlock(&sink->lock);
}

void smtp_sink_wait_alone(struct smtp_sink *sink)
{
	struct timespec until = patience();
	pthread_mutex_lock(&sink->lock);
	while (sink->client >= 0 && pthread_cond_timedwait(&sink->changed, &sink->lock, &until) != ETIMEDOUT)
		;
	pthread_mutex_unlock(&sink->lock);
}

bool smtp_sink_heard(struct smtp_sink *sink, const char *command)
{
	bool heard = false;
	pthread_mutex_lock(&sink->lock);
	for (size_t i = 0; i < sink->heard.count; i++)
		heard = heard || strncasecmp(sink->heard.at[i], command, strlen(command)) == 0;
	pthread_mutex_unlock(&sink->lock);
	return heard;
}

const struct smtp_letter *smtp_sink_letter(struct smtp_sink *sink, size_t n)
{
	return n < smtp_sink_wait(sink, n + 1) ? &sink->letters[n] : NULL;
}

const struct smtp_letter *smtp_sink_to(struct smtp_sink *sink, const char *to)
{
	const struct smtp_letter *found = NULL;
	pthread_mutex_lock(&sink->lock);
	for (size_t i = 0; i < sink->count; i++)
		if (text_equal(sink->letters[i].to, to))
			found = &sink->letters[i];
	pthread_mutex_unlock(&sink->lock);
	return found;
}

void smtp_sink_clear(struct smtp_sink *sink)
{
	pthread_mutex_lock(&sink->lock);
	for (size_t i = 0; i < sink->count; i++) {
		free(sink->letters[i].from);
		free(sink->letters[i].to);
		free(sink->letters[i].message);
	}
	sink->count = 0;
	sink->talks = 0;
	strings_release(&sink->heard);
	pthread_mutex_unlock(&sink->lock);
}

/* --- reading letters --- */

static int value_of(char letter)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = letter ? strchr(letters, letter) : NULL;
	return at ? (int)(at - letters) : -1;
}

static void add_decoded(struct str *out, const char *base64, size_t len)
{
	unsigned bits = 0;
	int have = 0;
	for (size_t i = 0; i < len && value_of(base64[i]) >= 0; i++) {
		bits = bits << 6 | (unsigned)value_of(base64[i]);
		have += 6;
		if (have >= 8) {
			have -= 8;
			str_addc(out, (char)(bits >> have & 0xff));
		}
	}
}

char *smtp_letter_header(const struct smtp_letter *l, const char *name)
{
	static const char start[] = "=?UTF-8?B?";
	char *line = xasprintf("\r\n%s: ", name);
	char *all = xasprintf("\r\n%s", l->message);
	const char *body = strstr(all, "\r\n\r\n"), *c = strstr(all, line);
	struct str out = {0};
	str_add(&out, "");
	c = c && c < body ? c + strlen(line) : "";
	while (*c && !(starts_with(c, "\r\n") && c[2] != ' ' && c[2] != '\t')) {
		if (starts_with(c, start)) {
			c += sizeof start - 1;
			add_decoded(&out, c, strcspn(c, "?"));
			c += strcspn(c, "?");
			c += starts_with(c, "?=") ? 2 : 0;
			c += starts_with(c, "\r\n =?") ? 3 : 0;
		} else {
			str_addc(&out, *c++);
		}
	}
	free(line);
	free(all);
	return str_detach(&out);
}

char *smtp_letter_text(const struct smtp_letter *l)
{
	const char *c = strstr(l->message, "\r\n\r\n");
	struct str out = {0};
	str_add(&out, "");
	for (c = c ? c + 4 : ""; *c; c++) {
		if (starts_with(c, "=\r\n")) {
			c += 2;
		} else if (*c == '=') {
			char hex[3] = {c[1], c[1] ? c[2] : '\0', '\0'};
			str_addc(&out, (char)strtol(hex, NULL, 16));
			c += 2;
		} else if (*c != '\r') {
			str_addc(&out, *c);
		}
	}
	return str_detach(&out);
}
