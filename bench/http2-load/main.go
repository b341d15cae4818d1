// Command http2-load is the load of the benchmarks' HTTP/2 rows: a server and a client whose encoder, Go's own, puts every field into the dynamic
// table. Its messages are those of bench/Load/Wire.cs, and the client's log is the truth that tools are held against.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintf(os.Stderr, "http2-load: %v\n", err)
		os.Exit(1)
	}
}

func run() error {
	load := load{}
	listen := flag.String("listen", "", "serve at this `address:port`, until it is ended")
	flag.StringVar(&load.to, "to", "", "drive the server at this `address:port`")
	flag.IntVar(&load.requests, "requests", 8000, "how many `requests`")
	flag.IntVar(&load.rate, "rate", 400, "how many of them a `second`")
	flag.IntVar(&load.connections, "connections", 4, "over how many `connections`")
	flag.IntVar(&load.paths, "paths", 0, "how many `paths` there are; 0: each request has its own")
	flag.BoolVar(&load.constant, "constant", false, "no field of the heads varies but the path")
	flag.IntVar(&load.up, "up", 512, "`bytes` of a request's body")
	flag.IntVar(&load.down, "down", 1024, "`bytes` of a response's body")
	flag.StringVar(&load.log, "log", "", "`file` for a line a request: number, start in ns since 1970, method, path, status")
	flag.Parse()
	if *listen != "" {
		return serve(*listen)
	}
	return load.drive()
}
