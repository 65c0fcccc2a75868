# What is done to this repository, one word each. `./tasktide` has made .venv; `.venv/bin/just check` is the whole check.

set shell := ["bash", "-euo", "pipefail", "-c"]

python := ".venv/bin/python"
export PYTHONPATH := justfile_directory()

# List the commands.
default:
    @.venv/bin/just --list

# Start everything on this machine.
up *options:
    ./tasktide up {{ options }}

# The whole test suite on servers of its own.
test *options:
    ./tasktide test {{ options }}

# Everything that must hold before a commit.
check: lint test

# Format, lint, imports, types, dependencies, migrations: no servers needed.
lint:
    .venv/bin/ruff format --check --quiet .
    .venv/bin/ruff check --quiet .
    .venv/bin/lint-imports --no-cache
    .venv/bin/mypy .
    .venv/bin/deptry . --no-ansi
    {{ python }} -W error -m runtime migrations

# Mend what can be mended by a machine.
fix:
    .venv/bin/ruff check --fix --quiet .
    .venv/bin/ruff format --quiet .

# A fresh demo on a folder that is thrown away afterwards.
demo:
    ./tasktide up --port 0 --data "$(mktemp -d)"

# Write the descriptions of API and events anew, and the client; the tests compare them with what is served.
openapi: && client
    {{ python }} -m runtime openapi

# Make the Python client of docs/openapi.json.
client:
    {{ python }} -m clients.generate

# Write all texts of the dashboard, for those who translate them, anew.
texts:
    {{ python }} -m tests.dashboard.messages

# Call every operation with what nobody would send, for longer than the tests do: `just fuzz 200`.
fuzz examples="100":
    FUZZ_EXAMPLES={{ examples }} .venv/bin/pytest -n 2 tests/contract/test_fuzz.py tests/contract/test_fuzz_ways.py

# Measure the stream beside what a team would pick instead.
bench *options:
    {{ python }} -m bench.stream {{ options }}

# Measure the API beside Django REST Framework and beside PostgreSQL alone.
bench-api *options:
    {{ python }} -m bench.api {{ options }}

# Measure the dashboard at a real browser, and what many open tabs cost.
bench-dashboard *options:
    {{ python }} -m bench.dashboard {{ options }}

# Measure filters, sorts and searches in a workspace of a million tasks.
bench-million *options:
    {{ python }} -m bench.million {{ options }}

# Fill one workspace of the database of DATABASE_URL with many tasks.
seed *options:
    {{ python }} -m bench.seed {{ options }}

# Lock the newest versions that fit, with hashes and without anybody's address.
lock:
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --upgrade pyproject.toml -o requirements.lock
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --upgrade --group dev pyproject.toml -c requirements.lock -o requirements-dev.lock
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --upgrade --group bench -c requirements.lock -o requirements-bench.lock
    echo uv | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --upgrade - -o runtime/bootstrap/requirements.lock

# Pictures of every page, in both themes and sizes, of a fresh demo: `just screenshots`, `just screenshots F board list`.
screenshots *options:
    {{ python }} -m tests.e2e.screenshots {{ options }}
