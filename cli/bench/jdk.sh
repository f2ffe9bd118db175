#!/bin/sh
# Sets java to the java of a JDK 25 or newer, for the scripts beside it; to be sourced.
java=''
for candidate in "${PRIVNET_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  if [ -z "$java" ] \
    && grep -q '^JAVA_VERSION="\(2[5-9]\|[3-9][0-9]\)' "$candidate/release" 2>/dev/null; then
    java=$candidate/bin/java
  fi
done
