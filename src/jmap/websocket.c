/* Frames of RFC 6455, section 5: read with every rule checked, written as short as they can be. */
#include "twinline/jmap/websocket.h"

#include <string.h>

#include "twinline/base/random.h"

enum {
	FIN = 0x80,
	RSV1 = 0x40,
	RSV = 0x70,
	OPCODE = 0x0f,
	CONTROL = 0x08,
	MASK = 0x80,
	LENGTH_16 = 126,
	LENGTH_64 = 127,
	HEAD_MOST = 14,
	COMPACT_LEAST = 64 * 1024 /* bytes looked at already, before the rest is moved to the front */
};

/* The head of a frame. */
struct head {
	bool is_last, is_packed, is_masked;
	int opcode;
	uint64_t len;
	unsigned char mask[4];
	size_t size; /* of the head itself; 0: not all of it is there */
};

void websocket_init(struct websocket *w, bool is_client, bool packs, size_t most)
{
	*w = (struct websocket){ .is_client = is_client, .packs = packs, .most = most };
}

void websocket_release(struct websocket *w)
{
	str_release(&w->in);
	str_release(&w->message);
	*w = (struct websocket){ 0 };
}

void websocket_feed(struct websocket *w, const void *bytes, size_t len)
{
	str_addn(&w->in, bytes, len);
}

static int fail(struct websocket *w, enum websocket_code code)
{
	w->code = code;
	return -1;
}

/* 1 with the head, 0 where bytes are missing, -1 for a length in more bytes than it needs. */
static int read_head(const unsigned char *b, size_t have, struct head *h)
{
	*h = (struct head){ 0 };
	if (have < 2)
		return 0;
	size_t wide = (b[1] & 0x7f) == LENGTH_16 ? 2 : (b[1] & 0x7f) == LENGTH_64 ? 8 : 0;
	h->is_masked = b[1] & MASK;
	h->size = 2 + wide + (h->is_masked ? sizeof h->mask : 0);
	h->is_last = b[0] & FIN;
	h->is_packed = b[0] & RSV1;
	h->opcode = b[0] & OPCODE;
	if (have < h->size)
		return 0;
	h->len = wide ? 0 : b[1] & 0x7f;
	for (size_t i = 0; i < wide; i++)
		h->len = h->len << 8 | b[2 + i];
	if (h->is_masked)
		memcpy(h->mask, b + 2 + wide, sizeof h->mask);
	return (wide == 2 && h->len < LENGTH_16) || (wide == 8 && (h->len <= UINT16_MAX || h->len >> 63)) ? -1 : 1;
}

/* Section 5.2 to 5.5: what makes a frame wrong, whatever is in it. 0 where nothing does. */
static int find_fault(const struct websocket *w, const struct head *h, unsigned char first)
{
	bool is_control = h->opcode & CONTROL;
	bool is_known = h->opcode <= WEBSOCKET_BINARY || (h->opcode >= WEBSOCKET_CLOSE && h->opcode <= WEBSOCKET_PONG);
	unsigned reserved = first & RSV;
	if (!is_known || h->is_masked == w->is_client)
		return WEBSOCKET_PROTOCOL_ERROR;
	if (reserved && (reserved != RSV1 || !w->packs || is_control || h->opcode == WEBSOCKET_CONTINUATION))
		return WEBSOCKET_PROTOCOL_ERROR;
	if (is_control)
		return !h->is_last || h->len > WEBSOCKET_CONTROL_MOST ? WEBSOCKET_PROTOCOL_ERROR : 0;
	if ((h->opcode == WEBSOCKET_CONTINUATION) != (w->opcode != 0))
		return WEBSOCKET_PROTOCOL_ERROR;
	return h->len > w->most || w->message.len + h->len > w->most ? WEBSOCKET_TOO_BIG : 0;
}

static void unmask(char *bytes, size_t len, const unsigned char mask[4])
{
	for (size_t i = 0; i < len; i++)
		bytes[i] = (char)((unsigned char)bytes[i] ^ mask[i % 4]);
}

/* Gives back what was looked at, and the memory of a large message that has been taken. */
static void compact(struct websocket *w)
{
	if (w->opcode == 0 && w->message.capacity > COMPACT_LEAST)
		str_release(&w->message);
	if (w->at == 0 || (w->at < w->in.len && w->at < COMPACT_LEAST))
		return;
	str_delete(&w->in, 0, w->at);
	w->at = 0;
	if (w->in.len == 0 && w->in.capacity > COMPACT_LEAST)
		str_release(&w->in);
}

/* A data frame joins its message: 1 where that is whole with it. */
static int take_data(struct websocket *w, const struct head *h, const char *bytes, struct websocket_message *m)
{
	if (w->opcode == 0) {
		w->opcode = h->opcode;
		w->is_packed = h->is_packed;
		str_clear(&w->message);
	}
	str_addn(&w->message, bytes, (size_t)h->len);
	if (!h->is_last)
		return 0;
	*m = (struct websocket_message){ .opcode = (enum websocket_opcode)w->opcode, .is_packed = w->is_packed,
	                                 .bytes = w->message.text, .len = w->message.len };
	w->opcode = 0;
	return 1;
}

int websocket_next(struct websocket *w, struct websocket_message *m)
{
	struct head h;
	if (w->code)
		return -1;
	for (;;) {
		compact(w);
		size_t have = w->in.len - w->at;
		const unsigned char *frame = have ? (const unsigned char *)w->in.text + w->at : NULL;
		int read = have ? read_head(frame, have, &h) : 0;
		/* The first two bytes tell what is wrong with a frame, before the rest is waited for. */
		int fault = read < 0 ? WEBSOCKET_PROTOCOL_ERROR : have >= 2 ? find_fault(w, &h, frame[0]) : 0;
		if (fault)
			return fail(w, (enum websocket_code)fault);
		if (read == 0 || have - h.size < h.len)
			return 0;
		char *bytes = w->in.text + w->at + h.size;
		w->at += h.size + (size_t)h.len;
		if (h.is_masked)
			unmask(bytes, (size_t)h.len, h.mask);
		if (h.opcode & CONTROL) {
			*m = (struct websocket_message){ .opcode = (enum websocket_opcode)h.opcode, .bytes = bytes, .len = (size_t)h.len };
			return 1;
		}
		if (take_data(w, &h, bytes, m))
			return 1;
	}
}

/* --- writing --- */

static size_t write_length(unsigned char *b, size_t len, unsigned mask)
{
	size_t wide = len < LENGTH_16 ? 0 : len <= UINT16_MAX ? 2 : 8;
	b[0] = (unsigned char)((wide == 0 ? len : wide == 2 ? LENGTH_16 : LENGTH_64) | mask);
	for (size_t i = 0; i < wide; i++)
		b[1 + i] = (unsigned char)((uint64_t)len >> (8 * (wide - 1 - i)));
	return 1 + wide;
}

void websocket_write(const struct websocket *w, struct str *out, const struct websocket_message *m)
{
	unsigned char head[HEAD_MOST], mask[4];
	head[0] = (unsigned char)(FIN | (m->is_packed ? RSV1 : 0) | m->opcode);
	size_t size = 1 + write_length(head + 1, m->len, w->is_client ? MASK : 0);
	if (w->is_client) {
		random_secret(mask, sizeof mask); /* section 10.3: nobody may foresee what stands on the line */
		memcpy(head + size, mask, sizeof mask);
		size += sizeof mask;
	}
	str_addn(out, head, size);
	size_t begun = out->len;
	str_addn(out, m->bytes ? m->bytes : "", m->len);
	if (w->is_client)
		unmask(out->text + begun, m->len, mask);
}

void websocket_write_close(const struct websocket *w, struct str *out, enum websocket_code code)
{
	const char bytes[2] = { (char)(code >> 8), (char)(code & 0xff) };
	websocket_write(w, out, &(struct websocket_message){ .opcode = WEBSOCKET_CLOSE, .bytes = bytes, .len = sizeof bytes });
}

int websocket_close_code(const struct websocket_message *m)
{
	if (m->len == 0)
		return WEBSOCKET_NO_CODE;
	if (m->len == 1)
		return WEBSOCKET_PROTOCOL_ERROR;
	int code = (unsigned char)m->bytes[0] << 8 | (unsigned char)m->bytes[1];
	bool is_ours = code >= 3000 && code < 5000;
	bool is_standard = code >= WEBSOCKET_NORMAL && code <= 1014 && (code < 1004 || code > 1006);
	return is_ours || is_standard ? code : WEBSOCKET_PROTOCOL_ERROR;
}
