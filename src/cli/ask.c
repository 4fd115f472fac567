/* Questions on the command line: yes and no in the language of the reader. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/fold.h"

/* True if answer, folded, is one of a list parted by commas. */
static bool is_one_of(const char *list, const char *answer)
{
	char *folded = fold_copy(list), *rest = folded, *word;
	bool is = false;

	while (!is && (word = strsep(&rest, ", ")))
		is = *word && strcmp(word, answer) == 0;
	free(folded);
	return is;
}

bool cli_is_yes(const char *answer)
{
	static const char yes[] = "yes, y";
	char *folded = fold_copy(answer), *word = folded + strspn(folded, " \t");
	/* TRANSLATORS: what people type to say yes, then no: whole words and letters, parted by commas, in your language alone. */
	const char *own_yes = i18n_text_in("answers", "yes, y"), *own_no = i18n_text_in("answers", "no, n");
	bool is;

	word[strcspn(word, " \t")] = '\0';
	is = is_one_of(own_yes, word) || (!is_one_of(own_no, word) && is_one_of(yes, word)); /* y is no in Azerbaijani */
	free(folded);
	return is;
}

bool cli_ask(const char *question)
{
	char *prompt = xasprintf("%s (%s/%s)", question, _("yes"), _("no")), *answer = cli_read_line(prompt, false);
	bool is = answer && cli_is_yes(answer);

	free(answer);
	free(prompt);
	return is;
}
