/* The file of the sign-in: JSON {portal, api, upload, download, websocket, events, coding, packetKey, person, name, token}. */
#include "login.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "twinline/base/file.h"
#include "twinline/base/json.h"
#include "twinline/base/mem.h"

enum { LOGIN_FILE_MAX = 16 * 1024 };

int login_load(struct login *l, const char *path, struct err *e)
{
	*l = (struct login){ 0 };
	if (access(path, F_OK) != 0)
		return 0;
	struct str text = { 0 };
	if (file_read(path, LOGIN_FILE_MAX, &text, e) != 0)
		return -1;
	struct json *tree = json_parse(text.text, text.len, NULL);
	const char *portal = json_get_text(tree, "portal");
	int loaded = 0;
	if (portal && address_parse(&l->portal, portal, e) == 0) {
		l->api = xstrdup(json_get_text(tree, "api"));
		l->upload = xstrdup(json_get_text(tree, "upload"));
		l->download = xstrdup(json_get_text(tree, "download"));
		l->websocket = xstrdup(json_get_text(tree, "websocket"));
		l->events = xstrdup(json_get_text(tree, "events"));
		l->coding = xstrdup(json_get_text(tree, "coding"));
		l->packet_key = xstrdup(json_get_text(tree, "packetKey"));
		l->person = xstrdup(json_get_text(tree, "person"));
		l->name = xstrdup(json_get_text(tree, "name"));
		l->token = xstrdup(json_get_text(tree, "token"));
		l->is_guest = json_get_bool(tree, "guest", false);
	} else if (!portal) {
		loaded = err_set(e, ERR_FILE_SYNTAX, path, "portal", NULL);
	} else {
		loaded = -1;
	}
	wipe(text.text, text.len);
	str_release(&text);
	json_free(tree);
	return loaded;
}

int login_save(const struct login *l, const char *path, struct err *e)
{
	struct json *tree = json_new_object();
	json_set_string(tree, "portal", l->portal.typed);
	if (l->api)
		json_set_string(tree, "api", l->api);
	if (l->upload)
		json_set_string(tree, "upload", l->upload);
	if (l->download)
		json_set_string(tree, "download", l->download);
	if (l->websocket)
		json_set_string(tree, "websocket", l->websocket);
	if (l->events)
		json_set_string(tree, "events", l->events);
	if (l->coding)
		json_set_string(tree, "coding", l->coding);
	if (l->packet_key)
		json_set_string(tree, "packetKey", l->packet_key);
	if (l->person)
		json_set_string(tree, "person", l->person);
	if (l->name)
		json_set_string(tree, "name", l->name);
	if (l->token)
		json_set_string(tree, "token", l->token);
	if (l->is_guest)
		json_set_bool(tree, "guest", true);
	char *text = json_print(tree);
	int saved = file_write(path, text, strlen(text), 0600, e);
	wipe(text, strlen(text));
	free(text);
	json_free(tree);
	return saved;
}

bool login_is_in(const struct login *l)
{
	return l->token || l->is_guest;
}

void login_end(struct login *l)
{
	l->is_guest = false;
	if (l->token)
		wipe(l->token, strlen(l->token));
	free(l->token);
	l->token = NULL;
}

void login_release(struct login *l)
{
	login_end(l);
	address_release(&l->portal);
	free(l->api);
	free(l->upload);
	free(l->download);
	free(l->websocket);
	free(l->events);
	free(l->coding);
	free(l->packet_key);
	free(l->person);
	free(l->name);
	*l = (struct login){ 0 };
}
