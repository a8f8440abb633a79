#!/bin/sh
# Install what Patchbay needs: Debian packages where they are missing, Python packages in a virtual environment,
# and the clients of others that the tests run.
set -eu
venv=${1:-.venv}
cd "$(dirname "$0")/.."

need=
for pair in ovs-vswitchd:openvswitch-switch ip:iproute2 ethtool:ethtool tcpdump:tcpdump ping:iputils-ping dnsmasq:dnsmasq-base node:nodejs npm:npm; do
	command -v "${pair%%:*}" >/dev/null 2>&1 || need="$need ${pair#*:}"
done
[ -x /usr/lib/postgresql/15/bin/postgres ] || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || need="$need postgresql"
python3 -c 'import ensurepip, venv' 2>/dev/null || need="$need python3-venv"
if [ -n "$need" ]; then
	[ "$(id -u)" = 0 ] || { echo "These Debian packages are missing:$need (run this as root once)" >&2; exit 1; }
	apt-get update -qq
	# shellcheck disable=SC2086 # a list of words
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $need
fi

[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check --editable '.[dev]'

"$venv/bin/python" scripts/fetch_ansible.py
if ! cmp -s tests/clients/package-lock.json tests/clients/node_modules/.installed; then
	npm --prefix tests/clients ci --silent
	cp tests/clients/package-lock.json tests/clients/node_modules/.installed
fi
