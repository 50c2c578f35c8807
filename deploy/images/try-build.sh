#!/usr/bin/env bash
# Builds one image from the container file without Docker and without any registry, starts it as it is meant to run – another user than
# root, root file system read-only, no network – and asks it for its health. For a machine that cannot pull the usual bases:
#
#   deploy/images/try-build.sh [PROJECT]        # default: gateway/AllInOne
#
# Debian, as root, with: buildah podman runc debootstrap (apt-get install --no-install-recommends). Both bases are made of Debian's own
# packages and of the .NET that is installed here; packages come from NuGet's folder of this machine. Not part of the tests.
# Leaves nothing behind: images and containers live in a folder of their own, nothing is attached to a bridge.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
project=${1:-gateway/AllInOne} program=${1:-gateway/AllInOne}
program=${program##*/}

fail() { echo "try-build: $*" >&2; exit 1; }
[[ $(id -u) == 0 ]] || fail "debootstrap and the runtime need root"
[[ -f $repository/$project/$program.csproj ]] || fail "there is no $project/$program.csproj"
for tool in buildah podman runc debootstrap; do command -v $tool >/dev/null || fail "$tool is not installed; apt-get install --no-install-recommends $tool"; done
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")") packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
[[ -d $packages ]] || fail "$packages is not there; build once before"

work=$(mktemp -d "${TMPDIR:-/tmp}/donthu-image.XXXXXX")
storage=(--root "$work/storage" --runroot "$work/run" --storage-driver overlay)
name=donthu-try-$$
clean() {
    local status=$?
    podman "${storage[@]}" rm --force --volumes $name >/dev/null 2>&1 || true
    buildah "${storage[@]}" rm --all >/dev/null 2>&1 || true
    umount -R "$work/storage" 2>/dev/null || true
    rm -rf "$work"
    exit $status
}
trap clean EXIT

echo "try-build: a base from Debian's packages"
# What the usual base brings as well: names of time zones, ICU for Vietnamese, certificates.
debootstrap --variant=minbase --include=libicu72,libssl3,tzdata,ca-certificates bookworm "$work/base" >"$work/debootstrap.log" 2>&1 ||
    { tail -n 5 "$work/debootstrap.log" >&2; fail "debootstrap failed"; }
rm -rf "$work/base/var/cache/apt" "$work/base/var/lib/apt/lists"
base() { # base NAME: an image of the base and of what the input names below the folder of .NET
    local container; container=$(buildah "${storage[@]}" from scratch)
    buildah "${storage[@]}" add --quiet "$container" "$work/base" / >/dev/null
    while read -r part; do buildah "${storage[@]}" add --quiet "$container" "$dotnet/$part" "/usr/share/dotnet/$part" >/dev/null; done
    buildah "${storage[@]}" config --env PATH=/usr/share/dotnet:/usr/sbin:/usr/bin:/sbin:/bin --env DOTNET_ROOT=/usr/share/dotnet \
        --env DOTNET_CLI_TELEMETRY_OPTOUT=1 --env DOTNET_NOLOGO=1 "$container"
    buildah "${storage[@]}" commit --quiet --rm "$container" "$1" >/dev/null
}
printf '%s\n' dotnet host shared | base try/aspnet
ls "$dotnet" | base try/sdk

echo "try-build: $program by the container file"
# No network: what is not in NuGet's folder already was not asked for by the lock files.
buildah "${storage[@]}" bud --isolation oci --runtime runc --network none --pull-never --format docker --volume "$packages:/root/.nuget/packages" \
    --build-arg BUILD_IMAGE=localhost/try/sdk --build-arg RUNTIME_IMAGE=localhost/try/aspnet \
    --build-arg PROJECT="$project" --build-arg PROGRAM="$program" \
    --ignorefile "$repository/.dockerignore" --file "$repository/deploy/images/Containerfile" --tag try/program "$repository" >"$work/build.log" 2>&1 ||
    { tail -n 30 "$work/build.log" >&2; fail "the image was not built"; }
podman "${storage[@]}" image inspect try/program --format 'user {{.Config.User}}, entry {{.Config.Entrypoint}}, health {{.Config.Healthcheck.Test}}, {{.Size}} bytes'

echo "try-build: start, read-only, as the image's own user"
podman "${storage[@]}" --cgroup-manager cgroupfs --runtime runc run --detach --name $name --no-healthcheck --network none --read-only --read-only-tmpfs=false --tmpfs /tmp \
    --volume "$name-data:/data" --cap-drop ALL --security-opt no-new-privileges --ulimit nofile=16384:16384 --ulimit nproc=8192:8192 \
    --log-driver k8s-file --log-opt path="$work/program.log" try/program >/dev/null
for ((waited = 0; ; waited++)); do
    if podman "${storage[@]}" exec $name /app/program health 2>/dev/null; then break; fi
    ((waited < 60)) || { tail -n 30 "$work/program.log" >&2; fail "the program was not ready within a minute"; }
    sleep 1
done
echo "try-build: healthy after $waited s"

pid=$(podman "${storage[@]}" inspect $name --format '{{.State.Pid}}')
echo "try-build: runs as $(awk '/^Uid/ { print $2 }' "/proc/$pid/status"), capabilities $(awk '/^CapEff/ { print $2 }' "/proc/$pid/status")"
[[ $(awk '/^Uid/ { print $2 }' "/proc/$pid/status") != 0 ]] || fail "it runs as root"
grep -qE ' / ro[, ]' <(awk '$5 == "/" { print $4, $5, $6 }' "/proc/$pid/mountinfo" | sed 's/^[^ ]*//') || fail "the root file system can be written to"
since=$SECONDS
podman "${storage[@]}" stop --time 30 $name >/dev/null
code=$(podman "${storage[@]}" inspect $name --format '{{.State.ExitCode}}')
[[ $code == 0 ]] || fail "it ended with $code"
echo "try-build: ended by itself $((SECONDS - since)) s after it was asked to"
