# Twinline. `make run` and `make test` do everything that a fresh Debian machine needs.
# A stranger's map of the rooms is in README.md.

MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:

VERSION = 0.1.0
PREFIX  ?= /usr/local
DESTDIR ?=
CC      = gcc
BUILD   ?= build

# Debian 12 packages: to build and run, and beside them to test.
PACKAGES      = gcc make pkg-config libc6-dev libncurses-dev libcurl4-openssl-dev libcjson-dev gettext libsqlite3-dev \
                libmicrohttpd-dev libsodium-dev libzstd-dev libunistring-dev iso-codes
PACKAGES_TEST = libcmocka-dev libvterm-dev

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla \
           -Wformat=2 -Wundef -Werror
SANITIZE =
OPTIMISE = -O2 -g
CPPFLAGS += -D_GNU_SOURCE -DTWINLINE_VERSION='"$(VERSION)"' -DTWINLINE_PREFIX='"$(PREFIX)"' -Iinclude -I$(BUILD)/include
CFLAGS   += -std=c11 $(OPTIMISE) -fno-common -fstack-protector-strong $(WARNINGS) $(SANITIZE)
LDFLAGS  += -Wl,--as-needed $(SANITIZE)

# One library a room, below its callers: design order from the top down.
LIBS_BASE   = -lcjson -lsodium -lzstd -lm
LIBS_TEXT   = -lunistring
LIBS_DB     = -lsqlite3
LIBS_UI     = -lncursesw -ltinfo
LIBS_SYNC   = -lcurl
LIBS_PORTAL = -lmicrohttpd
LIBS_TEST   = -lcmocka -lvterm -lutil

ROOMS = base text schema db records jmap portal sync ui cli
room_sources = $(wildcard src/$(1)/*.c src/$(1)/*/*.c)
room_objects = $(patsubst src/%.c,$(BUILD)/%.o,$(call room_sources,$(1)))
archives     = $(patsubst %,$(BUILD)/lib%.a,$(1))

PROGRAMS = $(BUILD)/twinline $(BUILD)/twinline-sync $(BUILD)/twinline-portal

all: packages $(PROGRAMS) $(BUILD)/locale.stamp

# --- what Debian provides -------------------------------------------------------------------------
packages:
	@sh tests/tools/packages.sh $(PACKAGES)
packages-test:
	@sh tests/tools/packages.sh $(PACKAGES) $(PACKAGES_TEST)

# --- compiling ------------------------------------------------------------------------------------
$(BUILD)/%.o: src/%.c | packages
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# The default keymap is a file that users can read, compiled in and loaded by the same parser.
$(BUILD)/include/default_keys.inc: keymaps/default.keys
	@mkdir -p $(@D)
	sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/.*/"&\\n"/' $< > $@
$(call room_objects,ui): $(BUILD)/include/default_keys.inc

define archive
$(BUILD)/lib$(1).a: $(call room_objects,$(1))
	@rm -f $$@
	ar rcs $$@ $$^
endef
$(foreach room,$(ROOMS),$(eval $(call archive,$(room))))

$(BUILD)/twinline: $(BUILD)/twinline.o $(call archives,ui cli records schema jmap db text base)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS_UI) $(LIBS_DB) $(LIBS_TEXT) $(LIBS_BASE)
$(BUILD)/twinline-sync: $(BUILD)/twinline-sync.o $(call archives,sync records schema jmap db text base)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS_SYNC) $(LIBS_DB) $(LIBS_TEXT) $(LIBS_BASE)
$(BUILD)/twinline-portal: $(BUILD)/twinline-portal.o $(call archives,portal records schema jmap db text base)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS_PORTAL) $(LIBS_DB) $(LIBS_TEXT) $(LIBS_BASE) -lpthread

# --- languages ------------------------------------------------------------------------------------
LANGUAGES = $(patsubst locale/%.po,%,$(wildcard locale/*.po))
$(BUILD)/locale.stamp: $(wildcard locale/*.po)
	@for l in $(LANGUAGES); do mkdir -p $(BUILD)/locale/$$l/LC_MESSAGES; \
		msgfmt --check -o $(BUILD)/locale/$$l/LC_MESSAGES/twinline.mo locale/$$l.po || exit 1; done
	@touch $@

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

clean:
	rm -rf $(BUILD) build-asan

.PHONY: all packages packages-test clean
