package main

import (
	"io"
	"net"
	"net/http"
	"strconv"

	"golang.org/x/net/http2"
)

// serve serves HTTP/2 with prior knowledge.
func serve(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	server := &http2.Server{MaxConcurrentStreams: 1000}
	for {
		connection, err := listener.Accept()
		if err != nil {
			return err
		}
		go server.ServeConn(connection, &http2.ServeConnOpts{Handler: http.HandlerFunc(answer)})
	}
}

// answer repeats the number of the request's body: in the body, and in a field where the request has one that varies.
func answer(response http.ResponseWriter, request *http.Request) {
	received, err := io.ReadAll(request.Body)
	if err != nil {
		return
	}
	number, err := numberIn(received)
	if err != nil {
		http.Error(response, "no number", http.StatusBadRequest)
		return
	}
	down, _ := strconv.Atoi(request.Header.Get("X-Down"))
	head := response.Header()
	// A date changes once a second, which is neither constant nor varying.
	head["Date"] = nil
	head.Set("Content-Type", "application/json")
	head.Set("Content-Length", strconv.Itoa(down))
	if request.Header.Get("Traceparent") != "" {
		head.Set("X-Request-Id", strconv.Itoa(number))
	}
	response.WriteHeader(statusOf(number))
	response.Write(body(number, down))
}
