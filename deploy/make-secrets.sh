#!/bin/sh
# Makes the secrets of an installation that are not there yet. Nothing is ever overwritten. Needs openssl 1.1.1 or newer.
#   deploy/make-secrets.sh [FOLDER]     FOLDER: deploy/secrets, if none is given
set -eu
folder=${1:-$(CDPATH='' cd "$(dirname "$0")" && pwd)/secrets}

# The containers' users have to read the files, other people of this machine may not pass the folder.
mkdir -p "$folder"
chmod 700 "$folder"
umask 022

random() {
  openssl rand -hex 32
}

# NAME COMMAND…: the file holds what the command says, unless it is there already.
keep() {
  name=$1
  shift
  if [ ! -e "$folder/$name" ]; then
    "$@" >"$folder/$name.new"
    mv "$folder/$name.new" "$folder/$name"
    printf 'made %s\n' "$folder/$name"
  fi
}

password() {
  cat "$folder/$1"
}

keep postgres_password random
keep owner_password random
keep reader_password random
keep valkey_password random
keep secret_key random
keep dashboard_key random
keep jwt_private.pem openssl genpkey -algorithm ed25519
keep jwt_public.pem openssl pkey -in "$folder/jwt_private.pem" -pubout
keep database_url printf 'postgresql://tasktide:%s@postgres:5432/tasktide\n' "$(password owner_password)"
keep events_database_url printf 'postgresql://tasktide_events:%s@postgres:5432/tasktide\n' "$(password reader_password)"
keep redis_url printf 'redis://:%s@redis:6379/0\n' "$(password valkey_password)"
keep valkey.conf printf 'requirepass %s\n' "$(password valkey_password)"
# Empty: mails are kept in the worker's folder. Else smtp://user:password@host:port?tls=starttls
keep smtp_url printf ''
# Empty: files are kept in a volume. Else the secret key of the S3 server's account that TASKTIDE_S3_KEY names
keep s3_secret printf ''
