# Shared by tools/demo and tools/test: what the machine must have, and a PC/SC service.
# Sourced, never run. Talk goes to stderr.

talk() { printf '%s\n' "$*" >&2; }

# need PACKAGE COMMAND-OR-FILE ...: installs the Debian packages whose command or file is missing.
# Without root or apt it says exactly what to install, and ends.
need() {
  local missing=()
  while [ $# -gt 0 ]; do
    case $2 in
      /*) compgen -G "$2" >/dev/null || missing+=("$1") ;;
      *) command -v "$2" >/dev/null 2>&1 || missing+=("$1") ;;
    esac
    shift 2
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    talk "Missing on this machine. Install these packages (names as in Debian), then run this again:"
    talk "  apt-get install --no-install-recommends ${missing[*]}"
    exit 1
  fi
  talk "installing ${missing[*]}"
  {
    apt-get update &&
      DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
  } >&2
}

# The Rust toolchain is not Debian's: Debian 12 has one that is too old.
need_rust() {
  if ! command -v cargo >/dev/null 2>&1 && [ -r "$HOME/.cargo/env" ]; then . "$HOME/.cargo/env"; fi
  command -v cargo >/dev/null 2>&1 && return 0
  talk "Missing: Rust 1.92 or later (cargo). Install it as https://rustup.rs says, then run this again."
  exit 1
}

need_build() {
  need_rust
  need gcc cc pkg-config pkg-config libpcsclite-dev '/usr/lib/*/pkgconfig/libpcsclite.pc'
}

need_pcsc() {
  need pcscd pcscd vsmartcard-vpcd '/usr/lib/pcsc/drivers/serial/libifdvpcd.so*' iproute2 ip util-linux unshare
}

PCSCD_PID=
VPCD_NET=()

# Uses a running pcscd that has a virtual reader; else starts one and remembers its pid.
# vpcd listens on every address, so as root the service gets a network of its own.
start_pcscd() {
  if [ -S /run/pcscd/pcscd.comm ] && "$1" readers --json 2>/dev/null | grep -q 'Virtual PCD'; then
    talk "using the PC/SC service that runs already"
    enter_network "$(pgrep -ox pcscd || true)"
    return 0
  fi
  if [ -S /run/pcscd/pcscd.comm ] && pgrep -x pcscd >/dev/null 2>&1; then
    talk "A PC/SC service runs, but it has no reader named 'Virtual PCD'."
    talk "Install vsmartcard-vpcd and restart the service, or stop it and run this again."
    exit 1
  fi
  if [ "$(id -u)" != 0 ]; then
    talk "No PC/SC service runs and starting one needs root. Start it, then run this again:"
    talk "  sudo pcscd"
    exit 1
  fi
  if unshare -n true 2>/dev/null; then
    unshare -n sh -c 'ip link set lo up && exec pcscd --foreground --error' >&2 &
  else
    pcscd --foreground --error >&2 &
  fi
  PCSCD_PID=$!
  for _ in $(seq 200); do
    [ -S /run/pcscd/pcscd.comm ] && "$1" readers --json 2>/dev/null | grep -q 'Virtual PCD' && break
    kill -0 "$PCSCD_PID" 2>/dev/null || { talk "the PC/SC service did not start"; exit 1; }
    sleep 0.05
  done
  enter_network "$PCSCD_PID"
}

# The card must dial the reader in the network the service lives in.
enter_network() {
  if [ -n "$1" ] && nsenter --target "$1" --net true 2>/dev/null; then
    VPCD_NET=(nsenter --target "$1" --net --)
  fi
}

# Stops the service only where start_pcscd started it.
stop_pcscd() {
  [ -n "$PCSCD_PID" ] || return 0
  kill "$PCSCD_PID" 2>/dev/null
  wait "$PCSCD_PID" 2>/dev/null
  PCSCD_PID=
}
