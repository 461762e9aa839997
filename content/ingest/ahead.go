package ingest

import "iter"

// ahead goes through a sequence in a goroutine of its own, one value ahead of
// whoever asks: the next part of an import is worked out while the one before it
// is written. The goroutine has ended when the sequence returned has.
func ahead[A, B any](seq iter.Seq2[A, B]) iter.Seq2[A, B] {
	type value struct {
		a A
		b B
	}
	return func(yield func(A, B) bool) {
		values, stop := make(chan value), make(chan struct{})
		go func() {
			defer close(values)
			for a, b := range seq {
				select {
				case values <- value{a, b}:
				case <-stop:
					return
				}
			}
		}()
		defer func() {
			close(stop)
			for range values { // until it has ended
			}
		}()
		for v := range values {
			if !yield(v.a, v.b) {
				return
			}
		}
	}
}
