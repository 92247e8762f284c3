#!/bin/sh
# Set HomeMail up on this machine and run its whole test suite: style, types, layers and behaviour.
set -eu
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/setup.sh"
setup test
cd "$root"
export QT_QPA_PLATFORM=offscreen
PATH=$venv/bin:$PATH:/usr/sbin:/sbin
export PATH

say "style, types and layers"
ruff check .
ruff format --check --quiet . || fail "some files are not formatted: run 'ruff format'"
mypy
lint-imports --no-logo 2>/dev/null || lint-imports
say "behaviour"
exec pytest -n "${HOMEMAIL_TEST_WORKERS:-2}" --dist loadfile "$@"
