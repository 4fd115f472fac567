/* The rows of the screens: each can be opened, drawn and used, by itself or by the list or the sheet that it names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/ui/screen.h"

static void check_row(const struct screen *screen)
{
	bool is_form = screen->sheet != NULL;

	if (!screen->name || !*screen->name || !screen->title || !*screen->title)
		fail_msg("a screen has no name");
	if (!screen->size || !screen->offers)
		fail_msg("%s has no model, or offers nothing", screen->name);
	if (!is_form && (!screen->open || !screen->draw))
		fail_msg("%s neither opens nor is a sheet", screen->name);
	if (!screen->act && !is_form && !screen->has_list)
		fail_msg("%s does nothing", screen->name);
	if (is_form && screen->has_list)
		fail_msg("%s is a sheet and a list", screen->name);
	if (screen->markable && !screen->has_list)
		fail_msg("%s marks rows of no list", screen->name);
	if (screen->go && !screen->where)
		fail_msg("%s goes back to where it never says it is", screen->name);
}

static void test_rows_are_whole(void **state)
{
	(void)state;
	for (size_t i = 0; screens[i]; i++)
		check_row(screens[i]);
}

static void test_names_differ(void **state)
{
	(void)state;
	for (size_t i = 0; screens[i]; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(screens[i]->name, screens[k]->name) == 0)
				fail_msg("two screens are called %s", screens[i]->name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_are_whole),
		cmocka_unit_test(test_names_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
