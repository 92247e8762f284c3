#!/bin/sh
# Set HomeMail up on this machine and start it. Arguments are passed on to `homemail`.
set -eu
. "$(dirname "$0")/setup.sh"
setup run

if [ $# = 0 ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ "$(uname -s)" = Linux ]; then
    say "there is no display here: the engine runs in the foreground, without the window (Ctrl+C ends it)"
    data=$("$venv/bin/python" -c 'from homemail.settings.folders import data_folder; print(data_folder().root)')
    if [ ! -e "$data/homemail.toml" ]; then
        say "first start: writing $data/homemail.toml"
        "$venv/bin/homemail" init --domain home.lan --hostname gateway.home.lan
    fi
    exec "$venv/bin/homemail" serve
fi
exec "$venv/bin/homemail" "$@"
