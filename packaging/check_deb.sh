#!/bin/bash
# Proves the Debian package from nothing: an empty chroot in which no package is named by hand.
#
#   packaging/check_deb.sh [PACKAGE.deb] [FOLDER]
#
# Installs, tests itself as a plain user, in awkward homes, without a network and without D-Bus;
# upgrades while it runs, keeps the data; refuses a full disk; removes and purges without a trace.
# Needs root, debootstrap and some 1.5 GB in FOLDER (a new one under /var/tmp, removed afterwards).
set -euo pipefail
cd "$(dirname "$0")/.."
HERE=$PWD
DEB=$(realpath "${1:-$(ls -t build/freeze/cashier-assistant_*_*.deb | head -1)}")
WORK=${2:-$(mktemp -d /var/tmp/check-deb.XXXXXX)}
ROOT=$WORK/root
BEGUN=$SECONDS

say() { printf '[%4d s] %s\n' $((SECONDS - BEGUN)) "$*"; }
fail() { say "FAILED: $*"; exit 1; }
[ "$(id -u)" = 0 ] || fail "this needs root (chroot and debootstrap)"
command -v debootstrap >/dev/null || fail "debootstrap is missing: apt-get install debootstrap"

inside() { chroot "$ROOT" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
    DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }
as_cashier() { inside setpriv --reuid=1000 --regid=1000 --clear-groups \
    env HOME=/home/cashier QT_QPA_PLATFORM=offscreen "$@"; }
cleanup() {
    for point in "$ROOT/opt" "$ROOT/dev/pts" "$ROOT/dev" "$ROOT/proc"; do
        ! mountpoint -q "$point" || umount -l "$point"
    done
    [ -n "${KEEP:-}" ] || rm -rf "$WORK"
}
trap cleanup EXIT

# The mirror is whichever this machine uses; the script names none.
MIRROR=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null \
    | grep -v security | head -1)
[ -n "$MIRROR" ] || fail "apt knows no mirror here: run apt-get update first"
SUITE=$(. /etc/os-release; echo "$VERSION_CODENAME")

say "an empty $SUITE"
mkdir -p "$ROOT"
debootstrap --variant=minbase "$SUITE" "$ROOT" "$MIRROR" >"$WORK/debootstrap.log" 2>&1 \
    || { tail -5 "$WORK/debootstrap.log"; fail "debootstrap"; }
mount -t proc proc "$ROOT/proc"
mount --bind /dev "$ROOT/dev"
cp -L /etc/resolv.conf "$ROOT/etc/resolv.conf" 2>/dev/null || true
cp -r /etc/apt/apt.conf.d/. "$ROOT/etc/apt/apt.conf.d/" 2>/dev/null || true
inside useradd -m -u 1000 -s /bin/sh cashier
BARE=$(inside dpkg-query -W -f '${Package}\n' | wc -l)
cp "$DEB" "$ROOT/tmp/app.deb"

say "a full disk: dpkg must refuse and leave the system whole"
mkdir -p "$ROOT/opt"
mount -t tmpfs -o size=60m tmpfs "$ROOT/opt"
inside apt-get update -qq
if inside apt-get install -y --no-install-recommends /tmp/app.deb >"$WORK/full.log" 2>&1; then
    fail "it installed 290 MB into 60"
fi
grep -m1 -i 'no space left' "$WORK/full.log" || fail "the full disk was not named"
umount "$ROOT/opt"
inside dpkg --configure -a
inside dpkg --purge cashier-assistant >/dev/null 2>&1 || true

say "install: apt finds every dependency by itself"
inside apt-get install -y --no-install-recommends /tmp/app.deb >"$WORK/install.log" 2>&1 \
    || { tail -20 "$WORK/install.log"; fail "install"; }
NOW=$(inside dpkg-query -W -f '${Package}\n' | wc -l)
say "$((NOW - BARE)) packages came with it; version $(inside dpkg-query -W -f '${Version}' cashier-assistant)"
inside sh -c 'find /opt/cashier-assistant -name "*.so*" -type f | xargs ldd 2>/dev/null | grep "not found" | sort -u' \
    >"$WORK/missing.txt" || true
[ ! -s "$WORK/missing.txt" ] || { cat "$WORK/missing.txt"; fail "libraries are missing"; }

say "self-test as a plain user, without D-Bus and without a display"
as_cashier timeout 90 cashier --self-test --lang en || fail "self-test"

say "a home with Chinese and spaces"
inside install -d -o 1000 -g 1000 '/home/cashier/门店 一号'
as_cashier env CASHIER_HOME='/home/cashier/门店 一号' cashier report --lang zh_CN \
    || fail "a home with Chinese and spaces"

say "a home that cannot be written: a sentence and exit code 3"
inside install -d -m 555 /srv/readonly
set +e
as_cashier env CASHIER_HOME=/srv/readonly/home cashier report --lang en
[ $? = 3 ] || fail "a read-only home"
as_cashier env -u DISPLAY -u QT_QPA_PLATFORM cashier run --lang en
[ $? = 3 ] || fail "no display"
set -e

say "upgrade while it runs: told, closed, data kept"
as_cashier sh -c 'cashier report >/dev/null; mkdir -p ~/.config; cashier run --demo' >"$WORK/run.log" 2>&1 &
for _ in $(seq 60); do
    pgrep -f '^/opt/cashier-assistant/cashier|^cashier run' >/dev/null && break
    read -rt 1 <> <(:) || true
done
BEFORE=$(inside find /home/cashier -name '*.sqlite' | wc -l)
NEWER=$(cd "$HERE" && python3 -m tools.frozen.deb --quick --version "$(dpkg-deb -f "$DEB" Version)+again" | tail -1)
mv "$NEWER" "$ROOT/tmp/newer.deb"
inside apt-get install -y --no-install-recommends /tmp/newer.deb >"$WORK/upgrade.log" 2>&1 \
    || { tail -20 "$WORK/upgrade.log"; fail "upgrade"; }
grep -q 'closing it for the upgrade' "$WORK/upgrade.log" || fail "the running app was not told"
wait || true
[ "$(inside find /home/cashier -name '*.sqlite' | wc -l)" = "$BEFORE" ] || fail "data was lost"
say "now $(inside dpkg-query -W -f '${Version}' cashier-assistant); $(as_cashier cashier --version | head -1)"
as_cashier timeout 90 cashier --self-test --lang en | tail -1

say "back to the older version: its data opens"
inside apt-get install -y --allow-downgrades --no-install-recommends /tmp/app.deb >"$WORK/down.log" 2>&1
as_cashier cashier report --lang en >/dev/null || fail "the older version does not open the data"

say "autostart for everybody, as a fleet presets it"
echo 'cashier-assistant cashier-assistant/autostart boolean true' | inside debconf-set-selections
inside dpkg-reconfigure -fnoninteractive cashier-assistant
inside test -e /etc/xdg/autostart/cashier-assistant.desktop || fail "autostart"

say "remove and purge: nothing is left but the users' own data"
inside apt-get remove -y cashier-assistant >/dev/null 2>&1
inside sh -c '! test -e /opt/cashier-assistant && ! test -e /usr/bin/cashier' || fail "remove leaves files"
inside apt-get purge -y cashier-assistant >/dev/null 2>&1
inside sh -c '! test -e /etc/xdg/autostart/cashier-assistant.desktop' || fail "purge leaves autostart"
[ "$(inside find /home/cashier -name '*.sqlite' | wc -l)" = "$BEFORE" ] || fail "purge took the users' data"
say "passed"
