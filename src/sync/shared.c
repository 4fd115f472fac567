/* A shared computer: the engine's part in opening and sealing what somebody has. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

bool shared_is_nobodys(const struct engine *g)
{
	return g->paths->sealed && !g->seal.is_set;
}

/* Tells all faces, and ends: whoever connects from now on starts an engine of what is open then. */
static void end_with(struct engine *g, struct json *packet_taken)
{
	unlink(g->paths->socket);
	json_set_bool(packet_taken, "again", true);
	faces_tell_all(&g->faces, packet_taken);
	json_free(packet_taken);
	g->ends = true;
}

void shared_hand_over(struct engine *g, const char *person, const char *name)
{
	struct json *packet = json_new_object();
	json_set_string(packet, "did", "signed-in");
	json_set_string(packet, "person", person);
	json_set_string(packet, "name", name);
	end_with(g, packet);
}

/* What the proxy was told to let nobody through is what it lets this person through by. */
static void bring_proxy_login(const struct engine *g, const char *dir)
{
	char *path = xasprintf("%s/proxy-login", dir);
	if (strcmp(path, g->paths->proxy_login) != 0)
		rename(g->paths->proxy_login, path); /* mostly there is none */
	free(path);
}

/* Enters what was laid out, and tells whose it is. Returns 0, or -1 with e. */
static int enter(struct engine *g, const char *who, struct err *e)
{
	char *dir = seal_dir(g->paths, who), *token = xasprintf("%s/token", dir);
	struct login login;
	int entered = login_load(&login, token, e);
	if (entered == 0)
		bring_proxy_login(g, dir);
	if (entered == 0)
		entered = seal_enter(g->paths, who, e);
	if (entered == 0)
		shared_hand_over(g, login.person ? login.person : "", login.name ? login.name : "");
	login_release(&login);
	free(token);
	free(dir);
	return entered;
}

bool shared_unseal(struct engine *g)
{
	struct sign_in_wish *w = &g->sign_in;
	char who[DIGEST_TEXT_SIZE];
	struct err e = { 0 };
	if (w->is_anew)
		return false;
	int opened = seal_name(g->paths, w->portal.typed, w->name, who, &e);
	if (opened == 0)
		opened = seal_lay_out(g->paths, who, w->password, &e);
	if (opened == 0)
		opened = enter(g, who, &e);
	/* A password that opens nothing may be a new one: the portal knows. */
	bool is_settled = opened == 0 || w->is_local || (e.code != ERR_NOT_FOUND && e.code != ERR_SEAL_PASSWORD);
	w->is_sealed = e.code == ERR_SEAL_PASSWORD;
	if (is_settled && opened != 0)
		engine_tell_failed(g, w->face, "sign-in", 0, &e);
	if (is_settled)
		sign_in_wish_release(w);
	err_release(&e);
	return is_settled;
}

/* A store of the person's own, with the sign-in beside it. */
static int fill(const char *dir, const struct login *fresh, struct err *e)
{
	char *path = xasprintf("%s/store.db", dir), *token = xasprintf("%s/token", dir);
	struct store s;
	int filled = store_open(&s, path, STORE_REPLICA, DB_CREATE, e);
	if (filled == 0) {
		filled = take_possession(&s, fresh, NULL, e);
		store_close(&s);
	}
	if (filled == 0)
		filled = login_save(fresh, token, e);
	free(path);
	free(token);
	return filled;
}

int shared_begin(struct engine *g, const struct login *fresh, struct err *e)
{
	const struct sign_in_wish *w = &g->sign_in;
	char who[DIGEST_TEXT_SIZE];
	if (w->is_sealed)
		return err_set(e, ERR_SEAL_BEFORE, NULL);
	if (seal_name(g->paths, fresh->portal.typed, w->name, who, e) != 0)
		return -1;
	char *dir = seal_dir(g->paths, who);
	int begun = seal_begin(g->paths, who, w->password, e);
	if (begun == 0)
		begun = fill(dir, fresh, e);
	if (begun == 0)
		bring_proxy_login(g, dir);
	if (begun == 0)
		begun = seal_enter(g->paths, who, e);
	free(dir);
	return begun;
}

void shared_sign_out(struct engine *g, struct face *face)
{
	struct err e = { 0 };
	engine_cancel(g, NULL);
	if (seal_leave(&g->seal, g->store.db, &e) != 0) {
		engine_tell_failed(g, face->serial, "sign-out", 0, &e);
		err_release(&e);
		return;
	}
	struct json *packet = json_new_object();
	json_set_string(packet, "did", "signed-out");
	end_with(g, packet);
}
