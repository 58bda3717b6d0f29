#!/usr/bin/env bash
# Sees to it that the programs named exist: installs Debian's packages as root, else says in one sentence what to install.
set -euo pipefail

missing=()
for program in "$@"; do
  case "$program" in
    postgresql) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql) ;;
    orthanc) ls /usr/sbin/Orthanc /usr/share/orthanc/plugins/libOrthanc{DicomWeb,Gdcm}.so >/dev/null 2>&1 ||
      missing+=(orthanc orthanc-dicomweb orthanc-gdcm) ;;
    soffice) command -v soffice >/dev/null || missing+=(libreoffice-impress libreoffice-writer fonts-liberation) ;;
    pdftotext) command -v pdftotext >/dev/null || missing+=(poppler-utils) ;;
    node) command -v node >/dev/null || missing+=(nodejs) ;;
    *) command -v "$program" >/dev/null || missing+=("$program") ;;
  esac
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  # Orthanc and PostgreSQL start servers when installed, on all addresses; the tests start their own.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
else
  echo "The tests need ${missing[*]}. Install it, for example: sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
