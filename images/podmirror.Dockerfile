# The image of both sidecars and of the user's tool. The build's context is a folder that `make build` leaves: docs/images.md
#
# BASE: glibc 2.34 or newer, and OpenSSL 3 for OTLP over TLS; a shell has no business in it.
ARG BASE=mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled
# TOOLS: where setcap is, or can be installed; nothing of it gets into the image.
ARG TOOLS=docker.io/library/debian:12-slim

# On the machine's own architecture, whichever the image is for: setcap writes an attribute and does not run the file.
FROM --platform=$BUILDPLATFORM ${TOOLS} AS capability
RUN command -v setcap >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends libcap2-bin; }
COPY podmirror /image/opt/podmirror/podmirror
# +p and not +ep: docs/mirror.md, "Permission".
RUN setcap cap_net_raw+p /image/opt/podmirror/podmirror

FROM ${BASE}
ARG VERSION=0.0.0
LABEL org.opencontainers.image.title="PodMirror" \
      org.opencontainers.image.description="mirror and tme, the sidecars that show a Pod's API calls as OpenTelemetry spans" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="Apache-2.0"
# The file must not be touched again: any change of it, a chmod in a later layer included, loses the capability.
COPY --from=capability /image/ /
USER 65532:65532
ENTRYPOINT ["/opt/podmirror/podmirror"]
