# Sourced by run.sh and test.sh: gets ready what HomeMail needs. Says what it does, does only what is missing.
# Sets $venv and $root. Call `setup run` or `setup test`.
# shellcheck shell=sh

python_packages="python3 python3-venv"
# What Qt needs to start, offscreen and on X11 or Wayland.
qt_packages="libgl1 libegl1 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libxkbcommon0 fonts-dejavu-core
 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-randr0 libxcb-render-util0 libxcb-shape0
 libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1"
# The real peers that the tests exchange mail with, and a compiler for the disk that loses power.
test_packages="curl swaks libnet-ssleay-perl libauthen-sasl-perl msmtp gsasl openssl fetchmail isync offlineimap3
 neomutt pflogsumm libsasl2-modules postfix dovecot-core dovecot-imapd opendkim procps gcc libc6-dev"
# Those of them that the system would start: the tests start their own.
test_services="dovecot opendkim"

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
    # An installation that was cut off is finished first; one that runs by itself at boot is waited for.
    as_root env DEBIAN_FRONTEND=noninteractive dpkg --configure -a >&2 || true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 update >&2 ||
        say "not every list of packages could be renewed; trying with what is there"
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
        install --no-install-recommends $missing >&2 || fail "the system could not install:$missing"
    for service in $test_services; do
        case $missing in *" $service"*) ;; *) continue ;; esac
        [ ! -d /run/systemd/system ] || as_root systemctl disable --quiet --now "$service" ||
            say "$service, installed for the tests, could not be kept from running"
    done
}

find_python() {
    for python in python3.13 python3.12 python3.11 python3; do
        command -v "$python" >/dev/null || continue
        "$python" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null &&
            { echo "$python"; return; }
    done
    return 1
}

# Whole, of a Python that is still there, and made for this place: its scripts hold its path.
is_sound() {
    grep -qsF "$venv/" "$venv/bin/$1" && "$venv/bin/python" -I -c "import $2" 2>/dev/null
}

make_venv() {
    if [ -e "$venv" ]; then
        [ -e "$venv/pyvenv.cfg" ] || [ -z "$(ls -A "$venv")" ] || fail "$venv is not a virtual environment"
        say "the virtual environment is broken off or was moved"
    fi
    say "making a virtual environment in $venv"
    "$python" -m venv --clear "$venv" || fail "no virtual environment could be made in $venv"
}

setup() {
    root=$(CDPATH='' cd "$(dirname "$0")/.." && pwd)
    venv=${HOMEMAIL_VENV:-$root/.venv}
    case $venv in /*) ;; *) venv=$PWD/$venv ;; esac
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
    print=$(cat "$requirements" "$root/pyproject.toml" "$root/setup.py" | cksum)
    if ! is_sound homemail homemail || [ "$(cat "$stamp" 2>/dev/null)" != "$print" ]; then
        is_sound pip pip || make_venv
        say "installing the pinned Python packages (some 100 MB the first time)"
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$requirements" ||
            fail "the Python packages could not be installed; is there a network? Run this again"
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
            -e "$root"
        printf '%s' "$print" >"$stamp"
    fi
}
