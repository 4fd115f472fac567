/* Mail out, one letter a connection: a portal writes few. */
#include "smtp.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "mime.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { CONNECT_SECONDS = 20, SEND_SECONDS = 90, PASSWORD_FILE_MOST = 4096, REFUSED = 500 };

static int read_password(struct smtp *m, const char *path, struct err *e)
{
	struct str text = {0};
	if (file_read(path, PASSWORD_FILE_MOST, &text, e) < 0)
		return -1;
	m->password = xstrndup(text.text, strcspn(text.text, "\r\n"));
	wipe(text.text, text.len);
	str_release(&text);
	return 0;
}

int smtp_init(struct smtp *m, const char *url, const char *from, const char *password_file, struct err *e)
{
	*m = (struct smtp){0};
	if (!starts_with(url, "smtp://") && !starts_with(url, "smtps://"))
		return err_set(e, ERR_FILE, url, _("not an address of a mail server, as smtp://mail.example:587"), NULL);
	const char *host = strstr(url, "://") + 3, *at = strchr(host, '@');
	if (at && memchr(host, ':', (size_t)(at - host)))
		return err_set(e, ERR_FILE, "--smtp", _("everybody on this computer would see the password; --smtp-password-file takes it"), NULL);
	if (!mime_is_address(from))
		return err_set(e, ERR_FILE, from, _("not an e-mail address, as portal@school.example"), NULL);
	if (password_file && read_password(m, password_file, e) < 0)
		return -1;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		die("libcurl does not start");
	m->url = xstrdup(url);
	m->from = xstrdup(from);
	return 0;
}

void smtp_release(struct smtp *m)
{
	if (!m->url)
		return;
	curl_global_cleanup();
	if (m->password)
		wipe(m->password, strlen(m->password));
	free(m->password);
	free(m->url);
	free(m->from);
}

struct reading { const char *text; size_t left; };

static size_t give(char *bytes, size_t size, size_t count, void *context)
{
	struct reading *r = context;
	size_t len = size * count < r->left ? size * count : r->left;
	memcpy(bytes, r->text, len);
	r->text += len;
	r->left -= len;
	return len;
}

static int watch(void *context, curl_off_t down_total, curl_off_t down, curl_off_t up_total, curl_off_t up)
{
	struct smtp *m = context;
	(void)down_total;
	(void)down;
	(void)up_total;
	(void)up;
	return atomic_load(&m->ending);
}

static bool set(CURL *easy, struct smtp *m, const char *to, struct curl_slist **recipients, struct reading *r)
{
	char *address = xasprintf("<%s>", to), *from = xasprintf("<%s>", m->from);
	*recipients = curl_slist_append(NULL, address);
	bool done = *recipients && curl_easy_setopt(easy, CURLOPT_URL, m->url) == CURLE_OK &&
	            curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps") == CURLE_OK &&
	            /* A password goes through no open line; without one, a line that can be closed is. */
	            curl_easy_setopt(easy, CURLOPT_USE_SSL, (long)(m->password ? CURLUSESSL_ALL : CURLUSESSL_TRY)) == CURLE_OK &&
	            (!m->password || curl_easy_setopt(easy, CURLOPT_PASSWORD, m->password) == CURLE_OK) &&
	            curl_easy_setopt(easy, CURLOPT_MAIL_FROM, from) == CURLE_OK &&
	            curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, *recipients) == CURLE_OK &&
	            curl_easy_setopt(easy, CURLOPT_READFUNCTION, give) == CURLE_OK &&
	            curl_easy_setopt(easy, CURLOPT_READDATA, r) == CURLE_OK &&
	            curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L) == CURLE_OK &&
	            curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
	            curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS) == CURLE_OK &&
	            curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)SEND_SECONDS) == CURLE_OK &&
	            curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L) == CURLE_OK &&
	            curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, watch) == CURLE_OK &&
	            curl_easy_setopt(easy, CURLOPT_XFERINFODATA, m) == CURLE_OK;
	free(address);
	free(from);
	return done;
}

enum smtp_result smtp_send(struct smtp *m, const char *to, const char *message)
{
	struct reading r = {message, strlen(message)};
	struct curl_slist *recipients = NULL;
	long reply = 0;
	CURL *easy = curl_easy_init();
	if (!easy || !set(easy, m, to, &recipients, &r))
		die("libcurl does not take its options");
	CURLcode code = curl_easy_perform(easy);
	curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &reply);
	curl_easy_cleanup(easy);
	curl_slist_free_all(recipients);
	if (code == CURLE_OK)
		return SMTP_SENT;
	/* Its words may name the address. */
	log_warn("mail", "not sent: %s (%ld)", curl_easy_strerror(code), reply);
	/* Not what is wrong between this portal and its mail server. */
	bool about_letter = code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_WEIRD_SERVER_REPLY;
	return about_letter && reply >= REFUSED ? SMTP_REFUSED : SMTP_LATER;
}
