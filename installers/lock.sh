#!/bin/sh
# Renew the pinned dependencies after pyproject.toml changed. Hashes, no index lines, one file for every platform.
# With --keep only what is new or gone changes.
set -eu
cd "$(dirname "$0")/.."
upgrade=--upgrade
[ "${1:-}" != --keep ] || upgrade=
compile() {
    uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links --python-version 3.11 $upgrade "$@"
}
command -v uv >/dev/null || { echo "lock.sh needs uv: pip install uv" >&2; exit 1; }
compile --extra build pyproject.toml -o installers/requirements.txt
compile --extra build --extra test -c installers/requirements.txt pyproject.toml -o installers/requirements-test.txt
