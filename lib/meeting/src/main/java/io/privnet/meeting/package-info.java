/** What is said of a meeting between all parts of this library: the proposal and the agreement. */
package io.privnet.meeting;
