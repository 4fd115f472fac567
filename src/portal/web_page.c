/* Pages for browsers. */
#include "web_page.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/catalogue.h"
#include "twinline/base/mem.h"

enum { ASKED_MOST = 10 /* languages of a browser that are looked for: each is a file to open */ };

static void add_escaped(struct str *out, const char *text)
{
	for (; text && *text; text++)
		switch (*text) {
		case '&': str_add(out, "&amp;"); break;
		case '<': str_add(out, "&lt;"); break;
		case '>': str_add(out, "&gt;"); break;
		case '"': str_add(out, "&quot;"); break;
		default: str_addc(out, *text);
		}
}

void web_page_part(struct str *page, const char *before, const char *text, const char *after)
{
	str_add(page, before);
	add_escaped(page, text);
	str_add(page, after);
}

void web_page_begin(struct str *page, const char *language)
{
	bool right_to_left = text_equal(language, "ar");
	web_page_part(page, "<!DOCTYPE html>\n<html lang=\"", language ? language : "en", right_to_left ? "\" dir=\"rtl\">" : "\">");
	str_add(page, "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Twinline</title>\n");
}

void web_page_answer(struct response *x, int status, struct str *page)
{
	response_bytes(x, "text/html; charset=utf-8", page->text, page->len);
	response_header(x, "Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'");
	response_header(x, "Referrer-Policy", "no-referrer");
	x->compressible = false;
	x->status = status;
	str_release(page);
}

static bool is_there(const char *language)
{
	struct catalogue *c = catalogue_open(language);
	catalogue_close(c);
	return c;
}

/* Browsers name the languages in the order of their weights; which country's it is makes no difference here. */
char *web_page_language(const char *accepted)
{
	for (int count = 0; accepted && *accepted && count < ASKED_MOST; count++) {
		accepted += strspn(accepted, ", \t");
		char *language = xstrndup(accepted, strcspn(accepted, "-;, \t"));
		if (is_there(language))
			return language;
		bool is_english = text_equal(language, "en");
		free(language);
		if (is_english)
			return NULL;
		accepted += strcspn(accepted, ",");
	}
	return NULL;
}
