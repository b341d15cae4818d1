# shellcheck shell=bash
# One way to build and save container images, whichever of docker, podman and buildah works here.

# The one that works: docker only with its daemon, the others as an ordinary user only with users to make a container's of. ENGINE chooses another.
find_engine() {
    local candidate
    for candidate in ${ENGINE:-docker podman buildah}; do
        case $candidate in
            docker) docker info >/dev/null 2>&1 ;;
            *) have "$candidate" && { is_root || grep -qs "^$(id -un):" /etc/subuid; } ;;
        esac && engine=$candidate && return
    done
    return 1
}

# engine_build DOCKERFILE TAG CONTEXT [OPTION...]
engine_build() {
    local dockerfile=$1 tag=$2 context=$3
    shift 3
    case $engine in
        # The older builder of docker before 23 loses file capabilities between stages.
        docker) DOCKER_BUILDKIT=1 docker build --quiet --file "$dockerfile" --tag "$tag" "$@" "$context" >/dev/null ;;
        # What runs in a build is our own and needs no container of its own, which would ask for a runtime and for control groups.
        *) "$engine" build --quiet --isolation chroot --layers=false --file "$dockerfile" --tag "$tag" "$@" "$context" >/dev/null ;;
    esac
}

# engine_save TAG FILE: as an OCI archive, which docker writes since 25.
engine_save() {
    rm -f "$2"
    case $engine in
        docker) docker save --output "$2" "$1" ;;
        *) "$engine" push --quiet "$1" "oci-archive:$2:$1" ;;
    esac
}

# engine_size TAG: what it takes unpacked, its base included.
engine_size() { "$engine" images --format '{{.Size}}' "$1" | head -n 1; }

# engine_remove PREFIX: every image whose name begins so.
engine_remove() {
    local names
    names=$("$engine" images | awk -v prefix="$1" 'index($1, prefix) == 1 { print $1 ":" $2 }')
    # shellcheck disable=SC2086 # one argument each
    [ -z "$names" ] || "$engine" rmi --force $names >/dev/null
}
