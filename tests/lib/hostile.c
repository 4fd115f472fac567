/* Texts that attack a terminal: one way in a row. */
#include "lib/hostile.h"

#include <string.h>

#include "twinline/base/attr.h"
#include "twinline/base/mem.h"

#define TEN(text) text text text text text text text text text text

const char *const hostile_texts[] = {
	"h0 \033[2J\033[31337;1H\033[31337m gone",           /* clear, move, colour */
	"h1 \033]0;owned\007 title",                          /* title */
	"h2 \033]52;c;aGk=\033\\ clipboard",                  /* clipboard */
	"h3 \033]8;;http://a.example\033\\b.example\033]8;;\033\\", /* a link that says another */
	"h4 \033P$q\"p\033\\ asks",                           /* DECRQSS: an answer into the keyboard */
	"h5 \033[6n\033[c\033[>c\033[21t\005 asks",           /* position, device, title, ENQ */
	"h6 \xc2\x9b" "31337m\xc2\x9d" "0;owned\xc2\x9c c1",  /* C1 in UTF-8 */
	"h7 \033_apc\033\\\033^pm\033\\\033Xsos\033\\",       /* other control strings */
	"h8 over\rwrite\b\b\b\b\v\f\x7f back",                /* moves without ESC */
	"h9 \x0e\x0f shift",                                  /* other characters */
	"h10 \xe2\x80\xae" "cba\xe2\x80\xac \xe2\x81\xa6x\xe2\x81\xa9 turned", /* bidi overrides, isolates */
	"h11 \xe2\x80\xa8line\xe2\x80\xa9paragraph",          /* U+2028, U+2029 */
	"h12 a\xe2\x80\x8b\xe2\x80\x8b\xef\xbb\xbf\xc2\xad" "b unseen", /* zero width, BOM, soft hyphen */
	"h13 \xf3\xa0\x81\x81\xf3\xa0\x81\x82 tags",          /* tag characters */
	"h14 e" TEN(TEN("\xcc\x81")) " marks",                /* a hundred marks on one letter */
	"h15 \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 \xe2\x9d\xa4\xef\xb8\x8f joined",
	"h16 \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d abc \xd8\xb3\xd9\x84\xd8\xa7\xd9\x85 both ways",
	"h17 %s%n%d ${HOME} `id` $(id) \\033[31337m %1$s",    /* for those who format or quote it */
	"h18\n\033[31337mnext line\n\033[?1049l",             /* lines, and leaving the other screen */
	"h19 \033" "c\033[!p\033#8 reset",                    /* resets, the screen full of E */
	"h20 " TEN(TEN("long and wide \xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5 ")),             /* far longer than any line */
};
const size_t hostile_count = ARRAY_SIZE(hostile_texts);

char *hostile_text(size_t index, size_t max)
{
	const char *text = hostile_texts[index % hostile_count];
	size_t len = strlen(text);
	if (len > max)
		for (len = max; len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80; len--)
			;
	return xstrndup(text, len);
}
