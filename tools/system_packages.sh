#!/usr/bin/env bash
# Sees to it that the programs named exist: installs Debian's packages as root, else says in one sentence what to install.
set -euo pipefail

missing=()
for program in "$@"; do
  case "$program" in
    postgresql) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql) ;;
    node) command -v node >/dev/null || missing+=(nodejs) ;;
    *) command -v "$program" >/dev/null || missing+=("$program") ;;
  esac
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
else
  echo "The tests need ${missing[*]}. Install it, for example: sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
