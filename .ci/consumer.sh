#!/usr/bin/env bash
# A stranger's project, outside of this tree, with volatility-nn as its only dependency: does it
# resolve, compile and run? Installs the library into the local Maven repository first.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

cd "$here/.."
mvn -B -q -DskipTests install -pl volatility-bom,volatility-nn -am

cp -R "$here/consumer/." "$tmp"
cd "$tmp"
mvn -B -q compile dependency:build-classpath -Dmdep.outputFile=classpath.txt -Dmdep.includeScope=runtime

# The older javacpp and openblas that ND4J asks for must not win.
for jar in javacpp-1.5.13 openblas-0.3.31-1.5.13 dnnl-3.11-1.5.13; do
  if ! tr ':' '\n' <classpath.txt | grep -q "/$jar-.*\.jar$"; then
    echo "consumer: no native jar of $jar on a stranger's class path" >&2
    exit 1
  fi
done
if tr ':' '\n' <classpath.txt | grep -E '/[a-z0-9]+-([0-9.]+-)?1\.5\.7[-.]' >&2; then
  echo "consumer: an older bytedeco jar got onto a stranger's class path" >&2
  exit 1
fi

"$java" -cp "target/classes:$(cat classpath.txt)" PublicFace
echo "consumer: ok" >&2
