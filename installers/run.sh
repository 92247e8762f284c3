#!/bin/sh
# Set HomeMail up on this machine and start it. Arguments are passed on to `homemail`.
set -eu
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/setup.sh"
setup run

# A command needs no display; `--data` alone is still the app.
case $#:${1:-} in
    0:) ;;
    1:--data=*) HOMEMAIL_DATA=${1#--data=} ;;
    2:--data) HOMEMAIL_DATA=$2 ;;
    *) exec "$venv/bin/homemail" "$@" ;;
esac
[ -z "${HOMEMAIL_DATA:-}" ] || export HOMEMAIL_DATA

if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ "$(uname -s)" = Linux ]; then
    say "there is no display here: the engine runs in the foreground, without the window (Ctrl+C ends it)"
    data=$("$venv/bin/python" -c 'from homemail.settings.folders import data_folder; print(data_folder().root)')
    if [ ! -e "$data/homemail.toml" ]; then
        say "first start: writing $data/homemail.toml"
        ports=
        if ! "$venv/bin/python" -c 'import sys
from homemail.settings.listener import may_take_low_ports
sys.exit(not may_take_low_ports())'; then
            say "ports under 1024 need a right that you do not have here: taking 2025, 2587 and so on"
            ports=--unprivileged
        fi
        "$venv/bin/homemail" init --domain home.lan --hostname gateway.home.lan $ports >&2
    fi
    exec "$venv/bin/homemail" serve
fi
exec "$venv/bin/homemail"
