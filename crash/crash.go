// Package crash ends the process at named points, for those who measure what
// survives it. It knows the points, and nothing of what happens at them. In the
// program that people run its functions do nothing: only one that is built
// with the tag reliability, and told a point in its environment, ever crashes.
package crash

// A Point is a line of the program at which a measurement may end it.
type Point string

const (
	BeforePlan    Point = "before-plan"    // what is wanted is known, the ledger does not have it
	AfterPlan     Point = "after-plan"     // the ledger has it
	BeforeClaim   Point = "before-claim"   // rows are chosen to be posted
	BeforeCommit  Point = "before-commit"  // a transaction is written and not kept yet
	AfterCommit   Point = "after-commit"   // it is on the disk, and nobody knows yet
	AfterClaim    Point = "after-claim"    // the intention to post is durable
	BeforeSend    Point = "before-send"    // a post is about to be worded
	BeforeRequest Point = "before-request" // it is worded, and about to leave
	MidBody       Point = "mid-body"       // half of it has left
	AfterBody     Point = "after-body"     // all of it has left, and the answer is not there
	AfterAnswer   Point = "after-answer"   // the answer begins to arrive
	AfterSend     Point = "after-send"     // it is known that it is posted, by nobody but the worker
	BeforeMark    Point = "before-mark"    // outcomes are about to be kept
	AfterMark     Point = "after-mark"     // they are kept
	BeforeLook    Point = "before-look"    // a post of which nothing is known is about to be looked for
	AfterLook     Point = "after-look"     // it was looked for, and the ledger does not know
	AfterSettled  Point = "after-settled"  // the ledger knows
)

// Points returns all points, in the order in which a posting meets them.
func Points() []Point {
	return []Point{
		BeforePlan, AfterPlan, BeforeClaim, BeforeCommit, AfterCommit, AfterClaim, BeforeSend, BeforeRequest, MidBody,
		AfterBody, AfterAnswer, AfterSend, BeforeMark, AfterMark, BeforeLook, AfterLook, AfterSettled,
	}
}
