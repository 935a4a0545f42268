#!/bin/bash
# Compiles the Windows installer around a stand-in payload and runs it under wine.
#
#   packaging/check_nsis.sh
#
# Installs for one user and for the computer, with a shortcut that has a Chinese name, upgrades,
# keeps and removes data as asked. The stand-in is no program: what the app itself does on Windows
# is tried by its self-test in the build there. Needs makensis and wine64.
set -euo pipefail
cd "$(dirname "$0")/.."
WORK=$(mktemp -d /var/tmp/check-nsis.XXXXXX)
export WINEPREFIX=$WORK/wine WINEARCH=win64 WINEDEBUG=-all DISPLAY= LC_ALL=C.UTF-8
WINE=$(command -v wine64 || echo /usr/lib/wine/wine64)
SERVER=$(command -v wineserver64 || command -v wineserver || echo /usr/lib/wine/wineserver64)
BEGUN=$SECONDS

say() { printf '[%4d s] %s\n' $((SECONDS - BEGUN)) "$*"; }
fail() { say "FAILED: $*"; exit 1; }
cleanup() { "$SERVER" -k 2>/dev/null || true; [ -n "${KEEP:-}" ] || rm -rf "$WORK"; }
trap cleanup EXIT
command -v makensis >/dev/null || fail "makensis is missing: apt-get install nsis"
[ -x "$WINE" ] || fail "wine64 is missing: apt-get install wine64 wine"

registry() { "$WINE" reg query "$1" /v "$2" 2>/dev/null | tr -d '\r' | grep -a "$2" || true; }
here() { find "$WINEPREFIX/drive_c" -path "*$1" | grep -q . ; }
uninstall() {
    # An uninstaller copies itself away and goes on there: the end is when nothing runs any more.
    "$WINE" "$(find "$WINEPREFIX/drive_c" -name uninstall.exe | head -1)" /S "$@"
    "$SERVER" -w
}
KEY='Software\Microsoft\Windows\CurrentVersion\Uninstall\CashierAssistant'
RUN='Software\Microsoft\Windows\CurrentVersion\Run'

payload() {
    mkdir -p "$WORK/$1/_internal/门店"
    for name in cashier.exe cashier-window.exe sbom.cdx.json LICENSE; do echo "$1 $name" >"$WORK/$1/$name"; done
    echo "$1" >"$WORK/$1/_internal/门店/文字.txt"
    echo "$1" >"$WORK/$1/_internal/only-in-$1.txt"
    python3 - "$WORK/$1" "$2" <<'PY'
import sys
from pathlib import Path
from tools.frozen import nsis
from tools.frozen.place import Place
from tools.say import ROOT
print(nsis.pack(Place(ROOT), Path(sys.argv[1]), sys.argv[2]))
PY
    mv "build/freeze/cashier-assistant-$2-setup.exe" "$WORK/$1-setup.exe"
}

say "compile two versions around a stand-in payload"
payload first 9.0.1
payload second 9.0.2

say "install silently for one user, in Chinese, with autostart"
"$WINE" "$WORK/first-setup.exe" /S /CurrentUser /LANG=zh /AUTOSTART=1
WHERE=$(registry "HKCU\\$KEY" InstallLocation | sed 's/.*REG_SZ *//')
[ -n "$WHERE" ] || fail "no uninstall entry"
say "installed in $WHERE"
here '/_internal/门店/文字.txt' || fail "a file with a Chinese name"
here '/收银助手.lnk' || fail "the shortcut with the Chinese name"
registry "HKCU\\$RUN" CashierAssistant | grep -qa cashier-window.exe || fail "autostart"
registry "HKCU\\$KEY" DisplayVersion | grep -qa '9\.0\.1' || fail "the version"

say "the shop's data appears; upgrade keeps it and takes away old files"
DATA=$(find "$WINEPREFIX/drive_c/users" -maxdepth 4 -type d -path '*AppData/Local' | grep -v Public | head -1)/cashier-assistant
mkdir -p "$DATA"; echo kept >"$DATA/history.sqlite"
"$WINE" "$WORK/second-setup.exe" /S /CurrentUser /LANG=zh
registry "HKCU\\$KEY" DisplayVersion | grep -qa '9\.0\.2' || fail "the upgrade"
here '/_internal/only-in-second.txt' || fail "new files"
! here '/_internal/only-in-first.txt' || fail "old files stayed"
registry "HKCU\\$RUN" CashierAssistant | grep -qa cashier-window.exe || fail "an upgrade forgot autostart"
grep -q kept "$DATA/history.sqlite" || fail "the upgrade touched the data"

say "uninstall keeps the data"
uninstall
! here '/cashier-window.exe' || fail "the program stayed"
! here '/收银助手.lnk' || fail "the shortcut stayed"
[ -z "$(registry "HKCU\\$RUN" CashierAssistant)" ] || fail "autostart stayed"
grep -q kept "$DATA/history.sqlite" || fail "uninstalling took the data"

say "install for the whole computer, in English, into a folder of one's own; remove with the data"
"$WINE" "$WORK/second-setup.exe" /S /AllUsers /LANG=en '/D=C:\门店\收银'
here '/门店/收银/cashier.exe' || fail "the chosen folder"
here '/Cashier Assistant.lnk' || fail "the English shortcut"
registry "HKLM\\$KEY" DisplayVersion | grep -qa '9\.0\.2' || fail "the entry of the computer"
[ -z "$(registry "HKLM\\$RUN" CashierAssistant)" ] || fail "autostart unasked"
uninstall /PURGE
! here '/门店/收银/cashier.exe' || fail "the program stayed"
[ ! -e "$DATA" ] || fail "the data stayed although it was to go"
say "passed"
