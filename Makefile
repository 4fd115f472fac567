# Twinline. `make run` and `make test` do everything that a fresh Debian machine needs.
# A stranger's map of the rooms is in README.md.

MAKEFLAGS += --no-builtin-rules -j$(shell nproc)
.SUFFIXES:
.DELETE_ON_ERROR:

VERSION = 0.1.0
PREFIX  ?= /usr/local
DESTDIR ?=
V       ?=# V=1 shows every command whole
CC      = gcc
BUILD   ?= build

# Debian 12 packages: to build and run, and beside them to test.
PACKAGES      = gcc make pkg-config libc6-dev libncurses-dev libcurl4-openssl-dev libcjson-dev gettext libsqlite3-dev \
                libmicrohttpd-dev libsodium-dev libzstd-dev zlib1g-dev libunistring-dev libfribidi-dev libssl-dev ca-certificates \
                iso-codes tzdata
PACKAGES_TEST = unicode-data libcmocka-dev libvterm-dev libgettextpo-dev libxkbcommon-dev xkb-data ncurses-term

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla \
           -Wformat=2 -Wundef -Werror
SANITIZE =
OPTIMISE = -O2 -g
CPPFLAGS += -D_GNU_SOURCE -DTWINLINE_VERSION='"$(VERSION)"' -DTWINLINE_PREFIX='"$(PREFIX)"' -Iinclude -I$(BUILD)/include
CFLAGS   += -std=c11 $(OPTIMISE) -fno-common -fstack-protector-strong $(WARNINGS) $(SANITIZE)
LDFLAGS  += -Wl,--as-needed $(SANITIZE)

# One library a room, below its callers: design order from the top down.
LIBS_BASE   = -lcjson -lsodium -lzstd -lz -lm
LIBS_TEXT   = -lunistring -lfribidi
LIBS_DB     = -lsqlite3
LIBS_UI     = -lncursesw -ltinfo
LIBS_SYNC   = -lcurl -lssl -lcrypto
LIBS_PORTAL = -lmicrohttpd -lcurl -lssl -lcrypto
LIBS_TEST   = -lcmocka -lvterm -lgettextpo -lxkbcommon -lutil

ROOMS = base text schema db records jmap portal sync ui cli
room_sources = $(wildcard src/$(1)/*.c src/$(1)/*/*.c)
room_objects = $(patsubst src/%.c,$(BUILD)/%.o,$(call room_sources,$(1)))
archives     = $(patsubst %,$(BUILD)/lib%.a,$(1))

PROGRAMS = $(BUILD)/twinline $(BUILD)/twinline-sync $(BUILD)/twinline-portal

KEYMAPS  = $(patsubst %,$(BUILD)/%,$(wildcard keymaps/*.keys))

all: packages $(PROGRAMS) $(BUILD)/locale.stamp $(KEYMAPS)

# --- what Debian provides -------------------------------------------------------------------------
packages:
	@sh tests/tools/packages.sh $(PACKAGES)
packages-test: packages
	@sh tests/tools/packages.sh $(PACKAGES_TEST)

# One line a step; with V=1 the command itself.
quiet = $(if $(V),,@echo "  $(1) $@";)

# --- compiling ------------------------------------------------------------------------------------
# Other flags than last time (a PREFIX, say): everything is built anew.
$(BUILD)/flags: flags
	@mkdir -p $(@D)
	@echo '$(subst ','\'',$(CC) $(CPPFLAGS) $(CFLAGS))' | cmp -s - $@ || \
		echo '$(subst ','\'',$(CC) $(CPPFLAGS) $(CFLAGS))' > $@
$(BUILD)/%.o: src/%.c $(BUILD)/flags | packages
	@mkdir -p $(@D)
	$(call quiet,cc)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# The shared dictionaries come in through the assembler, of which -MMD knows nothing.
$(BUILD)/base/dictionary.o: $(wildcard src/base/dictionaries/*)

# The default keymap is a file that users can read, compiled in and loaded by the same parser.
$(BUILD)/include/default_keys.inc: keymaps/default.keys
	@mkdir -p $(@D)
	@sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/.*/"&\\n"/' $< > $@
$(call room_objects,ui): $(BUILD)/include/default_keys.inc
# The other ones are read where `keys` includes them: beside the programs, or installed.
$(BUILD)/keymaps/%.keys: keymaps/%.keys
	@mkdir -p $(@D)
	@cp $< $@

define archive
$(BUILD)/lib$(1).a: $(call room_objects,$(1))
	@rm -f $$@
	@ar rcs $$@ $$^
endef
$(foreach room,$(ROOMS),$(eval $(call archive,$(room))))

$(BUILD)/twinline: $(BUILD)/twinline.o $(call archives,ui cli records schema jmap db text base)
	$(call quiet,link)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS_UI) $(LIBS_DB) $(LIBS_TEXT) $(LIBS_BASE)
$(BUILD)/twinline-sync: $(BUILD)/twinline-sync.o $(call archives,sync records schema jmap db text base)
	$(call quiet,link)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS_SYNC) $(LIBS_DB) $(LIBS_TEXT) $(LIBS_BASE)
$(BUILD)/twinline-portal: $(BUILD)/twinline-portal.o $(call archives,portal records schema jmap db text base)
	$(call quiet,link)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS_PORTAL) $(LIBS_DB) $(LIBS_TEXT) $(LIBS_BASE) -lpthread

# --- languages ------------------------------------------------------------------------------------
# The template is made from the sources whenever it is needed; the catalogues in locale/ are kept.
LANGUAGES = $(patsubst locale/%.po,%,$(wildcard locale/*.po))
# ar_TN holds only what Arabic says otherwise in Tunisia.
WHOLE     = $(foreach l,$(LANGUAGES),$(if $(findstring _,$(l)),,$(l)))
CATALOGUE = $(BUILD)/locale/$(1)/LC_MESSAGES/twinline.mo
XGETTEXT  = xgettext --language=C --from-code=UTF-8 --add-comments=TRANSLATORS --add-location=file --sort-by-file \
            --keyword --keyword=_ --keyword=N_ --keyword=i18n_text_in:1c,2 --keyword=i18n_plural:1,2 \
            --package-name=twinline --package-version=$(VERSION) --copyright-holder='The Twinline authors'
$(BUILD)/locale.stamp: $(wildcard locale/*.po)
	@for l in $(LANGUAGES); do mkdir -p $(BUILD)/locale/$$l/LC_MESSAGES; \
		msgfmt --check -o $(call CATALOGUE,$$l) locale/$$l.po || exit 1; done
	@touch $@

# What translators begin with, and what each catalogue must have.
pot: $(BUILD)/twinline.pot
$(BUILD)/twinline.pot: $(shell find src include -name '*.[ch]' -o -name '*.def') | packages
	@mkdir -p $(BUILD)
	@find src include -name '*.[ch]' -o -name '*.def' | sort | $(XGETTEXT) --files-from=- -o $@
# Takes new texts of the sources into the catalogues, old ones out.
# In the order of the English and without places, so that a text that moves in the sources changes no catalogue.
po: pot
	@for l in $(WHOLE); do msgmerge --quiet --no-fuzzy-matching locale/$$l.po $(BUILD)/twinline.pot | \
		msgattrib --no-obsolete --no-location --sort-output --width=100 | \
		sed '/^"POT-Creation-Date/d' >$(BUILD)/$$l.po && mv $(BUILD)/$$l.po locale/$$l.po || exit 1; done
# Languages that nobody speaks, for tests: what is not translated or has no room shows (tests/tools/pseudo.c).
# libgettextpo itself forgets some of its memory.
$(BUILD)/pseudo.stamp: $(BUILD)/tests/tools/pseudo $(BUILD)/twinline.pot
	@for l in en_XA:accented en_XB:mirrored; do mkdir -p $(BUILD)/locale/$${l%:*}/LC_MESSAGES && \
		ASAN_OPTIONS=detect_leaks=0 $(BUILD)/tests/tools/pseudo $(BUILD)/twinline.pot $${l#*:} >$(BUILD)/pseudo.po && \
		msgfmt --check-format -o $(call CATALOGUE,$${l%:*}) $(BUILD)/pseudo.po || exit 1; done
	@touch $@
# Complete, nothing fuzzy, formats that fit.
po-check: pot
	@for l in $(WHOLE); do msgfmt --check -o /dev/null locale/$$l.po && \
		msgcmp locale/$$l.po $(BUILD)/twinline.pot || exit 1; done

# --- tests ----------------------------------------------------------------------------------------
# A test is a program tests/{unit,portal,ui,e2e}/test_*.c, linked with every room and with tests/lib.
# One alone: make test ONLY=unit/test_harness   Screens written anew: make test ONLY=ui/test_inbox UPDATE=1
ONLY        ?= [a-z]*/test_*
UPDATE      ?=
TEST_JOBS   ?= 6
CHECKS       = tests/tools/check-layers.sh tests/tools/check-headers.sh tests/tools/check-style.sh
TESTS        = $(patsubst %.c,$(BUILD)/%,$(wildcard $(foreach dir,unit portal ui e2e,tests/$(dir)/test_*.c)))
TESTS_CHOSEN = $(filter $(patsubst %.c,$(BUILD)/%,$(wildcard $(addprefix tests/,$(addsuffix .c,$(ONLY))))),$(TESTS))
ALL_ROOMS    = -Wl,--start-group $(call archives,$(ROOMS)) -Wl,--end-group
ALL_LIBS     = $(LIBS_UI) $(LIBS_SYNC) $(LIBS_PORTAL) $(LIBS_DB) $(LIBS_TEXT) $(LIBS_BASE) -lpthread -lm
SOAK         = $(BUILD)/tests/soak/soak $(BUILD)/tests/soak/step_clock.so
RUN_TESTS    = CC='$(CC)' TEST_JOBS=$(TEST_JOBS) UPDATE='$(UPDATE)' sh tests/tools/run-tests.sh $(BUILD)

$(BUILD)/tests/%.o: tests/%.c $(BUILD)/flags | packages-test
	@mkdir -p $(@D)
	$(call quiet,cc)$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -MMD -MP -c -o $@ $<
$(BUILD)/libtest.a: $(patsubst tests/%.c,$(BUILD)/tests/%.o,$(wildcard tests/lib/*.c))
	@rm -f $@
	@ar rcs $@ $^
$(TESTS): %: %.o $(BUILD)/libtest.a $(call archives,$(ROOMS))
	$(call quiet,link)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(BUILD)/libtest.a $(ALL_ROOMS) $(ALL_LIBS) $(LIBS_TEST)

# They walk through all screens key by key, and mostly wait: begun first, they end while others still run.
WALKS = $(addprefix $(BUILD)/tests/e2e/,test_focus test_hostile_screens test_story test_soak)
test: packages-test $(TESTS_CHOSEN) $(if $(filter-out unit/%,$(ONLY)),$(PROGRAMS) $(SOAK)) $(BUILD)/locale.stamp $(BUILD)/pseudo.stamp $(KEYMAPS)
	@$(RUN_TESTS) $(if $(filter command line,$(origin ONLY)),,$(CHECKS)) $(filter $(WALKS),$(TESTS_CHOSEN)) $(filter-out $(WALKS),$(TESTS_CHOSEN))

# The whole road, from a stranger to a project in two portals.
test-story:
	@$(MAKE) --no-print-directory ONLY=e2e/test_story test

# Linked in, so that both write their reports to the file that the runner looks for. gcc's warnings are less sure
# under them: the plain build's count, and so do its checks.
SANITIZED = BUILD=build-asan OPTIMISE='-O1 -g -fno-omit-frame-pointer' CHECKS= \
	SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=all -static-libasan -static-libubsan -Wno-error'
asan:
	@TEST_SECONDS=600 $(MAKE) --no-print-directory $(SANITIZED) $(if $(filter command line,$(origin ONLY)),ONLY='$(ONLY)') test

check: packages-test $(BUILD)/flags $(BUILD)/locale.stamp $(BUILD)/tests/unit/test_catalogues
	@$(RUN_TESTS) $(CHECKS) $(BUILD)/tests/unit/test_catalogues
check-layers check-headers check-style: packages-test $(BUILD)/flags
	@$(RUN_TESTS) tests/tools/$@.sh

# A JMAP client that we did not write; its lock file carries no addresses, so npm asks the registry that it is set to.
test-foreign: $(PROGRAMS)
	@command -v npm >/dev/null || sh tests/tools/packages.sh nodejs npm
	@mkdir -p $(BUILD)/foreign && cp tests/foreign/* $(BUILD)/foreign
	@cd $(BUILD)/foreign && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@$(RUN_TESTS) $(BUILD)/foreign/jam.mjs

# A new shared dictionary, from what there is to learn now; the old ones stay. Then commit it with what made it worth while.
dictionary: packages-test $(PROGRAMS) $(BUILD)/tests/tools/dictionary
	@env -i PATH="$$PATH" LC_ALL=C.UTF-8 TZ=UTC TWINLINE_PROGRAMS=$(abspath $(BUILD)) TWINLINE_DATA=$(abspath $(BUILD)) \
		$(BUILD)/tests/tools/dictionary src/base/dictionaries

# What it costs: one JSON object a line, {"name", "value", "unit", "against", "ratio"}. A part of it: make bench PART=wire
BENCH = $(BUILD)/tests/bench/bench $(BUILD)/tests/bench/trivial
$(BUILD)/tests/bench/bench: $(patsubst %,$(BUILD)/tests/bench/%.o,desk dictionary economy likeness line peers report screen search space steps wire)
$(BENCH) $(BUILD)/tests/tools/dictionary $(BUILD)/tests/tools/pseudo: %: %.o $(BUILD)/libtest.a $(call archives,$(ROOMS))
	$(call quiet,link)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(BUILD)/libtest.a $(ALL_ROOMS) $(ALL_LIBS) $(LIBS_TEST)
bench: packages-test $(PROGRAMS) $(BUILD)/locale.stamp $(BENCH)
	@sh tests/bench/bench.sh $(BUILD) $(PART)

# Nothing lost, nothing doubled: two people write while line, programs, disks and clocks fail where a seed says. A run that goes
# wrong shows its seed and its plan, and make soak RUNS=1 SEED=that does it again.
RUNS ?= 200
SEED ?= 1
$(BUILD)/tests/soak/soak: $(patsubst tests/%.c,$(BUILD)/tests/%.o,$(filter-out tests/soak/step_clock.c,$(wildcard tests/soak/*.c))) \
		$(BUILD)/libtest.a $(call archives,$(ROOMS))
	$(call quiet,link)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(BUILD)/libtest.a $(ALL_ROOMS) $(ALL_LIBS) $(LIBS_TEST)
$(BUILD)/tests/soak/step_clock.so: tests/soak/step_clock.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call quiet,cc)$(CC) $(CPPFLAGS) $(filter-out $(SANITIZE),$(CFLAGS)) -shared -fPIC -o $@ $<
soak: packages-test $(PROGRAMS) $(BUILD)/locale.stamp $(KEYMAPS) $(SOAK)
	@sh tests/soak/soak.sh $(BUILD) --runs $(RUNS) --seed $(SEED)

# --- using it -------------------------------------------------------------------------------------
run: all
	@exec $(BUILD)/twinline demo

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5 \
		$(DESTDIR)$(PREFIX)/share/twinline/keymaps
	install -m 755 $(PROGRAMS) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(wildcard src/*.1) $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 $(wildcard src/*.5) $(DESTDIR)$(PREFIX)/share/man/man5
	for page in $(patsubst src/man/%,%,$(wildcard src/man/*/*)); do install -D -m 644 src/man/$$page \
		$(DESTDIR)$(PREFIX)/share/man/$${page%/*}/man$${page##*.}/$${page#*/} || exit 1; done
	install -m 644 $(wildcard keymaps/*.keys) $(DESTDIR)$(PREFIX)/share/twinline/keymaps
	for c in bash-completion/completions/twinline:bash zsh/site-functions/_twinline:zsh \
		fish/vendor_completions.d/twinline.fish:fish; do \
		install -d $(DESTDIR)$(PREFIX)/share/$${c%/*} && LANGUAGE=en $(BUILD)/twinline completion $${c#*:} \
		> $(DESTDIR)$(PREFIX)/share/$${c%:*} || exit 1; done
	for l in $(LANGUAGES); do install -D -m 644 $(BUILD)/locale/$$l/LC_MESSAGES/twinline.mo \
		$(DESTDIR)$(PREFIX)/share/locale/$$l/LC_MESSAGES/twinline.mo || exit 1; done

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

clean:
	rm -rf build build-asan

.PHONY: all packages packages-test pot po po-check test test-story asan test-foreign dictionary bench soak check check-layers check-headers check-style \
	run install clean flags
