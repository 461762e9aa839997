// Command passes comes by each point of package crash, the ones that requests
// meet with a request to the address that it is given, and says so.
package main

import (
	"fmt"
	"net/http"
	"os"
	"strings"

	"meetupbot/crash"
)

func main() {
	client := http.Client{Transport: crash.Requests(&http.Transport{})}
	for range 2 {
		resp, err := client.Post(os.Args[1], "text/plain", strings.NewReader(strings.Repeat("x", 4096)))
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		resp.Body.Close()
		for _, p := range crash.Points() {
			switch p {
			case crash.BeforeRequest, crash.MidBody, crash.AfterBody, crash.AfterAnswer:
			default:
				crash.At(p)
			}
		}
		fmt.Println("came by")
	}
}
