# shellcheck shell=bash
# What the scripts of the tests in containers and clusters share.
source "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"
source "$root/scripts/engine.sh"

# One for each clone of the repository, so that none meets another's: of the cluster's folder and control group, and of images.
# shellcheck disable=SC2034 # the scripts that read this file use it
e2e_name=podmirror-e2e-$(cksum <<<"$root" | cut -d ' ' -f 1)
