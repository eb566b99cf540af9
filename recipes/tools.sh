# shellcheck shell=bash disable=SC2034,SC2317
# Sets up real tools with made-up data, for recipes/real and tests/real-pages/run.
#
# Each recipes/NAME/real says which Debian packages the tool needs (packages), and sets it up with two users and something that only one
# of them may see (set_up, which sets base), on the loopback address. Nothing outside of a temporary folder is changed, but that packages
# are installed, and what is started ends with the tool's run.

recipes=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

build_unfurl() { dotnet build "$recipes/../src/Unfurl.Cli" -v quiet -clp:NoSummary; }
unfurl() { dotnet "$recipes/../src/Unfurl.Cli/bin/Debug/net10.0/unfurl.dll" "$@"; }

install_packages() {
  local missing=()
  for package in "$@"; do dpkg -s "$package" > /dev/null 2>&1 || missing+=("$package"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  # The packages' own services are not started: a tool runs with its made-up data only.
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" > "$data/apt.log" 2>&1 \
    || { tail "$data/apt.log"; return 1; }
}

# Starts a program that ends with this tool's run: start NAME COMMAND...
start() {
  local log="$data/$1.log"
  shift
  setsid "$@" > "$log" 2>&1 &
  started+=($!)
}

# Waits until an address answers at all: await URL
await() {
  for _ in $(seq 1 120); do
    curl -s -o /dev/null --max-time 5 "$1" && return 0
    sleep 0.5
  done
  echo "$1 does not answer; the logs are:" >&2
  tail -n 20 "$data"/*.log >&2
  return 1
}

# Sets up one tool, runs a command while it is there, and ends it: with_tool NAME COMMAND...
with_tool() {
  local name=$1 packages=() base=
  shift
  # Not local, as what ends them runs after this function.
  started=()
  data=$(mktemp -d "/tmp/unfurl-$name.XXXXXX")
  # Free for this run, of which there may be several at once.
  port=$((18000 + RANDOM % 1000 * 10))
  while (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do port=$((port + 10)); done
  end() {
    for pid in "${started[@]}"; do kill -- "-$pid" 2> /dev/null || true; done
    wait || true
    rm -rf "$data"
  }
  trap end EXIT
  # shellcheck source=/dev/null
  . "$recipes/$name/real"
  install_packages "${packages[@]}"
  dpkg-query -W -f '${Package} ${Version}\n' "${packages[0]}"
  set_up
  "$@"
}

# Runs a command with one tool after the other, and says at the end which of them failed: with_tools COMMAND NAME...
with_tools() {
  local command=$1 failed=() status
  shift
  for name in "$@"; do
    echo "== $name"
    # Not as a condition: the shell would go on after an error within it.
    set +e
    (set -e && with_tool "$name" "$command" "$name")
    status=$?
    set -e
    [ $status -eq 0 ] || failed+=("$name")
  done
  if [ ${#failed[@]} -gt 0 ]; then
    echo "Failed: ${failed[*]}"
    return 1
  fi
}
