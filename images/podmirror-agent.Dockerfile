# The image of the agent. The build's context is a folder that `make build` leaves: docs/images.md
#
# BASE: glibc 2.34 or newer, and OpenSSL 3 for TLS; a shell has no business in it.
ARG BASE=mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled

FROM ${BASE}
ARG VERSION=0.0.0
LABEL org.opencontainers.image.title="PodMirror agent" \
      org.opencontainers.image.description="injects mirror and tme into Pods; receives, keeps, shows and forwards their spans" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="Apache-2.0"
# The runtime's diagnostic socket would go to /tmp, which a read-only root does not have; nobody is to attach to what has everybody's traffic.
ENV DOTNET_EnableDiagnostics=0
COPY podmirror-agent libe_sqlite3.so /opt/podmirror/
USER 65532:65532
EXPOSE 4317 4318 8080
ENTRYPOINT ["/opt/podmirror/podmirror-agent"]
# Within a container loopback is nobody's. Mount a volume that user 65532 may write to at /data; the web port's tokens are made in it, /data/web-tokens.
CMD ["--listen", "*", "--web", "*:8080", "--web-auth", "token", "--data", "/data"]
