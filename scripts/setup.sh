#!/usr/bin/env bash
# Installs what is missing, once: Debian packages (when root), .venv, pinned Python packages.
# usage: scripts/setup.sh run|test      ("test" adds the development tools, Chromium and PostgreSQL)
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-run}

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }

packages=()
need() { command -v "$1" >/dev/null 2>&1 || packages+=("${@:2}"); }
need redis-server redis-server
tesseract --list-langs 2>/dev/null | grep -qx chi_sim || packages+=(tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-eng)
fc-list 2>/dev/null | grep -q NotoSansCJK || packages+=(fonts-noto-cjk fontconfig)
if [ "$what" = test ]; then
  need chromium chromium
  # specimens embed TrueType
  fc-list 2>/dev/null | grep -q ukai || packages+=(fonts-arphic-ukai fonts-arphic-uming)
  fc-list 2>/dev/null | grep -q wqy-microhei || packages+=(fonts-wqy-microhei)
  need docker-compose docker-compose
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || packages+=(postgresql)
fi
if [ ${#packages[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing Debian packages: ${packages[*]}"
    apt-get update -qq
    # redis and postgresql must not start system services of their own: this project starts private ones
    DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
  else
    say "missing: ${packages[*]} - install them (as root: apt-get install ${packages[*]}) and run this again"
    exit 1
  fi
fi

python=${PYTHON:-python3.11}
command -v "$python" >/dev/null || python=python3
"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' ||
  { say "Python 3.11 is needed; found $("$python" --version). Set PYTHON=/path/to/python3.11"; exit 1; }

extra=""
[ "$what" = test ] && extra="[dev]"
stamp=.venv/.ready-$what-$(cat pyproject.toml constraints.txt | sha256sum | cut -c1-16)
if [ ! -e "$stamp" ]; then
  [ -x .venv/bin/python ] || "$python" -m venv .venv
  say "installing Python packages (once; torch is the large one)"
  .venv/bin/pip install --quiet --disable-pip-version-check -c constraints.txt -e ".$extra"
  touch "$stamp"
fi
