/* Whom a form is about to be sent to: the portal is asked who it is, and its certificate told, before anything of the form leaves. */
#ifndef TWINLINE_UI_PROBE_H
#define TWINLINE_UI_PROBE_H

#include <stdbool.h>

#include "face.h"

enum probe_state { PROBE_NONE, PROBE_ASKED, PROBE_FINE, PROBE_FAILED };

struct probe {
	enum probe_state state;
	char *url;                /* as it was asked */
	char *sentence, *shorter; /* what came of it */
	bool has_guests;
};

void probe_release(struct probe *p);

/* Asks the portal at url who it is, if it is not the one that was asked last. True if it is known and fine already. */
bool probe_ask(struct probe *p, struct face *face, const char *url);

/* Another screen comes on top: an answer that is still awaited would not be heard. probe_ask asks again afterwards. */
void probe_leave(struct probe *p);

/* Takes a packet of the engine; true if it was the answer. */
bool probe_hear(struct probe *p, const struct json *packet);

/* Draws what is known from row on, as far as there is room. */
void probe_draw(const struct probe *p, struct face *face, struct page *page, int row);

#endif
