# Runs a new PostgreSQL until the standard input ends, however the test ends. Prints the folder of its socket.
set -eu
for bin in "$(pg_config --bindir 2>/dev/null || true)" /usr/lib/postgresql/*/bin; do
  if [ -x "$bin/initdb" ]; then break; fi
done
[ -x "$bin/initdb" ] || exit 0
folder=$(mktemp -d)
trap '"$bin/pg_ctl" -D "$folder/data" -m immediate -w stop > /dev/null 2>&1; rm -rf "$folder"' EXIT
cd "$folder"
"$bin/initdb" -D data -U refundry -A trust -E UTF8 --locale C --no-sync > log
"$bin/pg_ctl" -D data -l log -w -o "-c listen_addresses= -c unix_socket_directories=$folder -c max_connections=200" start > /dev/null
echo "$folder"
cat > /dev/null
