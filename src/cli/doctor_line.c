/* What doctor finds on the way to the portal, each check from the engine's one answer: the first that is wrong hides those behind it. */
#include <stdlib.h>

#include "doctor.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/datetime.h"

/* In the order in which a line passes them. */
enum station { STATION_LINE, STATION_PROXY, STATION_CERTIFICATE, STATION_CLOCK, STATION_PORTAL, STATION_NONE };

/* Where an error is at home; what is not named here, the portal or what stands in its place has said. */
static const struct { enum err_code code; enum station station; } stations[] = {
	{ ERR_OK, STATION_NONE },
	{ ERR_OFFLINE, STATION_LINE },
	{ ERR_DNS, STATION_LINE },
	{ ERR_LEADS_ELSEWHERE, STATION_LINE },
	{ ERR_PROXY, STATION_PROXY },
	{ ERR_PROXY_LOGIN, STATION_PROXY },
	{ ERR_PROXY_UNREACHABLE, STATION_PROXY },
	{ ERR_FILE, STATION_CERTIFICATE }, /* of authorities */
	{ ERR_NO_TLS, STATION_CERTIFICATE },
	{ ERR_NO_AUTHORITIES, STATION_CERTIFICATE },
	{ ERR_CERTIFICATE, STATION_CERTIFICATE },
	{ ERR_CERTIFICATE_ISSUER, STATION_CERTIFICATE },
	{ ERR_CERTIFICATE_NAME, STATION_CERTIFICATE },
	{ ERR_CERTIFICATE_ENDED, STATION_CERTIFICATE },
	{ ERR_CERTIFICATE_EARLY, STATION_CERTIFICATE },
	{ ERR_CLOCK, STATION_CLOCK },
};

static enum station station_of(enum err_code code)
{
	for (size_t i = 0; i < ARRAY_SIZE(stations); i++)
		if (stations[i].code == code)
			return stations[i].station;
	return STATION_PORTAL;
}

static bool says(const struct doctor *d, const char *what)
{
	return json_get_bool(d->told, what, false);
}

static bool has_portal(const struct doctor *d)
{
	return json_get_text(d->told, "portal") != NULL;
}

/* What every check of the line begins with. True if f is set by it: the engine told nothing, the trouble is here, or it is before. */
static bool is_settled(const struct doctor *d, enum station here, struct finding *f)
{
	enum station wrong = station_of(d->cause.code);
	if (!d->told && here == STATION_LINE)
		finding_err(f, &d->engine);
	else if (!d->told)
		finding_set(f, FINDING_SKIPPED, xstrdup(_("Not looked at: that is the engine's part.")));
	else if (wrong == here)
		finding_err(f, &d->cause);
	else if (wrong < here && !(wrong == STATION_CLOCK && says(d, "answers")))
		finding_set(f, FINDING_SKIPPED, xstrdup(_("Not looked at: what is wrong above comes first.")));
	else
		return false;
	return true;
}

void doctor_line(const struct doctor *d, struct finding *f)
{
	if (is_settled(d, STATION_LINE, f))
		return;
	if (says(d, "here"))
		finding_set(f, FINDING_GOOD, xstrdup(_("None is needed: the portal is on this computer.")));
	else if (says(d, "network"))
		finding_set(f, FINDING_GOOD, xstrdup(_("This computer has a network.")));
	else
		finding_set(f, FINDING_WRONG, xstrdup(_("This computer has no network.")));
}

void doctor_proxy(const struct doctor *d, struct finding *f)
{
	const char *proxy = json_get_text(d->told, "proxy");
	if (is_settled(d, STATION_PROXY, f))
		return;
	if (!proxy)
		finding_set(f, FINDING_GOOD, xstrdup(_("None is set; the settings or https_proxy would name it.")));
	else if (!has_portal(d))
		finding_set(f, FINDING_SKIPPED, xasprintf(_("%s; without a portal it is not asked."), proxy));
	else if (!says(d, "tls"))
		finding_set(f, FINDING_GOOD, xasprintf(_("%s; it is not asked for a portal on this computer."), proxy));
	else
		finding_set(f, FINDING_GOOD, xasprintf(_("%s lets through."), proxy));
}

void doctor_certificate(const struct doctor *d, struct finding *f)
{
	if (is_settled(d, STATION_CERTIFICATE, f))
		return;
	const char *issuer = json_get_text(d->told, "issuer");
	struct str until = { 0 };
	if (!has_portal(d))
		finding_set(f, FINDING_SKIPPED, xstrdup(_("Without a portal there is none.")));
	else if (!says(d, "tls"))
		finding_set(f, FINDING_GOOD, xstrdup(_("None is needed: the portal is on this computer.")));
	else if (!issuer)
		finding_set(f, FINDING_SKIPPED, xstrdup(d->cause.code == ERR_CLOCK ? _("It cannot be judged while the clock is wrong.")
		                                                                  : _("The portal showed none.")));
	else {
		datetime_add_date(&until, json_get_integer(d->told, "until", 0));
		finding_set(f, FINDING_GOOD, xasprintf(_("Checked: by \"%s\", valid until %s."), issuer, until.text));
	}
	str_release(&until);
}

void doctor_clock(const struct doctor *d, struct finding *f)
{
	if (is_settled(d, STATION_CLOCK, f))
		return;
	if (json_get(d->told, "off"))
		finding_set(f, FINDING_GOOD, xstrdup(_("It agrees with the portal's.")));
	else
		finding_set(f, FINDING_SKIPPED, xstrdup(_("Nobody told what time it is.")));
}

void doctor_portal(const struct doctor *d, struct finding *f)
{
	if (is_settled(d, STATION_PORTAL, f))
		return;
	const char *portal = json_get_text(d->told, "portal");
	long long took = (long long)json_get_integer(d->told, "took", 0);
	if (!portal)
		finding_set(f, FINDING_SKIPPED, xstrdup(_("None is known: \"twinline sign-in URL\" names it.")));
	else if (says(d, "signedIn"))
		finding_set(f, FINDING_GOOD, xasprintf(_("%s answers within %lld ms; the sign-in holds."), portal, took));
	else
		finding_set(f, FINDING_GOOD, xasprintf(_("%s answers within %lld ms; nobody is signed in."), portal, took));
}
