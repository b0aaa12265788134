#!/bin/sh
# Write requirements/*.txt anew from pyproject.toml: every package with its hashes, no addresses.
# Needs uv and a registry; the lock file it makes on the way holds addresses and is thrown away.
set -eu
cd "$(dirname "$0")/.."
export_to() { file=$1; shift; uv export --quiet --frozen --no-emit-project --no-header --no-annotate "$@" --output-file "requirements/$file" > /dev/null; }
trap 'rm -f uv.lock' EXIT
uv lock --quiet --python 3.11
export_to run.txt --no-default-groups
export_to build.txt --only-group build
export_to gazetteer.txt --only-group gazetteer
export_to dev.txt --group dev
! grep -l '://' requirements/*.txt
