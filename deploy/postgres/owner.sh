#!/bin/sh
# Runs once, when the database is made: the owner of our data is no superuser.
set -eu
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --set=password="$(cat "$TASKTIDE_OWNER_PASSWORD_FILE")" \
  --username="$POSTGRES_USER" --dbname=postgres <<'SQL'
CREATE ROLE tasktide LOGIN CREATEROLE PASSWORD :'password';
CREATE DATABASE tasktide OWNER tasktide;
SQL
