/* Whom a form is about to be sent to: the portal is asked who it is, and its certificate told, before anything of the form leaves. */
#ifndef TWINLINE_UI_PROBE_H
#define TWINLINE_UI_PROBE_H

#include <stdbool.h>

#include "face.h"

enum probe_state { PROBE_NONE, PROBE_ASKED, PROBE_FINE, PROBE_FAILED };

/* What a packet of the engine was for the form: another matter, an answer, or one that lets a wanted form go or keeps it from that. */
enum probe_news { PROBE_ELSE, PROBE_HEARD, PROBE_GO, PROBE_STAY };

struct probe {
	enum probe_state state;
	char *url;                /* as it was asked */
	char *sentence, *shorter; /* what came of it */
	bool has_guests;
	bool asks_head;           /* who registers there names the head of the school */
	bool accepts_all;         /* and waits for nobody there */
	bool is_wanted;           /* the form goes as soon as the portal has said who it is */
};

void probe_release(struct probe *p);

/* Asks the portal at url who it is, if it is not the one that was asked last. */
void probe_ask(struct probe *p, struct face *face, const char *url);

/* The form is to go to url: true if that portal is known and fine; else it is asked, and PROBE_GO may come. */
bool probe_go(struct probe *p, struct face *face, const char *url);

/* Another screen comes on top: an answer that is still awaited would not be heard. probe_ask asks again afterwards. */
void probe_leave(struct probe *p);

/* Takes a packet of the engine. What keeps a wanted form from going is said. */
enum probe_news probe_hear(struct probe *p, struct face *face, const struct json *packet);

/* Draws what is known from row on, as far as there is room. */
void probe_draw(const struct probe *p, struct face *face, struct page *page, int row);

#endif
