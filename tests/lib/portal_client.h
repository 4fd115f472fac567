/* Talks to a portal's Unix socket without the engine: another person, a benchmark, a test of the wire itself. */
#ifndef TESTS_LIB_PORTAL_CLIENT_H
#define TESTS_LIB_PORTAL_CLIENT_H

#include <stddef.h>

#include "twinline/base/json.h"
#include "twinline/base/str.h"

struct portal_client {
	int fd;
	char *token;   /* NULL: nobody */
	char *person, *account; /* once signed in: the card's id, the personal account's */
	char *correspondent; /* whom one writes to, if a test says so */
	struct str in; /* read and not used yet */
};

/* Connects; dies if it cannot. Release with portal_client_release. */
void portal_client_open(struct portal_client *c, const char *socket_path);
void portal_client_release(struct portal_client *c);

/* Connects again, the portal having ended; the sign-in stays. */
void portal_client_reopen(struct portal_client *c, const char *socket_path);

/* Signs in and looks into the session; dies if that fails. */
void portal_client_sign_in(struct portal_client *c, const char *name, const char *password);

/* One request: the status, 0 if the line ended. The answer, yours, into answer (NULL: not wanted); NULL if it is no JSON. */
int portal_client_request(struct portal_client *c, const char *verb, const char *path, const char *body,
			  struct json **answer);

/* One method call: the arguments of its response, yours; dies on anything else. Frees arguments. */
struct json *portal_client_call(struct portal_client *c, const char *method, struct json *arguments_taken);

/* The account of the desk with this name (a country, "": the central one), as an officer has it: its id, yours; NULL: none. */
char *portal_client_desk(struct portal_client *c, const char *name);

/* The two halves of a request, for who has several connections at work. receive: 0 if the line ended. */
void portal_client_send(struct portal_client *c, const char *verb, const char *path, const char *body);
int portal_client_receive(struct portal_client *c, struct str *body);

/* Sends a message to a person (id of the card): the new message's id, yours. */
char *portal_client_write_to(struct portal_client *c, const char *person, const char *subject, const char *text);

#endif
