/* What doctor looks at, one check a line. A check says what it found in a sentence that tells the cure, where there is one. */
#ifndef TWINLINE_CLI_DOCTOR_H
#define TWINLINE_CLI_DOCTOR_H

#include "cli.h"

enum finding_state { FINDING_GOOD, FINDING_WARNING, FINDING_WRONG, FINDING_SKIPPED, FINDING_STATE_COUNT };

struct finding {
	enum finding_state state;
	enum err_code cause; /* ERR_OK: it has no name */
	char *text;          /* owned */
};

/* What the checks look at: told is what the engine found of the line (the packet "diagnosed"), NULL where engine says why not. */
struct doctor {
	struct cli *cli;
	struct json *told;
	struct err engine, cause; /* cause: told's */
};

/* Sets f; text is taken. */
void finding_set(struct finding *f, enum finding_state state, char *text_taken);
/* Sets f to what an error says. */
void finding_err(struct finding *f, const struct err *e);

/* --- doctor_here.c: this computer --- */
void doctor_terminal(const struct doctor *d, struct finding *f);
void doctor_locale(const struct doctor *d, struct finding *f);
void doctor_settings(const struct doctor *d, struct finding *f);
void doctor_store(const struct doctor *d, struct finding *f);

/* --- doctor_line.c: from the engine's word --- */
void doctor_line(const struct doctor *d, struct finding *f);
void doctor_proxy(const struct doctor *d, struct finding *f);
void doctor_certificate(const struct doctor *d, struct finding *f);
void doctor_clock(const struct doctor *d, struct finding *f);
void doctor_portal(const struct doctor *d, struct finding *f);

#endif
