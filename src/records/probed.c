/* Who a portal is, in words. */
#include "twinline/records/probed.h"

#include <stdlib.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/datetime.h"
#include "twinline/text/sanitise.h"

static bool is_here(const struct json *packet)
{
	return json_get_bool(packet, "here", false);
}

char *probed_sentence(const struct json *packet)
{
	char *host = sanitise_copy(json_get_text(packet, "host"), SANITISE_LINE);
	char *issuer = sanitise_copy(json_get_text(packet, "issuer"), SANITISE_LINE);
	struct str until = { 0 };
	char *sentence;

	datetime_add_date(&until, json_get_integer(packet, "until", 0));
	sentence = is_here(packet) ? xstrdup(_("The portal is on this computer: nothing leaves it."))
	                           : xasprintf(_("The connection is checked: certificate of %s by \"%s\", valid until %s."), host, issuer,
	                                       until.text);
	str_release(&until);
	free(issuer);
	free(host);
	return sentence;
}

char *probed_short(const struct json *packet)
{
	char *issuer = sanitise_copy(json_get_text(packet, "issuer"), SANITISE_LINE);
	char *sentence = is_here(packet) ? xstrdup(_("Portal on this computer")) : xasprintf(_("Certificate checked: \"%s\""), issuer);

	free(issuer);
	return sentence;
}
