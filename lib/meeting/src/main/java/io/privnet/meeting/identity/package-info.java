/** Who the parties of a meeting are: keys that sign, and the fingerprints that people compare. */
package io.privnet.meeting.identity;
