#!/bin/sh
# Prints the kernel's line and branch coverage by its own tests, and the lines with a branch that no test takes.
# It takes some minutes, and is no part of an ordinary run.
set -eu
cd "$(dirname "$0")"
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
dotnet test DerivationKit.Tests --nologo -v q "$@" --collect "XPlat Code Coverage" --settings kernel-coverage.runsettings --results-directory "$results"
report=$(find "$results" -name coverage.cobertura.xml | head -n 1)
awk '
    function value(name, rest) {
        rest = $0
        if (!sub(".* " name "=\"", "", rest)) return ""
        sub("\".*", "", rest)
        return rest
    }
    /<coverage / {
        printf "lines %d of %d, branches %d of %d\n", value("lines-covered"), value("lines-valid"), value("branches-covered"), value("branches-valid")
    }
    /<class / { file = value("filename") }
    /<line / && (value("hits") == "0" || (value("branch") == "True" && value("condition-coverage") !~ /^100%/)) {
        print file ":" value("number") " " value("condition-coverage")
    }
' "$report" | awk '!seen[$0]++'
