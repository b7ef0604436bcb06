#!/bin/sh
# Sets everything up: Python, system libraries, the virtual environment. Safe to run again; a second run takes no time.
# Usage: scripts/setup.sh [test]    (with "test" also the servers that the tests talk to)
set -eu
cd "$(dirname "$0")/.."

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

install() {
    echo "Installing system packages: $*"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null 2>&1
}

find_python() {
    for name in ${PYTHON:-} python3.11 python3.12 python3.13 python3.14 python3; do
        if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
}

# 1. Python, with what makes a virtual environment.
python=$(find_python)
if [ -z "$python" ] && may_install; then
    install python3 python3-venv || true
    python=$(find_python)
fi
if [ -z "$python" ]; then
    echo "Front Desk needs Python 3.11 or newer. On Debian 12 or Ubuntu 24.04: sudo apt-get install python3 python3-venv" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if ! { may_install && { install "python$version-venv" || install python3-venv; }; }; then
        echo "Python cannot make a virtual environment here. Install it with: sudo apt-get install python$version-venv" >&2
        exit 1
    fi
fi

# 2. Libraries that the window needs: the file that is looked for, and the package that holds it.
missing=""
known=$( { /sbin/ldconfig -p 2>/dev/null || ldconfig -p 2>/dev/null; } || true)
if [ -n "$known" ]; then
    while read -r file package; do
        case "$known" in *"$file"*) ;; *) missing="$missing $package" ;; esac
    done <<LIST
libEGL.so.1 libegl1
libGL.so.1 libgl1
libxkbcommon.so.0 libxkbcommon0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libbrotlidec.so.1 libbrotli1
libgssapi_krb5.so.2 libgssapi-krb5-2
libglib-2.0.so.0 libglib2.0-0
libdbus-1.so.3 libdbus-1-3
libX11-xcb.so.1 libx11-xcb1
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render.so.0 libxcb-render0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-util.so.1 libxcb-util1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
LIST
fi
if [ -n "$missing" ]; then
    # shellcheck disable=SC2086 # each package is a word
    if ! { may_install && install $missing; }; then
        echo "The window needs these system packages: sudo apt-get install$missing" >&2
        exit 1
    fi
fi

# 3. For the tests: a real database server, a real print server, a real mail server, a screen to measure on. Tests that lack one say so and are skipped.
if [ "${1:-}" = test ]; then
    wanted=""
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || wanted="$wanted postgresql"
    { [ -x /usr/sbin/cupsd ] && command -v lp >/dev/null 2>&1; } || wanted="$wanted cups cups-client"
    command -v Xvfb >/dev/null 2>&1 || wanted="$wanted xvfb"
    [ -x /usr/sbin/dovecot ] || command -v dovecot >/dev/null 2>&1 || wanted="$wanted dovecot-imapd"
    # shellcheck disable=SC2086
    if [ -n "$wanted" ] && ! { may_install && install $wanted; }; then
        echo "Some tests will be skipped; to run them all: sudo apt-get install$wanted" >&2
    fi
fi

# 4. The virtual environment, brought up to date where the lock file changed, made anew where it was moved or its Python has gone.
stamp=".venv/.set-up-from"
now=$(cat requirements.lock pyproject.toml scripts/setup.sh | cksum)-$("$python" -V)-$(pwd -P)
if [ ! -x .venv/bin/python ] || [ "$(cat $stamp 2>/dev/null)" != "$now" ]; then
    echo "Setting up the virtual environment (once; a minute or two) ..."
    grep -qsF "$(pwd -P)/.venv" .venv/pyvenv.cfg && .venv/bin/python -c '' 2>/dev/null || "$python" -m venv --clear .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
    echo "$now" > $stamp
fi
