/* serve: listening, the loop that waits for a signal, the graceful end. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "demo/company.h"
#include "demo/demo.h"
#include "http.h"
#include "policy.h"
#include "post.h"
#include "retention.h"
#include "translate.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"

enum { FILES_WANTED = 4096 };

static const char *unix_path, *address, *base_url, *certificate, *key, *translator;
static struct post_options mail;
static int64_t patience = 60, threads, company_pace;
static int64_t guests, registers = 1, shows_codes = 1; /* of "yes|no" */
static int64_t validation = -1, approval = -1; /* of the choices of their policies; -1: as it was */
static bool quiet;

static const struct option_row options[] = {
	{"unix", OPTION_TEXT, N_("PATH"), 0, 0, &unix_path, N_("Listens on a Unix socket that only you can open.")},
	{"listen", OPTION_TEXT, N_("ADDRESS:PORT"), 0, 0, &address,
	 N_("Listens on TCP, as 127.0.0.1:8080; port 0 takes a free one. Without --certificate, TLS is the business of a proxy in front.")},
	{"certificate", OPTION_TEXT, N_("FILE"), 0, 0, &certificate,
	 N_("Speaks TLS with this certificate and its chain (PEM); SIGHUP reads it anew.")},
	{"key", OPTION_TEXT, N_("FILE"), 0, 0, &key, N_("The key of --certificate (PEM), which others must not be able to read.")},
	{"base-url", OPTION_TEXT, N_("URL"), 0, 0, &base_url, N_("What clients reach the portal by, as https://portal.example.")},
	{"patience", OPTION_INTEGER, N_("SECONDS"), 1, 3600, &patience,
	 N_("Cuts off a sender who makes no progress for so long; 60 if not given.")},
	{"threads", OPTION_INTEGER, N_("COUNT"), 1, 64, &threads, N_("Works on so many requests at once; as many as cores, and one, if not given.")},
	{"guests", OPTION_CHOICE, "yes|no", 0, 0, &guests, N_("Whether people who are not signed in read what is public; yes if not given.")},
	{"register", OPTION_CHOICE, "yes|no", 0, 0, &registers, N_("Whether people register by themselves, to be validated; no if not given.")},
	{"validation", OPTION_CHOICE, POLICY_VALIDATION_CHOICES, 0, 0, &validation,
	 N_("Who accepts people, from now on: nobody is asked, an officer, or the head of the school first; desk if never given.")},
	{"approval", OPTION_CHOICE, POLICY_APPROVAL_CHOICES, 0, 0, &approval,
	 N_("Who approves projects, from now on; desk if never given.")},
	{"smtp", OPTION_TEXT, N_("URL"), 0, 0, &mail.url,
	 N_("Sends letters through this mail server, as smtp://user@mail.example:587; without it, none.")},
	{"mail-from", OPTION_TEXT, N_("ADDRESS"), 0, 0, &mail.from, N_("The address that letters come from; --smtp needs it.")},
	{"smtp-password-file", OPTION_TEXT, N_("FILE"), 0, 0, &mail.password_file,
	 N_("Its first line is the password for the mail server; with it, nothing is sent without TLS.")},
	{"translate", OPTION_TEXT, N_("COMMAND"), 0, 0, &translator,
	 N_("A program, by its path, that translates what people have in a language they do not read; without it, none.")},
	{"show-codes", OPTION_CHOICE, "yes|no", 0, 0, &shows_codes,
	 N_("Of a demo: the code of a new address is shown to whoever wants it; no if not given.")},
	{"company", OPTION_INTEGER, N_("SECONDS"), 1, 86400, &company_pace,
	 N_("Of a demo: its people answer what its teacher writes, so many seconds later.")},
	{"quiet", OPTION_FLAG, NULL, 0, 0, &quiet, N_("Logs no requests, only what goes wrong.")},
	{0},
};

/* What the portal serves with, as the words of the command say it. */
struct serving {
	int fd, tls_fd; /* what it listens on; -1: not */
	char *shown;    /* where it is */
	struct tls_server *tls;
	sigset_t ends;
};

/* Blocks what ends the portal in every thread that is still to come, so that the loop below takes it. */
static void catch_signals(sigset_t *ends)
{
	sigemptyset(ends);
	sigaddset(ends, SIGTERM);
	sigaddset(ends, SIGINT);
	sigaddset(ends, SIGHUP);
	pthread_sigmask(SIG_BLOCK, ends, NULL);
	signal(SIGPIPE, SIG_IGN);
}

/* A certificate lives for weeks only, and the portal for years. */
static void reload(struct tls_server *tls)
{
	struct err e = {0};
	if (tls_server_reload(tls, &e) < 0) {
		char *text = err_text_english(&e);
		log_error("tls", "the certificate before stays: %s", text);
		free(text);
	} else {
		log_info("tls", "the certificate was read anew");
	}
	err_release(&e);
}

/* Until a signal comes; beside it, looks after slow senders and, once a day, after what is old. */
static void wait_for_end(struct http *h, struct portal *p, struct company *company, const struct serving *s)
{
	struct timespec tick = {.tv_sec = patience > 4 ? 2 : 0, .tv_nsec = patience > 4 ? 0 : 250 * 1000 * 1000};
	for (;;) {
		int got = sigtimedwait(&s->ends, NULL, &tick);
		if (got == SIGHUP && s->tls) {
			reload(s->tls);
		} else if (got > 0) {
			log_info("portal", "signal %d: finishing what was asked", got);
			return;
		}
		http_watch(h);
		portal_tidy(p, clock_monotonic_ms());
		retention_run(p, clock_monotonic_ms());
		if (company)
			company_tick(company, clock_now());
	}
}

/* A thousand connections, each of three descriptors with TLS, and the databases of the workers are more than the usual 1024 files. */
static void raise_file_limit(void)
{
	struct rlimit files;
	if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < FILES_WANTED) {
		files.rlim_cur = files.rlim_max < FILES_WANTED ? files.rlim_max : FILES_WANTED;
		setrlimit(RLIMIT_NOFILE, &files);
	}
}

static int cores(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);
	return count < 1 ? 1 : count > 32 ? 32 : (int)count;
}

/* Before anybody asks: of a million people it takes most of a minute. */
static void warm(struct portal *p)
{
	struct err e = {0};
	if (search_warm(p->search, &e) < 0)
		log_error("portal", "search: %s", err_name(e.code));
	err_release(&e);
}

static int listen_on_address(struct serving *s, const char *dir, struct err *e)
{
	if (certificate && !(s->tls = tls_server_new(certificate, key, dir, e)))
		return -1;
	int fd = listen_tcp(address, s->tls ? "https" : "http", &s->shown, e);
	*(s->tls ? &s->tls_fd : &s->fd) = fd;
	return fd < 0 ? -1 : 0;
}

static void close_door(struct serving *s)
{
	if (s->fd >= 0)
		close(s->fd);
	if (s->tls_fd >= 0)
		close(s->tls_fd);
	if (unix_path && s->fd >= 0)
		unlink(unix_path);
}

/* What is listened on, and with what certificate; 0, or -1 with e and nothing open. */
static int open_door(struct serving *s, const char *dir, struct err *e)
{
	char *path = NULL;
	bool done = !address || listen_on_address(s, dir, e) == 0;
	if (done && unix_path)
		done = (s->fd = listen_unix(unix_path, &path, e)) >= 0; /* last: who finds it there finds the other one too */
	if (!address)
		s->shown = path;
	else
		free(path);
	if (done)
		return 0;
	close_door(s);
	tls_server_free(s->tls);
	return -1;
}

static int serve(struct portal *p, struct serving *s, struct err *e)
{
	struct http_options o = {
		.listen_fd = s->fd,
		.tls_fd = s->tls_fd,
		.tls = s->tls,
		.patience = (int)patience,
		.hashers = cores(),
		.workers = (threads ? (int)threads : cores() + 1) + (translator ? TRANSLATE_AT_ONCE : 0),
	};
	raise_file_limit();
	warm(p);
	if (mail.url && !(p->post = post_start(p, &mail, e))) {
		close_door(s);
		return COMMAND_FAILED;
	}
	struct company *company = company_pace ? company_new(p, DEMO_USER_NAME, (int)company_pace, e) : NULL;
	struct http *h = company || !company_pace ? http_start(p, &o, e) : NULL;
	if (!h) {
		company_free(company);
		post_stop(p->post);
		return COMMAND_FAILED;
	}
	/* Programs that start a portal read where it is. */
	printf("%s\n", s->shown);
	fflush(stdout);
	log_info("portal", "serving %s", s->shown);
	wait_for_end(h, p, company, s);
	if (unix_path)
		unlink(unix_path);
	http_stop(h);
	company_free(company);
	post_stop(p->post);
	log_info("portal", "ended");
	return COMMAND_DONE;
}

static bool is_usage(void)
{
	bool one_place = !unix_path != !address || certificate; /* in the open, there is one */
	return !one_place || !mail.url != !mail.from || !certificate != !key || (certificate && !address) ||
	       (validation == WAY_HEAD && (!mail.url || (!base_url && !address))); /* a link goes out by mail */
}

static int decide(struct portal *p, struct err *e)
{
	struct store *s = &p->writer;
	int result = -1;
	if (db_begin(s->db, e) == 0 && policy_set_option(s, POLICY_VALIDATION, validation, e) == 0 &&
	    policy_set_option(s, POLICY_APPROVAL, approval, e) == 0)
		result = db_commit(s->db, e);
	db_rollback(s->db);
	return result;
}

static int open_and_serve(char **words, int count, struct err *e)
{
	struct portal p;
	struct serving s = {.fd = -1, .tls_fd = -1};
	int status = COMMAND_FAILED;
	(void)count;
	if (is_usage())
		return command_usage(&command_serve, e);
	if (translator && translate_check(translator, e) < 0)
		return COMMAND_FAILED;
	log_to_stderr(quiet ? LOG_WARN : LOG_INFO);
	catch_signals(&s.ends); /* before anybody can find the portal, and tell it to read its certificate anew */
	if (open_door(&s, words[0], e) < 0)
		return COMMAND_FAILED;
	struct portal_options o = {
		.base_url = base_url ? base_url : address ? s.shown : "",
		.guests = guests == 0,
		.registers = registers == 0,
		.shows_codes = shows_codes == 0 && !mail.url,
		.translator = translator,
	};
	if (portal_open(&p, words[0], &o, e) == 0) {
		if (decide(&p, e) == 0)
			status = serve(&p, &s, e);
		else
			close_door(&s);
		portal_close(&p);
	} else {
		close_door(&s);
	}
	tls_server_free(s.tls);
	free(s.shown);
	return status;
}

const struct command command_serve = {
	.name = "serve",
	.usage = "DIR --unix PATH | DIR --listen ADDRESS:PORT [--certificate FILE --key FILE]",
	.help = N_("Serves the portal in DIR until it is told to stop."),
	.options = options,
	.words_least = 1,
	.words_most = 1,
	.run = open_and_serve,
};
