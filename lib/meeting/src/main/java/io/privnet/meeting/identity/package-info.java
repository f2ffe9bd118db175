/** Who a party is: its key pair, the short names of keys, and the keys that the user knows. */
package io.privnet.meeting.identity;
