# shellcheck shell=sh
# Starts Java for every launcher of ours, which sources this file. Exit code 1 means "a pair is refuted", and a Java that
# does not start ends with 1 as well: so wherever its start is in doubt, a trial comes first. A Java that is known to
# start costs no trial. The launcher sets:
#
#   PROGRAM     its name in messages              OPTIONS     the directory of the *.options files
#   CLASS_PATH  the jars                          TUNING      names of options files that only save time or memory
#   MAIN        the main class                    NEEDED      names of options files that the program cannot do without
#   CLASSES     an option for class data, or empty            (both without ".options")
#   LIBRARIES   a directory of native libraries, or empty
: "${TUNING:=}" "${NEEDED:=}" "${CLASSES:=}" "${LIBRARIES:=}"
LIMITS=
CHARSET=
CRASH=
OLDEST=17

# A command of a launcher that fails under `set -e` ends it, often with 1. Java, once it runs, has no part in this.
never_one() {
    trap '[ $? -ne 1 ] || exit 3' EXIT
}
never_one

fail() {
    echo "$PROGRAM: $1" >&2
    exit 3
}

is_program() {
    [ -f "$1" ] && [ -x "$1" ]
}

# Sets JAVA to the program, and JAVA_FILE to the file behind all links. $1: a JAVA_HOME; empty: the PATH decides.
find_java() {
    if [ -n "$1" ]; then
        JAVA=$1/bin/java
        is_program "$JAVA" || fail "JAVA_HOME=$1 has no program bin/java: correct or unset JAVA_HOME"
    else
        JAVA=$(command -v java) || JAVA=
        is_program "$JAVA" || fail "no Java on the PATH: install Java $OLDEST or newer, or set JAVA_HOME"
    fi
    JAVA_FILE=$(readlink -f "$JAVA" 2>/dev/null) || JAVA_FILE=$JAVA
}

# The major version of Java: what Java says of itself in a file spares a start of it.
java_version() {
    found=
    while IFS= read -r line; do
        case $line in
            JAVA_VERSION=\"*)
                line=${line#*\"}
                found=${line%%[!0-9]*}
                ;;
        esac
    done 2>/dev/null <"${JAVA_FILE%/bin/java}/release" || :
    echo "${found:-$("$JAVA" -version 2>&1 </dev/null | sed -n 's/.* version "\([0-9]*\).*/\1/p')}"
}

require_version() {
    version=$(java_version)
    [ -z "$version" ] || [ "$version" -ge "$OLDEST" ] || fail "Java $OLDEST or newer is needed, not $version ($JAVA)"
}

# In the locale C, Java 17 and newer can neither open a file whose name has letters beyond ASCII nor print one. It gets
# another locale for the names; CHARSET keeps what the person's terminal takes.
choose_locale() {
    named=${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}
    case $named in
        C.UTF-8 | C.utf8) return ;;
        C | POSIX) charset=US-ASCII ;;
        *)
            charset=$(locale charmap 2>/dev/null) || charset=
            case $charset in
                ANSI_X3.4-1968 | US-ASCII | ASCII | 646 | '') ;;
                *) return ;;
            esac
            # A locale that was never generated here: Java takes it for C, and the terminal speaks UTF-8.
            case $named in
                *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) charset=UTF-8 ;;
                *) charset=US-ASCII ;;
            esac
            ;;
    esac
    if ! command -v locale >/dev/null 2>&1 || [ "$(LC_ALL=C.UTF-8 locale charmap 2>/dev/null)" = UTF-8 ]; then
        utf8=C.UTF-8
    else
        utf8=$(locale -a 2>/dev/null | grep -i 'utf-\{0,1\}8$' | head -n 1) || :
    fi
    if [ -n "$utf8" ]; then
        LC_ALL=$utf8
        export LC_ALL
        CHARSET=$charset
    fi
}

# Whether a subcommand needs the jars of the daemon. Every other command starts without them; pages of help list all.
needs_serve() {
    case $1 in
        serve | history | help | --help | -h | '') ;;
        *) return 1 ;;
    esac
}

# What keeps a daemon quiet, and its memory where it is; no class data depends on it. Java takes the last of two options, so
# those of the daemon come behind those of a command. The C library has one pool of memory for all threads, not one for each.
keep_quiet() {
    [ "$1" = serve ] || return 0
    TUNING="serve $TUNING"
    MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-1}
    export MALLOC_ARENA_MAX
}

# Becomes Java: become ARGUMENT...
become() {
    set -- "$MAIN" "$@"
    set -- -cp "$CLASS_PATH" "$@"
    # A trial that fails leaves no file where the caller stands.
    [ -z "$CRASH" ] || set -- "$CRASH" "$@"
    [ -z "$LIBRARIES" ] || set -- "-Djava.library.path=$LIBRARIES" "$@"
    [ -z "$CHARSET" ] || set -- "-Dfile.encoding=$CHARSET" "-Dstdout.encoding=$CHARSET" "-Dstderr.encoding=$CHARSET" \
        "-Dsun.stdout.encoding=$CHARSET" "-Dsun.stderr.encoding=$CHARSET" "$@"
    case $CLASSES in
        '') ;;
        # Whatever Java dislikes about it, our programs go on without it: nobody needs to be told.
        -XX:SharedArchiveFile=*) set -- "$CLASSES" "-Dx0xtest.classes=$CLASSES" '-Xlog:cds*=off' '-Xlog:cds*=off:stderr' "$@" ;;
        -XX:AOTCache=*)
            set -- "$CLASSES" "-Dx0xtest.classes=$CLASSES" '-Xlog:aot*=off,cds*=off' '-Xlog:aot*=off,cds*=off:stderr' "$@"
            ;;
        # It would say on the terminal where the recording is.
        -XX:AOTConfiguration=*)
            set -- -XX:AOTMode=record "$CLASSES" -XX:+UnlockDiagnosticVMOptions -XX:-DisplayVMOutput "$@"
            ;;
        *) set -- "$CLASSES" "$@" ;;
    esac
    for name in $LIMITS $NEEDED $TUNING; do
        set -- "@$OPTIONS/$name.options" "$@"
    done
    exec "$JAVA" "$@"
}

variables() {
    [ -z "${JAVA_TOOL_OPTIONS:-}" ] || echo "JAVA_TOOL_OPTIONS=$JAVA_TOOL_OPTIONS"
    [ -z "${JDK_JAVA_OPTIONS:-}" ] || echo "JDK_JAVA_OPTIONS=$JDK_JAVA_OPTIONS"
    [ -z "${_JAVA_OPTIONS:-}" ] || echo "_JAVA_OPTIONS=$_JAVA_OPTIONS"
}

# Whether something outside of the installation has a say in how Java starts.
disturbed() {
    # shellcheck disable=SC3045 # where a shell does not know one of these, the answer is empty, and there is a trial
    [ -n "${JAVA_TOOL_OPTIONS:-}${JDK_JAVA_OPTIONS:-}${_JAVA_OPTIONS:-}" ] ||
        [ "$(ulimit -v 2>/dev/null)$(ulimit -d 2>/dev/null)" != unlimitedunlimited ] || few_processes
}

# Java starts some fifteen threads, which count as processes of their user.
few_processes() {
    # shellcheck disable=SC3045 # bash says -u, dash says -p
    processes=$(ulimit -u 2>/dev/null) || processes=$(ulimit -p 2>/dev/null) || return 0
    [ "$processes" != unlimited ] && [ "$processes" -lt 1000 ]
}

# Whether our program starts and names itself: an option such as -Xshare:dump ends with 0 before it. SAID is what Java
# printed.
starts() {
    SAID=$( (CRASH=-XX:ErrorFile=/dev/null && become --version) 2>&1 </dev/null) || return 1
    case $SAID in
        *x0x*) ;;
        *) return 1 ;;
    esac
}

# The one line of a Java that does not start which says why.
reason() {
    case $SAID in
        *OutOfMemoryError*)
            echo "OutOfMemoryError: ${SAID##*OutOfMemoryError: }" | head -n 1
            return
            ;;
    esac
    echo "$SAID" | grep -v -e '^Picked up ' -e '^NOTE: Picked up ' -e '^Error: Could not create the Java' -e '^$' \
        -e '^Error: A fatal exception' -e "^$(printf '\\t')" -e '^Error occurred during init' -e '^Exception in thread' | head -n 1
}

# Leaves out of our options what this Java does not take together with those of the environment, or ends with 3.
try_java() {
    require_version
    starts && return
    CLASSES=
    TUNING=
    starts && return
    LIMITS=small # little address space, such as under ulimit -v
    starts && return
    LIMITS=
    NEEDED=
    starts && return
    why=$(reason)
    given=$(variables | tr '\n' ' ')
    if [ -n "$given" ] && (unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS && starts); then
        fail "Java does not start with ${given% }: ${why:-it says nothing}; correct or unset it"
    fi
    case $CLASS_PATH in
        *[!\ -~]*) [ -n "${utf8:-x}" ] || fail "this machine has no UTF-8 locale, and Java needs one to read $CLASS_PATH" ;;
    esac
    # shellcheck disable=SC3045 # as above
    space=$(ulimit -v 2>/dev/null) || space=unlimited
    # shellcheck disable=SC3045 # as above
    data=$(ulimit -d 2>/dev/null) || data=unlimited
    if [ "$space" != unlimited ]; then
        why="${why:-it says nothing} (ulimit -v leaves it $space kB of address space)"
    elif [ "$data" != unlimited ]; then
        why="${why:-it says nothing} (ulimit -d leaves it $data kB of data)"
    elif few_processes; then
        why="${why:-it says nothing} (ulimit -u leaves this user $processes processes and threads)"
    fi
    fail "$JAVA does not start $MAIN: ${why:-it says nothing}"
}

# Becomes Java: start_java KNOWN ARGUMENT... KNOWN is yes if this Java has started these jars before.
start_java() {
    known=$1
    shift
    if [ "$known" != yes ] || disturbed; then
        kept=
        case $CLASSES in
            # A trial leaves no file.
            -XX:ArchiveClassesAtExit=* | -XX:AOTConfiguration=*)
                kept=$CLASSES
                CLASSES=
                ;;
        esac
        try_java
        [ -z "$TUNING" ] || [ -z "$kept" ] || CLASSES=$kept
    fi
    become "$@"
}

# The directory for what can be made again, by the XDG rules: an absolute XDG_CACHE_HOME, else ~/.cache; empty if there
# is none.
cache_home() {
    case ${XDG_CACHE_HOME:-} in
        /*) echo "$XDG_CACHE_HOME" ;;
        *)
            own=$(own_home)
            [ -z "$own" ] || echo "${own%/}/.cache"
            ;;
    esac
}

# The person's home: an absolute HOME, else what the system says; empty if that does not exist.
own_home() {
    case ${HOME:-} in
        /*) echo "$HOME" ;;
        *)
            own=$(getent passwd "$(id -u)" 2>/dev/null | cut -d : -f 6) || own=
            case $own in
                /*) [ ! -d "$own" ] || echo "$own" ;;
            esac
            ;;
    esac
}
