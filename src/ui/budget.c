/* A word about the budget, once for each mark that is passed while somebody is there. */
#include "budget.h"

#include "twinline/base/i18n.h"
#include "twinline/base/str.h"
#include "twinline/records/plan.h"
#include "words.h"

static const int marks[] = { 80, 100 };

static int mark_of(const struct plan *plan)
{
	int mark = 0;

	for (size_t i = 0; i < ARRAY_SIZE(marks); i++)
		if (plan_has_used(plan, marks[i]))
			mark = marks[i];
	return mark;
}

int budget_mark(struct face *face)
{
	struct plan plan;

	if (settings_integer(face_settings(face), SETTING_BUDGET) == 0)
		return 0;
	plan_read(&plan, face_store(face), face_settings(face));
	return mark_of(&plan);
}

int budget_look(struct face *face, int before)
{
	struct str size = { 0 };
	struct plan plan;
	int mark;

	if (settings_integer(face_settings(face), SETTING_BUDGET) == 0)
		return 0;
	plan_read(&plan, face_store(face), face_settings(face));
	mark = mark_of(&plan);
	words_add_size(&size, plan.budget);
	if (mark > before && mark == 100)
		face_sayf(face, _("This month's %s are used: from now on only what you ask for goes."), size.text);
	else if (mark > before)
		face_sayf(face, _("%d %% of this month's %s are used. {outbox} tells more."), mark, size.text);
	str_release(&size);
	return mark;
}
