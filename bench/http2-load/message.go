package main

import (
	"bytes"
	"fmt"
	"strconv"
)

// What the number of a request asks for. All are in HPACK's static table: one that was told before a tool listened is none that it could know.
var statuses = [...]int{200, 200, 200, 404, 200, 200, 500, 200, 400, 206}

func statusOf(number int) int { return statuses[number%len(statuses)] }

// pathOf tells a request's path: the number's own, or one of so many.
func pathOf(number, paths int) string {
	if paths == 0 {
		return fmt.Sprintf("/r/%d", number)
	}
	return fmt.Sprintf("/shops/%d/orders?page=1", number%paths)
}

// traceparent holds the number, as everything does that varies.
func traceparent(number int) string { return fmt.Sprintf("00-%032x-%016x-01", number+1, number+1) }

const bodyStart = `{"id":`

// body is what Wire.WriteBody writes.
func body(number, length int) []byte {
	written := make([]byte, length)
	for i := range written {
		written[i] = byte('a' + (number+i+(i>>8))%26)
	}
	begin := fmt.Sprintf("%s%d,\"pad\":\"", bodyStart, number)
	if length >= len(begin)+2 {
		copy(written, begin)
		copy(written[length-2:], "\"}")
	}
	return written
}

// numberIn tells the number of a body.
func numberIn(body []byte) (int, error) {
	number, _, _ := bytes.Cut(bytes.TrimPrefix(body, []byte(bodyStart)), []byte(","))
	return strconv.Atoi(string(number))
}
