#!/bin/sh
# The main job on the sample reports: make demo, or sh samples/demo.sh FOLDER.
# Every report, person, outlet and event in it is invented.
set -eu

here=$(dirname "$0")
out=${1:-out/demo}

say() { printf '\n== %s\n' "$1"; }
run() { printf '$ %s\n' "$*"; "$@"; }

rm -rf "$out"
mkdir -p "$out"
# A demo's passphrase may lie in a file. Yours should be in your head and in a safe.
printf 'an invented passphrase for invented reports\n' > "$out/passphrase.txt"
BEARWITNESS_PASSPHRASE=$(cat "$out/passphrase.txt")
export BEARWITNESS_PASSPHRASE

say "A case: an encrypted folder"
run bearwitness init "$out/case"

say "Reports go in: sealed, read, extracted, linked"
run bearwitness add "$out/case" "$here/reports"

say "What waits for a person"
run bearwitness review "$out/case"

say "A person decides: the decisions of an invented reviewer, from a file"
run bearwitness review "$out/case" --decisions "$here/decisions.csv"

say "Documented counts"
run bearwitness measure "$out/case" --by act,year

say "Through the gate, then a release"
run bearwitness release "$out/case" "$out/release" --title "Invented reports"

say "Does everything still match?"
run bearwitness verify "$out/case"
run bearwitness verify "$out/release"

say "What was made"
cat <<END
$out/case      the case: sealed originals, claims, decisions and the ledger, encrypted
               (its passphrase is in $out/passphrase.txt)
$out/release   what may be seen by everyone: start with how-to-read.md,
               then incidents.csv, numbers.csv, map.geojson, disclosure.md
Every record of the release is one of at least five alike, and nothing in it was left unreviewed.
Look further:  .venv/bin/bearwitness desk $out/case --passphrase-file $out/passphrase.txt
               .venv/bin/bearwitness expose samples/reports/01-yanji-raid.txt
END
