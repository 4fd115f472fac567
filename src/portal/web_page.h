/*
 * The few pages that people open in a browser, who have no program of ours: plain HTML without any script, for whatever browser there is,
 * graphical or not. Programs follow links too, to look for dangers or to show what is there: only a button does anything.
 */
#ifndef TWINLINE_PORTAL_WEB_PAGE_H
#define TWINLINE_PORTAL_WEB_PAGE_H

#include "exchange.h"

/* Begins a page in a language; NULL: English. */
void web_page_begin(struct str *page, const char *language);

/* Adds text, whatever is in it, between two pieces of HTML; NULL is no text. */
void web_page_part(struct str *page, const char *before, const char *text, const char *after);

/* Answers with a page, which it empties. */
void web_page_answer(struct response *x, int status, struct str *page);

/* The first language of an Accept-Language header that there is a catalogue of, yours; NULL: English, or no such header (NULL). */
char *web_page_language(const char *accepted);

#endif
