#!/usr/bin/env bash
# Proves the whole way of a block, from a position that is too large to the gate that refuses to trade:
#
#   scripts/proof_p28_enforce_block.sh                          with the release build, or the program that it was installed or packed with
#   HOST=/usr/local/bin/host scripts/proof_p28_enforce_block.sh with another binary
#
# It starts a Redis of its own, which listens on a socket in a temporary folder and nowhere else, and `host run policies/p28.yaml` with the
# variables of the operators' file. The gate is the rule of the consumer: it allows where there is no budget, where the budget is not of
# mode `enforce` or older than 60 s, and where the newest 10 events hold no violation of the symbol of the last 30 s. Anything else blocks.
#
# Each step waits for what it wants, 30 s at most. Ends with `SUMMARY: PASS` and 0. A step that fails says which one it is and shows what
# there is; then it ends with `SUMMARY: FAIL` and 1. Nothing is left behind.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# In the repository, in an unpacked archive, and as installed (share/governor beside bin).
host=${HOST:-}
for built in .build/release/host bin/host ../../bin/host; do [ -n "$host" ] || [ ! -x "$built" ] || host=$built; done
readonly host
readonly policy=policies/p28.yaml
readonly symbol=PROOFUSDT calm=CALMUSDT
readonly stream=quantum:stream:budget.violation budget=quantum:portfolio:budget
readonly ttl=8

folder='' redis_pid='' host_pid='' step='the start' has_passed=no

# --- the end ---------------------------------------------------------------------------------------------------------------------------------

stop_host() {
  local signal=${1:-TERM} status=0
  [ -n "$host_pid" ] || return 0
  kill "-$signal" "$host_pid" 2>/dev/null || true
  # bash says "Killed" of a child that it did not expect to end.
  wait "$host_pid" 2>/dev/null || status=$?
  host_pid=''
  [ "$signal" = KILL ] || [ "$status" -eq 0 ] || fail "the host ended with $status when it was told to stop"
}

facts() {
  echo "--- what there is"
  for name in "$symbol" "$calm"; do
    echo "budget of $name:"
    redis HGETALL "$budget:$name" 2>&1 | paste -d' ' - - | sed 's/^/    /' || true
    echo "    time to live: $(redis TTL "$budget:$name" 2>&1 || true)"
    echo "    gate: $(gate "$name" 2>&1 || true)"
  done
  echo "newest events:"
  redis XREVRANGE "$stream" + - COUNT 3 2>&1 | sed 's/^/    /' || true
  echo "the host's log, its end:"
  tail -n 15 "$folder/host.log" 2>/dev/null | sed 's/^/    /' || true
}

finish() {
  local status=$?
  trap - EXIT
  set +e
  if [ "$has_passed" = no ]; then
    echo "FAILED: $step"
    [ -z "$redis_pid" ] || facts
    [ "$status" -ne 0 ] || status=1
  fi
  [ -z "$host_pid" ] || { kill -KILL "$host_pid"; wait "$host_pid"; } 2>/dev/null
  [ -z "$redis_pid" ] || { kill "$redis_pid"; wait "$redis_pid"; } 2>/dev/null
  [ -z "$folder" ] || rm -rf "$folder"
  if [ "$has_passed" = yes ]; then echo "SUMMARY: PASS"; else echo "SUMMARY: FAIL"; fi
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

# --- Redis, the producers and the gate -------------------------------------------------------------------------------------------------------

redis() { redis-cli -s "$folder/redis.sock" -e "$@"; }

# The portfolio state goes stale within half a minute, so whoever waits keeps it fresh.
produce() { redis HSET quantum:state:portfolio equity_usd 100000.0 drawdown 0.02 timestamp "$(date +%s)" >/dev/null; }

# A calm market makes the stress 0 and the budget a round number, so that the event can be told to the last digit.
position() {
  redis HSET "quantum:position:snapshot:$1" symbol "$1" position_notional_usd "$2" >/dev/null
  redis HSET "quantum:state:market:$1" vol_regime LOW_VOL sigma 0.004 >/dev/null
}

# The consumer's rule, in one go at one time of the server's clock.
readonly gate_rule='
  local now = tonumber(redis.call("TIME")[1])
  local mode = redis.call("HGET", KEYS[1], "mode")
  if redis.call("EXISTS", KEYS[1]) == 0 then return "ALLOW: no budget" end
  if mode ~= "enforce" then return "ALLOW: mode " .. tostring(mode) end
  local age = now - tonumber(redis.call("HGET", KEYS[1], "timestamp") or "0")
  if age > 60 then return "ALLOW: the budget is " .. age .. " s old" end
  for _, entry in ipairs(redis.call("XREVRANGE", KEYS[2], "+", "-", "COUNT", 10)) do
    local fields = entry[2]
    for place = 1, #fields, 2 do
      if fields[place] == "json" then
        local event = cjson.decode(fields[place + 1])
        if event.event_type == "budget.violation" and event.symbol == ARGV[1] and now - event.timestamp <= 30 then
          return "BLOCK: " .. event.position_notional .. " held, " .. event.budget_usd .. " allowed"
        end
      end
    end
  end
  return "ALLOW: no violation"'
gate() { redis EVAL "$gate_rule" 2 "$budget:$1" "$stream" "$1"; }

# The newest event of a symbol, as JSON; nothing where there is none.
newest() {
  redis EVAL '
    for _, entry in ipairs(redis.call("XREVRANGE", KEYS[1], "+", "-")) do
      if #entry[2] == 2 and entry[2][1] == "json" and cjson.decode(entry[2][2]).symbol == ARGV[1] then return entry[2][2] end
    end
    return ""' 1 "$stream" "$1"
}

# --- the steps -------------------------------------------------------------------------------------------------------------------------------

begin() {
  step=$1
  echo "== $step"
}

# Waits until the command succeeds, 30 s at most. The host must live meanwhile, unless it was stopped.
eventually() {
  local what=$1 deadline=$((SECONDS + 30))
  shift
  until "$@"; do
    [ -z "$host_pid" ] || kill -0 "$host_pid" 2>/dev/null || fail "the host is gone while we wait until $what"
    [ "$SECONDS" -lt "$deadline" ] || fail "waited 30 s in vain until $what"
    produce
    sleep 0.1
  done
  echo "ok: $what"
}

start_host() {
  env -u CLUSTER_ID -u HEAT_GATE_METRIC \
    P28_MODE="$1" REDIS_URL="unix://$folder/redis.sock?db=0" HEAT_GATE_METRICS_URL=http://127.0.0.1:1/metrics \
    BASE_RISK_PCT=0.02 ALPHA_HEAT=0.4 BETA_CLUSTER=0.4 GAMMA_VOL=0.2 MIN_BUDGET_K=500 MAX_BUDGET_K=10000 STALE_SEC=30 \
    MAX_LKG_AGE_SEC=900 BUDGET_HASH_TTL_SEC="$ttl" BUDGET_COMPUTE_INTERVAL_SEC=1 P28_TEST_MODE=0 \
    PORT="$((20000 + RANDOM % 12000))" SWIFT_BACKTRACE=enable=no \
    "$host" run "$policy" >>"$folder/host.log" 2>&1 </dev/null &
  host_pid=$!
}

says() { [[ "$(gate "$1")" == "$2"* ]]; }
has_mode() { [ "$(redis HGET "$budget:$symbol" mode)" = "$1" ]; }
has_budgets() { [ "$(redis EXISTS "$budget:$symbol" "$budget:$calm")" = 2 ]; }
has_none() { [ "$(redis EXISTS "$budget:$symbol" "$budget:$calm")" = 0 ]; }
is_published() { [[ "$(newest "$symbol")" == *"\"mode\":\"$1\""* ]]; }

expect_gate() {
  local said
  said=$(gate "$1")
  [[ "$said" == "$2"* ]] || fail "the gate says of $1: $said; expected is $2"
  echo "ok: the gate says of $1: $said"
}

begin "a private Redis"
[ -x "$host" ] || fail "there is no binary${host:+ at $host}; \`make release\` builds one, and HOST names another"
for program in redis-server redis-cli; do
  command -v "$program" >/dev/null || fail "\`$program\` is missing; scripts/bootstrap installs it"
done
folder=$(mktemp -d "${TMPDIR:-/tmp}/governor-proof.XXXXXX")
redis-server --port 0 --unixsocket "$folder/redis.sock" --dir "$folder" --save '' --appendonly no --daemonize no --loglevel warning \
  >"$folder/redis.log" 2>&1 </dev/null &
redis_pid=$!
for ((tries = 0; tries < 200; tries++)); do
  [ "$(redis PING 2>/dev/null || true)" != PONG ] || break
  kill -0 "$redis_pid" 2>/dev/null || fail "redis-server does not come up: $(cat "$folder/redis.log")"
  sleep 0.05
done
[ "$(redis PING)" = PONG ] || fail "redis-server does not answer: $(cat "$folder/redis.log")"
produce
position "$symbol" 100.0
position "$calm" 100.0

begin "shadow allows"
start_host shadow
eventually "both symbols have a budget" has_budgets
[ "$(redis XLEN "$stream")" = 0 ] || fail "something is published while nothing is violated"
granted=$(redis HGET "$budget:$symbol" budget_usd)
twice=$(awk -v budget="$granted" 'BEGIN { printf "%.1f", 2 * budget }')
echo "ok: the budget is $granted USD, and the position becomes $twice USD"
position "$symbol" "$twice"
eventually "the violation is published, in mode shadow" is_published shadow
expect_gate "$symbol" "ALLOW: mode shadow"
stop_host

begin "enforce blocks"
start_host enforce
eventually "the gate blocks $symbol" says "$symbol" BLOCK
expect_gate "$symbol" BLOCK
expect_gate "$calm" "ALLOW: no violation"
event=$(newest "$symbol")
echo "the event: $event"
wanted="{\"event_type\":\"budget.violation\",\"symbol\":\"$symbol\",\"position_notional\":$twice,\"budget_usd\":$granted,"
wanted+="\"over_budget\":$granted,\"mode\":\"enforce\",\"timestamp\":"
[[ "$event" == "$wanted"* ]] || fail "the event is not what it should be: $wanted…}"
[[ "${event#"$wanted"}" =~ ^[0-9]{10}\}$ ]] || fail "the timestamp of the event is not in whole seconds"
stop_host

begin "back to shadow it allows again"
start_host shadow
eventually "the budget is of mode shadow" has_mode shadow
expect_gate "$symbol" "ALLOW: mode shadow"
stop_host

begin "the host is killed, the budgets expire, and it allows"
start_host enforce
eventually "the gate blocks $symbol" says "$symbol" BLOCK
stop_host KILL
expect_gate "$symbol" BLOCK
eventually "no budget is left, ${ttl} s after the last tick" has_none
expect_gate "$symbol" "ALLOW: no budget"

has_passed=yes
