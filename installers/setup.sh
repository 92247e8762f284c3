# Sourced by run.sh and test.sh: gets ready what HomeMail needs. Says what it does, does only what is missing.
# Sets $venv. Call `setup run` or `setup test`.

python_packages="python3 python3-venv"
# What Qt needs to start, offscreen and on X11 or Wayland.
qt_packages="libgl1 libegl1 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libxkbcommon0 fonts-dejavu-core
 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-randr0 libxcb-render-util0 libxcb-shape0
 libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1"
# The real peers that the tests exchange mail with.
test_packages="curl swaks libnet-ssleay-perl libauthen-sasl-perl msmtp openssl fetchmail isync neomutt pflogsumm
 postfix dovecot-core procps"

say() { printf '%s\n' "homemail: $*" >&2; }
fail() { say "$*"; exit 1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else fail "needs root or sudo for: $*"
    fi
}

is_installed() {
    dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed ||
        dpkg-query -W -f '${db:Status-Status}\n' "$1t64" 2>/dev/null | grep -qx installed
}

install_packages() {
    missing=
    for package in "$@"; do
        is_installed "$package" || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    say "installing from the system's packages:$missing"
    if echo "$missing" | grep -qw postfix; then
        # "No configuration": the tests start one of their own; the system's must not run.
        echo "postfix postfix/main_mailer_type select No configuration" | as_root debconf-set-selections
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update >&2
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends $missing >&2 ||
        fail "the system could not install:$missing"
}

find_python() {
    for python in python3.13 python3.12 python3.11 python3; do
        command -v "$python" >/dev/null || continue
        "$python" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null &&
            { echo "$python"; return; }
    done
    return 1
}

setup() {
    root=$(cd "$(dirname "$0")/.." && pwd)
    venv=${HOMEMAIL_VENV:-$root/.venv}
    requirements=$root/installers/requirements.txt
    wanted=$qt_packages
    if [ "$1" = test ]; then
        requirements=$root/installers/requirements-test.txt
        wanted="$qt_packages $test_packages"
    fi
    if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
        # shellcheck disable=SC2086
        find_python >/dev/null || install_packages $python_packages
        # shellcheck disable=SC2086
        install_packages $wanted
    else
        say "this is not Debian or Ubuntu: please see to these libraries yourself: $qt_packages"
    fi
    python=$(find_python) || fail "needs Python 3.11, 3.12 or 3.13 with venv; none was found"

    stamp=$venv/.homemail-$1
    print=$(cat "$requirements" "$root/pyproject.toml" | cksum)
    if [ ! -x "$venv/bin/homemail" ] || [ "$(cat "$stamp" 2>/dev/null)" != "$print" ]; then
        [ -x "$venv/bin/python" ] || { say "making a virtual environment in $venv"; "$python" -m venv "$venv"; }
        say "installing the pinned Python packages (some 100 MB the first time)"
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$requirements"
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
            -e "$root"
        printf '%s' "$print" >"$stamp"
    fi
}
