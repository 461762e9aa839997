// Package schedule decides what is to be posted, where and when, and sees that
// each posting happens: rules, the plan, the delivery ledger and its rounds.
//
// It knows events, places, rules and deliveries. It refuses to know what a
// message looks like, which platforms there are (a place names one, that is
// all), how rows are kept, and what time it is: every function takes now.
package schedule
