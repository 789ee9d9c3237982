// Uses the constants as a service would.
package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"example.com/use/errorcodes"
)

func same(found, wanted interface{}) {
	if found != wanted {
		panic(fmt.Sprintf("%v is not %v", found, wanted))
	}
}

func main() {
	same(errorcodes.Error404.Status, 404)
	same(errorcodes.S3AccessDenied.Retry, errorcodes.RetryWithChanges)
	found, ok := errorcodes.Find("err:a:key_not_found")
	same(ok && found == errorcodes.ErrAKeyNotFound, true)
	var failure error = found.Problem("No key k_1")
	var problem *errorcodes.Problem
	same(errors.As(failure, &problem), true)
	same(failure.Error(), "Key not found: No key k_1")
	body, _ := json.Marshal(problem)
	same(string(body), `{"type":"https://errors.example.com/e/x/key_not_found/","title":"Key not found","status":404,"detail":"No key k_1"}`)
	for _, e := range errorcodes.All() {
		line := ""
		for _, letter := range e.Code + "\t" + e.Title + "\t" + e.URL {
			line += fmt.Sprintf("\\u{%x}", letter)
		}
		fmt.Println(line)
	}
}
