# shellcheck shell=sh
# Class data of our programs, which makes a start and a first run faster: an archive of classes for Java 17 to 24, an AOT
# cache for 25 and newer. A launcher sources this file after launch.sh.
#
# A file of class data is called KEY-SUM.jsa or KEY-SUM.aot. KEY is a hash of what it depends on: Java's `release` file,
# the name, size and time of each jar, and the options of the JVM. SUM is its own checksum. A file that does not carry
# the right names is not given to Java: it would complain, end with 1, or crash.
# shellcheck disable=SC2034 # CLASSES is read by launch.sh

# The name, size and time of each jar. One process for all: a start waits for it.
jars_seen() (
    set -f
    IFS=:
    # shellcheck disable=SC2086 # split at the colons
    set -- $CLASS_PATH
    stat -c '%n %s %Y' "$@" || ls -ln "$@"
)

# Sets KEY and SUFFIX from JAVA_FILE, CLASS_PATH and the names of options files: classes_key NAME...
classes_key() {
    SUFFIX=jsa
    version=$(java_version)
    [ "${version:-0}" -lt 25 ] || SUFFIX=aot
    files=
    for name in "$@"; do
        files="$files $name.options"
    done
    # Each process here costs every start some milliseconds.
    # shellcheck disable=SC2086 # names of ours
    sum=$({
        echo "$JAVA_FILE $CLASS_PATH"
        (cd "$OPTIONS" && cat "${JAVA_FILE%/bin/java}/release" $files) || :
        jars_seen || :
    } 2>/dev/null | { sha256sum 2>/dev/null || shasum -a 256 2>/dev/null || cksum; })
    sum=${sum%% *}
    KEY=${sum%"${sum#????????????????????????????????}"}
}

checksum() {
    sum=$(cksum <"$1" 2>/dev/null)
    echo "${sum%% *}-${sum#* }"
}

# Sets CLASSES to the option for the class data in directory $1; fails if there is none for KEY.
find_classes() {
    CLASSES=
    for file in "$1/$KEY"-*."$SUFFIX"; do
        if [ -r "$file" ] && [ "$file" = "$1/$KEY-$(checksum "$file").$SUFFIX" ]; then
            case $SUFFIX in
                aot) CLASSES=-XX:AOTCache=$file ;;
                *) CLASSES=-XX:SharedArchiveFile=$file ;;
            esac
            return
        fi
    done
    return 1
}

# Gives the new class data $1 its name in directory $2. With `only` it replaces what other jars and other options left:
# keep_classes FILE DIRECTORY [only]
keep_classes() {
    [ -s "$1" ] && sum=$(checksum "$1") && chmod 644 "$1" || return 1
    for old in "$2"/*."$SUFFIX"; do
        case $old in
            "$1") ;;
            "$2/$KEY"-*) rm -f "$old" ;;
            *) [ "${3:-}" != only ] || rm -f "$old" ;;
        esac
    done
    # Renamed: no start reads what is still written, and a process keeps what it has open.
    mv -f "$1" "$2/$KEY-$sum.$SUFFIX"
}

# Makes an AOT cache from what a training run recorded: assemble RECORD FILE. With this collector the cache also holds
# objects; the collector of the run can be another. Java links the classes of a cache before it begins, which is faster
# for a command; with LINKING=- it links what it uses when it uses it, which takes less memory.
assemble() (
    unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
    "$JAVA" "@$OPTIONS/common.options" -XX:-UseSerialGC -XX:+UseG1GC "-XX:${LINKING:-+}AOTClassLinking" \
        -XX:AOTMode=create "-XX:AOTConfiguration=$1" "-XX:AOTCache=$2" -cp "$CLASS_PATH" </dev/null >/dev/null 2>&1
)

# The same for an archive of classes, from a list: dump_classes LIST FILE. To prepare a lambda, Java links the classes that
# it names, and leaves those of picocli out if they are linked: they were compiled for a very old Java.
dump_classes() (
    unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
    grep -v '^@lambda-proxy .*[ L]picocli/' "$1" >"$1.kept"
    "$JAVA" -XX:+UseG1GC --enable-native-access=ALL-UNNAMED -Xshare:dump "-XX:SharedClassListFile=$1.kept" \
        "-XX:SharedArchiveFile=$2" -cp "$CLASS_PATH" </dev/null
)

# A training run. What it prints goes nowhere.
train() {
    become "$@"
}

# Makes class data in a directory from a training run, whose exit code does not matter; sets CLASSES. Fails if there is
# none then: make_classes DIRECTORY ARGUMENT...
make_classes() {
    place=$1
    shift
    mkdir -p "$place" && made=$(mktemp -d "$place/made.XXXXXX") || return 1
    recording=-XX:DumpLoadedClassList
    [ "$SUFFIX" != aot ] || recording=-XX:AOTConfiguration
    (
        unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
        CLASSES=$recording=$made/list
        train "$@"
    ) </dev/null >/dev/null 2>&1 || :
    if [ "$SUFFIX" = aot ]; then
        assemble "$made/list" "$made/classes" || rm -f "$made/classes"
    else
        dump_classes "$made/list" "$made/classes" >/dev/null 2>&1 || rm -f "$made/classes"
    fi
    keep_classes "$made/classes" "$place" || :
    rm -rf "$made"
    find_classes "$place"
}

# The class data of a matrix; a token is in WORK/token, and nothing listens there: the command line, HTTP and the report
# are wanted. matrix_classes DIRECTORY WORK
matrix_classes() {
    make_classes "$1" matrix --quiet --anchor a --nodes a,b --run-dir "$2/run" --api-base http://127.0.0.1:1 \
        --api-token-file "$2/token"
}

# The class data of the daemon, which keeps its history in WORK: serve_classes DIRECTORY WORK
serve_classes() (
    said=$2/said
    : >"$said"
    # Until it says where it listens, and what follows at once.
    train() {
        become "$@" >"$said" &
        waited=0
        until grep -q '^listening ' "$said" || ! kill -0 "$!" || [ "$waited" -eq 30 ]; do
            sleep 1
            waited=$((waited + 1))
        done
        sleep 1
        kill "$!"
        wait "$!"
    }
    make_classes "$1" serve --listen 127.0.0.1:0 --state-dir "$2/state" --anchor a --nodes a,b \
        --api-base http://127.0.0.1:1 --api-token-file "$2/token"
)

# Sets CLASS_PATH to the jars of directories, in a fixed order, which class data depends on: list_jars DIRECTORY...
list_jars() {
    CLASS_PATH=
    for place in "$@"; do
        for jar in "$place"/*.jar; do
            CLASS_PATH=$CLASS_PATH${CLASS_PATH:+:}$jar
        done
    done
}

# Becomes Java for the service, with its class data if that was made for exactly this: serve CACHE JAVA ARGUMENT...
serve() {
    cache=$1
    program=$2
    shift 2
    list_jars "$OPTIONS"
    classes_key common runner
    if find_classes "$cache" && [ -r "$cache/$KEY.options" ]; then
        set -- "@$cache/$KEY.options" "$@"
    fi
    CLASSPATH=$CLASS_PATH
    export CLASSPATH
    exec "$program" "$@"
}
