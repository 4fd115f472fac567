/* Headers, encoded words (RFC 2047) and quoted-printable text (RFC 2045 section 6.7). */
#include "mime.h"

#include <stdio.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/random.h"
#include "twinline/base/str.h"

enum {
	WORD_BYTES = 39,  /* of text in one encoded word: 52 letters of base64, which with its frame stay under 75 */
	LINE_MOST = 75    /* letters of a line, without the soft break */
};

bool mime_is_address(const char *text)
{
	const char *at = strchr(text, '@');
	if (!at || at == text || !at[1] || strchr(at + 1, '@'))
		return false;
	for (const unsigned char *c = (const unsigned char *)text; *c; c++)
		if (*c <= ' ' || *c == 0x7f || strchr("<>()[],;:\\\"", *c))
			return false;
	return true;
}

/* --- headers --- */

static void add_base64(struct str *out, const unsigned char *bytes, size_t len)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < len; i += 3) {
		unsigned three = (unsigned)bytes[i] << 16 | (unsigned)(i + 1 < len ? bytes[i + 1] : 0) << 8 | (i + 2 < len ? bytes[i + 2] : 0);
		str_addc(out, letters[three >> 18]);
		str_addc(out, letters[three >> 12 & 63]);
		str_addc(out, i + 1 < len ? letters[three >> 6 & 63] : '=');
		str_addc(out, i + 2 < len ? letters[three & 63] : '=');
	}
}

/* How many of the first most bytes can go without parting a character. */
static size_t whole_characters(const char *text, size_t most)
{
	size_t len = strnlen(text, most + 1);
	if (len <= most)
		return len;
	for (len = most; len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80; len--)
		;
	return len > 0 ? len : most;
}

/* Encoded words, a line each: whatever the text is, it ends no header. */
static void add_subject(struct str *out, const char *subject)
{
	str_add(out, "Subject:");
	do {
		size_t len = whole_characters(subject, WORD_BYTES);
		str_add(out, " =?UTF-8?B?");
		add_base64(out, (const unsigned char *)subject, len);
		str_add(out, "?=\r\n");
		subject += len;
	} while (*subject);
}

static void add_date(struct str *out, int64_t at)
{
	static const char *const days[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"}; /* 1970 began on a Thursday */
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	int64_t day = at / 86400, second = at % 86400;
	int year, month, of_month;
	clock_civil(day, &year, &month, &of_month);
	str_addf(out, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n", days[day % 7], of_month, months[month - 1], year,
	         (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

/* --- text --- */

/* True if the letter at c may stand as itself: a blank not at the end of a line, "." and "From " not at its beginning. */
static bool is_plain(const unsigned char *c, bool begins)
{
	bool ends = c[1] == '\n' || c[1] == '\0';
	if (*c == ' ' || *c == '\t')
		return !ends;
	if (begins && (*c == '.' || strncmp((const char *)c, "From ", 5) == 0))
		return false;
	return *c > ' ' && *c <= '~' && *c != '=';
}

static void add_text(struct str *out, const char *text)
{
	size_t column = 0;
	for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
		if (*c == '\n') {
			str_add(out, "\r\n");
			column = 0;
			continue;
		}
		bool plain = is_plain(c, column == 0);
		if (column + (plain ? 1 : 3) > LINE_MOST) {
			str_add(out, "=\r\n");
			column = 0;
			plain = is_plain(c, true);
		}
		if (plain)
			str_addc(out, (char)*c);
		else
			str_addf(out, "=%02X", *c);
		column += plain ? 1 : 3;
	}
	if (column)
		str_add(out, "\r\n");
}

char *mime_message(const struct mime *m)
{
	struct str out = {0};
	char id[OP_ID_LENGTH + 1];
	random_op_id(id);
	str_addf(&out, "From: <%s>\r\nTo: <%s>\r\n", m->from, m->to);
	add_subject(&out, m->subject);
	add_date(&out, m->at);
	str_addf(&out, "Message-ID: <%s@%s>\r\n", id, strchr(m->from, '@') + 1);
	/* No machine should answer a machine (RFC 3834). */
	str_add(&out, "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
	              "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
	add_text(&out, m->text);
	return str_detach(&out);
}
