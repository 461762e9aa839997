# One static binary in an otherwise empty image: no shell, no package manager, no
# user but its own. Build it with
#
#     docker build -t meetupbot .
#
# and run it with a volume for the database and the configuration mounted:
#
#     docker run --read-only --cap-drop ALL --security-opt no-new-privileges \
#         -v meetupbot:/data -v "$PWD/meetupbot.toml:/etc/meetupbot/meetupbot.toml:ro" \
#         -e SLACK_BOT_TOKEN -e SLACK_APP_TOKEN meetupbot

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o /out/meetupbot ./cmd/meetupbot
# The volume is made of this folder, so that the bot may write to it.
RUN mkdir -p /out/data

FROM scratch
# The zones are in the binary. The certificates are these.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build --chown=65532:65532 /out/data /data
COPY --from=build /out/meetupbot /meetupbot
USER 65532:65532
VOLUME /data
ENV DATABASE_URL=sqlite:/data/meetupbot.db \
    MEETUPBOT_CONFIG=/etc/meetupbot/meetupbot.toml \
    LISTEN_ADDR=0.0.0.0:8080 \
    LOG_FORMAT=json
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["/meetupbot", "ready"]
ENTRYPOINT ["/meetupbot"]
CMD ["serve"]
