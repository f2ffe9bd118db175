/** What one party keeps of a negotiation, so that it can prove afterwards what happened. */
package io.privnet.meeting.transcript;
