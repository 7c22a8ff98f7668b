# Two commands do everything, each with its own set-up:
#   make demo   the main job on an embedded synthetic council; says where the report is
#   make test   all tests
# Beside them, make growth measures rounds of growing size, and draws docs/growth.svg: give it hours of a quiet machine.
# One profile (release) everywhere, so that the bundled HiGHS solver is compiled once.

CARGO := $(shell command -v cargo 2>/dev/null || echo "$(HOME)/.cargo/bin/cargo")
OUT ?= out/demo
# Property tests draw the same cases on every run. Another seed looks further: make test SEED=7,
# and so do more cases of each: make test SEED=7 PROPTEST_CASES=100000
SEED ?= 20261126
# Other sizes: make growth GROWTH="--up-to 5000 --times 3"
GROWTH ?= --up-to 82000 --times 5

.PHONY: all demo test bench growth doc lint setup clean

all: setup
	$(CARGO) build --release --locked

setup:
	@sh .ci/setup

demo: setup
	@$(CARGO) run --release --locked --quiet --bin placewell -- demo --out $(OUT)

test: setup
	PROPTEST_RNG_SEED=$(SEED) $(CARGO) test --release --locked

bench: setup
	$(CARGO) bench --locked

growth: setup
	$(CARGO) bench --locked --bench growth -- $(GROWTH)

doc: setup
	$(CARGO) doc --release --locked --no-deps

lint: setup
	$(CARGO) fmt --all --check
	$(CARGO) clippy --release --locked --all-targets -- -D warnings

clean:
	$(CARGO) clean
