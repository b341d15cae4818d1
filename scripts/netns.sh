# shellcheck shell=bash
# shellcheck disable=SC2034 # whoever reads this file uses these names
# A Pod-like network namespace with an eth0 to the outside, held by a process and not by a name: when the process ends, nothing is left.
# Needs root, or to be root in a user namespace.

pod_port=8080

# pod_up NUMBER: makes the namespace on the network 198.18.NUMBER.0/30 (198.18.0.0/15 is set aside for tests by RFC 2544).
pod_up() {
    pod_outside=198.18.$1.1
    pod_inside=198.18.$1.2
    pod_link=podmirror$1
    setpriv --pdeathsig KILL unshare --net sleep infinity &
    pod_holder=$!
    until [ -e "/proc/$pod_holder/ns/net" ] && [ "$(readlink "/proc/$pod_holder/ns/net")" != "$(readlink /proc/self/ns/net)" ]; do
        kill -0 "$pod_holder" || return 1
        sleep 0.02
    done
    ip link add "$pod_link" type veth peer name eth0 netns "$pod_holder"
    ip address add "$pod_outside/30" dev "$pod_link"
    ip link set "$pod_link" up
    in_pod ip link set lo up
    in_pod ip address add "$pod_inside/30" dev eth0
    in_pod ip link set eth0 up
}

# in_pod COMMAND...: runs a command in the namespace.
in_pod() { nsenter --target "$pod_holder" --net -- "$@"; }

# start LOG COMMAND...: runs a command in the background, which ends when this script does and does not hear the terminal's Ctrl-C: whoever started
# it ends it in its turn. Its process id is in $started.
start() {
    local log=$1
    shift
    : >"$log"
    (exec setpriv --pdeathsig TERM setsid "$@") >"$log" 2>&1 &
    started=$!
}

# start_in_pod LOG COMMAND...: the same in the namespace.
start_in_pod() {
    local log=$1
    shift
    start "$log" nsenter --target "$pod_holder" --net -- "$@"
}

# await SECONDS COMMAND...: until the command succeeds; fails when it does not in that time.
await() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        if [ $SECONDS -ge $deadline ]; then
            return 1
        fi
        sleep 0.1
    done
}

# Whether something listens at the Pod's port.
pod_listens() { in_pod bash -c "exec 3<>/dev/tcp/$pod_inside/$pod_port"; }

pod_down() {
    if [ -n "${pod_holder:-}" ]; then
        kill -KILL "$pod_holder" 2>/dev/null || true
        wait "$pod_holder" 2>/dev/null || true
        # The kernel removes the other end soon after; whoever makes the next one wants it to be gone.
        ip link delete "$pod_link" 2>/dev/null || true
    fi
}
