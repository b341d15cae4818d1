package main

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/net/http2"
)

// load is what one run of the client sends.
type load struct {
	to, log                                      string
	requests, rate, connections, paths, up, down int
	constant                                     bool

	wrong atomic.Int64
}

// drive sends each request at its time, whether those before it are answered or not, so that streams interleave.
func (l *load) drive() error {
	clients := make([]*http.Client, l.connections)
	for i := range clients {
		clients[i] = &http.Client{Transport: &http2.Transport{
			AllowHTTP:          true,
			DisableCompression: true,
			DialTLS:            func(network, address string, _ *tls.Config) (net.Conn, error) { return net.Dial(network, address) },
		}}
	}
	starts := make([]int64, l.requests)
	begin := time.Now()
	var all sync.WaitGroup
	all.Add(l.requests)
	for number := range starts {
		due := begin.Add(time.Duration(number) * time.Second / time.Duration(l.rate))
		time.Sleep(time.Until(due))
		go func(number int) {
			defer all.Done()
			starts[number] = time.Now().UnixNano()
			if !l.call(clients[number%len(clients)], number) {
				l.wrong.Add(1)
			}
		}(number)
	}
	all.Wait()
	fmt.Printf("{\"pairs\":%d,\"wrong\":%d,\"seconds\":%.3f}\n", int64(l.requests)-l.wrong.Load(), l.wrong.Load(), time.Since(begin).Seconds())
	return l.writeLog(starts)
}

// call makes one call, and says whether the answer is the one that belongs to it.
func (l *load) call(client *http.Client, number int) bool {
	request, err := http.NewRequest("POST", "http://"+l.to+pathOf(number, l.paths), bytes.NewReader(body(number, l.up)))
	if err != nil {
		return false
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "podmirror-bench")
	request.Header.Set("X-Down", strconv.Itoa(l.down))
	if !l.constant {
		request.Header.Set("Traceparent", traceparent(number))
	}
	response, err := client.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	received, err := io.ReadAll(response.Body)
	return err == nil && response.StatusCode == statusOf(number) && bytes.Equal(received, body(number, l.down))
}

func (l *load) writeLog(starts []int64) error {
	if l.log == "" {
		return nil
	}
	file, err := os.Create(l.log)
	if err != nil {
		return err
	}
	defer file.Close()
	to := bufio.NewWriter(file)
	for number, start := range starts {
		fmt.Fprintf(to, "%d\t%d\tPOST\t%s\t%d\n", number, start, pathOf(number, l.paths), statusOf(number))
	}
	return to.Flush()
}
